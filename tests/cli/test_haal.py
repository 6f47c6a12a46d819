"""The command `haal` as a data engineer uses it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from cli_runner import Resultaat

BRON = """\
naam: Meldingen
herkomst: het zaaksysteem
bestand: data/meldingen.csv
haal: {databank: ZAAK_URL, tabel: meldingen}
gebied: {kolom: buurt}
kolommen: {buurt: gebied, uren: getal}
"""


@pytest.fixture
def zaaksysteem(tmp_path: Path, werkmap: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (werkmap / "indicators" / "bronnen" / "meldingen.yaml").write_text(BRON, encoding="utf-8")
    path = tmp_path / "zaak.db"
    connection = sqlite3.connect(path)
    connection.execute("create table meldingen (buurt text, uren real)")
    connection.execute("insert into meldingen values ('BU99990101', 1.5)")
    connection.commit()
    connection.close()
    monkeypatch.setenv("ZAAK_URL", f"sqlite:///{path}")
    return path


def test_a_file_is_fetched(resultaat: Resultaat, werkmap: Path, zaaksysteem: Path) -> None:
    done = resultaat("haal", cwd=werkmap)
    assert (done.code, done.out.strip()) == (0, "data/meldingen.csv: 1 rij")
    written = (werkmap / "data" / "meldingen.csv").read_text(encoding="utf-8")
    assert written == "buurt;uren\nBU99990101;1,5\n"
    done = resultaat("haal", "meldingen", "--json", cwd=werkmap)
    assert done.json["uitkomst"] == {"rijen": {"meldingen": 1}}


def test_what_cannot_be_fetched_is_said(
    resultaat: Resultaat, werkmap: Path, zaaksysteem: Path
) -> None:
    zaaksysteem.unlink()
    done = resultaat("haal", "meldingen", cwd=werkmap)
    assert done.code == 3
    assert "R5004" in done.err
    assert str(zaaksysteem) not in done.err
    done = resultaat("haal", "melding", cwd=werkmap)
    assert done.code == 3
    assert "Bedoelt u `meldingen`?" in done.err


def test_nothing_to_fetch(resultaat: Resultaat, werkmap: Path) -> None:
    assert resultaat("haal", cwd=werkmap).code == 0
