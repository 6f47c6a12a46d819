"""The Gezondheidsmonitor of RIVM, GGD'en and CBS (50090NED, 2020), out of `bereken`.

Figures of the Netherlands as published for 18 and older; those of areas are read from the file by
other means, at every level.
"""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from resultaat.pipeline import Run

#: Indicator: (published figure of the Netherlands in %, the column of the file)
NEDERLAND = {
    "goed_ervaren_gezondheid": (78.4, "ErvarenGezondheidGoedZeerGoed_4"),
    "wekelijkse_sporters": (48.9, "WekelijkseSporters_6"),
    "risico_angst_depressie": (45.9, "MatigHoogRisicoOpAngstOfDepressie_24"),
    "regie_eigen_leven": (90.1, "MatigVeelRegieOverEigenLeven_27"),
    "eenzaam": (47.0, "Eenzaam_28"),
    "ernstig_eenzaam": (11.2, "ErnstigZeerErnstigEenzaam_29"),
    "mantelzorgers": (13.6, "Mantelzorger_32"),
    "vrijwilligers": (24.6, "Vrijwilligerswerk_33"),
    "moeite_met_rondkomen": (13.9, "MoeiteMetRondkomen_38"),
}


@pytest.mark.parametrize("indicator", NEDERLAND)
def test_every_area_keeps_its_published_figure(
    gezondheid: Run, open_data: Path, indicator: str
) -> None:
    nederland, column = NEDERLAND[indicator]
    given = gezondheid.resultaten.filter(pl.col("indicator") == indicator)
    figures = dict(given.select("gebied", "waarde").iter_rows())
    assert figures["NL01"] == pytest.approx(nederland / 100)
    file = open_data / "gezondheid" / "rivm_50090NED_18plus_2020_baarn_denhaag_alkmaar.csv"
    seen = 0
    with file.open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            written = row[column].strip()
            value = figures[row["Codering_3"].strip()]
            if written in ("", "."):
                assert value is None
            else:
                assert value == pytest.approx(float(written) / 100)
                seen += 1
    assert seen >= 250
