"""The contract of a source: every value fits its column, or the load is refused with the reason.

All that is wrong is reported at once, per column with the first line that shows it and how many
rows there are. Values themselves are never repeated where rows are about persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, did_you_mean
from resultaat.core.dutch import counted
from resultaat.core.periods import Period
from resultaat.data.area_names import in_codes
from resultaat.data.locate import column_of
from resultaat.data.readers import RawTable
from resultaat.data.readers.lines import LINE
from resultaat.data.states import not_rounded, reason_columns
from resultaat.data.typing import filled, typed
from resultaat.gebied.codes import ONBEKEND, niveau_of
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType

#: Columns that every snapshot has beside those of its contract.
GEBIED = "__gebied"
START = "__start"

_EXAMPLES = {
    KolomType.AANTAL: "een heel getal zonder punten",
    KolomType.GETAL: "een getal met hoogstens zes decimalen",
    KolomType.BEDRAG: "een bedrag met hoogstens twee decimalen",
    KolomType.PROCENT: "een percentage als getal, zoals 9,7",
    KolomType.DATUM: "een datum als 2024-01-31",
    KolomType.JA_NEE: "ja of nee",
}


def fulfil(
    loaded: Loaded[Bron], raw: RawTable, indeling: Indeling, found: Diagnostics
) -> pl.DataFrame | None:
    """Return the typed rows of a source, or None after reporting every breach of its contract."""
    coded = in_codes(loaded, raw.frame, indeling, found)
    if coded is None:
        return None
    check = _Contract(loaded, replace(raw, frame=coded), indeling)
    problems = [*check.values(), *check.keys(), *check.areas(), *check.periods()]
    problems += not_rounded(loaded, check.typed, check.typed[loaded.doc.gebied.kolom])
    if problems:
        found.extend(problems)
        return None
    return check.result()


class _Contract:
    def __init__(self, loaded: Loaded[Bron], raw: RawTable, indeling: Indeling) -> None:
        self.loaded = loaded
        self.bron = loaded.doc
        self.raw = raw
        self.indeling = indeling
        schema = raw.frame.schema
        self.filled = raw.frame.with_columns(
            filled(name, schema[name], self.bron).alias(name) for name in self.bron.kolommen
        )
        self.typed = self.filled.with_columns(
            typed(pl.col(name), schema[name], kolom, self.bron).alias(name)
            for name, kolom in self.bron.kolommen.items()
        )

    def values(self) -> Iterator[Diagnostic]:
        """Types, blanks and choices, column by column."""
        for name, kolom in self.bron.kolommen.items():
            misfit = self.filled[name].is_not_null() & self.typed[name].is_null()
            if misfit.any():
                wanted = _EXAMPLES.get(kolom.type, f"een waarde van soort {kolom.type.value}")
                message = f"in de kolom `{name}` staat geen {wanted.removeprefix('een ')}"
                mend = f"Zet er {wanted}, of verbeter het type van de kolom in de bron."
                yield self._problem("R3004", misfit, name, message, mend)
            empty = self.filled[name].is_null()
            if empty.any() and not kolom.mag_leeg:
                message = f"de kolom `{name}` is leeg"
                mend = "Vul hem aan, of zet `mag_leeg: ja` bij de kolom in de bron."
                yield self._problem("R3005", empty, name, message, mend)
            if kolom.keuze:
                # As written: a choice in YAML is a text, whatever the type of the column.
                written = self.filled[name].cast(pl.String)
                other = written.is_not_null() & ~written.is_in(kolom.keuze)
                if other.any():
                    message = f"in de kolom `{name}` staat iets anders dan {', '.join(kolom.keuze)}"
                    mend = "Verbeter de gegevens, of zet de waarde bij `keuze` in de bron."
                    yield self._problem("R3006", other, name, message, mend)

    def keys(self) -> Iterator[Diagnostic]:
        """The key names one row."""
        if self.bron.sleutel:
            double = self.typed.select(self.bron.sleutel).is_duplicated()
            if double.any():
                message = f"de sleutel `{', '.join(self.bron.sleutel)}` komt vaker voor"
                mend = "Haal de dubbele rijen weg, of noem een andere `sleutel`."
                yield self._problem("R3007", double, self.bron.sleutel[0], message, mend)

    def areas(self) -> Iterator[Diagnostic]:
        """Every area code is in the area list, and of the level that the source states."""
        name = self.bron.gebied.kolom
        codes = self.typed[name]
        unknown = codes.is_not_null() & ~codes.is_in(list(self.indeling.gebieden))
        if unknown.any():
            code = str(codes.filter(unknown)[0])
            # A code that is not an area code could be anything, also about a person.
            shown = f" (`{code}`)" if niveau_of(code) else ""
            mend = did_you_mean(code, self.indeling.gebieden) if shown else ""
            mend = mend or "Kijk of de gegevens en de gebiedenlijst van hetzelfde jaar zijn."
            message = f"het gebied{shown} staat niet in de gebiedenlijst"
            yield self._problem("R3008", unknown, name, message, mend)
        niveau = self.bron.gebied.niveau
        if isinstance(niveau, Niveau):
            fitting = [gebied.code for gebied in self.indeling.of_niveau(niveau)]
            other = codes.is_not_null() & ~unknown & ~codes.is_in(fitting)
            if other.any():
                message = f"het gebied is geen {niveau.value}"
                mend = "Verbeter de code, of het `niveau` bij `gebied` in de bron."
                yield self._problem("R3009", other, name, message, mend)

    def periods(self) -> Iterator[Diagnostic]:
        """Published figures: one row per area and period."""
        if not self.bron.gepubliceerd:
            return
        keys = [self.bron.gebied.kolom]
        if isinstance(self.bron.periode, str):
            keys.append(self.bron.periode)
            wrong = self.typed[self.bron.periode].is_not_null() & self._starts().is_null()
            if wrong.any():
                message = f"in de kolom `{self.bron.periode}` staat geen jaar en geen datum"
                mend = "Schrijf een jaar als 2025."
                yield self._problem("R3012", wrong, self.bron.periode, message, mend)
        double = self.typed.select(keys).is_duplicated()
        if double.any():
            message = "dit gebied heeft in één periode meer dan één rij"
            mend = "Tel nooit overlappende rijen op: haal de dubbele rijen weg."
            yield self._problem("R3011", double, self.bron.gebied.kolom, message, mend)

    def result(self) -> pl.DataFrame:
        """Return the typed rows with their area and, where published, the start of the period."""
        area = pl.col(self.bron.gebied.kolom).fill_null(ONBEKEND).alias(GEBIED)
        reasons = reason_columns(self.raw.frame, self.bron)
        frame = self.typed.drop(LINE).with_columns(area, *reasons)
        if self.bron.periode is None:
            return frame
        return frame.with_columns(self._starts().alias(START))

    def _starts(self) -> pl.Series:
        """Return the first day of the period of each row."""
        periode = self.bron.periode
        if isinstance(periode, Period):
            return pl.repeat(periode.start, self.typed.height, dtype=pl.Date, eager=True)
        column = self.typed[periode or ""]
        if column.dtype == pl.Date:
            return column.dt.truncate("1y")
        year = column.cast(pl.String).str.extract(r"^(\d{4})$")
        return (year + "-01-01").str.to_date("%Y-%m-%d", strict=False)

    def _problem(
        self, code: str, rows: pl.Series, name: str, message: str, mend: str
    ) -> Diagnostic:
        lines = self.typed[LINE].filter(rows)
        first = int(lines[0])
        total = f" ({counted(len(lines), 'rij', 'rijen')}, de eerste op regel {first})."
        place = self.raw.place(first, self._column(first, name))
        return Diagnostic(code, message[:1].upper() + message[1:] + total, mend, place)

    def _column(self, line: int, name: str) -> int:
        written = self.bron.kolommen[name].kolom or name
        return column_of(self.raw.path, self.bron, line, written)
