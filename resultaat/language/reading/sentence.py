"""One or two Dutch sentences that say what an indicator counts: what, where from, when."""

from __future__ import annotations

from collections.abc import Callable

from resultaat.core.dutch import number
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression
from resultaat.language.reading.words import condition_in_words, in_words, name_of


def sentence_of(catalog: Catalog, indicator: str) -> str:
    """Return what the indicator counts, in plain Dutch. The catalog holds no errors."""
    telt = catalog.indicator(indicator).telt
    bron = catalog.bronnen[telt.bron].doc
    said = _MEASURES[telt.measure](telt, bron)
    parts = [said + _per(telt, catalog) + ".", _when(telt, bron)]
    return " ".join(part for part in parts if part)


def _rows(telt: Telt, bron: Bron) -> str:
    chosen = f" waarvoor geldt: {_said(telt.waar, bron, condition=True)}" if telt.waar else ""
    return f"de rijen van “{bron.naam}”{chosen}"


def _said(text: str | None, bron: Bron, *, condition: bool = False) -> str:
    expression, _ = parse_expression(text or "", bron.columns)
    if expression is None:
        return text or ""
    return condition_in_words(expression.tree) if condition else in_words(expression.tree)


def _aantal(telt: Telt, bron: Bron) -> str:
    if telt.aantal == "personen":
        return f"Telt de verschillende personen in {_rows(telt, bron)}"
    return f"Telt {_rows(telt, bron)}"


def _som(telt: Telt, bron: Bron) -> str:
    if bron.gepubliceerd:
        return f"Neemt het gepubliceerde cijfer {_said(telt.som, bron)} over uit “{bron.naam}”"
    return f"Telt {_said(telt.som, bron)} op over {_rows(telt, bron)}"


def _gemiddelde(telt: Telt, bron: Bron) -> str:
    return (
        f"Het gemiddelde van {_said(telt.gemiddelde, bron)} over {_rows(telt, bron)}; "
        "wat niet is ingevuld, telt niet mee"
    )


def _aandeel(telt: Telt, bron: Bron) -> str:
    outcome = _said(telt.aandeel, bron, condition=True)
    return (
        f"Van {_rows(telt, bron)}: het deel waarvoor geldt: {outcome}; "
        "rijen waarvan dat niet bekend is, tellen niet mee"
    )


def _doorlooptijd(telt: Telt, bron: Bron) -> str:
    term = telt.doorlooptijd
    assert term is not None  # noqa: S101  the measure chose this
    return (
        f"Van {_rows(telt, bron)}: het deel met hoogstens {term.binnen} tussen "
        f"{name_of(term.van)} en {name_of(term.tot)}; wie langer wacht, telt als te laat, en wie "
        "de termijn nog niet vol heeft, telt nog niet mee"
    )


def _verhouding(telt: Telt, bron: Bron) -> str:
    ratio = telt.verhouding
    assert ratio is not None  # noqa: S101  the measure chose this
    return f"Deelt {_said(ratio.teller, bron)} door {_said(ratio.noemer, bron)}, uit “{bron.naam}”"


def _gepubliceerd(telt: Telt, bron: Bron) -> str:
    column = name_of(telt.gepubliceerd or "")
    return (
        f"Neemt het gepubliceerde cijfer {column} over uit “{bron.naam}”; "
        "dit cijfer wordt nooit opgeteld"
    )


_MEASURES: dict[str, Callable[[Telt, Bron], str]] = {
    "aantal": _aantal,
    "som": _som,
    "gemiddelde": _gemiddelde,
    "aandeel": _aandeel,
    "doorlooptijd": _doorlooptijd,
    "verhouding": _verhouding,
    "gepubliceerd": _gepubliceerd,
}


def _per(telt: Telt, catalog: Catalog) -> str:
    if telt.per is None:
        return ""
    other = catalog.indicator(telt.per.indicator).naam
    return f", per {number(telt.per.keer)} van “{other}”"


def _when(telt: Telt, bron: Bron) -> str:
    if bron.gepubliceerd:
        return "Elk gebied houdt zijn eigen gepubliceerde cijfer."
    if telt.peildatum:
        return f"De laatste stand in de periode telt (kolom `{telt.peildatum}`)."
    return f"Een rij telt in de periode waarin de datum in de kolom `{telt.datum}` valt."
