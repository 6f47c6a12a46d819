"""The schemas say what the loader says, in Dutch, and stand in the repository as they are made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, get_args

import pytest
from jsonschema import Draft202012Validator
from language_schemas import SCHEMAS, misfits
from pydantic import BaseModel, TypeAdapter

from resultaat.core.diagnostics import Diagnostics
from resultaat.core.source import SourceFile
from resultaat.language.catalog import load_catalog
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.doelen import Doelen
from resultaat.language.documents.escalatie import Escalatie
from resultaat.language.documents.indicator import KINDS
from resultaat.language.documents.interventie import Interventie
from resultaat.language.documents.regeling import Regeling
from resultaat.language.documents.samenwerking import Samenwerking
from resultaat.language.documents.werkmap import Werkmap
from resultaat.language.nodes import Mapping, plain
from resultaat.language.schema import FOLDER, text_of, write_schemas
from resultaat.language.yaml import parse
from resultaat.scaffold import new_folder

ROOT = Path(__file__).resolve().parents[3]
MODELINE = re.compile(r"# yaml-language-server: \$\$?schema=(?P<path>\S+/(?P<kind>\w+)\.json)")
TEMPLATES = ROOT / "resultaat" / "scaffold" / "templates"
DEFINITIONS = [ROOT / "resultaat.yaml", *sorted((ROOT / "indicators").rglob("*.yaml"))]
COPIED = [
    path
    for path in sorted(TEMPLATES.rglob("*.yaml"))
    if "$" not in path.read_text(encoding="utf-8").partition("\n")[2]
]


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_copy_in_the_repository_is_the_one_that_is_made(kind: str) -> None:
    copy = ROOT / "docs" / "schema" / f"{kind}.json"
    assert copy.read_text(encoding="utf-8") == text_of(SCHEMAS[kind]), (
        "write them anew: resultaat schema --naar docs/schema"
    )


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_one_by_its_own_dialect(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    assert SCHEMAS[kind]["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("typed", [True, False], ids=["numbers", "texts"])
@pytest.mark.parametrize("path", [*DEFINITIONS, *COPIED], ids=lambda path: path.stem)
def test_every_definition_fits_its_schema(path: Path, typed: bool) -> None:
    text = path.read_text(encoding="utf-8")
    modeline = MODELINE.match(text)
    assert modeline, f"{path} does not name its schema"
    assert misfits(modeline["kind"], text, typed=typed) == []


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_the_first_line_leads_to_the_schema(path: Path) -> None:
    modeline = MODELINE.match(path.read_text(encoding="utf-8"))
    assert modeline
    assert (path.parent / modeline["path"]).resolve().is_file()


def test_a_new_folder_has_its_schemas_and_names_them(tmp_path: Path) -> None:
    new_folder(tmp_path / "proef", "proef")
    made = sorted((tmp_path / "proef").rglob("*.yaml"))
    assert made
    for path in made:
        text = path.read_text(encoding="utf-8")
        modeline = MODELINE.match(text)
        assert modeline
        assert (path.parent / modeline["path"]).resolve().is_file()
        assert misfits(modeline["kind"], text, typed=True) == []


def test_schemas_are_no_definitions(tmp_path: Path) -> None:
    new_folder(tmp_path / "proef", "proef")
    (tmp_path / "proef" / FOLDER / "indicator.yaml").write_text("kapot: [", encoding="utf-8")
    catalog = load_catalog(tmp_path / "proef")
    assert list(catalog.found) == []
    assert all(FOLDER.name not in source.path.parts for source in catalog.sources())


HEAD = "soort: context\nnaam: Proef\nwaarom: We willen weten of dit klopt.\n"
WRONG = (
    "{aantal: rijen}",
    "{bron: kwb, aantal: rijen, reeks: index}",
    "{bron: kwb, aantal: rijen, reeks: {voortschrijdend: 400}}",
)


@pytest.mark.parametrize(
    "telt",
    [
        "{formule: uitgaven / geholpen}",
        "{bron: kwb, aantal: rijen, reeks: cumulatief}",
        "{bron: kwb, aantal: rijen, reeks: {cumulatief: ja}}",
        "{bron: kwb, aantal: rijen, reeks: {index: 2021}}",
    ],
)
def test_what_is_written_short_fits(telt: str) -> None:
    assert misfits("indicator", f"{HEAD}telt: {telt}\n", typed=True) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("indicator", "soort: resultaatje\nnaam: Proef\n"),
        ("indicator", "naam: Proef\n"),
        ("indicator", "soort: context\nnaam: Proef\nwaarom: We willen weten of dit klopt.\n"),
        (
            "indicator",
            "soort: context\nnaam: Proef\nwaarom: We willen weten of dit klopt.\n"
            "telt: {bron: kwb, som: inwoners}\nnorm: {minstens: 80%}\n",
        ),
        *(("indicator", f"{HEAD}telt: {each}\n") for each in WRONG),
        ("werkmap", "naam: Proef\n"),
        ("doelen", "bestuursperiode: 2022 tot 2026\nprogrammas: {}\n"),
        ("bron", "naam: x\nherkomst: y\nbestand: z\ngebied: {kolom: a}\nkolommen: {a: tekts}\n"),
        ("interventie", "naam: Proef\ndoelgroep: kinderen\nwaar_en_wanneer: []\n"),
        ("regeling", "naam: Proef\nwet: Wet\nloket: hier\ndoelgroep: iedereen\nextra: ja\n"),
        ("escalatie", "afspraken: []\n"),
        ("samenwerking", "naam: Proef\nsoort: verbond\n"),
    ],
)
def test_what_is_broken_does_not_fit(kind: str, text: str) -> None:
    assert misfits(kind, text, typed=True) != []


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        waiting = [field.annotation]
        while waiting:
            part = waiting.pop()
            waiting += get_args(part)
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from models(part)


TOP = (Werkmap, Doelen, Bron, *KINDS.values())
TOP += (Interventie, Samenwerking, Regeling, Escalatie)
MODELS = {model.__name__: model for top in TOP for model in models(top)}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_field_is_described(kind: str) -> None:
    for model in SCHEMAS[kind].get("$defs", {}).values():
        for name, field in model.get("properties", {}).items():
            assert field.get("description"), f"{kind}: {name}"
            assert not re.search(r"\b(the|of a|which|whether)\b", field["description"]), name


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_the_examples_of_a_field_are_right(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.description, f"{model.__name__}.{name} says nothing"
        assert field.examples, f"{model.__name__}.{name} has no example"
        kind = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        for example in field.examples:
            node = parse(SourceFile(Path("x.yaml"), json.dumps({"x": example})), Diagnostics())
            assert isinstance(node, Mapping)
            TypeAdapter(kind).validate_python(plain(node.entries[0][1]))


def test_writing_makes_the_folder(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "diep" / ".schema")
    assert [path.stem for path in written] == sorted(SCHEMAS)
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in written)
