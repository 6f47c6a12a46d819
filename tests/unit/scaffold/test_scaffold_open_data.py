"""The real files of the CBS, as they come."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import scaffold_examples as examples

from resultaat.core.diagnostics import ResultaatError
from resultaat.scaffold import Made, new_cbs_kwb
from resultaat.scaffold.topics import TOPICS, same, stem

DEN_HAAG = "kwb_2019_den_haag_statline_raw.csv"
NEDERLAND = "84799NED_kwb2020_TypedDataSet.parquet"
BAARN = "kwb_2016_2025_baarn.json"


@pytest.fixture(scope="module")
def made(kwb: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    root = tmp_path_factory.mktemp("open_data")
    return {
        name: new_cbs_kwb(root / str(number), kwb / name)
        for number, name in enumerate((DEN_HAAG, NEDERLAND, BAARN))
    }


_SHAPES = {
    DEN_HAAG: ("GM0518", 13, 159, {"gemeente": 1, "wijk": 44, "buurt": 114}),
    NEDERLAND: ("NL00", 19, 17341, {"land": 1, "gemeente": 355, "wijk": 3177, "buurt": 13808}),
    BAARN: ("GM0308", 8, 220, {"gemeente": 1, "wijk": 5, "buurt": 21}),
}


@pytest.mark.parametrize("name", _SHAPES)
def test_a_folder_around_a_real_file(made: dict[str, Made], kwb: Path, name: str) -> None:
    gebied, indicatoren, rows, areas = _SHAPES[name]
    folder = made[name].path
    catalog, indeling, _ = examples.loaded(folder)
    assert catalog.settings.gebied == gebied
    assert len(catalog.indicatoren) == indicatoren
    assert Counter(each.niveau.value for each in indeling.gebieden.values()) == areas
    assert examples.rows(folder).height == rows
    assert (folder / "data" / name).read_bytes() == (kwb / name).read_bytes()


def test_den_haag_keeps_the_figures_that_cbs_published(made: dict[str, Made]) -> None:
    found = examples.figures(made[DEN_HAAG].path)
    assert found["inwoners", "GM0518", "2019"] == (537833, "definitief")
    assert found["bijstand", "GM0518", "2019"] == (25280, "definitief")
    assert found["laag_inkomen", "GM0518", "2019"] == (None, "ontbreekt")
    wijken = [
        value
        for (indicator, gebied, _), (value, _) in found.items()
        if indicator == "inwoners" and gebied.startswith("WK")
    ]
    assert sum(value or 0 for value in wijken) == 537680


def test_nederland_has_names_and_columns_without_a_value(made: dict[str, Made]) -> None:
    folder = made[NEDERLAND].path
    rows = examples.rows(folder)
    land = rows.filter(code="NL00")
    assert land["aantal_inwoners"].to_list() == [17407585]
    assert rows["wmo_clienten"].null_count() == rows.height
    assert examples.loaded(folder)[1].naam("WK168000") == "Wijk 00 Annen"


def test_baarn_adds_up_to_wijken_over_ten_years(made: dict[str, Made]) -> None:
    folder = made[BAARN].path
    report = examples.checked(folder).settings.rapportages["kerncijfers_2024"]
    assert report.vanaf is not None
    assert (report.vanaf.label, report.over.label) == ("2016", "2024")
    found = examples.figures(folder)
    assert found["inwoners", "GM0308", "2020"] == (24868, "definitief")
    wijken = [found["inwoners", f"WK03080{number}", "2020"] for number in (0, 1, 2, 4, 5)]
    assert sum(value or 0 for value, _ in wijken) == 24870
    assert found["jeugdzorg_aandeel", "GM0308", "2016"] == (None, "ontbreekt")
    rows = examples.rows(folder).filter(code="GM0308", jaar="2022")
    assert rows["jeugdzorg_procent"].to_list() == [Decimal("0.114")]


def test_education_of_baarn_is_left_out_with_the_years_that_are_wrong(
    made: dict[str, Made],
) -> None:
    assert any("bij 2023 en 2024 staan er aantallen" in line for line in made[BAARN].messages)


def test_one_gemeente_of_the_whole_country(kwb: Path, tmp_path: Path) -> None:
    folder = new_cbs_kwb(tmp_path / "w", kwb / NEDERLAND, gebied="GM0518").path
    settings = examples.checked(folder).settings
    assert (settings.naam, settings.gebied) == ("'s-Gravenhage", "GM0518")


def test_topics_are_called_as_cbs_calls_them(kwb: Path) -> None:
    """Every name stands in the metadata of the table of 2020 or that of 2022."""
    tables = [
        pl.read_parquet(kwb / "84799NED_kwb2020_DataProperties.parquet"),
        pl.read_csv(kwb / "85318NED_kwb2022_DataProperties.csv"),
    ]
    for table in tables:
        paths, stems = set(), set()
        by_id = {row["ID"]: row for row in table.iter_rows(named=True)}
        for row in by_id.values():
            titles, above = [row["Title"]], by_id.get(row["ParentID"])
            while above is not None:
                titles.insert(0, above["Title"])
                above = by_id.get(above["ParentID"])
            paths.add(same(f"{'/'.join(titles)} ({row['Unit']})"))
            stems.add(stem(row["Key"] or ""))
        topics = [topic for topic in TOPICS if topic.tabel == "kwb"]
        assert [topic.id for topic in topics if same(topic.statline) not in paths] == []
        assert [topic.id for topic in topics if stem(topic.odata) not in stems] == []


def test_topics_of_health_are_called_as_in_the_table_of_2020(kwb: Path) -> None:
    file = kwb.parent / "gezondheid" / "rivm_50090NED_18plus_2020.parquet"
    stems = {stem(name) for name in pl.read_parquet_schema(file)}
    topics = [topic for topic in TOPICS if topic.tabel == "gezondheid"]
    assert len(topics) == 9
    assert [topic.id for topic in topics if stem(topic.odata) not in stems] == []


def test_a_table_is_refused_where_another_was_asked_for(kwb: Path, tmp_path: Path) -> None:
    health = kwb.parent / "gezondheid" / "rivm_50090NED_18plus_2020_baarn_denhaag_alkmaar.csv"
    with pytest.raises(ResultaatError) as refused:
        new_cbs_kwb(tmp_path / "w", health)
    (item,) = refused.value.diagnostics
    assert (item.code, item.mend) == ("R2003", "Schrijf `--bron cbs-gezondheid`.")
    assert not (tmp_path / "w").exists()
