"""The professionals of the wijkteams, quarter by quarter, and the hours of their teams.

A team has places; who leaves is followed by somebody new on the same place. The caseload is
what runs in the wijk, divided over the places. Nothing here is published: sizes and turnover are
made up, so that a caseload is about 13 to 30.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.world.arrays import Bools, Dates, Floats, Ints, named
from resultaat.world.files import euros
from resultaat.world.ingrepen import Ingrepen
from resultaat.world.neveneffecten import DRUK_VANAF_N10
from resultaat.world.opdracht import Deel

TEAMS = ("jeugdteam", "wmo_team", "werkteam")  # in the order of WETTEN
_CASELOAD = np.array([13.0, 26.0, 30.0])
_WEG, _ZIEK, _GEREGISTREERD, _OPGELEID = 0.035, 0.055, 0.93, 0.58
_ZIEK_N10, _ADMINISTRATIE, _ADMINISTRATIE_N10 = 0.14, 0.20, 0.33
_UREN = 118.0  # per place and month, after leave
_DRUKTE = np.array([1.04, 1.0, 1.05, 1.0, 0.95, 1.04, 0.8, 0.78, 1.06, 1.07, 1.07, 0.94])


@dataclass(frozen=True)
class Teams:
    """S places in teams over Q quarters.

    `wijk` and `team` are (S,); `wie` (S, Q) is the number of the professional who has the place;
    `eerste` (W, 3) is the first place of each team and `plekken` (W, 3) how many it has.
    """

    wijk: Ints
    team: Ints
    wie: Ints
    weg: Bools
    eerste: Ints
    plekken: Ints


def draw_teams(rng: np.random.Generator, deel: Deel, trajecten: pl.DataFrame) -> Teams:
    """Teams large enough for what runs in their wijk, and who works in them when."""
    gebieden = deel.gebieden
    halverwege = deel.opdracht.kwartalen[len(deel.opdracht.kwartalen) // 2]
    loopt = _running(trajecten, gebieden.wijk, halverwege, len(gebieden.wijkcodes))
    plekken = np.maximum(np.rint(loopt / _CASELOAD), 2).astype(np.int64)
    wijk, team = np.divmod(np.repeat(np.arange(plekken.size), plekken.ravel()), len(TEAMS))
    kwartalen = len(deel.opdracht.kwartalen)
    weg = rng.random((len(wijk), kwartalen)) < _WEG
    opvolger: Ints = np.cumsum(weg, axis=1) - weg
    wie = np.arange(len(wijk))[:, None] * (kwartalen + 1) + opvolger
    eerste = np.cumsum(plekken.ravel()) - plekken.ravel()
    return Teams(wijk, team, wie, weg, eerste.reshape(plekken.shape), plekken)


def assign(rng: np.random.Generator, deel: Deel, teams: Teams, trajecten: pl.DataFrame) -> Ints:
    """The professional of each traject: somebody of the team when help starts; -1 without help."""
    wijk, wet = deel.gebieden.wijk[trajecten["buurt"].to_numpy()], trajecten["wet"].to_numpy()
    plek = teams.eerste[wijk, wet] + (rng.random(len(wet)) * teams.plekken[wijk, wet]).astype(
        np.int64
    )
    start = trajecten["start"].to_numpy().astype("datetime64[D]")
    kwartaal = np.searchsorted(deel.opdracht.kwartalen, start, side="right") - 1
    kwartaal = np.clip(kwartaal, 0, teams.wie.shape[1] - 1)
    return np.where(np.isnat(start), -1, teams.wie[plek, kwartaal])


def professionals_frame(
    rng: np.random.Generator, deel: Deel, teams: Teams, trajecten: pl.DataFrame
) -> pl.DataFrame:
    """One row per professional per quarter."""
    kwartalen, gebieden = deel.opdracht.kwartalen, deel.gebieden
    aantal = len(teams.wijk)
    caseload = np.empty((aantal, len(kwartalen)), np.int64)
    for q, datum in enumerate(kwartalen):
        loopt = _running(trajecten, gebieden.wijk, datum, len(gebieden.wijkcodes))
        per_plek = (loopt / teams.plekken)[teams.wijk, teams.team]
        caseload[:, q] = np.rint(per_plek * rng.normal(1.0, 0.15, size=aantal).clip(0.4, 1.6))
    ziek = np.where(_burdened(deel, teams.wijk, teams.team, kwartalen), _ZIEK_N10, _ZIEK)
    # What somebody is or has learned stays with that person, whatever the quarter.
    lot = rng.random((int(teams.wie.max()) + 1, 2))
    wie = teams.wie.ravel()
    return pl.DataFrame(
        {
            "professional": deel.pseudonyms("professional", wie),
            "kwartaal": np.tile(kwartalen, aantal),
            "wijk": named(np.repeat(teams.wijk, len(kwartalen)), gebieden.wijkcodes),
            "team": named(np.repeat(teams.team, len(kwartalen)), TEAMS),
            "caseload": caseload.ravel(),
            "geregistreerd": lot[wie, 0] < _GEREGISTREERD,
            "opgeleid_methode": lot[wie, 1] < _OPGELEID,
            "verzuim": (rng.random(ziek.shape) < ziek).ravel(),
            "weg": teams.weg.ravel(),
        }
    ).sort("kwartaal", "professional")


def uren_frame(rng: np.random.Generator, deel: Deel, teams: Teams) -> pl.DataFrame:
    """Hours of the teams, one row per wijk, month and team."""
    maanden, wijken = deel.opdracht.maanden, len(deel.gebieden.wijkcodes)
    wijk, team = np.divmod(np.arange(wijken * len(TEAMS)), len(TEAMS))
    ritme = np.tile(_DRUKTE, len(maanden) // 12)
    uren = teams.plekken.ravel()[:, None] * _UREN * ritme
    uren = uren * rng.normal(1.0, 0.03, size=uren.shape)
    druk = _burdened(deel, wijk, team, maanden)
    deel_administratie = np.where(druk, _ADMINISTRATIE_N10, _ADMINISTRATIE)
    deel_administratie = deel_administratie * rng.normal(1.0, 0.05, size=uren.shape)
    return (
        pl.DataFrame(
            {
                "wijk": named(np.repeat(wijk, len(maanden)), deel.gebieden.wijkcodes),
                "maand": np.tile(maanden, len(wijk)),
                "team": named(np.repeat(team, len(maanden)), TEAMS),
                "uren": _quarters(uren),
                "uren_administratie": _quarters(uren * deel_administratie),
            }
        )
        .with_columns(uren=euros("uren"), uren_administratie=euros("uren_administratie"))
        .sort("wijk", "maand", "team")
    )


def burden(deel: Deel, teams: Teams) -> dict[str, tuple[float, Bools]]:
    """Per indicator how much N10 adds to the share, and in which rows of the teams it does."""
    kwartalen, maanden = deel.opdracht.kwartalen, deel.opdracht.maanden
    wijk, team = np.divmod(np.arange(len(deel.gebieden.wijkcodes) * len(TEAMS)), len(TEAMS))
    return {
        "schrijfwerk_jeugdteam": (
            _ADMINISTRATIE_N10 - _ADMINISTRATIE,
            _burdened(deel, wijk, team, maanden),
        ),
        "ziek_wijkteams": (
            _ZIEK_N10 - _ZIEK,
            _burdened(deel, teams.wijk, teams.team, kwartalen),
        ),
    }


def _running(trajecten: pl.DataFrame, wijk: Ints, datum: np.datetime64, wijken: int) -> Floats:
    """Trajecten that run on a day, shape (W, 3)."""
    loopt = trajecten.filter(pl.col("start") <= pl.lit(datum), pl.col("sluit") > pl.lit(datum))
    plek = wijk[loopt["buurt"].to_numpy()] * len(TEAMS) + loopt["wet"].to_numpy()
    aantal = np.bincount(plek, minlength=wijken * len(TEAMS)).astype(float)
    return aantal.reshape(wijken, len(TEAMS))


def _burdened(deel: Deel, wijk: Ints, team: Ints, op: Dates) -> Bools:
    """Whether N10 weighs on each team on each day, shape (teams, days)."""
    if not deel.ingrepen.has("n10"):
        return np.zeros((len(wijk), len(op)), bool)
    vanaf = _since_per_wijk(deel.ingrepen, "gezinscoach")[wijk]
    druk: Bools = (vanaf[:, None] <= op) & (op >= DRUK_VANAF_N10)
    druk &= (team == 0)[:, None]
    return druk


def _since_per_wijk(ingrepen: Ingrepen, naam: str) -> Dates:
    eerste = np.searchsorted(ingrepen.gebieden.wijk, np.arange(len(ingrepen.gebieden.wijkcodes)))
    return ingrepen.since(naam)[eerste]


def _quarters(uren: Floats) -> Ints:
    """Hundredths of hours, in whole quarters of an hour."""
    return np.rint(uren.ravel() * 4).astype(np.int64) * 25
