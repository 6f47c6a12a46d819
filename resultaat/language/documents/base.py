"""What all documents share: unknown keys are errors, and the models are frozen."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """Base of every model that is read from YAML."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


def one_or_more(value: Any) -> Any:
    """Of a list with one item, take that item without the brackets too."""
    return [value] if isinstance(value, str) else value


def or_one(schema: dict[str, Any]) -> None:
    """In the schema of a list, one item may stand without the brackets."""
    one = schema["items"]
    schema["anyOf"] = [one, {"type": schema.pop("type"), "items": schema.pop("items")}]
