"""A unit that names a scale (`per 1.000 inwoners`), and a figure that is counted so or not."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, indicator, werkmap

import resultaat

KWB = "bron: kwb"
#: What is counted, its unit, and the mend that is told; none where it is right.
SCALES: list[tuple[str, str, str | None]] = [
    (f"{KWB}, verhouding: {{teller: jongeren_met_hulp, noemer: inwoners}}", "1.000", "* 1000"),
    (f"{KWB}, verhouding: {{teller: jongeren_met_hulp * 1000, noemer: inwoners}}", "1.000", None),
    (f"{KWB}, verhouding: {{teller: jongeren_met_hulp, noemer: inwoners / 1000}}", "1.000", None),
    (f"{KWB}, verhouding: {{teller: jongeren_met_hulp * 100, noemer: inwoners}}", "1.000", "1000"),
    (f"{KWB}, verhouding: {{teller: jongeren_met_hulp, noemer: inwoners}}", "1", None),
    ("formule: kosten / inwoners", "1.000", "(kosten / inwoners) * 1000"),
    ("formule: kosten / inwoners * 1000", "1.000", None),
    ("formule: kosten / 12", "1.000", None),
    ("formule: kosten - inwoners", "1.000", None),
    ("bron: trajecten, aantal: rijen, datum: startdatum", "10.000", "keer: 10000"),
    (
        "bron: trajecten, aantal: rijen, datum: startdatum, per: {indicator: inwoners, keer: 1000}",
        *("10.000", "keer: 10000"),
    ),
    (
        "bron: trajecten, aantal: rijen, datum: startdatum, per: {indicator: inwoners, keer: 1000}",
        *("1.000", None),
    ),
    ("bron: trajecten, aandeel: doel_bereikt, datum: einddatum", "100", "percentage"),
    (f"{KWB}, gepubliceerd: aandeel_hulp", "1.000", None),  # as CBS publishes it
    (f"{KWB}, som: jongeren", "1.000", None),
]


@pytest.mark.parametrize(("telt", "per", "mend"), SCALES)
def test_a_scale_that_is_not_counted_is_a_finding(
    tmp_path: Path, telt: str, per: str, mend: str | None
) -> None:
    text = indicator(f"{{{telt}}}", more=f"eenheid: per {per} inwoners")
    folder = werkmap(tmp_path, {"indicators/wijken/proef.yaml": text})
    found = resultaat.open(folder).check()
    assert not found.errors, [each.message for each in found]
    told = [each for each in found if each.code == "R1357"]
    assert [mend is not None and mend in each.mend for each in told] == ([True] if mend else [])
    for each in told:
        assert each.place is not None and each.place.span is not None
        assert f"per {per} inwoners" in text.splitlines()[each.place.span.line - 1]


def test_the_mend_gives_the_figure_that_the_unit_promises(tmp_path: Path) -> None:
    """By hand: 100 of 4,000 inwoners is 25 per 1,000; without the mend it was 0.025 of them."""
    telt = "{bron: kwb, verhouding: {teller: TELLER, noemer: inwoners}}"
    values = {}
    for teller in ("jongeren_met_hulp", "(jongeren_met_hulp) * 1000"):
        text = indicator(telt.replace("TELLER", teller), more="eenheid: per 1.000 inwoners")
        folder = werkmap(tmp_path / str(len(values)), {"indicators/wijken/proef.yaml": text})
        frame = resultaat.open(folder).bereken(alleen_cijfers=True).resultaten
        row = frame.filter(pl.col("indicator") == "proef", pl.col("gebied") == GEMEENTE)
        values[teller] = row["waarde"].to_list()
    assert list(values.values()) == [[0.025], [25.0]]
