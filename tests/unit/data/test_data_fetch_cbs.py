"""Tables of the CBS by the page: whole or not at all, whatever the server does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from data_cbs import Cbs, serving

from resultaat.data.fetch.cbs import Changed, Incomplete, Table, fetch_table
from resultaat.data.fetch.metadata import fetch_metadata
from resultaat.data.fetch.polite import Client, Unanswered
from resultaat.language.documents.ophalen import Ophalen

ROWS = [
    {"Id": number, "Measure": "T001036", "Value": number * 10.5, "WijkenEnBuurten": f"BU{number}"}
    for number in range(7)
]
TABLE = Ophalen(cbs="83765NED")
V3 = Ophalen(cbs="83765NED", odata="v3")


def got(
    cbs: Cbs, root: Path, chosen: Ophalen = TABLE, waited: list[float] | None = None
) -> list[dict[str, object]]:
    with serving(cbs) as address:
        sleep: Callable[[float], None] = (waited if waited is not None else []).append
        client = Client(address, timeout=0.3, attempts=3, pause=0.0, sleep=sleep)
        return list(fetch_table(Table(client, chosen), root, lambda _: None))


def kept(root: Path) -> list[Path]:
    return sorted((root / ".resultaat" / "ophalen").rglob("*.json"))


@pytest.mark.parametrize("per_page", [1, 2, 7, 100])
@pytest.mark.parametrize("odata", ["v3", "v4"])
def test_every_row_once_and_in_order(tmp_path: Path, per_page: int, odata: str) -> None:
    cbs = Cbs(ROWS, per_page, v3=odata == "v3")
    rows = got(cbs, tmp_path, Ophalen.model_validate({"cbs": "83765NED", "odata": odata}))
    assert [row["WijkenEnBuurten"] for row in rows] == [f"BU{number}" for number in range(7)]
    # As written: 10.5 is no double here, and nothing is rounded on its way.
    assert rows[1]["Value"] == "10.5"
    assert kept(tmp_path) == []


@pytest.mark.parametrize("chosen", [TABLE, V3])
@pytest.mark.parametrize("fault", ["500", "503", "429", "cut", "slow", "text"])
@pytest.mark.parametrize("page", [1, 2, 4])
def test_a_fault_is_asked_for_again(tmp_path: Path, fault: str, page: int, chosen: Ophalen) -> None:
    cbs = Cbs(ROWS, faults={page: fault}, v3=chosen is V3)
    assert [row["Id"] for row in got(cbs, tmp_path, chosen)] == [str(n) for n in range(7)]
    assert cbs.pages == 5  # four, and one of them twice


@pytest.mark.parametrize("chosen", [TABLE, V3])
def test_a_table_of_more_cells_than_one_answer_holds(tmp_path: Path, chosen: Ophalen) -> None:
    """12,500 rows of four cells, where v3 gives 10,000 rows at once: each row comes once."""
    rows = [{**ROWS[0], "Id": number} for number in range(12_500)]
    cbs = Cbs(rows, per_page=10_000, v3=chosen is V3)
    found = got(cbs, tmp_path, chosen)
    assert [row["Id"] for row in found] == [str(number) for number in range(12_500)]
    assert cbs.pages == 2


def test_what_the_server_says_about_waiting_is_obeyed(tmp_path: Path) -> None:
    waited: list[float] = []
    cbs = Cbs(ROWS, faults={2: "429"})
    got(cbs, tmp_path, waited=waited)
    assert 7.0 in waited
    assert all(agent.startswith("resultaat/") for agent in cbs.agents)


@pytest.mark.parametrize("fault", ["500", "cut", "slow", "text"])
def test_a_server_that_stays_away(tmp_path: Path, fault: str) -> None:
    """What came in stays, so that the next time goes on from there and asks nothing twice."""
    broken = Cbs(ROWS, faults=dict.fromkeys(range(3, 20), fault))
    with pytest.raises(Unanswered):
        got(broken, tmp_path)
    assert len(kept(tmp_path)) == 2


def test_a_fetch_goes_on_where_it_stopped(tmp_path: Path) -> None:
    cbs = Cbs(ROWS, faults=dict.fromkeys(range(3, 6), "500"))
    with serving(cbs) as address:
        client = Client(address, timeout=1, attempts=3, pause=0.0, sleep=lambda _: None)
        table = Table(client, TABLE)
        with pytest.raises(Unanswered):
            list(fetch_table(table, tmp_path, lambda _: None))
        before = cbs.pages
        assert len(list(fetch_table(table, tmp_path, lambda _: None))) == 7
        assert cbs.pages - before == 2  # the third and the fourth page


def test_a_refusal_is_not_asked_for_again(tmp_path: Path) -> None:
    cbs = Cbs(ROWS, faults={1: "404"})
    with pytest.raises(Unanswered, match="404"):
        got(cbs, tmp_path)
    assert cbs.pages == 1


@pytest.mark.parametrize("chosen", [TABLE, V3])
def test_a_table_that_changes_between_pages(tmp_path: Path, chosen: Ophalen) -> None:
    with pytest.raises(Changed):
        got(Cbs(ROWS, stamps=["2026-01-01", "2026-01-02"], v3=chosen is V3), tmp_path, chosen)
    assert kept(tmp_path) == []


def test_pages_of_an_earlier_version_are_never_gone_on_with(tmp_path: Path) -> None:
    """Stopped after two pages, then the table was changed: all pages are asked for anew."""
    broken = Cbs(ROWS, faults=dict.fromkeys(range(3, 20), "500"))
    with serving(broken) as address:
        client = Client(address, timeout=1, attempts=2, pause=0.0, sleep=lambda _: None)
        with pytest.raises(Unanswered):
            list(fetch_table(Table(client, TABLE), tmp_path, lambda _: None))
        assert len(kept(tmp_path)) == 2
        broken.faults, broken.stamps, broken.pages = {}, ["2026-02-02"], 0
        broken.rows = [{**row, "Value": 1} for row in ROWS]
        rows = list(fetch_table(Table(client, TABLE), tmp_path, lambda _: None))
    assert {row["Value"] for row in rows} == {"1"}
    assert broken.pages == 4
    assert kept(tmp_path) == []


LISTS: dict[str, dict[str, list[dict[str, object]]]] = {
    "v4": {
        "MeasureCodes": [
            {"Identifier": "T001036", "Title": "Aantal inwoners", "Unit": "aantal"},
            {"Identifier": "M1", "Title": "Mannen", "Unit": "aantal"},
            {"Identifier": "M2", "Title": "Vrouwen", "Unit": "aantal", "Description": None},
        ],
        "Dimensions": [{"Identifier": "WijkenEnBuurten"}],
        "WijkenEnBuurtenCodes": [{"Identifier": "BU1", "Title": "Dorp, oost"}],
    },
    "v3": {
        "DataProperties": [
            {"Key": "WijkenEnBuurten", "Type": "GeoDetail", "Title": "Wijken en buurten"},
            {"Key": "Value", "Type": "Topic", "Title": "Aantal inwoners", "Unit": "aantal"},
            {"Key": "", "Type": "TopicGroup", "Title": "Bevolking"},
        ],
        "WijkenEnBuurten": [{"Key": "BU1", "Title": "Dorp, oost"}],
    },
}


@pytest.mark.parametrize("odata", ["v3", "v4"])
def test_topics_and_code_lists_come_along(tmp_path: Path, odata: str) -> None:
    """In pages too; each is a file beside the table, called as it is."""
    cbs = Cbs(ROWS, per_page=2, v3=odata == "v3", lists=LISTS[odata])
    chosen = Ophalen.model_validate({"cbs": "83765NED", "odata": odata})
    with serving(cbs) as address:
        client = Client(address, timeout=1, attempts=2, pause=0.0, sleep=lambda _: None)
        written = fetch_metadata(Table(client, chosen), tmp_path / "kwb.csv")
    topics = "MeasureCodes" if odata == "v4" else "DataProperties"
    areas = "WijkenEnBuurtenCodes" if odata == "v4" else "WijkenEnBuurten"
    assert [path.name for path in written] == [f"kwb_{topics}.csv", f"kwb_{areas}.csv"]
    assert len(pl.read_csv(written[0])) == 3
    assert pl.read_csv(written[1])["Title"].to_list() == ["Dorp, oost"]


@pytest.mark.parametrize("says", [6, 8, 0])
def test_another_number_of_rows_than_the_server_says(tmp_path: Path, says: int) -> None:
    with pytest.raises(Incomplete):
        got(Cbs(ROWS, says=says), tmp_path)
    assert kept(tmp_path) == []


def test_pages_of_another_server_are_not_followed(tmp_path: Path) -> None:
    with pytest.raises(Unanswered, match="ander adres"):
        got(Cbs(ROWS, faults={1: "elsewhere"}), tmp_path)
