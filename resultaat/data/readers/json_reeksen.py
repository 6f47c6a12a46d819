"""JSON with a series per area: `{"code": ..., "tijdreeksen": {topic: {year: value}}}`.

Every object that has `tijdreeksen` is an area; its code is its own `code`, or the key under
which it stands. One row per area and year comes out, with columns `code`, `jaar` and the topics.
A topic without a value for a year is empty there, whether the key is absent or its value null.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from resultaat.data.readers.json_text import parsed
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.unreadable import Unreadable
from resultaat.gebied.codes import niveau_of
from resultaat.language.documents.bron import Bron

_SERIES = "tijdreeksen"


def read_json_reeksen(path: Path, _bron: Bron) -> pl.DataFrame:
    """Return one row per area and year, all values as text, and the number of each row."""
    content = parsed(path, str)
    rows = [row for code, series in _areas(content, "") for row in _rows(code, series)]
    if not rows:
        raise Unreadable(
            f"In `{path.name}` staat geen enkel gebied met `{_SERIES}`.",
            "Kijk of dit het goede bestand is. Is het een kaart? Zet dan `formaat: geojson`.",
        )
    topics = sorted({name for row in rows for name in row})
    schema = dict.fromkeys(topics, pl.String())
    frame = pl.DataFrame(rows, schema=schema).sort("code", "jaar")
    return frame.with_row_index(LINE, offset=1)


def _areas(content: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk through the file and yield (code, series) of every area in it."""
    if not isinstance(content, dict):
        return
    if isinstance(content.get(_SERIES), dict):
        yield str(content.get("code", key)), content[_SERIES]
        return
    for name, value in content.items():
        yield from _areas(value, name)


def _rows(code: str, series: dict[str, Any]) -> Iterator[dict[str, str | None]]:
    for topic, values in series.items():
        if topic in ("code", "jaar") or not isinstance(values, dict):
            raise _no_series(code)
        if not all(value is None or isinstance(value, str) for value in values.values()):
            raise _no_series(code)
    for year in sorted({year for values in series.values() for year in values}):
        values = {topic: by_year.get(year) for topic, by_year in series.items()}
        yield {"code": code, "jaar": year, **values}


def _no_series(code: str) -> Unreadable:
    # A key that is no code of an area could be anything.
    where = f"Bij `{code}`" if niveau_of(code) else "Bij een gebied"
    return Unreadable(
        f"{where} staat onder `{_SERIES}` iets anders dan een reeks jaren met getallen.",
        "Kijk of dit het goede bestand is.",
    )
