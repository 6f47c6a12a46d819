"""The command `haal`: files of sources out of a databank or from the CBS, or the old one stays."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN, RIETVINK, werkmap
from data_cbs import Cbs, serving
from data_examples import attempt
from test_data_berichten import valid_bsn
from unit.register.register_postgres import server

import resultaat
from resultaat.core.diagnostics import Diagnostics, ResultaatError
from resultaat.data.fetch.fetch import fetch
from resultaat.data.history import history
from resultaat.language.catalog import load_catalog

SECRET = "geheim-wachtwoord"  # noqa: S105  what may never be shown
BRON = """\
naam: Meldingen
herkomst: het zaaksysteem
bestand: data/meldingen.csv
haal: {haal}
gebied: {{kolom: buurt}}
kolommen:
  buurt: {{type: gebied, kolom: Buurt}}
  op: {{type: datum, kolom: datum_melding}}
  uren: {{type: getal, mag_leeg: ja}}
  tekst: {{mag_leeg: ja}}
  jaar: {{vast: "2024"}}
"""
TABLE = """\
create table meldingen ("Buurt" text, datum_melding date, uren numeric(8, 2), tekst text, bsn text)
"""
ROWS = [
    (HAVEN, "2024-01-31", 12.5, 'een; "twee"\ndrie', "999900006"),
    (BINNENSTAD, "2024-02-29", None, "", "999900018"),
]


def folder_with(folder: Path, haal: str) -> Path:
    return werkmap(folder, {"indicators/bronnen/levering.yaml": BRON.format(haal=haal)})


def fetched(folder: Path) -> tuple[int | None, Diagnostics]:
    catalog = load_catalog(folder)
    catalog.found.raise_if_errors()
    found = Diagnostics()
    return fetch(catalog.bronnen["levering"], folder, lambda _: None, found), found


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    import sqlalchemy as sa

    with server() as uri:
        address = uri.replace("postgresql://", "postgresql+psycopg://")
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            connection.exec_driver_sql("create schema uitvoer")
            connection.exec_driver_sql(TABLE.replace("meldingen", "uitvoer.meldingen", 1))
            for row in ROWS:
                connection.exec_driver_sql(
                    "insert into uitvoer.meldingen values (%s, %s, %s, %s, %s)", row
                )
            connection.exec_driver_sql(
                "insert into uitvoer.meldingen select %s, date '2024-03-01', 1, 'x', '' "
                "from generate_series(1, 25000)",
                (HAVEN,),
            )
        engine.dispose()
        yield address


def test_a_table_of_postgresql(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZAAK_URL", postgres)
    folder = folder_with(tmp_path, "{databank: ZAAK_URL, tabel: uitvoer.meldingen}")
    count, found = fetched(folder)
    assert (count, list(found)) == (25002, [])
    snapshot, found = attempt(folder)
    found.raise_if_errors()
    assert snapshot is not None
    frame = pl.read_parquet(_files(snapshot.path))
    assert frame.height == 25002
    first = frame.sort("op").row(0, named=True)
    assert (first["__gebied"], float(first["uren"])) == (HAVEN, 12.5)
    assert first["tekst"] == 'een; "twee"\ndrie'
    # Only what the contract asks for leaves the databank.
    assert "999900006" not in (folder / "data" / "meldingen.csv").read_text(encoding="utf-8")


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.glob("*.parquet"))


@pytest.mark.parametrize("when", ["first row", "between two parts", "last part"])
def test_a_server_that_goes_away_leaves_the_old_file(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The connection is ended by the server while rows stream: nothing half, no address, one
    message.
    """
    import sqlalchemy as sa

    from resultaat.data.fetch import fetch as module

    monkeypatch.setenv("ZAAK_URL", postgres)
    folder = folder_with(tmp_path, "{databank: ZAAK_URL, tabel: uitvoer.meldingen}")
    assert fetched(folder)[0] == 25002
    old = (folder / "data" / "meldingen.csv").read_bytes()
    rows, at = 0, {"first row": 1, "between two parts": 9000, "last part": 19000}[when]
    text = module.as_text

    def going(value: object, mark: str) -> str:
        nonlocal rows
        rows += 1
        if rows == 4 * at:  # four columns a row
            engine = sa.create_engine(postgres)
            with engine.connect() as connection:
                connection.exec_driver_sql(
                    "select pg_terminate_backend(pid) from pg_stat_activity "
                    "where pid <> pg_backend_pid() and datname = current_database()"
                )
            engine.dispose()
        return text(value, mark)

    monkeypatch.setattr(module, "as_text", going)
    count, found = fetched(folder)
    assert rows >= 4 * at
    assert (count, [each.code for each in found]) == (None, ["R5004"])
    assert "host" not in next(iter(found)).render()
    assert (folder / "data" / "meldingen.csv").read_bytes() == old
    assert [each.name for each in (folder / "data").glob(".*")] == []
    # The server is there again: the next time all is well.
    monkeypatch.setattr(module, "as_text", text)
    assert fetched(folder)[0] == 25002


KILL = """
import os, signal
from pathlib import Path
from resultaat.core.diagnostics import Diagnostics, ResultaatError
from resultaat.data.fetch import fetch as module
from resultaat.language.catalog import load_catalog
def killed(value, mark):
    os.kill(os.getpid(), signal.SIGKILL)
module.as_text = killed
root = Path({folder!r})
module.fetch(load_catalog(root).bronnen["levering"], root, lambda _: None, Diagnostics())
"""


def test_a_fetch_that_is_killed_leaves_the_old_file_and_nothing_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE)
        connection.executemany("insert into meldingen values (?, ?, ?, ?, ?)", ROWS)
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = folder_with(tmp_path / "map", "{databank: ZAAK_URL, tabel: meldingen}")
    fetched(folder)
    old = (folder / "data" / "meldingen.csv").read_bytes()
    root = str(Path(__file__).parents[3])
    code = KILL.format(folder=str(folder))
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert (folder / "data" / "meldingen.csv").read_bytes() == old
    (half,) = (folder / "data").glob(".meldingen*")
    assert fetched(folder)[0] == 2
    assert half.exists()  # it could be that of a process that runs
    os.utime(half, (0, 0))
    assert fetched(folder)[0] == 2
    assert not half.exists()


def test_rows_of_a_databank_are_used_or_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE)
        strange = ("BU00000000", "2024-02-30", None, "", "")
        connection.executemany("insert into meldingen values (?, ?, ?, ?, ?)", [*ROWS, strange])
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = folder_with(tmp_path / "map", "{databank: ZAAK_URL, tabel: meldingen}")
    source = folder / "indicators/bronnen/levering.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(f"hoogstens_terzijde: 50%\n{text}", encoding="utf-8")
    assert fetched(folder)[0] == 3
    assert attempt(folder)[0] is not None
    (levering,) = history(folder, "levering")
    assert (levering.rijen, levering.gebruikt, levering.terzijde) == (3, 2, 1)
    # The third row of the table; its text before it runs over two lines.
    assert [each.eerste_regel for each in levering.redenen] == [5]


def test_a_table_of_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE)
        connection.executemany("insert into meldingen values (?, ?, ?, ?, ?)", ROWS)
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = folder_with(tmp_path / "map", "{databank: ZAAK_URL, tabel: meldingen}")
    assert fetched(folder)[0] == 2


@pytest.mark.parametrize(
    ("address", "tabel"),
    [
        (None, "meldingen"),
        ("", "meldingen"),
        (SECRET, "meldingen"),
        (f"sqlite:////nergens/{SECRET}/zaak.db", "meldingen"),
        ("sqlite://", "meldingen"),
        (f"onbekend://gebruiker:{SECRET}@server/db", "meldingen"),
        (f"postgresql+psycopg://gebruiker:{SECRET}@127.0.0.1:1/db", "meldingen"),
    ],
)
def test_a_databank_that_cannot_be_read_keeps_the_old_file_and_its_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str | None, tabel: str
) -> None:
    if address is None:
        monkeypatch.delenv("ZAAK_URL", raising=False)
    else:
        monkeypatch.setenv("ZAAK_URL", address)
    folder = folder_with(tmp_path, f"{{databank: ZAAK_URL, tabel: {tabel}}}")
    old = folder / "data" / "meldingen.csv"
    old.write_text("oud", encoding="utf-8")
    count, found = fetched(folder)
    assert count is None
    assert [each.code for each in found] == ["R5004"]
    assert SECRET not in "".join(each.render() for each in found)
    assert old.read_text(encoding="utf-8") == "oud"


@pytest.mark.parametrize(
    ("tabel", "column", "said"),
    [
        ("melding", "uren", "de tabel `melding` is er niet"),
        ("meldingen", "Uren", "`meldingen` heeft geen kolom `Uren`"),
        ("meldingen", "urn", "`meldingen` heeft geen kolom `urn`"),
    ],
)
def test_what_the_databank_lacks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tabel: str, column: str, said: str
) -> None:
    """SQLite would give the text `Uren` for every row: a name in quotes that is no column."""
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE)
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = folder_with(tmp_path / "map", f"{{databank: ZAAK_URL, tabel: {tabel}}}")
    contract = folder / "indicators/bronnen/levering.yaml"
    text = contract.read_text(encoding="utf-8")
    named = f"uren: {{type: getal, kolom: {column},"
    contract.write_text(text.replace("uren: {type: getal,", named), encoding="utf-8")
    count, found = fetched(folder)
    assert count is None
    assert said in next(iter(found)).message


CBS = """\
naam: Kerncijfers
herkomst: CBS
bestand: data/kwb.csv
decimaalteken: "."
haal: {cbs: 83765NED}
lang: {kenmerk: Measure, waarde: Value, reden: ValueAttribute}
onderdrukt_bij_bron: [Confidential]
gebied: {kolom: buurt}
periode: 2017
gepubliceerd: ja
kolommen:
  buurt: {type: gebied, kolom: WijkenEnBuurten}
  inwoners: {type: aantal, kolom: T001036}
  bijstand: {type: aantal, kolom: M000200, mag_leeg: ja}
"""


def measured(area: str, measure: str, value: object, attribute: str = "None") -> dict[str, object]:
    names = ("Measure", "ValueAttribute", "Value", "WijkenEnBuurten")
    return dict(zip(names, (measure, attribute, value, f"{area}  "), strict=True))


LONG = [
    measured(HAVEN, "T001036", 120),
    measured(HAVEN, "M000200", None, "Confidential"),
    measured(BINNENSTAD, "T001036", 80.0),
    measured(BINNENSTAD, "M000200", 10),
    measured(BINNENSTAD, "M999999", 1),
]


def cbs_folder(folder: Path) -> Path:
    return werkmap(folder, {"indicators/bronnen/levering.yaml": CBS})


def test_a_table_in_long_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cbs_folder(tmp_path)
    with serving(Cbs(LONG)) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        assert fetched(folder)[0] == 5
    snapshot, found = attempt(folder)
    found.raise_if_errors()
    assert snapshot is not None
    frame = pl.read_parquet(_files(snapshot.path)).sort("inwoners")
    assert frame.select("__gebied", "inwoners", "bijstand", "__reden_bijstand").rows() == [
        (BINNENSTAD, 80, 10, None),
        (HAVEN, 120, None, "onderdrukt bij de bron"),
    ]


def test_measurements_are_used_set_aside_or_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six measurements: one topic is not in the contract, one row has no inhabitants."""
    folder = cbs_folder(tmp_path)
    source = folder / "indicators/bronnen/levering.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(f"hoogstens_terzijde: 50%\n{text}", encoding="utf-8")
    rows = [*LONG, measured(RIETVINK, "M000200", 10)]
    with serving(Cbs(rows)) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        assert fetched(folder)[0] == 6
    assert attempt(folder)[0] is not None
    (levering,) = history(folder, "levering")
    assert (levering.rijen, levering.gebruikt, levering.terzijde, levering.buiten) == (6, 4, 1, 1)
    where = {each.code: each.eerste_regel for each in levering.redenen}
    assert where == {"R3005": 7, "": 6}


def test_a_topic_with_two_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cbs_folder(tmp_path)
    with serving(Cbs([*LONG, measured(HAVEN, "T001036", 121)])) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        fetched(folder)
    snapshot, found = attempt(folder)
    assert snapshot is None
    assert [each.code for each in found] == ["R3018"]


def test_a_topic_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cbs_folder(tmp_path)
    with serving(Cbs(LONG[:1])) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        fetched(folder)
    _, found = attempt(folder)
    assert [each.code for each in found] == ["R3003"]


@pytest.mark.parametrize(
    ("cbs", "code"),
    [
        (Cbs(LONG, faults={1: "404"}), "R5001"),
        (Cbs(LONG, stamps=["a", "b"]), "R5002"),
        (Cbs(LONG, says=99), "R5003"),
        (Cbs([], says=0), "R5003"),
        (Cbs([*LONG, {"Anders": 1}]), "R5002"),
    ],
)
def test_what_goes_wrong_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cbs: Cbs, code: str
) -> None:
    folder = cbs_folder(tmp_path)
    (folder / "data" / "kwb.csv").write_text("oud", encoding="utf-8")
    with serving(cbs) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        count, found = fetched(folder)
    assert count is None
    assert [each.code for each in found] == [code]
    assert (folder / "data" / "kwb.csv").read_text(encoding="utf-8") == "oud"


def test_a_source_without_haal_or_in_another_format(tmp_path: Path) -> None:
    text = CBS.replace("haal: {cbs: 83765NED}\n", "")
    folder = werkmap(tmp_path, {"indicators/bronnen/levering.yaml": text})
    _, found = fetched(folder)
    assert [each.code for each in found] == ["R5005"]


@pytest.mark.parametrize("there", [True, False])
def test_what_a_table_means_comes_along_or_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """The figures are there either way; a contract proposed of them has the texts of the CBS."""
    row = {"Measure": "T001036", "ValueAttribute": "None", "Value": 7, "WijkenEnBuurten": HAVEN}
    topic = {"Identifier": "T001036", "Title": "Aantal inwoners", "Unit": "aantal"}
    topic["Description"] = "Op 1 januari"
    lists = {"MeasureCodes": [topic], "Dimensions": []}
    folder = folder_with(tmp_path, "{cbs: 83765NED}")
    with serving(Cbs([row], lists=lists if there else {})) as address:
        monkeypatch.setenv("RESULTAAT_CBS", address)
        count, found = fetched(folder)
    assert count == 1
    assert [each.code for each in found] == ([] if there else ["R5007"])
    assert found.errors == []
    resultaat.open(folder).stel_voor(folder / "data/meldingen.csv", "voorstel")
    doc = load_catalog(folder).bronnen["voorstel"].doc
    said = {each.uitleg for each in doc.kolommen.values()}
    assert ("Op 1 januari (aantal)" in said) is there


def test_a_contract_of_a_table_is_proposed_and_fetched_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number of a person is a BSN in the contract, and stands in no word of it."""
    monkeypatch.setenv("RESULTAAT_SLEUTEL", "een-sleutel-die-nergens-anders-voor-is-0123456789")
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE)
        rows = [(*ROWS[0][:3], "", valid_bsn(number)) for number in range(40)]
        connection.executemany("insert into meldingen values (?, ?, ?, ?, ?)", rows)
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = werkmap(tmp_path / "map")
    voorstel = resultaat.open(folder).stel_voor(Path("ZAAK_URL:meldingen"))
    assert (voorstel.bron, voorstel.samen) == ("meldingen", True)
    assert not any(row[4] in voorstel.path.read_text(encoding="utf-8") for row in rows)
    catalog = load_catalog(folder)
    doc = catalog.bronnen["meldingen"].doc
    assert doc.haal is not None and doc.haal.tabel == "meldingen"
    assert doc.kolommen["bsn"].type.value == "bsn"
    found = Diagnostics()
    assert fetch(catalog.bronnen["meldingen"], folder, lambda _: None, found) == 40
    done = resultaat.open(folder).laad(["meldingen"])
    assert [each.levering.gebruikt for each in done.ladingen] == [40], list(done.meldingen)


@pytest.mark.parametrize("table", ["ZAAK_URL:melding", "NIETS_URL:meldingen", "ZAAK_URL:leeg"])
def test_of_what_is_not_there_nothing_is_proposed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    with sqlite3.connect(tmp_path / "zaak.db") as connection:
        connection.execute(TABLE.replace("meldingen", "leeg"))
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{tmp_path / 'zaak.db'}")
    folder = werkmap(tmp_path / "map")
    with pytest.raises(ResultaatError, match="R3042"):
        resultaat.open(folder).stel_voor(Path(table), "voorstel")
    assert not (folder / "indicators/bronnen/voorstel.yaml").exists()
