"""What each subject of a small world is drawn from, with what a pattern changes in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy.special import expit, ndtr

from bench.waarheid.panel import Bools, Floats, Ints
from bench.waarheid.patterns import LEEFTIJDEN, LONGEST, MOST, NORM, PatternDesign

_GOAL = np.array([0.8, 0.1, -0.9])  # logit by zwaarte
_MIX = np.array([0.45, 0.37, 0.18])
_HARDER, _LIGHTER = np.array([0.18, 0.36, 0.46]), np.array([0.68, 0.26, 0.06])
_SHARE = np.array([0.40, 0.35, 0.25])  # of each aanbieder
_ANKER = np.array([(0.25, 1.0, 2.8), (1.9, 0.8, 0.15), (1.0, 1.0, 1.0)])
QUICK = 2  # the place of who closes early
_SHORT, _AGAIN = 0.15, 0.22
_YOUNG, _OLD = 0.75, -0.90


@dataclass
class Batch:
    """Some worlds of one design at once; arrays begin with worlds × areas × periods."""

    design: PatternDesign
    count: int
    rng: np.random.Generator
    treated: Bools
    counts: dict[str, Ints] = field(default_factory=dict)
    shares: dict[str, tuple[Ints, Ints]] = field(default_factory=dict)
    """Teller and noemer."""
    sizes: list[dict[str, float]] = field(default_factory=list)
    where: Bools | None = None
    """In which cells the pattern shows."""

    @property
    def after(self) -> Bools:
        """Which cells lie after the start."""
        late = np.arange(self.design.periods) >= self.design.start
        return np.broadcast_to(late, (*self.treated.shape, self.design.periods))

    @property
    def on(self) -> Bools:
        """In which cells the treatment is there."""
        return self.treated[:, :, None] & self.after

    @property
    def beside(self) -> Bools:
        """Which areas border a treated one and are none."""
        return (np.roll(self.treated, 1, 1) | np.roll(self.treated, -1, 1)) & ~self.treated

    def size_of(self, pattern: str) -> float:
        """Return how much of a pattern is planted here."""
        return self.design.size if self.design.pattern == pattern else 0.0

    def drift(self) -> Floats:
        """Return what makes areas and quarters differ by themselves, for one subject."""
        design = self.design
        shape = (self.count, design.areas, design.periods)
        level = design.area_sd * self.rng.standard_normal((*shape[:2], 1))
        shock = self.rng.standard_normal(shape)
        for period in range(1, design.periods):
            fresh = np.sqrt(1 - design.rho**2) * shock[:, :, period]
            shock[:, :, period] = design.rho * shock[:, :, period - 1] + fresh
        tide = design.tide * np.arange(design.periods)
        return np.asarray(level + design.shock_sd * shock + tide)

    def tell(self, pattern: str, where: Bools, **expected: tuple[Floats, Floats]) -> None:
        """Keep where a pattern shows, and the mean of what it adds there to what is expected.

        Each pair is what may be expected with it and without (worlds × areas × periods).
        """
        if self.design.pattern != pattern:
            return
        self.where = where
        for world, here in enumerate(where):
            means = {
                name: float((met[world] - zonder[world])[here].mean())
                for name, (met, zonder) in expected.items()
            }
            self.sizes[world] |= means

    def share(self, name: str, noemer: Ints, chance: Floats) -> None:
        """Draw the answer that is a share."""
        self.shares[name] = (self.rng.binomial(noemer, chance), noemer)


def _overlast(batch: Batch) -> None:
    """Draw events: what disappears in a treated area turns up in those beside it (N3)."""
    zonder = batch.design.cases / 3 * np.exp(batch.drift())
    weg = 0.45 * batch.size_of("n3") * zonder * batch.on
    erbij = sum(0.4 * np.roll(weg, step, axis=1) for step in (-1, 1)) * ~batch.treated[:, :, None]
    met = zonder - weg + erbij
    naast = batch.beside[:, :, None] & batch.after
    batch.tell("n3", naast, meer_naast=(met / zonder, np.ones_like(met)))
    if batch.size_of("incident"):
        where = np.zeros(met.shape, np.bool_)
        area = batch.rng.integers(batch.design.areas, size=batch.count)
        last = batch.rng.integers(batch.design.start, batch.design.periods, size=batch.count)
        where[np.arange(batch.count), area, last] = True
        met = met + 2.5 * batch.design.size * zonder * where
        batch.tell("incident", where, meer=(met / zonder, np.ones_like(met)))
    batch.counts["overlast"] = batch.rng.poisson(met)


def _vragen(batch: Batch) -> None:
    """Draw requests under three laws, some of which come under another, or later (N3)."""
    share = np.array([0.45, 0.30, 0.25])
    zonder = batch.design.cases * np.exp(batch.drift())[..., None] * share
    met = zonder.copy()
    weg = 0.30 * batch.size_of("n3_wet") * zonder[..., 0] * batch.on
    met[..., 0] -= weg
    met[..., 1] += 0.8 * weg
    # The first half of the time after the start is put off to the second.
    length = (batch.design.periods - batch.design.start) // 2
    periods = np.arange(batch.design.periods)
    first = batch.on & (periods < batch.design.start + length)
    second = batch.on & (periods >= batch.design.periods - length)
    later = 0.35 * batch.size_of("n3_later") * zonder[..., 0] * first
    met[..., 0] -= later
    met[..., 0] += np.where(second, later.sum(axis=2, keepdims=True) / length, 0.0)
    met_deel, een = met / zonder, np.ones(weg.shape)
    batch.tell("n3_wet", batch.on, meer_wmo=(met_deel[..., 1], een),
               minder_jeugdwet=(een, met_deel[..., 0]))  # fmt: skip
    batch.tell("n3_later", second, meer_later=(met_deel[..., 0], een))
    batch.counts["vragen"] = batch.rng.poisson(met)


def _hulp(batch: Batch) -> None:
    """Draw ended help by zwaarte and aanbieder: who was let in, the goal, the time, the return."""
    mix = np.broadcast_to(_MIX, (*batch.on.shape, 3))
    zwaarder, lichter = min(batch.size_of("n4"), 1.5), min(batch.size_of("n5"), 1.5)
    mix = np.clip(mix + (zwaarder * (_HARDER - _MIX) + lichter * (_LIGHTER - _MIX))
                  * batch.on[..., None], 0.02, None)  # fmt: skip
    deel = mix[..., None] * _SHARE
    anker = batch.size_of("n4_aanbieder")
    if anker:
        deel = deel * (1 + anker * (_ANKER.T - 1))
        deel = deel / deel.sum(axis=4, keepdims=True) * mix[..., None]
    cases = batch.rng.poisson(
        batch.design.cases * np.exp(batch.drift() / 2)[..., None, None] * deel
        / deel.sum(axis=(3, 4), keepdims=True)
    )  # fmt: skip
    logit = _GOAL[:, None] + np.zeros(3) + batch.drift()[..., None, None]
    beter = 0.30 * batch.size_of("n4") * batch.on[..., None, None]
    beter = beter + anker * np.array([0.30, 0.0, 0.0])
    doel, doel_zonder = expit(logit + beter), expit(logit)
    _tell_mix(batch, deel, doel, doel_zonder)
    snel = np.zeros(doel.shape)
    snel[..., QUICK] = min(0.5 * batch.size_of("n9"), 1.0) * batch.after[..., None]
    for name, gewoon, wie_snel in (
        ("doel", doel, np.maximum(doel, 0.78)),
        ("kort", np.full(doel.shape, _SHORT), 1.0),
        ("terugkeer", np.full(doel.shape, _AGAIN), 0.45),
    ):
        met = gewoon + snel * (wie_snel - gewoon)
        weging = deel[..., QUICK] / deel[..., QUICK].sum(axis=3, keepdims=True)
        batch.tell("n9", batch.after, **{
            name: ((met[..., QUICK] * weging).sum(axis=3),
                   (gewoon[..., QUICK] * weging).sum(axis=3))})  # fmt: skip
        batch.share(name, cases, met)


def _tell_mix(batch: Batch, deel: Floats, doel: Floats, zonder: Floats) -> None:
    """Keep how the whole and the groups moved: against the mix and the chances of before."""
    nu = deel / deel.sum(axis=(3, 4), keepdims=True)
    toen = np.broadcast_to(_MIX[:, None] * _SHARE, nu.shape)

    def whole(mix: Floats, chance: Floats) -> Floats:
        return np.asarray((mix * chance).sum(axis=(3, 4)))

    batch.tell(
        "n4",
        batch.on,
        samen=(whole(nu, doel), whole(toen, zonder)),
        binnen_groepen=(whole(nu, doel), whole(nu, zonder)),
    )
    batch.tell("n5", batch.on, samen=(whole(nu, zonder), whole(toen, zonder)))
    of = nu / nu.sum(axis=3, keepdims=True)
    per_aanbieder = (of * doel).sum(axis=3)
    binnen = (of[..., 1] * (doel[..., 0] - doel[..., 1])).sum(axis=3)
    batch.tell(
        "n4_aanbieder",
        np.ones_like(batch.on),
        samen=(per_aanbieder[..., 0], per_aanbieder[..., 1]),
        binnen_groepen=(binnen, np.zeros_like(binnen)),
    )


def _wachten(batch: Batch) -> None:
    """Draw requests by days of waiting; some that are just too late are put in time (N6)."""
    mediaan = 35 * np.exp(batch.drift())[..., None]
    grens = np.log(np.maximum(np.arange(LONGEST + 2) - 0.5, 1e-9))
    kans = np.diff(ndtr((grens - np.log(mediaan)) / 0.7), axis=3)
    kans /= kans.sum(axis=3, keepdims=True)
    zonder = kans[..., : NORM + 1].sum(axis=3)
    net_te_laat = np.zeros(LONGEST + 1, np.bool_)
    net_te_laat[NORM + 1 : NORM + 15] = True
    deel = min(0.5 * batch.size_of("n6"), 1.0) * batch.after[..., None]
    weg = kans * net_te_laat * deel
    kans = kans - weg
    kans[..., NORM - 2 : NORM + 1] += weg.sum(axis=3, keepdims=True) / 3
    batch.tell("n6", batch.after, verschoven=(kans[..., : NORM + 1].sum(axis=3), zonder))
    aantal = batch.rng.poisson(batch.design.cases * np.exp(batch.drift() / 2))
    noemer = batch.rng.multinomial(aantal, kans)
    teller = noemer * (np.arange(LONGEST + 1) <= NORM)
    batch.shares["wachttijd"] = (teller, noemer)


def _werk(batch: Batch) -> None:
    """Draw who works, young and old: with N7 the mean rises and the old lose."""
    noemer = batch.rng.poisson(batch.design.cases * np.array([0.65, 0.35]), (*batch.on.shape, 2))
    logit = np.array([-0.4, -0.9]) + batch.drift()[..., None]
    effect = np.array([_YOUNG, _OLD]) * batch.size_of("n7") * batch.on[..., None]
    met, zonder = expit(logit + effect), expit(logit)
    deel = np.array([0.65, 0.35])
    batch.tell(
        "n7",
        batch.on,
        samen=((met * deel).sum(axis=3), (zonder * deel).sum(axis=3)),
        **{name: (met[..., each], zonder[..., each]) for each, name in enumerate(LEEFTIJDEN)},
    )
    batch.share("werk", noemer, met)


def stayed(batch: Batch) -> Ints:
    """Return who of `werk` was there in the first and in the last quarter: four of five."""
    teller, noemer = batch.shares["werk"]
    yes, every = teller[:, :, [0, -1]], noemer[:, :, [0, -1]]
    both = np.rint(0.8 * every.min(axis=2, keepdims=True)).astype(np.int64)
    both = np.broadcast_to(both, every.shape)
    # Who stays does not differ from who comes or leaves.
    of_whom = batch.rng.hypergeometric(yes, every - yes, both)
    return np.stack([both, of_whom], axis=-1)


def _regelingen(batch: Batch) -> None:
    """Draw huishoudens by their number of schemes; who has some gets two more (N8)."""
    many = np.arange(MOST + 1)
    kans = np.array([0.42, 0.27, 0.15, 0.08, 0.045, 0.02, 0.01, 0.004, 0.001])
    kans = kans * np.exp(0.3 * many * batch.drift()[..., None])
    kans /= kans.sum(axis=3, keepdims=True)
    zonder = kans[..., 4:].sum(axis=3)
    weg = kans * (many >= 2) * min(0.35 * batch.size_of("n8"), 1.0) * batch.on[..., None]
    kans = kans - weg
    for number in many[2:]:
        kans[..., min(number + 2, MOST)] += weg[..., number]
    batch.tell("n8", batch.on, vier_of_meer=(kans[..., 4:].sum(axis=3), zonder))
    aantal = batch.rng.poisson(4 * batch.design.cases, batch.on.shape)
    noemer = batch.rng.multinomial(aantal, kans)
    batch.shares["veel_regelingen"] = (noemer * (many >= 4), noemer)


DRAWS: tuple[Callable[[Batch], None], ...] = (
    *(_overlast, _vragen, _hulp, _wachten, _werk, _regelingen),
)
