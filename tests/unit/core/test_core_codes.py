"""The list of codes: each code has a page, and each page is of a code that is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import resultaat
from resultaat.core.codes import all_codes, explain_code
from resultaat.core.diagnostics import ResultaatError

PACKAGE = Path(resultaat.__file__).parent
MAX_WORDS = 25


def used_codes() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return set(re.findall(r"[\"'](R\d{4})[\"']", text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without its examples."""
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    return [each for each in re.split(r"(?<=[.!?:])\s+", plain) if each.strip()]


def test_every_code_that_is_used_has_a_page() -> None:
    assert used_codes() - set(all_codes()) == set()


def test_every_page_is_of_a_code_that_is_used() -> None:
    assert set(all_codes()) - used_codes() == set()


def test_codes_are_in_order() -> None:
    assert list(all_codes()) == sorted(all_codes())


@pytest.mark.parametrize("code", all_codes())
def test_a_page_is_short_and_readable(code: str) -> None:
    page = all_codes()[code]
    assert len(page.titel) <= 60
    assert page.titel[:1].isupper() or page.titel.startswith("`")
    assert not page.titel.endswith(".")
    assert 1 <= len(sentences(page.uitleg)) <= 5
    assert page.herstel.strip() == page.herstel
    for sentence in sentences(page.uitleg) + sentences(page.herstel):
        assert len(sentence.split()) <= MAX_WORDS, sentence
    assert not [
        line for line in page.herstel.splitlines() if len(line) > 110 and line[:4] == "    "
    ]


@pytest.mark.parametrize("written", ["R1203", "r1203", " R1203 "])
def test_explain(written: str) -> None:
    assert explain_code(written) == all_codes()["R1203"]


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("R12O3", "Bedoelt u `R1203`?"),  # the letter O
        ("kolom", "Een code ziet eruit als R1203."),
        ("", "Een code ziet eruit als R1203."),
    ],
)
def test_explain_what_is_no_code(written: str, mend: str) -> None:
    with pytest.raises(ResultaatError) as stopped:
        explain_code(written)
    (problem,) = stopped.value.diagnostics
    assert (problem.code, problem.mend) == ("R2013", mend)
