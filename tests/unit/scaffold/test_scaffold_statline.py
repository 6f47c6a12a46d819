"""A folder around a raw StatLine download."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import scaffold_examples as examples

from resultaat.scaffold import Made, new_cbs_kwb


@pytest.fixture
def made(tmp_path: Path) -> Made:
    file = examples.statline(tmp_path / "kerncijfers_2019_22032020_165940.csv")
    return new_cbs_kwb(tmp_path / "wilgen", file)


def test_the_folder_has_definitions_without_a_finding_and_data_that_load(made: Made) -> None:
    assert set(examples.checked(made.path).indicatoren) == {
        "inwoners",
        "jongeren_tot_15",
        "bijstand",
        "bijstand_per_1000",
        "inkomen_per_inwoner",
        "afstand_huisarts",
    }
    assert examples.rows(made.path).height == 6


def test_what_was_made_is_told(made: Made, tmp_path: Path) -> None:
    assert made.path == tmp_path / "wilgen"
    assert made.messages == [
        "Herkend: een download van StatLine, met 1 gemeente, 2 wijken en 3 buurten.",
        "Het jaar 2019 komt uit de naam van het bestand.",
        "De werkmap gaat over Wilgen; aan de Lek (GM1234).",
        "Gemaakt: 6 indicatoren.",
        "Niet gemaakt, want het bestand heeft de kolom niet: eenpersoonshuishoudens, "
        "gezinnen_met_kinderen, ouderen_65_plus, arbeidsongeschikt_per_1000, arbeidsparticipatie, "
        "gestandaardiseerd_inkomen, laag_inkomen, sociaal_minimum, ww_per_1000, jeugdzorg, "
        "jeugdzorg_aandeel, wmo_clienten en wmo_per_1000.",
        "Nog helemaal leeg: afstand_huisarts. Daarbij staat straks `ontbreekt`, en nooit 0.",
        f"Ga verder met: cd {(tmp_path / 'wilgen').as_posix()}",
        "Daarna: `resultaat check`, `resultaat bereken` en `resultaat rapport`.",
    ]


def test_every_file_is_named_and_nothing_else_is_there(made: Made) -> None:
    found = {path.relative_to(made.path) for path in made.path.rglob("*") if path.is_file()}
    assert set(made.files) == found
    assert {path.as_posix() for path in made.files} >= {
        ".gitignore",
        "LEESMIJ.md",
        "data/gebieden.csv",
        "data/kerncijfers_2019_22032020_165940.csv",
        "indicators/bevolking/inwoners.yaml",
        "indicators/bronnen/kwb.yaml",
        "indicators/doelen.yaml",
        "resultaat.yaml",
    }


def test_the_file_is_kept_byte_for_byte(made: Made, tmp_path: Path) -> None:
    name = "kerncijfers_2019_22032020_165940.csv"
    assert (made.path / "data" / name).read_bytes() == (tmp_path / name).read_bytes()


def test_areas_lie_where_their_codes_say(made: Made) -> None:
    assert (made.path / "data" / "gebieden.csv").read_text(encoding="utf-8").splitlines() == [
        "code;naam;niveau;deel_van",
        'GM1234;"Wilgen; aan de Lek";gemeente;',
        "WK123401;Wijk 01 Oost;wijk;GM1234",
        "WK1234AA;Wijk AA;wijk;GM1234",
        "BU12340101;Haven;buurt;WK123401",
        "BU12340102;Park;buurt;WK123401",
        "BU1234AA01;Haven;buurt;WK1234AA",
    ]


def test_the_settings_say_what_the_folder_is_about(made: Made) -> None:
    settings = examples.checked(made.path).settings
    assert (settings.naam, settings.gebied) == ("Wilgen; aan de Lek", "GM1234")
    assert list(settings.rapportages) == ["kerncijfers_2019"]
    report = settings.rapportages["kerncijfers_2019"]
    assert (report.titel, report.over.label, report.vanaf) == ("Kerncijfers 2019", "2019", None)


def test_each_level_keeps_its_own_published_figure(made: Made) -> None:
    found = examples.figures(made.path)
    assert found["inwoners", "GM1234", "2019"] == (1003, "definitief")
    assert found["inwoners", "WK123401", "2019"] == (600, "definitief")
    assert found["bijstand_per_1000", "GM1234", "2019"] == (30 * 1000 / 1003, "definitief")


def test_a_column_without_a_value_is_missing_and_not_zero(made: Made) -> None:
    found = examples.figures(made.path)
    assert found["afstand_huisarts", "GM1234", "2019"] == (None, "ontbreekt")
    assert found["bijstand", "BU12340102", "2019"] == (None, "ontbreekt")


def test_a_header_with_a_no_break_space_is_known(made: Made) -> None:
    income = examples.rows(made.path).filter(code="GM1234")["inkomen_per_inwoner"]
    assert income.to_list() == [Decimal("24.3")]
    assert "\u00a0" not in (made.path / "indicators/bronnen/kwb.yaml").read_text(encoding="utf-8")


def test_the_year_that_is_given_goes_before_the_one_in_the_name(tmp_path: Path) -> None:
    file = examples.statline(tmp_path / "kwb_2019.csv")
    made = new_cbs_kwb(tmp_path / "w", file, jaar=2021)
    assert list(examples.checked(made.path).settings.rapportages) == ["kerncijfers_2021"]
    assert (
        "Het jaar is 2021, zoals u opgaf, ook al staat in de naam van het bestand 2019."
        in made.messages
    )


def test_the_year_can_be_given_where_the_name_has_none(tmp_path: Path) -> None:
    made = new_cbs_kwb(tmp_path / "w", examples.statline(tmp_path / "kwb.csv"), jaar=2021)
    assert "Het jaar is 2021, zoals u opgaf." in made.messages


def test_decimal_commas_and_other_separators_are_seen(tmp_path: Path) -> None:
    values = {examples.INWONERS: ["1003"] * 6, examples.HUISARTS: ["0,8"] * 6}
    # These headers hold more semicolons than there are columns.
    values |= {examples.BIJSTAND: ["10"] * 6, "a; b; c; d; e; f; g; h; i": ["1"] * 6}
    file = examples.statline(tmp_path / "kwb_2019.csv", values, separator=",")
    made = new_cbs_kwb(tmp_path / "w", file)
    assert examples.rows(made.path)["afstand_huisarts"].unique().to_list() == [Decimal("0.8")]


def test_counts_that_are_written_with_a_point_are_read(tmp_path: Path) -> None:
    file = examples.statline(tmp_path / "kwb_2019.csv", {examples.INWONERS: ["416.0"] * 6})
    made = new_cbs_kwb(tmp_path / "w", file)
    assert examples.figures(made.path)["inwoners", "GM1234", "2019"] == (416, "definitief")


def test_one_area_of_several_can_be_chosen(tmp_path: Path) -> None:
    areas = [*examples.AREAS[:5], ("GM0518", "'s-Gravenhage", "Gemeente")]
    file = examples.statline(tmp_path / "kwb_2019.csv", areas=areas)
    made = new_cbs_kwb(tmp_path / "w", file, gebied=" gm0518 ")
    settings = examples.checked(made.path).settings
    assert (settings.naam, settings.gebied) == ("'s-Gravenhage", "GM0518")


@pytest.mark.parametrize(
    ("name", "kept"),
    [("gebieden.csv", "kwb_gebieden.csv"), ("kwb [1] *.csv", "kwb _1_ _.csv")],
)
def test_a_name_that_would_get_in_the_way_is_changed(tmp_path: Path, name: str, kept: str) -> None:
    file = examples.statline(tmp_path / name)
    made = new_cbs_kwb(tmp_path / "w", file, jaar=2019)
    assert (made.path / "data" / kept).read_bytes() == file.read_bytes()
    assert examples.rows(made.path).height == 6


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    made = new_cbs_kwb(tmp_path / "w", examples.statline(tmp_path / "kwb_2019.csv"))
    examples.checked(made.path)


def test_folders_above_are_made(tmp_path: Path) -> None:
    target = tmp_path / "werk" / "zaken" / "wilgen"
    examples.checked(new_cbs_kwb(target, examples.statline(tmp_path / "kwb_2019.csv")).path)
