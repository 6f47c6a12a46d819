"""The door: what goes through it, what does not, and that there is no other."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from builders import BASE, CENTRUM, GEMEENTE, HAVEN, RIETVINK, figure, proef, werkmap

import resultaat
from resultaat.release.released import RESULTATEN, Released

PACKAGE = Path(resultaat.__file__).parent


def people(many: int, **row: str) -> list[Mapping[str, object]]:
    key = "".join(row.values())
    return [{"wie": f"{key}{number}", **row} for number in range(many)]


def run(folder: Path, rows: list[Mapping[str, object]], **telt: str) -> pl.DataFrame:
    return resultaat.open(proef(folder, rows, telt)).bereken().resultaten


def judged_folder(folder: Path, reached: int, of: int) -> Path:
    """Make a folder in which `reached` of `of` children in one buurt reach their goal."""
    head = (BASE / "data" / "trajecten.csv").read_text(encoding="utf-8").splitlines()[0]
    lines = [
        f"T{n};p{n};{HAVEN};jeugdwet;2024-01-10;2024-01-20;2024-05-01;"
        f"{'ja' if n < reached else 'nee'};1,00"
        for n in range(of)
    ]
    return werkmap(folder, {"data/trajecten.csv": "\n".join([head, *lines])})


def test_the_frame_that_leaves_says_nothing_of_persons(tmp_path: Path) -> None:
    frame = resultaat.open(judged_folder(tmp_path, 25, 50)).bereken().resultaten
    assert frame.schema == RESULTATEN
    assert "personen" not in frame.columns


def test_a_verdict_is_shown_with_its_figure(tmp_path: Path) -> None:
    frame = resultaat.open(judged_folder(tmp_path, 25, 50)).bereken().resultaten
    found = figure(frame, HAVEN, naam="doelrealisatie")
    assert (found["waarde"], found["oordeel"], found["streefwaarde"]) == (0.5, "niet gehaald", 0.7)
    assert (found["eenheid"], found["soort"], found["gebied_naam"]) == (
        "%",
        "resultaat",
        "Havenkwartier",
    )


@pytest.mark.parametrize("reached", [0, 5, 45, 50])
def test_a_verdict_is_hidden_with_its_figure(tmp_path: Path, reached: int) -> None:
    frame = resultaat.open(judged_folder(tmp_path, reached, 50)).bereken().resultaten
    found = figure(frame, HAVEN, naam="doelrealisatie")
    assert (found["staat"], found["oordeel"]) == ("onderdrukt", "niet te beoordelen")
    gone = ("waarde", "teller", "noemer", "n", "onbekend", "onder", "boven")
    assert [found[name] for name in gone] == [None] * 7


def test_the_minimum_of_the_folder_holds(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op}"}
    rows = people(14, buurt=HAVEN)
    settings = (BASE / "resultaat.yaml").read_text(encoding="utf-8")
    for minimum, staat in ((14, "definitief"), (15, "onderdrukt")):
        more = {"resultaat.yaml": f"{settings}bescherming: {{minimum: {minimum}}}\n"}
        folder = proef(tmp_path / str(minimum), rows, telt, more=more)
        found = figure(resultaat.open(folder).bereken().resultaten, HAVEN)
        assert found["staat"] == staat


def test_one_person_with_many_rows_is_one_person(tmp_path: Path) -> None:
    rows = [{"wie": "p1", "buurt": HAVEN, "kosten": "100,00"}] * 30 + people(20, buurt=RIETVINK)
    frame = run(tmp_path, rows, proef="{bron: meldingen, som: kosten, datum: op}")
    assert figure(frame, HAVEN)["staat"] == "onderdrukt"
    assert figure(frame, CENTRUM)["staat"] == "onderdrukt"


def test_published_figures_pass_however_small(tmp_path: Path) -> None:
    frame = resultaat.open(werkmap(tmp_path)).bereken().resultaten
    assert figure(frame, HAVEN, naam="jeugd_met_hulp")["teller"] == 20
    inwoners = frame.filter(pl.col("indicator") == "inwoners")
    assert set(inwoners["staat"]) == {"definitief"}


def test_a_rate_over_a_hidden_count_is_hidden(tmp_path: Path) -> None:
    rows = people(40, buurt=HAVEN, soort="b") + people(5, buurt=HAVEN, soort="a")
    frame = run(
        tmp_path,
        rows,
        weinig="{bron: meldingen, aantal: rijen, waar: soort = 'a', datum: op}",
        per="{bron: meldingen, aantal: rijen, datum: op, per: {indicator: weinig}}",
    )
    assert figure(frame, HAVEN, naam="weinig")["staat"] == "onderdrukt"
    assert figure(frame, HAVEN, naam="per")["staat"] == "onderdrukt"


def test_nobody_else_can_make_released_figures(tmp_path: Path) -> None:
    made = resultaat.open(werkmap(tmp_path)).bereken().released
    parts = (made.run, made.resultaten, made.aansluiting)
    for key in (None, object(), "key", True):
        with pytest.raises(TypeError, match=r"only `resultaat\.release`"):
            Released(*parts, key=key)
    with pytest.raises(TypeError):
        Released(*parts)
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(made, resultaten=made.resultaten.head(1))
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.resultaten = made.resultaten.head(1)


def test_the_key_is_known_in_the_package_release_only() -> None:
    using = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b_KEY\b", path.read_text(encoding="utf-8"))
    }
    assert using == {"release"}


def test_the_whole_of_a_gemeente_stays_readable(tmp_path: Path) -> None:
    rows = people(40, buurt=HAVEN) + people(30, buurt=RIETVINK) + people(3, buurt="BU99990202")
    frame = run(tmp_path, rows, proef="{bron: meldingen, aantal: rijen, datum: op}")
    assert figure(frame, GEMEENTE)["waarde"] == 73
    assert figure(frame, "BU99990202")["waarde"] is None
    assert figure(frame, RIETVINK)["waarde"] is None
    assert figure(frame, HAVEN)["waarde"] == 40


def test_few_unknown_are_not_told_where_nothing_else_is_known(tmp_path: Path) -> None:
    rows = people(3, buurt=HAVEN) + people(40, buurt=RIETVINK, goed="ja")
    frame = run(tmp_path, rows, proef="{bron: meldingen, aandeel: goed, datum: op}")
    found = figure(frame, HAVEN)
    assert (found["staat"], found["onbekend"]) == ("ontbreekt", None)
