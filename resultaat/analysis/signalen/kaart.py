"""A control chart: each point with its centre and the distance to its limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

#: Fewer points than this do not carry limits (NHS England, Making Data Count).
MINIMUM = 13


@dataclass(frozen=True, slots=True)
class Kaart:
    """Charts of many series at once, each array series × periods.

    `punten` are what is drawn and judged (NaN where missing); `midden` the centre; `breedte` the
    distance from the centre to a limit, three sigma, NaN where no limit can be given.
    """

    punten: Matrix
    midden: Matrix
    breedte: Matrix

    @property
    def onder(self) -> Matrix:
        """The lower limits."""
        return self.midden - self.breedte

    @property
    def boven(self) -> Matrix:
        """The upper limits."""
        return self.midden + self.breedte

    @property
    def sigma(self) -> Matrix:
        """How many sigma each point lies from its centre; 0 where nothing ever varies."""
        off = self.punten - self.midden
        safe = np.where(self.breedte > 0, self.breedte, 1.0)
        # Where nothing ever varied, anything else stands out.
        still = np.where(off == 0, 0.0, np.copysign(np.inf, off))
        return np.where(self.breedte > 0, 3 * off / safe, still)

    @property
    def genoeg(self) -> npt.NDArray[np.bool_]:
        """Whether each series has points enough for limits that mean something (series)."""
        enough: npt.NDArray[np.bool_] = np.isfinite(self.punten).sum(axis=1) >= MINIMUM
        return enough
