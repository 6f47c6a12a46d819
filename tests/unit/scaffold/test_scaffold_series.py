"""A folder around JSON with a series of years per area."""

from __future__ import annotations

from pathlib import Path

import pytest
import scaffold_examples as examples

from resultaat.core.diagnostics import ResultaatError
from resultaat.scaffold import Made, new_cbs_kwb


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return new_cbs_kwb(tmp_path / "wilgen", examples.series(tmp_path / "dashboard.json"))


def test_the_folder_is_right_and_loads(made: Made) -> None:
    assert set(examples.checked(made.path).indicatoren) == {
        "inwoners",
        "bijstand",
        "bijstand_per_1000",
        "jeugdzorg_aandeel",
    }
    assert examples.rows(made.path).height == 4 * 3


def test_the_report_is_about_the_last_year_in_which_most_is_known(made: Made) -> None:
    report = examples.checked(made.path).settings.rapportages["kerncijfers_2022"]
    assert report.vanaf is not None
    assert (report.over.label, report.vanaf.label) == ("2022", "2021")
    assert (
        "Het rapport gaat over 2022, het laatste jaar met cijfers van de meeste onderwerpen."
        in made.messages
    )


def test_another_year_of_the_file_can_be_chosen(tmp_path: Path) -> None:
    file = examples.series(tmp_path / "dashboard.json")
    made = new_cbs_kwb(tmp_path / "w", file, jaar=2021)
    report = examples.checked(made.path).settings.rapportages["kerncijfers_2021"]
    assert report.vanaf is None


def test_a_year_outside_the_file_is_refused(tmp_path: Path) -> None:
    file = examples.series(tmp_path / "dashboard_2019.json")
    with pytest.raises(ResultaatError) as error:
        new_cbs_kwb(tmp_path / "w", file, jaar=2019)
    (item,) = error.value.diagnostics
    assert (item.code, item.message, item.mend) == (
        "R2004",
        "Het jaar 2019 staat niet in `dashboard_2019.json`.",
        "Kies een jaar van 2021 tot en met 2023, of laat `--jaar` weg.",
    )


def test_wijken_are_added_and_are_the_sum_of_their_buurten(made: Made) -> None:
    _, indeling, _ = examples.loaded(made.path)
    assert indeling.gebieden["BU12340101"].deel_van == "WK123401"
    assert [each.code for each in indeling.children("GM1234")] == ["WK123401", "WK1234AA"]
    assert indeling.naam("BU12340101") == "Haven"
    assert indeling.naam("BU1234AA01") == "BU1234AA01"  # has no name in the file
    found = examples.figures(made.path)
    assert found["inwoners", "WK123401", "2022"] == (600, "definitief")
    assert found["inwoners", "GM1234", "2022"] == (1003, "definitief")
    assert found["bijstand", "WK123401", "2021"] == (20, "definitief")
    assert any("toegevoegd aan de gebieden: 2 wijken." in line for line in made.messages)


def test_a_sum_that_is_not_complete_is_missing(made: Made) -> None:
    found = examples.figures(made.path)
    assert found["bijstand", "WK123401", "2022"] == (None, "ontbreekt")
    assert found["jeugdzorg_aandeel", "WK123401", "2022"] == (None, "ontbreekt")


def test_education_is_left_out_and_the_source_says_why(made: Made) -> None:
    why = (
        "De reeksen over opleiding (`opleiding_…`) zijn niet overgenomen: bij 2022 staan er "
        "aantallen en geen percentages."
    )
    bron = examples.checked(made.path).bronnen["kwb"].doc
    assert not any("opleiding" in name for name in bron.kolommen)
    assert bron.herkomst.endswith(why)
    assert why in made.messages
