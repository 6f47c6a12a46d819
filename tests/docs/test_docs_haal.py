"""The page about the CBS fetches what it says it does, from a server that answers as CBS does."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs_overlay import put
from docs_pages import DOCS, blocks
from docs_story import assert_shown, captured
from unit.data.data_cbs import Cbs, serving

from resultaat.cli.app import run
from resultaat.scaffold import new_folder

PAGE = DOCS / "handboek" / "bron-cbs.md"
AREAS = ("GM9999", "WK999901")


def measured(area: str, measure: str, value: int | None, why: str = "None") -> dict[str, object]:
    names = ("Measure", "ValueAttribute", "Value", "WijkenEnBuurten")
    return dict(zip(names, (measure, why, value, f"{area}    "), strict=True))


def test_what_the_page_fetches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_folder(tmp_path / "proef", "proef")
    monkeypatch.chdir(tmp_path / "proef")
    (contract,) = (each for each in blocks(PAGE) if "haal:" in each.text)
    put(contract, Path.cwd())
    (console,) = (each for each in blocks(PAGE) if "resultaat haal" in each.text)
    rows = [measured(area, "T001036", 1200) for area in AREAS]
    rows += [measured(area, "M000200", None, "Confidential") for area in AREAS]
    topic = {"Identifier": "T001036", "Title": "Aantal inwoners", "Unit": "aantal"}
    lists = {"MeasureCodes": [topic], "Dimensions": []}
    with serving(Cbs(rows, lists=lists)) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        with captured() as output:
            assert run(["haal", "opgehaald"]) == 0
    shown = console.text.split("\n", 1)[1].split("$ ")[0]
    assert_shown(shown, output.getvalue(), console.where)
    with captured() as output:
        assert run(["laad", "opgehaald"]) == 0
    assert Path("data/opgehaald_MeasureCodes.csv").is_file()
    assert run(["laad", "kerncijfers", "--stel-voor", "data/opgehaald.csv"]) == 0
    made = Path("indicators/bronnen/kerncijfers.yaml").read_text(encoding="utf-8")
    assert 'uitleg: "Aantal inwoners (aantal)"' in made
