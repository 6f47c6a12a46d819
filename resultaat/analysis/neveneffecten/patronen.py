"""The patterns that show in one figure: reversal, selection at the door, displacement.

All work on the same counts: teller and noemer by group, before and after the beginning, in the
areas that it touched, beside them and elsewhere. Before and after are equally long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from resultaat.analysis.neveneffecten.afroming import Instroom, skimming
from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.omkering import reversal
from resultaat.analysis.neveneffecten.verplaatsing import VoorNa, displacement
from resultaat.language.catalog import Catalog

Vector = npt.NDArray[np.float64]
#: Counts by group and place: groep, plek (geraakt, naast, elders), na (bool), teller, noemer.
TELLING = ("groep", "plek", "na", "teller", "noemer")


@dataclass(frozen=True, slots=True)
class Gezien:
    """What one pattern shows in one figure; sizes are what `eenheid` says."""

    patroon: Patroon
    antwoord: Antwoord
    verschil: float | None
    onder: float | None
    boven: float | None
    eenheid: str  # procentpunt, kansverhouding, aantal
    kleinste: float  # the smallest group of rows behind it


@dataclass(frozen=True, slots=True)
class Patroonrij:
    """A pattern in a figure, by the groups of a column (empty: by none)."""

    indicator: str
    groepen: str
    gezien: Gezien


def pattern_frame(rows: Sequence[Patroonrij], catalog: Catalog) -> pl.DataFrame:
    """Return a row per pattern that was looked for, with the name of its figure."""
    return pl.DataFrame(
        [
            {
                "indicator": each.indicator,
                "naam": catalog.indicator(each.indicator).naam,
                "groepen": each.groepen,
                "patroon": each.gezien.patroon.value,
                "antwoord": each.gezien.antwoord.value,
                "verschil": each.gezien.verschil,
                "onder": each.gezien.onder,
                "boven": each.gezien.boven,
                "eenheid": each.gezien.eenheid,
                "kleinste": each.gezien.kleinste,
            }
            for each in rows
        ],
        schema=_ROWS,
    )


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
}


def patterns_of_share(telling: pl.DataFrame, *, hoger_is_beter: bool) -> Iterator[Gezien]:
    """Look at a share by group: does it turn round within groups, were easier cases let in."""
    here, there = _groups(telling, "geraakt"), _groups(telling, "elders")
    if here is None:
        return
    turned = reversal(here.teller_voor, here.voor, here.teller_na, here.na)
    edge = 1.96 * turned.fout_binnen
    yield Gezien(
        Patroon.OMKERING,
        turned.antwoord,
        float(np.exp(turned.binnen)),
        float(np.exp(turned.binnen - edge)),
        float(np.exp(turned.binnen + edge)),
        "kansverhouding",
        here.smallest,
    )
    share = here.teller_voor / np.maximum(here.voor, 1)
    prognose = share if hoger_is_beter else 1 - share
    beside = Instroom(there.voor, there.na) if there is not None else None
    let_in = skimming(prognose, Instroom(here.voor, here.na), beside)
    yield Gezien(
        Patroon.AFROMING,
        let_in.antwoord,
        let_in.verschil,
        let_in.verschil - 1.96 * let_in.fout,
        let_in.verschil + 1.96 * let_in.fout,
        "procentpunt",
        here.smallest,
    )


def pattern_of_count(telling: pl.DataFrame) -> Gezien | None:
    """Look at counts: did what went down here go up next door. None without areas beside.

    Elsewhere is brought to the size of each place that it is set beside.
    """
    here, beside, there = (_before_after(telling, each) for each in ("geraakt", "naast", "elders"))
    if here is None or beside is None or there is None:
        return None
    moved = displacement(here, _scaled(there, here), beside, _scaled(there, beside))
    return Gezien(
        Patroon.VERPLAATSING_GEBIED,
        moved.antwoord,
        moved.netto,
        moved.onder,
        moved.boven,
        "aantal",
        min(here.voor, here.na, beside.voor, beside.na),
    )


@dataclass(frozen=True, slots=True)
class _Groups:
    teller_voor: Vector
    voor: Vector
    teller_na: Vector
    na: Vector

    @property
    def smallest(self) -> float:
        parts = (self.voor, self.na)
        return float(min(each.sum() for each in parts))


def _groups(telling: pl.DataFrame, plek: str) -> _Groups | None:
    """Return the counts of each group that is there; None where there are not two."""
    rows = telling.filter(pl.col("plek") == plek)
    names = telling["groep"].unique().sort()
    if rows.is_empty() or len(names) < 2:
        return None
    columns = []
    for na in (False, True):
        side = pl.DataFrame({"groep": names}).join(
            rows.filter(pl.col("na") == na), on="groep", how="left", maintain_order="left"
        )
        columns += [side[name].fill_null(0.0).to_numpy() for name in ("teller", "noemer")]
    return _Groups(*columns)


def _before_after(telling: pl.DataFrame, plek: str) -> VoorNa | None:
    rows = telling.filter(pl.col("plek") == plek)
    if rows.is_empty():
        return None
    sums = [float(rows.filter(pl.col("na") == na)["teller"].sum()) for na in (False, True)]
    return VoorNa(*sums)


def _scaled(there: VoorNa, like: VoorNa) -> VoorNa:
    """Bring a comparison to the size of what it is set beside, so that changes can be taken off."""
    factor = like.voor / there.voor if there.voor else 0.0
    return VoorNa(there.voor * factor, there.na * factor)
