"""Incidents in the buurten: nuisance and offences of the young, violence at home, burglary.

| per 1,000 inwoners and year | published | here |
|---|---|---|
| all registered crime | 45 (2023, CBS 83723NED) | not made |
| burglaries of homes | 1.3: 22.8 thousand (2023, CBS) | 1.4 |
| violence at home, reports to Veilig Thuis | 7.2: 127.6 thousand (2023, CBS 85361NED) | 7 |

The rest is made up. Counts are Poisson per buurt and month, more in summer, more where poor.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.world.arrays import Floats, days, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.ingrepen import JONGERENWERK
from resultaat.world.neveneffecten import (
    INCIDENT_AANTAL,
    INCIDENT_MAAND,
    INCIDENT_WIJK,
    VERPLAATST_N3,
)
from resultaat.world.opdracht import Deel

SOORTEN = (
    *("overlast_jeugd", "misdrijf_jeugd", "huiselijk_geweld", "inbraak"),
    "calamiteit_jeugdhulp",
)
_PER_DUIZEND = np.array([9.0, 1.9, 7.0, 1.4, 0.02])
_ARMOEDE = np.array([0.35, 0.4, 0.35, 0.1, 0.0])  # log factor per step down in welvaart
_SEIZOEN = np.array([0.8, 0.8, 0.9, 1.0, 1.15, 1.25, 1.25, 1.2, 1.05, 0.95, 0.85, 0.8])


@dataclass(frozen=True)
class Verwachting:
    """Expected incidents per soort, buurt and month, shape (5, B, M); `zonder` what was planted."""

    met: Floats
    zonder: Floats


def expect(rng: np.random.Generator, deel: Deel, bevolking: Bevolking) -> Verwachting:
    """How many incidents each buurt may expect, with and without what was planted."""
    maanden, gebieden = deel.opdracht.maanden, deel.gebieden
    wonen = np.stack([_inhabitants(bevolking, t, len(gebieden.wijk)) for t in _jaren(bevolking)])
    niveau = rng.lognormal(0.0, 0.2, size=(len(SOORTEN), len(gebieden.wijk)))
    niveau *= np.exp(-_ARMOEDE[:, None] * gebieden.welvaart)
    per_maand = _PER_DUIZEND[:, None, None] / 12_000 * wonen.T.repeat(12, axis=1)
    zonder = niveau[:, :, None] * per_maand
    zonder[:2] *= np.tile(_SEIZOEN, len(maanden) // 12)
    met = zonder.copy()
    _displace(deel, met)
    _incident(deel, met)
    return Verwachting(met, zonder)


def incidenten_frame(
    rng: np.random.Generator, deel: Deel, verwachting: Verwachting
) -> pl.DataFrame:
    """One row per incident, in the order of the days. No person is in it."""
    aantal = rng.poisson(verwachting.met)
    soort, buurt, maand = (np.repeat(each, aantal.ravel()) for each in _index(aantal.shape))
    dag = deel.opdracht.maanden[maand] + days(rng.integers(0, 28, size=len(maand)))
    nummer = np.arange(len(maand))
    return pl.DataFrame(
        {
            "incident": deel.pseudonyms("incident", nummer),
            "buurt": deel.buurtcodes(buurt),
            "datum": dag,
            "soort": named(soort, SOORTEN),
        }
    ).sort("datum", "incident")


def _displace(deel: Deel, met: Floats) -> None:
    """What jongerenwerk takes away in its buurten, and what of it turns up next door (N3)."""
    maanden, vanaf = deel.opdracht.maanden, deel.ingrepen.since("jongerenwerk_op_straat")
    for moment in np.unique(vanaf[~np.isnat(vanaf)]):
        eigen = np.flatnonzero(vanaf == moment)
        for wijk in np.unique(deel.gebieden.wijk[eigen]):
            buurten = eigen[deel.gebieden.wijk[eigen] == wijk]
            na = maanden >= moment
            weg = met[0, buurten] * (1 - JONGERENWERK) * na
            if deel.ingrepen.has("jongerenwerk_op_straat"):
                met[0, buurten] -= weg
            if deel.ingrepen.has("n3"):
                naast = np.setdiff1d(
                    deel.gebieden.neighbours(buurten), np.flatnonzero(~np.isnat(vanaf))
                )
                met[0, naast] += VERPLAATST_N3 * weg.sum(axis=0) / len(naast)


def _incident(deel: Deel, met: Floats) -> None:
    """One month in which it went wrong in one wijk, and no other."""
    if not deel.ingrepen.has("incident"):
        return
    maand = deel.opdracht.maanden == np.datetime64(f"{INCIDENT_MAAND}-01", "D")
    buurt = np.flatnonzero(deel.gebieden.wijk == INCIDENT_WIJK - 1)[0]
    met[0, buurt, maand] += INCIDENT_AANTAL


def _inhabitants(bevolking: Bevolking, t: int, buurten: int) -> Floats:
    huishouden = bevolking.huishouden[:, t]
    waar = bevolking.buurt[huishouden[huishouden >= 0], t]
    return np.bincount(waar, minlength=buurten).astype(float)


def _jaren(bevolking: Bevolking) -> range:
    # The last peildatum is the first day after the last year.
    return range(bevolking.buurt.shape[1] - 1)


def _index(shape: tuple[int, ...]) -> "list[np.typing.NDArray[np.int64]]":
    return [each.ravel() for each in np.indices(shape)]
