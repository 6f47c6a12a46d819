"""`waarheid.json`: everything that was planted, for who wants to score an analysis against it.

The shape, version 2:

- `versie`, `zaad`, `inwoners`, `jaren` (first and last), `geplant` (names), `gemeten_in`;
- `ingrepen`: per ingreep `naam`, `soort`, `indicator`, `geplant`, `wat`, `plekken` (`gebied` and
  `vanaf`, a month) and `effect`: `gemiddeld` over all who were reached, with `n`, and
  `per_gebied`, rows of `gebied`, `jaar`, `n` and `effect` over everybody whom the indicator counts
  there in that year. Effects are differences between expected shares (0.1 is 10 percentage
  points), or between expected numbers for incidents; `toeval` likewise, where a difference is
  chance and no effect; `groepen` where groups differ;
- `neveneffecten`: `code`, `door`, `indicatoren`, `wat`, `geplant`, `gebieden`, `vanaf` (the first
  day, null: as long as there are data), `maten`, and `per_gebied` where it differs by gebied.
  Each of `maten` is a size over all `gebieden` together: `indicator`, `maat` (`aandeel`: what it
  adds to that share; else what is counted, such as `huishoudens`), `grootte`, `richting`, `n` rows
  that it is over, `geteld` (true where it is a figure of these data; else the difference with and
  without this one side effect), and where it is about a part: `groep`, `tegen` (what that is set
  beside) and `binnen` (`kolom = waarde`);
- `incidenten`: `gebied`, `maand`, `bron`, `soort`, `extra`;
- `structuur`: what differs between buurten and aanbieders without anybody's doing, in logits;
- `vuil`: late, missing, silent, double and wrong, each with its source.

Nothing in the package but the generator and the benches may know this file.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from resultaat.world.aanbieders import AANBIEDERS, KWALITEIT
from resultaat.world.aanvragen import JEUGDWET, WMO
from resultaat.world.arrays import Floats
from resultaat.world.bevolking import Bevolking
from resultaat.world.effecten import Rows, Telling, short
from resultaat.world.ingrepen import INGREPEN, Ingreep
from resultaat.world.maten import Maten
from resultaat.world.neveneffecten import (
    INCIDENT_AANTAL,
    INCIDENT_MAAND,
    INCIDENT_WIJK,
    NEVENEFFECTEN,
    STAPEL_WIJKEN_N8,
    VANAF,
)
from resultaat.world.onderwijs import Leerlingen
from resultaat.world.opdracht import Deel
from resultaat.world.professionals import Teams
from resultaat.world.regelingen import Regelingen
from resultaat.world.schuld import Schuld
from resultaat.world.veiligheid import Verwachting
from resultaat.world.vuil import told

BESTAND = "waarheid.json"


@dataclass(frozen=True)
class Geplant:
    """All in a part of the gemeente that something may have been planted in."""

    deel: Deel
    bevolking: Bevolking
    trajecten: pl.DataFrame
    schuld: Schuld
    regelingen: Regelingen
    teams: Teams
    leerlingen: Leerlingen
    incidenten: Verwachting


def tell(geplant: Geplant) -> dict[str, Any]:
    """The truth, as counted in the first part of the gemeente, where all of it was planted."""
    deel, opdracht = geplant.deel, geplant.deel.opdracht
    incidenten = geplant.incidenten
    telling = Telling(deel, geplant.bevolking, geplant.trajecten)
    effecten = {
        "gezinscoach": telling.doel("gezinscoach", JEUGDWET),
        "samen_een_plan": telling.doel("samen_een_plan", WMO),
        "schoolcontract": telling.absence(geplant.leerlingen),
        "schuldhulp_vroeg": telling.debts(geplant.schuld),
        "werkgesprek_aan_huis": telling.work(),
        "praktijkondersteuner_jeugd": telling.waiting("praktijkondersteuner_jeugd", JEUGDWET, 42),
        "jongerenwerk_op_straat": telling.nuisance(incidenten, eigen=True),
    }
    gevolgen = {
        "n1": telling.waiting("gezinscoach", JEUGDWET, 42),
        "n2": telling.waiting("gezinscoach", WMO, 56),
        "n3": telling.nuisance(incidenten, eigen=False),
        "n7": effecten["werkgesprek_aan_huis"],
    }
    maten = Maten(deel, telling, geplant.regelingen, geplant.teams, gevolgen)
    return {
        "versie": 2,
        "zaad": opdracht.zaad,
        "inwoners": opdracht.inwoners,
        "jaren": list(opdracht.jaren),
        "geplant": sorted(opdracht.geplant),
        "gemeten_in": f"{deel.gebieden.wijkcodes[0]} tot en met {deel.gebieden.wijkcodes[-1]}",
        "ingrepen": [_ingreep(deel, each, effecten[each.naam]) for each in INGREPEN],
        "neveneffecten": _neveneffecten(deel, maten),
        "incidenten": _incidenten(deel),
        "structuur": {
            "buurten": dict(
                zip(deel.gebieden.buurtcodes, _rounded(deel.gebieden.aanleg), strict=True)
            ),
            "aanbieders": dict(zip(AANBIEDERS, _rounded(KWALITEIT), strict=True)),
        },
        "vuil": told(opdracht),
    }


def _ingreep(deel: Deel, ingreep: Ingreep, effect: dict[str, Any]) -> dict[str, Any]:
    return {
        "naam": ingreep.naam,
        "soort": ingreep.soort,
        "indicator": ingreep.indicator,
        "geplant": deel.ingrepen.has(ingreep.naam),
        "wat": ingreep.wat,
        "plekken": _plekken(deel, ingreep),
        **effect,
    }


def _plekken(deel: Deel, ingreep: Ingreep) -> Rows:
    gebieden = deel.gebieden
    plekken: Rows = []
    for wijk, maand in ingreep.plekken:
        codes = [gebieden.wijkcodes[wijk - 1]]
        if ingreep.buurten:
            eigen = np.flatnonzero(gebieden.wijk == wijk - 1)[: ingreep.buurten]
            codes = [gebieden.buurtcodes[b] for b in eigen]
        plekken += [{"gebied": code, "vanaf": maand} for code in codes]
    return plekken


def _neveneffecten(deel: Deel, maten: Maten) -> Rows:
    gebieden = deel.gebieden
    van_ingreep = {
        each.naam: [plek["gebied"] for plek in _plekken(deel, each)] for each in INGREPEN
    }
    rows: Rows = []
    for each in NEVENEFFECTEN:
        codes = van_ingreep.get(each.door, [])
        if each.code == "n3":
            eigen = np.flatnonzero(~np.isnat(deel.ingrepen.since(each.door)))
            codes = [gebieden.buurtcodes[b] for b in gebieden.neighbours(eigen)]
        elif each.code == "n8":
            codes = [gebieden.wijkcodes[wijk - 1] for wijk in STAPEL_WIJKEN_N8]
        rows.append(
            {
                "code": each.code.upper(),
                "door": each.door,
                "indicatoren": list(each.indicatoren),
                "wat": each.wat,
                "geplant": each.code in deel.opdracht.geplant,
                "gebieden": codes,
                "vanaf": VANAF.get(each.code),
                "maten": maten.of(each.code),
                "per_gebied": maten.per_gebied(each.code),
            }
        )
    return rows


def _incidenten(deel: Deel) -> Rows:
    if not deel.ingrepen.has("incident"):
        return []
    buurt = int(np.flatnonzero(deel.gebieden.wijk == INCIDENT_WIJK - 1)[0])
    return [
        {
            "gebied": deel.gebieden.buurtcodes[buurt],
            "maand": INCIDENT_MAAND,
            "bron": "incidenten",
            "soort": "overlast_jeugd",
            "extra": INCIDENT_AANTAL,
        }
    ]


def _rounded(waarden: Floats) -> list[float]:
    return [short(waarde) for waarde in waarden]
