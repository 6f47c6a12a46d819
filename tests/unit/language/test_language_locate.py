"""Characters of a value are found again in the file, however it was folded."""

from __future__ import annotations

from pathlib import Path

import pytest

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.locate import span_of
from resultaat.language.nodes import Mapping, Scalar
from resultaat.language.yaml import parse


@pytest.mark.parametrize(
    "text",
    [
        "a: een twee HIER drie\n",
        "a: een\n  twee HIER\n  drie\n",
        "a: |\n  een twee\n  HIER drie\n",
        "a: >\n  een\n  twee\n\n  HIER drie\n",
        "a: >-\n    een twee\n      HIER\n    drie\nb: HIER\n",
        "a: 'een twee\n  HIER drie'\n",
        'a: "een twee HIER drie"\n',
        "a: |2\n   een\n   twee HIER drie\n",
        "a: een twee # HIER\nb: HIER\n",
    ],
)
def test_a_word_is_found(text: str) -> None:
    source, scalar = read(text)
    at = scalar.text.find("HIER")
    span = span_of(source, scalar, max(at, 0), 4)
    said = source.text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1]
    # A comment is no part of the value, and what is not there is not found elsewhere.
    assert said == ("HIER" if at >= 0 else "een ")


def test_what_runs_on_is_shown_up_to_the_end_of_its_line() -> None:
    source, scalar = read("a: |\n  een twee\n  drie\n")
    span = span_of(source, scalar, 4, 9)
    assert (span.line, span.column, span.end_line, span.end_column) == (2, 7, 2, 11)


def test_what_is_written_otherwise_is_shown_whole() -> None:
    source, scalar = read('a: "een\\ttwee\n  drie"\n')
    assert scalar.text == "een\ttwee drie"
    source, scalar = read('a: "\\u0041 een\n  twee"\n')
    assert span_of(source, scalar, 2, 3) == scalar.span


def read(text: str) -> tuple[SourceFile, Scalar]:
    source = SourceFile(Path("a.yaml"), text)
    node = parse(source, Diagnostics())
    assert isinstance(node, Mapping)
    scalar = node.get("a")
    assert isinstance(scalar, Scalar)
    return source, scalar
