"""Runs to save, with everything in their frames that could get lost on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl

from resultaat.engine.figures import AANSLUITING
from resultaat.release.bevinding import NEVENEFFECTEN, SIGNALEN
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo
from resultaat.release.schemas import KAARTEN

FIRST = "20260503-141500-1a2b3c"
SECOND = "20260504-090000-4d5e6f"


def run_info(
    run_id: str = FIRST,
    *,
    rapportage: str = "burap",
    gemaakt_op: datetime = datetime(2026, 5, 3, 14, 15, 0, 123_456, tzinfo=UTC),
) -> RunInfo:
    return RunInfo(
        id=run_id,
        rapportage=rapportage,
        titel='Bestuursrapportage ‘één’ — 2026, "I"; DROP TABLE run; 😀',
        organisatie="Gemeente Voorbeeld",
        gebied="GM0363",
        over="2025-K4",
        peildatum=date(2026, 4, 30),
        gemaakt_op=gemaakt_op,
        definities="d" * 64,
        gegevens={"trajecten": "a" * 64, "bevolking": "b" * 64},
        motor={"resultaat": "0.1.0", "duckdb": "2.0.0"},
        instellingen={"kleinste_aantal": "10", "leeg": ""},
    )


def resultaten(waarde: float = 0.1 + 0.2) -> pl.DataFrame:
    """Two rows: one with every column filled and at its edges, one with every null there can be."""
    full = {
        "indicator": "doelrealisatie_jeugdhulp",
        "soort": "resultaat",
        "niveau": "gemeente",
        "gebied": "GM0363",
        "gebied_naam": "’s-Gravenhage / Skarsterlân",
        "periode": "2025",
        "start": date(2025, 1, 1),
        "waarde": waarde,
        "teller": Decimal("12345678901234567890123456789012.123457"),
        "noemer": Decimal("-0.000001"),
        "n": 2**53 + 1,
        "onbekend": 0,
        "onder": 5e-324,
        "boven": -0.0,
        "eenheid": "%",
        "staat": "definitief",
        "herkomst": "geteld",
        "streefwaarde": 0.7,
        "minimumeis": 0.5,
        "oordeel": "gehaald",
        "definitie_tot": date(2026, 1, 1),
        "breuk": "het rekenmodel is herzien",
    }
    kept = ("indicator", "soort", "niveau", "gebied", "periode")
    hidden = {name: full[name] if name in kept else None for name in full}
    return pl.DataFrame([full, hidden | {"staat": "onderdrukt"}], schema=RESULTATEN)


def aansluiting() -> pl.DataFrame:
    row = {
        "indicator": "bijstand",
        "niveau": "wijk",
        "gebied": "WK036301",
        "periode": "2025",
        "niveau_onder": "buurt",
        "gepubliceerd": Decimal("100.5"),
        "som_onder": None,
        "verschil": None,
        "gebieden": 4,
        "zonder_waarde": 1,
    }
    return pl.DataFrame([row], schema=AANSLUITING)


def kaarten() -> pl.DataFrame:
    """A chart with a gap in it, and one of which there is nothing to show."""
    full = {
        "indicator": "doelrealisatie_jeugdhulp",
        "gebied": "GM0363",
        "eenheid": "%",
        "soort": "p′",
        "oordeel": "signaal",
        "kant": -1,
        "goed": False,
        "regels": ["acht aan één kant"],
        "q": 5e-324,
        "zonder_seizoen": True,
        "vanaf": "2025-01",
        "omdat": "een andere vraag",
        "perioden": ["2025-01", "2025-02"],
        "waarden": [None, 0.1 + 0.2],
        "midden": 0.25,
        "onder": [None, 0.2],
        "boven": [None, 0.3],
    }
    empty: dict[str, object] = {"indicator": "klachten", "perioden": [], "onder": []}
    return pl.DataFrame([full, empty], schema=KAARTEN)


def released(run_id: str = FIRST, *, waarde: float = 0.1 + 0.2, **run: object) -> Released:
    info = run_info(run_id, **run)  # type: ignore[arg-type]
    beside = {"kaarten": kaarten()}
    return Released(info, resultaten(waarde), aansluiting(), key=_KEY, bijlagen=beside)


def found(run_id: str, *ids: str, **run: object) -> Released:
    """A run that looked for side effects and found these, and a signal where it found any."""
    row = {"soort": "bevinding", "bij": ["doelrealisatie_jeugdhulp"], "indicator": "klachten"}
    moved = [{**row, "bevinding": each, "naam": "K", "zin": f"{each} bewoog"} for each in ids]
    looked = {"bevinding": "0", "soort": "gekeken", "bij": [], "zin": "er is gekeken"}
    loud = {"bevinding": "kaart", "indicator": "klachten", "naam": "K", "zin": "klachten valt op"}
    frames = {
        "neveneffecten": pl.DataFrame([looked, *moved], schema=NEVENEFFECTEN),
        "signalen": pl.DataFrame([loud] if ids else [], schema=SIGNALEN),
    }
    made = released(run_id, **run)  # type: ignore[arg-type]
    return Released(made.run, made.resultaten, made.aansluiting, key=_KEY, bijlagen=frames)
