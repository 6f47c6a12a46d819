"""The cells of an account, made of released figures alone.

A cell is a smallest area whose figure may be shown in both periods. What is left of a larger area
after its shown parts - hidden parts, rows without an area, a difference with the published total -
is one cell too: the rest of that area. So an account is a sum of figures that anyone may see, and
it can give away no hidden one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from resultaat.analysis.toerekening.decompositie import CELLEN
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling

#: teller and noemer in the first and the last period.
_Counts = tuple[Decimal, Decimal, Decimal, Decimal]
REST = "rest"


def cells_of(
    figures: pl.DataFrame, indeling: Indeling, van: str, tot: str, *, ratio: bool
) -> pl.DataFrame:
    """Return the cells (schema CELLEN) below the own area of an indeling.

    `figures` are the released figures of one indicator (gebied, periode, waarde, teller, noemer,
    n). Of a sum the noemer of a cell is its number of rows. Empty when the figure of the own area
    is not there in both periods.
    """
    shown = _shown(figures, van, tot, ratio=ratio)
    if indeling.eigen not in shown:
        return pl.DataFrame(schema=CELLEN)
    rows = [
        {"gebied": code, "samen": samen, "plek": _place(code, samen, indeling), **_named(counts)}
        for code, samen, counts in _cells(indeling.eigen, indeling, shown)
        if any(counts)
    ]
    return pl.DataFrame(rows, schema=CELLEN)


def _place(code: str, samen: str, indeling: Indeling) -> str | None:
    """Return the area of a cell; of the rest of the whole it is not known where it lies."""
    return None if (code, samen) == (indeling.eigen, REST) else code


def _cells(
    code: str, indeling: Indeling, shown: Mapping[str, _Counts]
) -> Iterator[tuple[str, str, _Counts]]:
    """Yield the cells of a shown area: those of its shown parts, and the rest of it."""
    parts = [each.code for each in indeling.children(code) if each.code in shown]
    if not parts:
        yield code, "", shown[code]
        return
    for part in parts:
        yield from _cells(part, indeling, shown)
    left = [whole - sum(shown[part][k] for part in parts) for k, whole in enumerate(shown[code])]
    yield code, REST, (left[0], left[1], left[2], left[3])


def _shown(figures: pl.DataFrame, van: str, tot: str, *, ratio: bool) -> dict[str, _Counts]:
    by_area: dict[str, dict[str, tuple[Decimal, Decimal]]] = {}
    noemer = "noemer" if ratio else "n"
    rows = figures.filter(
        (pl.col("gebied") != ONBEKEND)
        & pl.col("periode").is_in([van, tot])
        & pl.col("waarde").is_not_null()
        & pl.col("teller").is_not_null()
        & pl.col(noemer).is_not_null()
    )
    for row in rows.select("gebied", "periode", "teller", noemer).iter_rows():
        by_area.setdefault(row[0], {})[row[1]] = (Decimal(row[2]), Decimal(row[3]))
    return {
        code: (*each[van], *each[tot])
        for code, each in by_area.items()
        if van in each and tot in each
    }


def _named(counts: _Counts) -> dict[str, float]:
    names = ("teller_0", "noemer_0", "teller_1", "noemer_1")
    return {name: float(value) for name, value in zip(names, counts, strict=True)}


def areas_of(cells: pl.DataFrame, indeling: Indeling, column: str = "") -> pl.DataFrame:
    """Return each cell once for every area that it lies in, with `niveau` and `ligt_in`.

    The areas are those below and including the own area of the indeling. Where groups are told
    apart by a column, a cell lies in its group and in the own area.
    """
    own = indeling.gebieden[indeling.eigen]
    rows = [
        (code, above.code, above.niveau.value)
        for code in cells["gebied"].unique().to_list()
        for above in ([own] if column and code != own.code else indeling.path(code))
        if above.code == own.code or own.niveau.contains(above.niveau)
    ]
    if column:
        rows += [(code, code, column) for code in cells["gebied"].unique() if code != own.code]
    inside = pl.DataFrame(rows, schema=["gebied", "ligt_in", "niveau"], orient="row")
    return cells.join(inside, on="gebied", how="inner", maintain_order="left")
