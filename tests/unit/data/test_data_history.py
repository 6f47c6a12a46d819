"""The history of loads, and going back in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HAVEN
from data_examples import folder_with, rows_of

import resultaat
from resultaat.core.diagnostics import ResultaatError
from resultaat.data.history import history
from resultaat.pipeline import Werk

CSV = f"buurt;bedrag\n{HAVEN};1\n"
SOURCE = "indicators/bronnen/levering.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path, CSV)


def deliver(folder: Path, amount: str) -> None:
    (folder / "data/x.csv").write_text(CSV.replace(";1", f";{amount}"), encoding="utf-8")


def amounts(folder: Path) -> list[int]:
    """Return what a calculation would see now."""
    from data_examples import attempt

    snapshot, found = attempt(folder)
    found.raise_if_errors()
    assert snapshot is not None
    return [int(value) for value in rows_of(snapshot)["bedrag"]]


def werk(folder: Path) -> Werk:
    return resultaat.open(folder)


def test_going_back_holds_until_something_new_is_delivered(folder: Path) -> None:
    werk(folder).laad(["levering"])
    deliver(folder, "2")
    assert amounts(folder) == [2]
    back = werk(folder).terug("levering")
    assert (back.levering.nummer, back.levering.soort) == (3, "teruggezet")
    assert amounts(folder) == [1]  # the file still holds 2
    assert amounts(folder) == [1]
    deliver(folder, "3")
    assert amounts(folder) == [3]
    assert [each.soort for each in history(folder, "levering")] == [
        *("geladen", "geladen", "teruggezet", "geladen")
    ]


def test_loading_again_by_hand_undoes_going_back(folder: Path) -> None:
    werk(folder).laad(["levering"])
    deliver(folder, "2")
    werk(folder).laad(["levering"])
    werk(folder).terug("levering", 1)
    (lading,) = werk(folder).laad(["levering"]).ladingen
    assert lading.nieuw
    assert amounts(folder) == [2]


def test_going_back_to_what_is_not_there(folder: Path) -> None:
    werk(folder).laad(["levering"])
    for to in (None, 7):
        with pytest.raises(ResultaatError) as stopped:
            werk(folder).terug("levering", to)
        assert "R2046" in str(stopped.value)
    with pytest.raises(ResultaatError, match="R2047"):
        werk(folder).terug("leverign")


def test_going_back_over_a_change_of_contract_is_refused(folder: Path) -> None:
    werk(folder).laad(["levering"])
    deliver(folder, "2")
    path = folder / SOURCE
    path.write_text(path.read_text().replace("type: bedrag", "type: getal"), encoding="utf-8")
    werk(folder).laad(["levering"])
    with pytest.raises(ResultaatError, match="R3205"):
        werk(folder).terug("levering", 1)


def test_a_contract_that_changes_after_going_back_is_told(folder: Path) -> None:
    werk(folder).laad(["levering"])
    deliver(folder, "2")
    werk(folder).laad(["levering"])
    werk(folder).terug("levering")
    path = folder / SOURCE
    path.write_text(path.read_text().replace("type: bedrag", "type: getal"), encoding="utf-8")
    with pytest.raises(ResultaatError, match="R3205"):
        amounts(folder)
    werk(folder).laad(["levering"])  # by hand it can be loaded all the same
    assert amounts(folder) == [2]


def test_a_line_of_the_history_that_was_changed_is_told(folder: Path) -> None:
    werk(folder).laad(["levering"])
    (folder / ".resultaat/gegevens/levering/ladingen/000001.json").write_text("{", "utf-8")
    with pytest.raises(ResultaatError, match="R3206"):
        werk(folder).ladingen("levering")


def test_one_refused_source_does_not_stop_the_others(folder: Path) -> None:
    deliver(folder, "x")
    done = werk(folder).laad()
    assert [each.code for each in done.meldingen.errors] == ["R3004"]
    assert "levering" not in {each.levering.bron for each in done.ladingen}
    assert len(done.ladingen) == len(werk(folder).catalog().bronnen) - 1
