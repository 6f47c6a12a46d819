"""Help with debts: who asks for it, the first talk, the arrangement and how it ends.

The Wet gemeentelijke schuldhulpverlening gives four weeks for the first talk (article 4). Since
1 July 2023 an arrangement lasts 18 months instead of 36. Other levels are made up.
"""

import numpy as np
import polars as pl

from resultaat.world.arrays import Dates, day, days, named, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.files import euros
from resultaat.world.opdracht import Deel
from resultaat.world.schuld import Schuld

UITKOMSTEN = ("opgelost", "gestopt")
_VRAAGT, _GESPREK, _REGELING, _AF = 0.16, 18.0, 120.0, 0.30
_KORTER = np.datetime64("2023-07-01", "D")


def schuldhulp_frame(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, schuld: Schuld
) -> pl.DataFrame:
    """One row per request, as known on the last day, in the order of asking."""
    huishouden, t = np.nonzero(schuld.heeft[:, :-1] & (bevolking.buurt[:, :-1] >= 0))
    vraagt = rng.random(len(t)) < _VRAAGT
    huishouden, t = huishouden[vraagt], t[vraagt]
    aantal = len(t)
    gemeld = bevolking.peildata[t] + days(rng.integers(0, 365, size=aantal))
    gesprek = gemeld + days(_GESPREK * rng.lognormal(0.0, 0.6, size=aantal))
    regeling = gesprek + days(_REGELING * rng.lognormal(0.0, 0.5, size=aantal))
    stopt = rng.random(aantal) < _AF
    maanden = np.where(regeling >= _KORTER, 18, 36)
    einde = regeling + days(maanden * 30.44 * np.where(stopt, rng.random(aantal), 1.0))
    weg = stopt & (rng.random(aantal) < 0.4)
    uitkomst = np.where(stopt, 1, 0)
    # Four in ten of those who stop do so before there is an arrangement.
    einde = np.where(weg, gesprek + days(rng.integers(1, 90, size=aantal)), einde)
    regeling = np.where(weg, np.datetime64("NaT", "D"), regeling)
    laatste = deel.opdracht.einde
    return (
        pl.DataFrame(
            {
                "dossier": deel.pseudonyms(
                    "dossier", huishouden * 1_000 + years(bevolking.peildata)[t] - 1_950
                ),
                "huishouden": deel.pseudonyms("huishouden", huishouden),
                "buurt": deel.buurtcodes(bevolking.buurt[huishouden, t]),
                "gemeld_op": gemeld,
                "eerste_gesprek_op": _known(gesprek, laatste),
                "regeling_op": _known(regeling, laatste),
                "afgesloten_op": _known(einde, laatste),
                "uitkomst": named(np.where(einde <= laatste, uitkomst, -1), UITKOMSTEN),
                "schuld": np.rint(28_000 * rng.lognormal(0.0, 0.8, size=aantal)).astype(np.int64)
                * 100,
            }
        )
        .with_columns(schuld=euros("schuld"))
        .filter(pl.col("gemeld_op") >= pl.lit(day(deel.opdracht.jaren[0])))
        .sort("gemeld_op", "dossier")
    )


def _known(datum: Dates, laatste: np.datetime64) -> Dates:
    bekend: Dates = np.where(datum <= laatste, datum, np.datetime64("NaT", "D"))
    return bekend
