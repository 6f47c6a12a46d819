"""Each kind of message, element by element: what of it becomes which column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE
from data_berichten import BSN, bericht, gestart, gestopt, zipped
from data_examples import attempt, folder_with

_OMVANG = "<Omvang><Volume>12</Volume><Eenheid>04</Eenheid><Frequentie>2</Frequentie></Omvang>"
_PRODUCT = "<Product><Categorie>45</Categorie><Code>45A04</Code></Product>"
_ALLOCATED = (
    f"<ToewijzingNummer>7</ToewijzingNummer>{_PRODUCT}"
    "<Toewijzingsdatum>2024-01-02</Toewijzingsdatum><Ingangsdatum>2024-02-03</Ingangsdatum>"
    f"<Einddatum>2024-12-31</Einddatum>{_OMVANG}"
)
_REQUESTED = (
    f"<ReferentieAanbieder>r1</ReferentieAanbieder>{_PRODUCT}"
    "<BeschikkingIngangsdatum>2024-01-01</BeschikkingIngangsdatum>"
    "<ToewijzingIngangsdatum>2024-02-01</ToewijzingIngangsdatum>"
    f"<ToewijzingEinddatum>2024-08-31</ToewijzingEinddatum>{_OMVANG}"
    "<Verwijzer><Type>02</Type></Verwijzer>"
)
_TYPES = {
    **dict.fromkeys(
        ("toegewezen_op", "ingang_op", "einde_op", "begonnen_op", "beeindigd_op"),
        "{type: datum, mag_leeg: ja}",
    ),
    "beschikking_op": "{type: datum, mag_leeg: ja}",
    "volume": "{type: getal, mag_leeg: ja}",
    "uitval": "ja_nee",
}
_KINDS = {"toewijzingen": "301", "starts": "305", "verzoeken": "315"}
_SIZE = {"volume": Decimal(12), "eenheid": "04", "frequentie": "2"}
_WHAT = {"categorie": "45", "product": "45A04"}


@pytest.mark.parametrize("standard", ["jw", "wmo"])
@pytest.mark.parametrize(
    ("soort", "xml", "columns"),
    [
        (
            "toewijzingen",
            _ALLOCATED,
            {
                "toewijzing": "7",
                **_WHAT,
                "toegewezen_op": date(2024, 1, 2),
                "ingang_op": date(2024, 2, 3),
                "einde_op": date(2024, 12, 31),
                **_SIZE,
            },
        ),
        (
            "starts",
            gestart("7", "2024-03-04"),
            {"toewijzing": "7", "begonnen_op": date(2024, 3, 4), "status": "1"},
        ),
        (
            "verzoeken",
            _REQUESTED,
            {
                "referentie": "r1",
                **_WHAT,
                "beschikking_op": date(2024, 1, 1),
                "ingang_op": date(2024, 2, 1),
                "einde_op": date(2024, 8, 31),
                **_SIZE,
                "verwijzer": "02",
            },
        ),
    ],
)
def test_every_element_has_its_column(
    tmp_path: Path, standard: str, soort: str, xml: str, columns: dict[str, object]
) -> None:
    row = only_row(tmp_path, soort, columns, bericht(_KINDS[soort], xml, standard=standard))
    assert {name: row[name] for name in columns} == columns
    assert row["wet"] == {"jw": "jeugdwet", "wmo": "wmo"}[standard]
    assert (row["__gebied"], row["persoon"]) == (GEMEENTE, "p1")


@pytest.mark.parametrize(
    ("standard", "code", "reden", "uitval"),
    [
        ("jw", "31", "volgens_plan", False),
        ("wmo", "31", "verhuizing", False),
        ("wmo", "19", "volgens_plan", False),
        ("jw", "32", "uitval_client", True),
        ("wmo", "21", "uitval_client", True),
    ],
)
def test_an_end_says_why_in_the_words_of_its_law(
    tmp_path: Path, standard: str, code: str, reden: str, uitval: bool
) -> None:
    columns = {"toewijzing": "7", "begonnen_op": date(2024, 1, 2)}
    columns |= {"beeindigd_op": date(2024, 2, 1), "reden_code": code, "reden": reden}
    columns |= {"uitval": uitval}
    stop = bericht("307", gestopt("7", "2024-01-02", "2024-02-01", code), standard=standard)
    row = only_row(tmp_path, "stops", columns, stop)
    assert {name: row[name] for name in columns} == columns


def only_row(
    folder: Path, soort: str, columns: dict[str, object], content: str
) -> dict[str, object]:
    """Return the one row of a message; its BSN stands nowhere in the snapshot."""
    kolommen = {"gemeente": "gebied", "wet": "tekst", "persoon": "pseudoniem"}
    kolommen |= {name: _TYPES.get(name, "{mag_leeg: ja}") for name in columns}
    made = folder_with(
        folder,
        zipped([content]),
        kolommen,
        bestand="data/x.zip",
        gebied="{kolom: gemeente, niveau: gemeente}",
        more=f"persoon: persoon\ngrondslag: test\nberichten: {{soort: {soort}}}",
    )
    snapshot, found = attempt(made)
    found.raise_if_errors()
    assert snapshot is not None
    (row,) = pl.read_parquet(snapshot.path).to_dicts()
    assert BSN not in str(row)
    return row
