"""A folder around a typed OData table."""

from __future__ import annotations

from pathlib import Path

import pytest
import scaffold_examples as examples

from resultaat.scaffold import new_cbs_kwb

NAME = "84799NED_kwb2020_TypedDataSet.parquet"
LIST = "84799NED_kwb2020_WijkenEnBuurten.parquet"


def names(folder: Path) -> dict[str, str]:
    _, indeling, _ = examples.loaded(folder)
    return {code: gebied.naam for code, gebied in indeling.gebieden.items()}


@pytest.mark.parametrize("shift", [0, 9])
def test_columns_are_known_whatever_their_position(tmp_path: Path, shift: int) -> None:
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME, shift=shift))
    found = examples.figures(made.path)
    assert found["inwoners", "NL00", "2020"] == (17_000_000, "definitief")
    assert found["arbeidsparticipatie", "GM1234", "2020"] == (0.71, "definitief")
    assert found["wmo_clienten", "GM1234", "2020"] == (None, "ontbreekt")


def test_the_country_is_the_area_where_it_is_there_and_no_gemeente_is_the_only_one(
    tmp_path: Path,
) -> None:
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    # The only gemeente goes before the country.
    assert examples.checked(made.path).settings.gebied == "GM1234"
    assert examples.loaded(made.path)[1].gebieden["GM1234"].deel_van == "NL00"
    other = new_cbs_kwb(tmp_path / "v", tmp_path / NAME, gebied="NL00")
    assert examples.checked(other.path).settings.naam == "Nederland"


def test_names_come_from_the_list_beside_the_file(tmp_path: Path) -> None:
    examples.names_list(tmp_path / LIST)
    examples.names_list(tmp_path / "85039NED_kwb2021_WijkenEnBuurten.parquet", BU12340101="Nee")
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    assert names(made.path)["BU12340101"] == "Haven"
    assert f"Namen komen uit `{LIST}`." in made.messages


def test_the_only_list_beside_the_file_will_do(tmp_path: Path) -> None:
    examples.names_list(tmp_path / "kwb_WijkenEnBuurten.parquet")
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    assert names(made.path)["BU12340101"] == "Haven"


@pytest.mark.parametrize("lists", [0, 2])
def test_without_a_list_a_code_is_the_name(tmp_path: Path, lists: int) -> None:
    for number in range(lists):
        examples.names_list(tmp_path / f"{number}_WijkenEnBuurten.parquet")
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    found = names(made.path)
    assert (found["NL00"], found["GM1234"]) == ("Nederland", "Wilgen aan de Lek")
    assert found["BU12340101"] == "BU12340101"
    assert (
        "5 gebieden hebben geen naam: daar staat nu de code. "
        "Een naam geeft u in `data/gebieden.csv`."
    ) in made.messages


def test_a_list_that_is_broken_or_knows_too_little_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / LIST).write_bytes(b"PAR1")
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    assert names(made.path)["WK123401"] == "WK123401"
    assert any(line.startswith("5 gebieden hebben geen naam") for line in made.messages)


def test_the_number_of_the_table_is_named_as_the_source(tmp_path: Path) -> None:
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME))
    assert examples.checked(made.path).bronnen["kwb"].doc.herkomst == (
        "CBS StatLine, tabel 84799NED, Kerncijfers wijken en buurten 2020 (licentie CC BY 4.0)"
    )


def test_the_name_of_the_file_says_nothing_about_its_shape(tmp_path: Path) -> None:
    file = examples.odata(tmp_path / "kwb_2020.csv")
    assert examples.rows(new_cbs_kwb(tmp_path / "w", file).path).height == 7


def test_a_table_without_the_country_is_about_its_only_gemeente(tmp_path: Path) -> None:
    made = new_cbs_kwb(tmp_path / "w", examples.odata(tmp_path / NAME, land=False))
    assert examples.loaded(made.path)[1].gebieden["GM1234"].deel_van is None
