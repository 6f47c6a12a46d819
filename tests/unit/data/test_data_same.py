"""One table, whatever it came in by: the same snapshot, the same states of what is not there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    KAREKIET,
    RIETLANDEN,
    RIETVINK,
    indicator,
)
from data_examples import attempt, rows_of
from data_readers import TABLES, Reader, Row, every_table, nowhere

import resultaat
from resultaat.data.sleutel import NAME

HEAD: Row = ("wie", "buurt", "op", "aantal", "maat", "geld", "deel", "uitleg", "klaar")
KOLOMMEN = {
    "wie": "bsn",
    "buurt": "gebied",
    "op": "datum",
    "aantal": "{type: aantal, mag_leeg: ja}",
    "maat": "{type: getal, mag_leeg: ja}",
    "geld": "bedrag",
    "deel": "{type: procent, mag_leeg: ja}",
    "uitleg": "{mag_leeg: ja}",
    "klaar": "{type: ja_nee, mag_leeg: ja}",
}
DAYS = (date(2023, 12, 31), date(2024, 2, 29), date(2024, 1, 1))
ROWS: list[Row] = [
    ("999900006", HAVEN, DAYS[0], 12, Decimal("1.25"), Decimal("12.50"), 9.5, "é", True),
    ("010000008", BINNENSTAD, DAYS[1], None, None, Decimal("0.00"), None, None, None),
    ("123456782", HAVEN, DAYS[2], -3, Decimal("-0.125"), Decimal("-1.05"), 100, "x; y", False),
]


def test_the_same_table_has_the_same_name_by_every_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written otherwise (12,50, 12.5, a number of a workbook) is the same by its type."""
    monkeypatch.setenv(NAME, "0123456789abcdef0123456789abcdef")
    names: dict[str, str] = {}
    files: dict[str, list[str]] = {}
    for kind, reader in TABLES.items():
        folder = reader.made(
            tmp_path / kind, [HEAD, *ROWS], KOLOMMEN, "persoon: wie\ngrondslag: test"
        )
        snapshot, found = attempt(folder)
        assert snapshot is not None, (kind, [each.message for each in found])
        names[kind] = snapshot.digest
        files[kind] = [part.digest for part in snapshot.parts]
        rows = rows_of(snapshot).sort("op")
        assert rows["geld"].to_list() == [Decimal("12.50"), Decimal("-1.05"), Decimal("0.00")]
        assert rows["deel"].to_list() == [Decimal("0.095"), Decimal(1), None]
        assert rows["klaar"].to_list() == [True, False, None]
        assert rows["uitleg"].to_list() == ["é", "x; y", None]
    assert len(set(names.values())) == 1, names
    # And the files are the same to the byte.
    assert len({tuple(each) for each in files.values()}) == 1


@every_table
def test_another_value_or_type_is_another_name(tmp_path: Path, kind: str) -> None:
    names = set()
    rows: list[Row] = [("buurt", "nr"), (HAVEN, 1), (HAVEN, 2)]
    for at, (more, type_) in enumerate([(2, "aantal"), (3, "aantal"), (2, "getal")]):
        folder = TABLES[kind].made(
            tmp_path / str(at), [*rows[:2], (HAVEN, more)], {"buurt": "gebied", "nr": type_}
        )
        snapshot, _ = attempt(folder)
        assert snapshot is not None
        names.add(snapshot.digest)
    assert len(names) == 3


CONTRACT = """\
periode: 2024
gepubliceerd: ja
leeg: ["."]
nog_niet_gepubliceerd: ["-99995"]
onderdrukt_bij_bron: ["-99997"]"""
STATES = {
    "code": "gebied",
    "bijstand": "{type: aantal, mag_leeg: ja, afronding: {gemeente: 10, wijk: 5}}",
    "jeugd": '{type: aantal, mag_leeg: ja, nog_niet_gepubliceerd: [""]}',
}
LATER, HIDDEN = "nog niet gepubliceerd", "onderdrukt bij de bron"
#: What stands in the file, the value and the reason that are kept, and the state that is shown.
CELLS: dict[str, tuple[object, int | None, str | None, str]] = {
    GEMEENTE: (130, 130, None, "definitief"),  # rounded to 10
    CENTRUM: ("  65 ", 65, None, "definitief"),  # padded, and rounded to 5
    RIETLANDEN: (None, None, None, "ontbreekt"),  # blank
    BINNENSTAD: (7, 7, None, "definitief"),  # as it is
    HAVEN: ("  -99997 ", None, HIDDEN, HIDDEN),  # padded
    RIETVINK: ("-99995.0", None, LATER, LATER),  # as a program writes a whole number
    KAREKIET: ("    .", None, None, "ontbreekt"),  # the dot, padded
}
#: The same as typed columns hold it: numbers, and nothing for what is no number.
NUMBERS = {
    **{code: cell for code, (cell, *_) in CELLS.items()},
    **{CENTRUM: 65, HAVEN: -99997, RIETVINK: -99995.0, KAREKIET: None},
}


def series(rows: Sequence[Row]) -> bytes:
    """Write a series of one year per area."""
    head, *rest = rows
    made = {
        str(code): {
            "tijdreeksen": {
                str(name): {"2024": value} for name, value in zip(head[1:], values, strict=True)
            }
        }
        for code, *values in rest
    }
    return json.dumps(made).encode()


PUBLISHED = {**TABLES, "json": Reader("data/x.json", series, first=1, column=nowhere)}


@pytest.mark.parametrize("written", ["texts", "numbers"])
@pytest.mark.parametrize("kind", PUBLISHED)
def test_every_way_of_having_no_value_is_told_apart_kept_and_shown(
    tmp_path: Path, kind: str, written: str
) -> None:
    cells = {code: cell for code, (cell, *_) in CELLS.items()} if written == "texts" else NUMBERS
    if written == "texts":
        cells = {code: cell if cell is None else str(cell) for code, cell in cells.items()}
    rows: list[Row] = [("code", "bijstand", "jeugd")]
    rows += [(code, cell, None) for code, cell in cells.items()]
    folder = PUBLISHED[kind].made(tmp_path, rows, STATES, CONTRACT)
    path = folder / "indicators/bronnen/levering.yaml"
    text = path.read_text(encoding="utf-8").replace("{kolom: buurt}", "{kolom: code}")
    path.write_text(text, encoding="utf-8")
    for name in ("bijstand", "jeugd"):
        telt = indicator(f"{{bron: levering, som: {name}}}").replace("Proef", name.capitalize())
        (folder / f"indicators/jeugd/{name}.yaml").write_text(telt, encoding="utf-8")
    snapshot, found = attempt(folder)
    assert snapshot is not None, [each.message for each in found]
    kept = rows_of(snapshot)
    assert {
        code: (value, reason)
        for code, value, reason in kept.select("code", "bijstand", "__reden_bijstand").rows()
    } == {code: (value, reason) for code, (_, value, reason, _) in CELLS.items()}
    assert kept["__reden_jeugd"].to_list() == [LATER] * 7
    werk = resultaat.open(folder)
    figures = werk.bereken().resultaten.filter(indicator="bijstand", periode="2024")
    shown = {
        code: (value, state)
        for code, value, state in figures.select("gebied", "waarde", "staat").rows()
    }
    assert shown == {code: (value, state) for code, (_, value, _, state) in CELLS.items()}
    told = json.loads(figures.write_json())
    assert {each["staat"] for each in told} == {"definitief", "ontbreekt", LATER, HIDDEN}
    page = werk.rapport().read_text(encoding="utf-8")
    for words in ("volgt nog", "geheim", "ontbreekt"):
        assert words in page
    assert "de bron rondt `bijstand` per gemeente op 10 en per wijk op 5 af" in page
    for wrong in ("99995", "99997", "99.995", "99.997"):
        assert wrong not in page


@pytest.mark.parametrize("kind", PUBLISHED)
@pytest.mark.parametrize(("code", "value"), [(GEMEENTE, 135), (CENTRUM, 64)])
def test_what_is_not_rounded_as_the_source_says_is_refused(
    tmp_path: Path, kind: str, code: str, value: int
) -> None:
    rows: list[Row] = [("code", "bijstand", "jeugd"), (code, value, None), (HAVEN, 3, None)]
    folder = PUBLISHED[kind].made(tmp_path, rows, STATES, CONTRACT)
    path = folder / "indicators/bronnen/levering.yaml"
    text = path.read_text(encoding="utf-8").replace("{kolom: buurt}", "{kolom: code}")
    path.write_text(text, encoding="utf-8")
    snapshot, found = attempt(folder)
    assert snapshot is None
    assert [each.code for each in found] == ["R3016"]
