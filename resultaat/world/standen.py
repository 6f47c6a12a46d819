"""The population as it stands on each peildatum: inwoners and huishoudens.

| level | published (CBS, Schuldenproblematiek in beeld) | here |
|---|---|---|
| huishoudens with problematische schuld | 7.6% (October 2020), 1 in 12 (2018) | about 9% |
| of which three years or longer | more than half | likewise, by a lasting part in the draw |
"""

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import polars as pl

from resultaat.world.arrays import Bools, Ints, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.gebieden import BUURTCODES
from resultaat.world.huishoudens import INKOMENS

_SCHULD = (0.168, 0.056, 0.013)  # per inkomen
_SCHULD_JAAR = {2023: 1.12, 2024: 1.08, 2025: 1.04}
_BLIJVEND = 0.9  # correlation of a huishouden's risk from year to year


def inwoners_frame(
    bevolking: Bevolking, inwoner_namen: Sequence[str], huishouden_namen: Sequence[str]
) -> pl.DataFrame:
    """One row per inwoner per peildatum, in the order of the pseudonyms."""
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    huishouden = bevolking.huishouden[inwoner, t]
    peildatum = bevolking.peildata[t]
    return pl.DataFrame(
        {
            "inwoner": named(inwoner, inwoner_namen),
            "peildatum": peildatum,
            "buurt": named(bevolking.buurt[huishouden, t], BUURTCODES),
            "leeftijd": bevolking.leeftijd(inwoner, peildatum),
            "geslacht": named(bevolking.vrouw[inwoner].astype(np.int64), ("man", "vrouw")),
            "huishouden": named(huishouden, huishouden_namen),
            "inkomen": named(bevolking.inkomen[huishouden], INKOMENS),
        }
    ).sort("peildatum", "inwoner")


def huishoudens_frame(
    rng: np.random.Generator, bevolking: Bevolking, huishouden_namen: Sequence[str]
) -> pl.DataFrame:
    """One row per huishouden per peildatum, in the order of the pseudonyms."""
    huishouden, t = np.nonzero(bevolking.buurt >= 0)
    return pl.DataFrame(
        {
            "huishouden": named(huishouden, huishouden_namen),
            "peildatum": bevolking.peildata[t],
            "buurt": named(bevolking.buurt[huishouden, t], BUURTCODES),
            "kinderen": _count_kinderen(bevolking)[huishouden, t],
            "problematische_schuld": _draw_schuld(rng, bevolking)[huishouden, t],
        }
    ).sort("peildatum", "huishouden")


def _count_kinderen(bevolking: Bevolking) -> Ints:
    """Persons under 18 per huishouden per peildatum, shape (H, T)."""
    kinderen = np.zeros(bevolking.buurt.shape, np.int64)
    inwoner, t = np.nonzero(bevolking.huishouden >= 0)
    jong = bevolking.leeftijd(inwoner, bevolking.peildata[t]) < 18
    inwoner, t = inwoner[jong], t[jong]
    np.add.at(kinderen, (bevolking.huishouden[inwoner, t], t), 1)
    return kinderen


def _draw_schuld(rng: np.random.Generator, bevolking: Bevolking) -> Bools:
    """Whether a huishouden has problematische schuld, shape (H, T), lasting over the years."""
    aantal, peildata = bevolking.buurt.shape
    blijvend = rng.normal(size=(aantal, 1)) * np.sqrt(_BLIJVEND)
    risico = blijvend + rng.normal(size=(aantal, peildata)) * np.sqrt(1 - _BLIJVEND)
    grens = np.empty((len(_SCHULD), peildata))
    for t in range(peildata):
        factor = _SCHULD_JAAR.get(bevolking.eerste_jaar + t, 1.0)
        grens[:, t] = [NormalDist().inv_cdf(kans * factor) for kans in _SCHULD]
    schuld: Bools = risico < grens[bevolking.inkomen]
    return schuld
