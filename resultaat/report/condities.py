"""Conditions beside results, in words."""

from __future__ import annotations

import polars as pl

from resultaat.analysis.neveneffecten.kwadrant import Kwadrant
from resultaat.report.notation import period_words

#: What each quadrant says of a result.
SAID = {
    Kwadrant.ZOALS_BEDOELD: "het resultaat is gehaald en de condities waren op orde",
    Kwadrant.ALLEEN_RESULTAAT: "het resultaat is gehaald zonder dat de condities op orde waren: "
    "misschien geluk",
    Kwadrant.ALLEEN_CONDITIES: "de condities waren op orde en het resultaat is niet gehaald: "
    "misschien zijn het niet de goede condities",
    Kwadrant.GEEN_VAN_BEIDE: "het resultaat is niet gehaald en de condities waren niet op orde",
    Kwadrant.ONBEKEND: "nog niet te zeggen",
}


def condition_sentence(rows: pl.DataFrame) -> str:
    """Say of one result in which quadrant it stood last, and in how many periods it stood where.

    `rows` has naam, periode and kwadrant, a row per period in order of time.
    """
    last = rows.row(-1, named=True)
    said = SAID[Kwadrant(last["kwadrant"])]
    where = f"“{last['naam']}”, {period_words(last['periode'])}: {said}."
    if rows.height == 1:
        return where
    earlier = rows[:-1]["kwadrant"].value_counts(sort=True, name="keer")
    words = [f"{row['keer']} keer {row['kwadrant']}" for row in earlier.iter_rows(named=True)]
    return f"{where} Eerder: {', '.join(words)}."
