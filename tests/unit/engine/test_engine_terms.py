"""Duration with open cases: who still waits counts, who could not be ready yet does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import GEMEENTE, HAVEN, figure, figures

TELT = "{bron: meldingen, doorlooptijd: {van: op, tot: klaar, binnen: 30 dagen}, datum: op}"


def term(folder: Path, *cases: tuple[str, str], over: str = "over: 2024") -> dict[str, object]:
    rows = [{"buurt": HAVEN, "op": op, "klaar": klaar} for op, klaar in cases]
    return figure(figures(folder, rows, TELT, rapportage=over), GEMEENTE)


@pytest.mark.parametrize(
    ("op", "klaar", "teller", "noemer"),
    [
        ("2024-03-01", "2024-03-01", 1, 1),  # the same day
        ("2024-03-01", "2024-03-31", 1, 1),  # the last day of the term
        ("2024-03-01", "2024-04-01", 0, 1),  # a day too late
        ("2024-03-01", "", 0, 1),  # still waiting, and the term is over
        ("2024-12-01", "", 0, 1),  # the term ends on the peildatum itself
        ("2024-12-01", "2024-12-31", 1, 1),
        ("2024-11-20", "2025-01-05", 0, 1),  # ready, but not yet on the peildatum
    ],
)
def test_a_case_of_which_the_whole_term_has_passed(
    tmp_path: Path, op: str, klaar: str, teller: int, noemer: int
) -> None:
    found = term(tmp_path, (op, klaar))
    assert (found["teller"], found["noemer"], found["onbekend"]) == (teller, noemer, 0)
    assert found["staat"] == "definitief"


@pytest.mark.parametrize(
    ("op", "klaar"),
    [
        ("2024-12-02", ""),  # may still be in time
        ("2024-12-02", "2024-12-03"),  # quick ones alone would flatter
    ],
)
def test_a_case_that_is_too_recent_is_not_counted_yet(tmp_path: Path, op: str, klaar: str) -> None:
    found = term(tmp_path, (op, klaar), ("2024-03-01", "2024-03-02"))
    assert (found["teller"], found["noemer"], found["onbekend"]) == (1, 1, 1)
    assert found["staat"] == "voorlopig"


def test_an_end_before_its_start_is_set_aside(tmp_path: Path) -> None:
    found = term(tmp_path, ("2024-03-10", "2024-03-01"), ("2024-03-01", "2024-05-01"))
    assert (found["teller"], found["noemer"], found["onbekend"]) == (0, 1, 1)


def test_an_end_before_its_start_does_not_keep_the_year_open(tmp_path: Path) -> None:
    found = term(tmp_path, ("2024-03-10", "2024-03-01"), ("2024-03-01", "2024-03-02"))
    assert found["staat"] == "definitief"


def test_nothing_but_recent_cases_is_missing(tmp_path: Path) -> None:
    found = term(tmp_path, ("2024-12-20", "2024-12-21"))
    assert (found["staat"], found["waarde"]) == ("ontbreekt", None)


def test_all_together_with_an_interval(tmp_path: Path) -> None:
    cases = [
        ("2024-03-01", "2024-03-31"),
        ("2024-03-01", "2024-04-01"),
        ("2024-03-01", ""),
        ("2024-12-10", ""),
        ("2024-05-10", "2024-05-01"),
    ]
    found = term(tmp_path, *cases)
    assert found["waarde"] == pytest.approx(1 / 3)
    assert (found["n"], found["onbekend"], found["personen"]) == (3, 2, 3)
    assert found["onder"] < 1 / 3 < found["boven"]


def test_a_later_peildatum_decides_what_was_open(tmp_path: Path) -> None:
    cases = [("2024-12-20", "2025-01-10"), ("2024-12-20", "")]
    assert term(tmp_path / "dan", *cases)["staat"] == "ontbreekt"
    later = term(tmp_path / "later", *cases, over="over: 2024, peildatum: 2025-02-01")
    assert (later["waarde"], later["staat"]) == (0.5, "definitief")


def test_a_missing_start_is_unknown_not_late(tmp_path: Path) -> None:
    telt = "{bron: meldingen, doorlooptijd: {van: klaar, tot: op, binnen: 30 dagen}, datum: op}"
    rows = [{"buurt": HAVEN, "klaar": "", "op": "2024-03-01"}]
    found = figure(figures(tmp_path, rows, telt))
    assert (found["noemer"], found["onbekend"], found["staat"]) == (None, 1, "ontbreekt")
