"""What a recognised file of "Kerncijfers wijken en buurten" comes down to, whatever its shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Place, ResultaatError
from resultaat.core.source import Span
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron
from resultaat.scaffold.topics import TOPICS, Topic


@dataclass(frozen=True, slots=True)
class Kwb:
    """A file as it was recognised. Names of columns are as they stand in the file."""

    #: In Dutch, as in "herkend: een download van StatLine".
    vorm: str
    formaat: Formaat
    frame: pl.DataFrame
    code: str
    #: The column with the year, where the file holds more than one.
    jaar: str | None
    #: Per topic its column.
    columns: dict[str, str]
    #: Per area code its name, in the order of the file.
    names: dict[str, str]
    scheidingsteken: str = ";"
    #: What else a user should know, in Dutch: goes to the messages.
    notes: tuple[str, ...] = ()
    #: What was left out on purpose, in Dutch: goes into the text of the source.
    weggelaten: str = ""

    @property
    def topics(self) -> list[Topic]:
        """The topics that the file has a column for."""
        return [topic for topic in TOPICS if topic.id in self.columns]

    def empty(self) -> list[Topic]:
        """Return the topics without a single value: not published, so not zero."""
        return [each for each in self.topics if not has_value(self.frame[self.columns[each.id]])]


def probe(separator: str = ";") -> Bron:
    """Return just enough of a contract for the readers to read every column of a file."""
    return Bron.model_validate(
        {
            "naam": "-",
            "herkomst": "-",
            "bestand": "-",
            "scheidingsteken": separator,
            "gebied": {"kolom": "code"},
            "kolommen": {"code": "gebied"},
        }
    )


def has_value(column: pl.Series) -> bool:
    """Whether anything stands in a column beside blanks and the dot of the CBS."""
    return bool(filled(column).is_not_null().any())


def filled(column: pl.Series) -> pl.Series:
    """Return a column with the CBS's ways of saying "no value" as null."""
    if column.dtype != pl.String:
        return column.fill_nan(None) if column.dtype.is_float() else column
    text = column.str.strip_chars()
    return text.set(text.is_in(["", "."]), None)


def not_kwb(
    file: Path, found: str, mend: str | None = None, line: int | None = None
) -> ResultaatError:
    """Return the refusal of a file, with what was looked for and what was found instead."""
    message = f"`{file.name}` is geen tabel met Kerncijfers wijken en buurten. {found}"
    mend = mend or "Download de tabel bij CBS StatLine, met de codering van de gebieden erbij."
    span = Span.at(line, 1) if line is not None else None
    return ResultaatError.of(Diagnostic("R2003", message, mend, Place(file, span)))


def first_few(names: Iterable[str], most: int = 6) -> str:
    """Write the first names of a list, each in backticks, none too long to read."""
    listed = [name if len(name) <= 60 else f"{name[:57]}..." for name in names]
    shown = ", ".join(f"`{name}`" for name in listed[:most])
    return f"{shown} en nog {len(listed) - most}" if len(listed) > most else shown
