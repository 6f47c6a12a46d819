"""Words of a source about its file: its format, how areas are written, why a value is absent."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import AfterValidator


def _not_the_truth(value: str) -> str:
    # Who could read what was planted, would find it without looking.
    if value.replace("\\", "/").rsplit("/", 1)[-1].lower() == "waarheid.json":
        raise ValueError(
            "`waarheid.json` zegt wat er in een verzonnen gemeente is gestopt en is geen bron; "
            "kies een ander bestand"
        )
    return value


#: The path of a file that the working folder reads.
Bestand = Annotated[str, AfterValidator(_not_the_truth)]


class Formaat(Enum):
    """How the file is written; the value is the word in YAML."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON_REEKSEN = "json_reeksen"
    GEOJSON = "geojson"
    EXCEL = "excel"
    ODS = "ods"
    BERICHTEN = "berichten"


#: The format that a name stands for, by what comes after its last point.
ENDINGS = {
    **dict.fromkeys(("csv", "txt", "tsv"), Formaat.CSV),
    **dict.fromkeys(("xlsx", "xlsm", "xlsb", "xls"), Formaat.EXCEL),
    "ods": Formaat.ODS,
    "json": Formaat.JSON_REEKSEN,
    "geojson": Formaat.GEOJSON,
    "zip": Formaat.BERICHTEN,
    "xml": Formaat.BERICHTEN,
}


class Reden(Enum):
    """Why a source has no value; the value is the word in snapshots and figures."""

    NOG_NIET_GEPUBLICEERD = "nog niet gepubliceerd"
    ONDERDRUKT_BIJ_BRON = "onderdrukt bij de bron"


def reden_column(name: str) -> str:
    """Return the column of a snapshot that says why `name` has no value."""
    return f"__reden_{name}"


class Datumvorm(Enum):
    """How a day is written in a file, beside 2024-01-31; the value is the word in YAML."""

    DAG_EERST = "dd-mm-jjjj"
    AANEEN = "jjjjmmdd"


class Schrijfwijze(Enum):
    """How an area is written in a file; the value is the word in YAML."""

    CODE = "code"
    NAAM = "naam"
    GEMEENTENUMMER = "gemeentenummer"
