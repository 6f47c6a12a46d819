"""The empty start: it works at once, and every field is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import scaffold_examples as examples
from pydantic import BaseModel

from resultaat.language.documents.bron import Bron
from resultaat.language.documents.doelen import Doelen
from resultaat.language.documents.indicator import Context, Inzet, Procesconditie, Resultaat, Soort
from resultaat.language.documents.werkmap import Werkmap
from resultaat.scaffold import Made, new_folder


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return new_folder(tmp_path / "wilgen", "Gemeente Wilgen")


def test_it_has_a_result_its_condition_and_what_else_moves(made: Made) -> None:
    catalog = examples.checked(made.path)
    assert {name: each.doc.kind for name, each in catalog.indicatoren.items()} == {
        "doel_bereikt": Soort.RESULTAAT,
        "op_tijd_begonnen": Soort.PROCESCONDITIE,
        "aanmeldingen": Soort.CONTEXT,
    }
    assert catalog.settings.naam == "Gemeente Wilgen"
    assert made.messages[0] == (
        "Gemaakt: een werkmap voor Gemeente Wilgen, met drie indicatoren op verzonnen gegevens."
    )


def test_it_gives_figures_at_once(made: Made) -> None:
    found = examples.figures(made.path)
    for indicator in ("doel_bereikt", "op_tijd_begonnen", "aanmeldingen"):
        for periode in ("2024", "2025"):
            value, staat = found[indicator, "GM9999", periode]
            assert value is not None
            assert staat == "definitief"
    assert found["aanmeldingen", "GM9999", "2025"] == (80, "definitief")


def test_every_file_is_named(made: Made) -> None:
    found = {path.relative_to(made.path) for path in made.path.rglob("*") if path.is_file()}
    assert set(made.files) == found
    assert Path(".gitignore") in found


@pytest.mark.parametrize(
    ("model", "file"),
    [
        (Werkmap, "resultaat.yaml"),
        (Doelen, "indicators/doelen.yaml"),
        (Bron, "indicators/bronnen/trajecten.yaml"),
        (Resultaat, "indicators/hulp/doel_bereikt.yaml"),
        (Procesconditie, "indicators/hulp/*.yaml"),
        (Context, "indicators/hulp/*.yaml"),
    ],
)
def test_every_field_is_there_or_explained(made: Made, model: type[BaseModel], file: str) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in made.path.glob(file))
    absent = {name for name in _fields(model) if not re.search(rf"\b{name}\b", text)}
    assert absent == set()


def test_what_is_only_explained_exists(made: Made) -> None:
    """A line such as `# horizon: 2026`, ready to be switched on, is of a field that there is."""
    known = set().union(*(_fields(model) for model in (Werkmap, Doelen, Bron, Inzet, Resultaat)))
    for path in made.path.rglob("*.yaml"):
        ready = re.findall(r"^ *# *([a-z_]+): ", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(ready) <= known, path


def _fields(model: type[BaseModel]) -> set[str]:
    """Return the names of all fields of a model and of the models in it."""
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            names |= _fields(inner)
    return names


def _models(annotation: object) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return set().union(*(_models(each) for each in getattr(annotation, "__args__", ())), set())


def test_lines_stay_readable(made: Made) -> None:
    for path in made.path.rglob("*.yaml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert len(line) <= 100, line


@pytest.mark.parametrize(
    "naam", ['Zeg "ja": nee', "'s-Hertogenbosch # x", "a\u0085b\u2028c", "{x}"]
)
def test_any_name_will_do(tmp_path: Path, naam: str) -> None:
    made = new_folder(tmp_path / "w", naam)
    assert examples.checked(made.path).settings.naam == " ".join(naam.split())


def test_without_a_name_the_folder_gives_it(tmp_path: Path) -> None:
    made = new_folder(tmp_path / "haaglanden", " ")
    assert examples.checked(made.path).settings.naam == "haaglanden"
