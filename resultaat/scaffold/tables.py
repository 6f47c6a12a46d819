"""The two shapes of table that CBS publishes: a StatLine download and an OData table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import polars as pl

from resultaat.data.readers.csv import read_csv
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.parquet import read_parquet
from resultaat.gebied.codes import niveau_of
from resultaat.language.documents.bestand import Formaat
from resultaat.scaffold.names import names_of
from resultaat.scaffold.shape import Kwb, first_few, not_kwb, probe
from resultaat.scaffold.topics import TOPICS, Topic, same, stem


class _Naming(NamedTuple):
    """How a shape of table names its columns."""

    vorm: str
    code: tuple[str, ...]
    name: str
    of: Callable[[Topic], str]
    key: Callable[[str], str]


_STATLINE = _Naming(
    "een download van StatLine",
    ("Regioaanduiding/Codering (code)",),
    "Wijken en buurten",
    lambda topic: topic.statline,
    same,
)
_ODATA = _Naming(
    "een OData-tabel van het CBS",
    ("Codering", "WijkenEnBuurten"),
    "Gemeentenaam",
    lambda topic: topic.odata,
    stem,
)
_SEPARATORS = ";,\t|"


def recognise_table(path: Path, file: Path) -> Kwb:
    """Return what was recognised in a CSV or Parquet file."""
    with path.open("rb") as stream:
        formaat = Formaat.PARQUET if stream.read(4) == b"PAR1" else Formaat.CSV
    separator = ";" if formaat is Formaat.PARQUET else _separator(path)
    bron = probe(separator)
    read = read_parquet if formaat is Formaat.PARQUET else read_csv
    rows = read(path, bron)
    frame, lines = rows.drop(LINE), rows[LINE].to_list()
    naming, columns = _best_naming(frame.columns)
    if not columns:
        raise not_kwb(file, _looked_for(frame.columns))
    code = _find(frame.columns, naming, *naming.code)
    if code is None:
        found = f"De kolom met de code van het gebied ontbreekt (`{naming.code[0]}`)."
        raise not_kwb(file, found, "Kies bij het downloaden ook Regioaanduiding: Codering.")
    if frame.is_empty():
        raise not_kwb(file, "Er staat geen enkele rij in.", "Download de tabel opnieuw.")
    codes = _only_codes(frame[code], file, lines)
    name = _find(frame.columns, naming, naming.name)
    written = frame[name].cast(pl.String).to_list() if name else []
    names, notes = names_of(codes, written, file, per_row=naming is _STATLINE)
    return Kwb(naming.vorm, formaat, frame, code, None, columns, names, separator, notes)


def _separator(path: Path) -> str:
    """Return the separator that makes the most of the header: topics hold `;` and `,` too."""
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        header = stream.readline(1_000_000)

    def known(separator: str) -> tuple[int, int]:
        fields = next(csv.reader([header], delimiter=separator), [])
        return len(_best_naming(fields)[1]), len(fields)

    return max(_SEPARATORS, key=known)


def _best_naming(written: list[str]) -> tuple[_Naming, dict[str, str]]:
    """Return the naming that knows most of the columns, and per topic its column."""
    found = []
    for naming in (_STATLINE, _ODATA):
        pairs = ((topic.id, _find(written, naming, naming.of(topic))) for topic in TOPICS)
        found.append((naming, {topic: column for topic, column in pairs if column is not None}))
    return max(found, key=lambda each: len(each[1]))


def _find(written: list[str], naming: _Naming, *wanted: str) -> str | None:
    by_key = {naming.key(name): name for name in reversed(written)}
    return next((by_key[key] for name in wanted if (key := naming.key(name)) in by_key), None)


def _looked_for(written: list[str]) -> str:
    example = TOPICS[0]
    return (
        f"Gezocht is naar kolommen als `{example.statline}` of `{example.odata}_5`; "
        f"gevonden is {first_few(written)}."
    )


def _only_codes(codes: pl.Series, file: Path, lines: list[int]) -> list[str]:
    """Return the codes; refuse a row about something else, such as a line with the source."""
    texts = codes.cast(pl.String).str.strip_chars().fill_null("").to_list()
    for line, text in zip(lines, texts, strict=True):
        if niveau_of(text) is None:
            raise not_kwb(
                file,
                f"Op regel {line} staat geen CBS-code van een land, gemeente, wijk of buurt.",
                "Haal die regel weg uit een kopie van het bestand en probeer het daarmee opnieuw.",
                line,
            )
    return texts
