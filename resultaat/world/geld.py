"""Budget and realisation per taakveld, of the year and month by month.

Lasten in euros per inwoner, from CBS Iv3 2023, jaarrekening, row Nederland, divided by 17,811,291
inwoners (jeugdhulp: 6.72 to 6.74 together 321; Wmo: 6.6 and 6.71 together 261; all of 6: 1,855).
What is spent on jeugdhulp, on the Wmo and on bijstand follows what trajecten in this world cost.
"""

from datetime import date

import numpy as np
import polars as pl

from resultaat.world.arrays import Floats
from resultaat.world.files import euros
from resultaat.world.gebieden import GEMEENTE
from resultaat.world.opdracht import Opdracht

# taakveld: euros per inwoner in 2023, growth per year, mean overspending, wet that it follows
TAAKVELDEN: dict[str, tuple[float, float, float, int | None]] = {
    "4.3 Onderwijsbeleid en leerlingzaken": (96.0, 0.04, 0.01, None),
    "6.1 Samenkracht en burgerparticipatie": (232.0, 0.04, 0.02, None),
    "6.2 Toegang": (105.0, 0.05, 0.01, None),
    "6.3 Inkomensregelingen": (579.0, 0.03, -0.01, 2),
    "6.4 WSW en beschut werk": (128.0, 0.00, -0.01, None),
    "6.5 Arbeidsparticipatie": (68.0, 0.03, -0.03, None),
    "6.6 Maatwerkvoorzieningen Wmo": (53.0, 0.05, 0.02, 1),
    "6.71 Hulp thuis Wmo": (208.0, 0.05, 0.03, 1),
    "6.72 Jeugdhulp": (168.0, 0.06, 0.06, 0),
    "6.73 Jeugdhulp met verblijf": (81.0, 0.06, 0.08, 0),
    "6.74 Jeugd-ggz": (72.0, 0.06, 0.07, 0),
    "6.81 Beschermd wonen en opvang": (129.0, 0.05, 0.02, None),
    "6.82 Jeugdbescherming": (31.0, 0.05, 0.03, None),
    "7.1 Volksgezondheid": (65.0, 0.04, 0.00, None),
}
_GEWICHT = 0.5  # how far spending follows the trajecten of that month


def geld_frames(
    rng: np.random.Generator, opdracht: Opdracht, inwoners: Floats, kosten: Floats
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Begroting (a row per year and taakveld) and realisatie (per month and taakveld).

    `inwoners` (J,) on 1 January of each year; `kosten` (3, 12 J) euros of trajecten per wet and
    month. The months of a year add up to what the year spent, to the cent.
    """
    jaren, maanden = list(opdracht.alle_jaren), opdracht.maanden
    begroting, realisatie = [], []
    for taakveld, (bedrag, groei, over, wet) in TAAKVELDEN.items():
        ritme = np.ones(len(maanden)) if wet is None else _rhythm(kosten[wet])
        for t, jaar in enumerate(jaren):
            # A begroting is set in thousands, a bill comes to the cent.
            begroot = round(inwoners[t] * bedrag * (1 + groei) ** (jaar - 2023) / 1000) * 100_000
            verwacht = begroot * (1 + over) / 12 * ritme[12 * t : 12 * t + 12]
            centen = np.rint(verwacht * rng.normal(1.0, 0.03, size=12)).astype(np.int64)
            begroting.append((GEMEENTE, date(jaar, 12, 31), taakveld, begroot, int(centen.sum())))
            realisatie += [
                (GEMEENTE, date(jaar, maand, 1), taakveld, int(each))
                for maand, each in enumerate(centen, start=1)
            ]
    jaarlijks = pl.DataFrame(
        begroting, schema=["gemeente", "peildatum", "taakveld", "begroot", "besteed"], orient="row"
    ).sort("peildatum", "taakveld")
    maandelijks = pl.DataFrame(
        realisatie, schema=["gemeente", "maand", "taakveld", "besteed"], orient="row"
    ).sort("maand", "taakveld")
    return (
        jaarlijks.with_columns(begroot=euros("begroot"), besteed=euros("besteed")),
        maandelijks.with_columns(besteed=euros("besteed")),
    )


def _rhythm(kosten: Floats) -> Floats:
    """How each month compares with the course over the years, damped; 1 is as expected."""
    stappen = np.arange(len(kosten))
    lijn = np.polyval(np.polyfit(stappen, kosten, 1), stappen)
    ritme: Floats = 1 + _GEWICHT * (kosten / np.maximum(lijn, 1.0) - 1)
    return ritme
