"""Fetching the file of a source, in the form that its contract states: whole, or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from resultaat.core.atomic import replacing, sweep
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Severity
from resultaat.data.fetch.bestanden import joined
from resultaat.data.fetch.cbs import SERVERS, Changed, Incomplete, Table, fetch_table
from resultaat.data.fetch.databank import Unreachable, stream
from resultaat.data.fetch.metadata import fetch_metadata
from resultaat.data.fetch.polite import Client, Unanswered
from resultaat.data.readers.decode import CODECS
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.sleutel import has_bsn
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.ophalen import Ophalen

#: Who may read and write a file with BSNs, and one without.
_OWN, _ALL = 0o600, 0o666


def fetch(
    loaded: Loaded[Bron], root: Path, progress: Callable[[str], None], found: Diagnostics
) -> int | None:
    """Write the file of a source anew and return its number of rows; None after saying why not.

    The file that was there stays as it was until the new one is whole.
    """
    bron, chosen = loaded.doc, loaded.doc.haal
    own = chosen is not None and bool(chosen.bestanden)  # written as the files are
    if (
        chosen is None
        or bron.file_format is not Formaat.CSV
        or not (own or bron.codering == "utf-8")
    ):
        message = f"Het bestand van `{loaded.id}` is niet op te halen."
        mend = "Zet `haal` bij de bron, met een `bestand` dat eindigt op .csv en in UTF-8."
        found.add(Diagnostic("R5005", message, mend, loaded.place("haal")))
        return None
    try:
        count = _written(bron, chosen, root, progress)
        if chosen.cbs is not None:
            _described(loaded, root, chosen, found)
        return count
    except Unanswered as wrong:
        problem = "R5001", f"De server van het CBS {wrong}.", _mend(wrong, chosen)
    except Changed:
        mend = "Haal hem nog eens op."
        problem = "R5002", "De tabel veranderde terwijl hij werd opgehaald.", mend
    except Incomplete:
        mend = "Haal hem nog eens op."
        problem = "R5003", "De tabel kwam niet helemaal aan.", mend
    except Unreadable as wrong:
        problem = "R5008", wrong.message, wrong.mend
    except Unreachable as wrong:
        mend = "Kijk naar het adres in de omgevingsvariabele, en naar `tabel` en `kolommen`."
        problem = "R5004", f"De databank is niet te lezen: {wrong}.", mend
    code, message, mend = problem
    found.add(Diagnostic(code, message, mend, loaded.place("haal")))
    return None


def _written(bron: Bron, chosen: Ophalen, root: Path, progress: Callable[[str], None]) -> int:
    names, rows = _from(bron, chosen, root, progress)
    count = 0
    codec = CODECS[bron.codering].removesuffix("-sig")  # no mark before what is written
    sweep(root / bron.bestand)
    with (
        replacing(root / bron.bestand, _OWN if has_bsn(bron) else _ALL) as temporary,
        temporary.open("w", encoding=codec, newline="") as target,
    ):
        writer = csv.writer(target, delimiter=bron.scheidingsteken, lineterminator="\n")
        writer.writerow(names)
        for count, row in enumerate(rows, start=1):
            writer.writerow([as_text(value, bron.decimaalteken) for value in row])
            if count % 100_000 == 0:
                progress(f"{count} rijen")
    return count


def _mend(wrong: Unanswered, chosen: Ophalen) -> str:
    """Return what to do about a server that refuses: what was asked is wrong, and stays so."""
    if wrong.code == 404:
        return f"Kijk of `{chosen.cbs}` bestaat, en of `odata: {chosen.odata}` klopt."
    if wrong.code == 400:
        return "Kijk of `filter` klopt: de namen en waarden zijn die van de tabel."
    return "Probeer het later nog eens."


def _from(
    bron: Bron, chosen: Ophalen, root: Path, progress: Callable[[str], None]
) -> tuple[list[str], Iterable[Iterable[Any]]]:
    if chosen.bestanden:
        return joined(bron, chosen, root)
    return _from_cbs(chosen, root, progress) if chosen.cbs else _from_databank(bron, chosen)


def _described(loaded: Loaded[Bron], root: Path, chosen: Ophalen, found: Diagnostics) -> None:
    """Put what the CBS says of the table beside it; without it the figures are what they are."""
    try:
        fetch_metadata(_table(chosen), root / loaded.doc.bestand)
    except (Unanswered, KeyError) as wrong:
        why = f" De server {wrong}." if isinstance(wrong, Unanswered) else ""
        message = f"De tabel is er, maar wat de kolommen en codes betekenen niet.{why}"
        mend = "Haal hem later nog eens op, of zoek de uitleg op bij het CBS."
        place = loaded.place("haal")
        found.add(Diagnostic("R5007", message, mend, place, Severity.NOTE))


def _table(chosen: Ophalen) -> Table:
    server = os.environ.get("RESULTAAT_CBS") or SERVERS[chosen.odata]
    return Table(Client(server.rstrip("/")), chosen)


def _from_cbs(
    chosen: Ophalen, root: Path, progress: Callable[[str], None]
) -> tuple[list[str], Iterable[Iterable[Any]]]:
    rows = iter(fetch_table(_table(chosen), root, progress))
    first = next(rows, None)
    if first is None:
        raise Incomplete
    names = list(first)
    return names, _in_order(chain([first], rows), names)


def _in_order(rows: Iterable[dict[str, Any]], names: list[str]) -> Iterator[list[Any]]:
    for row in rows:
        if list(row) != names and set(row) != set(names):
            raise Changed
        yield [row[name] for name in names]


def _from_databank(bron: Bron, chosen: Ophalen) -> tuple[list[str], Iterable[Iterable[Any]]]:
    columns = {each.kolom or name: None for name, each in bron.kolommen.items() if not each.vast}
    return list(columns), stream(chosen, list(columns))


def as_text(value: Any, mark: str) -> str:
    """Write a value as a file of text holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        # A program keeps 25184 as 25184.0.
        whole = isinstance(value, float) and value.is_integer()
        return format(Decimal(int(value) if whole else str(value)), "f").replace(".", mark)
    return str(value)
