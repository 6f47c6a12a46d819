"""From a row per measurement (OData v4) to a row per thing that was measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics, did_you_mean
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.weight import WEIGHT, Outside
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.ophalen import Lang

#: What OData v4 writes where nothing is the matter with a value.
_NOTHING = ("", "None")


def wide(
    loaded: Loaded[Bron], lang: Lang, path: Path, frame: pl.DataFrame, found: Diagnostics
) -> tuple[pl.DataFrame, tuple[Outside, ...]] | None:
    """Return a column per topic of the contract, the first line of each row, and the rows left out.

    All that the contract asks for beside topics makes a row a row; a topic that has two values
    there is an error (R3018), for one of them would be lost.
    """
    for key, name in (("kenmerk", lang.kenmerk), ("waarde", lang.waarde), ("reden", lang.reden)):
        if name is not None and name not in frame.columns:
            mend = did_you_mean(name, frame.columns) or "Verbeter de naam in de bron."
            message = f"Het bestand `{path.name}` heeft geen kolom `{name}`."
            found.add(Diagnostic("R3003", message, mend, loaded.place("lang", key)))
            return None
    asked = {each.kolom or name for name, each in loaded.doc.kolommen.items() if each.vast is None}
    topic = pl.col(lang.kenmerk).cast(pl.String).str.strip_chars()
    frame = frame.with_columns(topic, _value(lang, frame).alias(lang.waarde))
    keys = [name for name in frame.columns if name in asked]
    wanted = [code for code in frame[lang.kenmerk].unique().drop_nulls() if code in asked]
    is_asked = frame[lang.kenmerk].is_in(wanted).fill_null(value=False)
    rows = frame.filter(is_asked)
    double = rows.select(*keys, lang.kenmerk).is_duplicated()
    if double.any():
        line = int(rows[LINE].filter(double)[0])
        message = f"Een onderwerp heeft voor één rij twee waarden (de eerste op regel {line})."
        mend = "Neem bij `kolommen` alle kolommen op die een rij een rij maken."
        found.add(Diagnostic("R3018", message, mend, loaded.place("lang")))
        return None
    first = rows.group_by(keys).agg(pl.col(LINE).min(), pl.len().cast(pl.Int64).alias(WEIGHT))
    made = rows.pivot(on=lang.kenmerk, on_columns=sorted(wanted), index=keys, values=lang.waarde)
    made = made.join(first, on=keys, how="left", nulls_equal=True).sort(LINE)
    return made, tuple(_left_out(lang, frame.filter(~is_asked)))


def _left_out(lang: Lang, frame: pl.DataFrame) -> Iterator[Outside]:
    if frame.height:
        reason = "het onderwerp staat niet in het contract"
        yield Outside("", lang.kenmerk, reason, frame.height, int(frame[LINE][0]))


def _value(lang: Lang, frame: pl.DataFrame) -> pl.Expr:
    """Return the value as text; where there is none, the reason that the file gives."""
    value = pl.col(lang.waarde).cast(pl.String).str.strip_chars().replace("", None)
    if lang.reden is None or lang.reden not in frame.columns:
        return value
    reason = pl.col(lang.reden).cast(pl.String).str.strip_chars()
    return pl.coalesce(value, pl.when(~reason.is_in(_NOTHING)).then(reason))
