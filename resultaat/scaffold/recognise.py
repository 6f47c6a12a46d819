"""Recognising a file by what is in it; its name says nothing."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from resultaat.data.readers.unreadable import Unreadable
from resultaat.scaffold.series import is_json, recognise_series
from resultaat.scaffold.shape import Kwb, not_kwb
from resultaat.scaffold.tables import recognise_table

_ELSE = {b"PK\x03\x04": "Excel-bestand of zip", b"\xd0\xcf\x11\xe0": "Excel-bestand"}


def recognise(path: Path, file: Path) -> Kwb:
    """Return what was recognised in `path`, the copy that is kept of the user's `file`.

    Raises R2003 where it is something else.
    """
    with path.open("rb") as stream:
        start = stream.read(4)
    if start in _ELSE:
        found = f"Gezocht is een CSV-, Parquet- of JSON-bestand; dit is een {_ELSE[start]}."
        raise not_kwb(file, found, "Download de tabel bij CBS StatLine als CSV, of pak de zip uit.")
    try:
        return recognise_series(path, file) if is_json(path) else recognise_table(path, file)
    except Unreadable as wrong:
        line = wrong.span.line if wrong.span else None
        raise not_kwb(file, wrong.message, wrong.mend, line) from None
    except pl.exceptions.PolarsError:
        raise not_kwb(file, "Het is niet als tabel te lezen.") from None
