"""What the handbook says that a measure makes of nothing, one row, blanks and zero is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs_pages import DOCS, rows

import resultaat

PAGE = DOCS / "handboek" / "beleidsmedewerker.md"
#: The outcome in a column of the table, by what it says; the rest is a value of the measure.
STATEN = {"ontbreekt": "ontbreekt", "n.v.t.": "niet van toepassing", "0": 0.0}

INSTELLINGEN = """
naam: Proef
gebied: GM9999
gebieden: data/gebieden.csv
rapportages:
  proef: {titel: Proef, over: 2025, vanaf: 2024}
"""
GEBIEDEN = """code;naam;niveau;deel_van
GM9999;Stad;gemeente;
WK999901;Een rij;wijk;GM9999
WK999902;Niets ingevuld;wijk;GM9999
WK999903;Noemer nul;wijk;GM9999
WK999904;Geen rij;wijk;GM9999
"""
BRON = """
naam: Proef
herkomst: de test
bestand: data/proef.csv
gebied: {kolom: wijk, niveau: wijk}
kolommen:
  wijk: gebied
  van: {type: datum, mag_leeg: ja}
  tot: {type: datum, mag_leeg: ja}
  dag: datum
  goed: {type: ja_nee, mag_leeg: ja}
  boven: {type: getal, mag_leeg: ja}
  onder: {type: getal, mag_leeg: ja}
"""
RIJEN = """wijk;van;tot;dag;goed;boven;onder
WK999901;2025-02-01;2025-02-10;2025-02-01;ja;7;2
WK999902;;;2025-02-01;;;
WK999903;2025-02-01;;2025-02-01;nee;0;0
"""
MATEN = {
    "aantal": "aantal: rijen",
    "som": "som: boven",
    "gemiddelde": "gemiddelde: boven",
    "minimum": "minimum: boven",
    "maximum": "maximum: boven",
    "mediaan": "mediaan: boven",
    "percentiel": "percentiel: {van: boven, deel: 90%}",
    "aandeel": "aandeel: goed",
    "doorlooptijd": "doorlooptijd: {van: van, tot: tot, binnen: 42 dagen}",
    "omzetting": "omzetting: {van: van, tot: tot, binnen: 42 dagen}",
    "duur": "duur: {van: van, tot: tot, maat: mediaan}",
    "verhouding": "verhouding: {teller: boven, noemer: onder}",
    "gestandaardiseerd": (
        "gestandaardiseerd: {teller: goed, groep: boven, gewichten: {0-5: 1, 6+: 1}}"
    ),
    "per": "som: boven\n  per: {indicator: noemer, keer: 100}",
    "noemer": "som: onder",
    "deling": "som: boven",
    "formule": "formule: deling / noemer",
}
#: In the area with one row that is filled in.
ONE_ROW = {
    "aantal": 1,
    "som": 7,
    "gemiddelde": 7,
    "minimum": 7,
    "maximum": 7,
    "mediaan": 7,
    "percentiel": 7,
    "aandeel": 1,
    "doorlooptijd": 1,
    "omzetting": 1,
    "duur": 9,
    "verhouding": 3.5,
    "formule": 3.5,
    "gestandaardiseerd": "niet van toepassing",
    "per": 350,
}
COLUMNS = ("GM9999", "WK999904", "WK999901", "WK999902", "WK999903")

KWB = """
naam: Proef
herkomst: de test
bestand: data/proef.csv
gepubliceerd: ja
periode: 2025
leeg: ["."]
gebied: {kolom: code}
kolommen:
  code: gebied
  boven: {type: aantal, mag_leeg: ja}
  onder: {type: aantal, mag_leeg: ja}
"""
KWB_GEBIEDEN = """code;naam;niveau;deel_van
GM9999;Eigen rij;gemeente;
WK999901;Eigen rij zonder cijfer;wijk;GM9999
WK999902;Alle delen;wijk;GM9999
WK999903;Een deel mist;wijk;GM9999
BU99990101;a;buurt;WK999901
BU99990201;b;buurt;WK999902
BU99990202;c;buurt;WK999902
BU99990301;d;buurt;WK999903
BU99990302;e;buurt;WK999903
"""
KWB_RIJEN = """code;boven;onder
GM9999;10;40
WK999901;.;.
BU99990101;1;4
BU99990201;2;4
BU99990202;3;4
BU99990301;4;4
"""
KWB_MATEN = {
    "som": "som: boven",
    "verhouding": "verhouding: {teller: boven, noemer: onder}",
    "gepubliceerd": "gepubliceerd: boven",
}
KWB_OUTCOMES = {"som": (10, 5), "verhouding": (0.25, 0.625), "gepubliceerd": (10, None)}


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def figures(folder: Path, maten: dict[str, str], timing: str) -> dict[tuple[str, str, str], object]:
    """Return the value of every figure, or its state where it has none."""
    for name, telt in maten.items():
        text = (
            f"soort: context\nnaam: De {name}\nwaarom: Om te zien of dit klopt.\n"
            f"eenheid: stuks\ntelt:\n  {telt}\n"
        )
        if name != "formule":
            text += f"  bron: proef\n{timing}"
        write(folder, {f"indicators/proef/{name}.yaml": text})
    run = resultaat.open(folder).bereken()
    columns = ("indicator", "gebied", "periode", "waarde", "staat")
    found = run.resultaten.select(columns).iter_rows()
    return {
        (name, gebied, periode): staat if waarde is None else waarde
        for name, gebied, periode, waarde, staat in found
    }


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], object]:
    folder = tmp_path_factory.mktemp("maten")
    files = {"resultaat.yaml": INSTELLINGEN, "data/gebieden.csv": GEBIEDEN}
    files |= {"data/proef.csv": RIJEN, "indicators/bronnen/proef.yaml": BRON}
    write(folder, files)
    return figures(folder, MATEN, "  datum: dag\n")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], object]:
    folder = tmp_path_factory.mktemp("gepubliceerd")
    files = {"resultaat.yaml": INSTELLINGEN, "data/gebieden.csv": KWB_GEBIEDEN}
    files |= {"data/proef.csv": KWB_RIJEN, "indicators/bronnen/proef.yaml": KWB}
    write(folder, files)
    return figures(folder, KWB_MATEN, "")


@pytest.mark.parametrize("row", rows(PAGE, "tabel: maten"), ids=lambda row: row[0])
def test_what_a_measure_makes_of_nothing_and_zero(
    row: list[str], counted: dict[tuple[str, str, str], object]
) -> None:
    name = row[0].strip("`")
    for said, gebied in zip(row[1:], COLUMNS, strict=True):
        # The whole municipality shows the year without a single row.
        periode = "2024" if gebied == "GM9999" else "2025"
        given = counted[name, gebied, periode]
        if gebied == "WK999901":
            assert given == ONE_ROW[name]
        elif said == "telt de rijen":
            assert given == 1
        elif said != "–":
            assert given == STATEN[said], f"{name}, {gebied}: {said}"


@pytest.mark.parametrize("row", rows(PAGE, "tabel: gepubliceerd"), ids=lambda row: row[0])
def test_what_a_measure_makes_of_published_figures(
    row: list[str], published: dict[tuple[str, str, str], object]
) -> None:
    name = row[0].strip("`")
    own, summed = KWB_OUTCOMES[name]
    given = [published[name, gebied, "2025"] for gebied in KWB_COLUMNS]
    assert given == [own, "ontbreekt", summed or "ontbreekt", "ontbreekt"]
    assert [said == "ontbreekt" for said in row[1:]] == [each == "ontbreekt" for each in given]


KWB_COLUMNS = ("GM9999", "WK999901", "WK999902", "WK999903")
