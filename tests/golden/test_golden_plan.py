"""Every pass, one folder each: what a plan was before it, what it is after it, and what must hold.

geval.yaml    moet: what must hold; stappen: how many steps before and after; telt: the indicators;
              naar: dimensions that an analysis asks for of each of them
verwacht.txt  both plans in words; written anew with RESULTAAT_GOLDEN=1, then read it
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import MELDINGEN, ZONDER_PERSONEN, prepared, proef

from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.compiler import PASSES
from resultaat.compile.passes.naive import naive
from resultaat.compile.plan import Plan

HERE = Path(__file__).parent / "plan"
CASES = sorted(path.parent for path in HERE.glob("*/*/geval.yaml"))
ORDER = ["naive", *(each.__name__ for each in PASSES)]


def about_of(case: Path) -> dict[str, Any]:
    """Return what a case holds."""
    found = yaml.safe_load((case / "geval.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def plans(case: dict[str, Any], folder: Path) -> list[Plan]:
    """Return the plan after each pass, the empty one first."""
    bron = ZONDER_PERSONEN if case.get("persoon") == "nee" else MELDINGEN
    made = proef(
        folder, [{}], case["telt"], bron=bron, rapportage=case.get("rapportage", "over: 2024")
    )
    catalog, requests, _, _ = prepared(made)
    asks = [
        Ask(each.indicator, each.window, tuple(names))
        for names in case.get("naar", ())
        for each in requests
    ]
    found = [Plan((), {}), naive([*requests, *requests_asked(catalog, asks).values()])]
    for each in PASSES:
        found.append(each(found[-1]))
    return found


@pytest.mark.parametrize("case", CASES, ids=[f"{each.parent.name}-{each.name}" for each in CASES])
def test_a_pass_makes_this_of_a_plan(case: Path, tmp_path: Path) -> None:
    about = about_of(case)
    place = ORDER.index(case.parent.name)
    before, after = plans(about, tmp_path)[place : place + 2]
    counted = {"voor": len(before.steps), "na": len(after.steps)}
    assert counted == about["stappen"], about["moet"]
    lines = [f"# {about['moet']}", "", "voor", *_indented(before), "", "na", *_indented(after)]
    text = "\n".join(lines) + "\n"
    expected = case / "verwacht.txt"
    if os.environ.get("RESULTAAT_GOLDEN"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


def test_every_pass_has_a_folder() -> None:
    assert {case.parent.name for case in CASES} == set(ORDER)


def test_no_pass_loses_a_part(tmp_path: Path) -> None:
    """Wherever a pass moves a role to, it finds the part there that the naive plan has for it."""
    for number, case in enumerate(CASES):
        about = about_of(case)
        _, plain, *others = plans(about, tmp_path / str(number))
        for plan in others:
            assert plan.found.keys() == plain.found.keys()
            assert all(
                plan.part(plan.found[role]) == plain.part(plain.found[role]) for role in plain.found
            )


def _indented(plan: Plan) -> list[str]:
    return [f"  {line}" for line in plan.lines()] or ["  geen plan"]
