"""Wilgenstad as files: the same bytes, the columns promised, whole or not at all."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from resultaat.world import make_world

INWONERS = 3_000
FILES = {
    "arbeidsmarkt.csv",
    "begroting.csv",
    "ervaringen.parquet",
    "gebieden.csv",
    "huishoudens.parquet",
    "inwoners.parquet",
    "trajecten.parquet",
    "uren.parquet",
}
EURO = pl.Decimal(18, 2)
SCHEMAS: dict[str, dict[str, pl.DataType | type[pl.DataType]]] = {
    "inwoners": {
        "inwoner": pl.String,
        "peildatum": pl.Date,
        "buurt": pl.String,
        "leeftijd": pl.Int64,
        "geslacht": pl.String,
        "huishouden": pl.String,
        "inkomen": pl.String,
    },
    "huishoudens": {
        "huishouden": pl.String,
        "peildatum": pl.Date,
        "buurt": pl.String,
        "kinderen": pl.Int64,
        "problematische_schuld": pl.Boolean,
    },
    "trajecten": {
        "traject": pl.String,
        "inwoner": pl.String,
        "buurt": pl.String,
        "wet": pl.String,
        "aanbieder": pl.String,
        "gemeld_op": pl.Date,
        "startdatum": pl.Date,
        "einddatum": pl.Date,
        "doel_bereikt": pl.Boolean,
        "reden_einde": pl.String,
        "opnieuw_gemeld": pl.Boolean,
        "gezamenlijk_plan": pl.Boolean,
        "medewerker_opgeleid": pl.Boolean,
        "uitstroom_werk": pl.Boolean,
        "kosten": EURO,
    },
    "ervaringen": {
        "vragenlijst": pl.String,
        "inwoner": pl.String,
        "buurt": pl.String,
        "wet": pl.String,
        "ingevuld_op": pl.Date,
        "geholpen": pl.Boolean,
    },
    "uren": {"wijk": pl.String, "maand": pl.Date, "team": pl.String, "uren": EURO},
}
HEADERS = {
    "gebieden.csv": "code;naam;niveau;deel_van",
    "begroting.csv": "gemeente;peildatum;taakveld;begroot;besteed",
    "arbeidsmarkt.csv": "gemeente;peildatum;werkloosheid",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    map_ = tmp_path_factory.mktemp("wilgenstad")
    make_world(map_, inwoners=INWONERS)
    return map_


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_seed_same_bytes(folder: Path, tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=INWONERS)
    assert read_bytes(tmp_path) == read_bytes(folder)


def test_other_seed_other_bytes(folder: Path, tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=INWONERS, zaad=2)
    eerste, tweede = read_bytes(folder), read_bytes(tmp_path)
    # The gebieden are a given; everything else is drawn.
    assert {naam for naam in eerste if eerste[naam] == tweede[naam]} == {"gebieden.csv"}


def test_a_second_run_overwrites_in_place(folder: Path, tmp_path: Path) -> None:
    make_world(tmp_path, inwoners=INWONERS, zaad=2)
    make_world(tmp_path, inwoners=INWONERS)
    assert read_bytes(tmp_path) == read_bytes(folder)


def test_rows_are_reported_and_folder_is_made(tmp_path: Path) -> None:
    map_ = tmp_path / "nieuw" / "wilgenstad"
    rows = make_world(map_, inwoners=1_000, jaren=(2024, 2024))
    assert set(rows) == FILES == {path.name for path in map_.iterdir()}
    for naam, aantal in rows.items():
        if naam.endswith(".csv"):
            assert len((map_ / naam).read_text(encoding="utf-8").splitlines()) == aantal + 1
        else:
            assert pl.read_parquet(map_ / naam).height == aantal
    assert rows["gebieden.csv"] == 33
    assert rows["begroting.csv"] == 6
    assert rows["arbeidsmarkt.csv"] == 1
    assert rows["uren.parquet"] == 6 * 12 * 2


@pytest.mark.parametrize("naam", SCHEMAS)
def test_parquet_columns_and_types(folder: Path, naam: str) -> None:
    schema = pl.read_parquet_schema(folder / f"{naam}.parquet")
    assert list(schema.items()) == list(SCHEMAS[naam].items())


@pytest.mark.parametrize("naam", HEADERS)
def test_csv_is_utf8_with_semicolons(folder: Path, naam: str) -> None:
    text = (folder / naam).read_bytes().decode("utf-8")
    lines = text.splitlines()
    assert lines[0] == HEADERS[naam]
    assert {line.count(";") for line in lines} == {HEADERS[naam].count(";")}
    assert '"' not in text


def test_csv_numbers_have_decimal_commas(folder: Path) -> None:
    begroting = pl.read_csv(folder / "begroting.csv", separator=";", infer_schema=False)
    for naam in ("begroot", "besteed"):
        assert begroting[naam].str.contains(r"^\d+,\d\d$").all()
    arbeidsmarkt = pl.read_csv(folder / "arbeidsmarkt.csv", separator=";", infer_schema=False)
    assert arbeidsmarkt["werkloosheid"].str.contains(r"^\d,\d$").all()
    assert arbeidsmarkt["peildatum"].to_list() == [f"{jaar}-12-31" for jaar in range(2021, 2026)]


def test_a_crash_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_half(_: pl.DataFrame, path: Path, **__: object) -> None:
        path.write_bytes(b"half")
        raise OSError

    monkeypatch.setattr(pl.DataFrame, "write_parquet", write_half)
    with pytest.raises(OSError):
        make_world(tmp_path, inwoners=1_000, jaren=(2024, 2024))
    assert [path.name for path in tmp_path.iterdir()] == ["gebieden.csv"]


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
        if path.suffix == ".csv":
            lines = path.read_text(encoding="utf-8").splitlines()
            values.update(field for line in lines for field in line.split(";"))
        else:
            frame = pl.read_parquet(path).select(pl.col(pl.String))
            values.update(v for naam in frame.columns for v in frame[naam].unique() if v)
    return values


def passes_elfproef(digits: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11 == 0


def test_no_text_holds_a_bsn(folder: Path) -> None:
    assert passes_elfproef("111222333")  # the test BSN: the check itself works
    for value in text_values(folder):
        runs = (value[i : i + 9] for i in range(len(value) - 8))
        assert not any(run.isdigit() and passes_elfproef(run) for run in runs), value


def test_pseudonyms_are_hexadecimal_and_say_nothing(folder: Path) -> None:
    trajecten = pl.read_parquet(folder / "trajecten.parquet")
    inwoners = pl.read_parquet(folder / "inwoners.parquet")
    for kolom in (trajecten["traject"], inwoners["inwoner"], inwoners["huishouden"]):
        assert kolom.str.contains(r"^[0-9a-f]{16}$").all()
        numbers = sorted(int(p, 16) for p in kolom.unique())
        assert min(b - a for a, b in pairwise(numbers)) > 1_000
