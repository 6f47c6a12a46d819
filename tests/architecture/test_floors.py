"""The walls of the house: who may import whom. Lazy imports inside functions count too."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "resultaat"

#: From low to high; a module imports from its own floor and from floors below it.
FLOORS = (
    ("core",),
    ("gebied", "world"),
    ("language",),
    ("data",),
    ("compile", "scaffold"),
    ("engine",),
    ("analysis",),
    ("release",),
    ("register",),
    ("cycle",),
    ("report",),
    (
        "explain",
        "loading",
        "bijladen",
        "toerekening",
        "neveneffecten",
        "signalen",
        "rapportage",
        "bijlagen",
        "bevindingen",
        "analyses",
        "pipeline",
        "demo",
    ),
    ("cli",),
    ("__init__", "__main__"),
)
RANK = {name: rank for rank, names in enumerate(FLOORS) for name in names}

#: Each heavy library has one door.
DOORS = {
    "duckdb": {"engine/duckdb.py"},
    "sqlalchemy": {"register", "data/fetch/databank.py"},
    "alembic": {"register"},
    "plotly": set(),  # its script stands in report/static; the package only checks figures in tests
    "jinja2": {"report"},
    "sqlglot": {"language", "compile"},
    "yaml": {"language", "scaffold"},
    "typer": {"cli"},
    "rich": {"cli"},
    "numpy": {"world", "analysis", "engine", "data/sleutel.py", "data/readers/blocks.py"},
    "python_calamine": {"data/readers/excel.py"},
    "lxml": {
        "data/readers/berichten/read.py",
        "data/readers/berichten/rows.py",
        "data/readers/berichten/xml.py",
    },
    "scipy": {"analysis", "engine"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def floor_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def imports_of(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    own = floor_of(path)
    assert own in RANK, f"give `{own}` a floor"
    for name in imports_of(path):
        if not name.startswith("resultaat."):
            continue
        other = name.split(".")[1]
        beside = RANK[other] == RANK[own] and own in (
            other,
            "demo",
            "pipeline",
            "analyses",
            "bijladen",
            "bijlagen",
        )
        # The package itself offers `open`, lazily; that is its one way up.
        assert RANK[other] < RANK[own] or other == own or beside, f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_one_library_one_door(path: Path) -> None:
    relative = path.relative_to(PACKAGE).as_posix()
    for name in imports_of(path):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None:
            assert relative in doors or relative.split("/")[0] in doors, f"{relative}: {name}"


def test_above_the_release_nothing_sees_unreleased_figures() -> None:
    """From the register up only `Released` is known; a `Werk` brings figures to the door."""
    for path in MODULES:
        if RANK[floor_of(path)] <= RANK["release"] or floor_of(path) in (
            "pipeline",
            "analyses",
            "explain",
            "toerekening",
            "neveneffecten",
            "signalen",
            "rapportage",
            "bijlagen",
        ):
            continue
        for name in imports_of(path):
            assert name not in ("resultaat.engine.calculate", "resultaat.engine.run"), path
            assert not name.startswith("resultaat.engine.duckdb"), path


def test_the_key_of_the_door_stays_inside() -> None:
    for path in MODULES:
        if floor_of(path) != "release":
            assert "_KEY" not in path.read_text(encoding="utf-8").replace("_KEYS", ""), path


def test_bijlagen_are_put_with_a_run_in_one_place() -> None:
    using = {
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if "resultaat.release.bijlagen" in imports_of(path)
    }
    assert using == {"bijlagen.py"}


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], {"duckdb", "polars", "pydantic", "plotly", "sqlalchemy", "sqlglot", "numpy"}),
        (["check"], {"duckdb", "plotly", "sqlalchemy", "alembic", "jinja2", "numpy", "scipy"}),
    ],
    ids=["help", "check"],
)
def test_heavy_libraries_load_lazily(arguments: list[str], forbidden: set[str]) -> None:
    code = (
        "import sys; from resultaat.cli.app import run; "
        f"run({arguments!r}); print(' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert not loaded & forbidden


def test_analyses_never_run_sql() -> None:
    for path in (PACKAGE / "analysis").rglob("*.py"):
        for name in imports_of(path):
            assert not name.startswith(("duckdb", "sqlglot", "resultaat.engine.run")), path
