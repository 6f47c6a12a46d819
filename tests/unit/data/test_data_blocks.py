"""A file in blocks: nothing lost, nothing cut in two, and what is counted in them."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from resultaat.data.readers.blocks import all_empty, blocks, count


def records(seed: int, longest: int) -> str:
    """Make a file with line ends and separators within quotes, and lines of any length."""
    pick = random.Random(seed)  # noqa: S311
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    words = ("", "een", 'citaat "x"', "a;b", "twee\nregels", "x" * longest)
    for number in range(400):
        writer.writerow([number, *(pick.choice(words) for _ in range(3))])
    return text.getvalue()


@pytest.mark.parametrize("size", [900, 20_000, 50_000, 10**7])
@pytest.mark.parametrize("longest", [5, 700, 30_000])
@pytest.mark.parametrize("ends", [True, False])
def test_blocks_are_whole_records_and_all_of_the_file(
    tmp_path: Path, size: int, longest: int, ends: bool
) -> None:
    text = records(size + longest, longest).rstrip("\n") + ("\n" if ends else "")
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode())
    found, line = [], 1
    # A record may be as long as two blocks.
    for block in blocks(path, "utf-8", max(size, 2 * longest)):
        assert block.line == line
        assert block.ends == block.content.count(b"\n")
        line += block.ends
        found += list(csv.reader(io.StringIO(block.content.decode(), newline=""), delimiter=";"))
    assert found == list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_sign_is_counted_as_python_counts_it() -> None:
    content = bytes(random.Random(1).choices(b'ab;"\n', k=700_001))  # noqa: S311
    for sign in (b";", b'"', b"\n", b"x"):
        assert count(content, sign) == content.count(sign)


@pytest.mark.parametrize(
    ("content", "empty"),
    [
        (b"a;b\n", True),
        (b'a;"";b\n"";"";c\n', True),
        (b'a;"";"b;c"\n', False),
        (b'a;"b"\n', False),
        (b'"a""b;c"\n', False),
        (b'"""";a\n', True),
        (b'"";""";"""\n', False),
        (b'a;"\n', False),
    ],
)
def test_whether_anything_stands_between_quotes(content: bytes, empty: bool) -> None:
    assert all_empty(content) is empty
