"""Which rows and which parts of a file a contract asks for, before a value is looked at.

What is left out, is left out by declaration and counted; a name in that declaration that no row
has is an error, for the file is then another than the one it was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.core.dutch import counted
from resultaat.data.readers.lines import LINE
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron


def chosen_rows(
    loaded: Loaded[Bron], frame: pl.DataFrame, found: Diagnostics
) -> pl.DataFrame | None:
    """Return the rows that `alleen` and `zonder` leave; None after saying what they name amiss."""
    unknown = list(_never_seen(loaded, frame))
    found.extend(unknown)
    if unknown:
        return None
    for name, patterns in loaded.doc.alleen.items():
        frame = frame.filter(_is_one_of(frame[name], patterns))
    for name, patterns in loaded.doc.zonder.items():
        frame = frame.filter(~_is_one_of(frame[name], patterns))
    return frame


def _never_seen(loaded: Loaded[Bron], frame: pl.DataFrame) -> Iterator[Diagnostic]:
    choices = (("alleen", loaded.doc.alleen), ("zonder", loaded.doc.zonder))
    for key, per_column in choices:
        for name, patterns in per_column.items():
            there = _texts(frame[name]).unique().drop_nulls().to_list()
            for pattern in patterns:
                if not any(fnmatchcase(text, pattern) for text in there):
                    message = f"In de kolom `{name}` staat nergens `{pattern}`, zoals bij `{key}`."
                    mend = "Kijk of dit het goede bestand is, of verbeter de waarde in de bron."
                    yield Diagnostic("R3013", message, mend, loaded.place(key, name))


def _is_one_of(column: pl.Series, patterns: list[str]) -> pl.Series:
    texts = _texts(column)
    there = texts.unique().drop_nulls().to_list()
    fitting = [text for text in there if any(fnmatchcase(text, each) for each in patterns)]
    return texts.is_in(fitting).fill_null(value=False)


def _texts(column: pl.Series) -> pl.Series:
    return column.cast(pl.String).str.strip_chars()


def parts_of(loaded: Loaded[Bron], frame: pl.DataFrame, found: Diagnostics) -> pl.DataFrame:
    """Return the frame with every `deel` taken out of its column; report where it is not found."""
    for name, kolom in loaded.doc.kolommen.items():
        if kolom.deel is None:
            continue
        texts = _texts(frame[name])
        taken = _taken(re.compile(kolom.deel), texts.unique().drop_nulls().to_list())
        misfit = texts.is_not_null() & (texts != "") & ~texts.is_in(list(taken))
        if misfit.any():
            found.add(_misfit(loaded, name, frame[LINE].filter(misfit)))
        part = texts.replace_strict(taken, default=None, return_dtype=pl.String)
        frame = frame.with_columns(part.alias(name))
    return frame


def _taken(pattern: re.Pattern[str], texts: list[str]) -> dict[str, str]:
    """Return the part of each text: what stands in the first group, or all that fits."""
    hits = ((text, pattern.search(text)) for text in texts)
    return {text: (hit[1] if pattern.groups else hit[0]) or "" for text, hit in hits if hit}


def _misfit(loaded: Loaded[Bron], name: str, lines: pl.Series) -> Diagnostic:
    total = f"{counted(len(lines), 'rij', 'rijen')}, de eerste op regel {lines[0]}"
    message = f"In de kolom `{name}` is `deel` niet te vinden ({total})."
    mend = "Verbeter de reguliere expressie, of kijk of de kolom anders wordt geschreven."
    return Diagnostic("R3014", message, mend, loaded.place("kolommen", name, "deel"))
