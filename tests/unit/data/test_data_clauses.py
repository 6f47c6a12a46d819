"""Every clause of a contract, for every reader: kept to its very edge, and broken with one row.

What is wrong is told all at once, each with its code, its line, its column and a mend; the exit
code is 3, and the load that was there still counts.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, GEMEENTE, HAVEN
from data_berichten import bericht, toegewezen, zipped
from data_examples import folder_with, rows_of
from data_readers import TABLES, Reader, Row, every_table

import resultaat
from resultaat.cli import app
from resultaat.core.diagnostics import Diagnostics
from resultaat.data.contract import ASIDE
from resultaat.data.history import history
from resultaat.data.levering import Levering
from resultaat.data.store import find
from resultaat.language.documents.levering import Ververst

HEAD: Row = ("nr", "buurt", "op", "leeftijd", "bedrag", "wet", "reden", "dossier")
KOLOMMEN = {
    "nr": "tekst",
    "buurt": "gebied",
    "op": "{type: datum, minstens: 2020-01-01, hoogstens: 2030-12-31}",
    "leeftijd": "{type: aantal, mag_leeg: ja, minstens: 0, hoogstens: 120}",
    "bedrag": "{type: bedrag, minstens: '-5,25'}",
    "wet": "{keuze: [jeugdwet, wmo]}",
    "reden": "{mag_leeg: ja, codelijst: data/redenen.csv}",
    "dossier": "{mag_leeg: ja}",
}
BASIS = "sleutel: nr\nrelaties: {dossiers: {via: dossier, verplicht: ja}}"
DOSSIERS = """\
naam: Dossiers
herkomst: test
bestand: data/dossiers.csv
sleutel: dossier
gebied: {kolom: buurt}
kolommen: {dossier: tekst, buurt: gebied}
"""
DAY = date(2024, 1, 31)
#: At every edge: the lowest and the highest that may be.
EDGES: tuple[Row, ...] = (
    ("a", HAVEN, date(2020, 1, 1), 0, Decimal("-5.25"), "jeugdwet", "01", "D1"),
    ("b", HAVEN, date(2030, 12, 31), 120, Decimal("12.50"), "wmo", "02", "D2"),
    ("c", BINNENSTAD, DAY, None, Decimal("0.00"), "wmo", None, None),
)


def good(count: int, *, age: int | None = 40, op: date = DAY) -> list[Row]:
    return [(f"r{at}", HAVEN, op, age, Decimal("1.50"), "wmo", "01", "D1") for at in range(count)]


def made(folder: Path, reader: Reader, rows: list[Row], more: str = "") -> Path:
    about = folder / "indicators/bronnen"
    about.mkdir(parents=True)
    (folder / "data").mkdir()
    (about / "dossiers.yaml").write_text(DOSSIERS, encoding="utf-8")
    (folder / "data/dossiers.csv").write_text(
        f"dossier;buurt\nD1;{HAVEN}\nD2;{HAVEN}\n", encoding="utf-8"
    )
    (folder / "data/redenen.csv").write_text("code;uitleg\n01;klaar\n02;weg\n", encoding="utf-8")
    return reader.made(folder, [HEAD, *rows], KOLOMMEN, "\n".join([BASIS, more]).strip())


def loads(folder: Path) -> list[Levering]:
    return history(folder, "levering")


def laad(folder: Path) -> tuple[list[str], bool]:
    """Load as a user does; return the codes, and whether there was a load."""
    done = resultaat.open(folder).laad(["levering"])
    names = [each.levering.bron for each in done.ladingen]
    return [each.code for each in done.meldingen], "levering" in names


def attempt_all(folder: Path) -> Diagnostics:
    return resultaat.open(folder).laad(["levering"]).meldingen


#: A row that is wrong in one thing: the code, the column that is named, and the row.
BROKEN: dict[str, tuple[str, str, Row]] = {
    "a day that is none": ("R3004", "op", ("k1", HAVEN, "2024-02-30", 1, 1, "wmo", "01", "D1")),
    "a number that is none": (
        "R3004",
        "leeftijd",
        ("k2", HAVEN, DAY, "tien", 1, "wmo", "01", "D1"),
    ),
    "half a cent": ("R3004", "bedrag", ("k3", HAVEN, DAY, 1, "1,005", "wmo", "01", "D1")),
    "nothing": ("R3005", "wet", ("k4", HAVEN, DAY, 1, 1, None, "01", "D1")),
    "another choice": ("R3006", "wet", ("k5", HAVEN, DAY, 1, 1, "wlz", "01", "D1")),
    "not in the list": ("R3006", "reden", ("k6", HAVEN, DAY, 1, 1, "wmo", "99", "D1")),
    "twice the key": ("R3007", "nr", ("r0", HAVEN, DAY, 2, 1, "wmo", "01", "D1")),
    "no area": ("R3008", "buurt", ("k7", "BU99999999", DAY, 1, 1, "wmo", "01", "D1")),
    "too early": ("R3020", "op", ("k8", HAVEN, date(2019, 12, 31), 1, 1, "wmo", "01", "D1")),
    "too late": ("R3020", "op", ("k9", HAVEN, date(2031, 1, 1), 1, 1, "wmo", "01", "D1")),
    "too low": ("R3020", "leeftijd", ("k10", HAVEN, DAY, -1, 1, "wmo", "01", "D1")),
    "too high": ("R3020", "leeftijd", ("k11", HAVEN, DAY, 121, 1, "wmo", "01", "D1")),
    "a cent too low": (
        *("R3020", "bedrag"),
        ("k12", HAVEN, DAY, 1, Decimal("-5.26"), "wmo", "01", "D1"),
    ),
    "refers to nothing": ("R3030", "dossier", ("k13", HAVEN, DAY, 1, 1, "wmo", "01", "D9")),
}


@every_table
def test_what_lies_at_the_edge_is_let_in(tmp_path: Path, kind: str) -> None:
    folder = made(tmp_path, TABLES[kind], list(EDGES))
    assert laad(folder) == ([], True)
    (levering,) = loads(folder)
    assert (levering.rijen, levering.gebruikt, levering.terzijde) == (3, 3, 0)
    snapshot = find(folder, "levering", levering.momentopname)
    assert snapshot is not None
    names = [str(name) for name in HEAD]
    assert rows_of(snapshot).sort("nr").select(names).rows() == list(EDGES)


@every_table
def test_all_that_is_wrong_is_told_at_once_in_its_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], kind: str
) -> None:
    reader = TABLES[kind]
    folder = made(tmp_path, reader, good(6))
    assert laad(folder) == ([], True)
    (before,) = loads(folder)
    rows = [*good(6), *(row for _, _, row in BROKEN.values())]
    reader.deliver(folder, [HEAD, *rows])
    capfd.readouterr()
    assert app.run(["laad", "levering", "--json", "--map", str(folder)]) == 3
    told = json.loads(capfd.readouterr().out)["meldingen"]
    assert {each["bestand"] for each in told} == {reader.bestand}
    assert all(each["herstel"] and each["ernst"] == "fout" for each in told)
    assert all(f"de eerste op regel {each['regel']})" in each["bericht"] for each in told)
    expected = []
    for code, name, row in BROKEN.values():
        # Of a key that two rows have, the first one is named.
        at = 0 if code == "R3007" else rows.index(row)
        place = reader.column(HEAD, rows[at], HEAD.index(name))
        expected.append((code, reader.first + at, place))
    assert sorted((each["code"], each["regel"], each["kolom"]) for each in told) == sorted(expected)
    assert loads(folder) == [before]
    assert find(folder, "levering", before.momentopname) is not None


@every_table
def test_every_row_is_used_or_aside_with_its_reason_and_its_place(
    tmp_path: Path, kind: str
) -> None:
    """Fifteen of thirty rows are wrong: exactly half, which the contract allows."""
    reader = TABLES[kind]
    rows = [*good(15), *(row for _, _, row in BROKEN.values())]
    rows.append(("over", HAVEN, DAY, 1, 1, "vervallen", "01", "D1"))
    more = "hoogstens_terzijde: 50%\nzonder: {wet: [vervallen]}"
    folder = made(tmp_path, reader, [*rows, *good(16)[15:]], more)
    codes, there = laad(folder)
    assert there and sorted(codes) == sorted(code for code, _, _ in BROKEN.values())
    (levering,) = loads(folder)
    assert (levering.rijen, levering.buiten) == (31, 1)
    assert (levering.gebruikt, levering.terzijde) == (15, 15)
    assert levering.regels is not None
    aside = pl.read_csv(folder / levering.regels, separator=";", schema=ASIDE)
    wrong = [("R3007", "nr", reader.first)]
    for code, name, row in BROKEN.values():
        wrong.append((code, name, reader.first + rows.index(row)))
    assert sorted(aside.select("code", "kolom", "regel").rows()) == sorted(wrong)
    assert aside["reden"].str.len_chars().min() > 10  # type: ignore[operator]


@every_table
def test_one_row_more_than_the_threshold_refuses_all(tmp_path: Path, kind: str) -> None:
    rows = [*good(9), BROKEN["too high"][2]]
    fits = made(tmp_path / "a", TABLES[kind], rows, "hoogstens_terzijde: 10%")
    assert laad(fits) == (["R3020"], True)
    one = made(tmp_path / "b", TABLES[kind], rows[1:], "hoogstens_terzijde: 10%")
    assert laad(one) == (["R3020", "R3201"], False)
    assert loads(one) == []


def test_rows_of_another_source_make_no_room_for_wrong_ones(tmp_path: Path) -> None:
    """One of ten is wrong, which is 10%; beside ten rows that are left out it would be 5%."""
    others: list[Row] = [(f"z{at}", HAVEN, DAY, 1, 1, "vervallen", "01", "D1") for at in range(10)]
    rows = [*good(9), BROKEN["too high"][2], *others]
    more = "hoogstens_terzijde: SHARE\nzonder: {wet: [vervallen]}"
    for share, fits in (("10%", True), ("9%", False)):
        folder = made(tmp_path / share, TABLES["csv"], rows, more.replace("SHARE", share))
        assert laad(folder)[1] == fits


@every_table
def test_an_area_of_another_level_is_no_area_of_this_source(tmp_path: Path, kind: str) -> None:
    rows: list[Row] = [("buurt", "nr"), (HAVEN, 1), (GEMEENTE, 2)]
    folder = TABLES[kind].made(tmp_path, rows, {"buurt": "gebied", "nr": "aantal"})
    path = folder / "indicators/bronnen/levering.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "{kolom: buurt}", "{kolom: buurt, niveau: buurt}"
    )
    path.write_text(text, encoding="utf-8")
    assert laad(folder) == (["R3009"], False)


def next_load(folder: Path, reader: Reader, first: list[Row], then: list[Row]) -> list[str]:
    """Deliver twice; return what is told of the second, which counts only where nothing is."""
    assert laad(folder)[1]
    before = loads(folder)
    reader.deliver(folder, [HEAD, *then])
    codes, there = laad(folder)
    assert there == (not codes)
    assert loads(folder)[: len(before)] == before
    assert len(loads(folder)) == len(before) + there
    assert find(folder, "levering", before[-1].momentopname) is not None
    return codes


def blank(count: int) -> list[Row]:
    """Return twenty rows of which `count` have no age."""
    return [*good(20 - count), *(("x" + str(row[0]), *row[1:]) for row in good(count, age=None))]


SHIFT = "verschuiving: {rijen: 20%, leeg: 5 procentpunt, gemiddelde: 10%}"
#: What comes after twenty rows of age 40, and what is told of it.
SHIFTS: dict[str, tuple[list[Row], list[str]]] = {
    "a fifth more": (good(24), []),
    "more than a fifth more": (good(25), ["R3204"]),
    "a fifth less": (good(16), []),
    "more than a fifth less": (good(15), ["R3204"]),
    "a tenth older": (good(20, age=44), []),
    "more than a tenth older": (good(20, age=45), ["R3204"]),
    "a tenth younger": (good(20, age=36), []),
    "more than a tenth younger": (good(20, age=35), ["R3204"]),
    "one of twenty empty": (blank(1), []),
    "two of twenty empty": (blank(2), ["R3204"]),
    "so few that a share is of one": (good(9, age=90), ["R3204"]),
    "enough for a share": (good(10, age=90), ["R3204", "R3204"]),
    "all of it at once": ([*good(25, age=50), *blank(5)[15:]], ["R3204"] * 3),
}


#: Of a file that is text all of them; of the others what tells whether they are looked at at all.
_FEW = ("a tenth older", "one of twenty empty", "all of it at once")


@pytest.mark.parametrize(
    ("kind", "shift"),
    [(kind, shift) for kind in TABLES for shift in (SHIFTS if kind == "csv" else _FEW)],
)
def test_a_shift_is_measured_to_the_edge(tmp_path: Path, kind: str, shift: str) -> None:
    then, codes = SHIFTS[shift]
    folder = made(tmp_path, TABLES[kind], good(20), SHIFT)
    assert next_load(folder, TABLES[kind], good(20), then) == codes


@every_table
def test_as_few_rows_as_may_be(tmp_path: Path, kind: str) -> None:
    """Rows that are set aside are none of them."""
    reader, more = TABLES[kind], "minstens_rijen: 12\nhoogstens_terzijde: 50%"
    folder = made(tmp_path, reader, good(12), more)
    assert next_load(folder, reader, good(12), good(11)) == ["R3202"]
    few = made(tmp_path / "x", reader, [*good(11), BROKEN["too high"][2]], more)
    assert laad(few) == (["R3020", "R3202"], False)


@every_table
@pytest.mark.parametrize(("older", "codes"), [(0, []), (1, ["R3203"]), (-400, [])])
def test_as_old_as_may_be(tmp_path: Path, kind: str, older: int, codes: list[str]) -> None:
    """Late is a finding: the load counts, and the message comes back until there is a newer one."""
    newest = date.today() - timedelta(days=Ververst.MAANDELIJKS.days + older)
    rows = [*good(2, op=date(2021, 1, 1)), ("n", *good(1, op=min(newest, date(2030, 1, 1)))[0][1:])]
    folder = made(tmp_path, TABLES[kind], rows, "ververst: maandelijks")
    if older < 0:  # a day that is still to come makes nothing newer
        rows[-1] = ("n", *good(1, op=date.today())[0][1:])
        TABLES[kind].deliver(folder, [HEAD, *rows, ("z", *good(1, op=newest)[0][1:])])
    for _ in range(2):
        found = attempt_all(folder)
        assert [each.code for each in found] == codes
        assert not found.errors
    (levering,) = loads(folder)
    assert levering.nieuwste == min(newest, date.today()).isoformat()


JSON_KOLOMMEN = {
    "buurt": "{type: gebied, kolom: code}",
    "jaar": "tekst",
    "nr": "{type: aantal, mag_leeg: ja, minstens: 0, hoogstens: 120}",
}
PUBLISHED = "gepubliceerd: ja\nperiode: jaar"


def series_folder(folder: Path, content: bytes, more: str = "") -> Path:
    more = f"{PUBLISHED}\n{more}".strip()
    return folder_with(folder, content, JSON_KOLOMMEN, bestand="data/x.json", more=more)


def areas(**values: dict[str, object]) -> bytes:
    made = {code: {"tijdreeksen": {"nr": each}} for code, each in values.items()}
    return json.dumps(made).encode()


YEARS = {str(2000 + at): 100 for at in range(20)}
#: Series of numbers by year: the file, and what is told of it with the number of the row.
SERIES: dict[str, tuple[bytes, list[tuple[str, int]]]] = {
    "at the edges": (areas(**{HAVEN: {"2020": 0, "2021": 120, "2022": None}}), []),
    "too low and too high": (
        areas(**{HAVEN: {"2020": -1, "2021": 121}}),
        [("R3020", 1), ("R3020", 2)],
    ),
    "half a person": (areas(**{HAVEN: {"2020": 1, "2021": 1.5}}), [("R3004", 2)]),
    "no year": (areas(**{HAVEN: {"2020": 1, "later": 2}}), [("R3012", 2)]),
    "no area": (areas(BU99999999={"2020": 1}), [("R3008", 1)]),
    "all of it": (
        areas(**{HAVEN: {"2020": -1, "2021": 1.5, "x": 5}, "BU99999999": {"2020": 1}}),
        [("R3004", 2), ("R3008", 4), ("R3012", 3), ("R3020", 1)],
    ),
}


@pytest.mark.parametrize("name", SERIES)
def test_clauses_of_a_series_per_area(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    content, expected = SERIES[name]
    folder = series_folder(tmp_path, areas(**{HAVEN: dict(YEARS)}))
    assert laad(folder) == ([], True)
    (folder / "data/x.json").write_bytes(content)
    capfd.readouterr()
    assert app.run(["laad", "levering", "--json", "--map", str(folder)]) == (3 if expected else 0)
    told = json.loads(capfd.readouterr().out)["meldingen"]
    assert sorted((each["code"], each["regel"]) for each in told) == expected
    assert all(each["herstel"] for each in told)
    assert len(loads(folder)) == (1 if expected else 2)


@pytest.mark.parametrize(
    ("more", "then", "codes"),
    [
        ("minstens_rijen: 20", YEARS, []),
        ("minstens_rijen: 20", dict(list(YEARS.items())[:19]), ["R3202"]),
        ("verschuiving: {rijen: 10%}", dict(list(YEARS.items())[:18]), []),
        ("verschuiving: {rijen: 10%}", dict(list(YEARS.items())[:17]), ["R3204"]),
        ("verschuiving: {gemiddelde: 10%}", dict.fromkeys(YEARS, 110), []),
        ("verschuiving: {gemiddelde: 10%}", dict.fromkeys(YEARS, 111), ["R3204"]),
    ],
)
def test_a_delivery_of_series_as_a_whole(
    tmp_path: Path, more: str, then: dict[str, object], codes: list[str]
) -> None:
    folder = series_folder(tmp_path, areas(**{HAVEN: dict(YEARS)}), more)
    assert laad(folder) == ([], True)
    (folder / "data/x.json").write_bytes(areas(**{HAVEN: then}))
    assert laad(folder) == (codes, not codes)


MESSAGE_KOLOMMEN = {
    "nr": "{type: aantal, kolom: toewijzing, minstens: 1, hoogstens: 12}",
    "gemeente": "gebied",
    "inwoner": "{type: pseudoniem, kolom: persoon}",
    "op": "{type: datum, kolom: toegewezen_op, minstens: 2020-01-01}",
    "product": "{mag_leeg: ja, keuze: [A, B]}",
}


def message(number: int, op: str = "2024-01-31", *, product: str = "", kenmerk: int = 0) -> str:
    more = {"Product": f"<Categorie>41</Categorie><Code>{product}</Code>"} if product else {}
    return bericht("301", toegewezen(f"{number}", op, **more), kenmerk=f"{kenmerk or number}")


def mailbag(folder: Path, berichten: list[str], more: str = "") -> Path:
    return folder_with(
        folder,
        zipped(berichten),
        MESSAGE_KOLOMMEN,
        bestand="data/x.zip",
        gebied="{kolom: gemeente, niveau: gemeente}",
        more="\n".join(
            [
                "sleutel: nr\npersoon: inwoner\ngrondslag: test\nberichten: {soort: toewijzingen}",
                more,
            ]
        ).strip(),
    )


def test_clauses_of_messages(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Those at the edge are let in; then each wrong one is told by the number of its message."""
    right = [message(at + 1, "2020-01-01", product="AB"[at % 2]) for at in range(12)]
    folder = mailbag(tmp_path, right)
    assert laad(folder) == ([], True)
    (before,) = loads(folder)
    wrong = [
        message(13),
        message(0, kenmerk=99),
        message(1, "2019-12-31"),
        message(2, product="C"),
        bericht("301", toegewezen("3", "2024-01-01"), kenmerk="7").replace(
            "<Afzender>9999", "<Afzender>8888"
        ),
    ]
    (folder / "data/x.zip").write_bytes(zipped(wrong))
    capfd.readouterr()
    assert app.run(["laad", "levering", "--json", "--map", str(folder)]) == 3
    told = json.loads(capfd.readouterr().out)["meldingen"]
    assert sorted((each["code"], each["regel"]) for each in told) == [
        ("R3006", 4),
        ("R3008", 5),
        ("R3020", 1),
        ("R3020", 2),
        ("R3020", 3),
    ]
    assert loads(folder) == [before]
    assert find(folder, "levering", before.momentopname) is not None


def test_every_message_is_used_aside_or_replaced(tmp_path: Path) -> None:
    """Twelve that count, one sent again, one that is broken, and one that does not fit."""
    right = [message(at + 1) for at in range(12)]
    again = bericht("301", toegewezen("1", "2024-02-01"), kenmerk="21", op="2024-02-01")
    broken = message(5, "2024-02-30", kenmerk=22)
    folder = mailbag(tmp_path, [*right, again, broken, message(13)], "hoogstens_terzijde: 10%")
    path = folder / "indicators/bronnen/levering.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("{soort: toewijzingen}", "{soort: toewijzingen, hoogstens_terzijde: 1}")
    path.write_text(text, encoding="utf-8")
    codes, there = laad(folder)
    assert there and sorted(codes) == ["R3017", "R3020"]
    (levering,) = loads(folder)
    assert (levering.rijen, levering.gebruikt) == (15, 12)
    assert (levering.terzijde, levering.buiten) == (2, 1)
    assert levering.regels is not None
    aside = pl.read_csv(folder / levering.regels, separator=";", schema=ASIDE)
    # Of a broken message it is the line in that message, which the reason names.
    assert aside.filter(code="R3020")["regel"].to_list() == [15]
    assert "b014.xml" in aside.filter(code="R3017")["reden"].item()


@pytest.mark.parametrize(
    ("more", "many", "codes"),
    [
        ("minstens_rijen: 10", 10, []),
        ("minstens_rijen: 10", 9, ["R3202"]),
        ("verschuiving: {rijen: 25%}", 9, []),
        ("verschuiving: {rijen: 24%}", 9, ["R3204"]),
    ],
)
def test_a_delivery_of_messages_as_a_whole(
    tmp_path: Path, more: str, many: int, codes: list[str]
) -> None:
    folder = mailbag(tmp_path, [message(at + 1) for at in range(12)], more)
    assert laad(folder) == ([], True)
    (folder / "data/x.zip").write_bytes(zipped([message(at + 1) for at in range(many)]))
    assert laad(folder) == (codes, not codes)
