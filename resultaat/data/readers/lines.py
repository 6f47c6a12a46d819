"""Which line of a CSV file each record stands on, and whether the records are whole.

The library numbers a column that is named twice, fills up a row that ends too early and takes a
blank line for a row of nothing, all in silence. A download that was cut off would then load as if
the rest were empty.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from resultaat.core.source import Span
from resultaat.data.readers.unreadable import Unreadable

if TYPE_CHECKING:
    from resultaat.data.readers.blocks import Block

#: Column that holds the line (CSV) or row (Parquet, JSON) of each record, counted from 1.
LINE = "__regel"
#: A number as long as that of a person, or a date: what names of columns seldom hold.
_VALUE = re.compile(r"\d{8}|\d{4}-\d\d-\d\d|\d\d[-/]\d\d[-/]\d{4}")


def record_lines(path: Path, block: Block, separator: str, width: int) -> pl.DataFrame:
    """Return a row per record: its line, and whether it is blank. Raises Unreadable."""
    text = block.content.decode()
    records = (_quoted if '"' in text else _plain)(text, separator, block.line)
    short = records.filter(~pl.col("leeg") & (pl.col("velden") < width))
    if short.height:
        line = int(short[LINE][0])
        raise Unreadable(
            f"Regel {line} van `{path.name}` heeft minder kolommen dan de kop.",
            "Is het bestand helemaal aangekomen? Lever het anders opnieuw aan.",
            Span.at(line, 1),
        )
    return records.select(LINE, "leeg")


def check_header(
    path: Path, names: Sequence[str], line: int = 1, mend: str = "Geef elke kolom een eigen naam."
) -> None:
    """Raise Unreadable where two columns have one name."""
    # A column without a name is an index that some program left; no contract can ask for it.
    double = sorted({name for name in names if name and names.count(name) > 1})
    if double and may_be_a_row(names):
        message = f"Op regel {line} van `{path.name}` staan geen namen van kolommen."
        raise Unreadable(message, "Zet de namen erboven.", Span.at(line, 1))
    if double:
        message = f"De kop van `{path.name}` noemt de kolom `{double[0]}` twee keer."
        raise Unreadable(message, mend, Span.at(line, 1))


def may_be_a_row(names: Iterable[str]) -> bool:
    """Whether names of columns could be values: of a file without a head, maybe about a person."""
    return any(_VALUE.search(name) for name in names)


def _plain(text: str, separator: str, first: int) -> pl.DataFrame:
    """Without quotes a record is a line."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    frame = pl.DataFrame({"tekst": lines}, schema={"tekst": pl.String})
    return frame.select(
        pl.int_range(first, pl.len() + first, dtype=pl.Int64).alias(LINE),
        leeg=pl.col("tekst") == "",
        velden=pl.col("tekst").str.count_matches(separator, literal=True) + 1,
    )


def _quoted(text: str, separator: str, first: int) -> pl.DataFrame:
    """With quotes a record may run over lines; only reading it tells."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    rows: list[tuple[int, bool, int]] = []
    start = first
    for record in reader:
        rows.append((start, not record, len(record)))
        start = first + reader.line_num
    schema = {LINE: pl.Int64, "leeg": pl.Boolean, "velden": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
