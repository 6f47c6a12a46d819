"""Figures as files: equal figures are equal bytes, and what is opened again is what was hashed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import register_examples as examples

from resultaat.core.diagnostics import ResultaatError
from resultaat.register import frames
from resultaat.release.released import RESULTATEN, Released
from resultaat.release.reopen import reopen
from resultaat.release.schemas import KAARTEN

_MANY = 300_000  # more than Polars puts in one row group

_HASHED = """
import hashlib, polars as pl
from resultaat.register.frames import parquet
frame = pl.DataFrame({"a": range(600_000), "b": ["x%d" % (i % 999) for i in range(600_000)]})
print(hashlib.sha256(parquet(frame)).hexdigest())
"""


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_the_pieces_of_a_frame_do_not_matter() -> None:
    whole = pl.DataFrame({"a": range(_MANY), "b": [f"x{i % 50}" for i in range(_MANY)]})
    pieces = pl.concat([whole[:1000], whole[1000:5000], whole[5000:]], rechunk=False)
    part = pl.concat([whole[:3], whole], rechunk=True)[3:]
    assert (whole.n_chunks(), pieces.n_chunks(), part.n_chunks()) == (1, 3, 1)
    assert frames.parquet(pieces) == frames.parquet(whole) == frames.parquet(part)


def test_what_is_read_back_is_written_the_same(tmp_path: Path) -> None:
    name = frames.keep(tmp_path, examples.resultaten())
    read = pl.read_parquet(frames.path_of(tmp_path, name))
    assert frames.keep(tmp_path, read) == name


def test_the_number_of_threads_does_not_matter() -> None:
    hashes = {
        subprocess.run(
            [sys.executable, "-c", _HASHED],
            env={
                **os.environ,
                "POLARS_MAX_THREADS": threads,
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "4")
    }
    assert len(hashes) == 1


def test_other_figures_have_another_name(tmp_path: Path) -> None:
    frame = examples.resultaten()
    names = {
        frames.keep(tmp_path, frame),
        frames.keep(tmp_path, frame.reverse()),
        frames.keep(tmp_path, examples.resultaten(waarde=0.3)),  # the next float but one
    }
    assert len(names) == 3
    for name in names:
        assert sha(frames.path_of(tmp_path, name).read_bytes()) == name


def test_a_file_that_is_whole_is_left_alone(tmp_path: Path) -> None:
    path = frames.path_of(tmp_path, frames.keep(tmp_path, examples.resultaten()))
    before = path.stat()
    frames.keep(tmp_path, examples.resultaten())
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def opened(resultaten: bytes | Path, aansluiting: bytes | Path, *hashes: str) -> Released:
    return reopen(examples.run_info(), resultaten, aansluiting, (hashes[0], hashes[1]))


def test_content_and_path_open_alike(tmp_path: Path) -> None:
    first, second = frames.parquet(examples.resultaten()), frames.parquet(examples.aansluiting())
    path = tmp_path / "x.parquet"
    path.write_bytes(first)
    by_content = opened(first, second, sha(first), sha(second))
    by_path = opened(path, second, sha(first), sha(second))
    assert by_content.resultaten.equals(by_path.resultaten)
    assert by_content.resultaten.equals(examples.resultaten())


def test_the_hashes_are_not_interchangeable() -> None:
    first, second = frames.parquet(examples.resultaten()), frames.parquet(examples.aansluiting())
    with pytest.raises(ResultaatError) as error:
        opened(first, second, sha(second), sha(first))
    assert {item.code for item in error.value.diagnostics} == {"R6003"}


def test_figures_of_before_there_was_a_minimumeis_are_opened_without_one() -> None:
    """Released and hashed by an earlier version; the file stays as it is."""
    before = frames.parquet(examples.resultaten().drop("minimumeis", "definitie_tot", "breuk"))
    second = frames.parquet(examples.aansluiting())
    found = opened(before, second, sha(before), sha(second)).resultaten
    assert found.schema == RESULTATEN
    later = ["minimumeis", "definitie_tot", "breuk"]
    assert found.select(later).null_count().row(0) == (2, 2, 2)
    assert found.drop(later).equals(examples.resultaten().drop(later))


@pytest.mark.parametrize(
    "content",
    [
        frames.parquet(examples.resultaten().drop("oordeel")),
        frames.parquet(examples.resultaten().with_columns(personen=pl.lit(3))),
        frames.parquet(examples.resultaten().select(reversed(RESULTATEN.names()))),
        b"geen parquet",
    ],
    ids=["column less", "column more", "other order", "no parquet"],
)
def test_figures_of_another_version_are_told_apart_from_changed_ones(content: bytes) -> None:
    second = frames.parquet(examples.aansluiting())
    with pytest.raises(ResultaatError) as error:
        opened(content, second, sha(content), sha(second))
    (said,) = error.value.diagnostics
    assert said.code == "R6009"
    assert "0.1.0" in said.mend


def with_bijlage(content: bytes, name: str = "kaarten") -> Released:
    first, second = frames.parquet(examples.resultaten()), frames.parquet(examples.aansluiting())
    hashes = (sha(first), sha(second))
    beside = {name: (content, sha(content))}
    return reopen(examples.run_info(), first, second, hashes, beside)


def test_a_column_that_a_bijlage_did_not_have_yet_is_empty() -> None:
    before = examples.kaarten().drop("q", "omdat")
    found = with_bijlage(frames.parquet(before)).bijlagen["kaarten"]
    assert found.schema == KAARTEN
    assert found["q"].to_list() == found["omdat"].to_list() == [None, None]
    assert found.select(before.columns).equals(before, null_equal=True)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kaarten", frames.parquet(examples.kaarten().with_columns(personen=pl.lit(3)))),
        ("kaarten", frames.parquet(examples.kaarten().with_columns(q=pl.lit("hoog")))),
        ("weersverwachting", frames.parquet(examples.kaarten())),
    ],
    ids=["column more", "other type", "unknown name"],
)
def test_a_bijlage_of_a_later_version_is_not_guessed_at(name: str, content: bytes) -> None:
    with pytest.raises(ResultaatError) as error:
        with_bijlage(content, name)
    assert [item.code for item in error.value.diagnostics] == ["R6009"]


def test_a_bijlage_that_was_changed_is_told() -> None:
    content = frames.parquet(examples.kaarten())
    first, second = frames.parquet(examples.resultaten()), frames.parquet(examples.aansluiting())
    hashes = (sha(first), sha(second))
    with pytest.raises(ResultaatError) as error:
        reopen(examples.run_info(), first, second, hashes, {"kaarten": (content, "0" * 64)})
    assert [item.code for item in error.value.diagnostics] == ["R6003"]
