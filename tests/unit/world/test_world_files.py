"""Wilgenstad as files: the same bytes, the columns promised, whole or not at all."""

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from resultaat.world import make_world

INWONERS = 2_000
JAREN = (2023, 2025)
FILES = {
    *("aanbieders.csv", "arbeidsmarkt.csv", "begroting.csv", "declaraties.parquet"),
    *("deelnames.parquet", "ervaringen.parquet", "gebeurtenissen.parquet", "gebieden.csv"),
    *("huishoudens.parquet", "incidenten.parquet", "inwoners.parquet", "metingen.parquet"),
    *("onderwijs.parquet", "professionals.parquet", "realisatie.csv", "referentie.csv"),
    *("samenwerkingen.csv", "schuldhulp.parquet", "trajecten.parquet", "uitkeringen.parquet"),
    "uren.parquet",
}
BESIDE = {"gebieden.geojson", "waarheid.json"}
EURO = pl.Decimal(18, 2)
BRONNEN = Path(__file__).resolve().parents[3] / "indicators" / "bronnen"
TYPES = {
    "tekst": pl.String,
    "pseudoniem": pl.String,
    "gebied": pl.String,
    "datum": pl.Date,
    "aantal": pl.Int64,
    "ja_nee": pl.Boolean,
    "bedrag": EURO,
    "getal": EURO,
}


@pytest.fixture(scope="module")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map_ = tmp_path_factory.mktemp("klein")
    make_world(map_, inwoners=INWONERS, jaren=JAREN)
    return map_


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_same_bytes(little: Path, tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=INWONERS, jaren=JAREN)
    assert read_bytes(tmp_path) == read_bytes(little)


def test_other_seed_other_bytes_and_a_second_run_overwrites(little: Path, tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=INWONERS, jaren=JAREN, zaad=2)
    eerste, tweede = read_bytes(little), read_bytes(tmp_path)
    # The gebieden are a given; everything else is drawn.
    same = {naam for naam in eerste if eerste[naam] == tweede[naam]}
    assert same == {"gebieden.csv", "gebieden.geojson"}
    make_world(tmp_path, inwoners=INWONERS, jaren=JAREN)
    assert read_bytes(tmp_path) == eerste


def test_what_is_planted_leaves_the_rest_as_it_was(little: Path, tmp_path: Path) -> None:
    """A world with and one without share their people: the difference is what was planted."""
    make_world(tmp_path, inwoners=INWONERS, jaren=JAREN, geplant="niets")
    met, zonder = read_bytes(little), read_bytes(tmp_path)
    zelfde = {"inwoners.parquet", "gebeurtenissen.parquet", "gebieden.csv", "referentie.csv"}
    assert all(met[naam] == zonder[naam] for naam in zelfde)
    assert met["trajecten.parquet"] != zonder["trajecten.parquet"]


def test_rows_are_reported_and_folder_is_made(tmp_path: Path) -> None:
    map_ = tmp_path / "nieuw" / "wilgenstad"
    rows = make_world(map_, inwoners=1_000, jaren=(2024, 2024))
    assert set(rows) == FILES
    assert {path.name for path in map_.iterdir()} == FILES | BESIDE
    for naam, aantal in rows.items():
        if naam.endswith(".csv"):
            assert len((map_ / naam).read_text(encoding="utf-8").splitlines()) == aantal + 1
        else:
            assert pl.read_parquet(map_ / naam).height == aantal
    assert rows["gebieden.csv"] == 1 + 16 + 48
    assert rows["begroting.csv"] == 14
    assert rows["referentie.csv"] == 20
    assert rows["uren.parquet"] == 16 * 12 * 3


def test_parts_are_put_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gemeente in three parts: every key still names one row, and nothing lies about."""
    monkeypatch.setattr("resultaat.world.gebieden._PER_DEEL", 1_000)
    rows = make_world(tmp_path, inwoners=3_001, jaren=(2024, 2025))
    assert {path.name for path in tmp_path.iterdir()} == FILES | BESIDE
    inwoners = pl.read_parquet(tmp_path / "inwoners.parquet")
    assert inwoners.height == rows["inwoners.parquet"]
    assert not inwoners.select("inwoner", "peildatum").is_duplicated().any()
    assert inwoners.filter(peildatum=date(2024, 1, 1)).height == 3_001
    assert pl.read_parquet(tmp_path / "trajecten.parquet")["traject"].is_unique().all()
    gebieden = pl.read_csv(tmp_path / "gebieden.csv", separator=";")
    assert gebieden.filter(niveau="wijk").height == 48
    assert set(inwoners["buurt"]) <= set(gebieden["code"])


def test_parts_give_the_same_bytes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resultaat.world.gebieden._PER_DEEL", 1_000)
    for naam in ("een", "twee"):
        make_world(tmp_path / naam, inwoners=2_000, jaren=(2025, 2025))
    assert read_bytes(tmp_path / "een") == read_bytes(tmp_path / "twee")


def contracts() -> list[tuple[str, dict[str, Any]]]:
    files = sorted(BRONNEN.glob("*.yaml"))
    return [(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]


@pytest.mark.parametrize(
    ("naam", "contract"), [each for each in contracts() if each[1]["bestand"].endswith("parquet")]
)
def test_every_parquet_is_as_its_contract_says(
    little: Path, naam: str, contract: dict[str, Any]
) -> None:
    schema = pl.read_parquet_schema(little / f"{naam}.parquet")
    kolommen = contract["kolommen"]
    assert set(kolommen) == set(schema)
    for kolom, wat in kolommen.items():
        assert schema[kolom] == TYPES[wat.get("type", "tekst")], kolom


def test_every_table_has_a_contract() -> None:
    beschreven = {contract["bestand"].removeprefix("data/") for _, contract in contracts()}
    assert beschreven >= FILES - {"gebieden.csv"}


def test_csv_is_utf8_with_semicolons(little: Path) -> None:
    for path in little.glob("*.csv"):
        text = path.read_bytes().decode("utf-8")
        lines = text.splitlines()
        assert {line.count(";") for line in lines} == {lines[0].count(";")}
        assert '"' not in text


def test_polygons_hold_together(little: Path) -> None:
    """Each gebied has one closed ring, counter-clockwise, and buurten fill their wijk."""
    kaart = json.loads((little / "gebieden.geojson").read_text(encoding="utf-8"))
    oppervlak: dict[str, float] = {}
    for feature in kaart["features"]:
        (ring,) = feature["geometry"]["coordinates"]
        assert ring[0] == ring[-1]
        code = feature["properties"]["code"]
        oppervlak[code] = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2
        assert oppervlak[code] > 0
        assert all(4.5 < x < 6.5 and 51.5 < y < 53 for x, y in ring)
    for wijk in (code for code in oppervlak if code.startswith("WK")):
        delen = [vlak for code, vlak in oppervlak.items() if code[2:8] == wijk[2:]]
        assert sum(delen) - oppervlak[wijk] == pytest.approx(oppervlak[wijk], rel=0.2)


def test_csv_numbers_have_decimal_commas(little: Path) -> None:
    begroting = pl.read_csv(little / "begroting.csv", separator=";", infer_schema=False)
    for naam in ("begroot", "besteed"):
        assert begroting[naam].str.contains(r"^\d+,\d\d$").all()
    arbeidsmarkt = pl.read_csv(little / "arbeidsmarkt.csv", separator=";", infer_schema=False)
    assert arbeidsmarkt["werkloosheid"].str.contains(r"^\d,\d$").all()
    assert arbeidsmarkt["peildatum"].to_list() == [f"{jaar}-12-31" for jaar in range(2023, 2026)]


def test_a_crash_leaves_what_was_there(
    little: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inwoners.parquet").write_bytes(b"was er al")

    def write_half(_: pl.DataFrame, path: Path, **__: object) -> None:
        path.write_bytes(b"half")
        raise OSError

    monkeypatch.setattr(pl.DataFrame, "write_parquet", write_half)
    with pytest.raises(OSError):
        make_world(tmp_path, inwoners=1_000, jaren=(2024, 2024))
    assert [path.name for path in tmp_path.iterdir()] == ["inwoners.parquet"]
    assert (tmp_path / "inwoners.parquet").read_bytes() == b"was er al"


def test_progress_names_every_file(tmp_path: Path) -> None:
    said: list[str] = []
    make_world(tmp_path, inwoners=1_000, jaren=(2024, 2024), progress=said.append)
    assert all(any(naam in line for line in said) for naam in FILES)


@pytest.mark.parametrize(
    ("make", "waarom"),
    [
        (lambda map_: make_world(map_, inwoners=999), "minstens 1000 inwoners"),
        (lambda map_: make_world(map_, zaad=-1), "zaad"),
        (lambda map_: make_world(map_, jaren=(2025, 2021)), "jaren"),
        (lambda map_: make_world(map_, geplant=["gezinscoach", "n99"]), "`n99` is niet te planten"),
    ],
)
def test_nonsense_is_refused_before_writing(
    tmp_path: Path, make: Callable[[Path], object], waarom: str
) -> None:
    with pytest.raises(ValueError, match=waarom):
        make(tmp_path)
    assert not list(tmp_path.iterdir())


def text_values(folder: Path) -> set[str]:
    """Every text value in every file, CSV fields as they are written."""
    values: set[str] = set()
    for path in folder.iterdir():
        if path.suffix != ".parquet":
            lines = path.read_text(encoding="utf-8").splitlines()
            values.update(field for line in lines for field in line.split(";"))
        else:
            frame = pl.read_parquet(path).select(pl.col(pl.String))
            values.update(v for naam in frame.columns for v in frame[naam].unique() if v)
    return values


def passes_elfproef(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def test_no_text_holds_a_bsn(little: Path) -> None:
    assert passes_elfproef("111222333")  # the test BSN: the check itself works
    for value in text_values(little):
        runs = (value[i : i + 9] for i in range(len(value) - 8))
        assert not any(run.isdigit() and passes_elfproef(run) for run in runs), value


def test_pseudonyms_say_nothing(little: Path) -> None:
    trajecten = pl.read_parquet(little / "trajecten.parquet")
    inwoners = pl.read_parquet(little / "inwoners.parquet")
    for kolom in (trajecten["traject"], inwoners["inwoner"], inwoners["huishouden"]):
        assert kolom.str.contains(r"^[0-9a-f]{16}$").all()
        numbers = sorted(int(p, 16) for p in kolom.unique())
        assert min(b - a for a, b in pairwise(numbers)) > 1_000
