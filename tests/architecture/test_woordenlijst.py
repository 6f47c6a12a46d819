"""One list decides which words stay Dutch; a listed word is never translated in code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "woordenlijst.md"
ROW = re.compile(
    r"\| `(?P<term>[a-z_ ]+)` \|(?P<source>[^|]+)\|(?P<english>[^|]+)\|(?P<banned>[^|]*)\|"
)


def terms() -> list[dict[str, str]]:
    found = [row.groupdict() for row in ROW.finditer(LIST.read_text(encoding="utf-8"))]
    assert len(found) >= 30
    return found


def names(path: Path) -> set[str]:
    """Return every name that a module defines: functions, classes, arguments, variables."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def words(name: str) -> set[str]:
    """Split `load_streefwaarden` and `LoadStreefwaarden` into words."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return {word.lower() for word in spaced.split("_") if word}


def test_no_listed_term_is_translated() -> None:
    banned = {
        word.strip(): row["term"]
        for row in terms()
        for word in row["banned"].split(",")
        if word.strip()
    }
    wrong = [
        f"{path.relative_to(ROOT)}: `{name}` says {word}; the list says `{banned[word]}`"
        for path in sorted((ROOT / "resultaat").rglob("*.py"))
        for name in names(path)
        for word in words(name) & set(banned)
    ]
    assert wrong == []


def test_every_term_has_a_source_and_a_line_of_english() -> None:
    for row in terms():
        assert row["source"].strip(), row
        assert row["english"].strip(), row


def test_every_listed_term_is_used() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "resultaat").rglob("*.py")
    )
    unused = [row["term"] for row in terms() if row["term"].replace(" ", "_") not in text.lower()]
    assert unused == []
