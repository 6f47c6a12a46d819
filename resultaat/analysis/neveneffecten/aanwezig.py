"""Whether an area is in a delivery at all: one that was recoded has no rows under its new code.

No rows in a period is a zero, mostly. But an area of which a source has many rows and then none at
all, or the other way round, was called otherwise in those periods, or was not delivered. Set beside
each other they would look like the largest change of all.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from resultaat.analysis.neveneffecten.duur import Matrix

#: At the rate of its other periods, no rows by chance has to be less likely than this.
TOEVAL = 1e-6


def present(rows: Matrix) -> npt.NDArray[np.bool_]:
    """Return in which periods each area is delivered.

    `rows` is areas × periods: how many rows a source has. Empty periods at the begin or at the end
    are left out where rows that come by themselves (Poisson) would not stay away so long.
    """
    there = rows > 0
    periods = np.arange(rows.shape[1])
    some = there.any(axis=1)
    first = np.where(some, there.argmax(axis=1), 0)
    last = np.where(some, rows.shape[1] - 1 - there[:, ::-1].argmax(axis=1), rows.shape[1] - 1)
    rate = rows.sum(axis=1) / (last - first + 1)
    enough = -np.log(TOEVAL)
    begin = np.where(rate * first > enough, first, 0)
    end = np.where(rate * (rows.shape[1] - 1 - last) > enough, last, rows.shape[1] - 1)
    found: npt.NDArray[np.bool_] = (periods >= begin[:, None]) & (periods <= end[:, None])
    return found
