"""The table as a whole: its key, its areas, whether it is published, what would count twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import polars as pl

from resultaat.data.overlap.equations import Equations
from resultaat.data.overlap.labels import overlapping
from resultaat.data.overlap.totals import totals
from resultaat.gebied.codes import niveau_of
from resultaat.gebied.indeling import Indeling
from resultaat.scaffold.voorstel.columns import Proposed

AREA = "gebied"
_MOST_KEYS = 3
#: Beside codes of gemeenten a file of the CBS may hold those of other regions.
_ENOUGH = 0.3


@dataclass(slots=True)
class Table:
    """The keys of a contract about the rows as a whole, and what to look at."""

    columns: dict[str, Proposed]
    keys: dict[str, Any] = field(default_factory=dict)
    punten: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The columns by which rows can be told apart."""
        return [
            name
            for name, each in self.columns.items()
            if not each.measure and not each.values.null_count() and each.type != "ja_nee"
        ]

    def frame(self) -> pl.DataFrame:
        """Return what stands in the columns."""
        return pl.DataFrame({name: each.values for name, each in self.columns.items()})


def about_rows(table: Table, indeling: Indeling, jaar: int | None) -> None:
    """Find what the contract says of all rows together."""
    _area(table, indeling)
    rows = _of_areas(table)
    key = _key(table, rows)
    if key:
        if "id" not in key:
            table.columns.pop("id", None)  # the number of the row
        table.keys["sleutel"] = key if len(key) > 1 else key[0]
        rows = _without_totals(table, rows, key)
    _published(table, rows, key, jaar)
    bsn = [name for name, each in table.columns.items() if each.type == "bsn"]
    if bsn:
        table.keys |= {"persoon": bsn[0], "grondslag": "Nog in te vullen: welke wet, welk artikel"}


def _area(table: Table, indeling: Indeling) -> None:
    """Find the column with the area: codes, else names or numbers, else none."""
    coded = {name: _coded(each.values) for name, each in table.columns.items()}
    best = max(coded, key=lambda name: coded[name])
    if coded[best] >= _ENOUGH:
        each = table.columns[best]
        each.keys["type"] = "gebied"
        each.keys.pop("keuze", None)
        found = {code for text in each.values.drop_nulls().unique() if (code := niveau_of(text))}
        level = {"niveau": found.pop().value} if len(found) == 1 else {}
        table.keys["gebied"] = {"kolom": best, **level}
        return
    names = {each.naam for each in indeling.gebieden.values()}
    for name, each in table.columns.items():
        texts = each.values.drop_nulls().unique()
        if texts.len() > 1 and float(texts.is_in(list(names)).mean() or 0) >= 0.8:  # type: ignore[arg-type]
            each.keys["type"] = "gebied"
            each.keys.pop("keuze", None)
            table.keys["gebied"] = {"kolom": name, "geschreven_als": "naam"}
            return
    table.keys["gebied"] = {"kolom": AREA}
    count = len(next(iter(table.columns.values())).values)
    values = pl.repeat(indeling.eigen, count, dtype=pl.String, eager=True)
    kept = {"type": "gebied", "vast": indeling.eigen}
    table.columns[AREA] = Proposed(AREA, kept, values)
    table.punten.append(f"Er is geen kolom met een gebied: alle rijen gaan over {indeling.eigen}.")


def _coded(values: pl.Series) -> float:
    """Return how many of the different values are the code of a land, gemeente, wijk or buurt."""
    texts = values.drop_nulls().unique().to_list()
    return sum(niveau_of(text) is not None for text in texts) / max(len(texts), 1)


def _of_areas(table: Table) -> pl.DataFrame:
    """Return the rows of areas that are known; other regions are left out by `alleen`."""
    frame = table.frame()
    name = table.keys["gebied"]["kolom"]
    codes = frame[name].unique().drop_nulls()
    if "geschreven_als" in table.keys["gebied"] or all(niveau_of(each) for each in codes):
        return frame
    kinds = sorted({each[:2] for each in codes if niveau_of(each)})
    table.keys.setdefault("alleen", {})[name] = [f"{each}*" for each in kinds]
    which = ", ".join(kinds)
    table.punten.append(f"In `{name}` staan ook andere regio's; alleen {which} doen mee.")
    return frame.filter(pl.col(name).str.slice(0, 2).is_in(kinds))


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


def _published(table: Table, frame: pl.DataFrame, key: list[str], jaar: int | None) -> None:
    """Say that rows are published figures, where there is one per area and period."""
    area = table.keys["gebied"]["kolom"]
    if area not in key or "vast" in table.columns[area].keys:
        return
    years = [
        name
        for name in table.codes
        if frame[name].str.contains(r"^(19|20)\d\d$").all() and name != area
    ]
    if years and not frame.select(area, years[0]).is_duplicated().any():
        table.keys |= {"periode": years[0], "gepubliceerd": True}
    elif jaar is not None and not frame[area].is_duplicated().any():
        table.keys |= {"periode": str(jaar), "gepubliceerd": True}
        table.punten.append(f"Het jaar {jaar} komt uit de naam van het bestand.")
    else:
        return
    table.punten.append("Elke rij lijkt een gepubliceerd cijfer van een gebied.")
