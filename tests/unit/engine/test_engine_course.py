"""How far a calculation is, in words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from builders import ZONDER_PERSONEN, prepared, proef

from resultaat.compile.compiler import compile_requests
from resultaat.compile.plan import Step
from resultaat.core.settings import Settings
from resultaat.engine.calculate import calculate
from resultaat.engine.course import Course


@pytest.fixture
def steps(tmp_path: Path) -> Sequence[Step]:
    telt = {
        "op": "{bron: meldingen, aantal: rijen, datum: op}",
        "klaar": "{bron: meldingen, aandeel: goed, datum: klaar}",
    }
    _, requests, _, _ = prepared(proef(tmp_path, [{}], telt, bron=ZONDER_PERSONEN))
    return compile_requests(requests).steps


def quiet(_: str) -> None:
    """Say nothing."""


def test_it_says_rows_and_steps_and_no_time_before_it_knows(steps: Sequence[Step]) -> None:
    course = Course(steps, {"meldingen": 1_234_567}, quiet)
    said = course.words(0, 0)
    assert said.startswith("meldingen: ")
    assert said.endswith("over 1.234.567 rijen, stap 1 van 2")


def test_time_to_go_follows_from_the_rows(
    steps: Sequence[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    course = Course(steps, {"meldingen": 1_000}, quiet)
    now[0] += 10
    # 500 of 2.000 rows in 10 seconds: 30 more.
    assert course.words(0, 50).endswith("stap 1 van 2, nog ongeveer 30 seconden")
    assert course.words(1, 90).endswith("stap 2 van 2, nog ongeveer 1 seconde")
    now[0] += 590
    assert course.words(1, 0).endswith("nog ongeveer 10 minuten")
    # An engine that does not know, or counts past the end.
    assert "nog" not in course.words(0, -1)
    assert course.words(1, 250).endswith("nog ongeveer 1 seconde")


def test_a_long_step_keeps_saying_how_far_it_is(
    steps: Sequence[Step], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resultaat.engine.course._TICK", 0.01)
    said: list[str] = []
    with Course(steps, {"meldingen": 10}, said.append).step(0, lambda: 40.0):
        time.sleep(0.2)
    many = len(said)
    assert many > 2
    time.sleep(0.05)
    assert len(said) == many


def test_a_calculation_says_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resultaat.engine.course._TICK", 60)  # however busy the machine is
    telt = {"op": "{bron: meldingen, aantal: rijen, datum: op}"}
    _, requests, views, indeling = prepared(proef(tmp_path, [{}, {}], telt))
    said: list[str] = []
    calculate(requests, views, indeling, Settings(), said.append)
    assert all("over 2 rijen, stap " in each for each in said)
    assert len(said) == len(compile_requests(requests).steps)
