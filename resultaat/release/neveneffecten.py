"""The door for side effects: a screen goes in, what may be shown of it comes out.

A change of a figure over so few people that one could be recognised is not shown: where a group
before or after is smaller than the minimum, the row keeps its name and says that there is too
little to tell. Groups are counted over all periods before and all periods after together, which is
what a change is made of.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass

import polars as pl

from resultaat.release.released import _KEY

TE_WEINIG = "te weinig gegevens"
#: A row per indicator, group and area that was looked at.
BEVINDINGEN = pl.Schema(
    {
        "indicator": pl.String(),
        "naam": pl.String(),
        "groep": pl.String(),
        "gebied": pl.String(),  # CBS code, or `samen`
        "gebied_naam": pl.String(),
        "plek": pl.String(),  # geraakt, naast
        "wet": pl.String(),  # the programme of the indicator
        "patroon": pl.String(),  # see analysis.neveneffecten.antwoord.Patroon
        "antwoord": pl.String(),  # see analysis.neveneffecten.antwoord.Antwoord
        "slecht": pl.Boolean(),  # whether it moved the wrong way; null where no way is wrong
        "slechter": pl.String(),  # hoger, lager
        "verschil": pl.Float64(),  # a fraction, unless it is of a mean
        "eenheid": pl.String(),  # procentpunt (of a share), % (of what a count was), or empty
        "onder": pl.Float64(),  # 95% interval
        "boven": pl.Float64(),
        "q": pl.Float64(),  # p, adjusted over the whole screen
        "te_vinden": pl.Float64(),  # the size that would have been found
        "vergeleken": pl.Boolean(),  # whether there were untouched areas to compare with
        "marge": pl.Float64(),  # how much worse is acceptable, where that was declared
        "waarborg": pl.String(),  # see analysis.neveneffecten.waarborg.Waarborg
    }
)
#: A row per pattern that was looked for in a figure that the intervention aims at.
PATRONEN = pl.Schema(
    {
        "indicator": pl.String(),
        "naam": pl.String(),
        "groepen": pl.String(),  # the column by whose groups was looked; empty where by none
        "patroon": pl.String(),  # see analysis.neveneffecten.antwoord.Patroon
        "antwoord": pl.String(),  # see analysis.neveneffecten.antwoord.Antwoord
        "verschil": pl.Float64(),  # in what `eenheid` says
        "onder": pl.Float64(),  # 95% interval
        "boven": pl.Float64(),
        "eenheid": pl.String(),  # procentpunt and % (fractions), kansverhouding, aantal
        "p": pl.Float64(),  # the chance of as much by noise
        "bij": pl.String(),  # what it is about: a group, two laws, each window
    }
)
_NUMBERS = ("verschil", "onder", "boven", "q", "te_vinden")


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """After what was looked: something that began, and what it was meant to move."""

    id: str  # the same in every run: interventie:gezinscoach
    naam: str
    doelen: tuple[str, ...]  # indicators
    overal: bool = False  # whether it began everywhere at once: there is nothing to compare with


@dataclass(frozen=True)
class Gescreend:
    """What else moved after one thing began."""

    vraag: Gevraagd
    bevindingen: pl.DataFrame  # BEVINDINGEN
    patronen: pl.DataFrame  # PATRONEN
    niet_bekeken: dict[str, str]  # indicator: why
    reden: str  # why nothing could be looked at; empty where it could
    buren_vergeleken: bool  # whether areas beside it had to be the comparison too
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only `resultaat.release` can make a Gescreend")


def release_screen(  # noqa: PLR0913, PLR0917  what is known of one question
    vraag: Gevraagd,
    told: pl.DataFrame | None,
    patronen: pl.DataFrame,
    minimum: int,
    niet_bekeken: dict[str, str],
    reden: str,
    *,
    buren_vergeleken: bool = False,
) -> Gescreend:
    """Return what may be shown of a screen; `told` is None where nothing could be looked at."""
    patterns = _without_few(patronen, minimum, ("verschil", "onder", "boven", "p"), PATRONEN)
    if told is None:
        nothing = pl.DataFrame(schema=BEVINDINGEN)
        return Gescreend(vraag, nothing, patterns, niet_bekeken, reden, buren_vergeleken, key=_KEY)
    few = pl.col("kleinste").fill_null(0.0) < minimum
    kept = pl.when(few & pl.col("waarborg").is_not_null()).then(pl.lit(TE_WEINIG))
    safe = told.with_columns(waarborg=kept.otherwise(pl.col("waarborg")))
    rows = _without_few(safe, minimum, _NUMBERS, BEVINDINGEN)
    ordered = rows.sort("q", "indicator", "groep", "gebied", nulls_last=True)
    return Gescreend(vraag, ordered, patterns, niet_bekeken, reden, buren_vergeleken, key=_KEY)


def _without_few(
    rows: pl.DataFrame, minimum: int, numbers: tuple[str, ...], schema: pl.Schema
) -> pl.DataFrame:
    """Leave out the numbers of every row that stands on a group smaller than the minimum."""
    few = pl.col("kleinste").fill_null(0.0) < minimum
    safe = rows.with_columns(
        *(pl.when(~few).then(pl.col(name)).alias(name) for name in numbers),
        # Also what is said beside it holds numbers.
        *(pl.when(~few).then(pl.col(name)).alias(name) for name in ("bij",) if name in schema),
        antwoord=pl.when(few).then(pl.lit(TE_WEINIG)).otherwise(pl.col("antwoord")),
    )
    return safe.select(pl.col(name).cast(dtype) for name, dtype in schema.items())
