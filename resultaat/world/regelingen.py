"""How many schemes a huishouden uses at once, and where they pile up (N8)."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Bools, Ints
from resultaat.world.bevolking import Bevolking
from resultaat.world.neveneffecten import STAPEL_VANAF_N8, STAPEL_WIJKEN_N8, STAPELT_N8
from resultaat.world.opdracht import Deel
from resultaat.world.schuld import Schuld

VEEL = 4
"""So many schemes at once is many, to who counts them."""
# Schemes beside bijstand, jeugdhulp and Wmo: chance per inkomen of using each of four.
_REGELING = (0.24, 0.02, 0.0)


@dataclass(frozen=True)
class Regelingen:
    """Of every huishouden on every peildatum on which it is here, each (n,).

    `aantal` counts help under three wetten, debts and other schemes, with `erbij`, which N8 added.
    """

    huishouden: Ints
    t: Ints
    buurt: Ints
    bijstand: Bools
    aantal: Ints
    erbij: Ints


def draw_regelingen(
    rng: np.random.Generator,
    deel: Deel,
    bevolking: Bevolking,
    schuld: Schuld,
    trajecten: pl.DataFrame,
) -> Regelingen:
    """Count the schemes of all huishoudens."""
    huishouden, t = np.nonzero(bevolking.buurt >= 0)
    buurt, inkomen = bevolking.buurt[huishouden, t], bevolking.inkomen[huishouden]
    lopend = _count_hulp(bevolking, trajecten)
    heeft_schuld = schuld.heeft[huishouden, t]
    aantal = lopend.sum(axis=0)[huishouden, t] + heeft_schuld
    aantal += rng.binomial(4, np.array(_REGELING)[inkomen])
    erbij = np.zeros(len(t), np.int64)
    if deel.ingrepen.has("n8"):
        hier = np.isin(deel.gebieden.wijk[buurt] + 1, STAPEL_WIJKEN_N8)
        stapelt = hier & heeft_schuld & (inkomen == 0) & (bevolking.peildata[t] >= STAPEL_VANAF_N8)
        erbij = 2 * (stapelt & (rng.random(len(t)) < STAPELT_N8)).astype(np.int64)
    bijstand = lopend[PARTICIPATIEWET][huishouden, t] > 0
    return Regelingen(huishouden, t, buurt, bijstand, aantal + erbij, erbij)


def running_on(bevolking: Bevolking, trajecten: pl.DataFrame) -> Bools:
    """Whether each inwoner has one of these trajecten on each peildatum, shape (P, T)."""
    loopt = np.zeros(bevolking.huishouden.shape, bool)
    for t, datum in enumerate(bevolking.peildata):
        nu = trajecten.filter(pl.col("start") <= pl.lit(datum), pl.col("sluit") > pl.lit(datum))
        loopt[nu["inwoner"].to_numpy(), t] = True
    return loopt & (bevolking.huishouden >= 0)


def _count_hulp(bevolking: Bevolking, trajecten: pl.DataFrame) -> Ints:
    """Inwoners with a running traject per wet, huishouden and peildatum, shape (3, H, T)."""
    aantal = np.zeros((3, *bevolking.buurt.shape), np.int64)
    for wet in range(3):
        loopt = running_on(bevolking, trajecten.filter(pl.col("wet") == wet))
        inwoner, t = np.nonzero(loopt)
        np.add.at(aantal[wet], (bevolking.huishouden[inwoner, t], t), 1)
    return aantal
