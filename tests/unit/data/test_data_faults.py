"""Faults in every reader: the load is refused in one Dutch message, and the last load stays.

Each reader gets a file with rows that are known. Then the file is cut off, hit, replaced by
something else, changed, taken away or locked while it is read; the process is killed, or two load
at once. What comes out is what was in it, or nothing: never other rows.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from builders import GEMEENTE, HAVEN
from data_berichten import bericht, toegewezen, zipped
from data_examples import attempt, folder_with, parquet, rows_of
from data_workbooks import excel, ods

from resultaat.cli import app
from resultaat.data.history import history
from resultaat.data.store import find

MANY = 60


@dataclass(frozen=True)
class Reader:
    """One format: the name of its file, a file with rows numbered from 1, its contract."""

    bestand: str
    made: Callable[[int], bytes]
    kolommen: Mapping[str, str] = field(
        default_factory=lambda: {"buurt": "gebied", "nr": "aantal", "tekst": "tekst"}
    )
    gebied: str = "{kolom: buurt}"
    more: str = ""
    #: Whether damage within is always seen; in a text a letter can become another one.
    sealed: bool = False


def numbered(many: int) -> list[tuple[str, int, str]]:
    return [(HAVEN, number, f"regel {number}") for number in range(1, many + 1)]


HEAD = ("buurt", "nr", "tekst")


def csv(many: int) -> bytes:
    lines = [";".join(map(str, each)) for each in (HEAD, *numbered(many))]
    return ("\n".join(lines) + "\n").encode()


def series(many: int) -> bytes:
    years = {str(1900 + number): number for number in range(1, many + 1)}
    return json.dumps({GEMEENTE: {"tijdreeksen": {"nr": years}}}).encode()


def features(many: int) -> bytes:
    found = [
        {"type": "Feature", "properties": dict(zip(HEAD, each, strict=True)), "geometry": None}
        for each in numbered(many)
    ]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def messages(many: int) -> bytes:
    return zipped(
        [
            bericht("301", toegewezen(f"{number}", "2024-01-01"), kenmerk=f"{number}")
            for number in range(1, many + 1)
        ]
    )


READERS = {
    "csv": Reader("data/x.csv", csv),
    "excel": Reader(
        "data/x.xlsx", lambda many: excel({"Blad1": [HEAD, *numbered(many)]}), sealed=True
    ),
    "ods": Reader("data/x.ods", lambda many: ods({"Blad1": [HEAD, *numbered(many)]}), sealed=True),
    "parquet": Reader(
        "data/x.parquet",
        lambda many: parquet(
            nr=[each[1] for each in numbered(many)], tekst=[each[2] for each in numbered(many)]
        ),
    ),
    "json": Reader(
        "data/x.json",
        series,
        {"buurt": "{type: gebied, kolom: code}", "jaar": "tekst", "nr": "aantal"},
        more="gepubliceerd: ja\nperiode: jaar",
    ),
    "geojson": Reader("data/x.geojson", features),
    "berichten": Reader(
        "data/x.zip",
        messages,
        {
            "gemeente": "gebied",
            "nr": "{type: aantal, kolom: toewijzing}",
            "toegewezen_op": "{type: datum, mag_leeg: ja}",
        },
        "{kolom: gemeente}",
        "berichten: {soort: toewijzingen}",
        sealed=True,
    ),
}


def made(folder: Path, reader: Reader, content: bytes | None = None) -> Path:
    return folder_with(
        folder,
        reader.made(MANY) if content is None else content,
        reader.kolommen,
        bestand=reader.bestand,
        gebied=reader.gebied,
        more=reader.more,
    )


def first_load(folder: Path, reader: Reader) -> str:
    """Load the file, and return the digest that must still count after a fault."""
    snapshot, found = attempt(made(folder, reader))
    assert snapshot is not None, [each.message for each in found]
    assert sorted(rows_of(snapshot)["nr"]) == list(range(1, MANY + 1))
    return snapshot.digest


def one_message(folder: Path, capfd: pytest.CaptureFixture[str], digest: str, *codes: str) -> str:
    """Load by the command line: refused, told once in Dutch, and the last load still counts."""
    before = len(history(folder, "levering"))
    capfd.readouterr()
    assert app.run(["laad", "levering", "--map", str(folder)]) == 3
    said = capfd.readouterr().err
    assert "Traceback" not in said and "panicked" not in said
    assert said.count(" fout\n") == 1, said
    assert any(code in said for code in codes or ("R3002",)), said
    loads = history(folder, "levering")
    assert len(loads) == before
    assert loads[-1].momentopname == digest
    assert find(folder, "levering", digest) is not None
    left = [each.name for each in (folder / ".resultaat/gegevens/levering").glob(".*")]
    assert left == []
    return said


every_reader = pytest.mark.parametrize("name", READERS)


@every_reader
@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 0.995])
def test_a_file_that_is_cut_off(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, part: float
) -> None:
    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    whole = reader.made(MANY + 5)
    end = int(len(whole) * part)
    if name == "csv" and end:
        end = whole.rfind(b"\n", 0, end) + 5  # see the next test
    (tmp_path / reader.bestand).write_bytes(whole[:end])
    said = one_message(tmp_path, capfd, digest, "R3002", "R3017")
    assert reader.bestand in said


def test_a_text_that_is_cut_off_where_a_line_ends_is_caught_by_its_rows(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing in such a file shows it; how many rows there were the last time does."""
    reader = READERS["csv"]
    shift = "verschuiving: {rijen: 20%}"
    folder = folder_with(tmp_path, csv(MANY), reader.kolommen, more=shift)
    snapshot, _ = attempt(folder)
    assert snapshot is not None
    (folder / reader.bestand).write_bytes(csv(MANY // 2))
    one_message(folder, capfd, snapshot.digest, "R3204")


@every_reader
def test_a_file_that_was_hit_gives_its_own_rows_or_none(tmp_path: Path, name: str) -> None:
    """Bytes anywhere are changed, the same ones in each run."""
    reader = READERS[name]
    folder = made(tmp_path, reader)
    whole, places = reader.made(MANY), random.Random(name)  # noqa: S311  the same in each run
    refused = 0
    for _ in range(25):
        content = bytearray(whole)
        at, long = places.randrange(len(content)), places.choice((1, 1, 4, 40))
        for here in range(at, min(at + long, len(content))):
            content[here] ^= places.randrange(1, 256)
        (folder / reader.bestand).write_bytes(bytes(content))
        snapshot, found = attempt(folder)
        if snapshot is None:
            refused += 1
            assert {each.code for each in found.errors} <= {
                *("R3002", "R3003", "R3004", "R3005", "R3008", "R3009"),
                *("R3010", "R3012", "R3017", "R3050"),
            }
            continue
        rows = rows_of(snapshot)
        if reader.sealed:
            assert sorted(rows["nr"]) == list(range(1, MANY + 1))
        else:
            assert rows.height == MANY  # a letter may be another one, but no row is lost
    assert refused >= 3


OTHERS: dict[str, bytes] = {
    "text": b"buurt\n",
    "zip of something else": zipped({"brief.docx": "geen tabel"}),
    "nothing": b"",
    "noise": bytes(range(256)) * 20,
    "web page": b"<!DOCTYPE html><html><body>Log in</body></html>",
}


@every_reader
@pytest.mark.parametrize("other", OTHERS)
def test_a_file_that_is_something_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, other: str
) -> None:
    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    (tmp_path / reader.bestand).write_bytes(OTHERS[other])
    said = one_message(tmp_path, capfd, digest, "R3002", "R3003", "R3010", "R3017")
    assert "Log in" not in said


@every_reader
def test_a_file_of_another_reader(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    """The name says one thing and the content another."""
    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    for other in READERS.values():
        # A workbook is known by what is in it: an ODS with the name of an Excel file is one.
        books = {reader.bestand, other.bestand} <= {"data/x.xlsx", "data/x.ods"}
        if other is not reader and not books:
            (tmp_path / reader.bestand).write_bytes(other.made(MANY))
            one_message(tmp_path, capfd, digest, "R3002", "R3003", "R3017")


@pytest.mark.parametrize("name", ["csv", "json", "geojson"])
def test_a_file_in_another_encoding(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    """Other formats say themselves how their text is written."""
    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    text = reader.made(MANY).decode().replace("regel 7", "régel 7").replace(GEMEENTE, "GMé")
    for codec in ("utf-16", "cp1252", "utf-32"):
        (tmp_path / reader.bestand).write_bytes(text.encode(codec))
        one_message(tmp_path, capfd, digest, "R3002")


@every_reader
@pytest.mark.parametrize("how", ["changed", "gone", "gone at once", "disk"])
def test_a_file_that_does_not_stay_while_it_is_read(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    how: str,
) -> None:
    from resultaat.data import snapshot
    from resultaat.data.readers import raw

    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    path = tmp_path / reader.bestand
    path.write_bytes(reader.made(MANY + 1))
    opened, read = raw._opened, snapshot.read_raw

    def first_gone(*about: object) -> object:
        path.unlink()
        return opened(*about)  # type: ignore[arg-type]

    def broken(*_: object) -> object:
        raise OSError(5, "Input/output error")

    def then(*about: object) -> object:
        table = read(*about)  # type: ignore[arg-type]
        if how == "changed":
            path.write_bytes(reader.made(MANY + 2))
        else:
            path.unlink()
        return table

    if how in ("changed", "gone"):
        monkeypatch.setattr(snapshot, "read_raw", then)
    else:
        monkeypatch.setattr(raw, "_opened", broken if how == "disk" else first_gone)
    said = one_message(tmp_path, capfd, digest, "R3207" if how == "changed" else "R3")
    assert "Errno" not in said and "Input/output" not in said


@every_reader
def test_a_file_that_may_not_be_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from resultaat.data import lading

    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    (tmp_path / reader.bestand).write_bytes(reader.made(MANY + 1))

    def locked(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(lading, "sha256_of_file", locked)
    one_message(tmp_path, capfd, digest, "R3022")


#: Where a load is killed: while the reader gives its rows, and when only the history lacks.
KILLED_IN = {
    "reading": "resultaat.data.readers.raw.whole",
    "named, not remembered": "resultaat.data.history.add",
}
LOAD = """
import os, signal
from pathlib import Path
from unittest.mock import patch
from data_examples import attempt
def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
with patch({where!r}, killed):
    attempt(Path({folder!r}))
"""


def process(folder: Path, where: str = "builtins.copyright") -> subprocess.Popen[bytes]:
    here = Path(__file__).parent
    code = LOAD.format(where=where, folder=str(folder))
    paths = [str(here), str(here.parents[1]), str(here.parents[2])]
    return subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


@pytest.mark.parametrize("where", KILLED_IN.values(), ids=list(KILLED_IN))
@pytest.mark.parametrize("name", [name for name in READERS if name != "csv"])
def test_a_load_that_is_killed(tmp_path: Path, name: str, where: str) -> None:
    """For CSV, and for every moment between, see `test_data_snapshot.py`."""
    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    (tmp_path / reader.bestand).write_bytes(reader.made(MANY + 1))
    assert process(tmp_path, where).wait(60) == -signal.SIGKILL
    (last,) = history(tmp_path, "levering")
    assert last.momentopname == digest
    snapshot, _ = attempt(tmp_path)
    assert snapshot is not None
    assert rows_of(snapshot).height == MANY + 1


@every_reader
def test_two_loads_at_once(tmp_path: Path, name: str) -> None:
    reader = READERS[name]
    folder = made(tmp_path, reader)
    running = [process(folder) for _ in range(2)]
    assert [each.wait(60) for each in running] == [0, 0]
    loads = history(folder, "levering")
    assert [each.nummer for each in loads] == list(range(1, len(loads) + 1))
    assert len({each.momentopname for each in loads}) == 1
    assert find(folder, "levering", loads[-1].momentopname) is not None


@every_reader
def test_rows_in_are_rows_used_and_set_aside(tmp_path: Path, name: str) -> None:
    """Two rows have a number that cannot be: each with its reason and its place."""
    reader = READERS[name]
    limit = {"nr": "{type: aantal, hoogstens: 58}"}
    if name == "berichten":
        limit = {"nr": "{type: aantal, kolom: toewijzing, hoogstens: 58}"}
    folder = folder_with(
        tmp_path,
        reader.made(MANY),
        {**reader.kolommen, **limit},
        bestand=reader.bestand,
        gebied=reader.gebied,
        more=f"{reader.more}\nhoogstens_terzijde: 10%",
    )
    snapshot, found = attempt(folder)
    assert snapshot is not None, [each.message for each in found]
    (levering,) = history(folder, "levering")
    assert (levering.rijen, levering.gebruikt, levering.terzijde) == (MANY, MANY - 2, 2)
    (reden,) = levering.redenen
    # A text and a workbook have a head; in the others the first row, or message, is number 1.
    first = MANY if name in ("csv", "excel", "ods") else MANY - 1
    assert (reden.code, reden.rijen, reden.eerste_regel) == ("R3020", 2, first)
    assert levering.regels is not None
    lines = (folder / levering.regels).read_text(encoding="utf-8").splitlines()[1:]
    assert [int(line.split(";")[0]) for line in lines] == [first, first + 1]


def test_a_zip_that_hides_what_is_in_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Damage to the list at the end can make files of one: they must not be lost."""
    reader = READERS["berichten"]
    digest = first_load(tmp_path, reader)
    whole = bytearray(reader.made(MANY))
    second = whole.find(b"PK\x01\x02", whole.find(b"PK\x01\x02") + 1)
    length = whole.find(b"PK\x01\x02", second + 1) - second
    whole[second + 32 : second + 34] = (3 * length).to_bytes(2, "little")  # a comment
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        assert len(archive.infolist()) == MANY - 3
    (tmp_path / reader.bestand).write_bytes(bytes(whole))
    one_message(tmp_path, capfd, digest)


@pytest.mark.parametrize("name", ["excel", "ods", "berichten"])
def test_a_zip_that_unpacks_to_a_disk_full(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from resultaat.data.readers import zips

    reader = READERS[name]
    digest = first_load(tmp_path, reader)
    (tmp_path / reader.bestand).write_bytes(reader.made(MANY + 1))
    monkeypatch.setattr(zips, "LARGEST", 1000)
    assert "te groot" in one_message(tmp_path, capfd, digest)


def test_json_that_names_a_year_twice(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of two values one would be lost without a word."""
    reader = READERS["json"]
    digest = first_load(tmp_path, reader)
    text = reader.made(MANY).decode().replace('"1907"', '"1908"')
    (tmp_path / reader.bestand).write_text(text, encoding="utf-8")
    assert "twee waarden" in one_message(tmp_path, capfd, digest)
