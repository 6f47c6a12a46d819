"""A working folder whose sources declare the open files, so that their totals can be counted."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl

HERE = Path(__file__).parent / "werkmap"


def make(folder: Path, open_data: Path, definitions: Path = HERE) -> Path:
    """Copy the definitions, put the open data beside them and list every area of every year."""
    shutil.copytree(definitions, folder)
    (folder / "data").symlink_to(open_data)
    lines = ["code;naam;niveau;deel_van", "NL01;Nederland;land;"]
    lines += [f"{code};{naam};gemeente;NL01" for code, naam in gemeenten(open_data).items()]
    lines += [f"{code};{code};buurt;GM0308" for code in buurten_van_baarn(open_data)]
    (folder / "gebieden.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def gemeenten(open_data: Path) -> dict[str, str]:
    """Return every code that a file of 2012 to 2025 has, with the name of those that still are."""
    codes: set[str] = set()
    for name in ("83450NED_participatiewet_2015", "83747NED_participatiewet_2016"):
        frame = pl.read_csv(open_data / "participatiewet" / f"{name}.csv", infer_schema=False)
        codes |= set(frame["Regiokenmerken"].str.strip_chars())
    for path in (open_data / "gezondheid").glob("*.parquet"):
        codes |= set(pl.read_parquet(path)["WijkenEnBuurten"].str.strip_chars())
    borders = open_data / "gebieden" / "grenswijzigingen_gemeente_2016_2024.csv"
    codes |= set(pl.read_csv(borders, infer_schema=False)["code_naar"])
    areas = open_data / "gebieden" / "85067NED_gebieden2022_data.csv"
    codes |= set(pl.read_csv(areas, infer_schema=False)["Code_1"].str.strip_chars())
    found = {code: code for code in sorted(codes) if code.startswith("GM")}
    fund = open_data / "gemeentefonds" / "gf_maatstaf_volumina_sept2024_jaar2025.csv"
    rows = pl.read_csv(fund, separator="\t", infer_schema=False).select("CBS", "Naam").iter_rows()
    return {**found, **{f"GM{number:0>4}": naam for number, naam in rows}}


def buurten_van_baarn(open_data: Path) -> list[str]:
    frame = pl.read_csv(open_data / "veiligheid" / "47022NED_misdrijven_2021_2025.csv")
    baarn = frame.filter((pl.col("gemeentecode") == "GM0308") & (pl.col("soort") == "buurt"))
    return sorted(set(baarn["code"]))
