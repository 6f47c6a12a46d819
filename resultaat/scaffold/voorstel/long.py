"""A file with a row per measurement, as OData v4 of the CBS gives it: a column per topic."""

from __future__ import annotations

import polars as pl

from resultaat.data.readers.lines import LINE
from resultaat.scaffold.voorstel.written import Written

_TOPIC, _VALUE, _REASON = "Measure", "Value", "ValueAttribute"
#: The number of the row, and texts beside numbers: no part of what makes a row a row.
_BESIDE = ("Id", "StringValue")
#: What the CBS writes where nothing is the matter with a value, and where it hides one.
_NOTHING, HIDDEN = ("", "None"), "Confidential"


def is_long(frame: pl.DataFrame) -> bool:
    """Whether each row is a measurement, by the names of the columns."""
    return {_TOPIC, _VALUE} <= set(frame.columns)


def widened(made: Written) -> Written:
    """Return a column per topic, and say so in the contract.

    A file in which a topic comes twice for one row stays as it is, with what a person must decide.
    """
    frame = made.frame.with_columns(pl.col(pl.String).str.strip_chars())
    names = [
        each for each in frame.columns if each not in (_TOPIC, _VALUE, _REASON, LINE, *_BESIDE)
    ]
    if frame.select(*names, _TOPIC).is_duplicated().any():
        made.punten.append(
            f"Een rij lijkt een meting (`{_TOPIC}`, `{_VALUE}`), maar een onderwerp komt voor een "
            "rij vaker voor. Schrijf zelf `lang`, of haal het bestand opnieuw op."
        )
        return made
    made.keys["lang"] = {"kenmerk": _TOPIC, "waarde": _VALUE}
    value = pl.col(_VALUE).cast(pl.String).replace("", None)
    if _REASON in frame.columns:
        made.keys["lang"]["reden"] = _REASON
        reason = pl.when(~pl.col(_REASON).is_in(_NOTHING)).then(pl.col(_REASON))
        frame = frame.with_columns(pl.coalesce(value, reason).alias(_VALUE))
        empty = made.frame.select(value.is_null()).to_series()
        reasons = frame.filter(empty)[_VALUE].drop_nulls().unique().to_list()
        made.hidden |= {each for each in reasons if each == HIDDEN}
        made.leeg |= {each for each in reasons if each != HIDDEN}
    made.punten.append("Elke rij is een meting: van elk onderwerp wordt een kolom gemaakt.")
    topics = frame[_TOPIC].unique(maintain_order=True).to_list()
    made.frame = frame.pivot(on=_TOPIC, on_columns=topics, index=names, values=_VALUE)
    return made
