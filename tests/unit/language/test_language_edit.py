"""One value changes; every other character of the file stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import werkmap
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resultaat.core.diagnostics import Diagnostics, ResultaatError
from resultaat.core.source import SourceFile
from resultaat.language.edit import _edited, remove_value, set_value
from resultaat.language.nodes import plain
from resultaat.language.yaml import parse

FILE = """\
# Boven alles.
soort: context      # de soort
naam: 'Een ''naam'''

waarom: >-
  Een lange uitleg die
  over twee regels loopt.

# over het tellen
telt: {bron: trajecten, aantal: rijen, datum: gemeld_op}   # kort
lijst:
  - {vanaf: 2024, waarde: 70%}   # eerste
  - vanaf: 2025
    waarde: "75%"

  # los
rollen:
  eigenaar: Jan   # voorlopig
  # nog niemand
tekst: |
  een
    twee
leeg:
eind: 0363"""


def edited(where: list[str | int], value: str, text: str = FILE) -> str:
    source = SourceFile(Path("x.yaml"), text)
    root = parse(source, Diagnostics())
    assert root is not None
    return _edited(source, root, where, value)


@pytest.mark.parametrize(
    ("where", "value", "before", "after"),
    [
        (["soort"], "inzet", "soort: context ", "soort: inzet "),
        (["naam"], "Jan's", "naam: 'Een ''naam'''", "naam: 'Jan''s'"),
        (["telt", "aantal"], "personen", "aantal: rijen", "aantal: personen"),
        (["telt", "waar"], "a = 'b'", "gemeld_op}", "gemeld_op, waar: a = 'b'}"),
        (["lijst", 0, "waarde"], "72%", "70%", "72%"),
        (["lijst", 1, "waarde"], "80%", '"75%"', '"80%"'),
        (["lijst", 1, "waarde"], 'a "b" \\', '"75%"', '"a \\"b\\" \\\\"'),
        (["rollen", "eigenaar"], "Piet: de 2e", "Jan ", "'Piet: de 2e' "),
        (["soort"], "# geen", "soort: context", "soort: '# geen'"),
        (["telt", "bron"], "a, b", "bron: trajecten", "bron: 'a, b'"),
        (["eind"], "0518", "eind: 0363", "eind: 0518"),
        (["leeg"], "vol", "leeg:", "leeg: vol"),
        (
            ["waarom"],
            "Kort nu.",
            "  Een lange uitleg die\n  over twee regels loopt.\n",
            "  Kort nu.\n",
        ),
        (["tekst"], "drie\n  vier\n", "  een\n    twee\n", "  drie\n    vier\n"),
        (["horizon"], "2026", "eind: 0363", "eind: 0363\nhorizon: 2026\n"),
        (
            ["rollen", "regisseur"],
            "An",
            "  # nog niemand\n",
            "  # nog niemand\n  regisseur: An\n",
        ),
    ],
)
def test_only_that_value(where: list[str | int], value: str, before: str, after: str) -> None:
    assert FILE.count(before) == 1
    assert edited(where, value) == FILE.replace(before, after)


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (["lijst", 2, "waarde"], "R2030"),
        (["lijst", "waarde"], "R2030"),
        (["bestaat", "niet"], "R2030"),
        (["soort", "x"], "R2030"),
        (["telt"], "R2031"),
        (["lijst"], "R2031"),
    ],
)
def test_no_such_place(where: list[str | int], code: str) -> None:
    with pytest.raises(ResultaatError) as refused:
        edited(where, "x")
    assert [each.code for each in refused.value.diagnostics] == [code]


PLACES: list[list[str | int]] = [
    ["soort"], ["naam"], ["telt", "bron"], ["lijst", 0, "waarde"], ["lijst", 1, "waarde"],
    ["eind"], ["leeg"], ["nieuw"], ["telt", "nieuw"], ["rollen", "nieuw"],
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@example(where=["leeg"], value="{#}")  # a bracket that only a comment closes
@given(where=st.sampled_from(PLACES), value=st.text("ab '\"\\#:{}[],&*!|>%@`-?0é~", max_size=12))
def test_whatever_is_written_is_read_back(where: list[str | int], value: str) -> None:
    new = edited(where, value)
    read = parse(SourceFile(Path("x.yaml"), new), Diagnostics())
    assert read is not None
    found = plain(read)
    for step in where:
        found = found[step]  # type: ignore[index]
    assert found == value
    for line in ("# Boven alles.", "# over het tellen", "   # kort", "   # eerste", "  # los"):
        assert line in new


DOEL = Path("indicators") / "jeugd" / "doelrealisatie.yaml"


def test_in_a_working_folder(tmp_path: Path) -> None:
    path = werkmap(tmp_path) / DOEL
    before = path.read_text(encoding="utf-8")
    set_value(path, ["streefwaarden", 0, "waarde"], "72%")
    assert path.read_text(encoding="utf-8") == before.replace("70%", "72%")
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        (["streefwaarden", 0, "waarde"], "72", "R1315"),
        (["streefwaarden", 0, "waarde"], "veel", "R1103"),
        (["telt", "aandeel"], "doel_bereik", "R1203"),
        (["doel"], "bestaat_niet", "R1402"),
        (["onbekend"], "x", "R1101"),
    ],
)
def test_what_would_bring_an_error_is_refused(
    tmp_path: Path, where: list[str | int], value: str, code: str
) -> None:
    path = werkmap(tmp_path) / DOEL
    before = path.read_bytes()
    with pytest.raises(ResultaatError) as refused:
        set_value(path, where, value)
    [error] = list(refused.value.diagnostics)
    assert error.code == code
    assert error.place is not None
    assert error.place.path == path.resolve()
    assert path.read_bytes() == before


def test_a_mark_and_line_ends_of_another_system_stay(tmp_path: Path) -> None:
    path = werkmap(tmp_path) / DOEL
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(content)
    set_value(path, ["streefwaarden", 0, "waarde"], "72%")
    assert path.read_bytes() == content.replace(b"70%", b"72%")


def test_letters_of_more_bytes_do_not_move_the_place() -> None:
    text = "a: {b: é😀, c: 'ë', d: 70%}   # €\nz: 1\n"
    assert edited(["a", "d"], "72%", text) == text.replace("70%", "72%")
    assert edited(["a", "c"], "ü", text) == text.replace("'ë'", "'ü'")


def test_an_error_that_was_there_does_not_stand_in_the_way(tmp_path: Path) -> None:
    folder = werkmap(tmp_path)
    other = folder / "indicators" / "jeugd" / "wachttijd.yaml"
    other.write_text(other.read_text(encoding="utf-8").replace("42 dagen", "lang"), "utf-8")
    set_value(folder / DOEL, ["streefwaarden", 0, "waarde"], "72%")
    assert "72%" in (folder / DOEL).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("where", "before", "after"),
    [
        (["soort"], "soort: context      # de soort\n", ""),
        (["waarom"], "waarom: >-\n  Een lange uitleg die\n  over twee regels loopt.\n", ""),
        (["telt", "aantal"], "aantal: rijen, ", ""),
        (["telt", "datum"], ", datum: gemeld_op}", "}"),
        (["lijst", 0], "  - {vanaf: 2024, waarde: 70%}   # eerste\n", ""),
        (["lijst", 1], '  - vanaf: 2025\n    waarde: "75%"\n', ""),
        (["lijst", 1, "waarde"], '    waarde: "75%"\n', ""),
        (["lijst", 0, "waarde"], ", waarde: 70%", ""),
        (["rollen"], "rollen:\n  eigenaar: Jan   # voorlopig\n", ""),
        (["tekst"], "tekst: |\n  een\n    twee\n", ""),
        (["leeg"], "leeg:\n", ""),
        (["eind"], "eind: 0363", ""),
    ],
)
def test_one_thing_less(tmp_path: Path, where: list[str | int], before: str, after: str) -> None:
    assert FILE.count(before) == 1
    path = tmp_path / "los.yaml"
    path.write_text(FILE, encoding="utf-8")
    remove_value(path, where)
    assert path.read_text(encoding="utf-8") == FILE.replace(before, after)


@pytest.mark.parametrize(
    "where", [["weg"], ["lijst", 7], ["telt", "waar"], ["soort", "dieper"], ["lijst", "een"], []]
)
def test_what_is_not_there_cannot_go(tmp_path: Path, where: list[str | int]) -> None:
    path = tmp_path / "los.yaml"
    path.write_text(FILE, encoding="utf-8")
    with pytest.raises(ResultaatError, match="R2030"):
        remove_value(path, where)
    assert path.read_text(encoding="utf-8") == FILE


def test_the_last_of_a_block_cannot_go(tmp_path: Path) -> None:
    path = tmp_path / "los.yaml"
    path.write_text("a: {b: 1}\nc: 2\n", encoding="utf-8")
    with pytest.raises(ResultaatError, match="R2030"):
        remove_value(path, ["a", "b", "d"])
    remove_value(path, ["a"])
    assert path.read_text(encoding="utf-8") == "c: 2\n"


@pytest.mark.parametrize(
    ("where", "value", "before", "after"),
    [
        (
            ["lijst", "+"],
            "{vanaf: 2026, waarde: 80%}",
            '    waarde: "75%"\n',
            '    waarde: "75%"\n  - {vanaf: 2026, waarde: 80%}\n',
        ),
        (["nieuw", "+"], "a, b", "eind: 0363", "eind: 0363\nnieuw: ['a, b']\n"),
        (["telt", "keuze", "+"], "x", "gemeld_op}", "gemeld_op, keuze: [x]}"),
    ],
)
def test_one_more_in_a_list(where: list[str | int], value: str, before: str, after: str) -> None:
    assert edited(where, value) == FILE.replace(before, after)


def test_one_more_between_brackets() -> None:
    assert edited(["a", "+"], "drie", "a: [een, twee]   # wie\n") == (
        "a: [een, twee, drie]   # wie\n"
    )
    assert edited(["a", "+"], "een", "a: []\n") == "a: [een]\n"
    # What is written as a block is one.
    assert edited(["a", "+"], "twee: drie", "a:\n- een\nb: c\n") == (
        "a:\n- een\n- twee: drie\nb: c\n"
    )
