"""The rows of a delivery, or a piece of them, as they are written and as their types are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from resultaat.core.periods import Grain, Period
from resultaat.data.columns import Column
from resultaat.data.doorgestreept import columns_of_words, struck_out
from resultaat.data.elfproef import numbers_in
from resultaat.data.herindeling import conversion, new_codes
from resultaat.data.parts import START
from resultaat.data.perioden import starts
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.weight import WEIGHT
from resultaat.data.sleutel import Pseudonyms, Sleutel
from resultaat.data.states import reason_columns
from resultaat.data.verwijzingen import Verwezen, Verwijzing, opened
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.bron import Bron, KolomType

#: Column with the area that every snapshot has beside those of its contract.
GEBIED = "__gebied"
#: Column with a number of each key, to find keys that come more than once.
KEY = "__sleutel"


@dataclass(frozen=True, slots=True)
class Beside:
    """What a contract needs beside the file: code lists by column, the key for BSNs, other rows."""

    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sleutel: Sleutel | None = None
    verwijzingen: tuple[Verwijzing, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """All that rows of one source are judged by."""

    bron: Bron
    indeling: Indeling
    beside: Beside
    #: Makes each pseudonym once per load; None where the source has no BSNs.
    pseudonyms: Pseudonyms | None
    #: Lines of which the key comes more than once, where other pieces had to be looked at for it.
    double: pl.Series | None = None
    #: Kinds of period in columns of which other pieces hold another kind.
    perioden: Mapping[str, Collection[str]] = field(default_factory=dict)
    #: Whether the rows are all rows of the source.
    whole: bool = True
    #: What the rows must find in other sources.
    verwezen: tuple[Verwezen, ...] = ()

    @classmethod
    def of(cls, bron: Bron, indeling: Indeling, beside: Beside | None = None) -> Context:
        """Return what the rows of one load are judged by."""
        beside = beside or Beside()
        key = beside.sleutel
        pseudonyms = Pseudonyms(key) if key is not None else None
        return cls(bron, indeling, beside, pseudonyms, verwezen=opened(beside.verwijzingen))


class Rows:
    """The rows of one source, or a piece of them."""

    def __init__(self, frame: pl.DataFrame, context: Context) -> None:
        self.bron = context.bron
        self.context = context
        self.indeling = context.indeling
        self.raw = frame
        self.columns = {
            name: Column.of(frame[name], name, self.bron) for name in self.bron.kolommen
        }
        self.words = columns_of_words(self.bron)
        #: In how many rows a number was struck out, by column; known when they are kept.
        self.doorgestreept: dict[str, int] = {}
        self.omzetting = conversion(self.bron, self.indeling)

    @property
    def lines(self) -> pl.Series:
        """The line of the file that each row stands on."""
        return self.raw[LINE]

    @cached_property
    def typed(self) -> pl.DataFrame:
        """The columns of the contract, by their types; a BSN is still itself."""
        return pl.DataFrame([each.spread(each.typed) for each in self.columns.values()])

    @cached_property
    def area(self) -> Column:
        """The column of the area, its codes those of the area list where they can be recoded."""
        column = self.columns[self.bron.gebied.kolom]
        if self.omzetting is None:
            return column
        codes = new_codes(column.typed, self.omzetting, self.bron, self.indeling)
        return Column(column.name, column.kolom, column.filled, codes.alias(column.name), column.at)

    @cached_property
    def codes(self) -> pl.Series:
        """The area of each row, as the area list knows it."""
        return self.area.spread(self.area.typed)

    def result(self) -> pl.DataFrame:
        """Return the typed rows with their area and, where published, the start of the period."""
        made = [each.spread(self.kept(each)) for each in self.columns.values()]
        area = self.area
        made.append(area.spread(area.typed.fill_null(ONBEKEND)).alias(GEBIED))
        made += reason_columns(self.raw, self.bron)
        if self.bron.periode is not None:
            made.append(self.starts().alias(START))
        made += [self.raw[name] for name in (LINE, WEIGHT) if name in self.raw.columns]
        return pl.DataFrame(made)

    def kept(self, column: Column) -> pl.Series:
        """Return the values of a column as a snapshot keeps them: a BSN as its pseudonym.

        Between words it is struck out.
        """
        if column.name in self.words:
            clean, hits = struck_out(column.typed)
            if hits is not None:
                self.doorgestreept[column.name] = int(column.spread(hits).sum())
            return clean
        if column.kolom.type is not KolomType.BSN:
            return column.typed
        assert self.context.pseudonyms is not None  # noqa: S101  nothing is read without a key
        return self.context.pseudonyms.of(column.typed)

    def keys(self) -> pl.DataFrame | None:
        """Return a number per key and its line: equal keys have equal numbers. None without key."""
        if not self.bron.sleutel:
            return None
        keys = [self.columns[name] for name in self.bron.sleutel]
        numbers = pl.DataFrame([each.spread(each.typed) for each in keys]).hash_rows(seed=0)
        return pl.DataFrame([numbers.alias(KEY), self.lines])

    def numbers(self) -> dict[str, pl.Series]:
        """Return, of every column that is not of type `bsn`, the numbers as long as a BSN."""
        found = {}
        for name, column in self.columns.items():
            dtype = column.filled.dtype
            written = dtype == pl.String or dtype.is_integer() or dtype == pl.Categorical
            may = column.kolom.type is KolomType.BSN or column.kolom.geen_bsn is not None
            if written and not may:
                found[name] = numbers_in(column.filled)
        return found

    def starts(self) -> pl.Series:
        """Return the first day of the period of each row."""
        periode = self.bron.periode
        if isinstance(periode, Period):
            return pl.repeat(periode.start, self.raw.height, dtype=pl.Date, eager=True)
        column = self.columns[self.bron.periode_kolom or ""]
        return column.spread(starts(column.filled, self.bron.published_grain or Grain.JAAR))
