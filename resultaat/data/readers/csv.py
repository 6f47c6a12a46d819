"""CSV as it comes: every value as text, so that `0363` keeps its zero and `.` its meaning.

A file is read in blocks, so that its size does not matter. Of each block it is verified by counting
that every record has all its fields; only where the counts differ is it read with Python's own
reader, which knows the line.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

import polars as pl

from resultaat.core.source import Span
from resultaat.data.readers.blocks import Block, all_empty, blocks, count, end_of_first
from resultaat.data.readers.lines import LINE, check_header, record_lines
from resultaat.data.readers.table import Piece, Table
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bron import Bron

_BINARY = {b"PAR1": "Parquet", b"PK\x03\x04": "Excel (xlsx)", b"\xd0\xcf\x11\xe0": "Excel (xls)"}
_SEPARATORS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}


def read_csv(path: Path, bron: Bron) -> pl.DataFrame:
    """Return all columns as text, and the line of each record; blank lines are no records."""
    (piece,) = open_csv(path, bron, None).pieces()
    return piece()


def open_csv(path: Path, bron: Bron, size: int | None) -> Table:
    """Return a file whose head was read, to be read in blocks of about `size` bytes, or whole."""
    _refuse_other_formats(path)
    head = _head(path, bron)
    asked = {each.kolom or name for name, each in bron.kolommen.items() if each.vast is None}
    names = [name.strip() for name in next(csv.reader([head], delimiter=bron.scheidingsteken), [])]
    if len(names) == 1 and len(asked) > 1:
        raise Unreadable(
            f"In `{path.name}` is maar één kolom te vinden met `{bron.scheidingsteken}` ertussen.",
            f"Zet bij de bron het goede `scheidingsteken`{_instead(head)}.",
            Span.at(1, 1),
        )
    check_header(path, names)
    wanted = None if size is None or bron.lang is not None else asked
    file = _File(path, bron, names, wanted)
    return Table([name for name in names if name], partial(file.pieces, size))


def _head(path: Path, bron: Bron) -> str:
    """Return the first record of a file; all of a file is read where no line ends in a block."""
    first = next(blocks(path, bron.codering, 2**16), None) if path.stat().st_size else None
    if first is None:
        raise Unreadable(f"Het bestand `{path.name}` is leeg.", "Lever het opnieuw aan.")
    return first.content[: end_of_first(first.content)].decode().strip("\n")


def separator_of(text: str) -> str | None:
    """Return the sign that stands between columns: the one that most of the head is made of."""
    head = text.partition("\n")[0]
    found = max(_SEPARATORS, key=head.count)
    return found if head.count(found) else None


def _instead(text: str) -> str:
    found = separator_of(text)
    if found is None:
        return ". Staat de kop niet op de eerste regel? Haal dan weg wat erboven staat"
    written = {"\t": '"\\t"'}.get(found, f'"{found}"')
    return f": het lijkt {_SEPARATORS[found]}, dus {written}"


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(4)
    if start in _BINARY:
        raise Unreadable(
            f"`{path.name}` heet CSV, maar is {_BINARY[start]}.",
            "Verbeter de naam of het `formaat` van de bron, of sla het op als CSV.",
        )


class _File:
    """A CSV file, of which the columns are known by their place."""

    def __init__(
        self, path: Path, bron: Bron, names: list[str], wanted: Collection[str] | None
    ) -> None:
        self.path = path
        self.bron = bron
        self.separator = bron.scheidingsteken
        self.width = len(names)
        self.named = {
            at: name for at, name in enumerate(names) if name and (wanted is None or name in wanted)
        }

    def pieces(self, size: int | None) -> Iterator[Piece]:
        """Yield the blocks, each to be parsed where and when it is asked for."""
        for number, block in enumerate(blocks(self.path, self.bron.codering, size)):
            yield partial(self._parsed, block if number else _without_head(block))

    def _parsed(self, block: Block) -> pl.DataFrame:
        left = block.content.lstrip(b"\n")  # the library does not count these lines
        cut = len(block.content) - len(left)
        block = Block(block.line + cut, left, block.ends - cut)
        quoted = b'"' in block.content
        frame = self._frame(block, None if quoted else list(self.named) or None)
        lines = self._lines(block, frame, quoted=quoted)
        if lines is None:
            frame = self._frame(block, None)
            records = self._records(block)
            if records.height != frame.height:
                raise self._explain(block)
            lines, blank = records[LINE], records["leeg"]
            frame, lines = frame.filter(~blank), lines.filter(~blank)
        columns = [frame[f"{at}"].alias(name) for at, name in self.named.items()]
        return pl.DataFrame([*columns, lines.alias(LINE)])

    def _frame(self, block: Block, columns: list[int] | None) -> pl.DataFrame:
        """Return a column of text per place, or of the places that are asked."""
        schema = {f"{at}": pl.String() for at in range(self.width)}
        if not block.content:
            return pl.DataFrame(schema=schema)
        try:
            return pl.read_csv(
                block.content,
                has_header=False,
                separator=self.separator,
                schema=schema,
                columns=columns,
                empty_string_is_null=False,
                glob=False,
            )
        except pl.exceptions.PolarsError:
            raise self._explain(block) from None

    def _lines(self, block: Block, frame: pl.DataFrame, *, quoted: bool) -> pl.Series | None:
        """Return the line of each record; None where counting cannot tell that all is well."""
        content = block.content
        lines = block.ends + (not content.endswith(b"\n") and bool(content))
        signs = count(content, self.separator.encode())
        breaks = None
        if quoted and not all_empty(content):
            within = pl.all().str.count_matches(self.separator, literal=True).fill_null(0).sum()
            signs -= sum(int(many) for many in frame.select(within).row(0))
            if lines != frame.height:
                broken = pl.all().str.count_matches("\n", literal=True).fill_null(0)
                breaks = frame.select(pl.sum_horizontal(broken).cast(pl.UInt32)).to_series()
        if lines != frame.height + (0 if breaks is None else int(breaks.sum())):
            return None
        if signs != frame.height * (self.width - 1) or _any_blank(frame):
            return None
        numbers = pl.int_range(block.line, block.line + frame.height, dtype=pl.Int64, eager=True)
        if breaks is None:
            return numbers
        return numbers + breaks.cum_sum().cast(pl.Int64).shift(1, fill_value=0)

    def _records(self, block: Block) -> pl.DataFrame:
        try:
            return record_lines(self.path, block, self.separator, self.width)
        except csv.Error:
            raise self._explain(block) from None

    def _explain(self, block: Block) -> Unreadable:
        """Find the line that breaks a block; the library's own text names none and shows values."""
        lines = block.content.decode().split("\n")
        for number, line in enumerate(lines, start=block.line):
            if line.count(self.separator) >= self.width and '"' not in line:
                return Unreadable(
                    f"Regel {number} heeft meer kolommen dan de kop van `{self.path.name}`.",
                    "Kijk of er een scheidingsteken in een tekst staat; zet die tussen "
                    "aanhalingstekens.",
                    Span.at(number, 1),
                )
        try:
            record_lines(self.path, block, self.separator, self.width)
        except csv.Error:
            pass
        except Unreadable as short:
            return short
        return Unreadable(
            f"`{self.path.name}` is niet als CSV te lezen.",
            "Kijk naar het scheidingsteken en naar aanhalingstekens die niet worden gesloten.",
        )


def _without_head(block: Block) -> Block:
    head = end_of_first(block.content)
    ends = block.content.count(b"\n", 0, head)
    return Block(block.line + ends, block.content[head:], block.ends - ends)


def _any_blank(frame: pl.DataFrame) -> bool:
    """Whether a row has nothing in it: a blank line, or a line of separators."""
    if not frame.width:
        return False
    return bool(frame.select(pl.all_horizontal(pl.all() == "").any()).item())
