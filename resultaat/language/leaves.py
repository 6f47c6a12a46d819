"""A document as a flat list of values, each with its path and in Dutch words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from pydantic import BaseModel

from resultaat.core.dutch import day
from resultaat.core.periods import Period

Path = tuple[str, ...]
#: The value of a path that only says that something is there: an entry of a list or a block.
THERE = ""


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every value in a document with its path; what is absent has none."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _entry(inner, (*path, str(name)))
    elif isinstance(value, list):
        for inner in value:
            yield from _entry(inner, (*path, _name(inner)))
    elif value is not None:
        yield path, in_text(value)


def in_text(value: object) -> str:
    """Return one value as people write it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Period):
        return value.label
    if isinstance(value, Enum):
        return str(value.value)
    return " ".join(str(value).split())


def _entry(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    yield path, THERE
    if isinstance(value, BaseModel | dict | list):
        yield from leaves(value, path)


def _name(value: object) -> str:
    """Return what an entry of a list is called: its first field, as `indicator` of a `let_op`."""
    if isinstance(value, BaseModel):
        return in_text(getattr(value, next(iter(type(value).model_fields))))
    return in_text(value)
