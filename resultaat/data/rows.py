"""What can be wrong with the rows of a source, each as the rows that it is about.

Values themselves are never repeated: a message names the column, the first line and how many rows
there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from resultaat.core.diagnostics import did_you_mean
from resultaat.core.periods import Period
from resultaat.data.elfproef import suspicious
from resultaat.data.herindeling import (
    conversion,
    inside,
    new_codes,
    recode_published,
    summary,
    year_of,
)
from resultaat.data.levering import Omgerekend
from resultaat.data.parts import START
from resultaat.data.sleutel import Sleutel
from resultaat.data.states import reason_columns
from resultaat.data.typing import filled, typed
from resultaat.gebied.codes import ONBEKEND, niveau_of
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.bron import Bron, Kolom, KolomType
from resultaat.language.limits import limit

#: Column with the area that every snapshot has beside those of its contract.
GEBIED = "__gebied"

_EXAMPLES = {
    KolomType.AANTAL: "een heel getal zonder punten",
    KolomType.GETAL: "een getal met hoogstens zes decimalen",
    KolomType.BEDRAG: "een bedrag met hoogstens twee decimalen",
    KolomType.PROCENT: "een percentage als getal, zoals 9,7",
    KolomType.DATUM: "een datum als 2024-01-31",
    KolomType.JA_NEE: "ja of nee",
    KolomType.BSN: "een burgerservicenummer dat klopt",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a contract needs beside the file: code lists by column, the key for BSNs."""

    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sleutel: Sleutel | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong: the rows (a mask), the column, what it is and how to mend it."""

    code: str
    rows: pl.Series
    kolom: str
    message: str
    mend: str


class Rows:
    """The rows of one source, as they are written and as the contract types them."""

    def __init__(self, bron: Bron, frame: pl.DataFrame, indeling: Indeling, beside: Beside) -> None:
        self.bron = bron
        self.indeling = indeling
        self.lists = beside.lists
        self.sleutel = beside.sleutel
        self.raw = frame
        schema = frame.schema
        self.filled = frame.with_columns(
            filled(name, schema[name], bron).alias(name) for name in bron.kolommen
        )
        self.filled = self.filled.with_columns(
            pl.col(name).replace(kolom.vertaal)
            for name, kolom in bron.kolommen.items()
            if kolom.vertaal and schema[name] == pl.String
        )
        self.typed = self.filled.with_columns(
            typed(pl.col(name), schema[name], kolom, bron).alias(name)
            for name, kolom in bron.kolommen.items()
        )

        name = bron.gebied.kolom
        self.omzetting = conversion(bron, indeling)
        self.codes = self.typed[name]
        if self.omzetting is not None:
            self.codes = new_codes(self.codes, self.omzetting, bron, indeling)

    def breaches(self) -> Iterator[Breach]:
        """Yield everything that is wrong, most telling first."""
        for name, kolom in self.bron.kolommen.items():
            yield from self._values(name, kolom)
        yield from self._keys()
        yield from self._areas()
        yield from self._periods()

    def _values(self, name: str, kolom: Kolom) -> Iterator[Breach]:
        """Types, blanks, choices and limits of one column."""
        there = self.filled[name].is_not_null()
        misfit = there & self.typed[name].is_null()
        if misfit.any():
            wanted = _EXAMPLES.get(kolom.type, f"een waarde van soort {kolom.type.value}")
            message = f"in de kolom `{name}` staat geen {wanted.removeprefix('een ')}"
            mend = f"Zet er {wanted}, of verbeter het type van de kolom in de bron."
            yield Breach("R3004", misfit, name, message, mend)
        if not there.all() and not kolom.mag_leeg:
            mend = "Vul hem aan, of zet `mag_leeg: ja` bij de kolom in de bron."
            yield Breach("R3005", ~there, name, f"de kolom `{name}` is leeg", mend)
        # As written: a choice in YAML is a text, whatever the type of the column.
        written = self.filled[name].cast(pl.String)
        if kolom.keuze and (other := there & ~written.is_in(kolom.keuze)).any():
            message = f"in de kolom `{name}` staat iets anders dan {', '.join(kolom.keuze)}"
            mend = "Verbeter de gegevens, of zet de waarde bij `keuze` in de bron."
            yield Breach("R3006", other, name, message, mend)
        if name in self.lists and (other := there & ~written.is_in(list(self.lists[name]))).any():
            message = f"in de kolom `{name}` staat een code die niet in `{kolom.codelijst}` staat"
            mend = "Verbeter de gegevens, of zet de code in de codelijst."
            yield Breach("R3006", other, name, message, mend)
        yield from self._limits(name, kolom)

    def _limits(self, name: str, kolom: Kolom) -> Iterator[Breach]:
        values = self.typed[name]
        if kolom.minstens is not None:
            low = (values < limit(kolom.minstens, kolom)).fill_null(value=False)
            if low.any():
                message = f"in de kolom `{name}` staat minder dan {kolom.minstens}"
                mend = "Verbeter de gegevens, of de grens bij `minstens`."
                yield Breach("R3020", low, name, message, mend)
        if kolom.hoogstens is not None:
            high = (values > limit(kolom.hoogstens, kolom)).fill_null(value=False)
            if high.any():
                message = f"in de kolom `{name}` staat meer dan {kolom.hoogstens}"
                mend = "Verbeter de gegevens, of de grens bij `hoogstens`."
                yield Breach("R3020", high, name, message, mend)

    def _keys(self) -> Iterator[Breach]:
        """The key names one row. Of rows that are wholly equal the first one is that row."""
        if not self.bron.sleutel:
            return
        keys = self.typed.select(self.bron.sleutel)
        if not keys.is_duplicated().any():
            return
        whole = self.typed.select(list(self.bron.kolommen))
        first = whole.to_struct().is_first_distinct()
        count = pl.col("__eerste").sum().over(self.bron.sleutel)
        conflict = self.typed.with_columns(__eerste=first).select(count > 1).to_series()
        double = keys.is_duplicated() & (conflict | ~first)
        message = f"de sleutel `{', '.join(self.bron.sleutel)}` komt vaker voor"
        mend = "Haal de dubbele rijen weg, of noem een andere `sleutel`."
        yield Breach("R3007", double, self.bron.sleutel[0], message, mend)

    def _areas(self) -> Iterator[Breach]:
        """Every area code is in the area list, and of the level that the source states."""
        name = self.bron.gebied.kolom
        codes = self.codes
        yield from self._split()
        unknown = codes.is_not_null() & ~codes.is_in(list(self.indeling.gebieden))
        if unknown.any():
            code = str(codes.filter(unknown)[0])
            # A code that is not an area code could be anything, also about a person.
            shown = f" (`{code}`)" if niveau_of(code) else ""
            mend = did_you_mean(code, self.indeling.gebieden) if shown else ""
            mend = year_of(codes.filter(unknown), self.indeling) or mend
            mend = mend or "Kijk of de gegevens en de gebiedenlijst van hetzelfde jaar zijn."
            message = f"het gebied{shown} staat niet in de gebiedenlijst"
            yield Breach("R3008", unknown, name, message, mend)
        niveau = self.bron.gebied.niveau
        if isinstance(niveau, Niveau):
            fitting = [gebied.code for gebied in self.indeling.of_niveau(niveau)]
            other = codes.is_not_null() & ~unknown & ~codes.is_in(fitting)
            if other.any():
                message = f"het gebied is geen {niveau.value}"
                mend = "Verbeter de code, of het `niveau` bij `gebied` in de bron."
                yield Breach("R3009", other, name, message, mend)

    def _periods(self) -> Iterator[Breach]:
        """Published figures: one row per area and period."""
        if not self.bron.gepubliceerd:
            return
        keys = [self.bron.gebied.kolom]
        if isinstance(self.bron.periode, str):
            keys.append(self.bron.periode)
            wrong = self.typed[self.bron.periode].is_not_null() & self.starts().is_null()
            if wrong.any():
                message = f"in de kolom `{self.bron.periode}` staat geen jaar en geen datum"
                mend = "Schrijf een jaar als 2025."
                yield Breach("R3012", wrong, self.bron.periode, message, mend)
        double = self.typed.select(keys).is_duplicated()
        if double.any():
            message = "dit gebied heeft in één periode meer dan één rij"
            mend = "Tel nooit overlappende rijen op: haal de dubbele rijen weg."
            yield Breach("R3011", double, self.bron.gebied.kolom, message, mend)

    def result(self) -> pl.DataFrame:
        """Return the typed rows with their area and, where published, the start of the period."""
        area = self.codes.fill_null(ONBEKEND).alias(GEBIED)
        frame = self.typed.with_columns(
            area, *self._pseudonyms(), *reason_columns(self.raw, self.bron)
        )
        if self.bron.periode is None:
            return frame
        return frame.with_columns(self.starts().alias(START))

    def _split(self) -> Iterator[Breach]:
        """A row of an area that was split over more than the folder's own area is nobody's."""
        if self.omzetting is None or self.bron.gepubliceerd:
            return
        name = self.bron.gebied.kolom
        lost = [
            code
            for code in self.typed[name].unique().drop_nulls()
            if self.omzetting.main(code) is None
            and not all(inside(new, self.indeling) for new in self.omzetting.shares(code))
        ]
        rows = self.typed[name].is_in(lost).fill_null(value=False)
        if rows.any():
            message = "het gebied is gesplitst, ook over gebieden waar de werkmap niet over gaat"
            mend = "Vraag de bron om codes van het jaar van de gebiedenlijst."
            yield Breach("R3402", rows, name, message, mend)

    def recoded(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, Omgerekend | None]:
        """Return rows that fit by the areas of the list, and what was made of their codes."""
        if self.omzetting is None:
            return frame, None
        codes = frame[self.bron.gebied.kolom]
        if self.bron.gepubliceerd:
            return recode_published(frame, self.bron, self.omzetting), summary(
                codes, self.omzetting
            )
        unknown = int((codes.is_not_null() & (frame[GEBIED] == ONBEKEND)).sum())
        return frame, summary(codes, self.omzetting, unknown)

    def _pseudonyms(self) -> Iterator[pl.Series]:
        for name, kolom in self.bron.kolommen.items():
            if kolom.type is KolomType.BSN:
                assert self.sleutel is not None  # noqa: S101  nothing is read without one
                yield self.sleutel.pseudonyms(self.typed[name])

    def bsn_columns(self) -> Iterator[str]:
        """Yield the columns that hold BSNs and are not of that type."""
        for name, kolom in self.bron.kolommen.items():
            dtype = self.filled.schema[name]
            written = dtype == pl.String or dtype.is_integer() or dtype == pl.Categorical
            if kolom.type is KolomType.BSN or kolom.geen_bsn is not None or not written:
                continue
            if suspicious(self.filled[name]):
                yield name

    def starts(self) -> pl.Series:
        """Return the first day of the period of each row."""
        periode = self.bron.periode
        if isinstance(periode, Period):
            return pl.repeat(periode.start, self.typed.height, dtype=pl.Date, eager=True)
        column = self.typed[periode or ""]
        if column.dtype == pl.Date:
            return column.dt.truncate("1y")
        year = column.cast(pl.String).str.extract(r"^(\d{4})$")
        return (year + "-01-01").str.to_date("%Y-%m-%d", strict=False)
