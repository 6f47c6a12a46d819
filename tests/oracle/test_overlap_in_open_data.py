"""Totals and overlapping ages in real files: found where nobody declared them, and only there."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import werkmap

import resultaat
from resultaat.core.diagnostics import ResultaatError

#: The area of every row is one: the column that is looked at is a text here, as in a comparison.
HEAD = """\
naam: Tabel
herkomst: CBS, of de rijksoverheid
bestand: data/bestand.csv
decimaalteken: "."
leeg: ["."]
gebied: {kolom: hier}
"""
HERE = "  hier: {type: gebied, vast: GM9999}\n"
IV3 = """\
sleutel: [gemeente, taakveld]
kolommen:
  gemeente: {kolom: Gemeenten}
  taakveld: {kolom: Taakveld}
  baten: {type: getal, kolom: Baten, mag_leeg: ja}
  lasten: {type: getal, kolom: Lasten, mag_leeg: ja}
"""
BIJSTAND = """\
scheidingsteken: ","
sleutel: [regio, leeftijd]
kolommen:
  regio: {kolom: Regiokenmerken}
  leeftijd: {kolom: Leeftijd}
  inwoners: {type: aantal, kolom: Inwoners_1, mag_leeg: ja}
  bijstand: {type: aantal, kolom: Bijstandsontvangers_2, mag_leeg: ja}
"""
FONDS = """\
sleutel: gemeente
kolommen:
  gemeente: {kolom: Gemeenten}
  jeugd: {type: getal, kolom: Individuele voorzieningen Jeugd}
  wmo: {type: getal, kolom: Individuele voorzieningen Wmo}
"""


def refused(folder: Path, file: Path, contract: str, *more: str) -> list[tuple[str, int]]:
    """Load a file; return the codes and the lines of what it is refused for."""
    bron = "".join([HEAD, *(f"{each}\n" for each in more), contract, HERE])
    content = file.read_text(encoding="utf-8-sig")
    if contract is FONDS:  # more decimals than an amount of money has
        frame = pl.read_csv(file, separator=";")
        content = frame.with_columns(pl.selectors.float().round(2)).write_csv(separator=";")
    made = werkmap(folder, {"indicators/bronnen/tabel.yaml": bron, "data/bestand.csv": content})
    try:
        done = resultaat.open(made).laad(["tabel"])
    except ResultaatError as wrong:
        pytest.fail(str([each.message for each in wrong.diagnostics]))
    return [
        (each.code, each.place.span.line)
        for each in done.meldingen.errors
        if each.place is not None and each.place.span is not None
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("iv3_2023_begroting_taakvelden", 24284),
        ("iv3_2023_jaarrekening_taakvelden", 24284),
        ("iv3_2024_begroting_taakvelden", 24284),
    ],
)
def test_nederland_among_gemeenten_in_iv3(
    open_data: Path, tmp_path: Path, name: str, line: int
) -> None:
    file = open_data / "iv3" / f"{name}.csv"
    assert refused(tmp_path / "zonder", file, IV3) == [("R3040", line)]
    assert refused(tmp_path / "met", file, IV3, "zonder: {gemeente: [Nederland]}") == []


@pytest.mark.parametrize("name", ["83450NED_participatiewet_2015", "83747NED_participatiewet_2016"])
def test_ages_and_regions_that_overlap(open_data: Path, tmp_path: Path, name: str) -> None:
    file = open_data / "participatiewet" / f"{name}.csv"
    # The land among six kinds of regions, and everybody from 15 among two groups of ages.
    assert refused(tmp_path / "a", file, BIJSTAND) == [("R3040", 2), ("R3040", 2)]
    (only,) = refused(tmp_path / "b", file, BIJSTAND, 'alleen: {regio: ["GM*"]}')
    assert only[0] == "R3040"
    ages = 'alleen: {regio: ["GM*"], leeftijd: ["90100", "90200"]}'
    assert refused(tmp_path / "c", file, BIJSTAND, ages) == []


@pytest.mark.parametrize("name", ["gf_clusters_sept2023_jaar2024", "gf_clusters_sept2024_jaar2025"])
def test_nederland_in_the_gemeentefonds(open_data: Path, tmp_path: Path, name: str) -> None:
    file = open_data / "gemeentefonds" / f"{name}.csv"
    assert refused(tmp_path / "a", file, FONDS) == [("R3040", 344)]
    assert refused(tmp_path / "b", file, FONDS, "zonder: {gemeente: [Nederland]}") == []
