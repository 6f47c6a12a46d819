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
_NUMBERS = ("verschil", "onder", "boven", "q", "te_vinden")


@dataclass(frozen=True)
class Gescreend:
    """What else moved after one intervention."""

    interventie: str
    naam: str
    bevindingen: pl.DataFrame  # BEVINDINGEN
    niet_bekeken: dict[str, str]  # indicator: why
    reden: str  # why nothing could be looked at; empty where it could
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only `resultaat.release` can make a Gescreend")


def release_screen(  # noqa: PLR0913, PLR0917  what is known of one intervention
    interventie: str,
    naam: str,
    told: pl.DataFrame | None,
    minimum: int,
    niet_bekeken: dict[str, str],
    reden: str,
) -> Gescreend:
    """Return what may be shown of a screen; `told` is None where nothing could be looked at."""
    if told is None:
        nothing = pl.DataFrame(schema=BEVINDINGEN)
        return Gescreend(interventie, naam, nothing, niet_bekeken, reden, key=_KEY)
    few = pl.col("kleinste").fill_null(0.0) < minimum
    safe = told.with_columns(
        *(pl.when(~few).then(pl.col(name)).alias(name) for name in (*_NUMBERS, "slecht")),
        antwoord=pl.when(few).then(pl.lit(TE_WEINIG)).otherwise(pl.col("antwoord")),
        waarborg=pl.when(few & pl.col("waarborg").is_not_null())
        .then(pl.lit(TE_WEINIG))
        .otherwise(pl.col("waarborg")),
    )
    rows = safe.select(pl.col(name).cast(dtype) for name, dtype in BEVINDINGEN.items())
    ordered = rows.sort("q", "indicator", "groep", "gebied", nulls_last=True)
    return Gescreend(interventie, naam, ordered, niet_bekeken, reden, key=_KEY)
