"""Whether a text fits its schema, read as the loader or as an editor does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.nodes import plain
from resultaat.language.schema import schemas
from resultaat.language.yaml import parse

SCHEMAS = schemas()


def misfits(kind: str, text: str, *, typed: bool) -> list[str]:
    """Return what is wrong with a text; `typed` reads numbers as an editor's YAML does."""
    node = parse(SourceFile(Path("x.yaml"), text), Diagnostics())
    assert node is not None
    value = plain(node)
    validator = Draft202012Validator(SCHEMAS[kind])
    return [error.message for error in validator.iter_errors(core(value) if typed else value)]


def core(value: Any) -> Any:
    """Read texts as the core schema of YAML 1.2 does."""
    if isinstance(value, dict):
        return {key: core(each) for key, each in value.items()}
    if isinstance(value, list):
        return [core(each) for each in value]
    if re.fullmatch(r"[-+]?\d+", value):
        return int(value)
    if re.fullmatch(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", value):
        return float(value)
    return {"true": True, "false": False}.get(value, value)
