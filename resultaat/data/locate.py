"""Finding where on its line a value stands, for a message."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import polars as pl

from resultaat.data.readers.decode import CODECS
from resultaat.data.readers.excel import head_of
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron

#: The head of the last workbook that was asked for: opening one takes long.
_HEADS: dict[tuple[object, ...], Sequence[str]] = {}


def column_of(path: Path, bron: Bron, line: int, written: str) -> int:
    """Return the column (from 1) of `written` on `line`; 1 where unknown.

    Of a CSV file that is the character where the field starts, of a table the number of its column.
    """
    if bron.file_format is not Formaat.CSV:
        names = _columns_of(path, bron)
        return names.index(written) + 1 if written in names else 1
    with path.open(encoding=CODECS[bron.codering], errors="replace") as stream:
        first = next(stream, "")
        there = next(islice(stream, line - 2, line - 1), None) if line > 1 else first
    if there is None:
        return 1
    header = [name.strip(' "\n\r') for name in _fields(first, bron.scheidingsteken)]
    if written not in header:
        return 1
    before = _fields(there, bron.scheidingsteken)[: header.index(written)]
    return sum(len(field) + 1 for field in before) + 1


def _columns_of(path: Path, bron: Bron) -> Sequence[str]:
    """Return the names of the columns of a file that has columns, each in its place."""
    if bron.file_format is Formaat.PARQUET:
        with path.open("rb") as stream:
            return list(pl.read_parquet_schema(stream))
    if bron.file_format in (Formaat.EXCEL, Formaat.ODS):
        return _head_of(path, bron)
    return []


def _head_of(path: Path, bron: Bron) -> Sequence[str]:
    book = (path, path.stat().st_mtime_ns, bron.blad, *bron.kopregels)
    if book not in _HEADS:
        _HEADS.clear()
        _HEADS[book] = head_of(path, bron)
    return _HEADS[book]


def _fields(line: str, separator: str) -> list[str]:
    """Split a record without removing a single character."""
    fields = [""]
    quoted = False
    for character in line:
        if character == '"':
            quoted = not quoted
        if character == separator and not quoted:
            fields.append("")
        else:
            fields[-1] += character
    return fields
