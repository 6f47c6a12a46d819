"""Small subjects to say sentences about."""

from __future__ import annotations

from typing import Any

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.periods import Period
from resultaat.engine.figures import Staat
from resultaat.language.documents.indicator import KINDS, AnyIndicator
from resultaat.report.figure import Figure
from resultaat.report.notation import Notation
from resultaat.report.select import Subject

_RESULTAAT = {
    "doel": "veilig",
    "richting": "hoger",
    "van_wie": "inwoner",
    "rol": "faciliteren",
    "invloed": "beperkt",
}


def doc(soort: str = "resultaat", **keys: Any) -> AnyIndicator:
    base: dict[str, Any] = {
        "soort": soort,
        "naam": "Jeugdhulp die haar doel bereikt",
        "waarom": "We willen weten hoe vaak hulp echt werkt.",
        "telt": {"bron": "trajecten", "aandeel": "doel_bereikt"},
    }
    if soort == "resultaat":
        base |= _RESULTAAT
    if soort == "procesconditie":
        base |= {"conditie": "capaciteit"}
    return KINDS[soort].model_validate(base | keys)


def figure(periode: str = "2025", waarde: float | None = 0.724, **keys: Any) -> Figure:
    """A figure with an interval of two points on each side, unless told otherwise."""
    defaults: dict[str, Any] = {
        "gebied": "GM9999",
        "periode": periode,
        "start": Period.parse(periode).start,
        "waarde": waarde,
        "staat": Staat.DEFINITIEF if waarde is not None else Staat.ONTBREEKT,
        "oordeel": Oordeel.GEEN_STREEFWAARDE if waarde is not None else Oordeel.NIET_TE_BEOORDELEN,
    }
    if waarde is not None:
        defaults |= {"onder": waarde - 0.02, "boven": waarde + 0.02}
    return Figure(**(defaults | keys))


def subject(
    of: AnyIndicator,
    current: Figure,
    *before: Figure,
    eenheid: str = "%",
    over: str = "2025",
    name: str = "doelrealisatie",
) -> Subject:
    series = (*before, current)
    known = [each for each in before if each.shown]
    return Subject(
        id=name,
        doc=of,
        notation=Notation.fitting(eenheid, [each.waarde for each in series if each.waarde]),
        programma=None,
        doel=None,
        over=over,
        current=current,
        earlier=known[-1] if known else None,
        series=series,
        layers=(),
        aansluiting=(),
    )


def plain(text: str) -> str:
    """Write unbreakable spaces as spaces, to compare by eye."""
    return text.replace("\u00a0", " ")
