"""The contract of a source: every row fits, or it is set aside with the reason and its line.

A contract says how many rows may be set aside (`hoogstens_terzijde`, none where it says nothing).
With more the load is refused, and all that is wrong is reported at once. Rows in the file = rows
used + rows set aside + rows that the contract leaves out.

A delivery is judged piece by piece, so that its size does not matter. Only whether a key comes more
than once, or periods of one column overlap, takes all pieces: then they are judged once more, by
what was found in all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, Severity
from resultaat.core.dutch import counted, percentage
from resultaat.data import doorgestreept
from resultaat.data.breaches import not_the_one
from resultaat.data.herindeling import impossible
from resultaat.data.levering import Kolomstand, Omgerekend, Reden
from resultaat.data.pieces import in_turn
from resultaat.data.readers import RawTable
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.raw import named, unreadable
from resultaat.data.readers.shape import never_seen, shaped, without_part
from resultaat.data.readers.table import Piece
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.rows import Context, Rows
from resultaat.data.states import not_rounded
from resultaat.data.tally import ASIDE, Tally, Total, judge
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

__all__ = ["ASIDE", "Judged", "Kept", "fulfil"]


class Kept(Protocol):
    """Where rows that fit go, as they come."""

    def begin(self, *, whole: bool) -> None:
        """Forget what was added before; `whole` where all rows come at once."""

    def add(self, frame: pl.DataFrame) -> None:
        """Take some rows, typed and without a BSN."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of the rows of a delivery: those set aside (`ASIDE`, one line a row), and why."""

    aside: pl.DataFrame
    redenen: tuple[Reden, ...]
    rijen: int
    gebruikt: int
    kolommen: dict[str, Kolomstand]
    nieuwste: str | None
    omgerekend: Omgerekend | None = None


class _Nowhere:
    """For who only wants to know whether rows fit."""

    def begin(self, *, whole: bool) -> None:
        """Nothing was kept."""

    def add(self, frame: pl.DataFrame) -> None:
        """Keep nothing."""


def fulfil(
    loaded: Loaded[Bron],
    raw: RawTable,
    context: Context,
    found: Diagnostics,
    kept: Kept | None = None,
) -> Judged | None:
    """Judge every row of a source; None after reporting why the load is refused.

    Rows that fit go to `kept` meanwhile. Where rows are set aside, what is wrong with them is
    reported as findings.
    """
    impossibilities = list(impossible(loaded, context.indeling))
    if impossibilities:
        found.extend(impossibilities)
        return None
    try:
        total = _Judging(loaded, raw, kept or _Nowhere()).all(context)
    except Unreadable as wrong:
        found.add(unreadable(raw.path, wrong))
        return None
    return None if _refused(loaded, raw, total, found) else _judged(total)


@dataclass(frozen=True, slots=True)
class _Judging:
    """Going through a file, once or, for what only all pieces can tell, again."""

    loaded: Loaded[Bron]
    raw: RawTable
    kept: Kept

    def all(self, context: Context) -> Total:
        """Judge all pieces."""
        pieces = self.raw.table.pieces()
        first, second = next(pieces, None), next(pieces, None)
        if first is None or second is None:
            return self._once(replace(context, whole=True))
        del pieces, first, second
        context = replace(context, whole=False)
        total = self._once(context)
        if total.stopped:
            return total
        suspects, perioden = total.double_keys(), total.mixed_periods()
        double = self._really_double(context, suspects) if suspects.len() else suspects
        if double.is_empty() and not perioden:
            return total
        return self._once(replace(context, double=double, perioden=perioden))

    def _once(self, context: Context) -> Total:
        total = Total(self.loaded, self.raw, context)
        self.kept.begin(whole=context.whole)
        for tally in in_turn(self.raw.table.pieces(), partial(self._judge, context)):
            frame = total.add(tally)
            if total.stopped:
                break
            self.kept.add(total.recoded(frame))
        return total

    def _judge(self, context: Context, piece: Piece) -> Tally:
        return judge(self.loaded, piece(), context)

    def _really_double(self, context: Context, suspects: pl.Series) -> pl.Series:
        """Return the lines of rows that are not the one row of their key."""
        of_key = in_turn(self.raw.table.pieces(), partial(self._among, context, suspects))
        frame = pl.concat(each for each in of_key if each.height)
        wrong = not_the_one(frame.drop(LINE), self.loaded.doc.sleutel)
        return frame[LINE].filter(wrong)

    def _among(self, context: Context, suspects: pl.Series, piece: Piece) -> pl.DataFrame:
        """Return the rows of a piece on some lines, typed."""
        frame, _ = shaped(self.loaded.doc, named(self.loaded.doc, piece()))
        rows = Rows(frame.filter(frame[LINE].is_in(suspects)), context)
        return rows.typed.with_columns(rows.lines)


def _judged(total: Total) -> Judged:
    return Judged(
        aside=total.aside(),
        redenen=tuple(total.redenen()),
        rijen=total.rijen,
        gebruikt=total.used,
        kolommen=total.standing.columns(),
        nieuwste=total.standing.newest(),
        omgerekend=total.omgerekend(),
    )


def _refused(loaded: Loaded[Bron], raw: RawTable, total: Total, found: Diagnostics) -> bool:
    """Whether a delivery as a whole is refused; says why, and what is wrong with its rows."""
    tally = total.tally
    leaks = [_leak(loaded, name) for name in total.leaks()]
    unknown = list(never_seen(loaded, tally.shaped)) if not total.stopped else []
    shape = [*without_part(loaded, tally.shaped), *tally.diagnostics]
    if unknown or shape or leaks:
        found.extend(unknown or shape or leaks)
    elif total.judged == 0 and raw.path.is_file():
        which = " die bij deze bron hoort" if total.rijen else ""
        message = f"In `{raw.path.name}` staat geen enkele rij{which}."
        found.add(Diagnostic("R3010", message, "Lever het bestand opnieuw aan.", Place(raw.path)))
    else:
        return _misfits(loaded, total, found)
    return True


def _misfits(loaded: Loaded[Bron], total: Total, found: Diagnostics) -> bool:
    told = list(total.told())
    refused = list(not_rounded(loaded, total.tally.afronding))
    refused += total.overlap.told(total.raw)
    if _too_many(loaded, total, found) or refused:
        found.extend([*told, *refused])
        return True
    found.extend(replace(each, severity=Severity.WARNING) for each in told)
    found.extend(doorgestreept.told(loaded, total.tally.doorgestreept))
    return False


def _too_many(loaded: Loaded[Bron], total: Total, found: Diagnostics) -> bool:
    """Whether more rows are wrong than the contract allows; says so where it allows any."""
    allowed = loaded.doc.hoogstens_terzijde
    # In decimals: one of ten rows is exactly 10%, which the contract allows.
    if total.terzijde <= allowed.waarde * total.judged:
        return False
    share = total.terzijde / total.judged
    if allowed.waarde:
        rows = counted(total.terzijde, "rij klopt niet", "rijen kloppen niet")
        message = f"{rows}: {percentage(share, 2)}. Hoogstens {allowed} mag terzijde."
        mend = "Verbeter de levering; hieronder staat per kolom wat er is."
        place = loaded.place("hoogstens_terzijde")
        found.add(Diagnostic("R3201", message, mend, place))
    return True


def _leak(loaded: Loaded[Bron], name: str) -> Diagnostic:
    """Name a column with BSNs; never a value, and not even a line."""
    return Diagnostic(
        "R3304",
        f"In de kolom `{name}` staan nummers die de elfproef doorstaan: meer dan toeval is.",
        "Zijn het burgerservicenummers? Maak er type `bsn` van, of lever de kolom niet.",
        loaded.place("kolommen", name),
    )
