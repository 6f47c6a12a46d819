"""A file of text in blocks of whole records, as UTF-8, whatever its size.

A block ends where a record ends: at a line end with as many quotes before it as there are pairs.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np

from resultaat.core.source import Span
from resultaat.data.readers.decode import UTF16, codering_of, other_codering
from resultaat.data.readers.trouble import told
from resultaat.data.readers.unreadable import Unreadable

#: Bytes that are read at a time. A few blocks at work stay far below the memory of a laptop, and
#: what is taken from the system for one of them serves the next, which over 32 MB it does not.
SIZE = 24 * 2**20
#: Bytes of which the signs are counted at once, so that what is counted stays near the processor.
_NEAR = 2**18
#: Bytes at the end of a block in which the end of a line is looked for.
_TAIL = 2**14
_BOM = codecs.BOM_UTF8


@dataclass(frozen=True, slots=True)
class Block:
    """Some whole lines: the number of the first one, and the bytes, in UTF-8 with `\\n`."""

    line: int
    content: bytes
    #: How many line ends there are in it.
    ends: int = 0


def blocks(path: Path, codering: str, size: int | None = None) -> Iterator[Block]:
    """Yield a file block by block. Raises Unreadable where it is written in another encoding.

    Without a `size` there is one block.
    """
    line, rest, text = 1, b"", _Text(path, codering)
    raws = _raws(path, size)
    raw = next(raws, b"")
    while raw:
        following = next(raws, b"")
        taken = text.taken(raw, last=not following)
        content = rest + taken if rest else taken
        end = end_of_records(content) if following else len(content)
        if end:
            block = text.checked(Block(line, content[:end]))
            yield block
            line += block.ends
        elif size and len(content) > 2 * size:
            raise _never_closed(path, line)
        rest, raw = content[end:], following
    text.finish()


def _raws(path: Path, size: int | None) -> Iterator[bytes]:
    """Yield the bytes of a file; up to the end of a line, where one is near, to copy them once."""
    with told(path), path.open("rb", buffering=0) as stream:
        while raw := stream.read(_up_to_line(stream, size) if size else -1):
            yield raw


def _up_to_line(stream: FileIO, size: int) -> int:
    """Return how many bytes, at most `size`, there are to the last line end that is found."""
    start, tail = stream.tell(), min(size, _TAIL)
    stream.seek(start + size - tail)
    end = stream.read(tail).rfind(b"\n") + 1
    stream.seek(start)
    return size - tail + end if end else size


def count(content: bytes, sign: bytes) -> int:
    """Count a sign that comes often: in a quarter of the time that `bytes.count` takes for that."""
    signs, near = np.frombuffer(content, np.uint8), range(0, len(content), _NEAR)
    return sum(int(np.count_nonzero(signs[at : at + _NEAR] == sign[0])) for at in near)


def all_empty(content: bytes) -> bool:
    """Whether there is nothing between quotes: what many programs write where there is no value."""
    quotes = np.flatnonzero(np.frombuffer(content, np.uint8) == ord('"'))
    return len(quotes) % 2 == 0 and bool((np.diff(quotes)[::2] == 1).all())


def end_of_records(content: bytes) -> int:
    """Return where the last whole record ends; 0 where none does."""
    end = content.rfind(b"\n") + 1
    # Looking for one is faster than counting that there are none.
    odd = count(content[:end], b'"') % 2 if b'"' in content else 0
    while odd and end:
        before = content.rfind(b"\n", 0, end - 1) + 1
        odd ^= content.count(b'"', before, end) % 2
        end = before
    return end


def end_of_first(content: bytes) -> int:
    """Return where the first record ends, its line end included."""
    end = content.find(b"\n") + 1
    while end and content.count(b'"', 0, end) % 2:
        end = content.find(b"\n", end) + 1
    return end or len(content)


def _never_closed(path: Path, line: int) -> Unreadable:
    return Unreadable(
        f"`{path.name}` is niet als CSV te lezen.",
        "Kijk naar het scheidingsteken en naar aanhalingstekens die niet worden gesloten.",
        Span.at(line, 1),
    )


class _Text:
    """The encoding of one file, while it is read."""

    def __init__(self, path: Path, codering: str) -> None:
        self.path = path
        self.codering = codering
        self.wide = codecs.getincrementaldecoder("utf-16")() if codering == "utf-16" else None
        self.begun = False
        self.accents = False  # whether any byte was no ASCII
        self.all_utf8 = True  # whether all of it could be UTF-8

    def taken(self, raw: bytes, *, last: bool) -> bytes:
        """Return what was read; only UTF-16 has line ends that must be decoded to be seen."""
        if not self.begun:
            self.begun = True
            if (self.wide is not None) is not (raw[:2] in UTF16):
                raise other_codering(self.path, self.codering, codering_of(raw))
            raw = raw.removeprefix(_BOM)
        if self.wide is None:
            return raw
        try:
            return self.wide.decode(raw, final=last).encode()
        except UnicodeDecodeError:
            raise other_codering(self.path, self.codering, None) from None

    def checked(self, block: Block) -> Block:
        """Return the block in UTF-8."""
        content = block.content
        if not content.isascii() and self.wide is None:
            self.accents = True
            content = self._decoded(block)
        if b"\r" in content:
            content = content.replace(b"\r\n", b"\n")
        return Block(block.line, content, count(content, b"\n"))

    def _decoded(self, block: Block) -> bytes:
        """Return bytes that were no UTF-16 as UTF-8, after a look at what they are."""
        raw = block.content
        single = self.codering == "windows-1252"
        if single and self.all_utf8:
            self.all_utf8 = codering_of(raw) == "utf-8"
        try:
            text = raw.decode("cp1252" if single else "utf-8")
        except UnicodeDecodeError as bad:
            line = block.line + raw.count(b"\n", 0, bad.start)
            place = Span.at(line, bad.start - raw.rfind(b"\n", 0, bad.start))
            raise other_codering(self.path, self.codering, codering_of(raw), place) from None
        return text.encode() if single else raw

    def finish(self) -> None:
        """Refuse UTF-8 that was read as windows-1252: each accent became two odd characters."""
        if self.codering == "windows-1252" and self.accents and self.all_utf8:
            raise other_codering(self.path, self.codering, "utf-8")
