"""The account of one indicator between two periods, for every area.

`waarde` is a term in the change of the area itself; `bijdrage` is what the area adds to that term
in the change of the own area of the folder. So the waarde of an area sums over terms to its change,
and the bijdragen of buurten sum to that of their wijk, and those of wijken to the gemeente.
"""

from __future__ import annotations

from enum import Enum

import polars as pl

from resultaat.analysis.toerekening.cellen import areas_of
from resultaat.analysis.toerekening.decompositie import Term, account
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
    }
)

_MOVED = (
    Term.SAMENSTELLING,
    Term.OMVANG,
    Term.INSTROOM,
    Term.UITSTROOM,
    Term.NIET_GEVOLGD,
)


def rekening(
    cells: pl.DataFrame, indeling: Indeling, *, ratio: bool, scale: float = 1.0
) -> pl.DataFrame:
    """Return the account (schema REKENING) of every area that has a cell.

    `cells` has schema CELLEN, with groups where persons are followed; `scale` turns teller over
    noemer into the figure (the 1.000 of "per 1.000 inwoners"). What is left of the change within
    is `onverklaard`.
    """
    inside = areas_of(cells, indeling)
    own = account(inside, "ligt_in", ratio=ratio)
    whole = account(cells.with_columns(eigen=pl.lit(indeling.eigen)), "eigen", ratio=ratio)
    names = [term.value for term in Term]
    parts = areas_of(whole.select("gebied", *names), indeling)
    waarde = _lines(own, "waarde", scale)
    bijdrage = _lines(parts, "bijdrage", scale)
    lines = waarde.join(bijdrage, on=("niveau", "gebied", "post"), how="left")
    nothing = {"interventie": pl.lit(None, pl.String)}
    ends = _ends(inside, ratio=ratio, scale=scale).with_columns(bijdrage=pl.lit(None, pl.Float64))
    stacked = [each.with_columns(**nothing).select(REKENING.names()) for each in (lines, ends)]
    return _ordered(pl.concat(stacked), indeling)


def _lines(cells: pl.DataFrame, into: str, scale: float) -> pl.DataFrame:
    """Sum the terms of the cells of each area; a term that is nowhere in use is left out."""
    summed = cells.group_by("niveau", pl.col("ligt_in").alias("gebied"), maintain_order=True).agg(
        *(pl.col(term.value).sum() * scale for term in _MOVED),
        (pl.col(Term.BINNEN.value).sum() * scale).alias(Post.ONVERKLAARD.value),
    )
    used = [term.value for term in _MOVED if (cells[term.value] != 0).any()]
    return summed.unpivot(
        on=[*used, Post.ONVERKLAARD.value],
        index=["niveau", "gebied"],
        variable_name="post",
        value_name=into,
    )


def _ends(inside: pl.DataFrame, *, ratio: bool, scale: float) -> pl.DataFrame:
    def value(t: int) -> pl.Expr:
        teller, noemer = pl.col(f"teller_{t}").sum(), pl.col(f"noemer_{t}").sum()
        return (teller / noemer if ratio else teller) * scale

    ends = inside.group_by("niveau", pl.col("ligt_in").alias("gebied"), maintain_order=True).agg(
        value(0).alias(Post.BEGIN.value), value(1).alias(Post.EIND.value)
    )
    return ends.unpivot(index=["niveau", "gebied"], variable_name="post", value_name="waarde")


def _ordered(lines: pl.DataFrame, indeling: Indeling) -> pl.DataFrame:
    """Put the own area first, then area by area as in the list, line by line as in Post."""
    places = {code: number for number, code in enumerate(indeling.gebieden)}
    posts = {post.value: number for number, post in enumerate(Post)}
    return lines.sort(
        pl.col("gebied") != indeling.eigen,
        pl.col("gebied").replace_strict(places, return_dtype=pl.Int64),
        pl.col("post").replace_strict(posts, return_dtype=pl.Int64),
        maintain_order=True,
    ).cast(dict(REKENING))  # type: ignore[arg-type]
