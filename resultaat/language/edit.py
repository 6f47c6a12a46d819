"""Change one value in a YAML file and nothing else: comments, order, quotes and blank lines stay.

The tree of `yaml.py` knows where every value stands, so the new text is put in its place and every
other character of the file remains. What was written is read again before it is kept: it must be
the old tree with that one value changed, and may bring no error that was not there.
"""

from __future__ import annotations

import codecs
import shutil
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from resultaat.core.atomic import replacing
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, ResultaatError
from resultaat.core.source import SourceFile
from resultaat.language.catalog import SETTINGS, load_catalog
from resultaat.language.checks import check
from resultaat.language.nodes import Listing, Mapping, Node, Scalar, plain
from resultaat.language.reshape import NEW, appended, item_of, offset, removals
from resultaat.language.yaml import parse, read_source

Where = Sequence[str | int]
_WIDTH = 100


def set_value(path: Path, where: Where, value: str) -> None:
    """Put `value` at `where`, as `["streefwaarden", 0, "waarde"]`; a last key may be a new one.

    A last step `+` is a new item at the end of a list. Raises ResultaatError, and leaves the file
    as it was, where there is no such place (R2030), where a block stands there (R2031), or where
    the folder would get an error that it had not.
    """
    source, root = _read(path, where)
    _keep(path, _edited(source, root, where, value))


def remove_value(path: Path, where: Where) -> None:
    """Take away the key or the item at `where`, with all that is in it.

    Raises ResultaatError, and leaves the file as it was, where there is no such place (R2030), or
    where the folder would get an error that it had not.
    """
    source, root = _read(path, where)
    parent = _follow(root, where[:-1]) if where else None
    expected = _without(plain(root), where)
    for text in removals(source.text, parent, where[-1]) if parent is not None else ():
        if _reads_as(source, text, expected):
            _keep(path, text)
            return
    raise ResultaatError.of(_no_place(path, where))


def _read(path: Path, where: Where) -> tuple[SourceFile, Node]:
    found = Diagnostics()
    source = read_source(path, found)
    root = parse(source, found) if source else None
    found.raise_if_errors()
    if source is None or root is None:
        raise ResultaatError.of(_no_place(path, where))
    return source, root


def _keep(path: Path, text: str) -> None:
    _refuse_new_errors(path, text)
    with_mark = path.read_bytes().startswith(codecs.BOM_UTF8)
    with replacing(path) as temporary:
        temporary.write_bytes(text.encode("utf-8-sig" if with_mark else "utf-8"))


def _reads_as(source: SourceFile, text: str, expected: object) -> bool:
    read = parse(SourceFile(source.path, text), Diagnostics())
    return read is not None and plain(read) == expected


def _edited(source: SourceFile, root: Node, where: Where, value: str) -> str:
    """Return the first way of writing it that reads back as the old tree with the new value."""
    expected = _with(plain(root), where, value)
    if expected is None:
        raise ResultaatError.of(_no_place(source.path, where))
    node = _follow(root, where)
    if node is not None and not isinstance(node, Scalar):
        name = ".".join(str(step) for step in where)
        message = f"Bij `{name}` staat een blok of een lijst, geen waarde."
        mend = "Noem één waarde daarin, zoals `streefwaarden.0.waarde`."
        place = Place(source.path, node.span, source)
        raise ResultaatError.of(Diagnostic("R2031", message, mend, place))
    if where[-1] == NEW:
        ways = _new_items(source, root, where[:-1], value)
    elif node is not None:
        ways = _replacements(source, node, value)
    else:
        ways = _additions(source, root, where, _writings(value))
    for text in ways:
        if _reads_as(source, text, expected):
            return text
    raise ResultaatError.of(_no_place(source.path, where))


def _replacements(source: SourceFile, node: Scalar, value: str) -> Iterator[str]:
    start, end = offset(source.text, node.span, first=True), offset(source.text, node.span)
    text = source.text
    if text[start : start + 1] in ("|", ">"):
        start, end, written = _block(text, start, value)
        yield text[:start] + written + text[end:]
        return
    quoted = start > 0 and text[start - 1] in "'\"" and text[end : end + 1] == text[start - 1]
    if quoted:
        inside = value.replace("'", "''") if text[start - 1] == "'" else _escaped(value)
        yield text[:start] + inside + text[end:]
        start, end = start - 1, end + 1
    gap = " " if text[start - 1 : start] == ":" else ""  # `sleutel:` without anything behind it
    for written in _writings(value):
        yield text[:start] + gap + written + text[end:]


def _new_items(source: SourceFile, root: Node, where: Where, value: str) -> Iterator[str]:
    listing = _follow(root, where)
    if isinstance(listing, Listing):
        yield from appended(source.text, listing, _writings(value))
    elif listing is None:
        yield from _additions(source, root, where, (f"[{each}]" for each in _writings(value)))


def _additions(
    source: SourceFile, root: Node, where: Where, writings: Iterator[str]
) -> Iterator[str]:
    """Write a key that was not there: in braces before the last one, else on a line of its own."""
    parent = _follow(root, where[:-1])
    if not isinstance(parent, Mapping) or not parent.entries:
        return
    text, key = source.text, parent.entries[0][0].span
    end = offset(text, parent.span)
    for written in writings:
        line = f"{where[-1]}: {written}"
        if text[end - 1 : end] == "}":
            yield f"{text[: end - 1].rstrip()}, {line}{text[end - 1 :]}"
        else:
            body = text[:end].rstrip()
            rest = text[len(body) :]
            # Behind the last value may stand a comment, which belongs to its line.
            comment, newline, after = rest.partition("\n")
            indent = " " * (key.column - 1)
            yield f"{body}{comment}\n{indent}{line}{newline or chr(10)}{after}"


def _writings(value: str) -> Iterator[str]:
    yield value
    yield "'" + value.replace("'", "''") + "'"
    yield f'"{_escaped(value)}"'


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _block(text: str, start: int, value: str) -> tuple[int, int, str]:
    """Return where a text over lines stands and how the new one is written in its place."""
    header_end = text.index("\n", start) + 1
    lines = text[header_end:].splitlines(keepends=True)
    first = next((line for line in lines if line.strip()), "  ")
    indent = len(first) - len(first.lstrip(" "))
    many = 0
    for number, line in enumerate(lines):
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
        many = number + 1 if line.strip() else many
    end = header_end + len("".join(lines[:many]))
    folded = text[start] == ">"
    rows = textwrap.wrap(value, _WIDTH - indent) if folded else value.removesuffix("\n").split("\n")
    written = "".join(f"{' ' * indent}{row}\n" for row in rows)
    return header_end, end, written


def _follow(node: Node, where: Where) -> Node | None:
    for step in where:
        inner: Node | None = None
        if isinstance(node, Mapping) and isinstance(step, str):
            inner = node.get(step)
        elif isinstance(node, Listing) and isinstance(step, int) and 0 <= step < len(node.items):
            inner = node.items[step]
        if inner is None:
            return None
        node = inner
    return node


def _with(tree: object, where: Where, value: str) -> object | None:
    """Return a copy of the plain tree with the value in its place; None where there is no place."""
    if not where:
        return value
    step, rest = where[0], where[1:]
    if isinstance(tree, list) and step == NEW and not rest:
        return [*tree, item_of(value)]
    if isinstance(tree, dict) and list(rest) == [NEW] and step not in tree:
        return {**tree, step: [item_of(value)]}
    if isinstance(tree, dict) and isinstance(step, str) and (step in tree or not rest):
        inner = _with(tree.get(step), rest, value)
        return None if inner is None else {**tree, step: inner}
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        inner = _with(tree[step], rest, value)
        return None if inner is None else [*tree[:step], inner, *tree[step + 1 :]]
    return None


def _without(tree: object, where: Where) -> object:
    """Return a copy of the plain tree without what is at `where`; as it is where nothing is."""
    if not where:
        return tree
    step, rest = where[0], where[1:]
    if isinstance(tree, dict) and step in tree:
        kept = {key: value for key, value in tree.items() if key != step}
        return {**tree, step: _without(tree[step], rest)} if rest else kept
    if isinstance(tree, list) and isinstance(step, int) and 0 <= step < len(tree):
        inner = [_without(tree[step], rest)] if rest else []
        return [*tree[:step], *inner, *tree[step + 1 :]]
    return tree


def _refuse_new_errors(path: Path, text: str) -> None:
    """Check the whole folder as it would become, beside the folder itself."""
    root = next((each for each in path.resolve().parents if (each / SETTINGS).is_file()), None)
    if root is None:
        return
    before = {_told(each, root) for each in check(load_catalog(root)).errors}
    with tempfile.TemporaryDirectory(prefix="resultaat-") as name:
        copy = Path(name).resolve()
        shutil.copy(root / SETTINGS, copy)
        if (root / "indicators").is_dir():
            shutil.copytree(root / "indicators", copy / "indicators")
        (copy / path.resolve().relative_to(root)).write_bytes(text.encode())
        after = check(load_catalog(copy)).errors
        new = [each for each in after if _told(each, copy) not in before]
    if new:
        raise ResultaatError(Diagnostics([_moved(each, copy, root) for each in new]))


def _told(item: Diagnostic, root: Path) -> tuple[str, str, str]:
    place = item.place.path.relative_to(root).as_posix() if item.place else ""
    return item.code, item.message.replace(str(root), ""), place


def _moved(item: Diagnostic, copy: Path, root: Path) -> Diagnostic:
    """Return the diagnostic about the file itself instead of its copy."""
    if item.place is None:
        return item
    return replace(item, place=replace(item.place, path=root / item.place.path.relative_to(copy)))


def _no_place(path: Path, where: Where) -> Diagnostic:
    name = ".".join(str(step) for step in where)
    message = f"In `{path.name}` is geen plek `{name}` waar deze waarde kan staan."
    mend = "Noem de sleutels van buiten naar binnen; in een lijst het nummer, vanaf 0."
    return Diagnostic("R2030", message, mend, Place(path))
