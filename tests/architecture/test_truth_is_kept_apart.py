"""What was planted in the fictional municipality stays out of reach of who should find it."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from resultaat.language.catalog import load_catalog
from resultaat.world.waarheid import BESTAND

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "resultaat"
#: The one module outside the generator that knows the name: it refuses it as a file to read.
REFUSES = "language/documents/bestand.py"
#: The one module that asks the generator for anything, and what it may ask for.
MAKES = ("demo.py", {"make_world", "planted"})


def offences(package: Path) -> Iterator[str]:
    """Yield each place outside the generator that knows the truth or could ask for it."""
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name.startswith("world/"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if imports_world(node, name) or (id(node) not in documentation and says(node, name)):
                yield f"{name}:{getattr(node, 'lineno', 0)}"


def imports_world(node: ast.AST, name: str) -> bool:
    """Return whether a node imports something of the generator that it may not."""
    if isinstance(node, ast.Import):
        return any(each.name.startswith("resultaat.world") for each in node.names)
    if not isinstance(node, ast.ImportFrom):
        return False
    asked = {each.name for each in node.names}
    if node.module == "resultaat.world" and name == MAKES[0]:
        return bool(asked - MAKES[1])
    return (node.module or "").startswith("resultaat.world") or (
        node.module == "resultaat" and "world" in asked
    )


def says(node: ast.AST, name: str) -> bool:
    """Return whether a node is a text that names the file or the generator."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or name == REFUSES:
        return False
    return any(each in node.value.lower() for each in ("waarheid", "resultaat.world"))


def test_nothing_outside_the_generator_knows_the_truth() -> None:
    assert BESTAND == "waarheid.json"
    assert list(offences(PACKAGE)) == []


@pytest.mark.parametrize(
    "cheat",
    [
        "from resultaat.world.maten import Maten",
        "from resultaat.world import waarheid",
        "from resultaat import world",
        "import resultaat.world.neveneffecten as planted",
        "import importlib\nimportlib.import_module('resultaat.world.ingrepen')",
        "text = open('data/waarheid.json').read()",
        "naam = 'waarheid' + '.json'",
        "from pathlib import Path\ntext = f'{Path()}/Waarheid.json'",
    ],
)
def test_who_would_look_is_caught(tmp_path: Path, cheat: str) -> None:
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / "scherm.py").write_text(f"{cheat}\n", encoding="utf-8")
    (offence,) = offences(tmp_path)
    assert offence.startswith("analysis/scherm.py:")


def test_definitions_do_not_tell_either() -> None:
    for path in (ROOT / "indicators").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").lower()
        assert "waarheid.json" not in text, path
        assert "geplant" not in text, path


@pytest.mark.parametrize(
    ("document", "was", "geen_bron"),
    [
        ("indicators/bronnen/arbeidsmarkt.yaml", "data/arbeidsmarkt.csv", "data/waarheid.json"),
        ("indicators/bronnen/arbeidsmarkt.yaml", "data/arbeidsmarkt.csv", "data\\Waarheid.json"),
        ("indicators/bronnen/arbeidsmarkt.yaml", "data/arbeidsmarkt.csv", "waarheid.json"),
        ("resultaat.yaml", "data/gebieden.csv", "data/waarheid.json"),
        ("resultaat.yaml", "data/gebieden.geojson", "data/waarheid.json"),
    ],
)
def test_no_file_that_is_read_can_be_the_truth(
    tmp_path: Path, document: str, was: str, geen_bron: str
) -> None:
    shutil.copytree(ROOT / "indicators", tmp_path / "indicators")
    shutil.copy(ROOT / "resultaat.yaml", tmp_path)
    path = tmp_path / document
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, geen_bron), encoding="utf-8")
    errors = list(load_catalog(tmp_path).found.errors)
    assert len(errors) == 1
    assert "is geen bron" in errors[0].message
    assert errors[0].place is not None
    assert errors[0].place.path == path
