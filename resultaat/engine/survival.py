"""Durations of which some still run, after Kaplan and Meier (JASA 53, 1958).

From counts per number of days: `klaar` ended then, `lopend` was last seen then, still open. At
each day the open part shrinks by the share that ended of those still followed. What ends and what
is lost from sight on one day: the first comes first.

- Share within a term: one minus what is open at the end of the term. Missing where nobody was
  followed that long while some were open. Interval: Greenwood's variance on the log-log scale.
- Median: the first day at which at most half is open; missing where the curve does not come down
  to a half. Interval: the days at which the band around the curve crosses a half (Brookmeyer and
  Crowley, Biometrics 38, 1982); where its upper end never does, the longest that anyone was
  followed, which is then still too early.

Where one person may have several rows, the variance is multiplied by Σ(rows per person)² / rows, as
if those always ended together (the largest that Kish's design effect can be).
"""

from __future__ import annotations

import polars as pl

from resultaat.engine.figures import EXACT
from resultaat.engine.interval import Z, wilson

_KEYS = ("niveau", "gebied", "niveau_gebied", "start")
#: A product of fractions that is a half may come out a hair above it.
_HALF = 0.5 + 1e-12


def curve(spread: pl.DataFrame, repeats: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the curve per area and period: `dag`, what is open, its band, who is followed.

    `repeats` has keys and `nn`, the sum of squares of rows per person, where persons may repeat.
    """
    lines = spread.filter(pl.col("klaar") + pl.col("lopend") > 0).sort(*_KEYS, "sleutel")
    seen = pl.col("klaar") + pl.col("lopend")
    followed = (seen.sum() - seen.cum_sum() + seen).over(_KEYS)
    ended = pl.col("klaar").cast(pl.Float64)
    lines = lines.with_columns(dag=pl.col("sleutel").cast(pl.Float64), gevolgd=followed)
    stay = 1 - ended / pl.col("gevolgd")
    # Where the last one ends, the curve is zero and has no band.
    term = pl.when(pl.col("klaar") < pl.col("gevolgd")).then(
        ended / (pl.col("gevolgd") * (pl.col("gevolgd") - pl.col("klaar")))
    )
    lines = _with_effect(lines, repeats).with_columns(
        open_deel=stay.cum_prod().over(_KEYS),
        spreiding=term.cum_sum().over(_KEYS) * pl.col("effect"),
        geeindigd=pl.col("klaar").cum_sum().over(_KEYS),
    )
    share = pl.col("open_deel")
    inside = (share > 0) & (share < 1)
    power = (Z * pl.col("spreiding").sqrt() / share.log()).exp()
    inverse = (-Z * pl.col("spreiding").sqrt() / share.log()).exp()
    return lines.with_columns(
        # The logarithm is negative, so that the first power lies below one.
        hoog=pl.when(inside).then(share.pow(power)).otherwise(share),
        laag=pl.when(inside).then(share.pow(inverse)).otherwise(share),
    )


def _with_effect(lines: pl.DataFrame, repeats: pl.DataFrame | None) -> pl.DataFrame:
    if repeats is None:
        return lines.with_columns(effect=1.0)
    rows = (pl.col("klaar") + pl.col("lopend")).sum().over(_KEYS)
    return lines.join(
        repeats, on=_KEYS, how="left", maintain_order="left", nulls_equal=True
    ).with_columns(effect=pl.col("nn").cast(pl.Float64) / rows)


def median_days(spread: pl.DataFrame, repeats: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return keys, `teller`, `punt`, `onder` and `boven` of the median number of days."""
    days = pl.col("dag")

    def crossing(name: str) -> pl.Expr:
        return days.filter(pl.col(name) <= _HALF).first()

    found = (
        curve(spread, repeats)
        .group_by(_KEYS, maintain_order=True)
        .agg(
            punt=crossing("open_deel"),
            onder=crossing("laag"),
            boven=pl.coalesce(crossing("hoog"), days.max()),
        )
    )
    known = pl.col("punt").is_not_null()
    return found.with_columns(
        teller=pl.col("punt").cast(EXACT),
        onder=pl.when(known).then(pl.col("onder")),
        boven=pl.when(known).then(pl.col("boven")),
    ).select(*_KEYS, "teller", "punt", "onder", "boven")


def share_within(
    spread: pl.DataFrame, days: int, repeats: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Return keys, `punt`, `onder` and `boven` of the share that ended within `days`."""
    lines = curve(spread, repeats)
    by_then = pl.col("dag") <= days
    columns = ("open_deel", "laag", "hoog", "geeindigd")
    found = lines.group_by(_KEYS, maintain_order=True).agg(
        *(pl.col(name).filter(by_then).last() for name in columns),
        langst=pl.col("dag").max(),
        effect=pl.col("effect").first(),
        over=(pl.col("klaar") + pl.col("lopend")).filter(pl.col("dag") >= days).sum(),
    )
    nobody_yet = pl.col("open_deel").is_null()
    found = found.with_columns(
        open_deel=pl.col("open_deel").fill_null(1.0),
        laag=pl.col("laag").fill_null(1.0),
        hoog=pl.col("hoog").fill_null(1.0),
        steun=pl.when(nobody_yet | (pl.col("open_deel") == 1))
        .then(pl.col("over"))
        .otherwise("geeindigd"),
    )
    share = 1 - pl.col("open_deel")
    # At all or nothing the band is empty; the interval is then that of a plain share.
    edge = (share == 0) | (share == 1)
    low, high = wilson(share, pl.col("steun").cast(pl.Float64) / pl.col("effect"))
    known = (pl.col("langst") >= days) | (pl.col("open_deel") == 0)
    return found.select(
        *_KEYS,
        punt=pl.when(known).then(share),
        onder=pl.when(known & edge).then(low).when(known).then(1 - pl.col("hoog")),
        boven=pl.when(known & edge).then(high).when(known).then(1 - pl.col("laag")),
    )
