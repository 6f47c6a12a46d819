"""Funnels in words: which areas differ from the others more than chance and habit give."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.dutch import number
from resultaat.release.trechter import Trechterbeeld
from resultaat.report.notation import Notation, period_words

#: Variance so many times that of chance is worth a word.
RUIM = 1.5


def funnel_sentences(beeld: Trechterbeeld) -> Iterator[str]:
    """Yield a sentence on the figure, and one for each area that stands out."""
    notation = Notation.fitting(beeld.eenheid, [each.waarde for each in beeld.punten])
    often = (
        f" Gebieden verschillen {number(beeld.phi, 1)} keer zo veel als toeval geeft; daar is "
        f"rekening mee gehouden ({beeld.spreiding})."
        if beeld.phi >= RUIM
        else ""
    )
    middle = notation.full(beeld.midden)
    yield f"“{beeld.naam}” in {period_words(beeld.periode)}, gemiddeld {middle}.{often}"
    for punt in beeld.punten:
        if punt.valt_op:
            side = "hoger" if punt.z > 0 else "lager"
            ends = f"{notation.full(punt.onder_95)} tot {notation.full(punt.boven_95)}"
            yield (
                f"  - {punt.gebied_naam}: {notation.full(punt.waarde)}, {side} dan past bij een "
                f"gebied van die grootte ({ends})."
            )
