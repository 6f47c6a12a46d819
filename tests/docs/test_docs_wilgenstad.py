"""The comparison with published levels in the documentation is the one that is counted.

Write it again with RESULTAAT_GOLDEN=1.
"""

from __future__ import annotations

import os

from docs_pages import DOCS

from resultaat.demo import Demo
from resultaat.world.niveaus import as_markdown, compare

BEGIN, END = "<!-- niveaus: begin -->\n", "<!-- niveaus: einde -->\n"


def test_the_levels_are_those_of_the_demo(wilgenstad: Demo) -> None:
    vergelijking = compare(wilgenstad.werkmap / "data")
    page, table = DOCS / "wilgenstad.md", DOCS / "wilgenstad-niveaus.csv"
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    shown, after = rest.split(END)
    csv = vergelijking.write_csv(separator=";", decimal_comma=True)
    if os.environ.get("RESULTAAT_GOLDEN"):
        page.write_text(before + BEGIN + as_markdown(vergelijking) + END + after, encoding="utf-8")
        table.write_text(csv, encoding="utf-8")
        return
    assert shown == as_markdown(vergelijking)
    assert table.read_text(encoding="utf-8") == csv
