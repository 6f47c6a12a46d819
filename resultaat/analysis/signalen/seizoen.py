"""Seasons: what returns every year is no signal.

Classical decomposition: the distance of each point to a centred moving average of one year, its
mean per season, taken off. Only where there are two whole years to learn it from, and only where
the seasons explain more than chance would (one-way analysis of variance over the seasons).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from resultaat.analysis.signalen.kaart import Mask, Matrix

#: A season is taken off only when chance alone gives such seasons less often than this.
ALPHA = 0.01


def deseasonalised(punten: Matrix, length: int) -> tuple[Matrix, Mask]:
    """Return the series without their seasons of `length` periods, and where any were taken off.

    `punten` is series × periods. Series with too short a history, or without seasons that can be
    told from noise, come back as they were.
    """
    if punten.shape[1] < 2 * length + 1 or length < 2:
        return punten, np.zeros(punten.shape[0], dtype=np.bool_)
    off = punten - _centred(punten, length)
    season = np.arange(punten.shape[1]) % length
    means = np.stack([_mean(off[:, season == each]) for each in range(length)], axis=1)
    means = means - means.mean(axis=1, keepdims=True)
    shown = _explained(off, season, length) < ALPHA
    adjusted = punten - np.where(shown[:, None], means[:, season], 0.0)
    return adjusted, shown


def _centred(punten: Matrix, length: int) -> Matrix:
    """Return the moving average over one year around each point; NaN at both ends.

    An even year weighs its first and last point half, so that each season counts once.
    """
    weights = np.full(length + 1 - length % 2, 1.0 / length)
    if length % 2 == 0:
        weights[[0, -1]] /= 2
    half = len(weights) // 2
    averages = np.full_like(punten, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(punten, len(weights), axis=1)
    averages[:, half : punten.shape[1] - half] = windows @ weights
    return averages


def _explained(off: Matrix, season: npt.NDArray[np.int_], k: int) -> Matrix:
    """Return the p of the F-test that all seasons are alike (series)."""
    from scipy.special import fdtrc

    grand = _mean(off)
    groups = [off[:, season == each] for each in range(k)]
    between = sum(np.isfinite(each).sum(axis=1) * (_mean(each) - grand) ** 2 for each in groups)
    within = sum(np.nansum((each - _mean(each)[:, None]) ** 2, axis=1) for each in groups)
    free = np.isfinite(off).sum(axis=1) - k
    enough = (free > 0) & np.isfinite(between) & (within > 0)
    ratio = np.where(
        enough, (between / (k - 1)) / np.where(enough, within / np.maximum(free, 1), 1.0), 0.0
    )
    p: Matrix = np.where(enough, fdtrc(k - 1, np.maximum(free, 1), ratio), 1.0)
    return p


def _mean(values: Matrix) -> Matrix:
    count = np.isfinite(values).sum(axis=1)
    return np.where(count > 0, np.nansum(values, axis=1) / np.maximum(count, 1), np.nan)
