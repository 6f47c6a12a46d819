"""Source text with positions: which file, which line, which column.

Lines and columns are counted from 1, as editors show them. A span's end is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of text on one or more lines; `end_column` points just past it."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int, width: int = 1) -> Span:
        """Return a span of `width` characters on one line."""
        return cls(line, column, line, column + max(width, 1))

    def within(self, start: int, width: int) -> Span:
        """Narrow a one-line span to `width` characters, `start` characters from its beginning."""
        return Span.at(self.line, self.column + start, width)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as it was read, so that a message can show the line it speaks of."""

    path: Path
    text: str

    def excerpt(self, span: Span) -> str:
        """Return the line of `span` with carets under it, ready to print."""
        lines = self.text.splitlines()
        if not 1 <= span.line <= len(lines):
            return ""
        line = lines[span.line - 1].replace("\t", " ")
        start, line = _window(line, span.column)
        stop = span.end_column if span.end_line == span.line else len(line) + span.column
        width = max(1, min(stop - span.column, len(line) - start + 1))
        margin = f"{span.line:>5} | "
        carets = " " * (len(margin) - 2) + "| " + " " * (start - 1) + "^" * width
        return f"{margin}{line}\n{carets}"


def _window(line: str, column: int, width: int = 100) -> tuple[int, str]:
    """Cut a very long line to the part around `column`; return the column in that part."""
    if len(line) <= width:
        return column, line
    left = max(0, min(column - 1 - width // 2, len(line) - width))
    return column - left, line[left : left + width]
