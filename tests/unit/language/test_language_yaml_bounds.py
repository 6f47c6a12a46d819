"""Files that are too large, too deep, hostile, or not text: bounded, and said where it is wrong."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from language_examples import from_file, problem, tree

from resultaat.core.diagnostics import Diagnostics
from resultaat.language.yaml import MAX_BYTES, MAX_DEPTH, read_source


def test_depth_is_bounded() -> None:
    fine = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert tree(f"a: {fine}\n")[1] == []
    assert problem(f"a: {'[' * 100}{']' * 100}\n") == ("R1006", 1, 4 + MAX_DEPTH)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{a: " * 60_000,
        "- " * 100_000,
        "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n",
        "".join(f"k{n}: v\n" for n in range(20_000)),
        "a: x\n" * 30_000,
        "a: " + "x" * 250_000,
        "a: '" + "''" * 100_000,
        "?" * 100_000,
        "&" * 100_000,
    ],
    ids=["lists", "maps", "dashes", "laughs", "keys", "same key", "long", "quotes", "?", "&"],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    tree(text)
    assert time.perf_counter() - begin < 5


def test_a_file_may_be_so_large_and_no_larger(tmp_path: Path) -> None:
    text, found = from_file(tmp_path / "a.yaml", b"#" * MAX_BYTES)
    assert (len(text or ""), found) == (MAX_BYTES, [])
    text, (only,) = from_file(tmp_path / "b.yaml", b"#" * 1024 * 1024)
    assert (text, only.code) == (None, "R1002")
    assert only.message == "Het bestand is 1024 kB groot; een definitie is dat nooit."


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a: x\nb: één\n".encode("latin-1"), 2),
        ("a: x\n".encode("utf-16"), 1),
        (b"a: x\n\n\nb: \xff\n", 4),
        (b"\xc3", 1),
    ],
    ids=["latin-1", "utf-16", "byte", "half a letter"],
)
def test_another_encoding(tmp_path: Path, content: bytes, line: int) -> None:
    text, (only,) = from_file(tmp_path / "a.yaml", content)
    assert (text, only.code, only.place.span.line) == (None, "R1003", line)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    assert from_file(tmp_path / "a.yaml", b"\xef\xbb\xbfa: x\n") == ("a: x\n", [])


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    found = Diagnostics()
    (tmp_path / "map.yaml").mkdir()
    for name in ("map.yaml", "weg.yaml"):
        assert read_source(tmp_path / name, found) is None
    assert [(each.code, each.place.path.name) for each in found] == [
        ("R1001", "map.yaml"),
        ("R1001", "weg.yaml"),
    ]
