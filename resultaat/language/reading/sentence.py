"""One or two Dutch sentences that say what an indicator counts: what, where from, when."""

from __future__ import annotations

from collections.abc import Callable

from resultaat.core.dutch import listing, number
from resultaat.core.periods import Period
from resultaat.language.catalog import Catalog
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.gestandaardiseerd import Gestandaardiseerd
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression
from resultaat.language.reading.formula import formula_in_words
from resultaat.language.reading.reeks import in_reeks
from resultaat.language.reading.words import condition_in_words, in_words, name_of


def sentence_of(catalog: Catalog, indicator: str) -> str:
    """Return what the indicator counts, in plain Dutch. The catalog holds no errors."""
    return sentence_of_telt(catalog, catalog.indicator(indicator).telt)


def sentence_of_telt(catalog: Catalog, telt: Telt) -> str:
    """Return the same of one block `telt`, which may be one of before."""
    if telt.formule is not None:
        return f"{formula_in_words(telt.formule, catalog)} {in_reeks(telt)}".rstrip()
    bron = catalog.bronnen[telt.bron].doc
    said = _MEASURES[telt.measure](telt, bron)
    parts = [said + _per(telt, catalog) + ".", _when(telt, bron), in_reeks(telt)]
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


def _extreme(word: str, column: Callable[[Telt], str | None]) -> Callable[[Telt, Bron], str]:
    return lambda telt, bron: (
        f"De {word} waarde van {_said(column(telt), bron)} over {_rows(telt, bron)}; "
        "wat niet is ingevuld, telt niet mee"
    )


def _percentiel(telt: Telt, bron: Bron) -> str:
    chosen = telt.percentiel
    assert chosen is not None  # noqa: S101  the measure chose this
    return (
        f"De waarde van {_said(chosen.van, bron)} waar {chosen.deel} van {_rows(telt, bron)} onder "
        "ligt; wat niet is ingevuld, telt niet mee"
    )


def _duur(telt: Telt, bron: Bron) -> str:
    chosen = telt.duur
    assert chosen is not None  # noqa: S101  the measure chose this
    course = f"van {name_of(chosen.van)} tot {name_of(chosen.tot)}"
    what = (
        f"het aantal dagen {course} waarna de helft klaar is"
        if chosen.binnen is None
        else f"het deel dat {course} hoogstens {chosen.binnen} duurt"
    )
    return (
        f"Van {_rows(telt, bron)}: {what}; wat nog loopt, telt mee zolang het is gevolgd "
        "(Kaplan-Meier)"
    )


def _omzetting(telt: Telt, bron: Bron) -> str:
    term = telt.omzetting
    assert term is not None  # noqa: S101  the measure chose this
    return (
        f"Van {_rows(telt, bron)}: het deel waarbij {name_of(term.tot)} volgt binnen {term.binnen} "
        f"na {name_of(term.van)}; wie de hele termijn is gevolgd zonder dat, telt als niet, en wie "
        "nog niet zo lang is gevolgd, telt nog niet mee"
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


def _gestandaardiseerd(telt: Telt, bron: Bron) -> str:
    chosen = telt.gestandaardiseerd
    assert chosen is not None  # noqa: S101  the measure chose this
    outcome = _said(chosen.teller, bron, condition=chosen.noemer is None)
    what = (
        f"het deel waarvoor geldt: {outcome}"
        if chosen.noemer is None
        else f"{outcome} gedeeld door {_said(chosen.noemer, bron)}"
    )
    many = f" keer {number(chosen.keer)}," if chosen.keer > 1 else ""
    return (
        f"Van {_rows(telt, bron)}: per groep ({_said(chosen.groep, bron)}: "
        f"{listing(chosen.namen)}) {what},{many} gewogen naar {_verdeling(chosen)}; "
        "rijen buiten de groepen tellen niet mee"
    )


def _verdeling(chosen: Gestandaardiseerd) -> str:
    if chosen.gewichten is not None:
        weights = [f"{name} {weight}" for name, weight in chosen.gewichten.items()]
        return f"een vaste verdeling ({listing(weights)})"
    if isinstance(chosen.standaard, Period):
        return f"de verdeling van de gemeente in {chosen.standaard.label}"
    return "de verdeling van de gemeente in dezelfde periode"


def _per_persoon(telt: Telt, bron: Bron) -> str:
    chosen = telt.verandering_per_persoon
    assert chosen is not None  # noqa: S101  the measure chose this
    term = f", hoogstens {chosen.binnen} eerder" if chosen.binnen is not None else ""
    return (
        f"Per persoon in {_rows(telt, bron)}: {_said(chosen.van, bron)} bij de laatste meting min "
        f"bij de eerste{term}; daarvan het gemiddelde. Wie één keer is gemeten, telt niet mee"
    )


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
    "minimum": _extreme("laagste", lambda telt: telt.minimum),
    "maximum": _extreme("hoogste", lambda telt: telt.maximum),
    "mediaan": _extreme("middelste", lambda telt: telt.mediaan),
    "percentiel": _percentiel,
    "aandeel": _aandeel,
    "doorlooptijd": _doorlooptijd,
    "omzetting": _omzetting,
    "duur": _duur,
    "verhouding": _verhouding,
    "gestandaardiseerd": _gestandaardiseerd,
    "verandering_per_persoon": _per_persoon,
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
    if telt.laatste_per:
        which = listing([name_of(name) for name in telt.laatste_per])
        return (
            f"Per {which} telt de laatste rij in de periode (kolom `{telt.peildatum}`); "
            "wat eerder in de periode zo was, telt niet mee."
        )
    if telt.peildatum:
        return f"De laatste stand in de periode telt (kolom `{telt.peildatum}`)."
    return f"Een rij telt in de periode waarin de datum in de kolom `{telt.datum}` valt."
