"""The contract of a source: every row fits, or it is set aside with the reason and its line.

A contract says how many rows may be set aside (`hoogstens_terzijde`, none where it says nothing).
With more the load is refused, and all that is wrong is reported at once. Rows in the file = rows
used + rows set aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Severity
from resultaat.core.dutch import counted, percentage
from resultaat.data.area_names import in_codes
from resultaat.data.herindeling import impossible
from resultaat.data.levering import Omgerekend, Reden
from resultaat.data.locate import column_of
from resultaat.data.readers import RawTable
from resultaat.data.readers.lines import LINE
from resultaat.data.rows import Beside, Breach, Rows
from resultaat.data.states import not_rounded
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

#: Where and why each row was set aside: no value of it.
ASIDE = pl.Schema(
    {"regel": pl.Int64(), "code": pl.String(), "kolom": pl.String(), "reden": pl.String()}
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that fit, typed, and those that were set aside (`ASIDE`, one line a row)."""

    frame: pl.DataFrame
    aside: pl.DataFrame
    redenen: tuple[Reden, ...]
    gebruikt: int
    omgerekend: Omgerekend | None = None

    @property
    def rijen(self) -> int:
        """All rows that were judged."""
        return self.gebruikt + self.aside.height


def fulfil(
    loaded: Loaded[Bron],
    raw: RawTable,
    indeling: Indeling,
    found: Diagnostics,
    beside: Beside | None = None,
) -> Judged | None:
    """Judge every row of a source; None after reporting why the load is refused.

    Where rows are set aside, what is wrong with them is reported as findings.
    """
    impossibilities = list(impossible(loaded, indeling))
    if impossibilities:
        found.extend(impossibilities)
        return None
    coded = in_codes(loaded, raw.frame, indeling, found)
    if coded is None:
        return None
    rows = Rows(loaded.doc, coded, indeling, beside or Beside())
    leaks = [_leak(loaded, name) for name in rows.bsn_columns()]
    if leaks:
        found.extend(leaks)
        return None
    breaches = list(rows.breaches())
    judged = _judged(rows, breaches)
    told = [_diagnostic(loaded.doc, raw, breach) for breach in breaches]
    rounded = list(not_rounded(loaded, rows.typed, rows.codes))
    if _too_many(loaded, judged, found) or rounded:
        found.extend([*told, *rounded])
        return None
    found.extend(replace(each, severity=Severity.WARNING) for each in told)
    return judged


def _judged(rows: Rows, breaches: Sequence[Breach]) -> Judged:
    lines = rows.typed[LINE]
    waiting = pl.repeat(value=True, n=lines.len(), dtype=pl.Boolean, eager=True)
    redenen: list[Reden] = []
    aside = [pl.DataFrame(schema=ASIDE)]
    for breach in breaches:
        where = lines.filter(breach.rows & waiting)
        waiting = waiting & ~breach.rows
        if where.len():
            code, kolom, reden = breach.code, breach.kolom, breach.message
            redenen.append(Reden(code, kolom, reden, where.len(), int(where[0])))
            said = pl.select(code=pl.lit(code), kolom=pl.lit(kolom), reden=pl.lit(reden))
            aside.append(where.alias("regel").to_frame().join(said, how="cross"))
    frame = rows.result().filter(waiting).drop(LINE)
    used = frame.height
    frame, done = rows.recoded(frame)
    return Judged(frame, pl.concat(aside).sort("regel"), tuple(redenen), used, done)


def _too_many(loaded: Loaded[Bron], judged: Judged, found: Diagnostics) -> bool:
    """Whether more rows are wrong than the contract allows; says so where it allows any."""
    allowed = loaded.doc.hoogstens_terzijde
    share = judged.aside.height / max(judged.rijen, 1)
    if share <= allowed.waarde:
        return False
    if allowed.waarde:
        rows = counted(judged.aside.height, "rij klopt niet", "rijen kloppen niet")
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


def _diagnostic(bron: Bron, raw: RawTable, breach: Breach) -> Diagnostic:
    lines = raw.frame[LINE].filter(breach.rows)
    first = int(lines[0])
    total = f" ({counted(len(lines), 'rij', 'rijen')}, de eerste op regel {first})."
    written = bron.kolommen[breach.kolom].kolom or breach.kolom
    place = raw.place(first, column_of(raw.path, bron, first, written))
    message = breach.message[:1].upper() + breach.message[1:] + total
    return Diagnostic(breach.code, message, breach.mend, place)
