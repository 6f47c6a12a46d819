"""Traps in tables about benefits, health, crime, money and persons, met or refused."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from valkuil import attempt, folder_for, loaded, refused

import resultaat

MAAND = """\
naam: Uitkeringen per maand
herkomst: CBS, tabel 37789ksz (x 1.000)
bestand: data/participatiewet/37789ksz_uitkeringen_maand_1998_2018.csv
scheidingsteken: ","
decimaalteken: "."
sleutel: maand
gebied: {kolom: land, niveau: land}
leeg: ["."]
alleen: {maand: ["*MM*"]}
kolommen:
  land: {type: gebied, vast: NL01}
  maand: {type: datum, kolom: Perioden}
  bijstand: {type: getal, kolom: TotaalBijstandsuitkeringen_11, mag_leeg: ja}
  aow: {type: getal, kolom: AOWUitkeringen_16, mag_leeg: ja}
"""
BIJSTAND = """\
naam: Bijstand en re-integratie
herkomst: CBS, tabel TABEL
bestand: data/participatiewet/BESTAND
scheidingsteken: ","
decimaalteken: "."
leeg: ["."]
gebied: {kolom: regio}
periode: 2016
gepubliceerd: ja
ROWS
kolommen:
  regio: {type: gebied, kolom: Regiokenmerken}
  leeftijd: {kolom: Leeftijd}
  instroom: {type: aantal, kolom: KOLOM, mag_leeg: ja}
  dichtheid: {type: getal, kolom: Bijstandsdichtheid_3, mag_leeg: ja}
"""
ERVAREN = """\
naam: Goed ervaren gezondheid
herkomst: RIVM, GGD en CBS, tabel 50150NED
bestand: data/gezondheid/50150NED_ervaren_gezondheid_2012_2024.csv
scheidingsteken: ","
decimaalteken: "."
sleutel: [code, jaar]
gebied: {kolom: code}
periode: jaar
gepubliceerd: ja
alleen: {soort: [gemeente]}
BREUK
kolommen:
  code: gebied
  soort: tekst
  jaar: tekst
  goed: {type: procent, kolom: goed_ervaren_gezondheid_pct, mag_leeg: ja}
"""
EERDER = """\
naam: Gezondheidsmonitor JAAR
herkomst: RIVM, GGD en CBS, tabel 50090NED
bestand: data/gezondheid/rivm_50090NED_18plus_JAAR.parquet
decimaalteken: "."
leeg: ["."]
gebied: {kolom: code}
periode: JAAR
gepubliceerd: ja
alleen: {code: ["GM*"]}
kolommen:
  code: {type: gebied, kolom: WijkenEnBuurten}
  goed: {type: procent, kolom: ErvarenGezondheidGoedZeerGoed_4, mag_leeg: ja}
"""
KOSTEN = """\
naam: Uitgaven per leeftijd
herkomst: CPB (open data)
bestand: data/kosten/cpb_uitgaven_per_leeftijd_2022.csv
scheidingsteken: ","
decimaalteken: "."
sleutel: leeftijd
gebied: {kolom: land, niveau: land}
kolommen:
  land: {type: gebied, vast: NL01}
  peildatum: {type: datum, vast: 2022-12-31}
  leeftijd: {type: aantal, DEEL minstens: 0, hoogstens: 99}
  jeugd: {type: getal, kolom: jeugd_eur, deel: "^[0-9]+[.]?[0-9]{0,6}"}
"""
PERIODEN = """\
naam: Perioden in de bijstand
herkomst: VNG, verzonnen personen
bestand: data/microdata/bijstand_dummy_vng.csv
scheidingsteken: ","
decimaalteken: "."
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: {type: gebied, vast: GM1930}
  begin: {type: datum, kolom: startdatum}
  einde: {type: datum, kolom: einddatum, mag_leeg: ja}
  geboortejaar: {type: aantal, mag_leeg: ja}
"""
KENMERKEN = """\
naam: Kenmerken van gemeenten
herkomst: CBS, tabel 85067NED
bestand: data/gebieden/85067NED_gebieden2022_data.csv
scheidingsteken: ","
decimaalteken: "."
sleutel: gemeente
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: {type: gebied, kolom: RegioS}
  peildatum: {type: datum, vast: 2022-01-01}
  jeugdregio: {kolom: KOLOM}
"""
MISDRIJVEN = """\
naam: Misdrijven
herkomst: politie, via CBS, tabel 47022NED
bestand: data/veiligheid/47022NED_misdrijven_2021_2025.csv
scheidingsteken: ","
sleutel: [code, jaar]
gebied: {kolom: code}
periode: jaar
gepubliceerd: ja
kolommen:
  code: gebied
  jaar: tekst
  misdrijven: {type: aantal, mag_leeg: ja}
"""
KLASSEN = """\
naam: Klassen van gemeenten
herkomst: CBS
bestand: data/gemeentefonds/gemeenteklassen_2024.tsv
scheidingsteken: "\\t"
sleutel: gemeente
gebied: {kolom: gemeente, niveau: gemeente, geschreven_als: naam}
kolommen:
  gemeente:
    type: gebied
    kolom: Gemeenten
    vertaal: VERTAAL
  peildatum: {type: datum, vast: 2024-01-01}
  klasse: {kolom: Gemeentegrootte}
  inwoners: {type: aantal, kolom: Inwonertal}
"""
BBGA = """\
naam: Indicatoren van Amsterdam
herkomst: gemeente Amsterdam, BBGA
bestand: data/indicatormetadata/amsterdam_bbga_metadata.csv
scheidingsteken: ","
leeg: ["."]
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: {type: gebied, vast: GM0363}
  peildatum: {type: datum, vast: 2021-01-01}
  naam: {kolom: Variabele}
  definitie: {kolom: Definitie, mag_leeg: ja}
  minimum: {kolom: SD minimum Bevtotaal, mag_leeg: ja}
"""


def rows(open_data: Path, name: str, separator: str = ",") -> list[dict[str, str]]:
    with (open_data / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=separator))


def test_months_as_the_cbs_writes_them(tmp_path: Path, open_data: Path) -> None:
    """`1998MM01` is January 1998; a year stands between its months; a blank is no zero."""
    contract = MAAND.replace('alleen: {maand: ["*MM*"]}\n', "")
    said = refused(tmp_path / "a", open_data, contract, ["NL01"])
    assert ["20 rijen" in each.message for each in said if each.code == "R3052"] == [True]
    frame, levering = loaded(tmp_path / "b", open_data, MAAND, ["NL01"])
    assert (levering.rijen, levering.buiten, frame.height) == (271, 20, 251)
    given = rows(open_data, "participatiewet/37789ksz_uitkeringen_maand_1998_2018.csv")
    months = {
        f"{row['Perioden'][:4]}-{row['Perioden'][6:]}-01": row["AOWUitkeringen_16"].strip()
        for row in given
        if "MM" in row["Perioden"]
    }
    assert set(months.values()) > {"", "2253.7"}
    for row in frame.iter_rows(named=True):
        written = months[str(row["maand"])]
        assert row["aow"] == (None if written in ("", ".") else Decimal(written))


def test_months_of_a_published_table(tmp_path: Path, open_data: Path) -> None:
    """Each month keeps the figure that CBS gave it; a quarter and a year are no sum of months."""
    months = "periode: {kolom: maand, per: maand}\ngepubliceerd: ja"
    published = MAAND.replace("sleutel: maand", months)
    folder = folder_for(tmp_path, open_data, published, ["NL01"])
    settings = folder / "resultaat.yaml"
    more = "{jaar: {titel: Jaar, over: 2016}, maand: {titel: Mei, over: 2016-05, vanaf: 2016-01}}"
    settings.write_text(settings.read_text().partition("rapportages")[0] + f"rapportages: {more}\n")
    (folder / "indicators/werk").mkdir()
    (folder / "indicators/werk/bijstand.yaml").write_text(
        "soort: context\nnaam: Bijstand\nwaarom: Hoeveel mensen er bijstand hebben.\n"
        "telt: {bron: bron, gepubliceerd: bijstand}\neenheid: x 1.000\n",
        encoding="utf-8",
    )
    werk = resultaat.open(folder)
    assert list(werk.check()) == []
    shown = werk.bereken("maand").resultaten
    given = rows(open_data, "participatiewet/37789ksz_uitkeringen_maand_1998_2018.csv")
    written = {
        f"2016-{row['Perioden'][6:]}": float(row["TotaalBijstandsuitkeringen_11"])
        for row in given
        if "2016MM01" <= row["Perioden"] <= "2016MM05"
    }
    assert written["2016-05"] == 438.1
    assert dict(shown.select("periode", "waarde").iter_rows()) == written
    (year,) = werk.bereken("jaar").resultaten.iter_rows(named=True)
    assert (year["staat"], year["waarde"]) == ("niet van toepassing", None)


def bijstand(jaar: str, kolom: str, more: str) -> str:
    tabel = {"2015": "83450NED", "2016": "83747NED"}[jaar]
    text = BIJSTAND.replace("TABEL", tabel).replace("KOLOM", kolom).replace("ROWS", more)
    return text.replace("BESTAND", f"{tabel}_participatiewet_{jaar}.csv")


@pytest.fixture(scope="module")
def regions(open_data: Path) -> list[str]:
    given = rows(open_data, "participatiewet/83747NED_participatiewet_2016.csv")
    codes = {row["Regiokenmerken"].strip() for row in given}
    return sorted(code for code in codes if code[:2] in ("NL", "GM"))


CHOSEN = 'alleen: {leeftijd: ["20150"], regio: ["NL01", "GM*"]}'


def test_a_column_that_was_renamed_is_named(
    tmp_path: Path, open_data: Path, regions: list[str]
) -> None:
    """`Instromers_4` of 2015 is `Instroom_4` in 2016."""
    (said,) = refused(tmp_path, open_data, bijstand("2016", "Instromers_4", CHOSEN), regions)
    assert (said.code, "`Instroom_4`" in said.mend) == ("R3003", True)


def test_overlapping_ages_are_never_added_up(
    tmp_path: Path, open_data: Path, regions: list[str]
) -> None:
    more = 'alleen: {regio: ["NL01", "GM*"]}'
    said = refused(tmp_path, open_data, bijstand("2016", "Instroom_4", more), regions)
    assert {each.code for each in said} == {"R3011"}


def test_regions_of_six_kinds_in_one_column(
    tmp_path: Path, open_data: Path, regions: list[str]
) -> None:
    """Without `alleen` a province is no area of this folder, and nothing is added up twice."""
    more = 'alleen: {leeftijd: ["20150"]}'
    said = refused(tmp_path, open_data, bijstand("2016", "Instroom_4", more), regions)
    assert {each.code for each in said} == {"R3008"}


def test_densities_are_halves(tmp_path: Path, open_data: Path, regions: list[str]) -> None:
    frame, levering = loaded(tmp_path, open_data, bijstand("2016", "Instroom_4", CHOSEN), regions)
    assert levering.buiten == 1470 - levering.gebruikt
    assert all(each * 2 % 1 == 0 for each in frame["dichtheid"].drop_nulls())


def test_two_tables_of_one_topic_differ_and_are_no_series(tmp_path: Path, open_data: Path) -> None:
    """50150NED has a revised model: of Baarn 78.0 in 2012, where 50090NED said 78.3."""
    given = rows(open_data, "gezondheid/50150NED_ervaren_gezondheid_2012_2024.csv")
    codes = sorted({row["code"] for row in given if row["soort"] == "gemeente"})
    new, _ = loaded(tmp_path / "a", open_data, ERVAREN.replace("BREUK\n", ""), codes)
    frame = pl.read_parquet(open_data / "gezondheid/rivm_50090NED_18plus_2012.parquet")
    old_codes = sorted(
        code for code in frame["WijkenEnBuurten"].str.strip_chars() if code.startswith("GM")
    )
    old, _ = loaded(tmp_path / "b", open_data, EERDER.replace("JAAR", "2012"), old_codes)
    of_baarn = pl.col("__gebied") == "GM0308"
    assert old.filter(of_baarn)["goed"].to_list() == [Decimal("0.783")]
    assert new.filter(of_baarn & (pl.col("jaar") == "2012"))["goed"].to_list() == [Decimal("0.78")]
    both = old.join(new.filter(pl.col("jaar") == "2012"), on="__gebied", suffix="_nieuw")
    assert both.height > 250
    assert (both["goed"] != both["goed_nieuw"]).sum() > both.height / 2


TREND = """\
soort: context
naam: Verandering van de ervaren gezondheid
waarom: We willen weten of meer inwoners zich gezond voelen dan een meting eerder.
telt: {bron: bron, gepubliceerd: goed, reeks: {eerder: 2 jaar}}
"""


def test_a_trend_over_a_revised_method_is_refused(tmp_path: Path, open_data: Path) -> None:
    """The method changed in 2022: beside 2024 stands 2022 (72.4), beside 2022 nothing."""
    given = rows(open_data, "gezondheid/50150NED_ervaren_gezondheid_2012_2024.csv")
    codes = sorted({row["code"] for row in given if row["soort"] == "gemeente"})
    breuk = "breuken: [{vanaf: 2022, omdat: de meetmethode is anders}]"
    areas = ["GM0308", *(code for code in codes if code != "GM0308")]
    folder = folder_for(tmp_path, open_data, ERVAREN.replace("BREUK", breuk), areas)
    settings = folder / "resultaat.yaml"
    settings.write_text(settings.read_text().replace("over: 2020", "over: 2024, vanaf: 2012"))
    (folder / "indicators/gezondheid").mkdir()
    (folder / "indicators/gezondheid/trend.yaml").write_text(TREND, encoding="utf-8")
    werk = resultaat.open(folder)
    assert "R1326" in {each.code for each in werk.check()}
    own = werk.bereken().resultaten.filter(pl.col("gebied") == "GM0308")
    figures = {row["periode"]: (row["staat"], row["waarde"]) for row in own.iter_rows(named=True)}
    assert figures["2022"] == ("niet van toepassing", None)
    assert figures["2024"] == ("definitief", pytest.approx(0.724))


def test_an_age_that_is_no_number(tmp_path: Path, open_data: Path) -> None:
    """The last age is "99 en ouder": refused, until the contract says which part counts."""
    said = refused(tmp_path / "a", open_data, KOSTEN.replace("DEEL ", ""), ["NL01"])
    assert [(each.code, each.place.span.line) for each in said if each.place.span] == [
        ("R3004", 101)
    ]
    contract = KOSTEN.replace("DEEL", 'deel: "^[0-9]+",')
    frame, _ = loaded(tmp_path / "b", open_data, contract, ["NL01"])
    assert sorted(frame["leeftijd"]) == list(range(100))
    assert frame.filter(pl.col("leeftijd") == 1)["jeugd"].to_list() == [Decimal("207.271877")]


def test_spells_that_are_still_open(tmp_path: Path, open_data: Path) -> None:
    """An empty end is no end, and no zero; a year of birth is written as 1982.0."""
    frame, _ = loaded(tmp_path / "a", open_data, PERIODEN, ["GM1930"])
    assert (frame.height, frame["einde"].null_count()) == (6878, 1691)
    assert frame["geboortejaar"].min() > 1900  # type: ignore[operator]
    contract = PERIODEN.replace("einddatum, mag_leeg: ja", "einddatum")
    (said,) = refused(tmp_path / "b", open_data, contract, ["GM1930"])
    assert (said.code, "1.691 rijen" in said.message) == ("R3005", True)


def test_columns_with_a_number_for_a_name(tmp_path: Path, open_data: Path) -> None:
    """`Code_16` is the jeugdregio; the DataProperties say so. Padded like all texts of CBS."""
    given = rows(open_data, "gebieden/85067NED_gebieden2022_DataProperties.csv")
    keys = [row["Key"] or row["Title"] for row in given]
    assert keys[keys.index("Jeugdregio's") + 1] == "Code_16"
    raw = rows(open_data, "gebieden/85067NED_gebieden2022_data.csv")
    assert any(row["Code_16"] != row["Code_16"].strip() for row in raw)
    codes = [row["RegioS"].strip() for row in raw]
    frame, _ = loaded(tmp_path, open_data, KENMERKEN.replace("KOLOM", "Code_16"), codes)
    assert frame.height == 345
    assert set(frame["jeugdregio"].str.slice(0, 2)) == {"JZ"}
    assert not frame["jeugdregio"].str.contains(" ").any()


def test_codes_of_buurten_with_letters(tmp_path: Path, open_data: Path) -> None:
    given = rows(open_data, "veiligheid/47022NED_misdrijven_2021_2025.csv")
    codes = {row["code"] for row in given}
    frame, _ = loaded(tmp_path, open_data, MISDRIJVEN, sorted(codes, reverse=True))
    assert frame.height == 7760
    letters = frame.filter(pl.col("__gebied").str.starts_with("BU0363A"))
    own = {row["code"]: row for row in given if row["jaar"] == "2025"}
    for row in letters.filter(pl.col("jaar") == "2025").iter_rows(named=True):
        written = own[row["__gebied"]]["misdrijven"]
        assert row["misdrijven"] == (int(float(written)) if written else None)
    assert letters.height > 100


#: As CBS tells them from a province, or from a place of the same name elsewhere.
ANDERS = """\
      "'s-Gravenhage (gemeente)": GM0518
      Beek (L.): GM0888
      Groningen (gemeente): GM0014
      Hengelo (O.): GM0164
      Laren (NH.): GM0417
      Middelburg (Z.): GM0687
      Rijswijk (ZH.): GM0603
      Stein (L.): GM0971
      Utrecht (gemeente): GM0344"""


def test_a_file_with_tabs_and_names_for_codes(tmp_path: Path, open_data: Path) -> None:
    """Nine names are written otherwise than in the other file: said, and then translated."""
    given = rows(open_data, "gemeentefonds/gf_maatstaf_volumina_sept2024_jaar2025.csv", "\t")
    names = {f"GM{row['CBS']:0>4}": row["Naam"] for row in given}
    (said,) = refused(tmp_path / "a", open_data, KLASSEN.replace("VERTAAL", "{}"), names)
    assert (said.code, "9 rijen" in said.message) == ("R3008", True)
    contract = KLASSEN.replace("VERTAAL", f"\n{ANDERS}")
    frame, _ = loaded(tmp_path / "b", open_data, contract, names)
    assert frame.height == frame["__gebied"].n_unique() == 342
    own = frame.filter(pl.col("__gebied") == "GM0518").row(0, named=True)
    assert own["klasse"] == "250000inwonersofmeer"
    contract = contract.replace('scheidingsteken: "\\t"\n', "")
    (said,) = refused(tmp_path / "c", open_data, contract, names)
    assert (said.code, '"\\t"' in said.mend) == ("R3002", True)


def test_texts_with_line_breaks_in_them(tmp_path: Path, open_data: Path) -> None:
    given = rows(open_data, "indicatormetadata/amsterdam_bbga_metadata.csv")
    assert any("\n" in row["Definitie"] for row in given)
    frame, _ = loaded(tmp_path, open_data, BBGA, ["GM0363"])
    assert frame.height == len(given)
    definitions = sorted(each for each in frame["definitie"] if each is not None)
    written = (row["Definitie"].strip().replace("\r\n", "\n") for row in given)
    assert definitions == sorted(each for each in written if each not in ("", "."))
    minimum = [row["SD minimum Bevtotaal"].strip() for row in given]
    assert frame["minimum"].null_count() == sum(each in ("", ".") for each in minimum) > 0


def test_who_joins_a_year_with_another_list_of_areas_hears_it(
    tmp_path: Path, open_data: Path
) -> None:
    """The gemeenten of 2015 are not those of 2022: refused, never a smaller total."""
    raw = rows(open_data, "gebieden/85067NED_gebieden2022_data.csv")
    codes = ["NL01", *(row["RegioS"].strip() for row in raw)]
    contract = bijstand("2015", "Instromers_4", CHOSEN)
    got, _, said = attempt(folder_for(tmp_path, open_data, contract, codes))
    assert got is None
    assert {each.code for each in said} == {"R3008"}
