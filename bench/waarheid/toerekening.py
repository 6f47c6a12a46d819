"""The attribution of the product in the truth bench, and the grid that it must hold on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from bench.waarheid import estimates, panel
from bench.waarheid.estimates import Answer, Score
from bench.waarheid.panel import Design, Panel
from resultaat.analysis.toerekening import effect
from resultaat.analysis.toerekening.controles import Around
from resultaat.analysis.toerekening.ladder import Trede, judge_effect


def toerekening(seen: Panel) -> Answer:
    """Return what the product would say of a panel whose conditions are in order."""
    cells = effect.Panel(seen.waarde, seen.noemer.mean(axis=1), seen.start, seen.trait)
    around = Around(noemer=seen.noemer, neighbours=seen.neighbours)
    # Of parts of a year, a whole year is the base: as `analysis/toerekening/paneel.py` has it.
    claim = judge_effect(cells, effect.Choices(base=seen.per_year), around, 1)
    if claim.chance is None or claim.trede is Trede.NIET_TE_BEOORDELEN:
        return Answer(claim.trede.value)
    return Answer(claim.trede.value, claim.chance.value, claim.chance.low, claim.chance.high)


_NOISE = {
    "independent": {"shock_sd": 0.0},
    "autocorrelated": {"shock_sd": 0.03, "rho": 0.6},
    "area shocks": {"shock_sd": 0.04},
}
_SIZES = {"no": 0.0, "small": 0.03, "large": 0.10}
GRID = tuple(
    Design(
        f"{treated} of 60, {noise}, {size} effect",
        areas=60,
        treated=treated,
        starts=(6,),
        effect=effect,
        **settings,  # type: ignore[arg-type]
    )
    for treated in (1, 2, 3, 5, 20)
    for noise, settings in _NOISE.items()
    for size, effect in _SIZES.items()
)
#: What may hardly ever be claimed, however large it looks.
UNSOUND = tuple(
    Design(f"{treated} of 60, {name}", areas=60, treated=treated, starts=(6,), **settings)  # type: ignore[arg-type]
    for treated in (5, 20)
    for name, settings in {
        "no effect, treated rise 1 point a period": {"pretrend": 0.01},
        "no effect, treated rise 3 points a period": {"pretrend": 0.03},
        "no effect, the worst of one period": {"selection": 1},
        "no effect, the worst of two periods": {"selection": 2},
        "effect of 5 points, half of it next door": {"effect": 0.05, "spillover": 0.025},
        "effect of 10 points, half of it next door": {"effect": 0.1, "spillover": 0.05},
    }.items()
)
_YEARS: Mapping[str, Any] = {"periods": 16, "starts": (12,), "rho": 0.3}
#: One treated area can be judged only with years of history; and with 19 others at least.
HISTORY = (
    *(
        Design(
            f"1 of {areas}, 12 periods before, {size} effect",
            areas=areas,
            treated=1,
            effect=effect,
            **_YEARS,
        )
        for areas in (20, 39, 60)
        for size, effect in _SIZES.items()
    ),
    Design(
        "1 of 60, 12 periods before, no effect, treated rises 1 point a period",
        areas=60,
        treated=1,
        pretrend=0.01,
        **_YEARS,
    ),
)
_QUARTERS: Mapping[str, Any] = {
    "areas": 60,
    "periods": 20,
    "starts": (12,),
    "rho": 0.3,
    "per_year": 4,
}
#: Where years are too few the product looks at quarters, and a whole year is the base.
QUARTERS = tuple(
    Design(f"{treated} of 60, quarters, {name}", treated=treated, **settings, **_QUARTERS)
    for treated in (5, 20)
    for name, settings in {
        **{f"{size} effect": {"effect": effect} for size, effect in _SIZES.items()},
        "no effect, treated rise 2 points a year": {"pretrend": 0.005},
        "no effect, the worst of one quarter": {"selection": 1},
        "no effect, the worst of one year": {"selection": 4},
    }.items()
)
#: Areas drift by something that is known of them, and of which the treated have more.
STRATA = tuple(
    Design(
        f"{treated} of 60, a stratum, {size} effect",
        areas=60,
        treated=treated,
        starts=(6,),
        effect=effect,
        trait_drift=0.01,
    )
    for treated in (5, 20)
    for size, effect in _SIZES.items()
)
ALL = (*GRID, *UNSOUND, *HISTORY, *QUARTERS, *STRATA)
HEAD = (
    "| world | bias | bias / sd | coverage | false claims | aangetoond | aannemelijk |"
    " niet aangetoond | refusals |\n|---|---|---|---|---|---|---|---|---|\n"
)


def grid_table(designs: tuple[Design, ...], worlds: int, workers: int = 1) -> str:
    """Score the product on every design; a line each, and the same for any number of workers."""
    many = [worlds] * len(designs)
    if workers > 1:
        # Not forked: a library that has threads does not survive that.
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            found = list(pool.map(_scored, designs, many))
    else:
        found = [_scored(*each) for each in zip(designs, many, strict=True)]
    return HEAD + "".join(_rows(designs, found))


def _scored(design: Design, worlds: int) -> Score:
    return estimates.score(toerekening, panel.make(design, worlds))


def _rows(designs: tuple[Design, ...], found: list[Score]) -> Iterator[str]:
    for design, done in zip(designs, found, strict=True):
        # The spread of one cell between areas, within a period.
        spread = (design.area_sd**2 + design.shock_sd**2 + 0.25 / (design.persons or 1)) ** 0.5
        rungs = [done.rungs[name] / done.worlds for name in estimates.RUNGS]
        numbers = (
            _number(done.bias, "+.4f"),
            _number(done.bias / spread, "+.3f"),
            _number(done.coverage, ".3f"),
            f"{done.false_claims:.3f}",
            *(f"{each:.3f}" for each in rungs),
        )
        yield f"| {' | '.join((design.name, *numbers))} |\n"


def _number(value: float, form: str) -> str:
    return "" if value != value else format(value, form)  # noqa: PLR0124  nan: nothing was answered
