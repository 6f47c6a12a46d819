"""CSV as it comes from spreadsheets, suppliers and CBS."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN
from data_examples import KOLOMMEN, attempt, folder_with, loaded, refused

LINES = f"buurt;bedrag\n{HAVEN};12,50\n{BINNENSTAD};3\n"
EXPECTED = [Decimal("12.50"), Decimal(3)]


@pytest.mark.parametrize(
    "content",
    [
        LINES,
        LINES.rstrip("\n"),
        LINES.replace("\n", "\r\n"),
        "\ufeff" + LINES,
        LINES.replace(";", " ; "),
        LINES.replace("12,50", '"12,50"'),
        LINES.replace("buurt;bedrag", '"buurt";"bedrag"'),
        f"buurt;extra;bedrag\n{HAVEN};a;12,50\n{BINNENSTAD};b;3\n",
    ],
    ids=["plain", "no end", "crlf", "bom", "padded", "quoted", "quoted head", "extra column"],
)
def test_the_same_rows_however_they_are_written(tmp_path: Path, content: str) -> None:
    frame = loaded(tmp_path, content)
    assert frame["bedrag"].to_list() == EXPECTED
    assert frame["__gebied"].to_list() == [HAVEN, BINNENSTAD]


def test_a_separator_within_quotes_is_text(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "uitleg": "tekst"}
    content = f'buurt;bedrag;uitleg\n{HAVEN};1,00;"een; twee ""drie"""\n'
    assert loaded(tmp_path, content, kolommen)["uitleg"].item() == 'een; twee "drie"'


@pytest.mark.parametrize(
    ("sign", "line"), [(",", '{b},"1,5"'), ("\\t", "{b}\t1,5"), ("|", "{b}|1,5")]
)
def test_other_separators(tmp_path: Path, sign: str, line: str) -> None:
    real = "\t" if sign == "\\t" else sign
    content = f"buurt{real}bedrag\n" + line.format(b=HAVEN) + "\n"
    frame = loaded(tmp_path, content, more=f'scheidingsteken: "{sign}"')
    assert frame["bedrag"].to_list() == [Decimal("1.50")]


def test_a_decimal_point_where_the_source_says_so(tmp_path: Path) -> None:
    content = LINES.replace("12,50", "12.50")
    assert loaded(tmp_path, content, more='decimaalteken: "."')["bedrag"].to_list() == EXPECTED


@pytest.mark.parametrize(
    "written", ["12.50", "1.250,00", "12,505", "€ 12", "12,", ",5", "1e3", "--1", "0x10", "12 50"]
)
def test_an_amount_that_is_not_one_is_refused_and_not_rounded(tmp_path: Path, written: str) -> None:
    (problem,) = refused(tmp_path, LINES.replace("12,50", written))
    assert problem.code == "R3004"
    assert written not in problem.render()


def test_a_dot_is_missing_and_never_zero(tmp_path: Path) -> None:
    content = f"buurt;bedrag\n{HAVEN};.\n{HAVEN};\n{HAVEN};  \n{HAVEN};0\n"
    frame = loaded(tmp_path, content, more='leeg: ["."]')
    assert frame["bedrag"].to_list() == [None, None, None, Decimal(0)]


def test_codes_keep_their_zeros(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "code": "tekst"}
    content = f"buurt;bedrag;code\n{HAVEN};1;0363\n{HAVEN};1;1e5\n"
    assert loaded(tmp_path, content, kolommen)["code"].to_list() == ["0363", "1e5"]


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("aantal", "12", 12),
        ("aantal", "-3", -3),
        ("getal", "0,000001", Decimal("0.000001")),
        ("procent", "9,7", Decimal("0.097")),
        ("procent", "0,123456", Decimal("0.00123456")),
        ("ja_nee", "Ja", True),
        ("ja_nee", "0", False),
        ("ja_nee", "FALSE", False),
    ],
)
def test_types(tmp_path: Path, kind: str, written: str, expected: object) -> None:
    content = f"buurt;waarde\n{HAVEN};{written}\n"
    frame = loaded(tmp_path, content, {"buurt": "gebied", "waarde": kind})
    assert frame["waarde"].item() == expected


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("aantal", "1.000"),
        ("aantal", "1,0"),
        ("getal", "0,0000001"),
        ("datum", "31-01-2024"),
        ("datum", "2024-02-30"),
        ("datum", "20240131"),
        ("ja_nee", "misschien"),
        ("procent", "9,7%"),
        ("aantal", "99999999999999999999"),
    ],
)
def test_types_that_do_not_fit(tmp_path: Path, kind: str, written: str) -> None:
    content = f"buurt;waarde\n{HAVEN};{written}\n"
    (problem,) = refused(tmp_path, content, {"buurt": "gebied", "waarde": kind})
    assert (problem.code, problem.place.span.line) == ("R3004", 2)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (f"{LINES}{HAVEN};1;2\n", 4),
        (LINES.replace(";3", ";3;;"), 3),
    ],
)
def test_a_line_that_is_too_long(tmp_path: Path, content: str, line: int) -> None:
    (problem,) = refused(tmp_path, content)
    assert (problem.code, problem.place.span.line) == ("R3002", line)


def test_a_line_that_is_too_short_is_no_line_with_empty_values(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, f"{LINES}{HAVEN}\n")
    assert (problem.code, problem.place.span.line) == ("R3002", 4)


def test_a_line_with_quotes_that_is_too_short(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "uitleg": "{type: tekst, mag_leeg: ja}"}
    content = f'buurt;uitleg;bedrag\n{HAVEN};"een";1\n{HAVEN};"twee"\n'
    (problem,) = refused(tmp_path, content, kolommen)
    assert (problem.code, problem.place.span.line) == ("R3002", 3)


def test_a_quoted_text_over_three_lines(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "uitleg": "tekst"}
    content = f'buurt;bedrag;uitleg\n{HAVEN};1;"een\ntwee\ndrie"\n'
    assert loaded(tmp_path, content, kolommen)["uitleg"].item() == "een\ntwee\ndrie"


def test_a_quoted_line_break_does_not_shift_the_line_of_a_message(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "uitleg": "tekst"}
    content = f'buurt;bedrag;uitleg\n{HAVEN};1;"een\ntwee"\n{HAVEN};fout;drie\n'
    (problem,) = refused(tmp_path, content, kolommen)
    assert problem.place.span.line == 4


def test_blank_lines_do_not_shift_the_line_of_a_message(tmp_path: Path) -> None:
    (_, found) = attempt(folder_with(tmp_path, f"buurt;bedrag\n\n{HAVEN};fout\n"))
    problem = next(each for each in found if each.code == "R3004")
    assert problem.place.span.line == 3


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    content = f"buurt;bedrag;bedrag\n{HAVEN};1;2\n"
    problems = attempt(folder_with(tmp_path, content))[1]
    assert [each.code for each in problems] == ["R3002"]


ACCENT = f"buurt;bedrag;naam\n{HAVEN};12,50;Geëscaleerd\n"


@pytest.mark.parametrize("codering", ["utf-8", "windows-1252", "utf-16"])
def test_an_encoding_that_the_contract_states(tmp_path: Path, codering: str) -> None:
    content = ACCENT.encode(codering)
    kolommen = {**KOLOMMEN, "naam": "tekst"}
    frame = loaded(tmp_path, content, kolommen, more=f"codering: {codering}")
    assert frame["naam"].to_list() == ["Geëscaleerd"]


@pytest.mark.parametrize("written", ["utf-8", "windows-1252", "utf-16"])
@pytest.mark.parametrize("stated", ["utf-8", "windows-1252", "utf-16"])
def test_another_encoding_is_refused_and_named(tmp_path: Path, written: str, stated: str) -> None:
    """Also UTF-8 read as windows-1252, which any program does without a word: `GeÃ«scaleerd`."""
    if written == stated:
        return
    kolommen = {**KOLOMMEN, "naam": "tekst"}
    (problem,) = refused(tmp_path, ACCENT.encode(written), kolommen, more=f"codering: {stated}")
    assert problem.code == "R3002"
    assert f"`codering: {written}`" in problem.mend


@pytest.mark.parametrize(("sign", "name"), [(",", "komma"), ("\t", "tab"), ("|", "streep")])
def test_another_separator_is_named(tmp_path: Path, sign: str, name: str) -> None:
    (problem,) = refused(tmp_path, LINES.replace(";", sign).replace("12,50", "12"))
    assert problem.code == "R3002"
    assert name in problem.mend


def test_decimals_with_a_mark_of_their_own(tmp_path: Path) -> None:
    kolommen = {"buurt": "gebied", "een": "getal", "twee": "{type: getal, decimaalteken: '.'}"}
    frame = loaded(tmp_path, f"buurt;een;twee\n{HAVEN};1,8;416.0\n", kolommen)
    assert frame.select("een", "twee").row(0) == (Decimal("1.8"), Decimal(416))


def test_columns_without_a_name_are_left_alone(tmp_path: Path) -> None:
    assert loaded(tmp_path, f";;buurt;bedrag\n0;0;{HAVEN};1\n")["bedrag"].to_list() == [1]
