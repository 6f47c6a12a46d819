"""Wilson's score interval against published figures and the limits it must keep."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN, figure, figures

from resultaat.engine import interval


def wilson(teller: int, noemer: int) -> tuple[float, float]:
    onder, boven = interval.wilson(pl.lit(teller / noemer), pl.lit(float(noemer)))
    return pl.select(onder=onder, boven=boven).row(0)


@pytest.mark.parametrize(
    ("teller", "noemer", "onder", "boven"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(teller: int, noemer: int, onder: float, boven: float) -> None:
    assert wilson(teller, noemer) == pytest.approx((onder, boven), abs=5e-5)


@pytest.mark.parametrize("noemer", [1, 2, 5, 12, 10_000_000])
def test_all_or_nothing_reaches_the_edge_and_no_further(noemer: int) -> None:
    low, high = wilson(0, noemer)
    assert low == 0 < high < 1
    low, high = wilson(noemer, noemer)
    assert 0 < low < high == 1


def test_all_or_nothing_reaches_the_edge_for_every_number() -> None:
    wrong = [n for n in range(1, 500) if wilson(0, n)[0] != 0 or wilson(n, n)[1] != 1]
    assert wrong == []


def test_a_share_has_one_and_a_missing_share_has_none(tmp_path: Path) -> None:
    rows = [{"buurt": HAVEN, "goed": "ja"}] * 3 + [{"buurt": HAVEN, "goed": "nee"}]
    frame = figures(tmp_path, rows, "{bron: meldingen, aandeel: goed, datum: op}")
    found = figure(frame, HAVEN)
    assert (found["onder"], found["boven"]) == pytest.approx(wilson(3, 4))
    without = frame.filter(pl.col("waarde").is_null())
    assert without["onder"].null_count() == without["boven"].null_count() == without.height > 0


@pytest.mark.parametrize("maat", ["som: kosten", "gemiddelde: kosten"])
def test_a_sum_has_none_and_a_mean_of_one_neither(tmp_path: Path, maat: str) -> None:
    rows = [{"buurt": HAVEN, "kosten": "3,00"}]
    found = figure(figures(tmp_path, rows, f"{{bron: meldingen, {maat}, datum: op}}"), HAVEN)
    assert (found["onder"], found["boven"]) == (None, None)
