"""Every definition that the handbook shows passes the checks."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs_overlay import lay_over, names_a_file
from docs_pages import TRIED, Block, blocks

import resultaat

ALL = [block for path in TRIED for block in blocks(path) if block.language == "yaml"]
SHOWN = [block for block in ALL if "geen-test" not in block.marks]


def found_in(block: Block, bases: dict[str, Path], tmp_path: Path) -> list[str]:
    folder = lay_over(bases[block.basis], block, tmp_path / "werkmap")
    return [each.render(folder) for each in resultaat.open(folder).check()]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: block.where)
def test_a_definition_passes_the_checks(
    block: Block, bases: dict[str, Path], tmp_path: Path
) -> None:
    assert names_a_file(block), f"{block.where}: say of which file this is"
    found = found_in(block, bases, tmp_path)
    if "fout" in block.marks:
        assert found, f"{block.where}: there is nothing wrong with this"
    else:
        assert found == [], block.where


def test_there_are_examples() -> None:
    assert len(SHOWN) > 20
