"""What seems to stand in each column: its type, its blanks, and the words for no value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from resultaat.data.elfproef import numbers_in, suspicious
from resultaat.gebied.codes import niveau_of
from resultaat.scaffold.voorstel.topics import Topic

#: Numbers by which the CBS says that there is none.
NOT_YET, HIDDEN = "-99995", "-99997"
_NONE = (".", "-", "x", "X", "n.b.", "nvt", "n.v.t.", "onbekend", "NULL", "NA")
_YES_NO = {"ja", "nee", "j", "n", "true", "false"}
#: A text of at most so many different values is a choice. A value that a few rows have could be
#: about somebody, and never comes into a contract.
_CHOICES, _OFTEN = 12, 10
#: Other texts than numbers that may stand in a column of numbers.
_WORDS = 2
_DECIMALS, _CENTS = 6, 2
_MONTHS = 12
#: Numbers by which rows are told apart, and that are never added up.
_CODE = 4
COUNTED_BY = ("jaar", "perioden", "periode", "id")


@dataclass(frozen=True, slots=True)
class Absent:
    """Texts of a file that are known to stand for no value, and for one that is hidden."""

    leeg: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


@dataclass(slots=True)
class Proposed:
    """A column as it is proposed: its keys in the contract, and what to look at."""

    id: str
    keys: dict[str, Any]
    #: Values without spaces around them; null where there is none.
    values: pl.Series
    leeg: set[str] = field(default_factory=set)
    not_yet: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    punten: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """Return the word for its type."""
        return str(self.keys["type"])

    @property
    def measure(self) -> bool:
        """Whether it holds numbers."""
        return self.type in ("aantal", "getal", "bedrag", "procent")


@dataclass(slots=True)
class Table:
    """The keys of a contract about the rows as a whole, and what to look at."""

    columns: dict[str, Proposed]
    keys: dict[str, Any] = field(default_factory=dict)
    punten: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The columns by which rows can be told apart."""
        return [
            name
            for name, each in self.columns.items()
            if not each.measure and not each.values.null_count() and each.type != "ja_nee"
        ]

    def frame(self) -> pl.DataFrame:
        """Return what stands in the columns."""
        return pl.DataFrame({name: each.values for name, each in self.columns.items()})


def proposed(
    series: pl.Series, topic: Topic, name: str, mark: str, absent: Absent | None = None
) -> Proposed:
    """Return what seems to stand in a column."""
    made = Proposed(name, {}, _texts(series))
    _without_known(made, absent or Absent())
    # What is a number already is written with a point here, whatever the texts of the file.
    mark = "." if series.dtype.is_numeric() else mark
    _without_words(made, mark)
    known = made.values.drop_nulls()
    made.keys["type"] = _type(known, series.dtype, topic, mark, made)
    if name != series.name:
        made.keys["kolom"] = series.name
    if made.values.null_count():
        made.keys["mag_leeg"] = True
    if known.is_empty() and not made.not_yet:
        made.punten.append(f"`{name}` is helemaal leeg. Nog niet gepubliceerd?")
    if made.type == "tekst" and (choices := _choices(known)):
        made.keys["keuze"] = choices
    if made.measure and (unit := _rounded(known, mark)):
        made.keys["afronding"] = unit
        made.punten.append(f"`{name}` lijkt afgerond op {unit}.")
    titled = " " in topic.titel and topic.titel != series.name
    said = topic.uitleg or (topic.titel if titled or topic.eenheid else "")
    eenheid = f" ({topic.eenheid})" if topic.eenheid else ""
    if said:
        made.keys["uitleg"] = f"{said}{eenheid}"
    return made


def _texts(series: pl.Series) -> pl.Series:
    """Return a column as text: `25.0` of a float as 25, a date as 2024-01-31."""
    if series.dtype.is_float():
        series = series.fill_nan(None)
        whole = series.cast(pl.Int64, strict=False)
        if (whole == series).all():
            series = whole
    text = series.cast(pl.String).str.strip_chars()
    return text.set(text == "", None)


def _number(mark: str) -> str:
    return rf"^-?\d+([{mark}]\d+)?$"


def _without_known(made: Proposed, known: Absent) -> None:
    there = set(made.values.filter(made.values.is_in([*known.leeg, *known.hidden])))
    made.leeg |= there & known.leeg
    made.hidden |= there & known.hidden
    made.values = made.values.set(made.values.is_in(list(there)), None)


def _without_words(made: Proposed, mark: str) -> None:
    """Take out what stands for no value in a column that holds numbers otherwise."""
    values = made.values
    numeric = values.str.contains(_number(mark))
    other = values.filter(~numeric).drop_nulls().unique().to_list()
    words = [each for each in other if each in _NONE]
    if len(other) <= _WORDS and len(words) == len(other):
        made.leeg |= set(words)
    elif "." in other:
        made.leeg.add(".")
    signs = [each for each in (NOT_YET, HIDDEN) if values.is_in([each]).any()]
    if signs and numeric.sum():
        made.not_yet |= {each for each in signs if each == NOT_YET}
        made.hidden |= {each for each in signs if each == HIDDEN}
    gone = made.leeg | made.not_yet | made.hidden
    made.values = values.set(values.is_in(list(gone)), None)


def _type(known: pl.Series, dtype: pl.DataType, topic: Topic, mark: str, made: Proposed) -> str:
    different = known.unique()
    if different.len() and all(niveau_of(each) for each in different):
        return "gebied"
    if suspicious(numbers_in(known)):
        made.punten.append(f"`{made.id}` lijkt een burgerservicenummer te zijn.")
        return "bsn"
    if dtype == pl.Date or _all(different, r"^\d{4}-\d{2}-\d{2}([T ]\d\d:\d\d(:\d\d([.]\d+)?)?)?$"):
        return "datum"
    if _day_first(different):
        made.keys["datumvorm"] = "dd-mm-jjjj"
        return "datum"
    lower = set(different.str.to_lowercase().to_list())
    if dtype == pl.Boolean or (lower and lower <= _YES_NO):
        return "ja_nee"
    return _number_or_text(different, topic, mark, made)


def _number_or_text(different: pl.Series, topic: Topic, mark: str, made: Proposed) -> str:
    if different.is_empty():
        return "getal" if topic.eenheid else "tekst"
    if _all(different, _number(mark)):
        return _numeric(different, topic, mark, made)
    return "tekst"


def _day_first(different: pl.Series) -> bool:
    """Whether days are written as 31-1-2024, and not the month first."""
    if not _all(different, r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$"):
        return False
    month = different.str.extract(r"^\d{1,2}[-/.](\d{1,2})").cast(pl.Int64)
    return bool((month <= _MONTHS).all())


def _numeric(different: pl.Series, topic: Topic, mark: str, made: Proposed) -> str:
    decimals = different.str.extract(rf"[{mark}](\d+)$").drop_nulls().to_list()
    places = max((len(each) for each in decimals), default=0)
    unit = topic.eenheid.lower()
    if places > _DECIMALS:
        made.keys["deel"] = rf"^-?\d+(?:[{mark}]\d{{1,{_DECIMALS}}})?"
        made.punten.append(
            f"`{made.id}` heeft {places} decimalen en wordt afgekapt op {_DECIMALS}."
        )
    if unit.startswith("%") or made.id.endswith(("_pct", "_percentage")):
        return "procent"
    if different.str.contains(r"^0\d").any() or made.id in COUNTED_BY:
        return "tekst"
    if not unit and _coded(different, made):
        return "tekst"
    if unit in ("euro", "€") and places <= _CENTS:
        return "bedrag"
    return "getal" if places else "aantal"


def _coded(different: pl.Series, made: Proposed) -> bool:
    """Whether numbers are codes: a few of the same length, each many times, like `20150`."""
    lengths = different.str.len_chars().unique().to_list()
    few = different.len() == 1 or bool(_choices(made.values.drop_nulls()))
    return len(lengths) == 1 and lengths[0] >= _CODE and few


def _choices(known: pl.Series) -> list[str]:
    counts = known.value_counts(name="vaak")
    often = counts.height and int(counts["vaak"].min()) >= _OFTEN  # type: ignore[arg-type]
    if not often or not 2 <= counts.height <= _CHOICES:
        return []
    return sorted(counts[known.name].to_list())


def _rounded(known: pl.Series, mark: str) -> int | None:
    numbers = known.str.replace(mark, ".", literal=True).cast(pl.Float64, strict=False).unique()
    if numbers.len() < 20:
        return None
    return next((unit for unit in (100, 10, 5) if ((numbers % unit) == 0).all()), None)


def _all(values: pl.Series, pattern: str) -> bool:
    return bool(values.len() and values.str.contains(pattern).all())
