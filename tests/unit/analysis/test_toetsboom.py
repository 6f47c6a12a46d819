"""Tests in a tree: against a hand calculation, the procedure as published, and noise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from resultaat.analysis.neveneffecten.boom import in_tree
from resultaat.analysis.neveneffecten.eenmaal import SAMEN, told_once
from resultaat.analysis.toetsen import Methode, adjusted

Vector = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int_]
Weight = Callable[[int], float]
WEIGHTS: dict[Methode, Weight] = {
    Methode.BENJAMINI_HOCHBERG: lambda _: 1.0,
    Methode.BENJAMINI_YEKUTIELI: lambda many: float((1 / np.arange(1, many + 1)).sum()),
}


def test_two_figures_by_hand() -> None:
    """Two figures of two areas each, of which one moved.

    Within the first the adjusted p's are .01 · 2 = .02 and .04; within the second .3 · 2 / 1 = .6
    and .9 / 1, so .6 and .9. Simes gives the figures .02 and .6, adjusted .04 and .6. At .05 only
    the first figure is chosen: one of two, so its areas are tested at .025, where one is found.
    """
    p = np.array([0.01, 0.04, 0.3, 0.9])
    found = in_tree(p, [np.array([0, 0, 1, 1])], 0.05)
    # The first area: found once the figure is (.04), for .02 is then under half of .04.
    # The second: .04 is under half of .08, and half of less than .6 is all that is passed on.
    assert found.q == pytest.approx([0.04, 0.08, 0.6, 0.9])
    # The first area is found at .025 · 1/2. Its neighbour would be the second there: .025 · 2/2.
    # An area of the other figure would make that the second of two: .05 · 2/2 · 1/2.
    assert found.drempel == pytest.approx([0.0125, 0.025, 0.025, 0.025])
    flat = adjusted(p)
    assert flat == pytest.approx([0.04, 0.08, 0.4, 0.9])


def test_without_branches_it_is_one_family() -> None:
    p = np.append(np.random.default_rng(1).random(30) ** 3, np.nan)
    found = in_tree(p, [], 0.05)
    assert found.q[:-1] == pytest.approx(adjusted(p)[:-1])
    assert np.isnan([found.q[-1], found.drempel[-1]]).all()
    empty = in_tree(np.array([]), [np.array([], dtype=np.int_)], 0.05)
    assert len(empty.q) == len(empty.drempel) == 0


@pytest.mark.parametrize("methode", list(Methode))
def test_it_finds_what_the_published_procedure_finds(methode: Methode) -> None:
    """Benjamini and Bogomolov 2014, section 3; Bogomolov and others 2021, procedure 1.

    From the top: Simes of every branch, one family tested at a level, and in each chosen branch
    that level times the share that was chosen.
    """
    rng = np.random.default_rng(4)
    weight = WEIGHTS[methode]
    for _ in range(60):
        many = int(rng.integers(1, 40))
        takken = [rng.integers(0, 4, many) for _ in range(int(rng.integers(0, 4)))]
        p = rng.random(many) ** int(rng.integers(1, 6))
        found = in_tree(p, takken, 0.05, methode)
        for level in (0.001, 0.05, 0.2, 0.5, 0.9):
            assert ((found.q <= level) == _from_the_top(p, takken, level, weight)).all()
        one = int(rng.integers(many))
        sharp = np.where(np.arange(many) == one, found.drempel * 0.999999, p)
        assert in_tree(sharp, takken, 0.05, methode).q[one] <= 0.05


def _from_the_top(p: Vector, takken: Sequence[Labels], level: float, weight: Weight) -> Vector:
    """Test as it is written down: branch by branch, at one level."""
    found = np.zeros(len(p), dtype=np.bool_)

    def kids(rows: Labels, depth: int) -> list[Labels]:
        return [rows[takken[depth][rows] == each] for each in np.unique(takken[depth][rows])]

    def simes(rows: Labels, depth: int) -> float:
        leaf = depth == len(takken)
        own = p[rows] if leaf else np.array([simes(kid, depth + 1) for kid in kids(rows, depth)])
        ranks = np.arange(1, len(own) + 1)
        return float((np.sort(own) * weight(len(own)) * len(own) / ranks).min())

    def walk(rows: Labels, depth: int, at: float) -> None:
        if depth == len(takken):
            found[rows[_step_up(p[rows], at, weight)]] = True
            return
        members = kids(rows, depth)
        chosen = _step_up(np.array([simes(each, depth + 1) for each in members]), at, weight)
        for each, is_chosen in zip(members, chosen, strict=True):
            if is_chosen:
                walk(each, depth + 1, at * chosen.sum() / len(members))

    walk(np.arange(len(p)), 0, level)
    return found


def _step_up(p: Vector, level: float, weight: Weight) -> npt.NDArray[np.bool_]:
    order = np.argsort(p)
    below = p[order] * weight(len(p)) <= level * np.arange(1, len(p) + 1) / len(p)
    last = int(np.flatnonzero(below).max()) + 1 if below.any() else 0
    found = np.zeros(len(p), dtype=np.bool_)
    found[order[:last]] = True
    return found


def test_what_moved_everywhere_makes_nothing_else_easier_to_find() -> None:
    """One figure of twenty moved in all its 100 areas, and people are told of it once.

    On one heap about 5% of 100 / (1 − .05) others are found with it, so nearly all that is told is
    noise. In a tree the share of figures that are told and did not move stays under 5%.
    """
    rng = np.random.default_rng(2)
    figure = np.repeat(np.arange(20), 100)
    shares: dict[str, list[float]] = {"heap": [], "tree": []}
    for _ in range(200):
        p = rng.random(2000)
        p[:100] = 1e-6
        for name, q in (("heap", adjusted(p)), ("tree", in_tree(p, [figure], 0.05).q)):
            told = np.unique(figure[q <= 0.05])
            shares[name].append(float((told > 0).mean()))
    assert np.mean(shares["heap"]) > 0.7
    assert np.mean(shares["tree"]) < 0.05 + 2 * 0.05 / 200**0.5


def test_where_all_is_noise_anything_is_found_in_one_of_twenty() -> None:
    rng = np.random.default_rng(3)
    figure, group = np.repeat(np.arange(10), 40), np.tile(np.repeat(np.arange(4), 10), 10)
    found = [(in_tree(rng.random(400), [figure, group], 0.05).q <= 0.05).any() for _ in range(600)]
    assert 0.02 < np.mean(found) < 0.05 + 2 * (0.05 * 0.95 / 600) ** 0.5


def test_what_is_found_wider_is_told_once() -> None:
    def row(
        groep: str, gebied: str, verschil: float = 1.0, plek: str = "geraakt"
    ) -> dict[str, object]:
        where = {"groep": groep, "gebied": gebied, "plek": plek}
        return {"indicator": "i", "verschil": verschil, **where}

    wide, in_group, in_area = row("alle", SAMEN), row("kind", SAMEN), row("alle", "WK1")
    other_way, beside = row("kind", "WK1", -1.0), row("alle", "WK2", plek="naast")
    assert list(told_once([in_area, wide, in_group, other_way, beside])) == [
        wide, other_way, beside
    ]  # fmt: skip
    assert list(told_once([in_group, row("kind", "WK1")])) == [in_group]
    assert list(told_once([in_area, row("kind", "WK1"), row("kind", "WK2")])) == [
        in_area, row("kind", "WK2")
    ]  # fmt: skip
