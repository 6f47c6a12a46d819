"""The base of every value that is read from one text of YAML: `70%`, `6 maanden`, `150 euro`."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Written:
    """A value that is read from one text: pydantic calls `parse`, the schema shows `examples`."""

    __slots__ = ()
    examples: ClassVar[tuple[str, ...]]

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read the text; raises ValueError with a Dutch message."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls.parse, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": ["string", "number"], "examples": list(cls.examples)}
