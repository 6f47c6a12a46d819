"""A YAML document as a tree of positioned nodes.

Every scalar stays the text that was written: nothing is guessed, so `0363` is a code, `on` is a
word and `12:30` is not 750. The fields of the documents decide what a text means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from resultaat.core.source import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `literal` is true where its characters stand in the file just as they are here."""

    text: str
    span: Span
    literal: bool = True
    #: An empty value or `null`, which is not the same as an empty text.
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order written."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Return the value under `key`."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its position."""
        return next((name for name, _ in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Listing:
    """Values in order."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Mapping | Listing


def plain(node: Node) -> object:
    """Return the node as dicts, lists, texts and None, as pydantic reads it."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return [plain(item) for item in node.items]


def find(node: Node, path: Sequence[str | int]) -> tuple[Node, Scalar | None]:
    """Follow a path of keys and indexes as far as it goes; return the node and its key."""
    key: Scalar | None = None
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            found = node.get(step)
            if found is None:
                continue  # pydantic adds names of types to a path that are not in the file
            key, node = node.key(step), found
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
    return node, key
