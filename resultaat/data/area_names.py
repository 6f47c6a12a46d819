"""Areas that a file writes by name or by number, as the codes of the area list."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bestand import Schrijfwijze
from resultaat.language.documents.bron import Bron


def in_codes(
    loaded: Loaded[Bron], frame: pl.DataFrame, indeling: Indeling, found: list[Diagnostic]
) -> pl.DataFrame | None:
    """Return the frame with codes in the column of the area; None where a name has two.

    What is not found stays as it is written, to be reported as an area that is not in the list. A
    name that two areas have is reported here (R3015): which of them is meant cannot be known.
    """
    gebied = loaded.doc.gebied
    if gebied.geschreven_als is Schrijfwijze.CODE or gebied.kolom not in frame.columns:
        return frame
    text = pl.col(gebied.kolom).cast(pl.String).str.strip_chars()
    if gebied.geschreven_als is Schrijfwijze.GEMEENTENUMMER:
        number = text.str.extract(r"^(\d{1,4})(?:\.0)?$")
        code = pl.concat_str(pl.lit("GM"), number.str.zfill(4))
        return frame.with_columns(pl.coalesce(code, text).alias(gebied.kolom))
    names = _names(indeling.gebieden.values(), gebied.niveau)
    double = {name for name, codes in names.items() if len(codes) > 1}
    written = frame.select(text)[gebied.kolom]
    if seen := sorted(double & set(written.drop_nulls().to_list())):
        message = f"De naam `{seen[0]}` is van {len(names[seen[0]])} gebieden in de gebiedenlijst."
        mend = "Gebruik codes, of geef de gebieden in het bestand en de lijst elk een eigen naam."
        levels = {indeling.gebieden[code].niveau for code in names[seen[0]]}
        if len(levels) == len(names[seen[0]]):
            words = " of ".join(each.value for each in Niveau if each in levels)
            mend = f"Zet bij `gebied` welk `niveau` in het bestand staat: {words}."
        found.append(Diagnostic("R3015", message, mend, loaded.place("gebied")))
        return None
    codes = {name: each[0] for name, each in names.items() if name not in double}
    return frame.with_columns(written.replace(codes).alias(gebied.kolom))


def _names(gebieden: Iterable[Gebied], niveau: Niveau | str) -> dict[str, list[str]]:
    """Return the codes by name, of one level where the contract states it."""
    names: dict[str, list[str]] = {}
    for each in gebieden:
        if each.niveau is niveau or not isinstance(niveau, Niveau):
            names.setdefault(each.naam, []).append(each.code)
    return names
