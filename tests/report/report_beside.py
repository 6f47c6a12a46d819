"""What a run on Wilgenstad kept beside its figures: one of everything that a section can print."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl

from resultaat.cycle.bevindingen import Bevinding, bevindingen_of
from resultaat.register.store import Gezien, Uitspraak
from resultaat.release.bijlagen import attach
from resultaat.release.gevonden import Gevonden, found_in
from resultaat.release.released import Released, RunInfo
from resultaat.release.schemas import BIJLAGEN

JEUGD, WERK, TERUG = "doelrealisatie_jeugdhulp", "uitstroom_naar_werk", "terugkeer_jeugdhulp"
BEWOOG, GESCHONDEN, WEG = "1f1f1f1f1f1f", "2e2e2e2e2e2e", "3d3d3d3d3d3d"


def effort(indicator: str, trede: str, zin: str, **keys: Any) -> dict[str, Any]:
    base = {
        "indicator": indicator,
        "inspanning": "gezinscoach",
        "namen": ["Gezinscoach"],
        "partners": [],
        "trede": trede,
        "zin": zin,
        "poort": [],
        "redenen": [],
        "behandeld": 6,
        "vergelijking": 10,
        "weggelaten": 0,
        "per": "jaar",
    }
    return base | keys


def line(indicator: str, post: str, waarde: float, **keys: Any) -> dict[str, Any]:
    area = {"gebied": "GM9999", "gebied_naam": "Wilgenstad", "niveau": "gemeente"}
    return {"indicator": indicator, **area, "post": post, "waarde": waarde, **keys}


def account(indicator: str, **keys: Any) -> dict[str, Any]:
    base = {"indicator": indicator, "naam": indicator, "eenheid": "%", "gebied": "GM9999"}
    return base | {"van": "2024", "tot": "2025", "voorlopig": False, "kansverhouding": 1.2} | keys


def moved(soort: str, zin: str, **keys: Any) -> dict[str, Any]:
    base = {"bevinding": "0" * 12, "soort": soort, "bij": [JEUGD], "zin": zin}
    return base | {"vraag": "interventie:gezinscoach", "vraag_naam": "Gezinscoach", **keys}


def quality(bron: str, reden: str, whole: int | None, *, verborgen: bool = False) -> dict[str, Any]:
    head = {"bron": bron, "naam": f"Bron {bron}", "lading": 2, "lading_soort": "geladen"}
    when = {"geladen_op": "2026-01-05", "nieuwste": "2025-12-31", "te_laat": False}
    what = {"soort": "rijen", "reden": reden, "rijen_bestand": whole, "verborgen": verborgen}
    return {**head, **when, **what, "kolom": "", "uitleg": ""}


ROWS: dict[str, list[dict[str, Any]]] = {
    "toerekeningen": [
        account(JEUGD),
        account(WERK),
        {"indicator": TERUG, "naam": TERUG, "reden": "Er zijn geen twee perioden met een cijfer."},
    ],
    # .684 becomes .742: .010 + .020 + .030 + .008 - .010 = .058.
    "rekeningen": [
        line(JEUGD, "begin", 0.684),
        line(JEUGD, "samenstelling", 0.010),
        line(JEUGD, "instroom", 0.020),
        line(
            JEUGD, "toegevoegde_waarde", 0.030, interventie="gezinscoach", onder=0.01, boven=0.05
        ),
        line(JEUGD, "omgeving", 0.008),
        line(JEUGD, "onverklaard", -0.010),
        line(JEUGD, "eind", 0.742),
        line(WERK, "begin", 0.251),
        line(WERK, "onverklaard", -0.013),
        line(WERK, "eind", 0.238),
    ],
    "verdiensten": [
        effort(
            JEUGD,
            "aannemelijk",
            "Aannemelijk: deze aanpak hielp waarschijnlijk. Zeker is het niet.",
            partners=["scholen", "huisartsen"],
            redenen=["De aanpak is in maar 4 gebieden begonnen."],
            effect=0.05,
            onder=0.02,
            boven=0.08,
        ),
        effort(
            WERK,
            "aangetoond",
            "Aangetoond: deze aanpak hielp. Zonder de aanpak was dit niet gebeurd.",
            poort=["‘Tijd voor een gesprek’ is niet op orde"],
            effect=0.09,
            onder=0.05,
            boven=0.13,
        ),
    ],
    "controles": [],
    "neveneffecten": [
        moved("gekeken", "Na “Gezinscoach” is naar 40 reeksen gekeken. Er werd 1 cijfer slechter."),
        moved(
            "waarborg",
            "Let op: “Terugkeer” ging over de marge van 2,0 procentpunt heen.",
            bevinding=GESCHONDEN,
            indicator=TERUG,
            naam="Terugkeer",
            waarborg="geschonden",
        ),
        moved(
            "waarborg", "Let op: “Wachttijd” blijft binnen de marge.", waarborg="veilig",
            indicator="wachttijd_jeugdhulp", naam="Wachttijd",
        ),
        moved(
            "bevinding",
            "“Zelfredzaam” daalde in Oeverwijk meer dan elders: −9,0 procentpunt (−13,0 tot −5,0).",
            bevinding=BEWOOG,
            indicator="zelfredzaam_wmo",
            naam="Zelfredzaam",
            q=0.01,
            bewijs="Van alles wat zo duidelijk bewoog, is naar verwachting 1,0% toeval.",
            ook="Het kan ook komen door iets anders dat hier toen gebeurde.",
        ),
    ],
    "signalen": [],
    "kaarten": [
        {
            "indicator": "wachttijd_jeugdhulp",
            "gebied": "GM9999",
            "eenheid": "%",
            "soort": "p′",
            "oordeel": "één voorval",
            "kant": -1,
            "goed": False,
            "regels": ["buiten de grenzen"],
            "q": 0.004,
            "zonder_seizoen": False,
            "vanaf": "2025-02",
            "omdat": "een andere vraag in het formulier.",
            "perioden": [f"2025-{at:02}" for at in range(1, 13)],
            "waarden": [0.8, 0.81, 0.79, None, *[0.8] * 7, 0.55],
            "midden": 0.8,
            "onder": [0.7] * 11,
            "boven": [0.9] * 11,
        }
    ],
    "kwaliteit": [
        quality("trajecten", "gebruikt", None, verborgen=False) | {"aantal": 4210},
        quality("trajecten", "R3020", None, verborgen=True) | {"kolom": "leeftijd"},
        quality("begroting", "gebruikt", 118) | {"aantal": 90, "te_laat": True},
        quality("begroting", "buiten", 118) | {"aantal": 16},
        quality("begroting", "R3005", 118) | {"aantal": 12, "kolom": "bedrag"},
        quality("begroting", "nog niet gepubliceerd", 118) | {"aantal": 33, "soort": "waarden"},
        quality("derden", "gebruikt", 0) | {"aantal": 0},
    ],
}  # fmt: skip


def with_bijlagen(given: Released) -> Released:
    return attach(given, {name: pl.DataFrame(rows, BIJLAGEN[name]) for name, rows in ROWS.items()})


def bevindingen(given: Released) -> list[Bevinding]:
    """The findings of the run: one explained, one new, and one that the run before it had."""
    before = _info(given.run, "eerder", given.run.gemaakt_op - timedelta(days=90))
    old = Gevonden(BEWOOG, "zelfredzaam_wmo", "Zelfredzaam", (JEUGD,), "“Zelfredzaam” daalde.")
    gone = Gevonden(WEG, "eenzaamheid", "Eenzaamheid", (JEUGD,), "“Eenzaamheid” steeg.")
    runs = [Gezien(before, (old, gone)), Gezien(given.run, found_in(given) or ())]
    moment = datetime(2026, 4, 1, tzinfo=UTC)
    said = Uitspraak(BEWOOG, "verklaard", "Controller Wmo", "Een nieuwe vragenlijst", moment)
    return bevindingen_of(given.run, runs, [said])


def _info(run: RunInfo, run_id: str, moment: datetime) -> RunInfo:
    return replace(run, id=run_id, gemaakt_op=moment)
