"""The list of codes: what each means and how to mend it, in Dutch (`resultaat leg-uit`).

The texts stand in `codes.toml` beside this module; the pages in `docs/fouten/` are made of them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, ResultaatError, did_you_mean

#: An exception that is not needed; to allow that with an exception would never end.
_IDLE = "R1520"


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page of one code."""

    code: str
    titel: str
    uitleg: str
    herstel: str

    @property
    def uitzondering(self) -> str:
        """How to allow it after all, with a reason that stays; empty for what cannot be allowed."""
        if not self.code.startswith("R15") or self.code == _IDLE:
            return ""
        return f"""Mag het hier wel, zeg dan waarom en wie dat besloot. De melding blijft staan \
als opmerking, met uw reden.

    uitzondering:
      - {{code: {self.code}, omdat: De raad besloot dit op 7 november 2024.}}"""


@cache
def all_codes() -> dict[str, CodePage]:
    """Return every code with its page, in order."""
    content = tomllib.loads(Path(__file__).with_name("codes.toml").read_text(encoding="utf-8"))
    return {code: CodePage(code, **content[code]) for code in sorted(content)}


def explain_code(code: str) -> CodePage:
    """Return the page of a code; raises ResultaatError where it is not one."""
    known = all_codes()
    page = known.get(code.strip().upper())
    if page is None:
        mend = did_you_mean(code.upper(), known) or "Een code ziet eruit als R1203."
        raise ResultaatError.of(Diagnostic("R2013", f"De code `{code}` bestaat niet.", mend))
    return page
