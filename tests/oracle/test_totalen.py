"""The list of published totals is whole and true: each has a test that compares with it."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

HERE = Path(__file__).parent
_ROW = re.compile(r"^\| (T\d\d) \| (.+?) \| `(test_\w+\.py)::(test_\w+)` \|$", re.MULTILINE)


def rows() -> list[tuple[str, str, str, str]]:
    return _ROW.findall((HERE / "totalen.md").read_text(encoding="utf-8"))


def said_by(module: str, name: str) -> str:
    """Return the source of one test, what it is tried with included."""
    text = (HERE / module).read_text(encoding="utf-8")
    (test,) = (
        each
        for each in ast.parse(text).body
        if isinstance(each, ast.FunctionDef) and each.name == name
    )
    first = min((each.lineno for each in test.decorator_list), default=test.lineno)
    return "\n".join(text.splitlines()[first - 1 : test.end_lineno])


def test_every_published_total_has_a_row(open_data: Path) -> None:
    with (open_data / "gepubliceerde_totalen.csv").open(encoding="utf-8-sig") as stream:
        published = [row["id"] for row in csv.DictReader(stream, delimiter=";")]
    assert [each[0] for each in rows()] == published
    assert len(published) == 25


def test_every_row_names_a_test_that_compares_with_it() -> None:
    assert len(rows()) == 25
    for code, what, module, name in rows():
        text = said_by(module, name)
        assert code in text, f"{module}::{name} does not speak of {code} ({what})"
        assert "expected" in text or code == "T12", f"{module}::{name} compares with nothing"
