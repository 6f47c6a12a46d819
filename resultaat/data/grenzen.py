"""Reading where areas lie: GeoJSON (RFC 7946), of which only the outlines are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from resultaat.core.diagnostics import Diagnostic, Diagnostics
from resultaat.gebied.buren import Point, neighbours
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Loaded
from resultaat.language.documents.werkmap import Werkmap

#: A collection in a collection in a ... is read no deeper than this.
_DEEP = 8


def read_buren(
    werkmap: Loaded[Werkmap], root: Path, indeling: Indeling, found: Diagnostics
) -> dict[str, frozenset[str]]:
    """Return which areas of the same level border each other; empty where no outlines are given.

    Says R3110 when the file is not there, R3111 when it is no GeoJSON, and R3112 when none of its
    areas is in the area list.
    """
    grenzen = werkmap.doc.grenzen
    if grenzen is None:
        return {}
    place = werkmap.place("grenzen", "bestand")
    path = root / grenzen.bestand
    if not path.is_file():
        message = f"Het bestand met grenzen `{grenzen.bestand}` is er niet."
        mend = "Zet het bestand op zijn plek, of haal `grenzen` weg."
        found.add(Diagnostic("R3110", message, mend, place))
        return {}
    features = _features(path)
    if features is None:
        message = f"`{grenzen.bestand}` is geen GeoJSON met omtrekken van gebieden."
        mend = "Sla de gebieden op als GeoJSON, in UTF-8."
        found.add(Diagnostic("R3111", message, mend, place))
        return {}
    corners: dict[Niveau, dict[str, list[Point]]] = {}
    for feature in features:
        code = str((feature.get("properties") or {}).get(grenzen.code, "")).strip()
        if code in indeling:
            outline = (feature.get("geometry") or {}).get("coordinates")
            level = corners.setdefault(indeling.gebieden[code].niveau, {})
            level.setdefault(code, []).extend(_points(outline, _DEEP))
    if not corners:
        message = f"In `{grenzen.bestand}` staat geen enkel gebied uit de gebiedenlijst."
        mend = f"Staan de codes in de eigenschap `{grenzen.code}`? Zet er anders `code:` bij."
        found.add(Diagnostic("R3112", message, mend, place))
    return {
        code: beside for level in corners.values() for code, beside in neighbours(level).items()
    }


def _features(path: Path) -> list[dict[str, Any]] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not all(isinstance(each, dict) for each in features):
        return None
    return features


def _points(outline: object, deep: int) -> Iterator[Point]:
    """Yield every corner, however deep in rings of polygons of collections it stands."""
    if not isinstance(outline, list) or not deep:
        return
    if len(outline) >= 2 and all(isinstance(each, int | float) for each in outline[:2]):
        yield float(outline[0]), float(outline[1])
        return
    for each in outline:
        yield from _points(each, deep - 1)
