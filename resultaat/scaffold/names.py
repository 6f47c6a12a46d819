"""Names of areas: in a StatLine download they stand in every row, in an OData table they do not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from resultaat.core.dutch import counted
from resultaat.gebied.codes import niveau_of
from resultaat.gebied.niveau import Niveau

#: How the list of names of an OData table ends; before it stands the name of the table.
_LIST = "_WijkenEnBuurten.parquet"
_BY_CODE = "daar staat nu de code. Een naam geeft u in `data/gebieden.csv`."


def names_of(
    codes: Sequence[str], written: Sequence[str | None], file: Path, *, per_row: bool
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return a name per code, the code itself where nothing better is known, and what to say of it.

    `written` is the column of names. It names the area of the row itself only where `per_row`;
    an OData table names the gemeente in which it lies.
    """
    names = dict.fromkeys(codes, "")
    for code, text in zip(codes, written, strict=False):
        if per_row or niveau_of(code) in (Niveau.LAND, Niveau.GEMEENTE):
            names[code] = " ".join((text or "").split())
    notes = []
    if not per_row and (beside := _beside(file)) is not None:
        titles = _titles(beside)
        names.update({code: titles[code] for code in names if code in titles})
        notes.append(f"Namen komen uit `{beside.name}`.")
    if nameless := [code for code, name in names.items() if not name]:
        many = counted(len(nameless), "gebied heeft", "gebieden hebben")
        notes.append(f"{many} geen naam: {_BY_CODE}")
    return {code: name or code for code, name in names.items()}, tuple(notes)


def _beside(file: Path) -> Path | None:
    """Return the list of names beside the file: of the same table, or else the only one."""
    near = sorted(file.parent.glob(f"*{_LIST}"))
    same_table = [each for each in near if file.name.startswith(each.name.removesuffix(_LIST))]
    chosen = same_table or near
    return chosen[0] if len(chosen) == 1 else None


def _titles(path: Path) -> dict[str, str]:
    try:
        frame = pl.read_parquet(path, columns=["Key", "Title"], glob=False)
    except (pl.exceptions.PolarsError, OSError):
        return {}
    rows = frame.select(pl.all().cast(pl.String).str.strip_chars()).iter_rows()
    return {key: title for key, title in rows if key and title}
