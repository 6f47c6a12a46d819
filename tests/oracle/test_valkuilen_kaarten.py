"""Traps in maps: numbers that say "no figure", metres for degrees, codes of another kind."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
from valkuil import folder_for, loaded, refused

import resultaat
from resultaat.core.diagnostics import Diagnostics
from resultaat.data.gebieden import read_indeling
from resultaat.data.grenzen import read_buren
from resultaat.language.catalog import load_catalog

CIJFERS = """\
naam: Kerncijfers van Baarn 2024
herkomst: CBS en Kadaster, Wijk- en buurtkaart 2024
bestand: data/geo/baarn_buurten_2024_cbs.geojson
MORE
sleutel: code
gebied: {kolom: code}
periode: 2024
gepubliceerd: ja
kolommen:
  code: {type: gebied, kolom: buurtcode}
  geboorten: {type: aantal, kolom: geboorte_totaal, mag_leeg: ja}
  alleen_wonend: {type: procent, kolom: percentage_eenpersoonshuishoudens, mag_leeg: ja}
  autos: {type: getal, kolom: personenautos_per_huishouden, mag_leeg: ja}
"""
WORDS = 'nog_niet_gepubliceerd: ["-99995"]\nonderdrukt_bij_bron: ["-99997"]'


def features(open_data: Path, name: str) -> list[dict[str, Any]]:
    content = json.loads((open_data / "geo" / name).read_text(encoding="utf-8"))
    return list(content["features"])


def test_a_number_that_says_no_figure_is_never_a_figure(tmp_path: Path, open_data: Path) -> None:
    given = [each["properties"] for each in features(open_data, "baarn_buurten_2024_cbs.geojson")]
    cells = [value for each in given for value in each.values()]
    assert (cells.count(-99995), cells.count(-99997)) == (3675, 9)
    codes = [each["buurtcode"] for each in given]
    said = refused(tmp_path / "a", open_data, CIJFERS.replace("MORE\n", ""), codes)
    assert {each.code for each in said} == {"R3050"}
    assert len(said) == 3
    frame, _ = loaded(tmp_path / "b", open_data, CIJFERS.replace("MORE", WORDS), codes)
    assert frame["geboorten"].null_count() == frame.height == 21
    assert set(frame["__reden_geboorten"]) == {"nog niet gepubliceerd"}
    hidden = frame.filter(pl.col("__reden_alleen_wonend") == "onderdrukt bij de bron")
    assert hidden.height == 1
    shown = [each["percentage_eenpersoonshuishoudens"] for each in given]
    shown = [each for each in shown if each not in (-99995, -99997)]
    mean = frame["alleen_wonend"].mean()
    assert isinstance(mean, float)
    assert abs(mean * 100 - sum(shown) / len(shown)) < 1e-9


def test_the_buurten_on_a_map_add_up_to_the_gemeente(tmp_path: Path, open_data: Path) -> None:
    """25,065 in 2024: what CBS published of Baarn in another table, and so of every buurt."""
    series = json.loads((open_data / "kwb/kwb_2016_2025_baarn.json").read_text(encoding="utf-8"))
    areas = {"GM0308": series["gemeente"], **series["buurten"]}
    published = {
        code: each["tijdreeksen"]["aantal_inwoners"]["2024"] for code, each in areas.items()
    }
    buurten = [code for code in published if code.startswith("BU")]
    contract = CIJFERS.replace("MORE", WORDS)
    contract += "  inwoners: {type: aantal, kolom: aantal_inwoners}\n"
    folder = folder_for(tmp_path, open_data, contract, ["GM0308", *buurten])
    listed = folder / "gebieden.csv"
    listed.write_text(listed.read_text().replace("buurt;", "buurt;GM0308"), encoding="utf-8")
    settings = folder / "resultaat.yaml"
    settings.write_text(settings.read_text().replace("over: 2020", "over: 2024"))
    (folder / "indicators/wonen").mkdir()
    (folder / "indicators/wonen/inwoners.yaml").write_text(
        "soort: context\nnaam: Inwoners\nwaarom: Hoeveel mensen er wonen.\n"
        "telt: {bron: bron, som: inwoners}\n",
        encoding="utf-8",
    )
    figures = resultaat.open(folder).bereken().resultaten
    assert dict(figures.select("gebied", "waarde").iter_rows()) == published
    assert published["GM0308"] == 25065
    own = figures.filter(pl.col("gebied") == "GM0308")
    assert own["herkomst"].to_list() == ["opgeteld"]


def bordering(
    folder: Path, open_data: Path, grenzen: str, codes: list[str]
) -> tuple[dict[str, frozenset[str]], list[str]]:
    made = folder_for(folder, open_data, CIJFERS.replace("MORE\n", ""), codes)
    settings = made / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8") + f"grenzen: {grenzen}\n"
    settings.write_text(text, encoding="utf-8")
    catalog, found = load_catalog(made), Diagnostics()
    assert catalog.werkmap is not None, list(catalog.found)
    indeling = read_indeling(catalog.werkmap, made, found)
    assert indeling is not None
    near = read_buren(catalog.werkmap, made, indeling, found)
    return near, [each.code for each in found]


def test_codes_with_letters_on_a_map(tmp_path: Path, open_data: Path) -> None:
    codes = [
        each["properties"]["cbsCode"]
        for each in features(open_data, "amsterdam_buurten_2022.geojson")
    ]
    assert len(set(codes)) == 518
    where = "{bestand: data/geo/amsterdam_buurten_2022.geojson, code: cbsCode}"
    near, said = bordering(tmp_path, open_data, where, sorted(set(codes)))
    assert said == []
    assert set(near) == set(codes)
    assert all(code in near[other] for code, others in near.items() for other in others)


def test_municipal_codes_and_metres(tmp_path: Path, open_data: Path) -> None:
    """42113 is BU05184213: refused as it is; with CBS codes metres tell neighbours as well."""
    where = "{bestand: data/geo/den_haag_buurten_rd.geojson, code: WIJKBUURTCODE}"
    given = features(open_data, "den_haag_buurten_rd.geojson")
    codes = {}
    for each in given:
        number = f"{each['properties']['WIJKBUURTCODE']:05}"
        codes[number] = f"BU0518{number[:2]}{number[-2:]}"
        each["properties"]["code"] = codes[number]
    near, said = bordering(tmp_path / "a", open_data, where, sorted(codes.values()))
    assert (near, said) == ({}, ["R3112"])
    assert codes["42113"] == "BU05184213"
    with (open_data / "kwb/kwb_2019_den_haag_statline_raw.csv").open(encoding="utf-8-sig") as file:
        column = "Regioaanduiding/Codering (code)"
        published = {row[column].strip() for row in csv.DictReader(file, delimiter=";")}
    assert set(codes.values()) <= published
    folder = tmp_path / "b"
    folder.mkdir()
    (folder / "kaart.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": given}), encoding="utf-8"
    )
    where = "{bestand: kaart.geojson, code: code}"
    near, said = bordering(folder, open_data, where, sorted(codes.values()))
    assert said == []
    assert len(near) > 100


def test_a_map_that_lacks_areas(tmp_path: Path, open_data: Path) -> None:
    """Eight of the eleven wijken of Alkmaar: the others have no neighbours, and nothing breaks."""
    codes = [f"WK0361{number:02}" for number in range(1, 12)]
    where = "{bestand: data/geo/alkmaar_wijken.geojson, code: wijkCode}"
    near, said = bordering(tmp_path, open_data, where, codes)
    assert said == []
    assert set(near) <= set(codes[:8])
    assert len(near) >= 6
