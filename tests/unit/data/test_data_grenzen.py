"""Which areas border each other, from GeoJSON; bad files are told and never crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import werkmap

from resultaat.core.diagnostics import Diagnostics
from resultaat.data.gebieden import read_indeling
from resultaat.data.grenzen import read_buren
from resultaat.gebied.buren import neighbours
from resultaat.language.catalog import load_catalog

WIJKEN = ("WK999901", "WK999902")


def square(code: str, x: int) -> dict[str, object]:
    ring = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
    return {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def buren(folder: Path, content: str | None) -> tuple[dict[str, frozenset[str]], list[str]]:
    folder = werkmap(folder)
    settings = folder / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8") + "\ngrenzen: {bestand: data/kaart.geojson}\n"
    settings.write_text(text, encoding="utf-8")
    if content is not None:
        (folder / "data" / "kaart.geojson").write_text(content, encoding="utf-8")
    catalog, found = load_catalog(folder), Diagnostics()
    assert catalog.werkmap is not None
    indeling = read_indeling(catalog.werkmap, folder, found)
    assert indeling is not None
    near = read_buren(catalog.werkmap, folder, indeling, found)
    return near, [each.code for each in found]


def test_a_side_in_common_makes_neighbours_and_a_corner_does_not() -> None:
    corners = {
        "a": [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)],
        "b": [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.00000001, 1.0)],
        "c": [(2.0, 1.0), (3.0, 1.0), (3.0, 2.0), (2.0, 2.0)],
    }
    assert neighbours(corners) == {"a": {"b"}, "b": {"a"}, "c": frozenset()}


def test_outlines_are_read_from_the_file_that_the_settings_name(tmp_path: Path) -> None:
    features = [square(code, x) for x, code in enumerate(WIJKEN)] + [square("WK000000", 2)]
    near, codes = buren(tmp_path, json.dumps({"type": "FeatureCollection", "features": features}))
    assert near == {WIJKEN[0]: {WIJKEN[1]}, WIJKEN[1]: {WIJKEN[0]}}
    assert codes == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "R3110"),
        ("geen json", "R3111"),
        ("[1, 2]", "R3111"),
        ('{"features": [1]}', "R3111"),
        ("[" * 5000, "R3111"),
        ('{"features": []}', "R3112"),
        ('{"features": [{"properties": null, "geometry": null}]}', "R3112"),
    ],
)
def test_a_bad_file_is_told(tmp_path: Path, content: str | None, code: str) -> None:
    near, codes = buren(tmp_path, content)
    assert (near, codes) == ({}, [code])


def test_coordinates_that_are_none_are_left_out(tmp_path: Path) -> None:
    broken = square(WIJKEN[0], 0) | {
        "geometry": {"coordinates": [["x", None], [[[[[[[[[1, 2]]]]]]]]]]}
    }
    near, codes = buren(tmp_path, json.dumps({"features": [broken, square(WIJKEN[1], 1)]}))
    assert near == {WIJKEN[0]: frozenset(), WIJKEN[1]: frozenset()}
    assert codes == []
