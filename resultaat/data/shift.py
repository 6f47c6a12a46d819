"""A delivery as a whole: whether it is large enough, in time, and like the one before.

The thresholds are those of the contract (`minstens_rijen`, `ververst`, `verschuiving`). A shift
refuses the load until somebody says that it is right (`laad --akkoord`); being late is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Severity
from resultaat.core.dutch import counted, day, number, percentage
from resultaat.data.levering import FEW, Kolomstand, Levering
from resultaat.data.parts import time_column
from resultaat.data.verwijzingen import Verwijzing
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType

#: Fewer percentages than this may all be small.
_MANY = 5


class Standing:
    """How every column of the contract is, over all pieces of a delivery."""

    def __init__(self, bron: Bron) -> None:
        self.bron = bron
        self.rows = 0
        self.empty = dict.fromkeys(bron.kolommen, 0)
        self.sums: dict[str, Decimal] = {}
        #: The lowest and the highest of each column of percentages, as fractions.
        self.shares: dict[str, tuple[Decimal, Decimal]] = {}
        self.latest: date | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Count rows that are used."""
        self.rows += frame.height
        for name, kolom in self.bron.kolommen.items():
            column = frame[name]
            self.empty[name] += column.null_count()
            if kolom.type.numeric:
                # Exact, so that it does not matter in which pieces the rows came.
                total = column.cast(pl.Float64) if column.dtype.is_float() else column
                self.sums[name] = self.sums.get(name, Decimal(0)) + Decimal(str(total.sum() or 0))
            if kolom.type is KolomType.PROCENT and column.count():
                lowest, highest = Decimal(str(column.min())), Decimal(str(column.max()))
                low, high = self.shares.get(name, (lowest, highest))
                self.shares[name] = min(low, lowest), max(high, highest)
        when = time_column(self.bron)
        if when is not None and frame.schema[when] == pl.Date:
            last = frame.select(pl.col(when).filter(pl.col(when) <= date.today()).max()).item()
            if isinstance(last, date):
                self.latest = max(self.latest or last, last)

    def columns(self) -> dict[str, Kolomstand]:
        """Return of every column the share that is empty, and the mean of its numbers."""
        found = {}
        for name, empty in self.empty.items():
            known = self.rows - empty
            mean = float(self.sums[name] / known) if name in self.sums and known else None
            found[name] = Kolomstand(empty / max(self.rows, 1), mean, self._fractions(name, known))
        return found

    def _fractions(self, name: str, known: int) -> bool:
        """Whether percentages may be fractions: enough of them, and none is higher than 1."""
        lowest, highest = self.shares.get(name, (Decimal(0), Decimal(0)))
        meant = self.bron.kolommen[name].hoogstens is not None
        return not meant and known >= _MANY and lowest >= 0 and 0 < highest * 100 <= 1

    def newest(self) -> str | None:
        """Return the last date in the time column that is not in the future, as 2025-12-31."""
        return self.latest.isoformat() if self.latest is not None else None


def small(loaded: Loaded[Bron], rows: int) -> Iterator[Diagnostic]:
    """Say that there are fewer rows than the contract asks for."""
    least = loaded.doc.minstens_rijen
    if least is not None and rows < least:
        yield Diagnostic(
            "R3202",
            f"De levering heeft {counted(rows, 'bruikbare rij', 'bruikbare rijen')}; "
            f"het contract vraagt er minstens {number(least)}.",
            "Lever het hele bestand aan, of verlaag `minstens_rijen`.",
            loaded.place("minstens_rijen"),
        )


def fractions(loaded: Loaded[Bron], levering: Levering) -> Iterator[Diagnostic]:
    """Say that a column of percentages may hold fractions: a workbook keeps 9.7% as 0.097."""
    for name, column in levering.kolommen.items():
        if column.breuken:
            yield Diagnostic(
                "R3053",
                f"In de kolom `{name}` is geen enkel percentage hoger dan 1.",
                "Staat er 0,097 waar 9,7 wordt bedoeld? Lever percentages. Klopt het wel? Zet er "
                "`hoogstens: 1` bij.",
                loaded.place("kolommen", name),
                Severity.WARNING,
            )


def late(loaded: Loaded[Bron], levering: Levering, today: date) -> Iterator[Diagnostic]:
    """Say that nothing new came in for longer than the contract says."""
    every = loaded.doc.ververst
    if every is None or levering.nieuwste is None:
        return
    last = date.fromisoformat(levering.nieuwste)
    if (today - last).days > every.days:
        yield Diagnostic(
            "R3203",
            f"De bron hoort {every.value.replace('_', ' ')} te worden ververst, maar de laatste "
            f"rij is van {day(last)}.",
            "Vraag om een nieuwe levering.",
            loaded.place("ververst"),
            Severity.WARNING,
        )


def unverified(loaded: Loaded[Bron], naast: Iterable[Verwijzing]) -> Iterator[Diagnostic]:
    """Say of which other source nothing was delivered, so that no reference could be verified."""
    for each in naast:
        if not each.delivered:
            other = each.relation.bron
            yield Diagnostic(
                "R3032",
                f"`{other}` is nog niet geleverd: of `{each.relation.via}` klopt, is niet bekeken.",
                f"Vraag om `{other}`. Tot dan is wat `{loaded.id}` daarvan gebruikt onbekend.",
                loaded.place("relaties", other),
                Severity.WARNING,
            )


def shifted(loaded: Loaded[Bron], now: Levering, before: Levering) -> Iterator[Diagnostic]:
    """Say where a delivery differs more from the one before than the contract allows."""
    allowed = loaded.doc.verschuiving
    if allowed.rijen is not None:
        change = _change(now.gebruikt, before.gebruikt)
        if abs(change) > allowed.rijen.waarde:
            rows = f"van {number(before.gebruikt)} naar {number(now.gebruikt)}"
            yield _shift(loaded, f"Het aantal rijen ging {rows} ({_signed(change)})", "rijen")
    for name, kolom in now.kolommen.items():
        was = before.kolommen.get(name)
        if was is None or min(now.gebruikt, before.gebruikt) < FEW:
            continue
        points = Decimal(repr(kolom.leeg)) - Decimal(repr(was.leeg))
        if allowed.leeg is not None and abs(points) > allowed.leeg.waarde:
            shares = f"van {percentage(was.leeg)} naar {percentage(kolom.leeg)}"
            yield _shift(loaded, f"Van `{name}` ging het deel dat leeg is {shares}", "leeg")
        if allowed.gemiddelde is not None and kolom.gemiddelde is not None and was.gemiddelde:
            change = _change(kolom.gemiddelde, was.gemiddelde)
            if abs(change) > allowed.gemiddelde.waarde:
                words = f"Het gemiddelde van `{name}` veranderde met {_signed(change)}"
                yield _shift(loaded, words, "gemiddelde")


def _change(now: float, before: float) -> Decimal:
    # In decimals: a fifth more of 20 is exactly 20%, which the contract allows.
    new, old = Decimal(repr(now)), Decimal(repr(before))
    return (new - old) / abs(old) if old else Decimal(new != old)


def _signed(change: Decimal) -> str:
    return f"{'+' if change > 0 else ''}{percentage(change)}"


def _shift(loaded: Loaded[Bron], what: str, which: str) -> Diagnostic:
    allowed = getattr(loaded.doc.verschuiving, which)
    return Diagnostic(
        "R3204",
        f"{what}. Dat is meer dan {allowed} anders dan bij de vorige lading.",
        f'Klopt het toch? Zeg waarom: resultaat laad {loaded.id} --akkoord "..."',
        loaded.place("verschuiving", which),
    )
