"""A link in the documentation leads somewhere: to a file, and to a heading in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import DOCS, README, ROOT

PAGES = [*sorted(DOCS.rglob("*.md")), README]
_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(`+)[^`].*?\1")
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def links(path: Path) -> list[str]:
    text = _CODE.sub("", _FENCED.sub("", path.read_text(encoding="utf-8")))
    return [found["target"] for found in _LINK.finditer(text)]


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page, made of its headings as GitHub and Gitea make them."""
    text = _FENCED.sub("", path.read_text(encoding="utf-8"))
    made: dict[str, int] = {}
    found = set()
    for heading in _HEADING.findall(text):
        plain = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        again = made.get(plain, 0)
        made[plain] = again + 1
        found.add(f"{plain}-{again}" if again else plain)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    lost = []
    for link in links(path):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []
