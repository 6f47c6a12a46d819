"""Which rows and which parts of a file a contract asks for, before a value is looked at.

What is left out, is left out by declaration and counted; a name in that declaration that no row
has is an error, for the file is then another than the one it was written for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

import polars as pl

from resultaat.core.diagnostics import Diagnostic
from resultaat.core.dutch import counted
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.weight import rows_in
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron


@dataclass(slots=True)
class Count:
    """Rows that something is so of, and the first line where it is."""

    rijen: int = 0
    regel: int = 0

    def add(self, other: Count) -> None:
        """Count rows that come later in the file, or earlier."""
        if other.rijen:
            self.regel = min(self.regel or other.regel, other.regel)
            self.rijen += other.rijen

    @classmethod
    def of(cls, frame: pl.DataFrame, rows: pl.Series) -> Count:
        """Count the rows of a frame that a mask marks."""
        if not rows.any():
            return cls()
        chosen = frame.filter(rows)
        return cls(rows_in(chosen), int(chosen[LINE].min()))  # type: ignore[arg-type]


@dataclass(slots=True)
class Shaped:
    """What the declared shape made of some rows, and later of all rows of a file."""

    #: Rows of the file, those left out included.
    rijen: int = 0
    #: Rows left out, by the key of the contract that says so and the column that it is about.
    buiten: dict[tuple[str, str], Count] = field(default_factory=dict)
    #: What of `alleen` and `zonder` was seen: key, column, pattern.
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    #: Rows in which `deel` is not to be found, by column.
    zonder_deel: dict[str, Count] = field(default_factory=dict)

    def add(self, other: Shaped) -> None:
        """Add what was found in other rows of the same file."""
        self.rijen += other.rijen
        self.seen |= other.seen
        for key, count in other.buiten.items():
            self.buiten.setdefault(key, Count()).add(count)
        for name, count in other.zonder_deel.items():
            self.zonder_deel.setdefault(name, Count()).add(count)


def shaped(bron: Bron, frame: pl.DataFrame) -> tuple[pl.DataFrame, Shaped]:
    """Return the rows that `alleen` and `zonder` leave, every `deel` taken out of its column."""
    made = Shaped(rows_in(frame))
    left = pl.repeat(value=True, n=frame.height, dtype=pl.Boolean, eager=True)
    for key, per_column in (("alleen", bron.alleen), ("zonder", bron.zonder)):
        for name, patterns in per_column.items():
            fits, seen = _fitting(frame[name], patterns)
            made.seen |= {(key, name, each) for each in seen}
            out = left & (fits if key == "zonder" else ~fits)
            made.buiten[key, name] = Count.of(frame, out)
            left &= ~out
    frame = frame if left.all() else frame.filter(left)
    for name, kolom in bron.kolommen.items():
        if kolom.deel is not None:
            frame, misfit = _part_of(frame, name, re.compile(kolom.deel))
            made.zonder_deel[name] = Count.of(frame, misfit)
    return frame, made


def _fitting(column: pl.Series, patterns: list[str]) -> tuple[pl.Series, list[str]]:
    """Return which rows fit one of the patterns, and which patterns some row fits."""
    texts = _texts(column)
    there = texts.unique().drop_nulls().to_list()
    fitting = [text for text in there if any(fnmatchcase(text, each) for each in patterns)]
    seen = [each for each in patterns if any(fnmatchcase(text, each) for text in fitting)]
    return texts.is_in(fitting).fill_null(value=False), seen


def _texts(column: pl.Series) -> pl.Series:
    return column.cast(pl.String).str.strip_chars()


def _part_of(
    frame: pl.DataFrame, name: str, pattern: re.Pattern[str]
) -> tuple[pl.DataFrame, pl.Series]:
    texts = _texts(frame[name])
    taken = _taken(pattern, texts.unique().drop_nulls().to_list())
    misfit = texts.is_not_null() & (texts != "") & ~texts.is_in(list(taken))
    part = texts.replace_strict(taken, default=None, return_dtype=pl.String)
    return frame.with_columns(part.alias(name)), misfit


def _taken(pattern: re.Pattern[str], texts: list[str]) -> dict[str, str]:
    """Return the part of each text: what stands in the first group, or all that fits."""
    hits = ((text, pattern.search(text)) for text in texts)
    return {text: (hit[1] if pattern.groups else hit[0]) or "" for text, hit in hits if hit}


def never_seen(loaded: Loaded[Bron], made: Shaped) -> Iterator[Diagnostic]:
    """Name what `alleen` and `zonder` speak of and no row of the whole file has (R3013)."""
    choices = (("alleen", loaded.doc.alleen), ("zonder", loaded.doc.zonder))
    for key, per_column in choices:
        for name, patterns in per_column.items():
            for pattern in patterns:
                if (key, name, pattern) not in made.seen:
                    message = f"In de kolom `{name}` staat nergens `{pattern}`, zoals bij `{key}`."
                    mend = "Kijk of dit het goede bestand is, of verbeter de waarde in de bron."
                    yield Diagnostic("R3013", message, mend, loaded.place(key, name))


def without_part(loaded: Loaded[Bron], made: Shaped) -> Iterator[Diagnostic]:
    """Name the columns in which `deel` is not to be found (R3014)."""
    for name, count in made.zonder_deel.items():
        if count.rijen:
            total = f"{counted(count.rijen, 'rij', 'rijen')}, de eerste op regel {count.regel}"
            message = f"In de kolom `{name}` is `deel` niet te vinden ({total})."
            mend = "Verbeter de reguliere expressie, of kijk of de kolom anders wordt geschreven."
            yield Diagnostic("R3014", message, mend, loaded.place("kolommen", name, "deel"))
