"""Ways to write a YAML text with one thing less, or with one more in a list.

Each is a guess at how a person would do it. Whoever asks reads it again and keeps the first that
says what was meant, so that a way that does not fit does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile, Span
from resultaat.language.nodes import Listing, Mapping, Node, Scalar, plain
from resultaat.language.yaml import parse

#: The last step of a path that stands for a place behind the last item of a list.
NEW = "+"


def offset(text: str, span: Span, *, first: bool = False) -> int:
    """Return where a span ends in the text, or where it begins."""
    line, column = (span.line, span.column) if first else (span.end_line, span.end_column)
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


def removals(text: str, parent: Node, step: str | int) -> Iterator[str]:
    """Yield the text without the key, or the item of a list, at `step` of `parent`."""
    members = list(_members(parent))
    at = next((n for n, (name, _, _) in enumerate(members) if name == step), None)
    if at is None:
        return
    _, start, node = members[at]
    lines = text.splitlines(keepends=True)
    # Lines of its own, whatever comment stands above them.
    yield "".join(lines[: start.line - 1] + lines[last_line(node, lines) :])
    if at + 1 < len(members):
        following = members[at + 1][1]
        yield text[: offset(text, start, first=True)] + text[offset(text, following, first=True) :]
    if at > 0:
        before = members[at - 1][2]
        yield (
            text[: offset(text, _quoted(text, before))] + text[offset(text, _quoted(text, node)) :]
        )


def _members(parent: Node) -> Iterator[tuple[str | int, Span, Node]]:
    if isinstance(parent, Mapping):
        yield from ((key.text, key.span, value) for key, value in parent.entries)
    elif isinstance(parent, Listing):
        yield from ((at, item.span, item) for at, item in enumerate(parent.items))


def _quoted(text: str, node: Node) -> Span:
    """Return the span of a node with the quotes around it, which the span of a text leaves out."""
    span = node.span
    if isinstance(node, Scalar) and text[offset(text, span) : offset(text, span) + 1] in ("'", '"'):
        return Span(span.line, span.column, span.end_line, span.end_column + 1)
    return span


def last_line(node: Node, lines: Sequence[str]) -> int:
    """Return the last line on which something of a node stands.

    The end of a block lies where the next thing begins, behind comments and empty lines.
    """
    inner: Sequence[Node] = ()
    if isinstance(node, Mapping):
        inner = [value for _, value in node.entries]
    elif isinstance(node, Listing):
        inner = node.items
    if inner:
        last = last_line(inner[-1], lines)
        # Between brackets the closing one may stand on a line of its own.
        return max(last, node.span.end_line) if node.span.end_column > 1 and _flow(node) else last
    span = node.span
    past = span.end_column == 1 and span.end_line > span.line
    last = span.end_line - 1 if past else span.end_line
    while last > span.line and not lines[last - 1].strip():
        last -= 1  # a text over lines runs on to where the next thing begins
    return last


def _flow(node: Node) -> bool:
    """Whether a block begins before its first part: then a bracket opens it."""
    first = node.entries[0][0].span if isinstance(node, Mapping) else None
    if isinstance(node, Listing):
        first = node.items[0].span
    return first is not None and (node.span.line, node.span.column + 1) == (
        first.line,
        first.column,
    )


def item_of(value: str) -> object:
    """Return what a new item says: a block where it is written as one, else a text."""
    node = parse(SourceFile(Path("-"), f"- {value}\n"), Diagnostics())
    if isinstance(node, Listing) and len(node.items) == 1 and not isinstance(node.items[0], Scalar):
        return plain(node.items[0])
    return value


def appended(text: str, listing: Listing, writings: Iterator[str]) -> Iterator[str]:
    """Yield the text with one more item at the end of a list."""
    end = offset(text, listing.span)
    for written in writings:
        if text[end - 1 : end] == "]":
            comma = ", " if listing.items else ""
            yield f"{text[: end - 1].rstrip()}{comma}{written}{text[end - 1 :]}"
        elif listing.items:
            lines = text.splitlines(keepends=True)
            at = last_line(listing.items[-1], lines)
            first = lines[listing.items[-1].span.line - 1]
            indent = " " * (len(first) - len(first.lstrip(" ")))
            before = "".join(lines[:at])
            newline = "" if before.endswith("\n") else "\n"
            yield f"{before}{newline}{indent}- {written}\n{''.join(lines[at:])}"
