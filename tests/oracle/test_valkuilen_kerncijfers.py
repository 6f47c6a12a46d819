"""Traps in the Kerncijfers wijken en buurten, each met by a contract or refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from valkuil import loaded, refused

from resultaat.pipeline import Run

DEN_HAAG = "kwb/kwb_2019_den_haag_statline_raw.csv"
KWB_2020 = "kwb/84799NED_kwb2020_TypedDataSet.parquet"
BAARN = "kwb/kwb_2016_2025_baarn.json"
STATLINE = f"""\
naam: Kerncijfers 2019
herkomst: CBS, tabel 84583NED
bestand: data/{DEN_HAAG}
decimaalteken: "."
leeg: ["."]
sleutel: code
gebied: {{kolom: code}}
periode: 2019
gepubliceerd: ja
kolommen:
  code: {{type: gebied, kolom: Regioaanduiding/Codering (code)}}
  inwoners: {{type: aantal, kolom: Bevolking/Aantal inwoners (aantal), afronding: AFRONDING}}
  bijstand:
    type: aantal
    kolom: "Sociale zekerheid/Personen per soort uitkering; Bijstand (aantal)"
    mag_leeg: ja
    afronding: 10
"""
ODATA = f"""\
naam: Kerncijfers 2020
herkomst: CBS, tabel 84799NED
bestand: data/{KWB_2020}
decimaalteken: "."
leeg: ["."]
sleutel: code
gebied: {{kolom: code}}
periode: 2020
gepubliceerd: ja
kolommen:
  code: {{type: gebied, kolom: WijkenEnBuurten}}
  inwoners: {{type: aantal, kolom: AantalInwoners_5, afronding: {{wijk: 5, buurt: 5}}}}
  bijstand: {{type: aantal, kolom: KOLOM, mag_leeg: ja, afronding: 10}}
  wijziging: {{kolom: IndelingswijzigingWijkenEnBuurten_4, mag_leeg: ja}}
"""
REEKSEN = f"""\
naam: Kerncijfers van Baarn
herkomst: CBS, bewerkt door een dashboard
bestand: data/{BAARN}
decimaalteken: "."
sleutel: [code, jaar]
gebied: {{kolom: code}}
periode: jaar
gepubliceerd: ja
kolommen:
  code: gebied
  jaar: tekst
"""
CODES = """\
naam: Wijken en buurten 2022
herkomst: CBS, tabel 85318NED
bestand: data/kwb/85318NED_kwb2022_WijkenEnBuurten.csv
scheidingsteken: ","
sleutel: code
gebied: {kolom: code}
kolommen:
  code: {type: gebied, kolom: Key}
  naam: {kolom: Title}
  gemeente: {kolom: Municipality, mag_leeg: ja}
  peildatum: {type: datum, vast: 2022-01-01}
"""


def codes_of(open_data: Path, name: str, column: str, separator: str = ";") -> list[str]:
    with (open_data / name).open(encoding="utf-8-sig", newline="") as stream:
        return [row[column].strip() for row in csv.DictReader(stream, delimiter=separator)]


@pytest.fixture(scope="module")
def den_haag_codes(open_data: Path) -> list[str]:
    return codes_of(open_data, DEN_HAAG, "Regioaanduiding/Codering (code)")


@pytest.fixture(scope="module")
def codes_2020(open_data: Path) -> list[str]:
    frame = pl.read_parquet(open_data / KWB_2020, columns=["WijkenEnBuurten"])
    return frame["WijkenEnBuurten"].str.strip_chars().to_list()


def test_a_download_of_statline_as_it_comes(
    tmp_path: Path, open_data: Path, den_haag_codes: list[str]
) -> None:
    """A BOM, CRLF, no line end at the end, a `;` in a header, padded codes, a dot for missing."""
    raw = (open_data / DEN_HAAG).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and b"\r\n" in raw and not raw.endswith(b"\n")
    assert raw.count(b"       .") > 1000
    contract = STATLINE.replace("AFRONDING", "{wijk: 5, buurt: 5}")
    frame, levering = loaded(tmp_path, open_data, contract, den_haag_codes)
    assert (levering.rijen, frame.height) == (159, 159)
    own = frame.filter(pl.col("__gebied") == "GM0518").row(0, named=True)
    assert (own["inwoners"], own["bijstand"]) == (537833, 25280)
    assert 0 < frame["bijstand"].null_count() < 159


def test_48_columns_of_the_early_release_are_empty_and_not_zero(
    den_haag: Run, open_data: Path
) -> None:
    with (open_data / DEN_HAAG).open(encoding="utf-8-sig", newline="") as stream:
        head, *rows = list(csv.reader(stream, delimiter=";"))
    empty = [name for at, name in enumerate(head) if {row[at].strip() for row in rows} == {"."}]
    assert (len(head), len(empty)) == (107, 48)
    states = den_haag.resultaten.group_by("indicator").agg(
        pl.col("staat").unique(), pl.col("waarde").null_count(), pl.len()
    )
    whole = states.filter(pl.col("waarde") == pl.col("len"))
    assert whole.height >= 3  # geboorte, inkomen, AOW: never a zero
    assert {each for row in whole["staat"] for each in row} == {"ontbreekt"}


def test_rounding_is_verified_against_the_contract(
    tmp_path: Path, open_data: Path, den_haag_codes: list[str]
) -> None:
    """The gemeente is exact: who says that it is rounded, hears that it is not."""
    contract = STATLINE.replace("AFRONDING", "{gemeente: 5}")
    (said,) = refused(tmp_path, open_data, contract, den_haag_codes)
    assert said.code == "R3016"


def test_a_column_that_moved_is_named(
    tmp_path: Path, open_data: Path, codes_2020: list[str]
) -> None:
    """Bijstand is `_83` in 2020 and `_92` in 2025: what is not there is never guessed."""
    contract = ODATA.replace("KOLOM", "PersonenPerSoortUitkeringBijstand_92")
    (said,) = refused(tmp_path, open_data, contract, codes_2020)
    assert said.code == "R3003"
    assert "`PersonenPerSoortUitkeringBijstand_83`" in said.mend


def test_the_whole_country_with_padded_codes(
    tmp_path: Path, open_data: Path, codes_2020: list[str]
) -> None:
    contract = ODATA.replace("KOLOM", "PersonenPerSoortUitkeringBijstand_83")
    frame, _ = loaded(tmp_path, open_data, contract, codes_2020)
    levels = frame["__gebied"].str.slice(0, 2).value_counts()
    assert dict(levels.iter_rows()) == {"NL": 1, "GM": 355, "WK": 3177, "BU": 13808}
    assert frame["bijstand"].min() == 0
    assert frame.filter(pl.col("bijstand").is_between(1, 9)).height == 0
    nothing = frame.filter(pl.col("__gebied").str.starts_with("BU") & pl.col("bijstand").is_null())
    assert nothing.height == 1498
    assert nothing["inwoners"].max() == 60
    changes = dict(frame["wijziging"].value_counts().iter_rows())
    assert changes == {"1": 16060, "2": 136, "3": 789, None: 356}


def test_a_code_list_as_the_cbs_gives_it(tmp_path: Path, open_data: Path) -> None:
    """Commas, quotes, padded keys, and Amsterdam still without letters."""
    file = "kwb/85318NED_kwb2022_WijkenEnBuurten.csv"
    codes = codes_of(open_data, file, "Key", ",")
    frame, _ = loaded(tmp_path, open_data, CODES, codes)
    levels = frame["__gebied"].str.slice(0, 2).value_counts()
    assert dict(levels.iter_rows()) == {"NL": 1, "GM": 345, "WK": 3340, "BU": 14317}
    old = frame.filter(pl.col("__gebied") == "BU03630000").row(0, named=True)
    assert (old["naam"], old["gemeente"]) == ("Kop Zeedijk", "GM0363")


def series(open_data: Path) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return topic -> year -> figure by code, read without the product."""
    content = json.loads((open_data / BAARN).read_text(encoding="utf-8"))
    found = {content["metadata"]["gemeente_code"]: content["gemeente"]["tijdreeksen"]}
    for code, each in content["buurten"].items():
        found[each.get("code", code)] = each["tijdreeksen"]
    return found


def test_a_year_without_a_key_and_a_null_are_both_missing(tmp_path: Path, open_data: Path) -> None:
    areas = series(open_data)
    contract = REEKSEN + (
        "  jeugdzorg: {type: procent, kolom: jongeren_jeugdzorg, mag_leeg: ja}\n"
        "  bijstand: {type: getal, kolom: bijstandsontvangers, mag_leeg: ja}\n"
    )
    frame, _ = loaded(tmp_path, open_data, contract, areas)
    assert set(frame["__gebied"]) == set(areas)
    there = frame.filter(pl.col("jeugdzorg").is_not_null())
    assert set(there["jaar"]) == {str(jaar) for jaar in range(2018, 2025)}
    assert frame.filter(pl.col("jaar") == "2025")["bijstand"].null_count() == len(areas)
    never = {"BU03080109", "BU03080201", "BU03080401", "BU03080500", "BU03080501"}
    assert never.isdisjoint(set(there["__gebied"]))
    for code, topics in areas.items():
        given = {
            year: value
            for year, value in topics["bijstandsontvangers"].items()
            if value is not None
        }
        own = frame.filter((pl.col("__gebied") == code) & pl.col("bijstand").is_not_null())
        assert {row["jaar"]: float(row["bijstand"]) for row in own.iter_rows(named=True)} == given


def test_counts_where_the_text_says_percent(tmp_path: Path, open_data: Path, baarn: Run) -> None:
    """Laag, middelbaar and hoog opgeleid are counts in 2023 and 2024; their text says "%"."""
    content = json.loads((open_data / BAARN).read_text(encoding="utf-8"))
    assert content["metadata"]["indicatoren"]["opleiding_hoog"]["eenheid"] == "%"
    contract = REEKSEN + "  hoog: {type: procent, kolom: opleiding_hoog, mag_leeg: ja}\n"
    (said,) = refused(tmp_path / "a", open_data, contract, series(open_data))
    assert said.code == "R3051"
    # As the counts that they are they load.
    contract = REEKSEN + "  hoog: {type: getal, kolom: opleiding_hoog, mag_leeg: ja}\n"
    frame, _ = loaded(tmp_path / "b", open_data, contract, series(open_data))
    own = frame.filter((pl.col("__gebied") == "GM0308") & pl.col("hoog").is_not_null())
    assert sorted(float(each) for each in own["hoog"]) == [6970, 7150]
    # And a folder that the program makes itself leaves them out.
    assert not any("opleid" in each for each in baarn.resultaten["indicator"].unique())
