"""Reading YAML 1.2 with strict strings, positions and bounds.

libyaml splits the text into events, fast and with marks; the tree is ours, so that size, depth
and duplicate keys are bounded here and anchors, which a definition has no use for, are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import yaml

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place
from resultaat.core.source import SourceFile, Span
from resultaat.language.nodes import Listing, Mapping, Node, Scalar
from resultaat.language.yaml_errors import syntax_error

MAX_BYTES = 256 * 1024
MAX_DEPTH = 24
#: Texts up to this length are remembered, so that only what changed is read again.
_REMEMBERED = 16 * 1024
_EMPTY = {"", "~", "null", "Null", "NULL"}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_source(path: Path, found: Diagnostics) -> SourceFile | None:
    """Read a definition file as text; say so where that cannot be done."""
    try:
        raw = path.read_bytes()
    except OSError:
        found.add(
            Diagnostic(
                "R1001",
                f"Het bestand `{path.name}` is niet te lezen.",
                "Kijk of het bestaat en of u het mag openen.",
                Place(path),
            )
        )
        return None
    if len(raw) > MAX_BYTES:
        found.add(
            Diagnostic(
                "R1002",
                f"Het bestand is {len(raw) // 1024} kB groot; een definitie is dat nooit.",
                f"Zet in een definitie alleen tekst, hoogstens {MAX_BYTES // 1024} kB.",
                Place(path),
            )
        )
        return None
    try:
        return SourceFile(path, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        line = raw.count(b"\n", 0, wrong.start) + 1
        found.add(
            Diagnostic(
                "R1003",
                "Het bestand is niet in UTF-8 opgeslagen.",
                "Sla het in uw editor opnieuw op met codering UTF-8.",
                Place(path, Span.at(line, 1)),
            )
        )
        return None


def parse(source: SourceFile, found: Diagnostics) -> Node | None:
    """Return the tree of one document, or None after saying what is wrong with the text."""
    if len(source.text) <= _REMEMBERED and (known := _without_fault(source.text)) is not None:
        return known
    return _parse(source, found)


@lru_cache(maxsize=2_048)
def _without_fault(text: str) -> Node | None:
    """Return the tree of a text that was read before: nobody changes a tree.

    None where there is something to say about it, or nothing in it.
    """
    said = Diagnostics()
    node = _parse(SourceFile(Path(), text), said)
    return None if len(said) else node


def _parse(source: SourceFile, found: Diagnostics) -> Node | None:
    try:
        return _Builder(source, found).build(yaml.parse(source.text, Loader=_LOADER))
    except yaml.MarkedYAMLError as wrong:
        found.add(syntax_error(source, wrong))
    except yaml.reader.ReaderError as wrong:
        # libyaml counts bytes.
        before = source.text.encode()[: wrong.position].decode(errors="ignore")
        span = _span_of_offset(source.text, len(before))
        found.add(
            Diagnostic(
                "R1005",
                "Er staat een teken in het bestand dat in YAML niet mag.",
                "Haal het teken weg; vaak is het meegekomen met knippen en plakken.",
                Place(source.path, span, source),
            )
        )
    except _Refused:
        pass
    return None


class _Refused(Exception):  # noqa: N818  it never leaves this module
    """The tree cannot be built; why is already among the diagnostics."""


class _Builder:
    """Turns a stream of YAML events into one tree."""

    def __init__(self, source: SourceFile, found: Diagnostics) -> None:
        self.source = source
        self.found = found

    def build(self, events: Iterator[yaml.Event]) -> Node | None:
        """Return the tree of the first document, None where the file is empty."""
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse(
                        "R1007",
                        event,
                        "In één bestand staan twee documenten (`---`).",
                        "Maak er twee bestanden van.",
                    )
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 0)
        if isinstance(root, Scalar) and root.empty:
            return None
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._refuse(
                "R1006",
                event,
                f"Hier zijn meer dan {MAX_DEPTH} lagen in elkaar gezet.",
                "Een definitie is hoogstens een paar lagen diep.",
            )
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse(
                "R1008",
                event,
                "Ankers en verwijzingen (`&naam`, `*naam`) worden niet gebruikt in definities.",
                "Schrijf de waarde hier uit.",
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, events, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(event, events, depth)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101  no other node event is left
        return self._scalar(event)

    def _mapping(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return Mapping(tuple(entries), _span(start, event))
            key = self._node(event, events, depth + 1)
            if not isinstance(key, Scalar):
                self._refuse(
                    "R1009", event, "Een sleutel is hier geen woord.", "Schrijf `sleutel: waarde`."
                )
            value = self._node(next(events), events, depth + 1)
            if key.text in seen:
                self._duplicate(key, seen[key.text])
            else:
                seen[key.text] = key
                entries.append((key, value))
        raise _Refused

    def _listing(self, start: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Listing:
        items: list[Node] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return Listing(tuple(items), _span(start, event))
            items.append(self._node(event, events, depth + 1))
        raise _Refused

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = _span(event, event)
        if event.style in ("'", '"'):
            inner = Span(span.line, span.column + 1, span.end_line, span.end_column - 1)
            literal = span.line == span.end_line and len(event.value) == (
                inner.end_column - inner.column
            )
            return Scalar(event.value, inner, literal)
        empty = not event.style and event.value in _EMPTY
        return Scalar(event.value, span, span.line == span.end_line, empty)

    def _duplicate(self, key: Scalar, first: Scalar) -> None:
        self.found.add(
            Diagnostic(
                "R1010",
                f"De sleutel `{key.text}` staat hier voor de tweede keer "
                f"(eerst op regel {first.span.line}).",
                "Haal een van de twee weg.",
                Place(self.source.path, key.span, self.source),
            )
        )

    def _refuse(self, code: str, event: yaml.Event, message: str, mend: str) -> NoReturn:
        place = Place(self.source.path, _span(event, event), self.source)
        self.found.add(Diagnostic(code, message, mend, place))
        raise _Refused


def _span(first: yaml.Event, last: yaml.Event) -> Span:
    start, end = first.start_mark, last.end_mark
    assert start is not None and end is not None  # noqa: S101  the parser always marks
    return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _span_of_offset(text: str, offset: int) -> Span:
    line = text.count("\n", 0, offset) + 1
    return Span.at(line, offset - (text.rfind("\n", 0, offset) + 1) + 1)
