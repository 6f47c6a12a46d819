"""Reading one message safely, and holding it against its published schema where that is there.

No document type is accepted (so no entities), nothing is fetched, and size has a limit. Messages
of errors name an element and a line, never a value: it is about a person.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

#: A message is a few kilobytes; the largest declaration stays far below this.
LARGEST = 200 * 1024 * 1024


_NO_XML, _NO_BERICHT = "is geen geldige XML", "is geen bericht van iJw of iWmo"
#: Reasons of what was never meant to be a message.
NO_MESSAGE = (_NO_XML, _NO_BERICHT)


class Unfit(Exception):  # noqa: N818  told by who knows which message it is
    """A message cannot be used: why, and on which line."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def parse(content: bytes) -> _Element:
    """Return the root of a message. Raises Unfit."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as wrong:
        raise Unfit(_NO_XML, wrong.lineno or 1) from None
    if root.getroottree().docinfo.doctype:
        raise Unfit("heeft een DOCTYPE, en dat hoort niet in een bericht")
    return root


def kind_of(root: _Element) -> tuple[str, str]:
    """Return the standard (`jw`, `wmo`) and the number of a message. Raises Unfit."""
    found = re.fullmatch(
        r"\{http://www\.istandaarden\.nl/i(jw|wmo)/(\d_\d)/\1(\d{3})/schema\}Bericht", str(root.tag)
    )
    if not found:
        raise Unfit(_NO_BERICHT)
    if found[2] != "3_2":
        raise Unfit(f"is van release {found[2].replace('_', '.')}; gelezen wordt 3.2")
    return found[1], found[3]


def validate(root: _Element, schemas: Path, standard: str, number: str) -> None:
    """Hold a message against its XSD in the folder `schemas`. Raises Unfit."""
    schema = _schema(schemas, f"{standard.upper()}{number}.xsd")
    if schema is None:
        raise Unfit(f"heeft geen schema: `{standard.upper()}{number}.xsd` is er niet, of is stuk")
    if not schema.validate(root):
        error = schema.error_log[0]
        element = re.sub(r".*[/:]([A-Za-z]+)(\[\d+\])?$", r"\1", error.path or "")
        raise Unfit(f"voldoet niet aan het schema, bij `{element}`", error.line or 1)


@cache
def _schema(schemas: Path, name: str) -> XMLSchema | None:
    from lxml import etree

    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    for path in sorted(schemas.rglob(name)):
        try:
            return etree.XMLSchema(etree.parse(path, parser))
        except (etree.XMLSchemaParseError, etree.XMLSyntaxError, OSError):
            return None
    return None


def bare(root: _Element) -> _Element:
    """Return the same tree with names without their namespace."""
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    return root
