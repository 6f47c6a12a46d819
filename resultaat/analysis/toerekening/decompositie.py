"""The account of a change: who is in it, who stayed, and what changed within.

For a share, mean or ratio over cells c (area x stratum), with weights w (share in the noemer) and
cell values y in periods 0 and 1, and bars for averages of the two periods:

    change       = sum (w1 - w0) * (ybar - Ybar)     samenstelling
                 + sum wbar * (y1 - y0)              binnen

Y is the value of the whole; as the weights sum to 1, taking Ybar away changes no sum, but it makes
the part of one cell mean something: a small share of people who do badly helps the whole.
Kitagawa (JASA 50, 1955); Das Gupta (US Census Bureau, P23-186, 1993), which for two factors equals
the Shapley value: no order of the factors is favoured.

Where persons are followed, y1 - y0 of a cell is split, with e the share of newcomers in period 1
and l the share of leavers in period 0:

    y1 - y0 = (y1stay - y0stay) + e * (yin - y1stay) - l * (yout - y0stay)

For a sum over rows, n rows with mean y: change = sum (n1 - n0) * ybar [omvang] + nbar * (y1 - y0).

Every term is a sum over cells, so areas add up to the area that they lie in.
"""

from __future__ import annotations

from enum import Enum

import polars as pl


class Term(Enum):
    """The terms of the account; the value is the word in every output."""

    SAMENSTELLING = "samenstelling"  # who lives, or is helped, where
    OMVANG = "omvang"  # of a sum: more or fewer rows
    INSTROOM = "instroom"
    UITSTROOM = "uitstroom"
    NIET_GEVOLGD = "niet_gevolgd"  # rows without a person
    BINNEN = "binnen"  # those who stayed; or everyone, where persons are not followed


#: One row per cell. `samen` tells the cells of one area apart; `gebied` is where the cell lies, or
#: the group that it belongs to where groups are told apart; `plek` is the area of its rows, null
#: where they are of several.
CELLEN = pl.Schema(
    {
        "gebied": pl.String(),
        "samen": pl.String(),
        "plek": pl.String(),
        "teller_0": pl.Float64(),
        "noemer_0": pl.Float64(),
        "teller_1": pl.Float64(),
        "noemer_1": pl.Float64(),
    }
)

#: The groups of a cell whose persons were followed, each with teller and noemer.
GROEPEN = ("blijver_0", "blijver_1", "instromer_1", "uitstromer_0", "onbekend_0", "onbekend_1")


def account(cells: pl.DataFrame, over: str, *, ratio: bool = True) -> pl.DataFrame:
    """Return the terms of every cell in the account of each value of the column `over`.

    `cells` has the columns of CELLEN and may have `teller_<groep>` and `noemer_<groep>` for each of
    GROEPEN (null where a cell is not split). A cell may occur under several values of `over`. The
    result is `cells` with `gewicht` (wbar) and a Float64 column per Term, which sum, within `over`,
    to the change of its value. Without a noemer in a period the account of that area is null.
    """
    weighed = _weighed(cells, over) if ratio else _counted(cells)
    split = weighed.with_columns(**_within(cells))
    within = [Term.INSTROOM, Term.UITSTROOM, Term.NIET_GEVOLGD]
    terms = [(pl.col("gewicht") * pl.col(term.value)).alias(term.value) for term in within]
    rest = pl.col("y1") - pl.col("y0") - pl.sum_horizontal(term.value for term in within)
    binnen = (pl.col("gewicht") * rest).alias(Term.BINNEN.value)
    return split.with_columns(*terms, binnen).drop("y0", "y1")


def _weighed(cells: pl.DataFrame, over: str) -> pl.DataFrame:
    shares = [(pl.col(f"noemer_{t}") / pl.col(f"noemer_{t}").sum().over(over)) for t in (0, 1)]
    whole = [_whole(t).over(over) for t in (0, 1)]
    shift = (shares[1] - shares[0]) * ((pl.col("y0") + pl.col("y1") - whole[0] - whole[1]) / 2)
    return cells.with_columns(**_values()).with_columns(
        gewicht=(shares[0] + shares[1]) / 2,
        **{Term.SAMENSTELLING.value: shift, Term.OMVANG.value: pl.lit(0.0)},
    )


def _counted(cells: pl.DataFrame) -> pl.DataFrame:
    more = pl.col("noemer_1") - pl.col("noemer_0")
    size = more * (pl.col("y0") + pl.col("y1")) / 2
    return cells.with_columns(**_values()).with_columns(
        gewicht=(pl.col("noemer_0") + pl.col("noemer_1")) / 2,
        **{Term.SAMENSTELLING.value: pl.lit(0.0), Term.OMVANG.value: size},
    )


def _whole(t: int) -> pl.Expr:
    noemer = pl.col(f"noemer_{t}").sum()
    return pl.when(noemer != 0).then(pl.col(f"teller_{t}").sum() / noemer)


def _values() -> dict[str, pl.Expr]:
    """The value of a cell; where nobody is in it in one period, coming or going is composition."""
    first, last = (_value(f"{t}") for t in (0, 1))
    return {"y0": pl.coalesce(first, last, 0.0), "y1": pl.coalesce(last, first, 0.0)}


def _value(name: str) -> pl.Expr:
    noemer = pl.col(f"noemer_{name}")
    return pl.when(noemer != 0).then(pl.col(f"teller_{name}") / noemer)


def _within(cells: pl.DataFrame) -> dict[str, pl.Expr]:
    """Split the change of a cell by who came, who went and who could not be followed."""
    if not all(f"noemer_{group}" in cells.columns for group in GROEPEN):
        return {
            each.value: pl.lit(0.0) for each in (Term.INSTROOM, Term.UITSTROOM, Term.NIET_GEVOLGD)
        }
    # Where nobody stayed, newcomers and leavers are set beside the middle of the two periods.
    middle = (pl.col("y0") + pl.col("y1")) / 2
    stayed = [_value(f"blijver_{t}") for t in (0, 1)]
    before = pl.coalesce(stayed[0], stayed[1], middle)
    after = pl.coalesce(stayed[1], stayed[0], middle)
    came = _apart("instromer_1", after)
    went = -_apart("uitstromer_0", before)
    unknown = _apart("onbekend_1", after) - _apart("onbekend_0", before)
    return {
        Term.INSTROOM.value: came,
        Term.UITSTROOM.value: went,
        Term.NIET_GEVOLGD.value: unknown,
    }


def _apart(group: str, beside: pl.Expr) -> pl.Expr:
    """Return by how much a group moves the value of its cell away from that of who stayed."""
    share = pl.col(f"noemer_{group}") / pl.col(f"noemer_{group[-1]}")
    return (share * (_value(group) - beside)).fill_null(0.0).fill_nan(0.0)


def common_odds_ratio(cells: pl.DataFrame) -> float | None:
    """Return the Mantel-Haenszel odds ratio of period 1 against period 0, for a share.

    Mantel and Haenszel (JNCI 22, 1959). Below 1 where, at the same composition, the share is lower
    in period 1; None where no cell has a teller and a rest in both periods.
    """
    rest = {t: pl.col(f"noemer_{t}") - pl.col(f"teller_{t}") for t in (0, 1)}
    size = pl.col("noemer_0") + pl.col("noemer_1")
    filled = cells.filter(size > 0)
    up = filled.select((pl.col("teller_1") * rest[0] / size).sum()).item()
    down = filled.select((pl.col("teller_0") * rest[1] / size).sum()).item()
    return up / down if down > 0 else None
