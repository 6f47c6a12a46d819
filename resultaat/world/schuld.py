"""Debts of huishoudens that they cannot pay, and what early help against them does.

| level | published | here |
|---|---|---|
| huishoudens with problematische schuld | 7.6% (October 2020), 1 in 12 (2018) (CBS) | about 8% |
| how long debts last | made up: a lasting part in the draw | |
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from resultaat.world.arrays import Bools, Floats, days
from resultaat.world.bevolking import Bevolking
from resultaat.world.ingrepen import SCHULDHULP, SCHULDHULP_NA
from resultaat.world.opdracht import Deel

_SCHULD = (0.148, 0.050, 0.012)  # per inkomen
_SCHULD_JAAR = {2023: 1.10, 2024: 1.06, 2025: 1.03}
_BLIJVEND = 0.9  # correlation of a huishouden's risk from year to year


@dataclass(frozen=True)
class Schuld:
    """Debts of H huishoudens on T peildata, each (H, T).

    `kans` and `kans_zonder` are the expected shares with and without what was planted; meaningless
    where the huishouden was not here.
    """

    heeft: Bools
    kans: Floats
    kans_zonder: Floats


def draw_schuld(rng: np.random.Generator, deel: Deel, bevolking: Bevolking) -> Schuld:
    """Whether a huishouden has problematische schuld on each peildatum; lasting over the years."""
    aantal, peildata = bevolking.buurt.shape
    blijvend = rng.normal(size=(aantal, 1)) * np.sqrt(_BLIJVEND)
    risico = blijvend + rng.normal(size=(aantal, peildata)) * np.sqrt(1 - _BLIJVEND)
    factor = np.array([_SCHULD_JAAR.get(bevolking.eerste_jaar + t, 1.0) for t in range(peildata)])
    zonder = np.array(_SCHULD)[bevolking.inkomen][:, None] * factor
    na = bevolking.peildata - days(np.array([SCHULDHULP_NA]))
    werkt = np.stack(
        [
            deel.ingrepen.works("schuldhulp_vroeg", bevolking.buurt[:, t], na[t])
            & (bevolking.buurt[:, t] >= 0)
            for t in range(peildata)
        ],
        axis=1,
    )
    kans = np.where(werkt, zonder * SCHULDHULP, zonder)
    # Few different chances: look each up once.
    waarden, plek = np.unique(kans, return_inverse=True)
    grens = np.array([NormalDist().inv_cdf(float(waarde)) for waarde in waarden])
    return Schuld(risico < grens[plek.reshape(kans.shape)], kans, zonder)
