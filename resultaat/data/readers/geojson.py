"""The figures on a map: of each feature of a GeoJSON file (RFC 7946) its properties are a row.

CBS and Kadaster publish the Wijk- en buurtkaart so, with all key figures as properties. Where the
areas lie is read elsewhere (`grenzen.py`).
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from resultaat.data.readers.json_text import parsed
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.unreadable import Unreadable
from resultaat.language.documents.bron import Bron

#: Digits of a number beyond which it is kept as it was written: 1e999999 would fill the memory.
_LONG = 40


def read_geojson(path: Path, bron: Bron) -> pl.DataFrame:
    """Return the properties of each feature, all values as text, and the number of the feature.

    A property that a feature has not is empty there, like one that is null.
    """
    rows = [_properties(each, path) for each in _features(path)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        raise Unreadable(
            f"In `{path.name}` heeft geen enkel gebied een eigenschap.",
            "Neem een bestand waarin bij elk gebied ook cijfers staan.",
        )
    marks = _marks(bron)
    columns = {
        name: [_text(row.get(name), marks.get(name, bron.decimaalteken)) for row in rows]
        for name in names
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String()))
    return frame.with_row_index(LINE, offset=1)


def _features(path: Path) -> list[Any]:
    content = parsed(path, Decimal)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or content.get("type") != "FeatureCollection":
        raise Unreadable(
            f"`{path.name}` is geen GeoJSON met een lijst van gebieden (`FeatureCollection`).",
            "Kijk of dit het goede bestand is, of verbeter het `formaat` van de bron.",
        )
    return features


def _properties(feature: Any, path: Path) -> dict[str, Any]:
    found = (feature.get("properties") or {}) if isinstance(feature, dict) else None
    if not isinstance(found, dict) or feature.get("type") != "Feature":
        raise Unreadable(
            f"In `{path.name}` staat een gebied zonder eigenschappen (`properties`).",
            "Lever het bestand opnieuw aan.",
        )
    return found


def _marks(bron: Bron) -> dict[str, str]:
    """Return the sign for decimals of each column that has its own, by its name in the file."""
    return {
        each.kolom or name: each.decimaalteken
        for name, each in bron.kolommen.items()
        if each.decimaalteken is not None
    }


def _text(value: Any, mark: str) -> str | None:
    """Write a value as a file of text would hold it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Decimal):
        if abs(value.adjusted()) > _LONG:
            return str(value)
        # Programs write -99995.0 beside -99995: one number, and one text in the contract.
        whole = value == value.to_integral_value()
        return f"{value:.0f}" if whole else f"{value:f}".replace(".", mark)
    return json.dumps(value, default=str)
