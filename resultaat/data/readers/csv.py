"""CSV as it comes: every value as text, so that `0363` keeps its zero and `.` its meaning."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import polars as pl

from resultaat.core.source import Span
from resultaat.data.readers.decode import read_text
from resultaat.data.readers.lines import record_lines
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bron import Bron

_BINARY = {b"PAR1": "Parquet", b"PK\x03\x04": "Excel (xlsx)", b"\xd0\xcf\x11\xe0": "Excel (xls)"}
_SEPARATORS = {";": "puntkomma", ",": "komma", "\t": "tab", "|": "streep"}


def read_csv(path: Path, bron: Bron) -> pl.DataFrame:
    """Return all columns as text, and the line of each record; blank lines are no records."""
    _refuse_other_formats(path)
    text = read_text(path, bron.codering)
    records = _records(path, text, bron)
    try:
        frame = pl.read_csv(
            path if bron.codering == "utf-8" else BytesIO(text.encode()),
            separator=bron.scheidingsteken,
            infer_schema=False,
            glob=False,
            truncate_ragged_lines=False,
        )
    except pl.exceptions.NoDataError:
        raise Unreadable(f"Het bestand `{path.name}` is leeg.", "Lever het opnieuw aan.") from None
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        raise _explain(path, text, bron) from None
    asked = {each.kolom or name for name, each in bron.kolommen.items() if each.vast is None}
    if frame.width == 1 and len(asked) > 1:
        raise Unreadable(
            f"In `{path.name}` is maar één kolom te vinden met `{bron.scheidingsteken}` ertussen.",
            f"Zet bij de bron het goede `scheidingsteken`{_instead(text)}.",
            Span.at(1, 1),
        )
    if records.height != frame.height:
        raise _explain(path, text, bron)
    frame = frame.rename({name: name.strip() for name in frame.columns})
    return frame.hstack(records).filter(~pl.col("leeg")).drop("leeg")


def separator_of(text: str) -> str | None:
    """Return the sign that stands between columns: the one that most of the head is made of."""
    head = text.partition("\n")[0]
    found = max(_SEPARATORS, key=head.count)
    return found if head.count(found) else None


def _instead(text: str) -> str:
    found = separator_of(text)
    if found is None:
        return ""
    written = {"\t": '"\\t"'}.get(found, f'"{found}"')
    return f": het lijkt {_SEPARATORS[found]}, dus {written}"


def _records(path: Path, text: str, bron: Bron) -> pl.DataFrame:
    try:
        return record_lines(path, text, bron.scheidingsteken)
    except csv.Error:
        raise _explain(path, text, bron) from None


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(4)
    if start in _BINARY:
        raise Unreadable(
            f"`{path.name}` heet CSV, maar is {_BINARY[start]}.",
            "Verbeter de naam of het `formaat` van de bron, of sla het op als CSV.",
        )


def _explain(path: Path, text: str, bron: Bron) -> Unreadable:
    """Find the line that breaks the file; the library's own text names none and shows values."""
    lines = text.splitlines()
    width = lines[0].count(bron.scheidingsteken)
    for number, line in enumerate(lines, start=1):
        if line.count(bron.scheidingsteken) > width and '"' not in line:
            return Unreadable(
                f"Regel {number} heeft meer kolommen dan de kop van `{path.name}`.",
                "Kijk of er een scheidingsteken in een tekst staat; zet die tussen "
                "aanhalingstekens.",
                Span.at(number, 1),
            )
    return Unreadable(
        f"`{path.name}` is niet als CSV te lezen.",
        "Kijk naar het scheidingsteken en naar aanhalingstekens die niet worden gesloten.",
    )
