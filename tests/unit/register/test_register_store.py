"""Saving, listing and loading runs, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
import register_examples as examples
from polars.testing import assert_frame_equal

from resultaat.core.diagnostics import ResultaatError
from resultaat.engine.figures import AANSLUITING
from resultaat.register.store import Register, Uitspraak
from resultaat.register.tables import Run
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo


def codes(error: pytest.ExceptionInfo[ResultaatError]) -> list[str]:
    return [item.code for item in error.value.diagnostics]


def test_what_was_saved_comes_back_equal(tmp_path: Path, url: str | None) -> None:
    given = examples.released()
    with Register.open(tmp_path, url) as register:
        register.save(given)
    with Register.open(tmp_path, url) as register:
        found = register.load(examples.FIRST)
    assert found.run == given.run
    assert found.run.gemaakt_op.tzinfo is UTC
    assert list(found.run.gegevens) == list(given.run.gegevens)
    for before, after in (
        (given.resultaten, found.resultaten),
        (given.aansluiting, found.aansluiting),
        (given.bijlagen["kaarten"], found.bijlagen["kaarten"]),
    ):
        assert_frame_equal(before, after, check_exact=True)
    # Equality does not see the sign of zero.
    assert str(found.resultaten["boven"][0]) == "-0.0"


def test_frames_without_rows_come_back(tmp_path: Path) -> None:
    empty = Released(
        examples.run_info(), pl.DataFrame(schema=RESULTATEN), pl.DataFrame(schema=AANSLUITING), _KEY
    )
    with Register.open(tmp_path) as register:
        register.save(empty)
        found = register.load(examples.FIRST)
    assert found.resultaten.schema == RESULTATEN
    assert found.resultaten.height == 0


def test_runs_come_newest_first(tmp_path: Path, url: str | None) -> None:
    start = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    moments = {"c": start, "a": start + timedelta(days=2), "b": start + timedelta(days=1)}
    with Register.open(tmp_path, url) as register:
        for name, moment in moments.items():
            register.save(examples.released(name, gemaakt_op=moment))
        assert [run.id for run in register.runs()] == ["a", "b", "c"]
        assert register.latest() == register.runs()[0]


def test_latest_of_one_rapportage(tmp_path: Path, url: str | None) -> None:
    with Register.open(tmp_path, url) as register:
        assert register.latest() is None
        assert register.runs() == []
        register.save(examples.released(examples.FIRST, rapportage="jaarstukken"))
        later = datetime(2026, 6, 1, tzinfo=UTC)
        register.save(examples.released(examples.SECOND, rapportage="burap", gemaakt_op=later))
        found = register.latest("jaarstukken")
        assert found is not None
        assert found.id == examples.FIRST
        assert register.latest("kadernota") is None


def test_a_run_is_not_saved_twice(tmp_path: Path, url: str | None) -> None:
    with Register.open(tmp_path, url) as register:
        register.save(examples.released(waarde=0.5))
        with pytest.raises(ResultaatError) as error:
            register.save(examples.released(waarde=0.9))
        assert codes(error) == ["R6006"]
        assert register.load(examples.FIRST).resultaten["waarde"][0] == 0.5
        assert len(register.runs()) == 1


def test_equal_figures_of_two_runs_are_one_file(tmp_path: Path) -> None:
    with Register.open(tmp_path) as register:
        register.save(examples.released(examples.FIRST))
        register.save(examples.released(examples.SECOND))
        assert register.load(examples.SECOND).run.id == examples.SECOND
    assert len(list((tmp_path / ".resultaat" / "resultaten").iterdir())) == 3


def test_an_unknown_run_names_the_nearest(tmp_path: Path, url: str | None) -> None:
    with Register.open(tmp_path, url) as register:
        with pytest.raises(ResultaatError) as error:
            register.load(examples.FIRST)
        assert codes(error) == ["R6005"]
        assert "nog geen run" in next(iter(error.value.diagnostics)).mend
        register.save(examples.released())
        with pytest.raises(ResultaatError) as error:
            register.load("20260503-141500-1a2b3d")
        assert codes(error) == ["R6005"]
        assert f"`{examples.FIRST}`" in next(iter(error.value.diagnostics)).mend


def test_the_register_can_only_grow() -> None:
    public = {name for name in vars(Register) if not name.startswith("_")}
    reading = {"open", "runs", "latest", "load", "gezien", "uitspraken", "close"}
    assert public == {"save", "uitspreken", *reading}


def test_every_field_of_a_run_has_a_column() -> None:
    columns = [column.name for column in Run.__table__.columns]
    assert columns == [field.name for field in fields(RunInfo)] + [
        "resultaten",
        "aansluiting",
        "rijen",
        "bijlagen",
    ]


def test_the_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Sociaal domein 100% #1 ? é"
    with Register.open(folder) as register:
        register.save(examples.released())
    assert (folder / ".resultaat" / "register.db").is_file()
    assert [item.name for item in tmp_path.iterdir()] == [folder.name]


def test_nothing_stays_open_and_no_file_lies_beside(saved: Path) -> None:
    home = saved / ".resultaat"
    assert sorted(item.name for item in home.iterdir()) == ["register.db", "resultaten"]


def test_what_was_said_of_a_finding_comes_back_and_stays(tmp_path: Path, url: str | None) -> None:
    moment = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
    first = Uitspraak("1f", "verklaard", "Controller ’jeugd’", "Andere telling; DROP TABLE", moment)
    second = Uitspraak("1f", "nieuw", "Wethouder", "Toch niet.", moment + timedelta(days=1))
    with Register.open(tmp_path, url) as register:
        register.uitspreken(first)
        register.uitspreken(second)
    with Register.open(tmp_path, url) as register:
        assert register.uitspraken() == [first, second]


def test_what_a_run_found_comes_back_with_the_runs_that_looked(
    tmp_path: Path, url: str | None
) -> None:
    later = datetime(2026, 6, 1, tzinfo=UTC)
    with Register.open(tmp_path, url) as register:
        register.save(examples.found("b", "een", "twee", gemaakt_op=later))
        register.save(examples.found("a"))
        register.save(examples.released("c"))  # which did not look
        seen = register.gezien()
    assert [each.run.id for each in seen] == ["a", "b"]
    assert seen[0].gevonden == ()
    assert [(each.id, each.bij, each.zin) for each in seen[1].gevonden] == [
        ("een", ("doelrealisatie_jeugdhulp",), "een bewoog"),
        ("kaart", ("klachten",), "klachten valt op"),
        ("twee", ("doelrealisatie_jeugdhulp",), "twee bewoog"),
    ]
