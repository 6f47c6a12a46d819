"""Numbers of people between the words of a text: struck out before anything is kept.

Who writes "belde over 123456782" in a note does so once or twice, too seldom for chance to tell the
column apart (`elfproef.py`). Between words such a number is seldom anything else, and no figure
needs it. A value that is a number alone, a code, a key or a choice is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Severity
from resultaat.core.dutch import counted
from resultaat.data.readers.berichten.rows import is_bsn
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType

#: Eight or nine digits, also as 1234.56.782 and 123 456 782.
_NUMBER = r"\d{8,9}|\d{4}[. ]\d{2}[. ]\d{3}|\d{2,3}[. ]\d{3}[. ]\d{3}"
_ALONE = re.compile(rf"(?<!\d)(?:{_NUMBER})(?!\d)")
_WORDS = r"[A-Za-z]{2,}\S*\s|\s\S*[A-Za-z]{2,}"


def columns_of_words(bron: Bron) -> frozenset[str]:
    """Return the columns of a source in which somebody may have written what he liked."""
    if bron.gepubliceerd:
        return frozenset()
    linked = {*bron.sleutel, bron.gebied.kolom, *(each.via for each in bron.relaties.values())}
    return frozenset(
        name
        for name, kolom in bron.kolommen.items()
        if kolom.type is KolomType.TEKST
        and name not in linked
        and not (kolom.keuze or kolom.codelijst or kolom.vertaal or kolom.geen_bsn)
    )


def struck_out(values: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """Return texts without the numbers in them that pass the elfproef, and in which those were.

    None where nothing was struck out.
    """
    may = values.str.contains(_NUMBER)  # nearly always none
    if not may.any():
        return values, None
    texts = values.filter(may & values.str.contains(_WORDS)).unique()
    clean = {text: _ALONE.sub(_without, text) for text in texts}
    clean = {text: without for text, without in clean.items() if text != without}
    if not clean:
        return values, None
    return values.replace(clean), values.is_in(list(clean)).fill_null(value=False)


def told(loaded: Loaded[Bron], counts: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Say in which columns numbers were struck out; never which."""
    for name, rows in counts.items():
        texts = counted(rows, "tekst", "teksten")
        message = f"In `{name}` is in {texts} een nummer doorgestreept dat een BSN kan zijn."
        mend = "Vraag om een levering zonder. Zijn het andere nummers? Zet er `geen_bsn` bij."
        place = loaded.place("kolommen", name)
        yield Diagnostic("R3305", message, mend, place, Severity.WARNING)


def _without(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0]).zfill(9)
    return re.sub(r"\d", "*", found[0]) if is_bsn(digits) else found[0]
