"""What is kept beside the figures: made by the door only, and no month follows from its year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN, proef, werkmap

import resultaat
from resultaat.core.periods import Grain
from resultaat.release.bijlagen import attach
from resultaat.release.released import _KEY, RESULTATEN, Released
from resultaat.release.schemas import BIJLAGEN, KAARTEN
from resultaat.release.signalen import closed

_TELLING = "{bron: meldingen, aantal: rijen, datum: op}"


def monthly(released: Released, counts: list[int | None]) -> Released:
    """A year of months in the own area; None is a hidden one."""
    rows = [
        {
            "indicator": "meldingen",
            "niveau": "gemeente",
            "gebied": released.run.gebied,
            "periode": f"2024-{at:02}",
            "start": date(2024, at, 1),
            "waarde": count,
            "teller": count,
            "n": count,
            "staat": "onderdrukt" if count is None else "definitief",
        }
        for at, count in enumerate(counts, start=1)
    ]
    frame = pl.DataFrame(rows, schema=RESULTATEN)
    return Released(released.run, frame, released.aansluiting, key=_KEY)


@pytest.fixture
def released(tmp_path: Path) -> Released:
    return resultaat.open(werkmap(tmp_path)).bereken().released


@pytest.mark.parametrize(
    ("counts", "longer", "hidden"),
    [
        # The year is 240 and eleven months are known: the hidden one would be 4.
        ([20] * 5 + [None] + [30] * 5 + [12], Grain.JAAR, {6, 12}),
        # Two are hidden already: only their sum follows.
        ([20] * 5 + [None, None] + [30] * 5, Grain.JAAR, {6, 7}),
        # A quarter that is whole needs nothing; that of the hidden month loses one more.
        ([20, 21, 22, 19, 25, None, 30, 31, 32, 40, 41, 42], Grain.KWARTAAL, {4, 6}),
        ([20] * 12, Grain.JAAR, set()),
        ([20] * 5 + [None] + [30] * 6, Grain.MAAND, {6}),
    ],
    ids=["alone in a year", "two", "quarters", "none", "no longer figure"],
)
def test_no_month_follows_from_what_is_shown(
    released: Released, counts: list[int | None], longer: Grain, hidden: set[int]
) -> None:
    frame = closed(monthly(released, counts), longer).resultaten
    gone = frame.filter(pl.col("staat") == "onderdrukt")
    assert {start.month for start in gone["start"]} == hidden
    assert set(frame.filter(pl.col("teller").is_null())["start"]) == set(gone["start"])
    assert gone["n"].null_count() == gone.height


def test_a_bijlage_has_its_schema(released: Released) -> None:
    frame = pl.DataFrame(schema=KAARTEN)
    with pytest.raises(TypeError, match="schema"):
        attach(released, {"kaarten": frame.drop("q")})
    with pytest.raises(TypeError, match="schema"):
        Released(released.run, released.resultaten, released.aansluiting, _KEY, {"anders": frame})
    whole = attach(released, {"kaarten": frame})
    assert whole.bijlagen["kaarten"].equals(frame)
    assert whole.resultaten is released.resultaten


def test_what_is_no_number_does_not_leave(released: Released) -> None:
    odd = [{"midden": value} for value in (float("nan"), float("inf"), 0.5)]
    found = attach(released, {"kaarten": pl.DataFrame(odd, schema=KAARTEN)})
    assert found.bijlagen["kaarten"]["midden"].to_list() == [None, None, 0.5]


def test_a_run_keeps_what_the_signals_say(tmp_path: Path) -> None:
    rows = [{"wie": f"p{number}", "buurt": HAVEN} for number in range(40)]
    werk = resultaat.open(proef(tmp_path, rows, {"telling": _TELLING}))
    werk.bereken()
    found = werk.run().bijlagen["kaarten"]
    assert "telling" in found["indicator"]
    assert set(found["gebied"]) == {GEMEENTE}
    assert all(len(row["waarden"]) == len(row["perioden"]) for row in found.to_dicts())


def test_with_only_figures_nothing_else_is_kept(tmp_path: Path) -> None:
    werk = resultaat.open(werkmap(tmp_path))
    assert dict(werk.bereken(alleen_cijfers=True).bijlagen) == {}
    assert dict(werk.run().bijlagen) == {}
    assert set(werk.bereken().bijlagen) == set(BIJLAGEN)
