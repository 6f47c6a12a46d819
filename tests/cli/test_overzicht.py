"""The table of figures in the terminal: whole at any width, whatever the names are."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import polars as pl
import pytest
from rich.console import Console

from resultaat.cli.cijfers import overview
from resultaat.release.released import RESULTATEN, RunInfo

NAMES = ("kort", "een_naam_van_meer_dan_veertig_tekens_die_doorgaat", "a" * 70)
INFO = RunInfo(
    id="20260503-141500-1a2b3c",
    rapportage="proef",
    titel="Proef",
    organisatie="Stad",
    gebied="GM9999",
    over="2025",
    peildatum=date(2025, 12, 31),
    gemaakt_op=datetime(2026, 5, 3, tzinfo=UTC),
    definities="d" * 64,
    gegevens={},
    motor={},
    instellingen={},
)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_long_name_takes_no_room_from_the_figures(width: int) -> None:
    row = dict.fromkeys(RESULTATEN.names()) | {
        "soort": "resultaat",
        "gebied": "GM9999",
        "periode": "2025",
        "waarde": 0.4321,
        "onder": 0.4,
        "boven": 0.47,
        "eenheid": "%",
        "staat": "voorlopig",
        "oordeel": "rond de streefwaarde",
    }
    frame = pl.DataFrame([row | {"indicator": name} for name in NAMES], schema=RESULTATEN)
    written = StringIO()
    Console(width=width, file=written, color_system=None).print(overview(INFO, frame))
    lines = written.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert sum("43,2%" in line and "40,0%–47,0%" in line for line in lines) == len(NAMES)
    assert "…" not in written.getvalue()
    # Every letter is there, if on more lines than one.
    column = "".join(line[: line.index("43,2%")] if "43,2%" in line else line for line in lines)
    assert all(column.count(letter) >= "".join(NAMES).count(letter) for letter in "adgkv_")
