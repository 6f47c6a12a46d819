"""Published decompositions, out of `toerekening` on a working folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from toerekening_builders import SHARE, buurt, onderzoek

import resultaat

#: Das Gupta (1993), example 5.1: household headship rates, United States; share of the population
#: in percent and rate per 100 by age group, in 1970 and 1985.
SIZE = {
    1970: (12.9, 10.9, 9.5, 8.0, 7.8, 8.4, 8.6, 7.8, 7.0, 5.9, 4.7, 3.6, 4.9),
    1985: (10.1, 11.2, 11.6, 10.9, 9.4, 7.7, 6.3, 6.0, 6.3, 5.9, 5.1, 4.0, 5.5),
}
RATE = {
    1970: (1.9, 25.8, 45.7, 49.6, 51.2, 51.6, 51.8, 54.9, 58.7, 60.4, 62.8, 66.6, 66.8),
    1985: (2.2, 24.3, 45.8, 52.5, 56.1, 55.6, 56.0, 57.4, 57.2, 61.2, 63.9, 68.6, 72.2),
}

#: Bickel, Hammel and O'Connell (Science 187, 1975): admitted and applied per department.
WOMEN = ((89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341))
MEN = ((512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373))


def test_das_gupta_example_5_1(tmp_path: Path) -> None:
    rows = [
        (buurt(group), year, size * rate, size)
        for year in SIZE
        for group, (size, rate) in enumerate(zip(SIZE[year], RATE[year], strict=True))
    ]
    found = resultaat.open(onderzoek(tmp_path, rows)).toerekening("proef", "1970", "1985")
    assert found.post("begin") == pytest.approx(44.7268, abs=1e-4)
    assert found.post("eind") == pytest.approx(47.6940, abs=1e-4)
    assert found.post("samenstelling") == pytest.approx(1.2269, abs=1e-4)
    assert found.post("onverklaard") == pytest.approx(1.7403, abs=1e-4)


def test_berkeley_is_a_reversal(tmp_path: Path) -> None:
    """Women stand as the first period and men as the last, departments as areas."""
    rows = [
        (buurt(number), year, float(person < admitted), 1.0)
        for year, table in ((2023, WOMEN), (2024, MEN))
        for number, (admitted, applied) in enumerate(table)
        for person in range(applied)
    ]
    found = resultaat.open(onderzoek(tmp_path, rows, SHARE)).toerekening("proef", "2023", "2024")
    begin, eind = found.post("begin"), found.post("eind")
    assert begin is not None
    assert eind is not None
    assert eind - begin == pytest.approx(0.14165, abs=1e-5)
    assert eind / (1 - eind) / (begin / (1 - begin)) == pytest.approx(1.841, abs=5e-4)
    assert found.post("samenstelling") == pytest.approx(0.17767, abs=1e-5)
    assert found.post("onverklaard") == pytest.approx(-0.03603, abs=1e-5)
    assert found.kansverhouding == pytest.approx(0.9047, abs=1e-4)
