"""The money of the fictional municipality starts from what CBS published in Iv3."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from resultaat.world.geld import TAAKVELDEN


def test_amounts_per_taakveld_are_those_of_iv3(open_data: Path) -> None:
    """Lasten of row Nederland in the jaarrekening of 2023, per inwoner."""
    iv3 = pl.read_csv(
        open_data / "iv3" / "iv3_2023_jaarrekening_taakvelden.csv",
        separator=";",
        infer_schema=False,
    ).filter(Gemeenten="Nederland")
    per_code: dict[str, float] = {}
    for taakveld, lasten, inwoners in iv3.select("Taakveld", "Lasten", "Inwonertal").iter_rows():
        code = taakveld.split(" ")[0].rstrip("abcd")
        per_code[code] = per_code.get(code, 0.0) + 1000 * float(lasten) / float(inwoners)
    for taakveld, (bedrag, *_) in TAAKVELDEN.items():
        assert bedrag == pytest.approx(per_code[taakveld.split(" ")[0]], abs=1.0), taakveld
