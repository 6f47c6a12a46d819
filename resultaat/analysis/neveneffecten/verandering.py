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
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int_]
#: Each side of the moment needs at least this many periods.
MINIMUM = 3
#: Series that the coefficient of a kind is estimated from, at most about.
SERIES = 1000


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

    def detectable(self, alpha: float = 0.05, power: float = 0.8) -> Vector:
        """Return how large a change would have had to be, to be found with that power (N12)."""
        both = _quantile(self.vrijheid, 1 - alpha / 2) + _quantile(self.vrijheid, power)
        found: Vector = both * self.fout
        return found


def changes(reeksen: Matrix, moment: int, soort: Labels) -> Verandering:
    """Return the change of each series at period `moment` (the first one after).

    `reeksen` is series × periods, NaN where missing; `soort` says which series share a coefficient
    and a prior variance. A series with fewer than MINIMUM periods on either side gets NaN.
    """
    count = len(reeksen)
    verschil, rss = np.full(count, np.nan), np.full(count, np.nan)
    free, scale = np.full(count, np.nan), np.full(count, np.nan)
    patterns, place = np.unique(np.isfinite(reeksen), axis=0, return_inverse=True)
    designs = [_Design.of(each, moment) for each in patterns]
    rho = _coefficients(reeksen, designs, place.ravel(), soort)
    for index, design in enumerate(designs):
        if design is None:
            continue
        rows = np.flatnonzero(place.ravel() == index)
        y = reeksen[np.ix_(rows, design.there)]
        verschil[rows] = y @ design.contrast
        rss[rows] = ((y @ design.residual) ** 2).sum(axis=1)
        for each in np.unique(soort[rows]):
            mine = rows[soort[rows] == each]
            expected, free[mine], scale[mine] = design.moments(rho[int(each)])
            rss[mine] /= expected
    variance, total = _moderated(rss, free, soort)
    return Verandering(verschil, np.sqrt(variance * scale), total)


@dataclass(frozen=True, slots=True)
class _Design:
    """What one pattern of present periods allows: which they are, the contrast, the residuals."""

    there: Labels
    contrast: Vector
    residual: Matrix

    @classmethod
    def of(cls, present: npt.NDArray[np.bool_], moment: int) -> _Design | None:
        there = np.flatnonzero(present)
        after = there >= moment
        if min(after.sum(), (~after).sum()) < MINIMUM:
            return None
        contrast = np.where(after, 1 / after.sum(), -1 / (~after).sum())
        same = after[:, None] == after[None, :]
        means = np.where(same, np.where(after, 1 / after.sum(), 1 / (~after).sum())[:, None], 0.0)
        return cls(there, contrast, np.eye(len(there)) - means)

    def correlation(self, rho: float) -> Matrix:
        """Return how the noise of each two periods is correlated."""
        apart = np.abs(self.there[:, None] - self.there[None, :])
        found: Matrix = np.where(apart == 0, 1.0, np.sign(rho) ** apart * np.abs(rho) ** apart)
        return found

    def moments(self, rho: float) -> tuple[float, float, float]:
        """Return the expected sum of squares, its degrees of freedom, and the contrast's variance.

        All in units of the variance of one period; the freedom is Satterthwaite's.
        """
        noise = self.correlation(rho)
        spread = self.residual @ noise @ self.residual
        trace = float(np.trace(spread))
        return (
            trace,
            trace**2 / float((spread**2).sum()),
            float(self.contrast @ noise @ self.contrast),
        )

    def likelihood(self, y: Matrix, rho: float) -> float:
        """Return the restricted log-likelihood of all series together at one coefficient.

        Means and the variance of each series are left out of it exactly, so that many short series
        say together what none says alone.
        """
        basis = self.basis
        noise = basis.T @ self.correlation(rho) @ basis
        left = y @ basis
        squares = (left @ np.linalg.inv(noise) * left).sum(axis=1)
        free = basis.shape[1]
        _, volume = np.linalg.slogdet(noise)
        return float(-free / 2 * np.log(squares).sum() - len(y) / 2 * volume)

    @property
    def basis(self) -> Matrix:
        """Return directions that say nothing of either mean (periods × periods − 2)."""
        values, vectors = np.linalg.eigh(self.residual)
        found: Matrix = vectors[:, values > 0.5]
        return found


def _coefficients(
    reeksen: Matrix, designs: list[_Design | None], place: Labels, soort: Labels
) -> dict[int, float]:
    """Return the most likely coefficient of each kind."""
    return {
        int(each): _likeliest(reeksen, designs, place, np.flatnonzero(soort == each))
        for each in np.unique(soort)
    }


def _likeliest(
    reeksen: Matrix, designs: list[_Design | None], place: Labels, rows: Labels
) -> float:
    """Return the coefficient that all series of one kind together make most likely."""
    from scipy.optimize import minimize_scalar

    # More series than this add time and no certainty.
    rows = rows[:: max(len(rows) // SERIES, 1)]
    pieces = []
    for index, design in enumerate(designs):
        mine = rows[place[rows] == index]
        if design is None or not len(mine):
            continue
        y = reeksen[np.ix_(mine, design.there)]
        moving = ((y @ design.residual) ** 2).sum(axis=1) > 1e-20
        pieces.append((design, y[moving]))
    if not any(len(y) for _, y in pieces):
        return 0.0
    best = minimize_scalar(
        lambda rho: -sum(design.likelihood(y, rho) for design, y in pieces),
        bounds=(-0.5, 0.95),
        method="bounded",
        options={"xatol": 0.005},
    )
    return float(best.x)


def _moderated(variance: Vector, free: Vector, soort: Labels) -> tuple[Vector, Vector]:
    """Return variances drawn towards that of their kind, with the freedom that this gives."""
    drawn, total = variance.copy(), free.copy()
    for each in np.unique(soort):
        mine = np.flatnonzero((soort == each) & np.isfinite(variance) & (variance > 0))
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


def _quantile(free: Vector, p: float) -> Vector:
    from scipy.special import stdtrit

    return np.asarray(stdtrit(free, p), dtype=np.float64)
