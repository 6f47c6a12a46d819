"""The pages on codes say what the program says. RESULTAAT_FOUTEN=1 writes them anew."""

from __future__ import annotations

import os

import docs_fouten
import pytest

from resultaat.core.codes import all_codes


@pytest.fixture(scope="module", autouse=True)
def written_anew_where_asked() -> None:
    if os.environ.get("RESULTAAT_FOUTEN") == "1":
        docs_fouten.write()


def test_the_pages_are_those_of_the_list() -> None:
    there = {path.name for path in docs_fouten.FOLDER.glob("*.md")}
    made = docs_fouten.pages()
    assert there == set(made)
    for name, text in made.items():
        written = (docs_fouten.FOLDER / name).read_text(encoding="utf-8")
        assert written == text, f"docs/fouten/{name} has drifted; RESULTAAT_FOUTEN=1 writes it anew"


def test_every_code_has_a_page_and_a_line_in_the_index() -> None:
    made = docs_fouten.pages()
    for code in all_codes():
        page = docs_fouten.range_of(code).file
        assert f"\n## {code}\n" in made[page]
        assert f"[{code}]({page}#{code.lower()})" in made["README.md"]


def test_every_finding_shows_an_example_and_how_to_allow_it() -> None:
    """What it does, why that matters, an example, how to mend it, and how to allow it."""
    made = docs_fouten.pages()["R15-ideeen.md"]
    for part in made.split("\n## ")[1:]:
        code = part[:5]
        assert "*Zo ziet het eruit.*" in part
        assert "*Oplossen.*" in part
        # An exception that is not needed is the one thing that no exception helps.
        assert (f"{{code: {code}, omdat:" in part) == (code != "R1520")


def test_nearly_every_mistake_in_a_definition_is_shown() -> None:
    unseen = [code for code in all_codes() if code < "R1500" and not docs_fouten.shown(code)]
    assert len(unseen) <= 8, unseen
