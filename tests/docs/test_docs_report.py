"""What the page for the wethouder quotes stands in the report, and its words are explained."""

from __future__ import annotations

import html
import re

import pytest
from docs_pages import DOCS, Block, blocks, prose

from resultaat.analysis.oordeel import Oordeel
from resultaat.demo import Demo
from resultaat.report.notation import STAAT_WORDS

PAGE = DOCS / "handboek" / "wethouder.md"
QUOTED = [block for block in blocks(PAGE) if "in-rapport" in block.marks]


@pytest.fixture(scope="module")
def report(wilgenstad: Demo) -> list[str]:
    """Return the report as lines of plain text."""
    page = wilgenstad.rapport.read_text(encoding="utf-8")
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r"</(?:p|h\d|li|tr|div|dt|dd|article)>", "\n", page)
    text = html.unescape(re.sub(r"<[^>]+>", " ", page))
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("block", QUOTED, ids=lambda block: block.where)
def test_a_quotation_stands_in_the_report(block: Block, report: list[str]) -> None:
    for quoted in block.text.splitlines():
        assert any(quoted in line for line in report), f"{block.where}: {quoted}"


def test_there_are_quotations() -> None:
    assert len(QUOTED) >= 3


def test_every_word_of_a_verdict_is_explained() -> None:
    said = prose(PAGE)
    for word in (*(each.value for each in Oordeel), "geen norm", *STAAT_WORDS.values()):
        assert f"**{word}**" in said, word
