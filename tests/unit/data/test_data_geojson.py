"""Figures on a map: numbers as they were written, places by the number of the feature."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import CENTRUM, HAVEN
from data_examples import loaded, refused

MAP = {"bestand": "data/x.geojson"}
KOLOMMEN = {"buurt": "gebied", "bedrag": "{type: getal, mag_leeg: ja}"}


def feature(code: str, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"buurt": code, **properties}, "geometry": None}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.10", Decimal("1.1")),
        ("12", Decimal(12)),
        ("12.0", Decimal(12)),
        ("1.5e1", Decimal(15)),
        ("-0.000001", Decimal("-0.000001")),
        ('"1,5"', Decimal("1.5")),
        ("null", None),
    ],
)
@pytest.mark.parametrize("mark", [",", "."])
def test_a_number_is_what_the_file_says(
    tmp_path: Path, written: str, expected: Decimal | None, mark: str
) -> None:
    """Whatever sign for decimals the contract states: JSON has one of its own."""
    content = collection(feature(HAVEN, bedrag="@")).replace('"@"', written.replace(",", mark))
    frame = loaded(tmp_path, content, KOLOMMEN, **MAP, more=f'decimaalteken: "{mark}"')
    assert frame["bedrag"].to_list() == [expected]


def test_a_property_that_is_not_there_is_empty(tmp_path: Path) -> None:
    content = collection(feature(HAVEN, bedrag=1), feature(CENTRUM))
    frame = loaded(tmp_path, content, KOLOMMEN, **MAP)
    assert sorted(frame["bedrag"], key=str) == [Decimal(1), None]


def test_a_bad_value_is_told_at_its_feature(tmp_path: Path) -> None:
    content = collection(feature(HAVEN, bedrag=1), feature(CENTRUM, bedrag={"a": 1}))
    (wrong,) = refused(tmp_path, content, KOLOMMEN, **MAP)
    assert wrong.place.span is not None
    assert (wrong.code, wrong.place.span.line) == ("R3004", 2)


@pytest.mark.parametrize("written", ["-99995", "-99995.0", "-99997"])
def test_a_number_that_says_no_figure(tmp_path: Path, written: str) -> None:
    content = collection(feature(HAVEN, bedrag="@")).replace('"@"', written)
    (wrong,) = refused(tmp_path / "a", content, KOLOMMEN, **MAP)
    assert wrong.code == "R3050"
    words = 'nog_niet_gepubliceerd: ["-99995"]\nonderdrukt_bij_bron: ["-99997"]'
    frame = loaded(tmp_path / "b", content, KOLOMMEN, **MAP, more=words)
    reason = "onderdrukt bij de bron" if "7" in written else "nog niet gepubliceerd"
    assert frame.select("bedrag", "__reden_bedrag").rows() == [(None, reason)]


def test_true_and_false(tmp_path: Path) -> None:
    content = collection(feature(HAVEN, water=True), feature(CENTRUM, water=False))
    frame = loaded(tmp_path, content, {"buurt": "gebied", "water": "ja_nee"}, **MAP)
    assert sorted(frame["water"]) == [False, True]


@pytest.mark.parametrize(
    "content",
    [
        '{"type": "FeatureCollection"}',
        '{"type": "Topology", "features": []}',
        '{"type": "FeatureCollection", "features": []}',
        collection(1),
        collection({"type": "Feature", "properties": []}),
        collection({"type": "Polygon", "properties": {"buurt": HAVEN}}),
        collection({"type": "Feature", "properties": None}),
        collection(feature(HAVEN, bedrag=1)).replace("1}", "NaN}"),
        collection(feature(HAVEN, bedrag=1)).replace('"bedrag": 1', '"bedrag": 1, "bedrag": 2'),
        "[" * 100_000,
        "1" * 5000,
    ],
)
def test_what_is_no_map_with_figures(tmp_path: Path, content: str) -> None:
    (wrong,) = refused(tmp_path, content, KOLOMMEN, **MAP)
    assert wrong.code == "R3002"


def test_a_number_of_a_million_digits_is_no_number(tmp_path: Path) -> None:
    content = collection(feature(HAVEN, bedrag="@")).replace('"@"', "1e999999")
    (wrong,) = refused(tmp_path, content, KOLOMMEN, **MAP)
    assert wrong.code == "R3004"


def test_a_map_that_is_called_json(tmp_path: Path) -> None:
    content = collection(feature(HAVEN, bedrag=1))
    (wrong,) = refused(tmp_path / "a", content, KOLOMMEN, bestand="data/x.json")
    assert (wrong.code, "`formaat: geojson`" in wrong.mend) == ("R3002", True)
    about = {"bestand": "data/x.json", "more": "formaat: geojson"}
    assert loaded(tmp_path / "b", content, KOLOMMEN, **about).height == 1
