"""JSON Schema of every kind of document (D18), generated from the models.

What pydantic writes is made to fit what people write: a number is also a text, an absent key is
never `null`, and an indicator has the fields of its own kind only.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from resultaat.core.atomic import replacing
from resultaat.language.documents.base import Document
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.doelen import Doelen
from resultaat.language.documents.escalatie import Escalatie
from resultaat.language.documents.indicator import KINDS
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.documents.samenwerking import Samenwerking
from resultaat.language.documents.werkmap import Werkmap

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Where editors find the schemas, from the top of a working folder.
FOLDER = Path(".schema")
_Schema = dict[str, Any]

_MODELS: dict[str, type[Document]] = {
    "werkmap": Werkmap,
    "doelen": Doelen,
    "bron": Bron,
    "interventie": Interventie,
    "samenwerking": Samenwerking,
    "regeling": Regeling,
    "escalatie": Escalatie,
}


def schemas() -> dict[str, _Schema]:
    """Return the schema of every kind of document by name."""
    made = {name: _fitted(model.model_json_schema()) for name, model in _MODELS.items()}
    made["indicator"] = _fitted(_indicator())
    return {name: {"$schema": DIALECT, **made[name]} for name in sorted(made)}


def write_schemas(folder: Path) -> list[Path]:
    """Write a file per kind of document in `folder`; return what was written."""
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        with replacing(path) as temporary:
            temporary.write_text(text_of(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def text_of(schema: _Schema) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _indicator() -> _Schema:
    """Return the four kinds as one schema; `soort` decides which of them holds.

    An `if` per kind, and no `oneOf`: an editor then speaks of the one kind that was meant.
    """
    defs: _Schema = {}
    branches = []
    for word, kind in KINDS.items():
        schema = kind.model_json_schema()
        defs |= schema.pop("$defs", {})
        defs[kind.__name__] = schema
        chosen = {"properties": {"soort": {"const": word}}, "required": ["soort"]}
        branches.append({"if": chosen, "then": {"$ref": f"#/$defs/{kind.__name__}"}})
    return {
        "description": "Een indicator: een resultaat, een procesconditie, context of inzet.",
        "type": "object",
        "properties": {"soort": {"enum": list(KINDS), "description": "De soort indicator."}},
        "required": ["soort"],
        "allOf": branches,
        "$defs": defs,
    }


def _fitted(schema: _Schema) -> _Schema:
    """Return the schema as an editor should read it."""
    fitted = _fit(schema)
    assert isinstance(fitted, dict)  # noqa: S101  a schema stays one
    return fitted


def _fit(part: Any) -> Any:
    if isinstance(part, list):
        return [_fit(each) for each in part]
    if not isinstance(part, dict):
        return part
    for each in part.get("$defs", {}).values():
        if "enum" in each:
            each.pop("description", None)  # the docstring of an enum, written for programmers
    return _as_written({key: _fit_under(key, value) for key, value in part.items()})


def _fit_under(key: str, value: Any) -> Any:
    # Examples are values, and `properties` holds names: neither is a schema itself.
    if key in ("examples", "enum", "default", "const"):
        return value
    if key in ("properties", "$defs", "patternProperties"):
        return {name: _fit(each) for name, each in value.items()}
    return _fit(value)


def _as_written(part: _Schema) -> _Schema:
    """Change one schema, whose parts already fit."""
    part.pop("title", None)
    if part.get("default", ...) is None:
        part.pop("default")
    if "ge" in part:
        part["minimum"] = part.pop("ge")
    if "le" in part:
        part["maximum"] = part.pop("le")
    if "patternProperties" in part:
        part.setdefault("additionalProperties", False)
    if "anyOf" in part:
        part = _without_null(part)
    if part.get("type") == "string" and not part.keys() & {"enum", "const", "pattern", "format"}:
        part["type"] = ["string", "number"]
    return part


def _without_null(part: _Schema) -> _Schema:
    """An optional key is there with a value, or it is not there."""
    choices = [each for each in part.pop("anyOf") if each != {"type": "null"}]
    if len(choices) > 1:
        return {"anyOf": choices, **part}
    return {**choices[0], **part}
