"""What the gemeente puts in, and the labour market around it.

| level | published | here (2023) |
|---|---|---|
| Wmo-maatwerk | 308 euros per inwoner (2023, CBS 84580NED) | 300 |
| sociaal domein, all taakvelden | 33 billion, so 1,850 per inwoner (CBS) | 1,405 on these six |
| unemployment | 4.0% (October 2021), 3.5% (early 2023) (CBS) | within 0.3 of the country |

The other amounts per inwoner are round figures in the order of Iv3 reports.
"6.6" holds all Wmo-maatwerk and "6.72" all jeugdhulp here, for which Iv3 has more
taakvelden since 2023.
"""

from datetime import date

import numpy as np
import polars as pl

from resultaat.world.arrays import Floats, Ints, day, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.files import euros
from resultaat.world.gebieden import GEMEENTE, WIJK_VAN_BUURT, WIJKCODES, WIJKEN

# taakveld: euros per inwoner in 2023, growth per year, mean overspending
_TAAKVELDEN = {
    "6.2 Toegang": (120.0, 0.05, 0.01),
    "6.3 Inkomensregelingen": (430.0, 0.03, -0.02),
    "6.4 WSW en beschut werk": (135.0, 0.00, -0.01),
    "6.5 Arbeidsparticipatie": (60.0, 0.03, -0.03),
    "6.6 Maatwerkvoorzieningen Wmo": (300.0, 0.05, 0.02),
    "6.72 Jeugdhulp": (360.0, 0.06, 0.08),
}
_WERKLOOSHEID = {2019: 4.4, 2020: 4.9, 2021: 4.2, 2022: 3.5, 2023: 3.6, 2024: 3.7, 2025: 3.9}
# team: from age, to age, hours per month per inwoner of that age
_TEAMS = {"jeugdteam": (0, 18, 0.46), "wmo_team": (67, 999, 0.27)}
_DRUKTE = np.array([1.04, 1.0, 1.05, 1.0, 0.95, 1.04, 0.8, 0.78, 1.06, 1.07, 1.07, 0.94])


def begroting_frame(rng: np.random.Generator, bevolking: Bevolking) -> pl.DataFrame:
    """Begroot and besteed in euros, one row per year and taakveld."""
    rows = []
    for t, jaar in enumerate(_jaren(bevolking)):
        inwoners = int((bevolking.huishouden[:, t] >= 0).sum())
        for taakveld, (bedrag, groei, over) in _TAAKVELDEN.items():
            # A begroting is set in thousands, a bill comes to the cent.
            begroot = round(inwoners * bedrag * (1 + groei) ** (jaar - 2023) / 1000) * 100_000
            afwijking = 1 + over + rng.normal(0.0, 0.012)
            rows.append((GEMEENTE, _einde(jaar), taakveld, begroot, round(begroot * afwijking)))
    namen = ["gemeente", "peildatum", "taakveld", "begroot", "besteed"]
    frame = pl.DataFrame(rows, schema=namen, orient="row")
    return frame.with_columns(begroot=euros("begroot"), besteed=euros("besteed"))


def arbeidsmarkt_frame(rng: np.random.Generator, bevolking: Bevolking) -> pl.DataFrame:
    """Unemployment in percent, one row per year; near that of the country."""
    jaren = _jaren(bevolking)
    werkloosheid = [_WERKLOOSHEID.get(j, 4.0) + rng.uniform(-0.1, 0.3) for j in jaren]
    return pl.DataFrame(
        {
            "gemeente": [GEMEENTE] * len(jaren),
            "peildatum": [_einde(jaar) for jaar in jaren],
            "werkloosheid": [round(percentage, 1) for percentage in werkloosheid],
        }
    )


def uren_frame(rng: np.random.Generator, bevolking: Bevolking) -> pl.DataFrame:
    """Hours of the teams, one row per wijk, month and team.

    A jeugdteam whose wait gets shorter has more hours: the condition goes with
    the result.
    """
    delen = []
    for t, jaar in enumerate(_jaren(bevolking)):
        for team, (van, tot, uren_per_hoofd) in _TEAMS.items():
            uren = _count_wijk(bevolking, t, van, tot) * uren_per_hoofd
            if team == "jeugdteam":
                trend = np.array([wijk.wachttrend for wijk in WIJKEN])
                uren = uren * trend ** (-0.5 * max(jaar - 2023, 0))
            maanden = uren[:, None] * _DRUKTE * rng.normal(1.0, 0.03, size=(len(uren), 12))
            delen.append(_months_frame(jaar, team, np.rint(maanden * 4).astype(np.int64) * 25))
    frame = pl.concat(delen).with_columns(uren=euros("uren"))
    return frame.sort("wijk", "maand", "team")


def _months_frame(jaar: int, team: str, honderdsten: Ints) -> pl.DataFrame:
    """Rows of one team and year from hundredths of hours, shape (wijken, 12)."""
    maanden = [day(jaar, maand) for maand in range(1, 13)]
    return pl.DataFrame(
        {
            "wijk": np.repeat(WIJKCODES, 12),
            "maand": np.tile(np.array(maanden), len(WIJKCODES)),
            "team": [team] * honderdsten.size,
            "uren": honderdsten.ravel(),
        }
    )


def _count_wijk(bevolking: Bevolking, t: int, van: int, tot: int) -> Floats:
    """Inwoners from age `van` to under `tot` per wijk on peildatum `t`, shape (6,)."""
    inwoner = np.flatnonzero(bevolking.huishouden[:, t] >= 0)
    leeftijd = bevolking.leeftijd(inwoner, bevolking.peildata[t])
    inwoner = inwoner[(leeftijd >= van) & (leeftijd < tot)]
    buurt = bevolking.buurt[bevolking.huishouden[inwoner, t], t]
    return np.bincount(WIJK_VAN_BUURT[buurt], minlength=len(WIJKCODES)).astype(float)


def _jaren(bevolking: Bevolking) -> list[int]:
    # The last peildatum is the first day after the last year.
    return [int(jaar) for jaar in years(bevolking.peildata[:-1])]


def _einde(jaar: int) -> date:
    return date(jaar, 12, 31)
