"""The reference in the handbook is that of the documents: every field, and nothing else."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from docs_pages import DOCS, marked, prose, rows
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.doelen import Doelen
from resultaat.language.documents.escalatie import Escalatie
from resultaat.language.documents.indicator import KINDS, Indicator
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.documents.samenwerking import Samenwerking
from resultaat.language.documents.werkmap import Werkmap
from resultaat.language.expressions import parse_expression
from resultaat.language.nodes import Mapping, plain
from resultaat.language.values import Maat
from resultaat.language.yaml import parse

PAGE = DOCS / "handboek" / "beleidsmedewerker.md"
TOP: tuple[type[BaseModel], ...] = (
    *(Werkmap, Doelen, Bron, Indicator, *KINDS.values()),
    *(Interventie, Samenwerking, Regeling, Escalatie),
)


def models() -> dict[str, type[BaseModel]]:
    """Return every model of a document, with all that is in it, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = list(TOP)
    while waiting:
        model = waiting.pop()
        if model.__name__ not in found:
            found[model.__name__] = model
            waiting += [
                inner
                for field in model.model_fields.values()
                for inner in parts(field.annotation)
                if isinstance(inner, type) and issubclass(inner, BaseModel)
            ]
    return found


def parts(annotation: Any) -> list[Any]:
    """Return an annotation and all that it is made of."""
    return [annotation, *(part for each in get_args(annotation) for part in parts(each))]


MODELS = models()


def own_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields that the table of a model has: of a kind, only what it adds or changes."""
    fields = dict(model.model_fields)
    if model in KINDS.values():
        shared = Indicator.model_fields
        fields = {
            name: field
            for name, field in fields.items()
            if name not in shared or field.is_required() != shared[name].is_required()
        }
    return fields


def table(model: type[BaseModel]) -> dict[str, list[str]]:
    return {cells[0].strip("`"): cells[1:] for cells in rows(PAGE, f"model: {model.__name__}")}


def test_every_model_has_a_table() -> None:
    assert sorted(marked(PAGE, "model")) == sorted(MODELS)


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_table_has_every_field_and_no_other(model: type[BaseModel]) -> None:
    assert list(table(model)) == list(own_fields(model)) or set(table(model)) == set(
        own_fields(model)
    )


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_table_says_what_is_required(model: type[BaseModel]) -> None:
    for name, field in own_fields(model).items():
        said = table(model)[name][0]
        assert (said == "ja") == field.is_required(), f"{model.__name__}.{name}: {said}"


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_a_table_names_every_choice_and_default(model: type[BaseModel]) -> None:
    for name, field in own_fields(model).items():
        meaning = table(model)[name][1]
        for choice in choices(field.annotation):
            assert f"`{choice}`" in meaning, f"{model.__name__}.{name} can be {choice}"
        default = field.default
        if isinstance(default, bool):
            default = "ja" if default else "nee"
        if isinstance(default, Enum):
            default = default.value
        if not field.is_required() and isinstance(default, str | int):
            assert "standaard" in meaning and str(default) in meaning, f"{name}: {default}"


def choices(annotation: Any) -> list[str]:
    found: list[str] = []
    for part in parts(annotation):
        if get_origin(part) is Literal:
            found += get_args(part)
        if isinstance(part, type) and issubclass(part, Enum):
            found += [each.value for each in part]
    return found


@pytest.mark.parametrize("model", MODELS.values(), ids=list(MODELS))
def test_the_example_of_a_field_is_right(model: type[BaseModel]) -> None:
    for name, field in own_fields(model).items():
        example = table(model)[name][2].strip("`")
        value = plain(yaml(example))[name]
        if field.annotation == list[str] and isinstance(value, str):
            value = [value]
        wanted = (
            Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        )
        TypeAdapter(wanted).validate_python(value)


def yaml(text: str) -> Mapping:
    found = Diagnostics()
    node = parse(SourceFile(Path("voorbeeld.yaml"), text), found)
    assert isinstance(node, Mapping), (text, list(found))
    return node


@pytest.mark.parametrize(("written", "read"), rows(PAGE, "tabel: eenheden"))
def test_a_unit_is_read_as_the_table_says(written: str, read: str) -> None:
    assert str(Maat.parse(written.strip("`"))) == read


def test_what_could_be_read_two_ways_is_refused() -> None:
    assert "`1.500`" in prose(PAGE)
    with pytest.raises(ValueError, match=r"schrijf 1500 of 1,500"):
        Maat.parse("1.500")


@pytest.mark.parametrize(("text", "_"), rows(PAGE, "tabel: uitdrukkingen"))
def test_an_expression_that_can(text: str, _: str, trajecten: Bron) -> None:
    expression, errors = parse_expression(text.strip("`"), trajecten.kolommen)
    assert errors == []
    assert expression is not None


@pytest.mark.parametrize(("text", "_"), rows(PAGE, "tabel: uitdrukkingen-fout"))
def test_an_expression_that_cannot(text: str, _: str, trajecten: Bron) -> None:
    expression, errors = parse_expression(text.strip("`"), trajecten.kolommen)
    assert expression is None
    assert errors


@pytest.fixture(scope="module")
def trajecten(bases: dict[str, Path]) -> Bron:
    path = bases["demo"] / "indicators" / "bronnen" / "trajecten.yaml"
    return Bron.model_validate(plain(yaml(path.read_text(encoding="utf-8"))))
