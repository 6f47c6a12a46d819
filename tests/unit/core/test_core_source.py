"""Excerpts: the line that a message speaks of, with carets under the right characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resultaat.core.source import SourceFile, Span


def excerpt(text: str, span: Span) -> tuple[str, str]:
    shown = SourceFile(Path("x.yaml"), text).excerpt(span)
    line, carets = shown.split("\n")
    return line, carets


def pointed_at(text: str, span: Span) -> str:
    """Return the characters above the carets."""
    line, carets = excerpt(text, span)
    return "".join(
        mine for mine, caret in zip(line, carets.ljust(len(line)), strict=False) if caret == "^"
    )


def test_the_line_with_its_number_and_carets() -> None:
    text = "naam: x\nwaar: wet = 'jeugdwet'\n"
    assert SourceFile(Path("x"), text).excerpt(Span.at(2, 7, 3)) == (
        "    2 | waar: wet = 'jeugdwet'\n      |       ^^^"
    )


def test_a_tab_keeps_the_carets_in_place() -> None:
    line, carets = excerpt("\twaar:\tx\n", Span.at(1, 8))
    assert line.endswith(" waar: x")
    assert carets.index("^") == line.index("x")


def test_letters_of_more_bytes_count_as_one() -> None:
    assert pointed_at("één: ëxtra\n", Span.at(1, 6, 5)) == "ëxtra"


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_place_past_the_file_has_no_excerpt(line: int) -> None:
    assert SourceFile(Path("x"), "a\nb\n").excerpt(Span.at(line, 1)) == ""


def test_an_empty_file_has_no_excerpt() -> None:
    assert SourceFile(Path("x"), "").excerpt(Span.at(1, 1)) == ""


def test_a_span_over_lines_points_to_the_end_of_the_first() -> None:
    text = "telt:\n  bron: a\n  som: b\n"
    assert pointed_at(text, Span(2, 3, 3, 9)) == "bron: a"


def test_just_past_the_end_of_a_line() -> None:
    line, carets = excerpt("naam:\n", Span.at(1, 6))
    assert carets.index("^") == len(line)


@pytest.mark.parametrize("start", [1, 40, 99, 250, 391])
def test_a_very_long_line_is_cut_around_the_place(start: int) -> None:
    text = "".join(chr(97 + index % 26) for index in range(400))
    line, _ = excerpt(text, Span.at(1, start, 10))
    assert pointed_at(text, Span.at(1, start, 10)) == text[start - 1 : start + 9]
    assert len(line) <= 108


def test_a_span_wider_than_the_cut_stays_within_it() -> None:
    line, carets = excerpt("x" * 500, Span.at(1, 200, 300))
    assert len(carets) <= len(line) + 1


def test_within_a_span() -> None:
    assert Span.at(4, 10, 30).within(5, 3) == Span(4, 15, 4, 18)
    assert Span.at(1, 1, 0) == Span(1, 1, 1, 2)  # never less than one character


@given(st.text(max_size=300), st.integers(0, 20), st.integers(1, 400), st.integers(1, 400))
def test_any_place_in_any_text_can_be_shown(text: str, line: int, column: int, width: int) -> None:
    shown = SourceFile(Path("x"), text).excerpt(Span.at(line, column, width))
    assert shown == "" or shown.count("\n") == 1
