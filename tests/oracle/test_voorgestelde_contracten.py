"""Contracts that are proposed of real files: they load, every row of them is accounted for."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from builders import werkmap

import resultaat
from resultaat.core.periods import Period
from resultaat.gebied.codes import niveau_of
from resultaat.language.documents.bron import Bron, KolomType

_CODE = re.compile(r"(?:NL|GM|WK|BU)[0-9A-Z]{2,8}")


def proposed(folder: Path, file: Path, *names: str) -> tuple[Bron, tuple[int, int, int]]:
    """Propose a contract, load by it, and return rows of the file, used, and left out."""
    codes = {"GM9999", *names, *_codes(file)}
    areas = ["code;naam;niveau;deel_van"]
    for code in sorted(codes):
        niveau = niveau_of(code)
        made_up = f"GM{1000 + len(areas)};{code};gemeente;"  # a gemeente by its name
        areas.append(f"{code};{code};{niveau.value};" if niveau else made_up)
    made = werkmap(folder, {"data/gebieden.csv": "\n".join(areas) + "\n"})
    voorstel = resultaat.open(made).stel_voor(file, "voorstel")
    werk = resultaat.open(made)
    assert not werk.check().errors
    done = werk.laad(["voorstel"])
    assert done.ladingen, [each.message for each in done.meldingen]
    levering = done.ladingen[0].levering
    assert voorstel.punten and levering.terzijde == 0
    return werk.catalog().bronnen["voorstel"].doc, (
        levering.rijen,
        levering.gebruikt,
        levering.buiten,
    )


def _codes(file: Path) -> set[str]:
    if file.suffix == ".parquet":
        import polars as pl

        texts = pl.read_parquet(file)["WijkenEnBuurten"].str.strip_chars()
        return set(texts)
    return {each for each in _CODE.findall(file.read_text("utf-8-sig")) if niveau_of(each)}


def test_a_download_of_statline_with_its_units(open_data: Path, tmp_path: Path) -> None:
    file = open_data / "kwb" / "kwb_2019_den_haag_statline_raw.csv"
    bron, rows = proposed(tmp_path, file)
    assert rows == (159, 159, 0)
    assert (bron.scheidingsteken, bron.decimaalteken, bron.leeg) == (";", ".", ["."])
    assert bron.gepubliceerd and bron.periode == Period.parse("2019")
    inwoners = bron.kolommen["aantal_inwoners"]
    assert inwoners.type is KolomType.AANTAL
    assert inwoners.uitleg == "Bevolking/Aantal inwoners (aantal)"
    assert bron.kolommen["mannen"].kolom == "Bevolking/Geslacht/Mannen (aantal)"


def test_odata_with_the_metadata_beside_it(open_data: Path, tmp_path: Path) -> None:
    file = open_data / "kwb" / "84799NED_kwb2020_TypedDataSet.parquet"
    bron, rows = proposed(tmp_path, file)
    assert rows == (17341, 17341, 0)
    assert bron.sleutel == ["wijken_en_buurten"] and "id" not in bron.kolommen
    assert bron.kolommen["aantal_inwoners"].uitleg == "Aantal inwoners (aantal)"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("83450NED_participatiewet_2015", (1455, 394, 1061)),
        ("83747NED_participatiewet_2016", (1470, 391, 1079)),
    ],
)
def test_one_age_of_three_and_no_other_regions(
    open_data: Path, tmp_path: Path, name: str, rows: tuple[int, int, int]
) -> None:
    bron, counted = proposed(tmp_path, open_data / "participatiewet" / f"{name}.csv")
    assert counted == rows
    assert bron.alleen["leeftijd"] == ["20150"] and bron.gepubliceerd


def test_nederland_is_left_out_of_a_table_of_gemeenten(open_data: Path, tmp_path: Path) -> None:
    file = open_data / "iv3" / "iv3_2023_begroting_taakvelden.csv"
    with file.open(encoding="utf-8") as stream:
        names = {row["Gemeenten"] for row in csv.DictReader(stream, delimiter=";")}
    bron, rows = proposed(tmp_path, file, *names)
    assert rows == (24353, 24282, 71)
    assert bron.zonder == {"gemeenten": ["Nederland"]}
    assert bron.sleutel == ["gemeenten", "taakveld"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("geo/baarn_buurten_2024_cbs.geojson", 21),
        ("gezondheid/rivm_50090NED_18plus_2020_baarn_denhaag_alkmaar.csv", 265),
        ("kwb/kwb_2020_amsterdam_bewerkt.csv", 579),
        ("kwb/kwb_2016_2025_baarn.json", 220),
        ("ses/85163NED_ses_woa_2019_amsterdam_raw.csv", 579),
        ("gezondheid/rivm_50090NED_18plus_2020.parquet", 17341),
        ("gezondheid/50150NED_ervaren_gezondheid_2012_2024.csv", 6592),
        ("veiligheid/47022NED_misdrijven_2021_2025.csv", 7760),
        ("microdata/bijstand_dummy_vng.csv", 6878),
        ("kosten/cpb_uitgaven_per_leeftijd_2022.csv", 100),
    ],
)
def test_a_file_of_each_kind(open_data: Path, tmp_path: Path, name: str, rows: int) -> None:
    assert proposed(tmp_path, open_data / name)[1] == (rows, rows, 0)


def test_months_of_the_cbs_without_the_years_between_them(open_data: Path, tmp_path: Path) -> None:
    file = open_data / "participatiewet" / "37789ksz_uitkeringen_maand_1998_2018.csv"
    bron, rows = proposed(tmp_path, file)
    assert rows == (271, 251, 20)
    assert bron.alleen == {"perioden": ["*MM*"]} and bron.gepubliceerd
    assert (bron.periode_kolom, str(bron.published_grain)) == ("perioden", "Grain.MAAND")


def test_odata_v4_with_its_measure_codes_beside_it(open_data: Path, tmp_path: Path) -> None:
    """Real topics and areas, with made up values: each topic is a column with its own text."""
    import polars as pl

    odata = open_data / "odata"
    codes = pl.read_parquet(odata / "83765NED_kwb2017_v4_MeasureCodes.parquet")
    areas = pl.read_parquet(odata / "83765NED_kwb2017_v4_WijkenEnBuurtenCodes.parquet")
    baarn = areas.filter(pl.col("Identifier").str.contains("^(GM|WK|BU)0308"))["Identifier"]
    lines = ["Id,Measure,ValueAttribute,Value,WijkenEnBuurten"]
    for number, (topic, area) in enumerate(
        (topic, area) for area in baarn for topic in codes["Identifier"]
    ):
        hidden = number % 7 == 0
        value = "Confidential," if hidden else f"None,{number % 97}"
        lines.append(f"{number},{topic},{value},{area}")
    folder = tmp_path / "bestanden"
    folder.mkdir()
    file = folder / "83765NED_kwb_2017.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    codes.write_parquet(folder / "83765NED_MeasureCodes.parquet")
    bron, rows = proposed(tmp_path / "werkmap", file)
    assert rows == (len(baarn) * codes.height,) * 2 + (0,)
    assert len(bron.kolommen) == codes.height + 1
    assert bron.kolommen["aantal_inwoners"].kolom == "T001036"
    assert bron.gepubliceerd and bron.onderdrukt_bij_bron == ["Confidential"]
    said = {each.uitleg for each in bron.kolommen.values()}
    assert "Aantal inwoners dat op 1 januari 0 tot 15 jaar oud is. (aantal)" in said
