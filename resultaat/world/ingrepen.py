"""What the gemeente does, where and since when, and what that truly does.

| ingreep | truth |
|---|---|
| gezinscoach | works: more jeugdhulp reaches its goal |
| samen_een_plan | works only where there is a shared plan and a trained medewerker |
| schoolcontract | does nothing; its wijken were chosen after one bad year and improve anyway |
| schuldhulp_vroeg | works, eighteen months after it began |
| werkgesprek_aan_huis | helps the mean, harms who is 50 or older |
| praktijkondersteuner_jeugd | works, in two wijken only |
| jongerenwerk_op_straat | works in its own buurten (and moves part of it next door: N3) |

All of it happens in the first sixteen wijken, at any size of the gemeente. An ingreep that
is not planted still happens and is still registered; it then has no effect at all.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import Bools, Dates, Ints
from resultaat.world.gebieden import Gebieden

_NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Ingreep:
    """One ingreep: `soort` is its kind of truth, `plekken` are wijk (from 1) and first month.

    With `buurten` it is in that many of the first buurten of each wijk, else in all of them.
    """

    naam: str
    soort: str
    indicator: str
    wat: str
    plekken: tuple[tuple[int, str], ...]
    buurten: int = 0


INGREPEN = (
    Ingreep(
        "gezinscoach",
        "werkt",
        "doelrealisatie_jeugdhulp",
        "trajecten van de Jeugdwet die eindigen vanaf de start: logit op doel_bereikt +0,55",
        ((2, "2022-07"), (5, "2022-07"), (7, "2023-04"), (10, "2023-04"), (13, "2024-01"),
         (15, "2024-01")),
    ),
    Ingreep(
        "samen_een_plan",
        "werkt_onder_voorwaarden",
        "doelrealisatie_wmo",
        "trajecten van de Wmo die eindigen vanaf de start, met een gezamenlijk plan én een "
        "opgeleide medewerker: logit op doel_bereikt +0,80; anders niets",
        ((3, "2022-09"), (6, "2022-09"), (8, "2023-03"), (9, "2023-03"), (11, "2024-03"),
         (12, "2024-03")),
    ),
    Ingreep(
        "schoolcontract",
        "niets_door_selectie",
        "schoolverzuim",
        "geen effect; de wijken zijn gekozen na een jaar met toevallig veel verzuim",
        ((3, "2023-02"), (7, "2023-02"), (12, "2024-02"), (16, "2024-02")),
    ),
    Ingreep(
        "schuldhulp_vroeg",
        "vertraagd",
        "problematische_schulden",
        "kans op problematische schuld maal 0,72, vanaf 18 maanden na de start",
        ((1, "2021-07"), (6, "2021-07"), (9, "2022-01"), (12, "2022-01"), (4, "2022-07"),
         (15, "2022-07")),
    ),
    Ingreep(
        "werkgesprek_aan_huis",
        "gemiddelde_met_verliezers",
        "uitstroom_naar_werk",
        "bijstand die eindigt vanaf de start: logit op uitstroom_werk +0,75 tot 50 jaar en "
        "-0,90 vanaf 50 jaar",
        ((2, "2023-01"), (8, "2023-01"), (10, "2023-07"), (11, "2023-07"), (13, "2024-07"),
         (14, "2024-07")),
    ),
    Ingreep(
        "praktijkondersteuner_jeugd",
        "twee_wijken",
        "wachttijd_jeugdhulp",
        "wachttijd van vragen om jeugdhulp vanaf de start maal 0,60",
        ((1, "2023-03"), (4, "2024-01")),
    ),
    Ingreep(
        "jongerenwerk_op_straat",
        "werkt",
        "overlast_door_jongeren",
        "meldingen van overlast door jongeren vanaf de start maal 0,55",
        ((5, "2023-05"), (9, "2023-05"), (14, "2024-05")),
        buurten=2,
    ),
)  # fmt: skip

CONDITIES_OP_ORDE = (3, 8, 11)
"""The wijken (from 1) of samen_een_plan in which its conditions were met."""
GEZINSCOACH, SAMEN_EEN_PLAN = 0.55, 0.80  # logit
WERKGESPREK_JONG, WERKGESPREK_OUD = 0.75, -0.90  # logit, under 50 and from 50 on
PRAKTIJKONDERSTEUNER = 0.60  # factor on the wait
SCHULDHULP, SCHULDHULP_NA = 0.72, 548  # factor on the chance, days after the start
JONGERENWERK = 0.55  # factor on reports of nuisance
TOEVAL_VERZUIM = 1.9  # factor on absence in the one bad year before schoolcontract
NAMEN = tuple(each.naam for each in INGREPEN)


@dataclass(frozen=True)
class Ingrepen:
    """The ingrepen of one part of the gemeente; `geplant` holds those that have their effect."""

    gebieden: Gebieden
    geplant: frozenset[str]

    def since(self, naam: str) -> Dates:
        """The day on which it began per buurt, shape (B,); NaT where it never did."""
        vanaf = np.full(len(self.gebieden.wijk), _NAT)
        if self.gebieden.deel > 0:
            return vanaf
        ingreep = INGREPEN[NAMEN.index(naam)]
        for wijk, maand in ingreep.plekken:
            buurten = np.flatnonzero(self.gebieden.wijk == wijk - 1)
            vanaf[buurten[: ingreep.buurten or None]] = np.datetime64(f"{maand}-01", "D")
        return vanaf

    def reaches(self, naam: str, buurt: Ints, datum: Dates | np.datetime64) -> Bools:
        """Whether it had begun in each buurt on the day beside it, with or without effect."""
        bereikt: Bools = self.since(naam)[buurt] <= datum
        return bereikt

    def works(self, naam: str, buurt: Ints, datum: Dates | np.datetime64) -> Bools:
        """Whether it had begun and its effect is planted."""
        return self.reaches(naam, buurt, datum) & (naam in self.geplant)

    def has(self, naam: str) -> bool:
        """Whether this effect or side effect is planted, and in this part."""
        return naam in self.geplant and self.gebieden.deel == 0
