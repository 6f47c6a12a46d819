"""What was planted in the fictional municipality stays out of reach of who should find it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from resultaat.language.catalog import load_catalog
from resultaat.world.waarheid import BESTAND

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "resultaat"
#: The one module outside the generator that knows the name: it refuses it as a source.
REFUSES = "language/documents/bron.py"


def test_nothing_outside_the_generator_knows_the_truth() -> None:
    """No module reads the file, and none asks the generator for what it planted."""
    assert BESTAND == "waarheid.json"
    for path in PACKAGE.rglob("*.py"):
        relative = path.relative_to(PACKAGE).as_posix()
        if relative.startswith("world/"):
            continue
        text = path.read_text(encoding="utf-8")
        assert BESTAND not in text or relative == REFUSES, relative
        assert "world.waarheid" not in text, relative
        for inside in ("ingrepen", "neveneffecten", "effecten"):
            assert f"resultaat.world.{inside}" not in text, relative


def test_definitions_do_not_tell_either() -> None:
    for path in (ROOT / "indicators").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "waarheid.json" not in text, path
        assert "geplant" not in text, path


@pytest.mark.parametrize("bestand", ["data/waarheid.json", "data\\Waarheid.json", "waarheid.json"])
def test_a_source_cannot_be_the_truth(tmp_path: Path, bestand: str) -> None:
    shutil.copytree(ROOT / "indicators", tmp_path / "indicators")
    shutil.copy(ROOT / "resultaat.yaml", tmp_path)
    bron = tmp_path / "indicators" / "bronnen" / "arbeidsmarkt.yaml"
    text = bron.read_text(encoding="utf-8")
    bron.write_text(text.replace("data/arbeidsmarkt.csv", bestand), encoding="utf-8")
    errors = list(load_catalog(tmp_path).found.errors)
    assert len(errors) == 1
    assert "is geen bron" in errors[0].message
    assert errors[0].place is not None
    assert errors[0].place.path == bron
