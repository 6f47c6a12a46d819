"""Minimum counts (V2): no figure about so few persons that one could be recognised.

A figure over persons is hidden when fewer than `minimum` persons stand behind it, or when its
teller, or the rest of its noemer, is a group smaller than that. Nothing (0 of 25) is such a group
too: it says of each of the 25 the same. A count of 0 persons is not hidden: it is about nobody.

A median or percentile is the value of one person. It is hidden unless at least half the minimum of
persons lie on either side: for a median that is the minimum itself, for the 90th percentile five
times as many. The ends of its interval lie further out and go sooner.

A hidden figure can come back by subtraction: a wijk is the sum of its buurten. So in each such sum
(an area and the areas directly below it) never exactly one member is hidden: the smallest other
part is hidden with it, and so on until every sum is closed. Rows without an area are hidden when
few, but hide no others with them: who is in them is not known, so nobody is recognised there.

That guards the hierarchy of one table. Linked tables and earlier releases need an audit by linear
programming, which this module does not do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from resultaat.engine.figures import KNOWN, Staat
from resultaat.gebied.indeling import Indeling

_VALUES = ("waarde", "teller", "noemer", "n", "onbekend", "onder", "boven")


def suppress(  # noqa: PLR0913, PLR0917  each is a rule of its own
    figures: pl.DataFrame,
    shares: Collection[str],
    indeling: Indeling,
    minimum: int,
    per: Collection[tuple[str, str]] = (),
    tails: Mapping[str, float] | None = None,
) -> pl.DataFrame:
    """Return the figures with every recognisable one hidden and marked `onderdrukt`.

    `shares` are the indicators whose teller is a part of their noemer; `per` holds each rate or
    formula with another indicator that it is made of; `tails` are those that show a value, with the
    share of the rows on its shorter side.
    """
    tail = pl.col("indicator").replace_strict(tails or {}, default=None, return_dtype=pl.Float64)
    frame = _without_far_ends(figures.with_columns(staart=tail), minimum).with_row_index("rij")
    sums = _sums(indeling)
    small = frame.filter(_small(shares, minimum))["rij"].to_list()
    shown = frame.filter(_of_persons())
    hidden = _with_sisters(shown, set(small), sums, "personen")
    while exposed := _over_hidden(frame, hidden, per) - hidden:
        hidden = _with_sisters(shown, hidden | exposed, sums, "personen")
    # The counts of unknown outcomes are a table of their own, over the same hierarchy.
    persons = frame.filter(pl.col("personen").is_not_null())
    few = persons.filter(pl.col("onbekend").is_between(1, minimum - 1))["rij"].to_list()
    unknown = _with_sisters(persons, set(few), sums, "onbekend")
    mark, few_unknown = (pl.col("rij").is_in(sorted(rows)) for rows in (hidden, unknown))
    return (
        frame.with_columns(onbekend=pl.when(~few_unknown).then(pl.col("onbekend")))
        .with_columns(pl.when(~mark).then(pl.col(name)).alias(name) for name in _VALUES)
        .with_columns(
            staat=pl.when(mark).then(pl.lit(Staat.ONDERDRUKT.value)).otherwise(pl.col("staat"))
        )
        .drop("rij", "staart")
    )


def _without_far_ends(frame: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """Leave out an interval whose ends have too few persons beyond them."""
    persons, tail = pl.col("personen"), pl.col("staart")
    # The ends lie some two standard errors out, counted in persons.
    beyond = persons * tail - 2 * (persons * tail * (1 - tail)).sqrt()
    far = persons.is_not_null() & tail.is_not_null() & (beyond < minimum / 2)
    return frame.with_columns(
        pl.when(~far.fill_null(value=False)).then(pl.col(name)).alias(name)
        for name in ("onder", "boven")
    )


def _of_persons() -> pl.Expr:
    return pl.col("personen").is_not_null() & pl.col("staat").is_in(KNOWN)


def _over_hidden(
    frame: pl.DataFrame, hidden: set[int], per: Collection[tuple[str, str]]
) -> set[int]:
    """Return what would show a hidden figure: teller and rate give the noemer."""
    on = ("niveau", "gebied", "periode")
    lost = frame.filter(pl.col("rij").is_in(sorted(hidden)))
    found: set[int] = set()
    for rate, other in per:
        below = lost.filter(pl.col("indicator") == other).select(on)
        rows = frame.filter((pl.col("indicator") == rate) & pl.col("staat").is_in(KNOWN))
        found |= set(rows.join(below, on=on, how="semi")["rij"].to_list())
    return found


def _small(shares: Collection[str], minimum: int) -> pl.Expr:
    """Whether a figure is about, or shows, a group of fewer than `minimum` persons."""
    few = pl.col("personen").is_between(1, minimum - 1)
    teller = pl.col("teller").cast(pl.Float64)
    noemer = pl.col("noemer").cast(pl.Float64)
    group = (teller < minimum) | (noemer - teller < minimum)
    # Of a mean or a rate the teller is no part of the noemer, so it shows no group.
    part = pl.col("indicator").is_in(list(shares)) & (noemer > 0) & group
    side = pl.col("personen") * pl.col("staart") < minimum / 2
    edge = side.fill_null(value=False) & (pl.col("personen") > 0)
    return _of_persons() & (few | edge | part.fill_null(value=False))


_Rows = Mapping[tuple[str, str], tuple[int, int]]


def _with_sisters(
    frame: pl.DataFrame, small: set[int], sums: list[list[tuple[str, str]]], size: str
) -> set[int]:
    """Return the rows to hide: those too small, and others that would give them away.

    `size` is the column by which the smallest other is chosen.
    """
    hidden = set(small)
    # A figure of one indicator and period says nothing of those of another.
    touched = frame.filter(pl.col("rij").is_in(sorted(small))).select("indicator", "periode")
    beside = frame.filter(pl.col(size).is_not_null()).join(
        touched.unique(), on=("indicator", "periode"), how="semi", maintain_order="left"
    )
    for group in beside.partition_by("indicator", "periode"):
        columns = group.select("niveau", "gebied", "rij", size)
        rows = {(niveau, gebied): (rij, many) for niveau, gebied, rij, many in columns.iter_rows()}
        if hidden.intersection(rij for rij, _ in rows.values()):
            _close(rows, hidden, sums)
    return hidden


def _close(rows: _Rows, hidden: set[int], sums: list[list[tuple[str, str]]]) -> None:
    """Hide more until no sum has exactly one hidden member; the whole only as a last resort."""
    changed = True
    while changed:
        changed = False
        for whole, *parts in sums:
            members = [rows[key] for key in (whole, *parts) if key in rows]
            if len([rij for rij, _ in members if rij in hidden]) != 1:
                continue
            visible = [rows[key] for key in parts if key in rows and rows[key][0] not in hidden]
            # An empty part hides nothing: whoever subtracts knows that zero is zero.
            filled = [each for each in visible if each[1] > 0]
            if not filled and whole in rows and rows[whole][0] not in hidden:
                filled = [rows[whole]]
            filled = filled or visible
            if filled:
                hidden.add(min(filled, key=lambda each: each[1])[0])
                changed = True


def _sums(indeling: Indeling) -> list[list[tuple[str, str]]]:
    """Return each area followed by the areas directly below it, as (niveau, code)."""
    sums = []
    for code, gebied in indeling.gebieden.items():
        if children := indeling.children(code):
            keys = [(gebied.niveau.value, code)]
            keys += [(child.niveau.value, child.code) for child in children]
            sums.append(keys)
    return sums
