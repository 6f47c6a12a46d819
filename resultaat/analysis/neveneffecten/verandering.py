"""How much each of many series changed at a moment, and how sure that is.

A series is cut in two at the moment; its change is the mean after minus the mean before. Figures of
neighbouring periods resemble each other, so the noise is taken as autoregressive: one coefficient
for all series of an indicator, estimated by restricted likelihood, which the bias of short series
does not touch (H. D. Patterson and R. Thompson, Biometrika 58, 1971). Variances of single series
are noisy too; they are drawn towards the common one of their indicator, as far as the data say that
they are alike (G. K. Smyth, Statistical Applications in Genetics 3, 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from resultaat.analysis.neveneffecten.duur import (
    Labels,
    Matrix,
    Vector,
    by_label,
    coefficients,
    opzetten,
)


@dataclass(frozen=True, slots=True)
class Verandering:
    """Per series: the change, its standard error, and the degrees of freedom of that error."""

    verschil: Vector
    fout: Vector
    vrijheid: Vector

    def p(self, kant: Vector) -> Vector:
        """Return the chance of a change at least as large under noise alone.

        `kant` says per series which way counts: 1 upwards, −1 downwards, 0 both.
        """
        from scipy.special import stdtr

        # A series that never varies, or is not there, gives no chance at all.
        varies = np.nan_to_num(self.fout) > 0
        t = np.divide(self.verschil, self.fout, out=np.full_like(self.fout, np.nan), where=varies)
        both = 2 * stdtr(self.vrijheid, -np.abs(t))
        return np.asarray(np.where(kant == 0, both, stdtr(self.vrijheid, -t * kant)))

    def scaled(self, by: Vector) -> Verandering:
        """Return the same changes in another unit."""
        return Verandering(self.verschil * by, self.fout * by, self.vrijheid)

    def interval(self, level: float = 0.95) -> tuple[Vector, Vector]:
        """Return both ends of the interval of the change."""
        half = self.fout * _quantile(self.vrijheid, 0.5 + level / 2)
        return self.verschil - half, self.verschil + half

    def detectable(self, alpha: Vector, kant: Vector, power: float = 0.8) -> Vector:
        """Return how large a change would have had to be, to be found with that power (N12).

        `alpha` is per series the p at which it is found, and `kant` as in `p`. The t of a change
        that is there follows the noncentral distribution of t.
        """
        from scipy.special import nctdtrinc

        tail = np.where(kant == 0, alpha / 2, alpha)
        pairs = np.stack([self.vrijheid, _quantile(self.vrijheid, 1 - tail)])
        # Series of one family share both, and each costs an iteration.
        (free, limit), place = np.unique(pairs, axis=1, return_inverse=True)
        shift = nctdtrinc(free, 1 - power, limit)[place.ravel()]
        return np.asarray(shift * self.fout, dtype=np.float64)


def changes(
    reeksen: Matrix,
    moment: int,
    soort: Labels,
    gelijk: Labels | None = None,
    *,
    lijn: bool = False,
) -> Verandering:
    """Return the change of each series at period `moment` (the first one after).

    `reeksen` is series × periods, NaN where missing; `soort` says which series share a coefficient
    and `gelijk` which a prior variance, where those are fewer. A series with fewer than MINIMUM
    periods on either side gets NaN. With `lijn` the change is the jump beside a straight line.
    """
    count = len(reeksen)
    verschil, rss = np.full(count, np.nan), np.full(count, np.nan)
    free, scale = np.full(count, np.nan), np.full(count, np.nan)
    designs = opzetten(reeksen, moment, lijn=lijn)
    rho = coefficients(reeksen, designs, soort)
    for design, rows in designs:
        y = reeksen[np.ix_(rows, design.there)]
        verschil[rows] = y @ design.contrast
        rss[rows] = ((y @ design.residual) ** 2).sum(axis=1)
        for each, mine in by_label(soort, rows):
            expected, free[mine], scale[mine] = design.moments(rho[each])
            rss[mine] /= expected
    variance, total = _moderated(rss, free, soort if gelijk is None else gelijk)
    return Verandering(verschil, np.sqrt(variance * scale), total)


def _moderated(variance: Vector, free: Vector, soort: Labels) -> tuple[Vector, Vector]:
    """Return variances drawn towards that of their kind, with the freedom that this gives."""
    drawn, total = variance.copy(), free.copy()
    known = np.flatnonzero(np.isfinite(variance) & (variance > 0))
    for _, mine in by_label(soort, known):
        if len(mine) < 3:
            continue
        prior, weight = _prior(variance[mine], free[mine])
        if np.isinf(weight):
            drawn[mine], total[mine] = prior, free[mine].sum()
            continue
        drawn[mine] = (weight * prior + free[mine] * variance[mine]) / (weight + free[mine])
        total[mine] = np.minimum(weight + free[mine], free[mine].sum())
    return drawn, total


def _prior(variance: Vector, free: Vector) -> tuple[float, float]:
    """Return the common variance and how many observations it is worth (Smyth 2004, section 6)."""
    from scipy.special import digamma, polygamma

    logs = np.log(variance) - digamma(free / 2) + np.log(free / 2)
    more = float(np.var(logs, ddof=1) - np.mean(polygamma(1, free / 2)))
    if more <= 0:
        return float(np.exp(logs.mean())), np.inf
    weight = 2 * _trigamma_inverse(more)
    return float(np.exp(logs.mean() + digamma(weight / 2) - np.log(weight / 2))), weight


def _trigamma_inverse(value: float) -> float:
    """Return x whose trigamma is `value`, by Newton's method (Smyth 2004, appendix)."""
    from scipy.special import polygamma

    x = 0.5 + 1 / value
    for _ in range(50):
        now = float(polygamma(1, x))
        step = now * (1 - now / value) / float(polygamma(2, x))
        x += step
        if -step / x < 1e-8:
            break
    return x


def _quantile(free: Vector, p: float | Vector) -> Vector:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(free, p), dtype=np.float64)
