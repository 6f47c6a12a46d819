"""Finding the character at which a field of a CSV record begins, for a message."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from resultaat.data.readers.decode import CODECS
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron


def column_of(path: Path, bron: Bron, line: int, written: str) -> int:
    """Return the column (from 1) where field `written` starts on `line`; 1 where unknown."""
    if bron.file_format is not Formaat.CSV:
        return 1
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
