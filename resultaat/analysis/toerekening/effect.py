"""What an intervention added: group-time average effects on cells of area and period.

Callaway and Sant'Anna (Journal of Econometrics 225, 2021). For the areas that begin in period g,

    ATT(g, t) = E[y(t) - y(b) | g] - E[y(t) - y(b) | comparison]

with b the last period before g (and before any anticipation), or the mean of the last few: of
quarters a whole year, so that no season and less chance is in it. And for comparison the areas that
never begin, or those that have not begun yet. Before g, b is the period before t: then ATT(g, t)
says how the areas moved apart already. With covariates the change of the comparison is predicted
for the areas of g by a regression on them (outcome regression; Heckman, Ichimura and Todd, 1997).

Areas weigh by persons. Errors follow from the influence function of each area, so an area is the
unit that chance works on, and not a person.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NEVER = -1


@dataclass(frozen=True)
class Panel:
    """The cells of an outcome: areas x periods."""

    y: Floats  # the figure of each area in each period; no value may be missing
    weight: Floats  # per area: persons, averaged over the periods
    start: Ints  # per area the period in which it begins; NEVER where it does not
    covariates: Floats | None = None  # areas x k, as they were before
    names: tuple[str, ...] = ()
    periods: tuple[str, ...] = field(default=())

    @property
    def treated(self) -> Bools:
        """Which areas begin at all."""
        return np.asarray(self.start != NEVER)

    def only(self, kept: Bools) -> Panel:
        """Return the panel of some of its areas."""
        return replace(
            self,
            y=self.y[kept],
            weight=self.weight[kept],
            start=self.start[kept],
            covariates=None if self.covariates is None else self.covariates[kept],
            names=tuple(name for name, stays in zip(self.names, kept, strict=False) if stays),
        )

    @property
    def groups(self) -> list[int]:
        """The periods in which areas begin, in order."""
        return sorted({int(each) for each in self.start if each != NEVER})


@dataclass(frozen=True)
class Choices:
    """How effects are estimated; the defaults are those of the command."""

    not_yet: bool = True  # compare also with areas that have not begun yet
    anticipation: int = 0  # periods before the start in which an effect may be there already
    delay: int = 0  # periods from the start before an effect is expected
    base: int = 1  # periods before the start whose mean an effect is measured from
    line: bool = False  # measure from the line of all periods before the start, drawn on
    reach: int = 0  # how many periods from there on are looked at; 0 is all


@dataclass(frozen=True)
class Effects:
    """ATT(g, t) for every group and period that has a comparison."""

    group: Ints
    period: Ints
    att: Floats
    influence: Floats  # areas x effects
    panel: Panel
    choices: Choices

    @property
    def se(self) -> Floats:
        """The standard error of each effect, areas being independent."""
        return standard_error(self.influence)

    @property
    def post(self) -> Bools:
        """Which effects lie after the start, and after the delay."""
        first = self.group + self.choices.delay
        reach = self.choices.reach or self.panel.y.shape[1]
        return (self.period >= first) & (self.period < first + reach)

    @property
    def pre(self) -> Bools:
        """Which lie before the start, and before any anticipation."""
        return self.period < self.group - self.choices.anticipation


@dataclass(frozen=True)
class Estimate:
    """One number with its influence function, per area."""

    value: float
    influence: Floats

    @property
    def se(self) -> float:
        """The standard error, areas being independent."""
        return float(standard_error(self.influence[:, None])[0])


def standard_error(influence: Floats) -> Floats:
    """Return the standard error of each column of influence functions (areas x estimates)."""
    return np.asarray(np.sqrt((influence**2).sum(axis=0)) / influence.shape[0])


def group_time(panel: Panel, choices: Choices | None = None) -> Effects:
    """Return the effect of every group in every period that can be compared."""
    choices = choices or Choices()
    weight = panel.weight / panel.weight.mean()
    found: list[tuple[int, int, float, Floats]] = []
    for group in panel.groups:
        for period in range(1, panel.y.shape[1]):
            base = base_of(group, period, choices)
            compared = comparison(panel, group, max(period, base), choices)
            if base < 0 or not compared.any():
                continue
            felt = period >= group - choices.anticipation
            before = expected(panel.y, base, period, choices) if felt else panel.y[:, base]
            change = panel.y[:, period] - before
            one = _against(change, panel.start == group, compared, weight, panel.covariates)
            found.append((group, period, one.value, one.influence))
    size = len(panel.weight)
    influence = np.array([each[3] for each in found]).reshape(-1, size).T
    columns = [np.array([each[k] for each in found]) for k in range(3)]
    return Effects(
        columns[0].astype(np.int64),
        columns[1].astype(np.int64),
        columns[2].astype(np.float64),
        influence,
        panel,
        choices,
    )


def base_of(group: int, period: int, choices: Choices) -> int:
    """Return the period that an effect is measured from; below 0 where there is none."""
    last = group - 1 - choices.anticipation
    return last if period > last else period - 1


def expected(y: Floats, base: int, period: int, choices: Choices) -> Floats:
    """Return what each row (x periods) would be in a period by what it was up to `base`."""
    if choices.line:
        known = y[:, : base + 1]
        return np.asarray(known.mean(axis=1) + slopes(known) * (period - base / 2))
    return level_at(y, base, choices.base)


def slopes(y: Floats) -> Floats:
    """Return the slope of a straight line through each row (x periods)."""
    time = np.arange(y.shape[1]) - (y.shape[1] - 1) / 2
    return np.asarray(y @ time / (time @ time))


def level_at(y: Floats, base: int, length: int) -> Floats:
    """Return the mean over the last `length` periods up to `base` (fewer where there are fewer)."""
    return np.asarray(y[:, max(0, base + 1 - length) : base + 1].mean(axis=1))


def comparison(panel: Panel, group: int, until: int, choices: Choices) -> Bools:
    """Return the areas that a group is compared with, up to and including a period."""
    never = ~panel.treated
    if not choices.not_yet:
        return never
    later = panel.treated & (panel.start > until + choices.anticipation) & (panel.start != group)
    return np.asarray(never | later)


def _against(
    change: Floats, mine: Bools, theirs: Bools, weight: Floats, covariates: Floats | None
) -> Estimate:
    """Set the change of some areas beside that predicted from others."""
    size = len(change)
    ours, other = weight * mine, weight * theirs
    if covariates is None:
        own, their = ours.mean(), other.mean()
        moved, expected = (ours * change).mean() / own, (other * change).mean() / their
        apart = ours * (change - moved) / own - other * (change - expected) / their
        return Estimate(float(moved - expected), apart)
    x = np.column_stack([np.ones(size), covariates])
    gram = (x * other[:, None]).T @ x / size
    inverse = np.linalg.pinv(gram)
    beta = inverse @ ((x * other[:, None]).T @ change / size)
    share = ours.mean()
    predicted = x @ beta
    moved = (ours * change).mean() / share
    expected = (ours * predicted).mean() / share
    residual = (x * (other * (change - predicted))[:, None]) @ inverse
    gradient = (ours[:, None] * x).mean(axis=0) / share
    influence = ours * (change - moved - predicted + expected) / share - residual @ gradient
    return Estimate(float(moved - expected), influence)


def simple(effects: Effects) -> Estimate:
    """Average over all effects after the start, by the size of the groups."""
    return weighted(effects, np.flatnonzero(effects.post))


def weighted(effects: Effects, chosen: Ints) -> Estimate:
    """Average the chosen effects by the size of their groups, whose sizes are estimates too."""
    panel = effects.panel
    weight = panel.weight / panel.weight.mean()
    groups = effects.group[chosen]
    inside = (panel.start[:, None] == groups[None, :]) * weight[:, None]
    share = inside.mean(axis=0)
    total = share.sum()
    factor = share / total
    value = float(effects.att[chosen] @ factor)
    of_sizes = (inside - share) / total
    of_total = (inside - share).sum(axis=1, keepdims=True) * share / total**2
    influence = effects.influence[:, chosen] @ factor
    influence = influence + (of_sizes - of_total) @ effects.att[chosen]
    return Estimate(value, influence)


def by_exposure(effects: Effects) -> dict[int, Estimate]:
    """Return the effect by the number of periods since the start (below 0: before it)."""
    since = effects.period - effects.group
    return {
        int(each): weighted(effects, np.flatnonzero(since == each))
        for each in sorted(set(since.tolist()))
    }


def by_group(effects: Effects) -> dict[int, Estimate]:
    """Return for each group its mean effect over the periods after its start."""
    return {
        group: mean([_one(effects, int(each)) for each in np.flatnonzero(mine)])
        for group in effects.panel.groups
        if (mine := (effects.group == group) & effects.post).any()
    }


def by_calendar(effects: Effects) -> dict[int, Estimate]:
    """Return for each period the effect on all that have begun by then."""
    return {
        int(period): weighted(effects, np.flatnonzero(now))
        for period in sorted(set(effects.period.tolist()))
        if (now := (effects.period == period) & effects.post).any()
    }


def dynamic(effects: Effects) -> Estimate:
    """Average over lengths of exposure, each counting once."""
    lengths = by_exposure(effects)
    return mean([each for since, each in lengths.items() if since >= effects.choices.delay])


def group(effects: Effects) -> Estimate:
    """Average over groups, by their size."""
    found = by_group(effects)
    stacked = Effects(
        np.array(list(found), dtype=np.int64),
        np.zeros(len(found), dtype=np.int64),
        np.array([each.value for each in found.values()]),
        np.column_stack([each.influence for each in found.values()]),
        effects.panel,
        effects.choices,
    )
    return weighted(stacked, np.arange(len(found)))


def calendar(effects: Effects) -> Estimate:
    """Average over periods, each counting once."""
    return mean(list(by_calendar(effects).values()))


def mean(parts: list[Estimate]) -> Estimate:
    """Average estimates, each counting once."""
    return Estimate(
        float(np.mean([each.value for each in parts])),
        np.mean([each.influence for each in parts], axis=0),
    )


def _one(effects: Effects, index: int) -> Estimate:
    return Estimate(float(effects.att[index]), effects.influence[:, index])
