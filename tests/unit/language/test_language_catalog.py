"""A folder of definitions: what is read from where, and what it is worth as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BASE, indicator, werkmap

from resultaat.core.diagnostics import Severity
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check
from resultaat.language.documents.indicator import Procesconditie, Resultaat

GOOD = indicator("{bron: trajecten, aantal: rijen, datum: gemeld_op}")


def codes(folder: Path) -> list[str]:
    return [each.code for each in check(load_catalog(folder))]


def test_the_base_folder(tmp_path: Path) -> None:
    catalog = load_catalog(werkmap(tmp_path))
    assert sorted(catalog.bronnen) == ["kwb", "trajecten"]
    assert sorted(catalog.indicatoren) == [
        "doelrealisatie",
        "inwoners",
        "jeugd_met_hulp",
        "kosten",
        "wachttijd",
    ]
    assert isinstance(catalog.indicator("doelrealisatie"), Resultaat)
    assert isinstance(catalog.indicator("wachttijd"), Procesconditie)
    assert catalog.settings.naam == "Gemeente Wilgenstad"
    doel = catalog.doel("veilig_opgroeien")
    assert doel is not None
    assert doel.naam == "Kinderen groeien veilig op"
    assert catalog.doel("iets_anders") is None
    assert catalog.doel(None) is None


def test_every_value_of_the_base_is_read_as_it_was_meant(tmp_path: Path) -> None:
    doc = load_catalog(werkmap(tmp_path)).indicator("doelrealisatie")
    assert isinstance(doc, Resultaat)
    (target,) = doc.streefwaarden
    assert (str(target.waarde), target.vanaf.label, str(target.vastgesteld)) == (
        "70%",
        "2024",
        "2023-11-09",
    )
    assert doc.grondslag is not None
    assert doc.grondslag.artikel == "2.2"
    assert str(doc.let_op[0].marge) == "2 procentpunt"


@pytest.mark.parametrize(
    "place",
    ["indicators/los.yaml", "indicators/a/b/diep.yaml", "indicators/a/anders.yml"],
)
def test_a_definition_where_nobody_looks_is_a_finding(tmp_path: Path, place: str) -> None:
    catalog = load_catalog(werkmap(tmp_path, {place: GOOD}))
    (found,) = check(catalog)
    assert (found.code, found.severity) == ("R1024", Severity.WARNING)
    assert Path(place).stem not in catalog.indicatoren


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    files = {
        "indicators/jeugd/LEESMIJ.md": "x",
        "indicators/jeugd/.geheim": "x",
        "scenarios/a.yaml": "x",
    }
    assert codes(werkmap(tmp_path, files)) == []


def test_a_file_with_errors_is_absent_and_references_to_it_are_no_second_error(
    tmp_path: Path,
) -> None:
    name = "indicators/bronnen/trajecten.yaml"
    broken = (BASE / name).read_text(encoding="utf-8").replace("kosten: bedrag", "kosten: geld")
    catalog = load_catalog(werkmap(tmp_path, {name: broken}))
    assert "trajecten" not in catalog.bronnen
    assert catalog.broken == {"trajecten"}
    assert [each.code for each in check(catalog)] == ["R1103"]


def test_a_folder_without_goals_or_indicators(tmp_path: Path) -> None:
    (tmp_path / "resultaat.yaml").write_bytes((BASE / "resultaat.yaml").read_bytes())
    catalog = load_catalog(tmp_path)
    assert (list(check(catalog)), catalog.doelen, catalog.indicatoren) == ([], None, {})


def test_the_digest_follows_names_and_content_and_nothing_else(tmp_path: Path) -> None:
    first = load_catalog(werkmap(tmp_path / "a")).digest()
    assert load_catalog(werkmap(tmp_path / "b")).digest() == first
    extra = werkmap(tmp_path / "c", {"data/anders.csv": "x", "indicators/jeugd/notitie.txt": "x"})
    assert load_catalog(extra).digest() == first
    name = "indicators/jeugd/kosten.yaml"
    text = (BASE / name).read_text(encoding="utf-8")
    changed = werkmap(tmp_path / "d", {name: text.replace("geld", "Geld")})
    assert load_catalog(changed).digest() != first
    renamed = werkmap(tmp_path / "e", {"indicators/jeugd/kosten_jeugd.yaml": text}, [name])
    assert load_catalog(renamed).digest() != first


def test_all_kinds_of_mistakes_at_once(tmp_path: Path) -> None:
    files = {
        "indicators/a/een.yaml": GOOD.replace("trajecten", "trajectn"),
        "indicators/a/twee.yaml": GOOD.replace("aantal: rijen", "som: kostn"),
        "indicators/a/drie.yaml": GOOD.replace("context", "kontext"),
        "indicators/a/vier.yaml": "a: [\n",
        "indicators/a/vijf.yaml": "",
    }
    assert sorted(codes(werkmap(tmp_path, files))) == ["R1004", "R1022", "R1104", "R1203", "R1301"]


def test_a_folder_has_a_rapportage(tmp_path: Path) -> None:
    text = (BASE / "resultaat.yaml").read_text(encoding="utf-8").split("rapportages:")[0]
    assert codes(werkmap(tmp_path, {"resultaat.yaml": text + "rapportages: {}\n"}))


def test_published_figures_are_about_areas_and_not_about_persons(tmp_path: Path) -> None:
    name = "indicators/bronnen/kwb.yaml"
    text = (BASE / name).read_text(encoding="utf-8")
    more = text.replace("sleutel:", "persoon: code\ngrondslag: x\nsleutel:")
    assert codes(werkmap(tmp_path, {name: more}))


def test_a_term_is_no_longer_than_a_life(tmp_path: Path) -> None:
    name = "indicators/jeugd/wachttijd.yaml"
    text = (BASE / name).read_text(encoding="utf-8").replace("42 dagen", "99999999 dagen")
    assert codes(werkmap(tmp_path, {name: text}))
