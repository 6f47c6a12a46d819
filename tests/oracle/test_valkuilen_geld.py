"""Traps in tables about money, and in lists of codes, met by a contract or refused."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from valkuil import folder_for, loaded, refused

import resultaat

IV3 = """\
naam: Iv3 begroting 2024
herkomst: CBS, Iv3 taakvelden (x 1.000 euro)
bestand: data/iv3/iv3_2024_begroting_taakvelden.csv
decimaalteken: "."
sleutel: [gemeente, taakveld]
gebied: {kolom: gemeente, niveau: gemeente, geschreven_als: naam}
zonder: {gemeente: [Nederland]}
kolommen:
  gemeente: {type: gebied, kolom: Gemeenten}
  taakveld: {kolom: Taakveld, deel: "DEEL"}
  peildatum: {type: datum, vast: 2024-12-31}
  lasten: {type: getal, kolom: Lasten, mag_leeg: ja}
"""
CLUSTERS = """\
naam: Gemeentefonds 2025
herkomst: ministerie van BZK, septembercirculaire 2024 (euro)
bestand: data/gemeentefonds/gf_clusters_sept2024_jaar2025.csv
decimaalteken: "."
sleutel: gemeente
gebied: {kolom: gemeente, niveau: gemeente, geschreven_als: naam}
zonder: {gemeente: [Nederland]}
kolommen:
  gemeente: {type: gebied, kolom: Gemeenten}
  peildatum: {type: datum, vast: 2025-01-01}
  jeugd: {type: bedrag, kolom: Individuele voorzieningen JeugdDEEL}
"""
VOLUMINA = """\
naam: Maatstaven 2025
herkomst: ministerie van BZK, septembercirculaire 2024
bestand: data/gemeentefonds/gf_maatstaf_volumina_sept2024_jaar2025.csv
scheidingsteken: "\\t"
sleutel: gemeente
gebied: {kolom: gemeente, niveau: gemeente, geschreven_als: gemeentenummer}
kolommen:
  gemeente: {type: gebied, kolom: CBS}
  peildatum: {type: datum, vast: 2025-01-01}
  inwoners: {type: getal, kolom: inwo, deel: "^[0-9]+,?[0-9]{0,6}"}
  jongeren: {type: getal, kolom: jong, deel: "^[0-9]+,?[0-9]{0,6}"}
"""
OORZAAK = """\
naam: Perioden in de bijstand
herkomst: VNG, verzonnen personen
bestand: data/microdata/bijstand_dummy_vng.csv
scheidingsteken: ","
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: {type: gebied, vast: GM1930}
  begin: {type: datum, kolom: startdatum}
  oorzaak:
    kolom: Oorzaak bijstandsafhankelijkheid
    mag_leeg: ja
    codelijst: codes.csv
DEEL"""
LIJST = """\
naam: Lijst
herkomst: test
bestand: data/BESTAND
scheidingsteken: ","
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: {type: gebied, vast: GM0308}
  peildatum: {type: datum, vast: 2024-01-01}
  naam: {kolom: KOLOM}
"""


def rows(open_data: Path, name: str, separator: str) -> list[dict[str, str]]:
    with (open_data / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


@pytest.fixture(scope="module")
def names(open_data: Path) -> dict[str, str]:
    given = rows(open_data, "gemeentefonds/gf_maatstaf_volumina_sept2024_jaar2025.csv", "\t")
    return {f"GM{row['CBS']:0>4}": row["Naam"] for row in given}


def test_taakvelden_by_their_code(tmp_path: Path, open_data: Path, names: dict[str, str]) -> None:
    """Names are cut, one ends in a space; 6.71 is what is not in 6.71a to 6.71d."""
    given = rows(open_data, "iv3/iv3_2024_begroting_taakvelden.csv", ";")
    taakvelden = {row["Taakveld"] for row in given}
    assert any(each.endswith("..") for each in taakvelden)
    assert "6.82a Jeugdbescherming " in taakvelden
    contract = IV3.replace("DEEL", "^[0-9.]+[a-z]?")
    frame, levering = loaded(tmp_path / "a", open_data, contract, names)
    codes = set(frame["taakveld"])
    assert len(codes) == len(taakvelden)
    assert {"6.71", "6.71a", "6.82a"} <= codes
    assert levering.buiten == len(taakvelden)  # the rows of Nederland
    own = {
        re.match(r"[0-9.]+[a-z]?", row["Taakveld"])[0]: Decimal(row["Lasten"])  # type: ignore[index]
        for row in given
        if row["Gemeenten"] == "Nederland" and row["Lasten"]
    }
    sums = dict(frame.group_by("taakveld").agg(pl.col("lasten").sum()).iter_rows())
    assert {code: sums[code] for code in own} == own
    # Who cuts the letter off, has two rows for one key, and hears it.
    said = refused(tmp_path / "b", open_data, IV3.replace("DEEL", "^[0-9.]+"), names)
    assert {each.code for each in said} == {"R3007"}


def test_a_column_without_a_name_is_no_column(
    tmp_path: Path, open_data: Path, names: dict[str, str]
) -> None:
    """A number of each row stands in front, and amounts have nine decimals: nothing is rounded."""
    given = rows(open_data, "gemeentefonds/gf_clusters_sept2024_jaar2025.csv", ";")
    assert next(iter(given[0])) == ""
    said = refused(tmp_path / "a", open_data, CLUSTERS.replace("DEEL", ""), names)
    assert {each.code for each in said} == {"R3004"}
    contract = CLUSTERS.replace("DEEL", ', deel: "^-?[0-9]+[.]?[0-9]{0,2}"')
    frame, _ = loaded(tmp_path / "b", open_data, contract, names)
    assert frame.height == 342
    written = [
        Decimal(row["Individuele voorzieningen Jeugd"])
        for row in given
        if row["Gemeenten"] != "Nederland"
    ]
    total = frame["jeugd"].sum()
    assert 0 <= sum(written) - total < Decimal("3.42")  # a cent each, at most


def test_numbers_of_gemeenten_without_their_zeros(
    tmp_path: Path, open_data: Path, names: dict[str, str]
) -> None:
    """Tabs in a .csv, decimal commas, and 14 for GM0014."""
    given = rows(open_data, "gemeentefonds/gf_maatstaf_volumina_sept2024_jaar2025.csv", "\t")
    frame, _ = loaded(tmp_path, open_data, VOLUMINA, names)
    assert set(frame["__gebied"]) == set(names)
    own = frame.filter(pl.col("__gebied") == "GM0014").row(0, named=True)
    (row,) = (row for row in given if row["CBS"] == "14")
    assert own["inwoners"] == Decimal(row["inwo"].replace(",", ".")) == Decimal("246311.0452")


def test_codes_that_a_program_made_numbers_of(tmp_path: Path, open_data: Path) -> None:
    """The file says 14.0 where the list says 14."""
    codes = rows(open_data, "microdata/bijstand_oorzaak_codes.csv", ",")
    given = rows(open_data, "microdata/bijstand_dummy_vng.csv", ",")
    written = [row["Oorzaak bijstandsafhankelijkheid"] for row in given]
    listed = "code\n" + "".join(f"{row['code']}\n" for row in codes)
    said = {}
    for name, more in (("as it is", ""), ("its digits", '    deel: "^[0-9]+"\n')):
        folder = folder_for(tmp_path / name, open_data, OORZAAK.replace("DEEL", more), ["GM1930"])
        (folder / "codes.csv").write_text(listed, encoding="utf-8")
        done = resultaat.open(folder).laad(["bron"])
        said[name] = ([each.code for each in done.meldingen], len(done.ladingen))
    assert said == {"as it is": (["R3006"], 0), "its digits": ([], 1)}
    assert all(each == "" or each.endswith(".0") for each in written)


@pytest.mark.parametrize(
    ("bestand", "kolom", "many"),
    [
        ("ggm/ggm_2.5.1_objecttypen_sociaal_domein.csv", "GGM-naam", 415),
        ("indicatormetadata/vng_wsjg_burgerpeiling_indicatoren.csv", "Indicator code", 523),
        ("ijw_iwmo/codelijsten_ijw_iwmo_3.2.csv", "omschrijving", 396),
    ],
)
def test_lists_with_long_texts(
    tmp_path: Path, open_data: Path, bestand: str, kolom: str, many: int
) -> None:
    contract = LIJST.replace("BESTAND", bestand).replace("KOLOM", kolom)
    frame, _ = loaded(tmp_path, open_data, contract, ["GM0308"])
    assert frame.height == many


def test_years_of_the_health_monitor_have_the_codes_of_2020(open_data: Path) -> None:
    """So a trend over them is one of the same areas, by their codes."""
    codes = [
        set(pl.read_parquet(path)["WijkenEnBuurten"].str.strip_chars())
        for path in sorted((open_data / "gezondheid").glob("*.parquet"))
    ]
    assert len(codes) == 3
    assert codes[0] == codes[1] == codes[2]


def test_topics_of_odata_v4_are_codes_that_stay(open_data: Path) -> None:
    """The handbook names T001036: the code list of 2017 says that these are inhabitants."""
    frame = pl.read_parquet(open_data / "odata/83765NED_kwb2017_v4_MeasureCodes.parquet")
    titles = dict(frame.select("Identifier", "Title").iter_rows())
    assert titles["T001036"] == "Aantal inwoners"
    handbook = Path(__file__).parents[2] / "docs/handboek/data-engineer.md"
    assert "kolom: T001036" in handbook.read_text(encoding="utf-8")
