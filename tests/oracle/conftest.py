"""Working folders around real open data, as `resultaat nieuw` makes them."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

import resultaat
from resultaat.pipeline import Run
from resultaat.scaffold import new_cbs_kwb

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("RESULTAAT_OPEN_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def open_data() -> Path:
    if not DATA.is_dir():
        pytest.skip(f"no open data in {DATA}; set RESULTAAT_OPEN_DATA to its folder")
    return DATA


@pytest.fixture(scope="session")
def expected(open_data: Path) -> dict[str, list[str]]:
    """Return the published totals by id, without what is said around the numbers."""
    with (open_data / "gepubliceerde_totalen.csv").open(encoding="utf-8-sig") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {row["id"]: row["verwacht"].replace(" en ", " / ").split(" / ") for row in rows}


def calculated(folder: Path, file: Path, tabel: str = "kwb") -> Run:
    new_cbs_kwb(folder, file, tabel=tabel)
    return resultaat.open(folder).bereken()


@pytest.fixture(scope="session")
def nederland(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = open_data / "kwb" / "84799NED_kwb2020_TypedDataSet.parquet"
    return calculated(tmp_path_factory.mktemp("kwb") / "nederland", file)


@pytest.fixture(scope="session")
def den_haag(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = open_data / "kwb" / "kwb_2019_den_haag_statline_raw.csv"
    return calculated(tmp_path_factory.mktemp("kwb") / "den_haag", file)


@pytest.fixture(scope="session")
def baarn(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = open_data / "kwb" / "kwb_2016_2025_baarn.json"
    return calculated(tmp_path_factory.mktemp("kwb") / "baarn", file)


@pytest.fixture(scope="session")
def gezondheid(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    file = open_data / "gezondheid" / "rivm_50090NED_18plus_2020_baarn_denhaag_alkmaar.csv"
    return calculated(tmp_path_factory.mktemp("rivm") / "gezondheid", file, "gezondheid")
