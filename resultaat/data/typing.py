"""Turning what stands in a file into the types of the contract, without guessing.

A value that does not fit becomes null here and is reported by `contract.py`, which compares
what was there before and after. Nothing is rounded in silence: a number with more decimals than
its type holds does not fit.
"""

from __future__ import annotations

import polars as pl

from resultaat.data.elfproef import as_bsn
from resultaat.data.states import absent_words, is_word, is_written
from resultaat.language.documents.bestand import Datumvorm
from resultaat.language.documents.bron import Bron, Kolom, KolomType

MONEY = pl.Decimal(18, 2)
#: Measurements are kept exact too, so that a sum does not depend on the order of adding.
MEASURE = pl.Decimal(18, 6)
#: A percentage is kept as a fraction: 9.7 becomes 0.097.
FRACTION = pl.Decimal(20, 8)

_DECIMALS = {KolomType.BEDRAG: 2, KolomType.GETAL: 6, KolomType.PROCENT: 6}
#: A year, a quarter or a month as the open data of CBS write it.
CBS_PERIOD = r"^(?<year>\d{4})(?<kind>JJ|KW|MM)(?<number>\d{2})$"
#: A time without a zone; with one it could be another day here.
_TIME = r"[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$"
_ISO = r"^\d{4}-\d{1,2}-\d{1,2}$"
_FORMS = {
    Datumvorm.DAG_EERST: r"^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})$",
    Datumvorm.AANEEN: r"^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$",
}
_YES = ("true", "ja", "1", "j")
_NO = ("false", "nee", "0", "n")


def filled(plan: pl.LazyFrame, name: str, dtype: pl.DataType, bron: Bron) -> pl.LazyFrame:
    """Return the column with blanks and the source's words for "no value" as null."""
    words = absent_words(bron, name)
    column = pl.col(name)
    if dtype == pl.String:
        # First by itself: what stands in a condition is worked out anew each time.
        plan = plan.select(column.str.strip_chars())
        return plan.select(_unless(is_word(column, words), column))
    if dtype.is_float():
        column = column.fill_nan(None)
    if not any(words):
        return plan.select(column)
    return plan.select(_unless(is_written(name, dtype, words), column))


def _unless(missing: pl.Expr, column: pl.Expr) -> pl.Expr:
    return pl.when(missing).then(None).otherwise(column).name.keep()


def typed(column: pl.Expr, dtype: pl.DataType, kolom: Kolom, bron: Bron) -> pl.Expr:
    """Return the column as the type that the contract states; null where it does not fit."""
    if dtype.is_temporal() and kolom.type.numeric:  # a number of days is no number of anything
        column, dtype = column.cast(pl.String), pl.String()
    if kolom.type in _DECIMALS:
        return _decimal(column, dtype, kolom.type, kolom.decimaalteken or bron.decimaalteken)
    if kolom.type is KolomType.AANTAL:
        return _whole(column, dtype)
    if kolom.type is KolomType.DATUM:
        return _date(column, dtype, kolom)
    if kolom.type is KolomType.BSN:
        return as_bsn(column.cast(pl.String))
    if kolom.type is KolomType.JA_NEE:
        return _boolean(column, dtype)
    return column.cast(pl.String)


def _date(column: pl.Expr, dtype: pl.DataType, kolom: Kolom) -> pl.Expr:
    """Return a day; of a period as CBS writes it (2016JJ00, 2016KW02, 2016MM05) the first one.

    A time of day behind it is no part of a date.
    """
    if dtype.is_temporal():
        return column.cast(pl.Date, strict=False)
    # 20250106 as a number is no day so long after 1970: it is read as it is written.
    column = column.cast(pl.String).str.replace(_TIME, "")
    parts = column.str.extract_groups(CBS_PERIOD)
    number = parts.struct.field("number").cast(pl.Int8, strict=False)
    kind = parts.struct.field("kind")
    month = (
        pl.when((kind == "JJ") & (number == 0))
        .then(1)
        .when((kind == "KW") & number.is_between(1, 4))
        .then(3 * number - 2)
        .when((kind == "MM") & number.is_between(1, 12))
        .then(number)
    )
    first = pl.date(parts.struct.field("year").cast(pl.Int32, strict=False), month, 1)
    other = () if kolom.datumvorm is None else (_as_written(column, kolom.datumvorm),)
    # 31-01-24 would be a day in the year 31.
    day = pl.when(column.str.contains(_ISO)).then(column.str.to_date("%Y-%m-%d", strict=False))
    return pl.coalesce(day, *other, first)


def _as_written(column: pl.Expr, form: Datumvorm) -> pl.Expr:
    """Return the day of `31-1-2024` or `20240131`; null where it is written otherwise."""
    parts = column.str.extract_groups(_FORMS[form])
    day, month = (parts.struct.field(name).str.zfill(2) for name in ("day", "month"))
    whole = pl.concat_str(parts.struct.field("year"), month, day, separator="-")
    return whole.str.to_date("%Y-%m-%d", strict=False)


def _whole(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    # `25184.0` is how a program writes a whole number; `25.000` could be two things and is refused.
    if dtype == pl.String:
        return column.str.extract(r"^(-?\d+)(?:\.0)?$").cast(pl.Int64, strict=False)
    if dtype.is_float() or dtype.is_decimal():
        whole = column.cast(pl.Int64, strict=False)
        return pl.when(whole == column).then(whole)
    return column.cast(pl.Int64, strict=False)


def _decimal(column: pl.Expr, dtype: pl.DataType, kind: KolomType, sign: str) -> pl.Expr:
    places = _DECIMALS[kind]
    target = MONEY if kind is KolomType.BEDRAG else MEASURE
    if dtype == pl.String:
        mark = r"[.]" if sign == "." else ","
        pattern = rf"^-?[0-9]+(?:{mark}[0-9]{{1,{places}}})?$"
        exact = column.str.replace(",", ".", literal=True).cast(target, strict=False)
        value = pl.when(column.str.contains(pattern)).then(exact).otherwise(None)
    elif dtype.is_decimal():
        value = column.cast(target, strict=False)
        value = pl.when(value == column).then(value)
    elif dtype.is_float():
        # 12.505 is no amount; 12.5 is, whatever the double beneath it.
        fits = (column.round(places) - column).abs() <= 1e-9 * (1 + column.abs())
        value = pl.when(fits).then(column.cast(target, strict=False))
    else:
        value = column.cast(target, strict=False)
    return (value.cast(FRACTION) / 100).cast(FRACTION) if kind is KolomType.PROCENT else value


def _boolean(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype == pl.Boolean:
        return column
    word = column.cast(pl.String).str.to_lowercase()
    return pl.when(word.is_in(_YES)).then(True).when(word.is_in(_NO)).then(False)
