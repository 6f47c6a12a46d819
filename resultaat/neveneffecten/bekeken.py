"""Answers, and what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from resultaat.compile.ask import Ask
from resultaat.language.breuken import around, breaks_in
from resultaat.neveneffecten.asks import quarters

if TYPE_CHECKING:
    from datetime import date

    from resultaat.analysis.neveneffecten.onderwerp import Onderwerp
    from resultaat.compile.request import Window
    from resultaat.engine.gegevens import Gegevens

    Answered = Mapping[Ask, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Bekeken:
    """Answers, what they are about, and the window that they were asked over."""

    data: Gegevens
    answered: Answered
    topics: Mapping[str, Onderwerp]
    window: Window

    def of(self, indicator: str, *groepen: str) -> pl.DataFrame:
        """Return the quarters of an indicator by columns with groups."""
        return self.answered[Ask(indicator, quarters(self.window), groepen)]

    @property
    def starts(self) -> list[date]:
        """The first day of every quarter."""
        return [each.start for each in quarters(self.window).periods()]

    def comparable(self, indicator: str, begin: date) -> list[date]:
        """Return the first day of every quarter that no break of the source parts from `begin`."""
        known = quarters(self.window).periods()
        breuken = breaks_in(indicator, self.data.catalog)
        return [each.start for each in around(breuken, list(known), begin)]

    def made_for(self, word: str) -> Iterator[Onderwerp]:
        """Yield the figures that were made to show one side effect."""
        for name, topic in self.topics.items():
            if self.data.catalog.indicator(name).neveneffect == word:
                yield topic
