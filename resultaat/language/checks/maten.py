"""Measures that run from one date to another, that show one value, or that reach over periods."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.indicator import AnyIndicator
from resultaat.language.values import Eenheid, Maat

_NO_DATES = "De bron heeft geen enkele kolom van type datum."
_Path = tuple[str | int, ...]
#: A century; longer than any case, and within what a date can hold.
MAX_DAYS = 36_500


def date_column(
    loaded: Loaded[AnyIndicator], bron: Bron, path: _Path, name: str
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a column that should hold a date."""
    dates = [key for key, kolom in bron.kolommen.items() if kolom.type is KolomType.DATUM]
    if name in dates:
        return
    if name in bron.kolommen:
        message = f"De kolom `{name}` is geen datum."
        mend = f"Kies uit: {', '.join(dates)}." if dates else _NO_DATES
        yield Diagnostic("R1304", message, mend, loaded.place(*path))
    else:
        mend = did_you_mean(name, dates)
        mend = mend or (f"De datums zijn: {', '.join(dates)}." if dates else _NO_DATES)
        message = f"De bron heeft geen kolom `{name}`."
        yield Diagnostic("R1203", message, mend, loaded.place(*path))


def check_course(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    """Yield what is wrong with a measure from one date to another."""
    telt = loaded.doc.telt
    for course in (telt.doorlooptijd, telt.omzetting, telt.duur):
        if course is None:
            continue
        for key in ("van", "tot"):
            path = ("telt", telt.measure, key)
            yield from date_column(loaded, bron, path, getattr(course, key))
        if course.binnen is not None:
            yield from check_term(loaded, ("telt", telt.measure, "binnen"), course.binnen)
    if telt.duur is not None and (telt.peildatum is not None or telt.datum == telt.duur.tot):
        yield Diagnostic(
            "R1321",
            "Zo telt een duur alleen wat al klaar is, of alleen wat nog loopt.",
            f"Zet bij `datum` de begindatum: `datum: {telt.duur.van}`.",
            loaded.place("telt", "peildatum" if telt.peildatum is not None else "datum"),
        )


def check_term(loaded: Loaded[AnyIndicator], path: _Path, term: Maat) -> Iterator[Diagnostic]:
    """Yield where a term is no number of whole days."""
    if term.eenheid is not Eenheid.DAGEN or term.waarde % 1 or not 0 <= term.waarde <= MAX_DAYS:
        message = f"`{term}` is geen termijn in hele dagen."
        mend = "Schrijf bijvoorbeeld `42 dagen`."
        yield Diagnostic("R1309", message, mend, loaded.place(*path))


def check_maten(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    """Yield a lowest or highest value over persons, and what cannot be counted up to now."""
    telt = loaded.doc.telt
    if telt.measure in ("minimum", "maximum") and bron.persoon is not None:
        yield Diagnostic(
            "R1320",
            f"Een {telt.measure} over personen is de waarde van één persoon.",
            "Kies `mediaan`, of `percentiel` met bijvoorbeeld `deel: 90%`.",
            loaded.place("telt", telt.measure),
        )
    if telt.reeks is None or telt.reeks.compares:
        return
    place = loaded.place("telt", "reeks")
    if telt.peildatum is not None:
        message = "Een stand is niet over periodes op te tellen."
        mend = "Kies `verandering` of `index`, of tel met `datum` wat er gebeurde."
        yield Diagnostic("R1322", message, mend, place)
    elif bron.gepubliceerd:
        message = "Gepubliceerde cijfers zijn niet over periodes op te tellen."
        mend = "Kies `verandering`, `verandering_jaar_eerder` of `index`."
        yield Diagnostic("R1322", message, mend, place)
