"""The use case of findings: which there are, and what somebody says of one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.core.diagnostics import Diagnostic, Diagnostics, did_you_mean
from resultaat.cycle.bevindingen import Bevinding, Stand, bevindingen_of
from resultaat.register.store import Register, Uitspraak

if TYPE_CHECKING:
    from resultaat.release.released import RunInfo


def bevindingen_in(root: Path, register: str | None, run: RunInfo) -> list[Bevinding]:
    """Return the findings of a run with their life, and those that the run before it had."""
    with Register.open(root, register) as opened:
        return bevindingen_of(run, opened.gezien(), opened.uitspraken())


def say(  # noqa: PLR0913, PLR0917  who says what of which, and where that is kept
    root: Path, register: str | None, bevinding: str, stand: Stand, door: str, reden: str
) -> Uitspraak:
    """Keep what somebody says of a finding; nothing that was said before is lost.

    Raises ResultaatError: R2076 (no name, no reason), R2077 (no such finding), R2078 (a BSN).
    """
    said = Uitspraak(bevinding, stand.value, door.strip(), reden.strip(), datetime.now(UTC))
    found = Diagnostics(_incomplete(said))
    with Register.open(root, register) as opened:
        known = {each.id for one in opened.gezien() for each in one.gevonden}
        if bevinding not in known:
            found.add(_unknown(bevinding, known))
        found.raise_if_errors()
        opened.uitspreken(said)
    return said


def _incomplete(said: Uitspraak) -> list[Diagnostic]:
    wrong = []
    for value, option, what in (
        (said.door, "--door", "wie dit zegt"),
        (said.reden, "--reden", "waarom"),
    ):
        if not value:
            message = f"Er staat niet bij {what}."
            mend = f"Zet het erbij met {option}. Wie later leest, moet het kunnen nagaan."
            wrong.append(Diagnostic("R2076", message, mend))
        elif _holds_bsn(value):
            message = f"Bij {option} staat een getal dat een burgerservicenummer kan zijn."
            mend = "Laat het weg: een uitspraak gaat over cijfers, nooit over een inwoner."
            wrong.append(Diagnostic("R2078", message, mend))
    return wrong


def _holds_bsn(text: str) -> bool:
    """Whether a text holds a number that passes the elfproef."""
    import polars as pl

    from resultaat.data.elfproef import passes

    words = [re.sub(r"\D", "", each) for each in re.findall(r"\d+(?:[. ]\d+)*", text)]
    numbers = pl.Series("w", [each.zfill(9) for each in words if len(each) in (8, 9)], pl.String)
    return bool(numbers.to_frame().select(passes(pl.col("w")).any()).item())


def _unknown(bevinding: str, known: set[str]) -> Diagnostic:
    message = f"Er is geen bevinding `{bevinding}`."
    mend = did_you_mean(bevinding, sorted(known)) or "Kijk welke er zijn: resultaat bevindingen"
    return Diagnostic("R2077", message, mend)
