"""Signals in words: what the last point says, kindly and no surer than the charts together."""

from __future__ import annotations

from resultaat.analysis.signalen.beeld import Beeld, Verdict
from resultaat.core.dutch import listing
from resultaat.report.notation import Notation, period_words


def signal_sentence(naam: str, periode: str, waarde: str, beeld: Beeld, goed: bool | None) -> str:
    """Say what the last point of one chart says."""
    where = f"“{naam}”: {waarde} in {period_words(periode)}."
    side = "hoger" if beeld.kant > 0 else "lager"
    rules = listing([rule.value for rule in beeld.regels])
    said = {
        Verdict.GEWOON: "Dat is gewone variatie.",
        Verdict.MOGELIJK: f"Het ligt {side} dan gewoon ({rules}). Bij zo veel cijfers kan dat "
        "toeval zijn.",
        Verdict.VOORVAL: f"Dat is {side} dan gewoon. Eén punt is nog geen patroon: kijk wat er die "
        "keer was, en wacht het volgende cijfer af.",
        Verdict.SIGNAAL: f"Dat is meer dan gewone variatie: {rules}.",
        Verdict.TE_WEINIG: "Er zijn te weinig punten om iets te zeggen.",
        Verdict.TE_ZELDZAAM: "Het gebeurt te weinig om per periode iets te zeggen.",
    }[beeld.verdict]
    way = {True: " Dat is de goede kant op.", False: " Dat is niet de goede kant op.", None: ""}
    return f"{where} {said}{way[goed] if beeld.verdict is Verdict.SIGNAAL else ''}"


def value_words(eenheid: str, waarden: tuple[float | None, ...]) -> str:
    """Write the last value that there is."""
    known = [each for each in waarden if each is not None]
    if not known:
        return "geen cijfer"
    return Notation.fitting(eenheid, known).full(known[-1])
