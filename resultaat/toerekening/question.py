"""What is asked of one indicator: between which periods, and how areas are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.request import Window
from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.core.periods import Period
from resultaat.language.breuken import break_between, why

if TYPE_CHECKING:
    from resultaat.language.catalog import Catalog
    from resultaat.language.documents.telt import Telt

#: Measures whose figure of a whole is made of counts of its pieces.
_MERGEABLE = ("aantal", "som", "gemiddelde", "aandeel", "doorlooptijd", "omzetting", "verhouding")
#: Measures that are a mean over rows, so that rows can be told apart.
_OF_PEOPLE = ("gemiddelde", "aandeel", "doorlooptijd", "omzetting")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: one indicator, two periods of one length, the first before the last."""

    indicator: str
    van: Period
    tot: Period
    alleen_nooit: bool = False  # compare only with areas that never begin
    voorloop: int = 0  # periods before a start in which something may have moved already
    samenstelling: tuple[str, ...] = ()  # expressions by which the people of an area differ
    strata: tuple[str, ...] = ()  # indicators in which areas differ beforehand
    kolom: str = ""  # an expression of which every value has an account, instead of every area

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what the people behind the figure are told apart."""
        return (self.kolom, *self.samenstelling) if self.kolom else self.samenstelling


def question(catalog: Catalog, indicator: str, van: str, tot: str) -> Question:
    """Read what is asked; raises ResultaatError R2050 (periods) or R2051 (not mergeable)."""
    try:
        first, last = Period.parse(van), Period.parse(tot)
    except ValueError as wrong:
        message = f"{str(wrong)[:1].upper()}{str(wrong)[1:]}."
        raise ResultaatError.of(Diagnostic("R2050", message, _EXAMPLE)) from None
    if first.grain is not last.grain or first.start >= last.start:
        message = f"Van {van} naar {tot} kan niet: kies perioden van één lengte, de oudste eerst."
        raise ResultaatError.of(Diagnostic("R2050", message, _EXAMPLE))
    reason = not_mergeable(catalog.indicator(indicator).telt)
    if reason:
        message = f"De verandering van `{indicator}` is niet uit elkaar te halen: {reason}."
        raise ResultaatError.of(Diagnostic("R2051", message, _CHOOSE))
    breuk = break_between(indicator, catalog, first, last)
    if breuk is not None:
        message = f"Van {van} naar {tot} is `{indicator}` niet te vergelijken: {why(breuk)}."
        mend = "Kies twee perioden aan dezelfde kant van de breuk."
        raise ResultaatError.of(Diagnostic("R2051", message, mend))
    return Question(indicator, first, last)


_EXAMPLE = "Schrijf bijvoorbeeld: --van 2023 --tot 2025, of --van 2024-K1 --tot 2025-K1."
_CHOOSE = "Kies een aantal rijen, een som, een gemiddelde, een aandeel of een verhouding."


def not_mergeable(telt: Telt) -> str:
    """Return why the change of a figure cannot be taken apart; empty where it can."""
    if telt.aantal == "personen":
        return "wie in twee gebieden voorkomt, telt in het geheel één keer"
    if telt.reeks is not None:
        return "het cijfer gaat over meer dan één periode"
    if telt.measure not in _MERGEABLE:
        return f"`{telt.measure}` van een geheel volgt niet uit dat van de delen"
    return ""


def window_for(asked: Question, window: Window) -> Window:
    """Return the periods of a question, with what is known by the peildatum of a rapportage.

    Where the rapportage tells of earlier periods, those are asked too: they show how things moved
    before. Raises ResultaatError R2052 where `tot` lies after what the rapportage is about.
    """
    if asked.tot.start > window.last.end:
        message = f"De gegevens gaan tot en met {window.last.label}; {asked.tot.label} ligt later."
        raise ResultaatError.of(Diagnostic("R2052", message, "Kies een eerdere periode bij --tot."))
    history = Period.holding(window.first.start, asked.van.grain)
    first = min(asked.van, history, key=lambda each: each.start)
    return Window(first, asked.tot, window.peildatum)


def change_of(asked: Question, window: Window, catalog: Catalog) -> Ask | None:
    """Return what is asked of the people behind a figure, then and now; None where there are none.

    Raises ResultaatError R2085 where the figure has no parts, R2053 where a column has none.
    """
    telt = catalog.indicator(asked.indicator).telt
    reason = _without_people(telt, published=bool(catalog.bronnen[telt.bron].doc.gepubliceerd))
    if reason:
        if asked.dimensions:
            raise ResultaatError.of(_no_composition(asked, reason, "R2085", _OTHER_FIGURE))
        return None
    followed = catalog.bronnen[telt.bron].doc.persoon is not None
    between = replace(window, first=asked.van, last=asked.tot)
    ask = Ask(asked.indicator, between, asked.dimensions, followed)
    try:
        requests_asked(catalog, [ask])
    except ValueError:
        why = "dat is geen kolom van de bron, of wijst iemand aan"
        raise ResultaatError.of(_no_composition(asked, why, "R2053", _OTHER_COLUMN)) from None
    return ask


_OTHER_FIGURE = "Kies een aandeel, gemiddelde, doorlooptijd of omzetting, of vraag het per gebied."
_OTHER_COLUMN = "Noem een kolom uit de bron, zoals `leeftijd` of `wet`."


def _without_people(telt: Telt, *, published: bool) -> str:
    """Return why the people behind a figure cannot be told apart; empty where they can."""
    if published:
        return "van een gepubliceerd cijfer zijn er geen rijen"
    if telt.per is not None:
        return f"het is gedeeld door `{telt.per.indicator}`, en dat hoort niet bij zo'n deel"
    if telt.measure == "verhouding":
        return "van een deel is niet bekend over hoeveel mensen het gaat, en of het te tonen is"
    if telt.measure not in _OF_PEOPLE:
        return "een aantal of een som heeft geen noemer om te verdelen"
    return ""


def _no_composition(asked: Question, why: str, code: str, mend: str) -> Diagnostic:
    named = " en ".join(f"`{each}`" for each in asked.dimensions)
    return Diagnostic(code, f"Een verdeling naar {named} kan niet: {why}.", mend)
