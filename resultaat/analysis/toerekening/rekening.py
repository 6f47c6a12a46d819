"""The account of one indicator between two periods, for every area.

`waarde` is a term in the change of the area itself; `bijdrage` is what the area adds to that term
in the change of the own area of the folder. So the waarde of an area sums over terms to its change,
and the bijdragen of buurten sum to that of their wijk, and those of wijken to the gemeente.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import polars as pl

from resultaat.analysis.toerekening.cellen import areas_of
from resultaat.analysis.toerekening.decompositie import Term, account
from resultaat.analysis.toerekening.splitsing import Split
from resultaat.gebied.indeling import Indeling


class Post(Enum):
    """The lines of an account, in order; the value is the word in every output."""

    BEGIN = "begin"
    SAMENSTELLING = "samenstelling"
    OMVANG = "omvang"
    INSTROOM = "instroom"
    UITSTROOM = "uitstroom"
    NIET_GEVOLGD = "niet_gevolgd"
    TOEGEVOEGDE_WAARDE = "toegevoegde_waarde"
    OMGEVING = "omgeving"
    ONVERKLAARD = "onverklaard"
    EIND = "eind"

    @property
    def is_term(self) -> bool:
        """Whether the line is part of the change, rather than a value at one of its ends."""
        return self not in (Post.BEGIN, Post.EIND)


#: The account of one indicator; a row per area and line (and interventie, where there is one).
REKENING = pl.Schema(
    {
        "niveau": pl.String(),
        "gebied": pl.String(),
        "post": pl.String(),  # see Post
        "interventie": pl.String(),  # only where the line is toegevoegde_waarde
        "waarde": pl.Float64(),  # in the unit of the indicator; a fraction where that is %
        "bijdrage": pl.Float64(),  # to the change of the own area; null for begin and eind
        "onder": pl.Float64(),  # 95% interval of waarde; only where the line is toegevoegde_waarde
        "boven": pl.Float64(),
    }
)

_MOVED = (
    Term.SAMENSTELLING,
    Term.OMVANG,
    Term.INSTROOM,
    Term.UITSTROOM,
    Term.NIET_GEVOLGD,
)


def rekening(  # noqa: PLR0913  what an account is made of
    cells: pl.DataFrame,
    indeling: Indeling,
    splits: Sequence[Split] = (),
    *,
    ratio: bool,
    scale: float = 1.0,
    column: str = "",
) -> pl.DataFrame:
    """Return the account (schema REKENING) of every area that has a cell.

    With `column` the cells are of groups, and every group has an account; its niveau is the column.

    `cells` has schema CELLEN, with groups where persons are followed; `splits` take the change
    within apart, cell by cell; `scale` turns teller over noemer into the figure (the 1.000 of "per
    1.000 inwoners"). What is left of the change within is `onverklaard`.
    """
    held = cells.with_columns(
        pl.Series(f"{end}_{number}", getattr(split, end), dtype=pl.Float64)
        for number, split in enumerate(splits)
        for end in ("rate", "low", "high")
    )
    inside = areas_of(held, indeling, column)
    own = _split(account(inside, "ligt_in", ratio=ratio), splits)
    whole = _split(
        account(held.with_columns(eigen=pl.lit(indeling.eigen)), "eigen", ratio=ratio), splits
    )
    parts = areas_of(whole.drop("eigen"), indeling, column)
    lines = pl.concat([_line(own, parts, line, scale) for line in _used(own, splits)])
    return _ordered(pl.concat([lines, _ends(inside, ratio=ratio, scale=scale)]), indeling)


@dataclass(frozen=True)
class _Line:
    """A column of cells that becomes a line of the account."""

    post: Post
    column: str
    interventie: str | None = None
    ends: tuple[str, str] | None = None


def _used(cells: pl.DataFrame, splits: Sequence[Split]) -> list[_Line]:
    """Return the lines of an account; a term that is nowhere in use is left out."""
    lines = [
        _Line(Post(term.value), term.value) for term in _MOVED if (cells[term.value] != 0).any()
    ]
    for number, split in enumerate(splits):
        post = Post(split.post)
        ends = (f"low_{number}", f"high_{number}") if split.interventie else None
        lines.append(_Line(post, f"rate_{number}", split.interventie, ends))
    return [*lines, _Line(Post.ONVERKLAARD, Term.BINNEN.value)]


def _split(cells: pl.DataFrame, splits: Sequence[Split]) -> pl.DataFrame:
    """Turn rates into parts of the change, and take those from the change within."""
    names = [f"{end}_{k}" for k in range(len(splits)) for end in ("rate", "low", "high")]
    parts = cells.with_columns((pl.col("gewicht") * pl.col(name)).alias(name) for name in names)
    taken = pl.sum_horizontal(pl.lit(0.0), *(f"rate_{k}" for k in range(len(splits))))
    return parts.with_columns((pl.col(Term.BINNEN.value) - taken).alias(Term.BINNEN.value))


def _line(own: pl.DataFrame, parts: pl.DataFrame, line: _Line, scale: float) -> pl.DataFrame:
    """Return one line of the account of every area."""
    low, high = line.ends or (None, None)
    summed = _by_area(own).agg(
        waarde=pl.col(line.column).sum() * scale,
        onder=pl.lit(None, pl.Float64) if low is None else pl.col(low).sum() * scale,
        boven=pl.lit(None, pl.Float64) if high is None else pl.col(high).sum() * scale,
    )
    added = _by_area(parts).agg(bijdrage=pl.col(line.column).sum() * scale)
    return summed.join(added, on=("niveau", "gebied"), how="left").select(
        "niveau",
        "gebied",
        pl.lit(line.post.value).alias("post"),
        pl.lit(line.interventie, pl.String).alias("interventie"),
        "waarde",
        "bijdrage",
        "onder",
        "boven",
    )


def _by_area(cells: pl.DataFrame) -> pl.dataframe.group_by.GroupBy:
    return cells.group_by("niveau", pl.col("ligt_in").alias("gebied"), maintain_order=True)


def _ends(inside: pl.DataFrame, *, ratio: bool, scale: float) -> pl.DataFrame:
    def value(t: int) -> pl.Expr:
        teller, noemer = pl.col(f"teller_{t}").sum(), pl.col(f"noemer_{t}").sum()
        return (teller / noemer if ratio else teller) * scale

    ends = _by_area(inside).agg(value(0).alias(Post.BEGIN.value), value(1).alias(Post.EIND.value))
    nothing = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in REKENING.items()
        if name in ("interventie", "bijdrage", "onder", "boven")
    ]
    long = ends.unpivot(index=["niveau", "gebied"], variable_name="post", value_name="waarde")
    return long.with_columns(nothing).select(REKENING.names())


def _ordered(lines: pl.DataFrame, indeling: Indeling) -> pl.DataFrame:
    """Put the own area first, then area by area as in the list, line by line as in Post.

    Groups that are no areas come in the order of their names.
    """
    places = {code: number for number, code in enumerate(indeling.gebieden)}
    posts = {post.value: number for number, post in enumerate(Post)}
    return lines.sort(
        pl.col("gebied") != indeling.eigen,
        pl.col("gebied").replace_strict(places, default=len(places), return_dtype=pl.Int64),
        pl.col("gebied"),
        pl.col("post").replace_strict(posts, return_dtype=pl.Int64),
        maintain_order=True,
    ).cast(dict(REKENING))  # type: ignore[arg-type]
