"""Workbooks (Excel and ODS): one sheet, as text, so that each value means what its contract says.

A number that is kept as text and a number that is a number come out alike, with the decimal mark of
the contract; a date comes out as 2024-01-31 however the cell shows it. Rows keep their own number.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from resultaat.core.diagnostics import did_you_mean
from resultaat.core.dutch import listing
from resultaat.core.source import Span
from resultaat.data.readers.lines import LINE, check_header, may_be_a_row
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.readers.zips import BROKEN, entries_of
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron, Kolom, KolomType

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_Cell = int | float | str | bool | time | date | datetime | timedelta
_WORDS = {Formaat.EXCEL: "Excel-bestand", Formaat.ODS: "ODS-bestand"}


def read_workbook(path: Path, bron: Bron) -> pl.DataFrame:
    """Return the columns of one sheet as text, and the number of each row.

    Raises Unreadable where the file is something else, or has no such sheet or header.
    """
    sheet = _sheet(_open(path, bron), path, bron)
    rows = sheet.to_python(skip_empty_area=False)
    head = bron.kopregels
    names = _names(rows[head[0] - 1 : head[-1]])
    _refuse_odd_head(path, bron, names)
    kolommen = {each.kolom or name: each for name, each in bron.kolommen.items()}
    kept = [(at, name) for at, name in enumerate(names) if name]
    filled = [
        (number, row)
        for number, row in enumerate(rows[head[-1] :], start=head[-1] + 1)
        if any(cell != "" for cell in row)
    ]
    columns = {
        name: [_text(row[at], kolommen.get(name), bron) for _, row in filled] for at, name in kept
    }
    schema = {**dict.fromkeys(columns, pl.String()), LINE: pl.Int64()}
    return pl.DataFrame({**columns, LINE: [number for number, _ in filled]}, schema=schema)


def head_of(path: Path, bron: Bron) -> list[str]:
    """Return the name of every column of the sheet, in its place; empty where it has none.

    Raises Unreadable as above.
    """
    rows = _sheet(_open(path, bron), path, bron).to_python(skip_empty_area=False)
    return _names(rows[bron.kopregels[0] - 1 : bron.kopregels[-1]])


def sheets_of(path: Path, bron: Bron) -> dict[str, list[list[_Cell]]]:
    """Return all cells of every sheet that there is to see; raises Unreadable as above."""
    from python_calamine import SheetVisibleEnum

    book = _open(path, bron)
    seen = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in seen}


def _open(path: Path, bron: Bron) -> CalamineWorkbook:
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise Unreadable(
            f"Om `{path.name}` te lezen is een extra onderdeel nodig.",
            'Installeer het: pip install "resultaat[excel]"',
        ) from None
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                entries_of(archive, path)
        return load_workbook(path)
    except (CalamineError, *BROKEN, OSError, ValueError):
        raise Unreadable(
            f"`{path.name}` is geen {_WORDS[bron.file_format]}, is beschadigd of heeft een "
            "wachtwoord.",
            "Lever het bestand opnieuw aan, zonder wachtwoord.",
        ) from None


def _sheet(book: CalamineWorkbook, path: Path, bron: Bron) -> CalamineSheet:
    """Return the sheet that the contract names, or the only one that there is to see."""
    from python_calamine import CalamineError, SheetVisibleEnum

    names = book.sheet_names
    seen = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    wanted = bron.blad or (seen[0] if len(seen) == 1 else None)
    if wanted not in names:
        which = f"`{path.name}` heeft geen blad `{wanted}`." if wanted else ""
        message = which or f"`{path.name}` heeft {len(seen)} bladen; de bron zegt niet welk."
        raise Unreadable(message, _which_sheet(bron, wanted or "", seen or names))
    try:
        return book.get_sheet_by_name(wanted)
    except CalamineError:
        raise Unreadable(
            f"Het blad `{wanted}` van `{path.name}` is beschadigd.",
            "Lever het bestand opnieuw aan.",
        ) from None


def _which_sheet(bron: Bron, wanted: str, names: Sequence[str]) -> str:
    """Name the sheets that there are, unless they could be people: a sheet for each client."""
    if may_be_a_row(names):
        return "Zet bij `blad` de naam van het blad."
    if near := did_you_mean(wanted, names):
        return near
    if bron.about_people:
        return "Zet bij `blad` de naam van het blad."
    return f"Zet bij `blad` de naam van een van de bladen: {listing(names)}."


def _names(head: Sequence[Sequence[_Cell]]) -> list[str]:
    """Return the name of each column; over more rows, what they are under with a slash between.

    Of cells that are merged only the first holds the text: it goes for all until the next.
    """
    above: list[list[str]] = []
    for row in head[:-1]:
        words: list[str] = []
        for cell in row:
            words.append(str(cell).strip() or (words[-1] if words else ""))
        above.append(words)
    last = [" ".join(str(cell).split()) for cell in (head[-1] if head else [])]
    paths = zip(*above, last, strict=False) if above else ((name,) for name in last)
    return ["/".join(_steps(path)) for path in paths]


def _steps(path: Sequence[str]) -> list[str]:
    """Leave out what is empty or said already."""
    steps: list[str] = []
    for step in path:
        if step and step not in steps:
            steps.append(step)
    return steps


def _refuse_odd_head(path: Path, bron: Bron, names: Sequence[str]) -> None:
    at = Span.at(bron.kopregels[-1], 1)
    if not any(names):
        raise Unreadable(
            f"Op regel {bron.kopregels[-1]} van `{path.name}` staat geen kop.",
            "Zet bij `kopregels` de regel of regels met de namen van de kolommen.",
            at,
        )
    mend = "Geef elke kolom een eigen naam, of noem bij `kopregels` ook de regel erboven."
    check_header(path, names, bron.kopregels[-1], mend)


def _text(cell: _Cell, kolom: Kolom | None, bron: Bron) -> str | None:
    """Write a cell as a file of text would hold it; None for an empty one."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, int | float):
        # A workbook keeps fifteen digits; what comes behind them is how a double rounds.
        written = format(Decimal(f"{cell:.15g}"), "f")
        mark = (kolom.decimaalteken if kolom else None) or bron.decimaalteken
        return written.replace(".", mark)
    if isinstance(cell, datetime):
        whole_day = cell.time() == time() or (kolom and kolom.type is KolomType.DATUM)
        return cell.date().isoformat() if whole_day else cell.isoformat(" ")
    return cell if isinstance(cell, str) else str(cell)
