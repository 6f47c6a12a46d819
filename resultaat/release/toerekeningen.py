"""The accounts of many indicators as frames, so that a run can keep them; and back again.

A frame per kind, with a fixed schema. The effects per group and period are not kept: those are for
who looks into one indicator, with the command `toerekening`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from resultaat.analysis.toerekening.rekening import REKENING
from resultaat.analysis.toerekening.verschillen import GEKROMPEN
from resultaat.release.released import _KEY
from resultaat.release.schemas import REKENINGEN, TOEGEREKEND, TOEREKENINGEN, VERDIENSTEN
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.verdienste import Check, Verdienste


@dataclass(frozen=True, slots=True)
class Niet:
    """A result that was not taken apart, and why."""

    indicator: str
    naam: str
    reden: str


def frames_of(found: Sequence[Toegerekend], niet: Sequence[Niet] = ()) -> dict[str, pl.DataFrame]:
    """Return the frames of TOEGEREKEND, by name."""
    verdiensten = [(each.indicator, merit) for each in found for merit in each.verdienste]
    rows: dict[str, list[dict[str, Any]]] = {
        "toerekeningen": [_whole(each) for each in found]
        + [{"indicator": each.indicator, "naam": each.naam, "reden": each.reden} for each in niet],
        "verdiensten": [_merit(name, merit) for name, merit in verdiensten],
        "controles": [
            {
                "indicator": name,
                "inspanning": merit.inspanning,
                "naam": check.naam,
                "uitslag": check.uitslag,
                "uitleg": check.uitleg,
            }
            for name, merit in verdiensten
            for check in merit.controles
        ],
    }
    lines = [
        each.rekening.with_columns(indicator=pl.lit(each.indicator)).select(REKENINGEN.names())
        for each in found
    ]
    made = {name: pl.DataFrame(given, schema=TOEGEREKEND[name]) for name, given in rows.items()}
    return {**made, "rekeningen": pl.concat([pl.DataFrame(schema=REKENINGEN), *lines])}


def _whole(found: Toegerekend) -> dict[str, Any]:
    names = [name for name in TOEREKENINGEN.names() if name != "reden"]
    return {name: getattr(found, name) for name in names}


def _merit(indicator: str, merit: Verdienste) -> dict[str, Any]:
    values = {name: getattr(merit, name) for name in VERDIENSTEN.names() if name != "indicator"}
    lists = {name: list(each) for name, each in values.items() if isinstance(each, tuple)}
    return {**values, **lists, "indicator": indicator}


def accounts_in(frames: Mapping[str, pl.DataFrame]) -> dict[str, Toegerekend]:
    """Return the accounts that frames of TOEGEREKEND hold, by indicator."""
    whole = frames["toerekeningen"].filter(pl.col("van").is_not_null()).drop("reden")
    lines = frames["rekeningen"].partition_by("indicator", as_dict=True)
    nothing = pl.DataFrame(schema=REKENINGEN)
    order = ("niveau", "gebied", "gebied_naam", *REKENING.names()[2:])
    return {
        row["indicator"]: Toegerekend(
            **row,
            rekening=lines.get((row["indicator"],), nothing).select(order),
            verdienste=_merits_in(frames, row["indicator"]),
            verschillen=(),
            gekrompen=pl.DataFrame(schema=GEKROMPEN),
            key=_KEY,
        )
        for row in whole.to_dicts()
    }


def _merits_in(frames: Mapping[str, pl.DataFrame], indicator: str) -> tuple[Verdienste, ...]:
    mine = pl.col("indicator") == indicator
    checks = frames["controles"].filter(mine).drop("indicator").to_dicts()
    return tuple(
        _read(
            row, tuple(_check(each) for each in checks if each["inspanning"] == row["inspanning"])
        )
        for row in frames["verdiensten"].filter(mine).drop("indicator").to_dicts()
    )


def _check(row: Mapping[str, str]) -> Check:
    return Check(row["naam"], row["uitslag"], row["uitleg"])


def _read(row: Mapping[str, Any], controles: tuple[Check, ...]) -> Verdienste:
    plain: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each for name, each in row.items()
    }
    return Verdienste(**plain, controles=controles, gemiddelden=(), groepseffecten=())
