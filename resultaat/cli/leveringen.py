"""The quality of loads as tables in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from resultaat.core.dutch import number, percentage

if TYPE_CHECKING:
    from resultaat.data.lading import Lading
    from resultaat.data.levering import Levering


def overview(ladingen: Sequence[Lading]) -> Table:
    """Return a table of sources: rows in, used and set aside, and what was done."""
    table = _table("", "bron", "nr", "tot en met", "gedaan")
    outside = _add_counts(table, [lading.levering for lading in ladingen])
    for lading in ladingen:
        each = lading.levering
        done = each.soort if lading.nieuw else "ongewijzigd"
        cells = (
            each.bron,
            str(each.nummer),
            each.nieuwste or "",
            done,
            *_counts(each, outside=outside),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def reasons(levering: Levering) -> Table | None:
    """Return why rows of a load were set aside; None where none were."""
    if not levering.redenen:
        return None
    table = _table(f"Terzijde van {levering.bron}", "reden")
    for column in ("rijen", "eerste regel"):
        table.add_column(column, justify="right", no_wrap=True)
    for each in levering.redenen:
        words = f"{each.code} {each.reden}".strip()
        if each.code == "" and each.kolom:
            words = f"{each.reden} bij `{each.kolom}`"
        cells = (words, number(each.rijen), str(each.eerste_regel or ""))
        table.add_row(*(Text(cell) for cell in cells))
    if levering.regels:
        table.caption = f"Alle regels: {levering.regels}"
        table.caption_justify = "left"
    return table


def columns(levering: Levering, chosen: int) -> Table | None:
    """Return how filled each column is, where sources were named and the rows are not few."""
    shares = levering.shown()["kolommen"]
    if not chosen or not isinstance(shares, dict) or not shares:
        return None
    table = _table(f"Kolommen van {levering.bron}", "kolom")
    table.add_column("leeg", justify="right", no_wrap=True)
    for name, share in shares.items():
        table.add_row(Text(name), percentage(share))
    return table


def history(bron: str, loads: Sequence[Levering]) -> Table:
    """Return every load of a source, the last one first."""
    table = _table(f"Ladingen van {bron}", "nr", "wanneer", "gedaan", "momentopname")
    outside = _add_counts(table, loads)
    for each in reversed(loads):
        moment = f"{datetime.fromisoformat(each.moment):%Y-%m-%d %H.%M}"
        done = each.soort + (f" ({each.akkoord})" if each.akkoord else "")
        cells = (
            str(each.nummer),
            moment,
            done,
            each.momentopname[:12],
            *_counts(each, outside=outside),
        )
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _add_counts(table: Table, loads: Sequence[Levering]) -> bool:
    """Add columns for the rows; return whether any load left rows out by its contract."""
    outside = any(each.buiten for each in loads)
    for name in ("rijen", "gebruikt", "terzijde", "buiten")[: 4 if outside else 3]:
        table.add_column(name, justify="right", no_wrap=True)
    return outside


def _counts(each: Levering, *, outside: bool) -> tuple[str, ...]:
    many = (each.rijen, each.gebruikt, each.terzijde, each.buiten)[: 4 if outside else 3]
    return tuple(number(one) for one in many)


def _table(title: str, *names: str) -> Table:
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    return table
