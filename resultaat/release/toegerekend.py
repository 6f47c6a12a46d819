"""The door for attributions: an account goes in, what may be shown of it comes out.

An account is made of released figures, so it holds nothing that could not be calculated from what
was shown already; see `analysis/toerekening/cellen.py`. The door sees to it that it stays so: it
leaves out every area whose own figure was not released in both periods.
"""

from __future__ import annotations

from dataclasses import InitVar, dataclass

import polars as pl

from resultaat.analysis.toerekening.rekening import REKENING
from resultaat.analysis.toerekening.verdienste import Merit
from resultaat.analysis.toerekening.verschillen import GEKROMPEN, Verschil, Verschillen
from resultaat.release.released import _KEY, Released
from resultaat.release.verdienste import Verdienste, release_merit


@dataclass(frozen=True)
class Account:
    """An account as it was made, before release."""

    lines: pl.DataFrame  # REKENING
    merits: tuple[Merit, ...]
    spread: Verschillen | None
    odds_ratio: float | None
    #: The released figures that the merits rest on, where those are not the account's own.
    history: Released | None = None
    column: str = ""  # by which groups were told apart, instead of areas


@dataclass(frozen=True)
class Toegerekend:
    """What changed in one indicator between two periods, taken apart."""

    indicator: str
    naam: str
    eenheid: str
    gebied: str  # the own area of the folder
    van: str
    tot: str
    voorlopig: bool  # whether one of the two figures can still change
    rekening: pl.DataFrame  # REKENING, with `gebied_naam`
    #: What may be said of each effort; empty where none is declared, or nobody has influence.
    verdienste: tuple[Verdienste, ...]
    #: Where the differences of the last period lie; empty where that cannot be told.
    verschillen: tuple[Verschil, ...]
    #: Per shown area its figure in the last period, drawn towards the mean.
    gekrompen: pl.DataFrame  # GEKROMPEN
    #: Of a share: the odds in the last period against the first, at the same composition.
    kansverhouding: float | None
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only `resultaat.release` can make a Toegerekend")

    def post(self, name: str, gebied: str | None = None) -> float | None:
        """Return one line of the account of an area, the own area when none is given."""
        rows = self.rekening.filter(
            (pl.col("gebied") == (gebied or self.gebied)) & (pl.col("post") == name)
        )
        return None if rows.is_empty() else float(rows["waarde"].sum())


def release_account(
    released: Released, indicator: str, naam: str, perioden: tuple[str, str], made: Account
) -> Toegerekend:
    """Return what may be shown of the account of an indicator whose figures are `released`.

    `perioden` are the labels of the first and the last; `made` is its account.
    """
    van, tot = perioden
    figures = released.resultaten.filter(
        (pl.col("indicator") == indicator) & pl.col("periode").is_in([van, tot])
    )
    shown = (
        figures.filter(pl.col("waarde").is_not_null())
        .group_by("gebied", "gebied_naam")
        .agg(pl.len().alias("perioden"))
        .filter(pl.col("perioden") == 2)
    )
    # A group that is no area was made large enough to be shown, and its value is its name.
    names = shown.select("gebied", "gebied_naam")
    groups = made.lines.filter(pl.col("niveau") == made.column)["gebied"].unique()
    names = pl.concat([names, pl.DataFrame({"gebied": groups, "gebied_naam": groups})])
    account = made.lines.join(names, on="gebied", how="inner", maintain_order="left").select(
        "niveau", "gebied", "gebied_naam", *REKENING.names()[2:]
    )
    own = figures.filter(pl.col("gebied") == released.run.gebied)
    return Toegerekend(
        indicator=indicator,
        naam=naam,
        eenheid=str(own["eenheid"].first()),
        gebied=released.run.gebied,
        van=van,
        tot=tot,
        voorlopig="voorlopig" in own["staat"].to_list(),
        rekening=account,
        verdienste=tuple(_shown(each, made.history or released, indicator) for each in made.merits),
        verschillen=made.spread.delen if made.spread else (),
        gekrompen=_of_shown(made.spread, shown["gebied"].to_list()),
        kansverhouding=made.odds_ratio,
        key=_KEY,
    )


def _of_shown(spread: Verschillen | None, gebieden: list[str]) -> pl.DataFrame:
    # A figure drawn to the mean can be drawn back, so a hidden area gets none.
    frame = spread.gekrompen if spread else pl.DataFrame(schema=GEKROMPEN)
    return frame.filter(pl.col("gebied").is_in(gebieden))


def _shown(merit: Merit, released: Released, indicator: str) -> Verdienste:
    figures = released.resultaten.filter(pl.col("indicator") == indicator)
    hidden = set(figures.filter(pl.col("staat") == "onderdrukt")["gebied"].to_list())
    return release_merit(merit, hidden, int(released.run.instellingen["minimum"]))
