"""Nothing that a user meets goes unmentioned: commands, settings, codes, columns, words."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from enum import Enum
from pathlib import Path

import pytest
import typer
from docs_pages import DOCS, HANDBOEK, ROOT, prose, rows
from docs_story import captured

from resultaat.analysis.oordeel import Oordeel
from resultaat.cli.app import app, run
from resultaat.core.codes import all_codes
from resultaat.core.diagnostics import Diagnostic, ExitCode
from resultaat.cycle.bevindingen import Stand, Verloop
from resultaat.engine.figures import AANSLUITING, Herkomst, Staat
from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import KolomType
from resultaat.pipeline import Werk
from resultaat.release.released import RESULTATEN, RunInfo
from resultaat.release.schemas import BIJLAGEN

HANDBOOK = DOCS / "handboek"
PACKAGE = ROOT / "resultaat"
COMMANDS = typer.main.get_command(app).commands
TEXT = "\n".join(prose(path) for path in HANDBOEK)


def section(command: str) -> str:
    """Return what the page of commands says of one."""
    _, _, after = prose(HANDBOOK / "opdrachten.md").partition(f"\n## resultaat {command}\n")
    assert after, f"no section about `resultaat {command}`"
    return after.split("\n## ")[0]


def first_cells(path: Path, mark: str) -> list[str]:
    return [cells[0].strip("`") for cells in rows(path, mark)]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_section_with_every_option(name: str) -> None:
    said = section(name)
    for parameter in COMMANDS[name].params:
        if parameter.param_type_name == "argument":
            assert f"`{parameter.metavar.strip('[]')}`" in said
        else:
            for option in parameter.opts:
                assert f"`{option}`" in said, f"resultaat {name} {option}"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_no_option_that_is_not_there(name: str) -> None:
    known = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    assert set(re.findall(r"^\| `(-[-\w]+)`", section(name), re.MULTILINE)) <= known


def test_the_index_of_commands_is_complete() -> None:
    page = prose(HANDBOOK / "opdrachten.md")
    found = re.findall(r"^\| \[`resultaat ([\w-]+)`\]", page, re.MULTILINE)
    assert sorted(found) == sorted(COMMANDS)
    assert "`--versie`" in page
    assert "`--help`" in page


def test_every_setting_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    read = set(re.findall(r"\bRESULTAAT_[A-Z_]+\b", code))
    assert read
    assert read == set(first_cells(HANDBOOK / "data-engineer.md", "tabel: instellingen"))


def test_every_code_that_the_program_gives_is_explained() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    given = set(re.findall(r'"(R\d{4})"', code))
    assert given - set(all_codes()) == set()


def test_every_code_in_the_handbook_is_one() -> None:
    assert set(re.findall(r"\bR\d{4}\b", TEXT)) <= set(all_codes())


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("tabel: resultaten", RESULTATEN.names()),
        ("tabel: aansluiting", AANSLUITING.names()),
        ("tabel: bijlagen", list(BIJLAGEN)),
        ("tabel: verlopen", [each.value for each in Verloop]),
        ("tabel: standen", [each.value for each in Stand]),
        ("tabel: run", [field.name for field in fields(RunInfo)]),
        ("tabel: melding", list(Diagnostic("R1203", "", "").to_json())),
        ("tabel: uitkomstcodes", [str(code.value) for code in ExitCode] + ["130"]),
    ],
)
def test_a_table_of_the_controller_has_every_field(mark: str, words: list[str]) -> None:
    assert first_cells(HANDBOOK / "controller.md", mark) == words


@pytest.mark.parametrize("name", BIJLAGEN)
def test_every_column_of_a_bijlage_is_explained(name: str) -> None:
    said = first_cells(HANDBOOK / "bijlagen.md", f"tabel: bijlage {name}")
    assert said == BIJLAGEN[name].names()


@pytest.mark.parametrize(
    ("page", "mark", "words"),
    [
        ("controller.md", "tabel: staten", Staat),
        ("controller.md", "tabel: oordelen", Oordeel),
        ("controller.md", "tabel: herkomst", Herkomst),
        ("data-engineer.md", "tabel: typen", KolomType),
        ("data-engineer.md", "tabel: formaten", Formaat),
    ],
)
def test_a_table_of_words_has_every_word(page: str, mark: str, words: type[Enum]) -> None:
    assert first_cells(HANDBOOK / page, mark) == [each.value for each in words]


def test_the_methods_in_python_are_there() -> None:
    said = [re.sub(r"^werk\.(\w+)\(.*$", r"\1", each) for each in _methods()]
    public = [
        name for name in dir(Werk) if not name.startswith("_") and callable(getattr(Werk, name))
    ]
    assert set(said) == set(public) - {"catalog"}  # which is for the doors of the program itself


def _methods() -> list[str]:
    return first_cells(HANDBOOK / "controller.md", "tabel: werk")


def test_the_outcomes_in_json_are_as_said(
    bases: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(bases["nieuw"])
    arguments = {
        "uitleg": ["doel_bereikt"],
        "leg-uit": ["R1203"],
        "toerekening": ["doel_bereikt", "--van", "2024", "--tot", "2025"],
    }
    for name, _ in rows(HANDBOOK / "controller.md", "tabel: json"):
        command = name.strip("`")
        with captured() as output:
            run([command, *arguments.get(command, []), "--json"])
        document = json.loads(output.getvalue())
        assert set(document) <= {"versie", "opdracht", "uitkomst", "meldingen"}
        assert list(document["uitkomst"]) == _outcome(command)


def _outcome(command: str) -> list[str]:
    cells = dict(rows(HANDBOOK / "controller.md", "tabel: json"))
    return re.findall(r"`(\w+)`", cells[f"`{command}`"])
