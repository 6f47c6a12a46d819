"""Who gives help: the aanbieders, what they are good at and whom they take.

Shares, quality and habits are made up. Two of the planted side effects live here: who gets the
hard cases (N4, a Simpson reversal) and who takes the easy ones (N5, cream-skimming).
"""

import numpy as np
import polars as pl

from resultaat.world.arrays import Dates, Floats, Ints
from resultaat.world.gebieden import GEMEENTE
from resultaat.world.neveneffecten import SUBSIDIE_N5
from resultaat.world.opdracht import Opdracht

AANBIEDERS = (
    "Stichting De Wilgenroos",
    "Jeugdhulp Het Anker",
    "Praktijk Groeikracht",
    "Kind & Gezin Rivierenland",
    "Thuiszorg De Rietkraag",
    "Zorggroep Oeverzicht",
    "Werkbedrijf De Schakel",
    "Leerwerkplaats Wilgenhout",
)
HET_ANKER, GROEIKRACHT, KIND_EN_GEZIN, WILGENHOUT = 1, 2, 3, 7
ZWAARTES = ("licht", "middel", "zwaar")
WETTEN = ("jeugdwet", "wmo", "participatiewet")

# Share of each aanbieder per wet; their effect on the goal (logit) and trained share.
_DEEL = np.array(
    [
        (0.18, 0.34, 0.14, 0.34, 0.0, 0.0, 0.0, 0.0),
        (0.22, 0.0, 0.0, 0.0, 0.45, 0.33, 0.0, 0.0),
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.68, 0.32),
    ]
)
WETTEN_VAN = tuple(tuple(int(w) for w in np.flatnonzero(deel)) for deel in _DEEL.T)
"""The wetten under which each aanbieder works, as places in `WETTEN`."""
KWALITEIT: Floats = np.array([0.10, 0.20, -0.10, -0.15, 0.05, -0.10, -0.05, 0.10])
OPGELEID: Floats = np.array([0.55, 0.62, 0.45, 0.50, 0.48, 0.40, 0.45, 0.60])

# Relative share of cases of each zwaarte for those with a habit.
_ZWARE_VRAGEN_N4 = {HET_ANKER: (0.25, 1.0, 2.8), KIND_EN_GEZIN: (1.9, 0.8, 0.15)}
_LICHTE_VRAGEN_N5 = {WILGENHOUT: (2.2, 0.5, 0.1)}
_ZWAARTE = np.array([(0.45, 0.37, 0.18), (0.50, 0.34, 0.16), (0.34, 0.42, 0.24)])
_ZWAARTE_LAAG = np.array([-0.06, 0.0, 0.06])  # added where the inkomen is low


def draw_zwaarte(rng: np.random.Generator, wet: Ints, inkomen: Ints) -> Ints:
    """How hard each case is, as judged at the start: place in `ZWAARTES`, shape (n,)."""
    kans = _ZWAARTE[wet] + np.where(inkomen == 0, 1.0, 0.0)[:, None] * _ZWAARTE_LAAG
    grens = np.cumsum(kans, axis=1)[:, :-1]
    zwaarte: Ints = (rng.random(len(wet))[:, None] >= grens).sum(axis=1)
    return zwaarte


def draw_aanbieder(
    rng: np.random.Generator, geplant: frozenset[str], wet: Ints, zwaarte: Ints, gemeld_op: Dates
) -> Ints:
    """Who helps: place in `AANBIEDERS`, shape (n,)."""
    gewoon, later = _habits(geplant)
    deel = np.where((gemeld_op >= SUBSIDIE_N5)[:, None], later[wet, zwaarte], gewoon[wet, zwaarte])
    grens = np.cumsum(deel, axis=1)[:, :-1]
    keuze: Ints = (rng.random(len(wet))[:, None] >= grens).sum(axis=1)
    return keuze


def expected_shares(geplant: frozenset[str], vragen: pl.DataFrame) -> Floats:
    """The chance of each aanbieder for each request, shape (n, 8)."""
    wet, zwaarte = vragen["wet"].to_numpy(), vragen["zwaarte"].to_numpy()
    op = vragen["gemeld_op"].to_numpy().astype("datetime64[D]")
    gewoon, later = _habits(geplant)
    deel: Floats = np.where((op >= SUBSIDIE_N5)[:, None], later[wet, zwaarte], gewoon[wet, zwaarte])
    return deel


def _habits(geplant: frozenset[str]) -> tuple[Floats, Floats]:
    """The shares before and after the subsidy on which N5 lives."""
    zwaar = _ZWARE_VRAGEN_N4 if "n4" in geplant else {}
    return _shares(zwaar), _shares(zwaar | (_LICHTE_VRAGEN_N5 if "n5" in geplant else {}))


def _shares(gewoonten: dict[int, tuple[float, float, float]]) -> Floats:
    """Share per wet, zwaarte and aanbieder, shape (3, 3, 8); adds up to 1 over the aanbieders."""
    deel = np.repeat(_DEEL[:, None, :], len(ZWAARTES), axis=1)
    for aanbieder, factor in gewoonten.items():
        deel[:, :, aanbieder] *= factor
    shares: Floats = deel / deel.sum(axis=2, keepdims=True)
    return shares


def aanbieders_frame(
    rng: np.random.Generator, opdracht: Opdracht, drukte: Ints, silent: tuple[int, Dates]
) -> pl.DataFrame:
    """One row per aanbieder, wet and quarter: places, people waiting, vacancies, delivered or not.

    `drukte` (2, 3, 8, Q) counts who is helped and who waits per wet, aanbieder and quarter;
    `silent` is the aanbieder that delivers nothing and the first days of those months.
    """
    rows = []
    for aanbieder, wetten in enumerate(WETTEN_VAN):
        for wet in wetten:
            for q, kwartaal in enumerate(opdracht.kwartalen):
                geholpen, wachtend = (int(each[wet, aanbieder, q]) for each in drukte)
                plekken = max(1, round(geholpen * rng.uniform(0.97, 1.10)))
                rows.append(
                    (
                        GEMEENTE,
                        kwartaal.astype("datetime64[D]").item(),
                        AANBIEDERS[aanbieder],
                        WETTEN[wet],
                        plekken,
                        wachtend,
                        int(rng.poisson(0.004 * plekken)),
                        not (aanbieder == silent[0] and bool(np.isin(kwartaal, silent[1]))),
                    )
                )
    namen = [
        *("gemeente", "kwartaal", "aanbieder", "wet", "plekken", "wachtenden", "vacatures"),
        "aangeleverd",
    ]
    frame = pl.DataFrame(rows, schema=namen, orient="row").sort("kwartaal", "aanbieder", "wet")
    # In a CSV for people, yes and no are words.
    woord = pl.when("aangeleverd").then(pl.lit("ja")).otherwise(pl.lit("nee"))
    return frame.with_columns(aangeleverd=woord)


def count_drukte(opdracht: Opdracht, waarheid: pl.DataFrame) -> Ints:
    """Helped and waiting per wet, aanbieder and quarter, shape (2, 3, 8, Q)."""
    drukte = np.zeros((2, len(WETTEN), len(AANBIEDERS), len(opdracht.kwartalen)), np.int64)
    hulp = pl.col("start").is_not_null()
    tot = pl.when(hulp).then("start").otherwise("sluit")
    for q, datum in enumerate(opdracht.kwartalen):
        op = pl.lit(datum)
        loopt = waarheid.filter(hulp, pl.col("start") <= op, pl.col("sluit") > op)
        wacht = waarheid.filter(pl.col("gemeld_op") <= op, tot > op)
        for soort, rijen in enumerate((loopt, wacht)):
            plek = rijen["wet"].to_numpy() * len(AANBIEDERS) + rijen["aanbieder"].to_numpy()
            aantal = np.bincount(plek, minlength=len(WETTEN) * len(AANBIEDERS))
            drukte[soort, :, :, q] = aantal.reshape(len(WETTEN), len(AANBIEDERS))
    return drukte
