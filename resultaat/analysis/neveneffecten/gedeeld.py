"""What all series of an area share: a year that was odd there in everything.

Noise that all indicators and groups of an area have in common makes every test of that area weaker,
and wrong together. It is estimated from the other indicators of the area and taken off, as far as
an indicator has been seen to move along with it (J. Gagnon-Bartsch and T. Speed, Biostatistics 13,
2012; J. Wang, Q. Zhao, T. Hastie and A. Owen, Annals of Statistics 45, 2017). How far is learnt
from the ups and downs before the moment and after it, never from the change itself.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.duur import Labels, Matrix, Vector

#: Fewer other series in an area than this do not show what is common.
ANDERE = 8


def without_shared(reeksen: Matrix, keys: pl.DataFrame, moment: int) -> Matrix:
    """Return the series with the common part of their area taken off.

    `reeksen` is series × periods on any scale, `keys` has indicator and gebied per series.
    """
    area = keys["gebied"].rank("dense").to_numpy() - 1
    kind = keys["indicator"].rank("dense").to_numpy() - 1
    left = _without_means(reeksen, moment)
    scale = _spread(left, kind)
    shared, others = _of_others(reeksen / scale[:, None], area, kind)
    known = others >= ANDERE
    ups = _without_means(np.where(known[:, None], shared, np.nan), moment)
    slope = _slopes(left / scale[:, None], ups, kind)
    taken = np.where(known[:, None] & np.isfinite(shared), slope[:, None] * shared, 0.0)
    return reeksen - taken * scale[:, None]


def _without_means(values: Matrix, moment: int) -> Matrix:
    """Take off the mean before and the mean after, so that no change is left in what remains."""
    left = values.copy()
    for side in (slice(None, moment), slice(moment, None)):
        piece = values[:, side]
        count = np.isfinite(piece).sum(axis=1, keepdims=True)
        left[:, side] = piece - np.nansum(piece, axis=1, keepdims=True) / np.maximum(count, 1)
    return left


def _spread(left: Matrix, kind: Labels) -> Vector:
    """Return the spread of each series: that of its indicator, as its own is too noisy a guess."""
    squares = np.nansum(left**2, axis=1, keepdims=True)
    free = np.maximum(np.isfinite(left).sum(axis=1, keepdims=True) - 2.0, 0.0)
    total, count = _summed(squares, kind)[:, 0], _summed(free, kind)[:, 0]
    spread = np.sqrt(total / np.maximum(count, 1.0))
    return np.where(spread > 0, spread, 1.0)


def _of_others(scaled: Matrix, area: Labels, kind: Labels) -> tuple[Matrix, Labels]:
    """Return the mean of the other indicators of the same area, and of how many series it is."""
    there = np.isfinite(scaled)
    filled = np.where(there, scaled, 0.0)
    own = area * (int(kind.max()) + 1) + kind
    totals = _summed(filled, area) - _summed(filled, own)
    counts = _summed(there.astype(np.float64), area) - _summed(there.astype(np.float64), own)
    mean = np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)
    return mean, counts.min(axis=1).astype(np.int_)


def _summed(values: Matrix, label: Labels) -> Matrix:
    """Return per series the sum over all series with its label."""
    names, place = np.unique(label, return_inverse=True)
    sums = np.zeros((len(names), values.shape[1]))
    np.add.at(sums, place, values)
    found: Matrix = sums[place]
    return found


def _slopes(left: Matrix, ups: Matrix, kind: Labels) -> Vector:
    """Return per series how far its indicator moves along with what is common; never against it."""
    both = np.isfinite(left) & np.isfinite(ups)
    products = np.where(both, left * ups, 0.0).sum(axis=1, keepdims=True)
    squares = np.where(both, ups**2, 0.0).sum(axis=1, keepdims=True)
    above, below = _summed(products, kind)[:, 0], _summed(squares, kind)[:, 0]
    return np.where(below > 0, np.clip(above / np.where(below > 0, below, 1.0), 0.0, None), 0.0)
