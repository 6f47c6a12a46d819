"""Values written otherwise than the contract says: read where it is stated, else a telling mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import HAVEN
from data_examples import loaded, parquet, refused


def columns(kind: str) -> dict[str, str]:
    return {"buurt": "gebied", "waarde": kind}


def content(*values: str) -> str:
    return "buurt;waarde\n" + "".join(f"{HAVEN};{each}\n" for each in values)


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("dd-mm-jjjj", "31-1-2024"),
        ("dd-mm-jjjj", "31/01/2024"),
        ("dd-mm-jjjj", "31.01.2024 23:59"),
        ("dd-mm-jjjj", "2024-01-31"),
        ("jjjjmmdd", "20240131"),
        (None, "2024-01-31 10:30:00"),
        (None, "2024-01-31T10:30:00.123"),
    ],
)
def test_a_day_as_the_contract_says(tmp_path: Path, form: str | None, written: str) -> None:
    kind = "datum" if form is None else f"{{type: datum, datumvorm: {form}}}"
    frame = loaded(tmp_path, content(written), columns(kind))
    assert frame["waarde"].to_list() == [date(2024, 1, 31)]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("dd-mm-jjjj", "1-31-2024"),
        ("dd-mm-jjjj", "31-2-2024"),
        ("dd-mm-jjjj", "31-01-24"),
        ("dd-mm-jjjj", "20240131"),
        ("jjjjmmdd", "20241331"),
        ("jjjjmmdd", "31-01-2024"),
        (None, "31-01-2024"),
        (None, "31-01-24"),
        (None, "2024-01-31T23:30:00Z"),
        (None, "2024-01-31T23:30:00+02:00"),
    ],
)
def test_another_day_is_never_guessed(tmp_path: Path, form: str | None, written: str) -> None:
    """The month first, a day that is not, a time of another zone."""
    kind = "datum" if form is None else f"{{type: datum, datumvorm: {form}}}"
    (wrong,) = refused(tmp_path, content(written), columns(kind))
    assert wrong.code == "R3004"


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("datum", ("31-1-2024", "1-2-2024 10:00"), "`datumvorm: dd-mm-jjjj`"),
        ("datum", ("20240131",), "`datumvorm: jjjjmmdd`"),
        ("datum", ("31-1-2024", "morgen"), "Zet er een datum als 2024-01-31"),
        ("{type: datum, datumvorm: dd-mm-jjjj}", ("1-31-2024",), "Zet er een datum"),
        ("getal", ("1.5",), '`decimaalteken: "."`'),
        ("getal", ("1.250,75",), "tussen de duizenden"),
        ("bedrag", ("€ 12,50",), "Haal het eraf met `deel`"),
        ("procent", ("12%",), "Haal het eraf met `deel`"),
        ("getal", ("veel",), "Zet er een getal"),
        ("{type: getal, decimaalteken: '.'}", ("1,5",), '`decimaalteken: ","`'),
    ],
)
def test_what_to_do_is_said_by_how_it_looks(
    tmp_path: Path, kind: str, values: tuple[str, ...], said: str
) -> None:
    (wrong,) = refused(tmp_path, content(*values), columns(kind))
    assert (wrong.code, said in wrong.mend) == ("R3004", True)
    assert not any(each in wrong.message + wrong.mend for each in values)


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (("Havenkwartier", "Binnenstad"), "`geschreven_als: naam`"),
        (("9999", "14"), "`geschreven_als: gemeentenummer`"),
        (("99990101",), "begint met WK of BU"),
        (("ergens",), "van hetzelfde jaar"),
    ],
)
def test_what_stands_where_a_code_should(tmp_path: Path, areas: tuple[str, ...], said: str) -> None:
    text = "buurt;waarde\n" + "".join(f"{each};1\n" for each in areas)
    (wrong,) = refused(tmp_path, text, columns("aantal"))
    assert (wrong.code, said in wrong.mend) == ("R3008", True)


def test_a_head_that_is_not_on_the_first_line(tmp_path: Path) -> None:
    (wrong,) = refused(tmp_path, f"Rapport over 2024\n{content('1')}", columns("aantal"))
    assert (wrong.code, "wat erboven staat" in wrong.mend) == ("R3002", True)


def test_a_number_is_no_day_and_a_day_is_no_number(tmp_path: Path) -> None:
    """Once 20250106 in a Parquet file was a day in the year 57413, and a day a number of days."""
    about = {"bestand": "data/x.parquet"}
    (wrong,) = refused(tmp_path / "a", parquet(waarde=[20250106]), columns("datum"), **about)
    assert (wrong.code, "`datumvorm: jjjjmmdd`" in wrong.mend) == ("R3004", True)
    form = columns("{type: datum, datumvorm: jjjjmmdd}")
    frame = loaded(tmp_path / "b", parquet(waarde=[20250106]), form, **about)
    assert frame["waarde"].to_list() == [date(2025, 1, 6)]
    for at, kind in enumerate(("aantal", "getal", "bedrag", "procent")):
        day = parquet(waarde=[date(2025, 1, 6)])
        (wrong,) = refused(tmp_path / f"c{at}", day, columns(kind), **about)
        assert wrong.code == "R3004"


def test_a_day_number_of_a_workbook(tmp_path: Path) -> None:
    (wrong,) = refused(tmp_path, content("45663"), columns("datum"))
    assert "opmaak `datum`" in wrong.mend


def test_a_number_with_too_many_decimals(tmp_path: Path) -> None:
    """A typed number has no decimal mark that could be another one."""
    content = parquet(waarde=[1.23456789])
    (wrong,) = refused(tmp_path, content, columns("getal"), bestand="data/x.parquet")
    assert "te veel decimalen" in wrong.mend
