"""YAML as people mean it: nothing guessed, everything bounded, and the place where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from language_examples import problem, tree, value

from resultaat.core.source import Span
from resultaat.language.nodes import Listing, Mapping, Scalar, find


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0363",
            "on",
            "yes",
            "no",
            "y",
            "true",
            "12:30",
            "1e3",
            "0x1F",
            "1_000",
            ".5",
            "2024-01-01",
        ),
        *("NULL_", "=", "<<", "70%", "1.500", "'", "C#", "-x", "a:b", "a#b"),
    ],
)
def test_a_word_stays_the_word_that_was_written(text: str) -> None:
    written = text if text != "'" else '"\'"'
    assert value(f"code: {written}") == {"code": text}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_and_not_a_text(nothing: str) -> None:
    assert value(f"a: {nothing}\nb: x") == {"a": None, "b": "x"}


@pytest.mark.parametrize("quoted", ['""', "''", '"null"', "'~'"])
def test_a_quoted_nothing_is_a_text(quoted: str) -> None:
    assert value(f"a: {quoted}") == {"a": quoted.strip("'\"")}


def test_blocks_lists_and_texts_over_lines() -> None:
    text = (
        "a:\n  - b: [x, 'y z']\n    c: |\n      een\n      twee\n    d: >\n      een\n      twee\n"
    )
    assert value(text) == {"a": [{"b": ["x", "y z"], "c": "een\ntwee\n", "d": "een twee\n"}]}


def test_every_value_knows_where_it_stands() -> None:
    node, _ = tree("a: x\nb:\n  - c: 'één twee'\n")
    found, key = find(node, ("b", 0, "c"))
    assert isinstance(found, Scalar)
    assert (found.text, found.span, found.literal) == ("één twee", Span(3, 9, 3, 17), True)
    assert key is not None
    assert key.span == Span(3, 5, 3, 6)
    assert isinstance(node, Mapping)
    assert isinstance(node.get("b"), Listing)


@pytest.mark.parametrize(
    ("written", "literal"),
    [
        ("x y", True),
        ("'x y'", True),
        ('"x y"', True),
        ('"x\\ty"', False),
        ("'x''y'", False),
        ("x\n   y", False),
        (">\n   x y", False),
    ],
)
def test_it_is_known_whether_characters_stand_just_so(written: str, literal: bool) -> None:
    node, _ = tree(f"a: {written}\n")
    found, _ = find(node, ("a",))
    assert isinstance(found, Scalar)
    assert found.literal is literal


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: x\n\tb: y\n", ("R1004", 2, 1)),
        ("a:\n\t- b\n", ("R1004", 2, 1)),
        ("a: b: c\n", ("R1004", 1, 5)),
        ("a: @x\n", ("R1004", 1, 4)),
        ("a: `x`\n", ("R1004", 1, 4)),
        ("a: %x\n", ("R1004", 1, 4)),
        ("a: 'x\nb: y\n", ("R1004", 1, 4)),
        ("a: {b: c\n", ("R1004", 1, 4)),
        ("a: [b, c\n", ("R1004", 1, 4)),
        ("a: x\n b: y\n", ("R1004", 2, 3)),
        ("a: &anker x\n", ("R1008", 1, 4)),
        ("a: *anker\n", ("R1008", 1, 4)),
        ("a: x\n---\nb: y\n", ("R1007", 2, 1)),
        ("[a, b]: c\n", ("R1009", 1, 1)),
        ("? {a: b}\n: c\n", ("R1009", 1, 3)),
    ],
)
def test_what_is_wrong_and_where(text: str, place: tuple[str, int, int]) -> None:
    assert problem(text) == place


def test_a_missing_colon_is_pointed_at_on_its_own_line() -> None:
    node, (found,) = tree("soort: context\nnaam Meldingen\nwaarom: Zo.\n")
    assert node is None
    assert (found.code, found.place.span.line) == ("R1004", 2)


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_a_control_character(sign: str) -> None:
    assert problem(f"a: x\nb: y{sign}z\n") == ("R1005", 2, 5)


def test_a_control_character_after_letters_of_more_bytes() -> None:
    assert problem("a: één\nb: ëë\x07\n") == ("R1005", 2, 6)


def test_a_key_may_come_once_and_the_first_counts() -> None:
    node, (found,) = tree("a: x\nb:\n  a: y\na: z\n")
    assert (found.code, found.place.span) == ("R1010", Span(4, 1, 4, 2))
    assert "eerst op regel 1" in found.message
    assert isinstance(node, Mapping)
    first = node.get("a")
    assert isinstance(first, Scalar)
    assert first.text == "x"


@pytest.mark.parametrize("text", ["", "\n\n", "# alleen uitleg\n", "---\n", "~"])
def test_an_empty_file_is_no_tree_and_no_error(text: str) -> None:
    assert tree(text) == (None, [])


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_of_other_systems(line_end: str) -> None:
    assert value(line_end.join(("a: x", "b:", "  - y", ""))) == {"a": "x", "b": ["y"]}


@given(st.text(max_size=200))
def test_any_text_is_a_tree_or_a_message(text: str) -> None:
    node, found = tree(text)
    assert node is None or isinstance(node, Scalar | Mapping | Listing)
    for each in found:
        assert each.render()


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,? \n\t0~", max_size=60))
def test_any_text_of_signs_is_a_tree_or_a_message(text: str) -> None:
    for each in tree(text)[1]:
        assert each.code in {"R1004", "R1006", "R1007", "R1008", "R1009", "R1010"}
        assert each.place.span.line >= 1


def test_what_was_read_before_is_remembered_and_a_mistake_is_said_again() -> None:
    text = "soort: context\nnaam: Meldingen\n"
    first, found = tree(text)
    again, _ = tree(text)
    assert first is again
    assert list(found) == []
    for _ in range(2):
        node, (wrong,) = tree("a: x\na: y\n")
        assert wrong.code == "R1010"
        assert isinstance(node, Mapping)
