"""Code lists beside the data: a CSV file with the codes in its first column."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron


def read_lists(loaded: Loaded[Bron], root: Path, found: Diagnostics) -> dict[str, frozenset[str]]:
    """Return the codes that may occur, by column; what cannot be read is reported (R3021)."""
    lists = {}
    for name, kolom in loaded.doc.kolommen.items():
        if kolom.codelijst is None:
            continue
        codes = _read(root / kolom.codelijst)
        if codes:
            lists[name] = codes
            continue
        message = f"De codelijst `{kolom.codelijst}` is er niet, of heeft geen codes."
        mend = "Zet het bestand op zijn plek: UTF-8, met puntkomma's en een kop."
        found.add(Diagnostic("R3021", message, mend, loaded.place("kolommen", name, "codelijst")))
    return lists


def _read(path: Path) -> frozenset[str]:
    try:
        frame = pl.read_csv(path, separator=";", infer_schema=False, glob=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError, OSError):
        return frozenset()
    codes = frame.to_series(0).str.strip_chars().drop_nulls() if frame.width else frame
    return frozenset(code for code in codes if code)
