"""Traps of real files, each by a contract: padded codes, a dot for missing, two decimal marks."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import polars as pl
from builders import werkmap

import resultaat

SES = """\
naam: SES-WOA Amsterdam 2019
herkomst: CBS, tabel 85163NED
bestand: data/bestand.csv
decimaalteken: "."
leeg: ["."]
gepubliceerd: ja
periode: jaar
gebied: {kolom: code, niveau: uit_code}
kolommen:
  jaar: {kolom: Perioden}
  code: {type: gebied, kolom: "Regiocode (gemeente, wijk, buurt) (code)"}
  score: {type: getal, mag_leeg: ja, kolom: SES-WOA/Totaalscore/Gemiddelde score (Getal)}
"""
KWB = """\
naam: Kerncijfers Amsterdam 2020
herkomst: CBS, tabel 84799NED, bewerkt
bestand: data/bestand.csv
leeg: ["."]
gepubliceerd: ja
periode: 2020
gebied: {kolom: code, niveau: uit_code}
kolommen:
  code: {type: gebied, kolom: Area_Code}
  inwoners: {type: aantal, kolom: Population_Total, mag_leeg: ja}
  huishouden: {type: getal, kolom: Avg_Household_Size, mag_leeg: ja}
  woz: {type: getal, kolom: Avg_Property_Value_1000EUR, decimaalteken: ".", mag_leeg: ja}
"""
LEVELS = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}


def rows_of(folder: Path, file: Path, contract: str, code: str) -> pl.DataFrame:
    """Load a file by its contract, over the areas that it names itself."""
    with file.open(encoding="utf-8-sig") as stream:
        codes = [row[code].strip() for row in csv.DictReader(stream, delimiter=";")]
    areas = ["code;naam;niveau;deel_van"]
    areas += [f"{each};{each};{LEVELS[each[:2]]};" for each in codes]
    made = werkmap(
        folder,
        {
            "resultaat.yaml": "naam: Amsterdam\ngebied: GM0363\ngebieden: data/gebieden.csv\n"
            "rapportages: {jaar: {titel: Jaar, over: 2020}}\n",
            "data/gebieden.csv": "\n".join(areas) + "\n",
            "data/bestand.csv": file.read_bytes(),
            "indicators/bronnen/tabel.yaml": contract,
        },
    )
    done = resultaat.open(made).laad(["tabel"])
    done.meldingen.raise_if_errors()
    (lading,) = done.ladingen
    assert lading.levering.rijen == lading.levering.gebruikt == len(codes)
    return pl.read_parquet(lading.snapshot.path)


def test_ses_has_padded_codes_and_a_dot_that_is_no_zero(tmp_path: Path, open_data: Path) -> None:
    file = open_data / "ses" / "85163NED_ses_woa_2019_amsterdam_raw.csv"
    frame = rows_of(tmp_path, file, SES, "Regiocode (gemeente, wijk, buurt) (code)")
    assert frame.height == 579
    own = frame.filter(pl.col("__gebied") == "GM0363")["score"].item()
    assert own == Decimal("-0.100")
    dots = sum(';"       ."' in line for line in file.read_text("utf-8-sig").splitlines())
    assert dots > 0
    assert 0 < frame["score"].null_count() <= dots


def test_two_decimal_marks_in_one_file(tmp_path: Path, open_data: Path) -> None:
    file = open_data / "kwb" / "kwb_2020_amsterdam_bewerkt.csv"
    frame = rows_of(tmp_path, file, KWB, "Area_Code")
    assert frame.height == 579
    own = frame.filter(pl.col("__gebied") == "GM0363").row(0, named=True)
    assert (own["inwoners"], own["huishouden"], own["woz"]) == (872757, Decimal("1.8"), 416)
    # A later release than the one in the Parquet file: the buurten add up to another total.
    buurten = frame.filter(pl.col("__gebied").str.starts_with("BU"))["inwoners"].sum()
    assert buurten == 872315
