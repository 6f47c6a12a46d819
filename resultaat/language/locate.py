"""Where characters of a value stand in the file, also where the value was folded over lines.

YAML changes only white space: it folds line breaks to spaces and takes away what lines are indented
by. So the other characters of a value and of the file come in the same order, one by one.
"""

from __future__ import annotations

from resultaat.core.source import SourceFile, Span
from resultaat.language.nodes import Scalar


def span_of(source: SourceFile, scalar: Scalar, start: int, width: int) -> Span:
    """Return where `width` characters from `start` in the text of `scalar` stand in the file.

    Where the text was written otherwise, as with a backslash in it, that is the whole value. What
    runs on over several lines is pointed at up to the end of its first line.
    """
    if scalar.literal:
        return scalar.span.within(start, width)
    # Of a place between words, the word after it.
    wanted = len(_visible(scalar.text[:start]))
    places = _places(source, scalar)
    if places is None or wanted >= len(places):
        return scalar.span
    stop = wanted + max(1, len(_visible(scalar.text[start : start + width])))
    line, column = places[wanted]
    last = [place for at, place in places[wanted:stop] if at == line]
    return Span.at(line, column, last[-1] - column + 1)


def _places(source: SourceFile, scalar: Scalar) -> list[tuple[int, int]] | None:
    """Return (line, column) of every character that can be seen; None where they are others."""
    lines = source.text.splitlines()
    span = scalar.span
    first, column = span.line, span.column
    if lines[first - 1][column - 1 : column] in ("|", ">"):
        first, column = first + 1, 1  # a block: its text begins on the next line
    text = _visible(scalar.text)
    places: list[tuple[int, int]] = []
    for number in range(first, min(span.end_line, len(lines)) + 1):
        line = lines[number - 1]
        start = column - 1 if number == first else 0
        for at in range(start, len(line)):
            if len(places) == len(text):
                return places
            if not line[at].isspace():
                if line[at] != text[len(places)]:
                    return None
                places.append((number, at + 1))
    return places if len(places) == len(text) else None


def _visible(text: str) -> str:
    return "".join(text.split())
