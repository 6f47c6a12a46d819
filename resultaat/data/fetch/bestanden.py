"""Several files of one shape as one: the parts of a delivery, or the years of a table.

Each row keeps the name of the file that it comes from. Nothing is guessed: every file has all
columns that the contract asks for, is written as the contract says, and no two are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from resultaat.core.diagnostics import did_you_mean
from resultaat.data.readers.blocks import SIZE
from resultaat.data.readers.csv import open_csv
from resultaat.data.readers.excel import read_workbook
from resultaat.data.readers.table import Table, whole
from resultaat.data.readers.trouble import told
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.store import sha256_of_file
from resultaat.language.documents.bestand import ENDINGS, Formaat
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.ophalen import Ophalen

#: The column with the name of the file that a row comes from.
FILE = "bronbestand"


def joined(bron: Bron, chosen: Ophalen, root: Path) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Return the columns and all rows of the files, in order of name. Raises Unreadable.

    Every file is opened before the first row is given.
    """
    paths = _files(bron, chosen, root)
    written = {each.kolom or name for name, each in bron.kolommen.items() if each.vast is None}
    columns = sorted(written - {FILE})
    tables = [(path, _opened(path, bron, columns)) for path in paths]
    return [*columns, FILE], _rows(tables, columns)


def matching(patterns: Sequence[str], root: Path, apart: Path | None = None) -> list[Path]:
    """Return the files that fit a pattern, but for one that is kept apart; raises Unreadable."""
    found = {path for each in patterns for path in root.glob(each) if path.is_file()}
    paths = sorted(path for path in found if path.resolve() != apart)
    if not paths:
        where = ", ".join(f"`{each}`" for each in patterns)
        raise Unreadable(f"Er is geen enkel bestand {where}.", "Kijk of de naam klopt.")
    return paths


def _files(bron: Bron, chosen: Ophalen, root: Path) -> list[Path]:
    target = (root / bron.bestand).resolve()
    paths = matching(chosen.bestanden, root, target)
    seen: dict[str, Path] = {}
    for path in paths:
        same = seen.setdefault(sha256_of_file(path), path)
        if same != path:
            raise Unreadable(
                f"`{same.name}` en `{path.name}` zijn hetzelfde: elke rij zou dubbel tellen.",
                "Haal een van de twee weg.",
            )
    return paths


def _opened(path: Path, bron: Bron, columns: Sequence[str]) -> Table:
    formaat = ENDINGS.get(path.suffix.lower().lstrip("."))
    with told(path):
        if formaat in (Formaat.EXCEL, Formaat.ODS):
            table = whole(read_workbook(path, bron.model_copy(update={"formaat": formaat})))
        else:
            table = open_csv(path, bron, SIZE)
    for name in columns:
        if name not in table.names:
            mend = did_you_mean(name, table.names) or "Alle bestanden hebben dezelfde kolommen."
            raise Unreadable(f"`{path.name}` heeft geen kolom `{name}`.", mend)
    return table


def _rows(tables: Sequence[tuple[Path, Table]], columns: list[str]) -> Iterator[tuple[Any, ...]]:
    for path, table in tables:
        with told(path):
            for piece in table.pieces():
                for row in piece().select(columns).iter_rows():
                    yield (*row, path.name)
