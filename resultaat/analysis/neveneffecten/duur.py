"""How long noise lasts: one autoregressive coefficient for all series of a kind.

A short series says little of how its periods resemble each other, and what it says is too low, as
its own mean is taken off. So the coefficient is that which makes all series of a kind together most
likely, means and variances left out exactly (restricted likelihood; H. D. Patterson and
R. Thompson, Biometrika 58, 1971).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int_]
#: Each side of the moment needs at least this many periods.
MINIMUM = 3
#: The same where a straight line and the seasons are taken off: a year on each side.
JAAR = MINIMUM_LIJN = 4
#: Series that the coefficient of a kind is estimated from, at most about: more add no certainty.
SERIES = 400
#: Patterns of present periods that it is estimated from, the most common first, at most.
PATRONEN = 12
#: Coefficients that are compared; between the best and its neighbours a parabola is laid.
GRID = np.linspace(-0.5, 0.95, 30)


@dataclass(frozen=True, slots=True)
class Opzet:
    """What one pattern of present periods allows: which they are, the contrast, the residuals."""

    there: Labels
    contrast: Vector
    residual: Matrix

    @classmethod
    def of(cls, present: npt.NDArray[np.bool_], moment: int, *, lijn: bool = False) -> Opzet | None:
        """Return what these periods allow; None with too few on a side of the moment.

        With `lijn` the contrast is the jump at the moment, beside a straight line over all quarters
        and what returns each year.
        """
        there = np.flatnonzero(present)
        if lijn:
            return cls._beside_line(there, moment)
        after = there >= moment
        if min(after.sum(), (~after).sum()) < MINIMUM:
            return None
        contrast = np.where(after, 1 / after.sum(), -1 / (~after).sum())
        same = after[:, None] == after[None, :]
        means = np.where(same, np.where(after, 1 / after.sum(), 1 / (~after).sum())[:, None], 0.0)
        return cls(there, contrast, np.eye(len(there)) - means)

    @classmethod
    def _beside_line(cls, there: Labels, moment: int) -> Opzet | None:
        after = there >= moment
        if min(after.sum(), (~after).sum()) < MINIMUM_LIJN:
            return None
        seasons = [there % JAAR == each for each in range(1, JAAR)]
        known = np.stack([np.ones(len(there)), there, *seasons, after], axis=1).astype(np.float64)
        if np.linalg.matrix_rank(known) < known.shape[1]:
            return None
        inverse = np.linalg.pinv(known)
        return cls(there, inverse[-1], np.eye(len(there)) - known @ inverse)

    def correlation(self, rho: float | Vector) -> Matrix:
        """Return how the noise of each two periods is correlated, for each coefficient."""
        apart = np.abs(self.there[:, None] - self.there[None, :])
        powers = np.power(np.asarray(rho)[..., None], np.arange(self.there[-1] + 1))
        found: Matrix = powers[..., apart]
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

    def likelihoods(self) -> tuple[Matrix, Matrix, Vector]:
        """Return directions that say nothing of either mean, and the noise along them.

        That is for each coefficient of GRID its inverse and its log-volume.
        """
        basis = self.basis
        noise = basis.T @ self.correlation(GRID) @ basis
        volume: Vector = np.linalg.slogdet(noise)[1]
        return basis, np.asarray(np.linalg.inv(noise)), volume

    @property
    def basis(self) -> Matrix:
        """Return directions that say nothing of either mean (periods × periods − 2)."""
        values, vectors = np.linalg.eigh(self.residual)
        found: Matrix = vectors[:, values > 0.5]
        return found


def opzetten(reeksen: Matrix, moment: int, *, lijn: bool = False) -> list[tuple[Opzet, Labels]]:
    """Return every pattern of present periods that allows a contrast, with its series."""
    there = np.isfinite(reeksen)
    # Packed into bytes, as comparing whole rows of many series is slow.
    packed = np.ascontiguousarray(np.packbits(there, axis=1))
    kinds = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, place = np.unique(kinds, return_index=True, return_inverse=True)
    found = []
    for label, rows in by_label(place.ravel(), np.arange(len(reeksen))):
        opzet = Opzet.of(there[first[label]], moment, lijn=lijn)
        if opzet is not None:
            found.append((opzet, rows))
    return found


def by_label(labels: Labels, rows: Labels) -> Iterator[tuple[int, Labels]]:
    """Yield each label of `rows` with the rows that have it; `labels` has one for every series."""
    if not len(rows):
        return
    order = rows[np.argsort(labels[rows], kind="stable")]
    names, begins = np.unique(labels[order], return_index=True)
    for name, part in zip(names, np.split(order, begins[1:]), strict=True):
        yield int(name), part


def coefficients(
    reeksen: Matrix, designs: Sequence[tuple[Opzet, Labels]], soort: Labels
) -> dict[int, float]:
    """Return the most likely coefficient of each kind."""
    total = {int(each): np.zeros(len(GRID)) for each in np.unique(soort)}
    used = dict.fromkeys(total, 0)
    seen = dict.fromkeys(total, 0)
    # The most common patterns first, so that few of them say what there is to say.
    for design, rows in sorted(designs, key=lambda each: -len(each[1])):
        wanted = [
            (kind, mine[:: -(-len(mine) // (SERIES - used[kind]))])
            for kind, mine in by_label(soort, rows)
            if used[kind] < SERIES and seen[kind] < PATRONEN
        ]
        if not wanted:
            continue
        basis, inverse, volume = design.likelihoods()
        for kind, mine in wanted:
            left = reeksen[np.ix_(mine, design.there)] @ basis
            left = left[(left**2).sum(axis=1) > 1e-20]
            if not len(left):
                continue
            used[kind], seen[kind] = used[kind] + len(left), seen[kind] + 1
            squares = ((left @ inverse) * left).sum(axis=2)
            free = left.shape[1]
            total[kind] -= free / 2 * np.log(squares).sum(axis=1) + len(left) / 2 * volume
    return {kind: _highest(each) for kind, each in total.items()}


def _highest(likelihood: Vector) -> float:
    """Return the coefficient at the top of a likelihood over GRID; zero where nothing was said."""
    if not likelihood.any():
        return 0.0
    best = int(np.argmax(likelihood))
    if best in (0, len(GRID) - 1):
        return float(GRID[best])
    before, top, after = likelihood[best - 1 : best + 2]
    bend = before - 2 * top + after
    shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(GRID[best] + shift * (GRID[1] - GRID[0]))
