"""Every way out of an expression that we could think of, through YAML and past it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import duckdb
import polars as pl
import pytest
from builders import ZONDER_PERSONEN, calculated, indicator, proef

from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings
from resultaat.engine.duckdb import MemoryFull, QueryFailed, Session
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check

#: What reads, writes or changes something: refused by the session itself, whoever asks.
OUT = [
    "(SELECT count(*) FROM read_csv('/etc/passwd')) > 0",
    "(SELECT count(*) FROM read_csv_auto('/etc/passwd')) > 0",
    "(SELECT content FROM read_text('/etc/passwd')) = 'x'",
    "(SELECT content FROM read_blob('/etc/passwd')) IS NULL",
    "(SELECT count(*) FROM read_json('/etc/passwd')) > 0",
    "(SELECT count(*) FROM read_json_objects('/etc/passwd')) > 0",
    "(SELECT count(*) FROM read_ndjson('/etc/passwd')) > 0",
    "(SELECT count(*) FROM read_parquet('/etc/passwd')) > 0",
    "(SELECT count(*) FROM parquet_metadata('{other}')) > 0",
    "(SELECT count(*) FROM parquet_schema('{other}')) > 0",
    "(SELECT count(*) FROM parquet_scan('{other}')) > 0",
    "(SELECT count(*) FROM '{other}') > 0",
    '(SELECT count(*) FROM "{other}") > 0',
    "(SELECT count(*) FROM '/etc/passwd') > 0",
    "(SELECT count(*) FROM glob('/etc/*')) > 0",
    "(SELECT count(*) FROM sniff_csv('/etc/passwd')) > 0",
    "(SELECT count(*) FROM 'https://example.com/a.csv') > 0",
    "(SELECT count(*) FROM read_csv('https://example.com/a.csv')) > 0",
    "(SELECT count(*) FROM read_parquet('s3://bucket/a.parquet')) > 0",
    "(SELECT count(*) FROM sqlite_scan('{other}', 'a')) > 0",
    "(SELECT count(*) FROM postgres_scan('', 'a', 'b')) > 0",
    "(SELECT count(*) FROM query('ATTACH ''{other}''')) > 0",
    "(SELECT count(*) FROM query_table('{other}')) > 0",
    "getenv('HOME') = 'x'",
    "write_log('x') IS NULL AND getvariable('x') = (SELECT content FROM read_text('/etc/passwd'))",
    "which_secret('s3://x', 's3') IS NULL",
    "1 = 1; ATTACH '{other}' AS db",
    "1 = 1; COPY (SELECT 1) TO '{new}'",
    "1 = 1; SET threads = 8",
    "1 = 1; PRAGMA database_list",
    "1 = 1; INSTALL httpfs",
    "1 = 1; LOAD httpfs",
    "1 = 1; CREATE MACRO m(x) AS getenv(x)",
    "1 = 1; CREATE SECRET (TYPE s3)",
    "1 = 1; DROP VIEW eigen",
    "1 = 1; EXPORT DATABASE '{new}'",
    "1 = 1; CALL pragma_database_size()",
    "1 = 1) TO '{new}' (FORMAT csv); --",
    "1 = 1 --\n; COPY (SELECT 1) TO '{new}'",
]
#: What tells about the engine itself, or is no condition on a row: no business of a definition.
ABOUT = [
    "(SELECT count(*) FROM duckdb_settings()) > 0",
    "(SELECT count(*) FROM duckdb_secrets()) > 0",
    "(SELECT count(*) FROM duckdb_functions()) > 0",
    "(SELECT count(*) FROM information_schema.tables) > 0",
    "(SELECT count(*) FROM pg_catalog.pg_class) > 0",
    "(SELECT count(*) FROM pg_catalog.pg_settings) > 0",
    "EXISTS (SELECT 1 FROM sqlite_master)",
    "current_setting('temp_directory') = 'x'",
    "pg_typeof(rij) = 'x'",
    "current_user = 'x'",
    "current_schema() = 'x'",
    "version() = 'x'",
    "set_config('threads', '8') = 'x'",
    "nextval('x') = 1",
    "list_transform([1], x -> x) = [1]",
    "list_transform([1], lambda x: getenv('HOME')) = ['x']",
    "list_filter([rij], x -> getenv(x) = '') = []",
    "rij IN (SELECT wie FROM bron_meldingen)",
    "rij = ANY (SELECT wie FROM bron_meldingen)",
    "rij = (FROM bron_meldingen SELECT wie LIMIT 1)",
    "rij = $1",
    "rij = ?",
    "rij = :naam",
    "rij = @naam",
    "COLUMNS('.*') IS NULL",
    "* IS NULL",
    "bron_meldingen.rij = 'x'",
    "main.bron_meldingen.rij = 'x'",
    "gebieden.binnen = 'x'",
    "count(*) > 1",
    "sum(uren) OVER () > 1",
    "row_number() OVER () = 1",
    "random() > 0.5",
    "now() > '2024-01-01'",
    "uuid() = 'x'",
    "error('x') IS NULL",
    "rij::JSON IS NULL",
    "TRY_CAST(rij AS BLOB) IS NULL",
    "regexp_matches(rij, '(a+)+$')",
    "repeat('x', 1000000000) = 'y'",
    "range(1000000000) = []",
    "struct_pack(a := 1) IS NULL",
    "rij SIMILAR TO 'x'",
    "rij COLLATE NOCASE = 'x'",
]
KINDS = {
    "waar": "{{bron: meldingen, aantal: rijen, datum: op, waar: {0}}}",
    "aandeel": "{{bron: meldingen, aandeel: {0}, datum: op}}",
    "som": "{{bron: meldingen, som: {0}, datum: op}}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return proef(
        tmp_path_factory.mktemp("vlucht"), [{}], {"proef": KINDS["aandeel"].format("goed")}
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [*OUT, *ABOUT])
def test_a_definition_with_it_is_refused(folder: Path, kind: str, text: str) -> None:
    written = text.format(other=folder / "data/meldingen.csv", new=folder / "nieuw.csv")
    quoted = '"' + written.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    path = folder / "indicators" / "proef" / "proef.yaml"
    path.write_text(indicator(KINDS[kind].format(quoted)), encoding="utf-8")
    found = check(load_catalog(folder))
    assert {each.code[:3] for each in found.errors} <= {"R12", "R13"}, written
    assert found.errors, written
    assert all(each.place is not None for each in found.errors)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    for name in ("eigen", "ander"):
        pl.DataFrame({"rij": ["a"], "wie": ["b"], "uren": [1]}).write_parquet(
            tmp_path / f"{name}.parquet"
        )
    with Session({"eigen": tmp_path / "eigen.parquet"}, Settings(threads=1)) as opened:
        yield opened


@pytest.mark.parametrize("text", OUT)
def test_the_session_refuses_it_too(session: Session, tmp_path: Path, text: str) -> None:
    written = text.format(other=tmp_path / "ander.parquet", new=tmp_path / "nieuw.csv")
    before = sorted(tmp_path.iterdir())
    query = f"SELECT count(*) AS n FROM eigen WHERE {written}"  # noqa: S608
    with pytest.raises(QueryFailed):
        session.frame(query)
    with pytest.raises(QueryFailed):
        session.run(f"CREATE TABLE t AS {query}")
    if ";" not in text:
        # As if nobody had looked at what kind of statement it is.
        with pytest.raises(duckdb.Error):
            session._connection.execute(query).fetchall()
    assert sorted(tmp_path.iterdir()) == before


def test_memory_is_bounded_and_too_little_is_told(tmp_path: Path) -> None:
    """What does not fit goes to the folder of the session, until that does not help either."""
    pl.DataFrame({"i": range(2_000_000)}).write_parquet(tmp_path / "eigen.parquet")
    views, settings = {"eigen": tmp_path / "eigen.parquet"}, Settings(threads=1, memory="60MB")
    with Session(views, settings) as session:
        seen, done, spilled = session._spill.path, Event(), set[Path]()

        def watch() -> None:
            while not done.wait(0.01):
                spilled.update(seen.glob("duckdb_temp*"))

        watcher = Thread(target=watch)
        watcher.start()
        try:
            query = "SELECT count(*) AS n FROM (SELECT DISTINCT i, i::VARCHAR AS t FROM eigen)"
            assert session.frame(query).item() == 2_000_000
        finally:
            done.set()
            watcher.join()
        assert spilled
        with pytest.raises(MemoryFull):
            session.frame("SELECT list(i) AS alles FROM eigen, range(60) r(x)")
    assert not seen.exists()


def test_too_little_memory_is_told_in_dutch(tmp_path: Path) -> None:
    made = proef(
        tmp_path,
        [{"kosten": f"{n},00"} for n in range(20_000)],
        {"midden": "{bron: meldingen, mediaan: kosten, datum: op}"},
        bron=ZONDER_PERSONEN,
    )
    with pytest.raises(ResultaatError) as told:
        calculated(made, Settings(threads=1, memory="1MB"))
    (said,) = told.value.diagnostics
    assert (said.code, "1MB" in said.message) == ("R4002", True)
