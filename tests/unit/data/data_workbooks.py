"""Workbooks for tests: Excel by another library, ODS by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Sequence[object]]
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_URN = "urn:oasis:names:tc:opendocument:xmlns"


def excel(
    sheets: Mapping[str, Rows], hidden: Sequence[str] = (), merged: Sequence[str] = ()
) -> bytes:
    """Return an xlsx with these sheets; `merged` cells are those of the first one, as `B1:C1`."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        for number, (name, rows) in enumerate(sheets.items()):
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime):
                        sheet.write_datetime(at, column, cell, moment)
                    elif isinstance(cell, date):
                        sheet.write_datetime(at, column, datetime(*cell.timetuple()[:3]), day)
                    elif isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write(at, column, cell)
            for area in merged if number == 0 else ():
                sheet.merge_range(area, "samen")
    return stream.getvalue()


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """Return an ODS with these sheets."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    names = " ".join(f'xmlns:{each}="{_URN}:{each}:1.0"' for each in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{_URN}:manifest:1.0">'
        f'<m:file-entry m:full-path="/" m:media-type="{_MIME}"/></m:manifest>'
    )
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def _ods_row(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        kind, value = "boolean", f'office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, int | float):
        kind, value = "float", f'office:value="{cell}"'
    elif isinstance(cell, date):
        kind, value = "date", f'office:date-value="{cell.isoformat()}"'
    else:
        kind, value = "string", ""
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" {value}>{text}</table:table-cell>'
