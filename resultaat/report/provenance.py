"""Where the report comes from: the run, its definitions, data and engine (P2, R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from resultaat.core.dutch import day
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.release.released import RunInfo
from resultaat.report.definition import Fact

#: So many characters of a hash tell two apart by eye.
_SHORT = 12


@dataclass(frozen=True, slots=True)
class Hash:
    """A hash with its name; the whole of it is in the report, the page shows its beginning."""

    naam: str
    short: str
    whole: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What the section Verantwoording prints, and the line that goes on every page."""

    line: str
    facts: tuple[Fact, ...]
    hashes: tuple[Hash, ...]
    instellingen: tuple[Fact, ...]


def provenance(run: RunInfo, catalog: Catalog, indeling: Indeling) -> Provenance:
    """Gather what a reader needs to get the same numbers again."""
    motor = ", ".join(f"{name} {version}" for name, version in sorted(run.motor.items()))
    minimum = str(catalog.settings.bescherming.minimum) if catalog.werkmap else ""
    said = (
        Fact("Run", run.id),
        Fact("Staat", run.staat),
        Fact("Rapportage", run.rapportage),
        Fact("Gemaakt op", _moment(run.gemaakt_op)),
        Fact("Stand per", day(run.peildatum)),
        Fact("Gemaakt met", motor),
        Fact("Verborgen onder", f"{minimum} mensen" if minimum else ""),
    )
    hashes = [_hash("Definities", run.definities)]
    if indeling.digest:
        hashes.append(_hash("Gebieden", indeling.digest))
    for bron, digest in sorted(run.gegevens.items()):
        known = catalog.bronnen.get(bron)
        hashes.append(_hash(f"Gegevens: {known.doc.naam if known else bron}", digest))
    return Provenance(
        line=" · ".join(
            (
                f"{run.organisatie}, {run.titel}",
                run.staat,
                f"run {run.id}",
                f"gemaakt op {day(run.gemaakt_op.date())}",
                f"definities {run.definities[:_SHORT]}",
                f"gegevens {_of_all(run.gegevens)}",
                f"resultaat {run.motor.get('resultaat', 'onbekend')}",
            )
        ),
        facts=tuple(each for each in said if each.words),
        hashes=tuple(hashes),
        instellingen=tuple(Fact(name, value) for name, value in sorted(run.instellingen.items())),
    )


def _hash(naam: str, whole: str) -> Hash:
    return Hash(naam, whole[:_SHORT], whole)


def _of_all(gegevens: dict[str, str]) -> str:
    """Return the beginning of every data hash, two at most; the rest is in the section."""
    shown = [digest[:8] for _, digest in sorted(gegevens.items())]
    more = f" en {len(shown) - 2} meer" if len(shown) > 2 else ""
    return " ".join(shown[:2]) + more


def _moment(made: datetime) -> str:
    there = made.astimezone(UTC) if made.tzinfo else made
    return f"{day(there.date())}, {there:%H.%M} uur (UTC)"
