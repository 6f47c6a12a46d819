"""What all documents share: unknown keys are errors, and the models are frozen."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """Base of every model that is read from YAML."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


def or_one(schema: dict[str, Any]) -> None:
    """In the schema of a list, one item may stand without the brackets."""
    one = schema["items"]
    schema["anyOf"] = [one, {"type": schema.pop("type"), "items": schema.pop("items")}]
