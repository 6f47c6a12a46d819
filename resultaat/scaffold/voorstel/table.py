"""The table as a whole: its key, its areas, whether it is published, what would count twice."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import polars as pl

from resultaat.data.overlap.equations import Equations
from resultaat.data.overlap.labels import overlapping
from resultaat.data.overlap.totals import totals
from resultaat.gebied.indeling import Indeling
from resultaat.scaffold.voorstel.columns import Table
from resultaat.scaffold.voorstel.gebied import of_areas
from resultaat.scaffold.voorstel.perioden import Found, period_column

_MOST_KEYS = 3


def about_rows(table: Table, indeling: Indeling, jaar: int | None) -> None:
    """Find what the contract says of all rows together."""
    rows = of_areas(table, indeling)
    rows, periods = _of_periods(table, rows)
    key = _key(table, rows)
    if key:
        if "id" not in key:
            table.columns.pop("id", None)  # the number of the row
        table.keys["sleutel"] = key if len(key) > 1 else key[0]
        rows = _without_totals(table, rows, [each for each in key if each != _name(periods)])
    _published(table, rows, periods, jaar)
    bsn = [name for name, each in table.columns.items() if each.type == "bsn"]
    if bsn:
        table.keys |= {"persoon": bsn[0], "grondslag": "Nog in te vullen: welke wet, welk artikel"}


def _of_periods(table: Table, frame: pl.DataFrame) -> tuple[pl.DataFrame, Found | None]:
    """Return the rows of periods of one length: a year and its months overlap each other."""
    area = table.keys["gebied"]["kolom"]
    found = period_column(frame, [name for name in table.codes if name != area])
    if found is None or not found.keys:
        return frame, found
    for way, chosen in found.keys.items():
        table.keys.setdefault(way, {}).update(chosen)
    table.columns[found.name].keys.pop("keuze", None)
    table.punten += found.punten
    return frame.filter(found.rows), found


def _name(found: Found | None) -> str | None:
    return None if found is None else found.name


def _key(table: Table, frame: pl.DataFrame) -> list[str]:
    """Return the fewest columns that make a row the only one, the area first.

    A number of the row, as the OData of the CBS has it, says nothing.
    """
    area = table.keys["gebied"]["kolom"]
    names = sorted(table.codes, key=lambda name: (name == "id", name != area))
    names = [name for name in names if "vast" not in table.columns[name].keys]
    keys = [key for many in range(1, _MOST_KEYS + 1) for key in combinations(names[:12], many)]
    # Every number of rows is the only one; what it tells apart should come from the others.
    for key in sorted(keys, key=lambda each: "id" in each):
        if not frame.select(key).is_duplicated().any():
            return list(key)
    return []


def _without_totals(table: Table, frame: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Keep of a column with a total only that, beside areas; and leave it out elsewhere."""
    measures = [name for name, each in table.columns.items() if each.measure]
    area = table.keys["gebied"]["kolom"]
    if not measures or frame.height > 500_000:
        return frame
    text = pl.col(measures).str.replace(",", ".", literal=True)
    numbers = frame.with_columns(text.cast(pl.Float64, strict=False))
    for name in key:
        if name == area and "geschreven_als" not in table.keys["gebied"]:
            continue
        found = [str(each) for each in totals(Equations.of(numbers, name, key, measures))]
        texts = frame[name].unique().drop_nulls().to_list()
        found += [each for each, other in overlapping(texts) if other is None]
        whole = name != area and area in key
        for value in list(dict.fromkeys(found))[: 1 if whole else None]:
            table.keys.setdefault("alleen" if whole else "zonder", {})[name] = [value]
            rest = "alleen die doet mee" if whole else "die doet niet mee"
            table.punten.append(f"In `{name}` is een waarde de som van andere: {rest}.")
            keep = pl.col(name) == value
            frame = frame.filter(keep if whole else ~keep)
            numbers = numbers.filter(keep if whole else ~keep)
    return frame


def _published(table: Table, frame: pl.DataFrame, found: Found | None, jaar: int | None) -> None:
    """Say that rows are published figures, where there is one per area and period."""
    area = table.keys["gebied"]["kolom"]
    fixed = "vast" in table.columns[area].keys
    if found is not None and not (fixed and found.plain):
        made: Any = found.periode
        double = frame.select({area, found.name} & set(frame.columns)).is_duplicated().any()
    else:
        made, double = jaar, fixed or frame[area].is_duplicated().any()
    if made is None or double:
        return
    table.keys |= {"periode": made if isinstance(made, dict) else str(made), "gepubliceerd": True}
    if made is jaar:
        table.punten.append(f"Het jaar {jaar} komt uit de naam van het bestand.")
    table.punten.append("Elke rij lijkt een gepubliceerd cijfer van een gebied.")
