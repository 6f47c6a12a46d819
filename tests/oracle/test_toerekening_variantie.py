"""Variance components out of `toerekening`: published, and as a mixed model on the rows finds."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from toerekening_builders import MEAN, Row, buurt, onderzoek

import resultaat
from resultaat.release.toegerekend import Toegerekend

#: Davies and Goldsmith (1972), yield of dyestuff in grams: six batches of five.
DYESTUFF = (
    (1545, 1440, 1440, 1520, 1580),
    (1540, 1555, 1490, 1560, 1495),
    (1595, 1550, 1605, 1510, 1560),
    (1445, 1440, 1595, 1465, 1545),
    (1595, 1630, 1515, 1635, 1625),
    (1520, 1455, 1450, 1480, 1445),
)


def found_for(folder: Path, rows: list[Row], wijken: dict[str, str] | None = None) -> Toegerekend:
    # The year before is there only because an account needs two.
    before = [(code, year - 1, value, weight) for code, year, value, weight in rows]
    made = onderzoek(folder, [*before, *rows], MEAN, wijken=wijken)
    return resultaat.open(made).toerekening("proef", "2023", "2024")


def test_dyestuff(tmp_path: Path) -> None:
    rows = [
        (buurt(batch), 2024, float(value), 1.0)
        for batch, values in enumerate(DYESTUFF)
        for value in values
    ]
    found = found_for(tmp_path, rows)
    parts = {each.niveau: each for each in found.verschillen}
    assert parts["buurt"].variantie == pytest.approx(1764.05, rel=1e-4)
    assert parts["binnen"].variantie == pytest.approx(2451.25, rel=1e-4)
    assert parts["buurt"].aandeel == pytest.approx(0.4185, abs=1e-4)
    # lme4: the conditional modes of the batches, for the first and the fifth.
    shrunk = dict(found.gekrompen.select("gebied", "gekrompen").iter_rows())
    assert shrunk[buurt(0)] == pytest.approx(1527.5 - 17.60685, abs=1e-3)
    assert shrunk[buurt(4)] == pytest.approx(1527.5 + 56.73319, abs=1e-3)


def test_unbalanced_buurten_in_wijken_as_a_mixed_model_on_rows(tmp_path: Path) -> None:
    from statsmodels.formula.api import mixedlm

    rng = np.random.default_rng(5)
    rows: list[Row] = []
    wijken = {}
    for wijk in range(8):
        above = rng.normal(0, 1.0)
        for number in range(5):
            code = buurt(wijk * 5 + number)
            wijken[code] = f"WK9999{wijk + 1:02d}"
            here = rng.normal(0, 0.7)
            for _ in range(int(rng.integers(3, 30))):
                rows.append((code, 2024, round(float(5 + above + here + rng.normal(0, 2)), 6), 1.0))
    frame = pd.DataFrame(rows, columns=["buurt", "jaar", "y", "gewicht"])
    frame["wijk"] = frame["buurt"].map(wijken)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = mixedlm(
            "y~1", frame, groups="wijk", re_formula="1", vc_formula={"buurt": "0+C(buurt)"}
        ).fit(reml=True)
    parts = {each.niveau: each.variantie for each in found_for(tmp_path, rows, wijken).verschillen}
    assert parts["binnen"] == pytest.approx(float(model.scale), rel=0.02)
    assert parts["wijk"] == pytest.approx(float(model.cov_re.iloc[0, 0]), rel=0.02)
    assert parts["buurt"] == pytest.approx(float(model.vcomp[0]), rel=0.02)


def test_no_difference_is_nothing_and_never_less(tmp_path: Path) -> None:
    """Group means closer together than chance would have them: ANOVA gives less than zero."""
    rows = [
        (buurt(area), 2024, float(value), 1.0) for area in range(5) for value in (1, 2, 3, 4 + area)
    ]
    rows = [(code, year, value, 1.0) for code, year, value, _ in rows if value <= 3]
    found = found_for(tmp_path, rows)
    parts = {each.niveau: each.variantie for each in found.verschillen}
    assert parts["buurt"] == 0
    # One pooled variance, as there is nothing between: 15 rows of 1, 2, 3.
    assert parts["binnen"] == pytest.approx(10 / 14)


def test_rows_that_are_all_the_same_have_no_variance(tmp_path: Path) -> None:
    rows = [(buurt(area), 2024, 0.0, 1.0) for area in range(5) for _ in range(3)]
    assert found_for(tmp_path, rows).verschillen == ()
