"""CSV as it comes: every value as text, so that `0363` keeps its zero and `.` its meaning."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from resultaat.core.source import Span
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bron import Bron

_BINARY = {b"PAR1": "Parquet", b"PK\x03\x04": "Excel (xlsx)", b"\xd0\xcf\x11\xe0": "Excel (xls)"}


def read_csv(path: Path, bron: Bron) -> tuple[pl.DataFrame, int]:
    """Return all columns as text, and the line of the first record (2, after the header)."""
    _refuse_other_formats(path)
    if path.stat().st_size:
        _check_lines(path, bron.scheidingsteken)
    try:
        frame = pl.read_csv(
            path,
            separator=bron.scheidingsteken,
            infer_schema=False,
            glob=False,
            truncate_ragged_lines=False,
        )
    except pl.exceptions.NoDataError:
        raise Unreadable(f"Het bestand `{path.name}` is leeg.", "Lever het opnieuw aan.") from None
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError) as wrong:
        raise _explain(path, bron, str(wrong)) from None
    if frame.width == 1 and len(bron.kolommen) > 1:
        raise Unreadable(
            f"In `{path.name}` is maar één kolom te vinden met `{bron.scheidingsteken}` ertussen.",
            "Zet bij de bron het goede `scheidingsteken`.",
            Span.at(1, 1),
        )
    return frame.rename({name: name.strip() for name in frame.columns}), 2


def _check_lines(path: Path, separator: str) -> None:
    """Refuse a header that names a column twice, and a row that ends too early.

    The library would number the one and fill up the other in silence; a download that was cut
    off would then load as if the rest were empty. Lines with quotes are left to the library.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    lines = pl.Series("line", text.split("\n"), dtype=pl.String).str.strip_chars_end("\r")
    names = [name.strip(' "') for name in next(csv.reader([lines[0]], delimiter=separator), [])]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise Unreadable(
            f"De kop van `{path.name}` noemt de kolom `{double[0]}` twee keer.",
            "Geef elke kolom een eigen naam.",
            Span.at(1, 1),
        )
    fields = lines.str.count_matches(separator, literal=True)
    short = (fields < len(names) - 1) & (lines != "") & ~lines.str.contains('"', literal=True)
    if short.any():
        line = int(short.arg_true()[0]) + 1
        raise Unreadable(
            f"Regel {line} van `{path.name}` heeft minder kolommen dan de kop.",
            "Is het bestand helemaal aangekomen? Lever het anders opnieuw aan.",
            Span.at(line, 1),
        )


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as stream:
        start = stream.read(4)
    if start in _BINARY:
        raise Unreadable(
            f"`{path.name}` heet CSV, maar is {_BINARY[start]}.",
            "Verbeter de naam of het `formaat` van de bron, of sla het op als CSV.",
        )


def _explain(path: Path, bron: Bron, wrong: str) -> Unreadable:
    """Find the line that breaks the file; the library's own text names none and shows values."""
    raw = path.read_bytes()
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as bad:
        bad_line = raw.count(b"\n", 0, bad.start) + 1
        return Unreadable(
            f"`{path.name}` is niet in UTF-8 opgeslagen.",
            "Sla het bestand opnieuw op met codering UTF-8.",
            Span.at(bad_line, bad.start - raw.rfind(b"\n", 0, bad.start)),
        )
    width = lines[0].count(bron.scheidingsteken)
    for number, line in enumerate(lines, start=1):
        if line.count(bron.scheidingsteken) > width and '"' not in line:
            return Unreadable(
                f"Regel {number} heeft meer kolommen dan de kop van `{path.name}`.",
                "Kijk of er een scheidingsteken in een tekst staat; zet die tussen "
                "aanhalingstekens.",
                Span.at(number, 1),
            )
    del wrong
    return Unreadable(
        f"`{path.name}` is niet als CSV te lezen.",
        "Kijk naar het scheidingsteken en naar aanhalingstekens die niet worden gesloten.",
    )
