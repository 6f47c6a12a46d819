"""Why a source has no value in a cell, told apart by what it writes there.

Blank, the dot of the CBS, -99995 and -99997 are four things. A contract says which text means what;
here each becomes null, and the reason is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import counted
from resultaat.data.readers.shape import Count
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
    return _whole(column.cast(pl.String).str.strip_chars())


def is_written(name: str, dtype: pl.DataType, words: list[str]) -> pl.Expr:
    """Return whether a column has one of these texts; `-99997,0` is the number `-99997`."""
    if dtype != pl.String:
        return as_written(name, dtype).is_in(words)
    return is_word(pl.col(name).str.strip_chars(), words)


def is_word(text: pl.Expr, words: list[str]) -> pl.Expr:
    """Return whether a text, with no blanks around it, is one of these."""
    found = text.fill_null(_NOTHING).is_in(words)
    # Looking for a number takes time, and most contracts name none.
    return found | _whole(text).is_in(words) if any(map(_is_whole, words)) else found


def _whole(text: pl.Expr) -> pl.Expr:
    return text.str.replace(r"^(-?\d+)[.,]0+$", "${1}").fill_null(_NOTHING)


def _is_whole(word: str) -> bool:
    return word.removeprefix("-").isdigit()


def reason_columns(frame: pl.DataFrame, bron: Bron) -> list[pl.Series]:
    """Return, for each column that tells reasons apart, why it has no value: one of `Reden`."""
    return [
        frame.select(_reason(name, frame.schema[name], bron)).to_series()
        for name in bron.kolommen
        if bron.redenen(name)
    ]


def _reason(name: str, dtype: pl.DataType, bron: Bron) -> pl.Expr:
    reason = pl.lit(None, pl.String)
    for reden, words in bron.redenen(name).items():
        said = is_written(name, dtype, words)
        reason = pl.when(said).then(pl.lit(reden.value)).otherwise(reason)
    return reason.alias(reden_column(name))


def off(bron: Bron, frame: pl.DataFrame, codes: pl.Series, lines: pl.Series) -> dict[str, Count]:
    """Count the values that are not rounded as the contract says, by column.

    Rounded figures do not add up; whoever knows that they are can explain the difference.
    """
    found = {}
    for name, kolom in bron.kolommen.items():
        if kolom.afronding is None or not frame.schema[name].is_numeric():
            continue
        wrong = (frame[name].cast(pl.Float64) % _units(kolom.afronding, codes)) != 0
        rows = lines.filter(wrong.fill_null(value=False))
        if rows.len():
            found[name] = Count(rows.len(), int(rows[0]))
    return found


def not_rounded(loaded: Loaded[Bron], found: Mapping[str, Count]) -> Iterator[Diagnostic]:
    """Report columns whose values are not rounded as the contract says (R3016)."""
    for name, count in found.items():
        total = f"{counted(count.rijen, 'rij', 'rijen')}, de eerste op regel {count.regel}"
        message = f"De kolom `{name}` is niet afgerond zoals de bron zegt ({total})."
        mend = "Is dit een andere levering? Verbeter anders `afronding`, of haal die weg."
        yield Diagnostic("R3016", message, mend, loaded.place("kolommen", name, "afronding"))


def _units(afronding: int | dict[Niveau, int], codes: pl.Series) -> pl.Series:
    """Return the unit of every row, by the level of its area; null where there is none."""
    if isinstance(afronding, int):
        return pl.repeat(float(afronding), codes.len(), eager=True)
    units = {}
    for code in codes.unique().drop_nulls():
        unit = afronding.get(niveau_of(code) or Niveau.REGIO)
        units[code] = float(unit) if unit else None
    return codes.replace_strict(units, default=None, return_dtype=pl.Float64)
