"""Why a source has no value in a cell, told apart by what it writes there.

Blank, the dot of the CBS, -99995 and -99997 are four things. A contract says which text means what;
here each becomes null, and the reason is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import counted
from resultaat.data.readers.lines import LINE
from resultaat.gebied.codes import niveau_of
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bestand import reden_column
from resultaat.language.documents.bron import Bron

_NOTHING = ""


def absent_words(bron: Bron, name: str) -> list[str]:
    """Return every text that stands for no value in a column, blank included."""
    reasons = [word for words in bron.redenen(name).values() for word in words]
    return [_NOTHING, *bron.leeg, *reasons]


def as_written(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as the text by which it can be recognised; a typed null is blank."""
    column = pl.col(name)
    if dtype.is_float():
        column = column.fill_nan(None)
    text = column.cast(pl.String).str.strip_chars()
    return text.str.replace(r"^(-?\d+)\.0+$", "${1}").fill_null(_NOTHING)


def reason_columns(frame: pl.DataFrame, bron: Bron) -> list[pl.Series]:
    """Return, for each column that tells reasons apart, why it has no value: one of `Reden`."""
    return [
        frame.select(_reason(name, frame.schema[name], bron)).to_series()
        for name in bron.kolommen
        if bron.redenen(name)
    ]


def _reason(name: str, dtype: pl.DataType, bron: Bron) -> pl.Expr:
    written = as_written(name, dtype)
    reason = pl.lit(None, pl.String)
    for reden, words in bron.redenen(name).items():
        reason = pl.when(written.is_in(words)).then(pl.lit(reden.value)).otherwise(reason)
    return reason.alias(reden_column(name))


def not_rounded(
    loaded: Loaded[Bron], frame: pl.DataFrame, codes: pl.Series
) -> Iterator[Diagnostic]:
    """Report columns whose values are not rounded as the contract says (R3016).

    Rounded figures do not add up; whoever knows that they are can explain the difference.
    """
    for name, kolom in loaded.doc.kolommen.items():
        if kolom.afronding is None or not frame.schema[name].is_numeric():
            continue
        values = frame[name].cast(pl.Float64)
        unit = pl.Series(list(_units(kolom.afronding, codes)), dtype=pl.Float64)
        wrong = ((values % unit) != 0).fill_null(value=False)
        if wrong.any():
            lines = frame[LINE].filter(wrong)
            total = f"{counted(len(lines), 'rij', 'rijen')}, de eerste op regel {lines[0]}"
            message = f"De kolom `{name}` is niet afgerond zoals de bron zegt ({total})."
            mend = "Is dit een andere levering? Verbeter anders `afronding`, of haal die weg."
            yield Diagnostic("R3016", message, mend, loaded.place("kolommen", name, "afronding"))


def _units(afronding: int | dict[Niveau, int], codes: pl.Series) -> Iterator[float | None]:
    for code in codes:
        if isinstance(afronding, int):
            yield float(afronding)
        else:
            unit = afronding.get(niveau_of(code or "") or Niveau.REGIO)
            yield float(unit) if unit else None
