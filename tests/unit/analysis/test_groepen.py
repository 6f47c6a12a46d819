"""Finer cells: what may stand alone does, what may not is taken together, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN, proef
from toerekening_builders import buurt, onderzoek

import resultaat
from resultaat.cli.app import run
from resultaat.release.toegerekend import Toegerekend

TELT = {"proef": "{bron: meldingen, aandeel: goed, datum: op}"}


def cases(*groups: tuple[str, int, str, int, int, int]) -> list[dict[str, object]]:
    """Rows of (buurt, year, soort, first person, how many, of how many it went well)."""
    return [
        {
            "buurt": area,
            "op": f"{year}-06-01",
            "soort": soort,
            "wie": f"p{first + number}",
            "goed": "ja" if number < good else "nee",
        }
        for area, year, soort, first, many, good in groups
        for number in range(many)
    ]


def found_for(folder: Path, rows: list[dict[str, object]], *by: str) -> Toegerekend:
    made = proef(folder, rows, TELT, rapportage="over: 2024, vanaf: 2023")
    return resultaat.open(made).toerekening("proef", "2023", "2024", samenstelling=by)


def test_who_stayed_came_and_left(tmp_path: Path) -> None:
    """80 stay (.5 to .6), 20 leave (.75), 20 come (.5), all in one buurt."""
    rows = cases(
        (HAVEN, 2023, "a", 0, 80, 40),
        (HAVEN, 2023, "a", 100, 40, 30),
        (HAVEN, 2024, "a", 0, 80, 48),
        (HAVEN, 2024, "a", 200, 40, 20),
    )
    found = found_for(tmp_path, rows)
    assert found.post("instroom") == pytest.approx(40 / 120 * (0.5 - 0.6))
    assert found.post("uitstroom") == pytest.approx(-40 / 120 * (0.75 - 0.5))
    assert found.post("onverklaard") == pytest.approx(0.1)


def test_a_small_group_is_not_told_apart(tmp_path: Path) -> None:
    rows = cases(
        (HAVEN, 2023, "a", 0, 80, 40),
        (HAVEN, 2024, "a", 0, 80, 48),
        (HAVEN, 2024, "a", 200, 4, 2),
    )
    found = found_for(tmp_path, rows)
    assert found.post("instroom") is None
    assert found.post("onverklaard") == pytest.approx(50 / 84 - 0.5)


def test_composition_by_a_column(tmp_path: Path) -> None:
    """Nothing changed within: there are more of the kind that does well."""
    rows = cases(
        (HAVEN, 2023, "licht", 0, 50, 40),
        (HAVEN, 2023, "zwaar", 100, 50, 20),
        (HAVEN, 2024, "licht", 200, 100, 80),
        (HAVEN, 2024, "zwaar", 400, 50, 20),
    )
    plain = found_for(tmp_path / "a", rows)
    assert plain.post("samenstelling") is None
    told = found_for(tmp_path / "b", rows, "soort")
    assert told.post("samenstelling") == pytest.approx(100 / 150 - 0.6)
    assert told.post("onverklaard") == pytest.approx(0, abs=1e-12)


def test_small_strata_are_taken_together(tmp_path: Path) -> None:
    rows = cases(
        (BINNENSTAD, 2023, "licht", 0, 50, 40),
        (BINNENSTAD, 2023, "zwaar", 100, 50, 20),
        (BINNENSTAD, 2023, "anders", 300, 3, 1),
        (BINNENSTAD, 2024, "licht", 400, 100, 80),
        (BINNENSTAD, 2024, "zwaar", 600, 50, 20),
    )
    found = found_for(tmp_path, rows, "soort")
    # `anders` goes with `zwaar`, the smaller of the two: 53 to 50 of 103 and 150.
    y0, y1 = 21 / 53, 20 / 50
    w0, w1 = 53 / 103, 50 / 150
    expected = (w1 - w0) * ((y0 + y1) / 2 - 0.8)
    assert found.post("samenstelling") == pytest.approx(expected)
    total = sum(found.post(post) or 0.0 for post in ("samenstelling", "instroom", "uitstroom"))
    total += found.post("onverklaard") or 0.0
    assert total == pytest.approx(100 / 150 - 61 / 103, abs=1e-12)


def test_a_composition_that_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = proef(tmp_path / "a", cases((HAVEN, 2023, "a", 0, 50, 25)), TELT)
    words = ["--van", "2023", "--tot", "2024", "--map", str(made), "--samenstelling"]
    for column in ("wie", "haarkleur"):
        assert run(["toerekening", "proef", *words, column]) == 2
        assert "R2053" in capsys.readouterr().err
    other = onderzoek(tmp_path / "b", [(buurt(0), 2023, 1.0, 1.0), (buurt(0), 2024, 1.0, 1.0)])
    words = ["--van", "2023", "--tot", "2024", "--map", str(other), "--samenstelling", "rij"]
    assert run(["toerekening", "proef", *words]) == 2
    assert "hoeveel mensen" in capsys.readouterr().err
