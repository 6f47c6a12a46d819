"""The side effects that can be planted, one of each kind, and the incident.

Each is a small rule that another module asks for by name; here stands what is planted, for
`waarheid.json`, and how large. A provider has its habit in the whole gemeente, an ingreep in its
own wijken.
"""

from dataclasses import dataclass

import numpy as np

from resultaat.world.arrays import Bools, Dates, Floats, Ints
from resultaat.world.ingrepen import Ingrepen

WACHT_JEUGD_N1, WACHT_WMO_N2 = 1.5, 1.5  # factor on the wait
VERPLAATST_N3 = 0.8  # share of what jongerenwerk takes away that turns up next door
VRAAG_JEUGD_N3, VRAAG_WMO_N3 = 0.80, 1.9  # factor on requests
SUBSIDIE_N5 = np.datetime64("2024-01-01", "D")
NORM_N6, NORM_VANAF_N6, OPGESCHOVEN_N6 = 42, np.datetime64("2023-01-01", "D"), 0.5
STAPEL_VANAF_N8, STAPEL_WIJKEN_N8 = np.datetime64("2024-01-01", "D"), (3, 12)
STAPELT_N8 = 0.7  # chance that a huishouden gets two schemes more
SNEL_VANAF_N9, DUUR_N9, DOEL_N9, TERUG_N9 = np.datetime64("2024-01-01", "D"), 0.45, 0.78, 0.40
TERUG, TERUG_UITVAL = (
    (0.11, 0.26),
    0.08,
)  # chance of a new request: goal reached or not; dropped out
TERUG_NA = (10, 170.0)  # days until then: at least, and on average after that
DRUK_VANAF_N10 = np.datetime64("2024-01-01", "D")
INCIDENT_WIJK, INCIDENT_MAAND, INCIDENT_AANTAL = 6, "2024-10", 25


@dataclass(frozen=True)
class Neveneffect:
    """A side effect: of which ingreep or party, what moves, and where it can be seen."""

    code: str
    door: str
    indicatoren: tuple[str, ...]
    wat: str


NEVENEFFECTEN = (
    Neveneffect(
        "n1", "gezinscoach", ("wachttijd_jeugdhulp",),
        "in de wijken met een gezinscoach wordt de wachttijd voor jeugdhulp 1,5 keer zo lang; "
        "dat cijfer staat bij `let_op`",
    ),
    Neveneffect(
        "n2", "gezinscoach", ("wachttijd_wmo",),
        "in de wijken met een gezinscoach wordt de wachttijd voor de Wmo 1,5 keer zo lang; "
        "daar let niemand op",
    ),
    Neveneffect(
        "n3", "jongerenwerk_op_straat", ("overlast_door_jongeren",),
        "80% van de overlast die in de eigen buurten verdwijnt, komt in de buurten ernaast",
    ),
    Neveneffect(
        "n3_wet", "praktijkondersteuner_jeugd", ("jeugdhulp_starts", "wmo_starts"),
        "vragen om jeugdhulp maal 0,8 en vragen om Wmo-hulp van ouders (25 tot 55 jaar) maal 1,9",
    ),
    Neveneffect(
        "n4", "Jeugdhulp Het Anker", ("doelrealisatie_jeugdhulp",),
        "Het Anker haalt bij elke zwaarte vaker het doel dan Kind & Gezin Rivierenland, maar "
        "krijgt de zware vragen; over alle vragen samen lijkt het slechter",
    ),
    Neveneffect(
        "n5", "Leerwerkplaats Wilgenhout", ("uitstroom_naar_werk",),
        "neemt vanaf 2024 vooral mensen met een lichte vraag aan; de rest gaat naar de ander",
    ),
    Neveneffect(
        "n6", "norm van 42 dagen", ("wachttijd_jeugdhulp",),
        "van de starts op dag 43 tot en met 56 staat vanaf 2023 de helft op dag 40, 41 of 42",
    ),
    Neveneffect(
        "n7", "werkgesprek_aan_huis", ("uitstroom_naar_werk",),
        "het gemiddelde stijgt, wie 50 jaar of ouder is gaat erop achteruit",
    ),
    Neveneffect(
        "n8", "inkomensregelingen", ("veel_regelingen_tegelijk",),
        "vanaf 2024 krijgen huishoudens met een laag inkomen en schulden in twee wijken er vaak "
        "twee regelingen bij",
    ),
    Neveneffect(
        "n9", "Praktijk Groeikracht", ("terugkeer_jeugdhulp", "doelrealisatie_jeugdhulp"),
        "sluit hulp vanaf 2024 veel eerder af, meldt vaker een gehaald doel, en ziet meer kinderen "
        "binnen een jaar terug",
    ),
    Neveneffect(
        "n10", "gezinscoach", ("schrijfwerk_jeugdteam", "ziek_wijkteams"),
        "in de wijken met een gezinscoach gaat vanaf 2024 meer tijd naar administratie en zijn "
        "meer professionals langdurig ziek",
    ),
)  # fmt: skip
CODES = tuple(each.code for each in NEVENEFFECTEN)
VANAF = {
    "n5": str(SUBSIDIE_N5),
    "n6": str(NORM_VANAF_N6),
    "n8": str(STAPEL_VANAF_N8),
    "n9": str(SNEL_VANAF_N9),
    "n10": str(DRUK_VANAF_N10),
}
"""The first day of those that begin on one day, whatever the gebied."""


def demand_factor(
    ingrepen: Ingrepen, wet: str, buurt: Ints, datum: Dates, leeftijd: Ints
) -> Floats:
    """Factor on the chance of a request, shape (n,): what N3 moves from one wet to another."""
    factor = np.ones(len(buurt))
    if not ingrepen.has("n3_wet"):
        return factor
    hier = ingrepen.reaches("praktijkondersteuner_jeugd", buurt, datum)
    if wet == "jeugdwet":
        factor[hier] = VRAAG_JEUGD_N3
    if wet == "wmo":
        factor[hier & (leeftijd >= 25) & (leeftijd < 55)] = VRAAG_WMO_N3
    return factor


@dataclass(frozen=True)
class Opschuiven:
    """Who would be put just before the norm, should the wait end just past it (N6); each (n,)."""

    mag: Bools
    dag: Ints

    @classmethod
    def draw(cls, rng: np.random.Generator, gemeld_op: Dates, jeugd: Bools) -> "Opschuiven":
        """Half of the requests since the norm."""
        mag = jeugd & (gemeld_op >= NORM_VANAF_N6) & (rng.random(len(jeugd)) < OPGESCHOVEN_N6)
        return cls(mag, NORM_N6 - rng.integers(0, 3, size=len(jeugd)))

    def __call__(self, wacht: Ints) -> Ints:
        """The waits, with some of the days just past the norm put just before it."""
        net_te_laat = (wacht > NORM_N6) & (wacht <= NORM_N6 + 14)
        geschoven: Ints = np.where(net_te_laat & self.mag, self.dag, wacht)
        return geschoven


def again_chance(doel: Bools, uitval: Bools, snel: Bools) -> Floats:
    """The chance of a new request after an end, oftener where the goal was not reached."""
    kans = np.where(doel, *TERUG) + TERUG_UITVAL * uitval
    met: Floats = np.where(snel, TERUG_N9, kans)
    return met


def more_come_back(kans_doel: Floats, uitval: Bools) -> Floats:
    """How much likelier a new request within a year is after quick help (N9), each (n,).

    `kans_doel` is the chance of the goal, had the help not been closed early.
    """
    gewoon = TERUG[0] * kans_doel + TERUG[1] * (1 - kans_doel) + TERUG_UITVAL * uitval
    binnen_een_jaar = 1 - np.exp(-(365 - TERUG_NA[0]) / TERUG_NA[1])
    verschil: Floats = (TERUG_N9 - gewoon) * binnen_een_jaar
    return verschil
