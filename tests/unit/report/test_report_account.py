"""The account in the report: what changed in a result, in words that claim nothing."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from toerekening_builders import DOELEN, RATIO, Row, buurt, onderzoek, resultaat_doc

import resultaat

#: Weights .5 .5 to .25 .75; rates .2 .6 to .3 .7: .4 becomes .6, of which .1 by who is counted.
ROWS: list[Row] = [
    (buurt(0), 2023, 20.0, 100.0),
    (buurt(1), 2023, 60.0, 100.0),
    (buurt(0), 2024, 15.0, 50.0),
    (buurt(1), 2024, 105.0, 150.0),
]


def report(folder: Path, doc: str, rows: list[Row], *, alleen_cijfers: bool = False) -> str:
    files: dict[str, str | bytes] = {
        "indicators/doelen.yaml": DOELEN,
        "indicators/proef/proef.yaml": doc,
    }
    werk = resultaat.open(onderzoek(folder, rows, more=files))
    werk.bereken(alleen_cijfers=alleen_cijfers)
    return html.unescape(werk.rapport().read_text(encoding="utf-8")).replace("\u00a0", " ")


def test_a_result_says_of_what_its_change_is_made(tmp_path: Path) -> None:
    page = report(tmp_path, resultaat_doc(RATIO), ROWS)
    assert (
        "Tussen 2023 en 2024 veranderde het cijfer met +20,0 procentpunt. Daarvan hoort "
        "+10,0 procentpunt bij de samenstelling: wie waar woont of wordt geholpen. Onverklaard is "
        "+10,0 procentpunt; daar kan ook toeval in zitten."
    ) in page
    assert "Er is geen aanpak vastgelegd die dit moest veranderen." in page
    assert "Wat hiervan aan de gemeente te danken is, is nog niet onderzocht." not in page


def test_the_waterfall_runs_from_begin_to_end(tmp_path: Path) -> None:
    page = report(tmp_path, resultaat_doc(RATIO), ROWS)
    found = re.search(r'id="proef-rekening-data">(.*?)</script>', page)
    assert found is not None
    (trace,) = json.loads(found[1])["d"]
    ends = [base + size for base, size in zip(trace["base"], trace["x"], strict=True)]
    assert ends == pytest.approx([0.4, 0.5, 0.6, 0.6])
    assert trace["base"] == pytest.approx([0, 0.4, 0.5, 0])


def test_without_parts_there_is_a_sentence_and_no_drawing(tmp_path: Path) -> None:
    page = report(tmp_path, resultaat_doc(RATIO), [row for row in ROWS if row[0] == buurt(0)])
    assert "+10,0 procentpunt. Waardoor is niet bekend; daar kan ook toeval in zitten." in page
    assert "proef-rekening-data" not in page


def test_a_run_with_only_figures_tells_what_those_tell(tmp_path: Path) -> None:
    page = report(tmp_path, resultaat_doc(RATIO), ROWS, alleen_cijfers=True)
    assert "Daarvan hoort +10,0 procentpunt bij de samenstelling: wie waar woont" in page
    assert "Wat hiervan aan de gemeente te danken is, is nog niet onderzocht." in page
    assert "Wiens verdienste" not in page
    bare = [row for row in ROWS if row[0] == buurt(0)]
    alone = report(tmp_path / "anders", resultaat_doc(RATIO), bare, alleen_cijfers=True)
    assert "Waardoor het veranderde" not in alone


def test_a_circumstance_gets_no_account(tmp_path: Path) -> None:
    doc = f"soort: context\nnaam: Proef\nwaarom: We willen weten of dit klopt.\ntelt: {RATIO}\n"
    assert "Waardoor het veranderde" not in report(tmp_path, doc, ROWS)
