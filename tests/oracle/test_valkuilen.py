"""The page of traps is complete and true: every file has its row, every row its test."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = (HERE / "valkuilen.md").read_text(encoding="utf-8")
_CODE = re.compile(r"`([^`\n]+)`")
_TEST = re.compile(r"(test_\w+\.py)::(test_\w+)")


def rows() -> list[tuple[str, list[str], str, list[tuple[str, str]]]]:
    """Return trap, files, what is done, and tests (module, name) of every row."""
    cells = [line.strip("|").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    return [
        (trap.strip(), _CODE.findall(files), done, _TEST.findall(tests))
        for trap, files, done, tests in cells
        if trap.strip() != "trap"
    ]


def names_in(module: str) -> set[str]:
    tree = ast.parse((HERE / module).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_every_row_names_a_file_and_a_test_that_is_there() -> None:
    found = rows()
    assert len(found) >= 45
    for trap, files, done, tests in found:
        assert files and done.strip() and tests, trap
        for module, name in tests:
            assert name in names_in(module), f"{trap}: {module}::{name}"


def test_every_test_about_traps_is_on_the_page() -> None:
    named = {each for row in rows() for each in row[3]}
    for path in HERE.glob("test_valkuilen_*.py"):
        there = {(path.name, each) for each in names_in(path.name) if each.startswith("test_")}
        assert there - named <= BESIDE


#: Tests of messages that are about no trap.
BESIDE = {
    ("test_valkuilen_berichten.py", "test_the_declared_amounts_add_up_to_what_the_messages_say")
}


def test_every_code_on_the_page_is_one_of_the_product() -> None:
    from resultaat.core.codes import all_codes

    codes = set(re.findall(r"\bR\d{4}\b", PAGE))
    assert len(codes) >= 12
    assert codes <= set(all_codes())


def test_every_file_is_on_the_page(open_data: Path) -> None:
    named = [each for each in _CODE.findall(PAGE) if "/" in each or each.endswith((".md", ".csv"))]
    there = [str(path.relative_to(open_data)) for path in open_data.rglob("*") if path.is_file()]
    assert len(there) > 80
    for name in there:
        assert any(fnmatch(name, each) for each in named), name
    for each in named:
        assert any(fnmatch(name, each) for name in there), each


def test_every_published_total_comes_out_of_a_calculation(expected: dict[str, list[str]]) -> None:
    """Each of the 25 is asked for by a test that calculates it."""
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (*HERE.glob("test_gepubliceerde*.py"), *HERE.glob("test_totalen*.py"))
    )
    assert len(expected) == 25
    assert [name for name in expected if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("chapter", ["kwb", "participatiewet", "gezondheid", "iv3", "geo"])
def test_every_file_that_the_notes_call_by_name_has_a_trap_or_none(
    open_data: Path, chapter: str
) -> None:
    """What the notes say of a file in a table of quirks is in a row here, not among the rest."""
    notes = (open_data / "README.md").read_text(encoding="utf-8")
    told = {
        name
        for line in notes.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([\w.]+\.(?:csv|parquet|json|geojson|tsv))`", line)
    }
    ours = {Path(name).name for row in rows() for name in row[1]}
    about = {name for name in told if list((open_data / chapter).glob(name))}
    assert about
    assert {name for name in about if "DataProp" not in name and "TableInf" not in name} <= ours
