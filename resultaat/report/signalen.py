"""Signals in words: what the last point says, kindly and no surer than the charts together."""

from __future__ import annotations

from resultaat.analysis.signalen.beeld import Beeld, Signaaloordeel
from resultaat.analysis.signalen.haalbaar import Haalbaar
from resultaat.analysis.signalen.keuze import Soort
from resultaat.core.dutch import listing, percentage
from resultaat.report.notation import Notation, period_words


def signal_sentence(naam: str, periode: str, waarde: str, beeld: Beeld, goed: bool | None) -> str:
    """Say what the last point of one chart says."""
    where = f"“{naam}”: {waarde} in {period_words(periode)}."
    side = "hoger" if beeld.kant > 0 else "lager"
    rules = listing([rule.value for rule in beeld.regels])
    if beeld.soort is Soort.T and beeld.kant:
        return f"{where} {_rare(beeld)}"
    said = {
        Signaaloordeel.GEWOON: "Dat is gewone variatie.",
        Signaaloordeel.MOGELIJK: f"Het ligt {side} dan gewoon ({rules}). Bij zo veel cijfers "
        "kan dat toeval zijn.",
        Signaaloordeel.VOORVAL: f"Dat is {side} dan gewoon. Eén punt is nog geen patroon: "
        "kijk wat er die keer was, en wacht het volgende cijfer af.",
        Signaaloordeel.SIGNAAL: f"Dat is meer dan gewone variatie: {rules}.",
        Signaaloordeel.TE_WEINIG: "Er zijn te weinig punten om iets te zeggen.",
        Signaaloordeel.TE_ZELDZAAM: "Het gebeurt te weinig om per periode iets te zeggen.",
    }[beeld.oordeel]
    way = {True: " Dat is de goede kant op.", False: " Dat is niet de goede kant op.", None: ""}
    return f"{where} {said}{way[goed] if beeld.oordeel is Signaaloordeel.SIGNAAL else ''}"


def assurance_words(wat: str, streefwaarde: str, per: str, haalbaar: Haalbaar) -> str:
    """Say whether a target is reached as long as nothing changes."""
    if haalbaar is Haalbaar.STEEDS:
        return (
            f"Blijft alles zoals het is, dan wordt de {wat} van {streefwaarde} elke {per} gehaald."
        )
    within = "binnen" if haalbaar is Haalbaar.SOMS else "buiten"
    then = {
        Haalbaar.SOMS: f"de ene {per} gehaald en de andere niet",
        Haalbaar.NOOIT: f"in geen enkele {per} gehaald",
    }[haalbaar]
    return (
        f"De {wat} van {streefwaarde} ligt {within} wat gewoon is. Blijft alles zoals het is, dan "
        f"wordt zij {then}."
    )


def _rare(beeld: Beeld) -> str:
    """Say of rare events whether they come more or less often than is ordinary."""
    often = "vaker" if beeld.kant > 0 else "minder vaak"
    sure = beeld.oordeel in (Signaaloordeel.SIGNAAL, Signaaloordeel.VOORVAL)
    doubt = "" if sure else " Bij zo veel cijfers kan dat toeval zijn."
    return f"Naar de tijd ertussen gebeurt het {often} dan gewoon.{doubt}"


def value_words(eenheid: str, waarden: tuple[float | None, ...]) -> str:
    """Write the last value that there is."""
    known = [each for each in waarden if each is not None]
    if not known:
        return "geen cijfer"
    return Notation.fitting(eenheid, known).full(known[-1])


def chance_words(beeld: Beeld) -> str:
    """Say how sure a chart is that its last point is more than noise, over all charts together."""
    if beeld.q is None:
        return "Er is geen kans te geven."
    sure = "minder dan 0,1%" if beeld.q < 0.001 else percentage(beeld.q)
    return f"Van alle punten die zo duidelijk opvallen, is naar verwachting {sure} toeval."


def other_words(beeld: Beeld) -> str:
    """Say what a point that stands out could also be."""
    if beeld.oordeel is Signaaloordeel.VOORVAL:
        return "Het kan ook één gebeurtenis zijn die niet terugkomt."
    return "Het kan ook komen door een andere wijze van tellen of registreren."
