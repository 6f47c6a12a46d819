"""The page of reference figures is complete and true: every row has its test, and the reverse."""

from __future__ import annotations

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = (HERE / "ankers.md").read_text(encoding="utf-8")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
#: Modules of which every test reproduces something published.
WHOLE = (
    "test_signalen_gepubliceerd.py",
    "test_neveneffecten_gepubliceerd.py",
    "test_toetsen_gepubliceerd.py",
    "test_toerekening_gepubliceerd.py",
)


def rows() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return figure, way and tests (file, name) of every row."""
    cells = [line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    return [
        (figure.strip(), way.strip(), _TEST.findall(tests))
        for figure, way, tests in cells
        if figure.strip() != "figure"
    ]


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
    return {each for each in named if each.startswith("test_")}


def test_every_figure_names_a_test_that_is_there() -> None:
    found = rows()
    assert len(found) >= 25
    for figure, way, tests in found:
        assert figure and tests, figure
        # Either a working folder, or the reason why not.
        assert way.startswith(("working folder", "public function")) or ": " in way, figure
        for path, name in tests:
            assert name in names_in(ROOT / path), f"{figure}: {path}::{name}"


def test_every_test_of_a_published_figure_is_on_the_page() -> None:
    named = {test for *_, tests in rows() for test in tests}
    for module in WHOLE:
        there = {(f"tests/oracle/{module}", each) for each in names_in(HERE / module)}
        assert there <= named, there - named
