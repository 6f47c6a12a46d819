"""Which column of a table says the period, and of several lengths the one that is proposed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

import polars as pl

from resultaat.core.periods import Grain
from resultaat.data.perioden import starts

_YEAR, _DAY = r"^[12]\d{3}", r"^\d{4}-\d\d-\d\d"
_LOOKED_AT = 1000
#: The shortest first: of a table with years, quarters and months the months say most.
_GRAINS = (Grain.MAAND, Grain.KWARTAAL, Grain.JAAR)
_PLURAL = {Grain.MAAND: "maanden", Grain.KWARTAAL: "kwartalen", Grain.JAAR: "jaren"}
#: How each length is written: in the open data of CBS, and in a download of StatLine.
_WRITTEN = {
    Grain.MAAND: ("*MM*",),
    Grain.KWARTAAL: ("*KW*", "*kwartaal*"),
    Grain.JAAR: ("*JJ00", "[12]???", "[12]???[*]", "[12]???[*][*]"),
}
_SHAPES = {
    "*MM*": r"^\d{4}MM",
    "*KW*": r"^\d{4}KW",
    "*kwartaal*": r"kwartaal",
    "*JJ00": r"^\d{4}JJ00$",
    "[12]???": r"^\d{4}$",
    "[12]???[*]": r"^\d{4}\*$",
    "[12]???[*][*]": r"^\d{4}\*\*$",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A column with periods: how long they are, which rows have one, and how to choose those."""

    name: str
    grain: Grain
    rows: pl.Series
    #: Whether it is no more than years, as people write them: that could be of birth too.
    plain: bool
    keys: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    punten: tuple[str, ...] = ()

    @property
    def periode(self) -> str | dict[str, str]:
        """Return what a contract says of it."""
        if self.grain is Grain.JAAR:
            return self.name
        return {"kolom": self.name, "per": self.grain.value}


def period_column(frame: pl.DataFrame, names: list[str]) -> Found | None:
    """Return the first column in which every value is a period, as tables write them."""
    for name in names:
        texts = frame[name]
        first = texts.head(_LOOKED_AT)
        # A day is an event as often as a period: who knows the table says so.
        if not first.str.contains(_YEAR).all() or first.str.contains(_DAY).any() or not len(first):
            continue
        fits = {grain: starts(texts, grain).is_not_null() for grain in _GRAINS}
        if reduce(or_, fits.values()).all():
            return _chosen(name, texts, fits)
    return None


def _chosen(name: str, texts: pl.Series, fits: dict[Grain, pl.Series]) -> Found:
    there = [grain for grain, rows in fits.items() if rows.any()]
    finest = there[0]
    if len(there) == 1:
        plain = finest is Grain.JAAR and bool(texts.str.contains(_SHAPES["[12]???"]).all())
        return Found(name, finest, fits[finest], plain)
    inside, outside = (_patterns(texts, each) for each in (there[:1], there[1:]))
    # A month that is written in words has no sign of its own: the others are left out.
    keys = {"alleen": {name: inside}} if inside else {"zonder": {name: outside}}
    words = " en ".join(_PLURAL[each] for each in there)
    punt = f"In `{name}` staan {words} door elkaar: alleen de {_PLURAL[finest]} doen mee."
    return Found(name, finest, fits[finest], False, keys, (punt,))


def _patterns(texts: pl.Series, grains: list[Grain]) -> list[str]:
    written = [pattern for grain in grains for pattern in _WRITTEN[grain]]
    return [each for each in written if texts.str.contains(_SHAPES[each]).any()]
