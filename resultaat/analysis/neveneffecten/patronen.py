"""The patterns that show in one figure by group: reversal, and selection at the door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from resultaat.analysis.neveneffecten.afroming import Afroming, Instroom, skimmed, skimming
from resultaat.analysis.neveneffecten.contrast import Mask, Tellingen, Vector
from resultaat.analysis.neveneffecten.omkering import reversal, turned
from resultaat.analysis.neveneffecten.patroon import Gezien, Patroonrij
from resultaat.analysis.neveneffecten.telling import Telling
from resultaat.language.catalog import Catalog

#: A party with fewer rows than this is not set beside another.
MINIMUM = 50
#: Parties that are set beside each other, at most: the largest.
PARTIJEN = 6

_ROWS = {
    "indicator": pl.String,
    "naam": pl.String,
    "groepen": pl.String,
    "patroon": pl.String,
    "antwoord": pl.String,
    "verschil": pl.Float64,
    "onder": pl.Float64,
    "boven": pl.Float64,
    "eenheid": pl.String,
    "kleinste": pl.Float64,
    "p": pl.Float64,
    "bij": pl.String,
}


def pattern_frame(rows: Sequence[Patroonrij], catalog: Catalog) -> pl.DataFrame:
    """Return a row per pattern that was looked for, with the name of its figure."""
    return pl.DataFrame(
        [
            (
                each.indicator,
                catalog.indicator(each.indicator).naam,
                each.groepen,
                each.gezien.patroon.value,
                each.gezien.antwoord.value,
                each.gezien.verschil,
                each.gezien.onder,
                each.gezien.boven,
                each.gezien.eenheid.value,
                each.gezien.kleinste,
                each.gezien.p,
                each.gezien.bij,
            )
            for each in rows
        ],
        schema=_ROWS,
        orient="row",
    ).with_columns(pl.col("verschil", "onder", "boven", "p").fill_nan(None))


def patterns_of_share(telling: Telling, *, hoger_is_beter: bool) -> Iterator[Gezien]:
    """Look at a share by group: does it turn round within groups, were easier cases let in."""
    if len(telling.groepen) < 2:
        return
    here, there = (_by_group(telling, where) for where in (telling.hier, telling.elders))
    smallest = here.smallest
    found = reversal(*_four(here))
    yield turned(found, smallest)
    yield skimmed(_let_in(here, there, better=hoger_is_beter), smallest)


def _let_in(here: Tellingen, there: Tellingen, *, better: bool) -> Afroming:
    teller, voor, _, na = _four(here)
    share = teller / np.maximum(voor, 1)
    _, beside_before, _, beside_after = _four(there)
    beside = Instroom(beside_before, beside_after) if beside_before.sum() else None
    return skimming(share if better else 1 - share, Instroom(voor, na), beside)


def between_parties(rows: pl.DataFrame, partij: str, groep: str) -> Iterator[Gezien]:
    """Set parties beside each other: does the whole say the one, and every group the other.

    `rows` has the columns `partij` and `groep` with teller and noemer. Only turned pairs count; the
    p is corrected for how many pairs were set beside each other.
    """
    table = rows.group_by(partij, groep).agg(pl.col("teller", "noemer").sum().cast(pl.Float64))
    names = _largest(table, partij)
    pairs = [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]
    for one, other in pairs:
        first, second = (_cells(table, partij, groep, each) for each in (one, other))
        found = reversal(*first, *second)
        smallest = float(min(first[1].sum(), second[1].sum()))
        seen = turned(found, smallest, f"{other} naast {one}", over_tijd=False)
        yield seen.over(len(pairs))


def skimmed_by_party(
    voor: pl.DataFrame, na: pl.DataFrame, partij: str, groep: str, *, hoger_is_beter: bool
) -> Iterator[Gezien]:
    """Set the intake of each party beside that of the others: did it move to easier cases.

    Both frames have the columns `partij` and `groep` with teller and noemer. The prognosis of a
    group is its outcome before with all parties together. The p is corrected for how many parties
    there are.
    """
    tables = [
        each.group_by(partij, groep).agg(pl.col("teller", "noemer").sum().cast(pl.Float64))
        for each in (voor, na)
    ]
    every = pl.concat(each.select(groep) for each in tables).unique().sort(groep)
    names = _largest(tables[1], partij)
    if len(names) < 2 or every.height < 2:
        return
    teller, before = _counts(tables[0], every, groep)
    after = _counts(tables[1], every, groep)[1]
    share = teller / np.maximum(before, 1)
    prognosis = share if hoger_is_beter else 1 - share
    for name in names:
        mine = [_counts(each.filter(pl.col(partij) == name), every, groep)[1] for each in tables]
        others = Instroom(before - mine[0], after - mine[1])
        found = skimming(prognosis, Instroom(mine[0], mine[1]), others)
        smallest = float(min(each.sum() for each in mine))
        yield replace(skimmed(found, smallest), bij=name).over(len(names))


def _largest(table: pl.DataFrame, partij: str) -> list[str]:
    """Return the largest parties, by name."""
    sizes = table.group_by(partij).agg(pl.col("noemer").sum()).filter(pl.col("noemer") >= MINIMUM)
    return sizes.sort("noemer", partij, descending=True)[partij].head(PARTIJEN).sort().to_list()


def _cells(table: pl.DataFrame, partij: str, groep: str, name: str) -> tuple[Vector, Vector]:
    every = table.select(groep).unique().sort(groep)
    return _counts(table.filter(pl.col(partij) == name), every, groep)


def _counts(table: pl.DataFrame, every: pl.DataFrame, groep: str) -> tuple[Vector, Vector]:
    """Return teller and noemer of each group of `every`, zero where there are none."""
    summed = table.group_by(groep).agg(pl.col("teller", "noemer").sum())
    mine = every.join(summed, on=groep, how="left").sort(groep)
    teller, noemer = (mine[each].fill_null(0.0).to_numpy() for each in ("teller", "noemer"))
    return teller, noemer


def _by_group(telling: Telling, where: Mask) -> Tellingen:
    """Return the counts with a group for a place: all places of `where` together."""
    every = [telling.of(name, aandeel=True).of(where) for name in telling.groepen]
    columns = [
        np.array([getattr(each, name).sum() for each in every])
        for name in ("voor", "na", "noemer_voor", "noemer_na")
    ]
    return Tellingen(*columns)


def _four(counts: Tellingen) -> tuple[Vector, Vector, Vector, Vector]:
    """Return teller and noemer before, and teller and noemer after."""
    assert counts.noemer_voor is not None  # noqa: S101  it is a share
    assert counts.noemer_na is not None  # noqa: S101  it is a share
    return counts.voor, counts.noemer_voor, counts.na, counts.noemer_na
