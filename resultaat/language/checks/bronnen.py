"""A source in itself: the columns that it names must be in its own contract, and be of use."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, Severity, did_you_mean
from resultaat.core.periods import Period
from resultaat.language.catalog import Loaded
from resultaat.language.checks.verdeling import check_verdeling
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.language.documents.werkmap import Werkmap


def check_bron(loaded: Loaded[Bron]) -> Iterator[Diagnostic]:
    """Yield what is wrong with one source."""
    yield from _named_columns(loaded)
    yield from check_verdeling(loaded)
    bron = loaded.doc
    for number, punt in enumerate(bron.te_bevestigen):
        yield Diagnostic(
            "R1354",
            f"Nog niet nagekeken: {punt}",
            "Kijk het na en haal dit punt weg bij `te_bevestigen`.",
            loaded.place("te_bevestigen", number),
            Severity.WARNING,
        )
    if bron.persoon is not None and bron.grondslag is None:
        yield Diagnostic(
            "R1311",
            "De rijen gaan over personen, maar er staat geen `grondslag`.",
            "Noem de wet en het artikel waarop het gebruik van deze gegevens rust.",
            loaded.place("persoon"),
        )
    if bron.persoon is not None and bron.gepubliceerd:
        yield Diagnostic(
            "R1318",
            "Gepubliceerde cijfers gaan over gebieden, niet over personen.",
            "Haal `gepubliceerd` weg als elke rij een persoon is; haal anders `persoon` weg.",
            loaded.place("gepubliceerd"),
        )
    pseudonyms = [n for n, kolom in bron.kolommen.items() if kolom.type.personal]
    if pseudonyms and bron.persoon is None:
        yield Diagnostic(
            "R1317",
            f"`{pseudonyms[0]}` is een pseudoniem, maar er staat geen `persoon`: niets wordt "
            "verborgen.",
            "Zet bij `persoon:` de kolom met de persoon, of maak er `tekst` van.",
            loaded.place("kolommen", pseudonyms[0]),
            Severity.WARNING,
        )
    if bron.gepubliceerd and bron.periode is None:
        yield Diagnostic(
            "R1312",
            "Van gepubliceerde cijfers hoort de periode bekend te zijn.",
            "Voeg `periode: 2024` toe, of de kolom waarin de periode staat.",
            loaded.place("gepubliceerd"),
        )
    gebied = bron.kolommen.get(bron.gebied.kolom)
    if gebied is not None and gebied.type is not KolomType.GEBIED:
        yield Diagnostic(
            "R1313",
            f"De kolom `{bron.gebied.kolom}` is van type {gebied.type.value}.",
            "Zet het type van deze kolom op `gebied`.",
            loaded.place("kolommen", bron.gebied.kolom),
        )


def check_year(loaded: Loaded[Bron], werkmap: Werkmap) -> Iterator[Diagnostic]:
    """Ask of which year codes are, where figures are of another year than the area list.

    A code that stayed may mean another area: nothing in the data shows it.
    """
    bron, year = loaded.doc, werkmap.gebieden_van
    if year is None or werkmap.herindelingen is None or bron.gebied.jaar is not None:
        return
    if isinstance(bron.periode, Period) and bron.periode.start.year != year:
        about = bron.periode.start.year
        yield Diagnostic(
            "R1359",
            f"De cijfers gaan over {about} en de gebiedenlijst is van {year}. Van welk jaar zijn "
            "de codes?",
            f"Zet bij `gebied`: `jaar: {about}`, of `jaar: {year}` als de bron die codes heeft.",
            loaded.place("gebied"),
            Severity.WARNING,
        )


def _named_columns(loaded: Loaded[Bron]) -> Iterator[Diagnostic]:
    bron = loaded.doc
    named: list[tuple[str, tuple[str | int, ...]]] = [(bron.gebied.kolom, ("gebied", "kolom"))]
    named += [(name, ("sleutel", at)) for at, name in enumerate(bron.sleutel)]
    if bron.persoon is not None:
        named.append((bron.persoon, ("persoon",)))
    if bron.periode_kolom is not None:
        named.append((bron.periode_kolom, ("periode",)))
    named += [(name, ("alleen", name)) for name in bron.alleen]
    named += [(name, ("zonder", name)) for name in bron.zonder]
    for name, path in named:
        if name not in bron.kolommen:
            mend = did_you_mean(name, bron.kolommen) or "Zet de kolom bij `kolommen`."
            message = f"De kolom `{name}` staat niet bij `kolommen`."
            yield Diagnostic("R1310", message, mend, loaded.place(*path))
