"""Help with debts: who asks for it, the first talk, the arrangement and how it ends.

The Wet gemeentelijke schuldhulpverlening gives four weeks for the first talk (article 4). Since
1 July 2023 an arrangement lasts 18 months instead of 36. Other levels are made up. What ran on the
first day is there too, or nothing would have been solved in the first years.
"""

import numpy as np
import polars as pl

from resultaat.world.arrays import Dates, Ints, day, days, named, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.files import euros
from resultaat.world.opdracht import Deel
from resultaat.world.schuld import Schuld

UITKOMSTEN = ("opgelost", "gestopt")
_VRAAGT, _GESPREK, _REGELING, _AF = 0.16, 18.0, 120.0, 0.30
_KORTER = np.datetime64("2023-07-01", "D")
_AANLOOP = 4  # years before the first: the longest arrangement and the wait for it


def schuldhulp_frame(
    rng: np.random.Generator, deel: Deel, bevolking: Bevolking, schuld: Schuld
) -> pl.DataFrame:
    """One row per request, as known on the last day, in the order of asking."""
    huishouden, t, jaar = _with_debts(bevolking, schuld)
    vraagt = rng.random(len(t)) < _VRAAGT
    huishouden, t, jaar = huishouden[vraagt], t[vraagt], jaar[vraagt]
    aantal = len(t)
    begin: Dates = (jaar - 1970).astype("datetime64[Y]").astype("datetime64[D]")
    gemeld = begin + days(rng.integers(0, 365, size=aantal))
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
                "dossier": deel.pseudonyms("dossier", huishouden * 1_000 + jaar - 1_900),
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
        .filter(pl.Series(einde >= day(deel.opdracht.jaren[0])))
        .sort("gemeld_op", "dossier")
    )


def _with_debts(bevolking: Bevolking, schuld: Schuld) -> tuple[Ints, Ints, Ints]:
    """Who may ask in each year: huishouden, peildatum and year, each (n,).

    Before the first year the debts of its first day stand in.
    """
    huishouden, t = np.nonzero(schuld.heeft[:, :-1] & (bevolking.buurt[:, :-1] >= 0))
    jaar = years(bevolking.peildata)[t]
    eerder = huishouden[t == 0]
    aanloop = np.repeat(bevolking.eerste_jaar - 1 - np.arange(_AANLOOP), len(eerder))
    return (
        np.concatenate([huishouden, np.tile(eerder, _AANLOOP)]),
        np.concatenate([t, np.zeros(len(aanloop), np.int64)]),
        np.concatenate([jaar, aanloop]),
    )


def _known(datum: Dates, laatste: np.datetime64) -> Dates:
    bekend: Dates = np.where(datum <= laatste, datum, np.datetime64("NaT", "D"))
    return bekend
