"""Words that a resident does not use (D3), from the list in `jargon.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Place, Severity
from resultaat.language.catalog import Loaded
from resultaat.language.documents.indicator import AnyIndicator

_TEXTS = ("waarom", "bedoeling")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    listed = tomllib.loads(Path(__file__).with_name("jargon.toml").read_text(encoding="utf-8"))
    longest_first = sorted(listed, key=len, reverse=True)
    pattern = rf"\b({'|'.join(map(re.escape, longest_first))})\w*"
    return re.compile(pattern, re.IGNORECASE), listed


def check_jargon(loaded: Loaded[AnyIndicator]) -> Iterator[Diagnostic]:
    """Yield the words in `waarom` and `bedoeling` that need a plain one instead."""
    pattern, plain = _words()
    for key in _TEXTS:
        scalar = loaded.scalar(key)
        for word in pattern.finditer(scalar.text) if scalar is not None else ():
            span = loaded.span_in(scalar, word[0], word.start()) if scalar else None
            yield Diagnostic(
                "R1517",
                f"Een inwoner gebruikt het woord `{word[0]}` niet.",
                f"Schrijf bijvoorbeeld: {plain[word[1].lower()]}.",
                Place(loaded.source.path, span, loaded.source),
                Severity.WARNING,
            )
