"""The templates and the table of topics that they stand on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.nodes import plain
from resultaat.language.yaml import parse
from resultaat.scaffold.contract import quoted
from resultaat.scaffold.library import TEMPLATES, fitting, indicators
from resultaat.scaffold.topics import TOPICS, same, stem


def test_all_topics_together_give_all_indicators() -> None:
    fits, left_out = fitting([topic.id for topic in TOPICS])
    assert len(fits) >= 16
    assert left_out == []


def test_an_indicator_needs_its_own_columns_and_those_of_what_it_divides_by() -> None:
    fits, _ = fitting(["bijstand"])
    assert {each.id for each in fits} == {"bijstand"}
    fits, _ = fitting(["bijstand", "aantal_inwoners"])
    assert {each.id for each in fits} == {"bijstand", "bijstand_per_1000", "inwoners"}


def test_ids_are_unique() -> None:
    ids = [each.id for each in indicators()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("each", indicators(), ids=lambda each: str(each.id))
def test_an_indicator_is_modest(each: object) -> None:
    """Published figures about the population are nobody's merit; a percentage has its sign."""
    path = next(one.path for one in indicators() if one == each)
    text = path.read_text(encoding="utf-8")
    assert text.count("\nsoort: context\n") + text.startswith("soort: context\n") == 1
    assert "\nwaarom: " in text
    assert "\ngrondslag: " in text
    column = re.search(r"gepubliceerd: (\w+)_procent", text)
    assert ('eenheid: "%"' in text) == (column is not None)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert all(len(line) <= 100 for line in comments)


def test_topics_have_names_of_their_own() -> None:
    for names in (
        [topic.id for topic in TOPICS],
        [same(topic.statline) for topic in TOPICS if topic.statline],
        [stem(topic.odata) for topic in TOPICS],
        [topic.reeks for topic in TOPICS if topic.reeks],
    ):
        assert len(set(names)) == len(names)


def test_the_templates_travel_with_the_package() -> None:
    assert (TEMPLATES / "gitignore").is_file()
    assert TEMPLATES.parent.name == "scaffold"


@given(st.text())
def test_any_text_comes_back_out_of_quotes(text: str) -> None:
    found = Diagnostics()
    root = parse(SourceFile(TEMPLATES, f"a: {quoted(text)}"), found)
    assert root is not None, list(found)
    assert plain(root) == {"a": text}
