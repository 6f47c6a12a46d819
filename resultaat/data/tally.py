"""What is found in some rows of a delivery, and what that adds up to over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import counted
from resultaat.data.area_names import in_codes
from resultaat.data.breaches import Breach, What, breaches_of
from resultaat.data.elfproef import suspicious
from resultaat.data.herindeling import conversion, recode_published, summary
from resultaat.data.implausible import periods_in
from resultaat.data.levering import Omgerekend, Reden
from resultaat.data.locate import column_of
from resultaat.data.overlap import Overlap
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.raw import RawTable, named
from resultaat.data.readers.shape import Count, Shaped, shaped
from resultaat.data.readers.weight import WEIGHT, rows_in
from resultaat.data.rows import GEBIED, Context, Rows
from resultaat.data.shift import Standing
from resultaat.data.states import off
from resultaat.gebied.codes import ONBEKEND
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

#: Where and why each row was set aside: no value of it.
ASIDE = pl.Schema(
    {"regel": pl.Int64(), "code": pl.String(), "kolom": pl.String(), "reden": pl.String()}
)
#: A piece in which so many numbers pass is not stored; whether a column leaks is judged at the end.
_SURELY = 1e-12


@dataclass(slots=True)
class Told:
    """How many rows something is wrong with, and how to say it."""

    count: Count
    message: str
    mend: str


@dataclass(slots=True)
class Tally:
    """The rows that fit, typed, and all that was found; of a piece, or of a whole delivery."""

    frame: pl.DataFrame
    shaped: Shaped
    aside: list[pl.DataFrame]
    #: Every breach with the rows that it is about, those with another breach before it included.
    breaches: dict[What, Told] = field(default_factory=dict)
    #: Rows set aside for the first thing that is wrong in them.
    redenen: dict[What, Count] = field(default_factory=dict)
    afronding: dict[str, Count] = field(default_factory=dict)
    nummers: dict[str, pl.Series] = field(default_factory=dict)
    keys: pl.DataFrame | None = None
    #: The kinds of period (JJ, KW, MM) in each column that has any.
    perioden: dict[str, set[str]] = field(default_factory=dict)
    #: In how many rows a number was struck out of a text, by column.
    doorgestreept: Counter[str] = field(default_factory=Counter)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def leaks(self) -> set[str]:
        """Return the columns that surely hold BSNs and are not of that type."""
        return {name for name, each in self.nummers.items() if suspicious(each, _SURELY)}


def judge(loaded: Loaded[Bron], frame: pl.DataFrame, context: Context) -> Tally:
    """Judge some rows of a file, as they were read."""
    rows_left, seen = shaped(loaded.doc, named(loaded.doc, frame))
    told: list[Diagnostic] = []
    coded = in_codes(loaded, rows_left, context.indeling, told)
    if coded is None:
        return Tally(rows_left.clear(), seen, [], diagnostics=told)
    rows = Rows(coded, context)
    breaches = list(breaches_of(rows))
    tally = Tally(coded.clear(), seen, [])
    wrong = tally_of(rows, breaches, tally)
    if any(each.afronding is not None for each in loaded.doc.kolommen.values()):
        tally.afronding = off(loaded.doc, rows.typed, rows.codes, rows.lines)
    tally.nummers = rows.numbers()
    tally.keys = None if context.whole else rows.keys()
    tally.perioden = {} if context.whole else periods_in(rows.columns)
    result = rows.result()
    tally.doorgestreept.update(rows.doorgestreept)
    tally.frame = result if wrong is None else result.filter(~wrong)
    return tally


def tally_of(rows: Rows, breaches: list[Breach], tally: Tally) -> pl.Series | None:
    """Note each breach, and each row once; return the rows with any, None where there are none."""
    wrong = None
    for breach in breaches:
        what, count = breach.what, Count.of(rows.raw, breach.rows)
        tally.breaches[what] = Told(count, breach.message, breach.mend)
        new = breach.rows if wrong is None else breach.rows & ~wrong
        wrong = breach.rows if wrong is None else wrong | breach.rows
        if new.any():
            tally.redenen[what] = Count.of(rows.raw, new)
            lines = rows.lines.filter(new).alias("regel").to_frame()
            words = pl.DataFrame([what], schema=["code", "kolom", "reden"], orient="row")
            tally.aside.append(lines.join(words, how="cross"))
    return wrong


class Total:
    """The tallies of all pieces together."""

    def __init__(self, loaded: Loaded[Bron], raw: RawTable, context: Context) -> None:
        self.loaded = loaded
        self.raw = raw
        self.context = context
        self.tally = Tally(pl.DataFrame(), Shaped(), [])
        self.standing = Standing(loaded.doc)
        self.overlap = Overlap(loaded.doc, context.indeling)
        self.used = 0
        #: Whether it was of no use to go on.
        self.stopped = False
        self._surely: set[str] = set()
        self._numbers: dict[str, list[pl.Series]] = {}
        self._keys: list[pl.DataFrame] = []
        self._codes: set[str] = set()
        self._unknown = 0

    def add(self, other: Tally) -> pl.DataFrame:
        """Add what was found in a piece; return its rows as they are to be kept."""
        mine = self.tally
        mine.shaped.add(other.shaped)
        mine.aside += other.aside
        mine.diagnostics += other.diagnostics
        for what, told in other.breaches.items():
            first = mine.breaches.setdefault(what, Told(Count(), told.message, told.mend))
            first.count.add(told.count)
        for what, count in other.redenen.items():
            mine.redenen.setdefault(what, Count()).add(count)
        for name, count in other.afronding.items():
            mine.afronding.setdefault(name, Count()).add(count)
        for name, numbers in other.nummers.items():
            if numbers.len():  # as a list, for putting them together at every piece takes long
                self._numbers.setdefault(name, []).append(numbers)
        mine.doorgestreept.update(other.doorgestreept)
        for name, kinds in other.perioden.items():
            mine.perioden.setdefault(name, set()).update(kinds)
        if other.keys is not None:
            self._keys.append(other.keys)
        self._surely |= other.leaks()
        # A column with BSNs that the contract does not know of is never stored.
        self.stopped = bool(other.diagnostics or self._surely)
        return self._used(other.frame)

    def _used(self, frame: pl.DataFrame) -> pl.DataFrame:
        self.used += rows_in(frame)
        bron = self.loaded.doc
        self.overlap.add(frame)
        frame = frame.drop(LINE, WEIGHT, strict=False)
        if conversion(bron, self.context.indeling) is not None:
            codes = frame[bron.gebied.kolom]
            self._codes |= set(codes.unique().drop_nulls().to_list())
            self._unknown += int((codes.is_not_null() & (frame[GEBIED] == ONBEKEND)).sum())
        return frame

    def recoded(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return rows that are used by the areas of the list, and note how their columns are."""
        bron = self.loaded.doc
        omzetting = conversion(bron, self.context.indeling)
        if omzetting is not None and bron.gepubliceerd:
            frame = recode_published(frame, bron, omzetting)
        self.standing.add(frame)
        return frame

    def leaks(self) -> list[str]:
        """Return the columns that hold BSNs and are not of that type, over all pieces."""
        return [
            name
            for name, each in self._numbers.items()
            if name in self._surely or suspicious(pl.concat(each).unique())
        ]

    def double_keys(self) -> pl.Series:
        """Return the lines of rows whose key may come more than once over the pieces."""
        if not self._keys:
            return pl.Series(dtype=pl.Int64)
        keys = pl.concat(self._keys)
        numbers = keys[keys.columns[0]]
        if numbers.n_unique() == numbers.len():
            return pl.Series(dtype=pl.Int64)
        return keys.filter(numbers.is_duplicated())[LINE]

    def mixed_periods(self) -> dict[str, set[str]]:
        """Return the kinds of period of the columns that hold more than one over the pieces."""
        return {name: kinds for name, kinds in self.tally.perioden.items() if len(kinds) > 1}

    @property
    def rijen(self) -> int:
        """All rows of the file."""
        return self.tally.shaped.rijen + sum(each.rijen for each in self.raw.aside)

    @property
    def judged(self) -> int:
        """The rows that are about the source, right or wrong."""
        return self.used + self.terzijde

    @property
    def terzijde(self) -> int:
        """The rows that were set aside because they do not fit."""
        return sum(count.rijen for count in self.tally.redenen.values())

    def redenen(self) -> Iterator[Reden]:
        """Yield why rows were set aside or left out: their numbers add up to the file."""
        for (code, kolom, reden), count in self.tally.redenen.items():
            yield Reden(code, kolom, reden, count.rijen, count.regel)
        for each in self.raw.aside:
            yield Reden(each.code, each.kolom, each.reden, each.rijen, each.regel)
        for (key, kolom), count in self.tally.shaped.buiten.items():
            if count.rijen:
                reden = f"hoort niet bij deze bron, volgens `{key}`"
                yield Reden("", kolom, reden, count.rijen, count.regel)

    def aside(self) -> pl.DataFrame:
        """Return the line and the reason of every row that was set aside (`ASIDE`).

        Of a message that was set aside as a whole it is the line in that message.
        """
        before = [(a.regel, a.code, a.kolom, a.reden) for a in self.raw.aside if a.code]
        first = pl.DataFrame(before, schema=ASIDE, orient="row")
        return pl.concat([first, *self.tally.aside]).sort("regel")

    def omgerekend(self) -> Omgerekend | None:
        """Return what was made of codes of another year."""
        omzetting = conversion(self.loaded.doc, self.context.indeling)
        if omzetting is None:
            return None
        unknown = 0 if self.loaded.doc.gepubliceerd else self._unknown
        codes = pl.Series(sorted(self._codes), dtype=pl.String)
        return summary(codes, omzetting, unknown)

    def told(self) -> Iterator[Diagnostic]:
        """Say of every breach how many rows there are and where the first one is."""
        bron = self.loaded.doc
        for (code, kolom, _), each in self.tally.breaches.items():
            count, message = each.count, each.message
            rows = counted(count.rijen, "rij", "rijen")
            total = f" ({rows}, de eerste op regel {count.regel})."
            written = bron.kolommen[kolom].kolom or kolom
            place = self.raw.place(
                count.regel, column_of(self.raw.path, bron, count.regel, written)
            )
            yield Diagnostic(code, message[:1].upper() + message[1:] + total, each.mend, place)
