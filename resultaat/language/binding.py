"""From a positioned tree to a document: pydantic decides, its errors become Dutch diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, closest, did_you_mean
from resultaat.core.dutch import counted, listing
from resultaat.core.source import SourceFile, Span
from resultaat.language.documents.base import Document
from resultaat.language.documents.indicator import KINDS
from resultaat.language.nodes import Listing, Mapping, Node, Scalar, find, plain

Doc = TypeVar("Doc", bound=Document)


def bind(model: type[Doc], node: Node, source: SourceFile, found: Diagnostics) -> Doc | None:
    """Return the document, or None after reporting every error in it."""
    empty = list(_empty_keys(node))
    for key in empty:
        message = f"Achter `{key.text}:` staat niets."
        mend = "Vul een waarde in, of haal de regel weg."
        if not re.fullmatch(r"\w+", key.text):
            # No key is written so: it is the rest of a value, cut off by a comma.
            mend = _COMMA
        found.add(Diagnostic("R1105", message, mend, Place(source.path, key.span, source)))
    if empty:
        return None
    try:
        return model.model_validate(plain(node))
    except ValidationError as wrong:
        translator = _Translator(model, node, source)
        details = wrong.errors(include_url=False)
        mistyped = {guess for detail in details if (guess := translator.meant(detail))}
        for detail in details:
            # A key that is there under a wrong spelling is not missing as well.
            if detail["type"] != "missing" or detail["loc"] not in mistyped:
                found.add(translator.diagnostic(detail))
        return None


def as_far_as_right(model: type[Doc], node: Node) -> Doc | None:
    """Return a document without what is wrong in it; None where that is in `telt`.

    What must be there and is wrong is what the field has for an example. Only for checks of the
    rest of it: nothing is ever counted by such a document.
    """
    values = plain(node)
    for _ in range(2):  # a wrong key that is taken away may be one that must be there
        try:
            return model.model_validate(values)
        except ValidationError as wrong:
            names = {str(each["loc"][0]) if each["loc"] else "telt" for each in wrong.errors()}
        if "telt" in names or not isinstance(values, dict):
            return None
        for name in names:
            values.pop(name, None)
            field = model.model_fields.get(name)
            if field is not None and field.is_required() and field.examples:
                values[name] = field.examples[0]
    return None


def _empty_keys(node: Node) -> Iterator[Scalar]:
    """Yield every key without a value: most likely forgotten, and never the same as absent."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            if isinstance(value, Scalar) and value.empty:
                yield key
            else:
                yield from _empty_keys(value)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _empty_keys(item)


_COMMA = "Staat er een komma in een waarde? Zet de hele waarde dan tussen aanhalingstekens."


class _Translator:
    """Says one pydantic error in Dutch, at the place in the file that it speaks of."""

    def __init__(self, model: type[Document], root: Node, source: SourceFile) -> None:
        self.model = model
        self.root = root
        self.source = source

    def diagnostic(self, detail: ErrorDetails) -> Diagnostic:
        """Return the diagnostic for one error."""
        kind = detail["type"]
        if kind == "extra_forbidden":
            return self._unknown_key(detail)
        if kind == "missing":
            return self._missing_key(detail)
        node, key = find(self.root, detail["loc"])
        message, mend = _say(detail)
        if key is not None and detail["loc"][-1] == "[key]":
            # The key itself is what is wrong; the message names it.
            return Diagnostic("R1103", message, mend, self._place(key.span))
        name = f"`{key.text}`: " if key is not None else ""
        # Of a whole block the key says where it is; its own span begins at the first line in it.
        span = key.span if key is not None and not isinstance(node, Scalar) else node.span
        return Diagnostic("R1103", f"{name}{message}", mend, self._place(span))

    def meant(self, detail: ErrorDetails) -> tuple[int | str, ...] | None:
        """Return the path of the key that an unknown key was most likely meant to be."""
        if detail["type"] != "extra_forbidden":
            return None
        *where, name = detail["loc"]
        if self._elsewhere(where, str(name)):
            return None
        close = closest(str(name), self._absent(where))
        return (*where, close) if close else None

    def _absent(self, where: list[str | int]) -> set[str]:
        """Return the fields of a block that are not there yet."""
        block, _ = find(self.root, where)
        there = {key.text for key, _ in block.entries} if isinstance(block, Mapping) else set()
        return self._fields(where) - there

    def _elsewhere(self, where: list[str | int], name: str) -> str:
        """Say in which block, or to which kind of indicator, a key belongs; empty if to none."""
        model = _model_at(self.model, where)
        blocks = [] if model is None else _blocks_with(model, name)
        if len(blocks) == 1:
            return f"Dit hoort in het blok `{blocks[0]}`."
        return "" if where else _belongs_elsewhere(name, self.model)

    def _unknown_key(self, detail: ErrorDetails) -> Diagnostic:
        *where, name = (step for step in detail["loc"])
        parent, _ = find(self.root, where)
        key = parent.key(str(name)) if isinstance(parent, Mapping) else None
        fields = self._fields(where)
        mend = self._elsewhere(where, str(name))
        mend = mend or did_you_mean(str(name), self._absent(where))
        if not mend:
            mend = f"Hier kan: {listing([f'`{each}`' for each in sorted(fields)], 'of')}."
        return Diagnostic(
            "R1101",
            f"De sleutel `{name}` bestaat hier niet.",
            mend,
            self._place(key.span if key else parent.span),
        )

    def _missing_key(self, detail: ErrorDetails) -> Diagnostic:
        *where, name = detail["loc"]
        parent, key = find(self.root, where)
        span = key.span if key else Span.at(parent.span.line, parent.span.column)
        meaning = (self._field_text(where, str(name)) or "").rstrip(".")
        return Diagnostic(
            "R1102",
            f"De sleutel `{name}` ontbreekt"
            + (f" ({meaning[:1].lower()}{meaning[1:]})." if meaning else "."),
            f"Voeg een regel toe die begint met `{name}:`.",
            self._place(span),
        )

    def _place(self, span: Span) -> Place:
        return Place(self.source.path, span, self.source)

    def _fields(self, where: list[str | int]) -> set[str]:
        model = _model_at(self.model, where)
        return set(model.model_fields) if model else set()

    def _field_text(self, where: list[str | int], name: str) -> str | None:
        model = _model_at(self.model, where)
        return (
            model.model_fields[name].description if model and name in model.model_fields else None
        )


def _model_at(model: type[BaseModel], where: list[str | int]) -> type[BaseModel] | None:
    """Follow a path of fields to the model that stands there."""
    current: type[BaseModel] | None = model
    for step in where:
        if current is None or not isinstance(step, str) or step not in current.model_fields:
            continue  # an index, or a key of a dict: the model below it was already found
        current = _inner_model(current.model_fields[step].annotation)
    return current


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _inner_model(argument):
            return found
    return None


def _blocks_with(model: type[BaseModel], name: str) -> list[str]:
    """Return the fields of a model that are a block in which this key can stand."""
    found = []
    for field, info in model.model_fields.items():
        inner = _inner_model(info.annotation)
        # A list of blocks has no one place to put it.
        single = "list[" not in str(info.annotation) and "dict[" not in str(info.annotation)
        if single and inner is not None and name in inner.model_fields:
            found.append(field)
    return found


def _belongs_elsewhere(name: str, model: type[Document]) -> str:
    """Say to which kind of indicator this field belongs, if it is one of another kind."""
    kinds = [word for word, kind in KINDS.items() if name in kind.model_fields]
    if model in KINDS.values() and kinds:
        return f"Dit hoort bij {listing([f'een {word}' for word in kinds], 'of')}."
    return ""


def _say(detail: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and how to mend it, in Dutch."""
    context: dict[str, Any] = detail.get("ctx") or {}
    kind, given = detail["type"], detail["input"]
    if kind == "value_error":
        said, _, mend = str(context["error"]).partition("; ")
        mend = mend or "Schrijf hier een waarde die past."
        if isinstance(given, list | dict) and f"`{given}`" in said:
            said = _NO_LIST if isinstance(given, list) else _NO_BLOCK
        return f"{said}.", f"{mend[:1].upper()}{mend[1:]}."
    if kind in ("literal_error", "enum"):
        expected = str(context["expected"]).replace(" or ", ", ").split(",")
        allowed = [word.strip(" '") for word in expected]
        choice = f"Kies {listing([f'`{word}`' for word in allowed], 'of')}."
        if isinstance(given, list | dict):
            return f"{_NO_LIST if isinstance(given, list) else _NO_BLOCK}.", choice
        return f"`{given}` kan hier niet.", did_you_mean(str(given), allowed) or choice
    if kind == "too_short" and context.get("actual_length"):
        kind = "too_few"
    message, mend = _SAYINGS.get(kind, _SAYINGS["other"])
    length = len(given) if isinstance(given, str) else 0
    if "max_length" in context:
        context = {**context, "max_length": counted(context["max_length"], "teken", "tekens")}
    return message.format(given=given, length=length), mend.format(**context)


_NO_LIST = "hier hoort één waarde te staan, geen lijst"
_NO_BLOCK = "hier hoort één waarde te staan, geen blok"


_SAYINGS = {
    "string_too_short": (
        "de tekst is te kort ({length} tekens).",
        "Schrijf minstens {min_length} tekens.",
    ),
    "too_short": (
        "hier staat nog niets.",
        "Zet er minstens {min_length} bij, of haal de regel weg als die mag ontbreken.",
    ),
    "string_too_long": (
        "de tekst is te lang ({length} tekens).",
        "Houd het bij hoogstens {max_length}.",
    ),
    "greater_than_equal": ("{given} is te laag.", "Kies {ge} of hoger."),
    "less_than_equal": ("{given} is te hoog.", "Kies {le} of lager."),
    "string_type": (
        "hier hoort een tekst te staan.",
        "Schrijf één waarde achter de dubbele punt.",
    ),
    "list_type": (
        "hier hoort een lijst te staan.",
        "Schrijf `[a, b]`, of elk deel op een regel met `- `.",
    ),
    "too_few": ("hier staat te weinig.", "Geef er minstens {min_length}."),
    "other": (
        "hier hoort een blok met sleutels te staan.",
        "Schrijf op de regels eronder `sleutel: waarde`.",
    ),
}
