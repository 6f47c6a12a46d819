"""Functions and division through the whole engine, counted by hand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import BINNENSTAD, HAVEN, figure, figures

ROWS = [
    {"buurt": HAVEN, "op": "2024-01-31", "klaar": "2024-02-29", "kosten": "10", "uren": "4"},
    {"buurt": HAVEN, "op": "2024-01-31", "klaar": "2024-03-01", "kosten": "10", "uren": "0"},
    {"buurt": HAVEN, "op": "2024-05-15", "klaar": "", "kosten": "5", "uren": "2", "soort": "jeugd"},
    {"buurt": BINNENSTAD, "op": "2024-06-30", "klaar": "2024-07-30", "kosten": "1", "uren": "3"},
]


@pytest.mark.parametrize(
    ("telt", "waarde", "n"),
    [
        # 31 January to 29 February is no full month, to 1 March it is; 30 June to 30 July is one.
        ("aantal: rijen, waar: 'maanden_tussen(op, klaar) >= 1'", 2, 2),
        ("aandeel: 'dagen_tussen(op, klaar) <= 30'", Decimal(3) / 3, 3),
        # 10/4 = 2,5 and 5/2 = 2,5 and 1/3 = 0,33333333; nothing over 0 hours.
        ("som: kosten / uren", Decimal("5.33333333"), 3),
        # 2,5 → 3; 2,5 → 3; 0,33 → 0
        ("som: 'afgerond(kosten / uren, 0)'", 6, 3),
        ("gemiddelde: 'anders(dagen_tussen(op, klaar), 0)'", Decimal(29 + 30 + 0 + 30) / 4, 4),
        ("aantal: rijen, waar: \"begint_met(soort, 'je') or maand_van(op) = 6\"", 2, 2),
    ],
)
def test_by_hand(tmp_path: Path, telt: str, waarde: object, n: int) -> None:
    frame = figures(tmp_path, ROWS, f"{{bron: meldingen, datum: op, {telt}}}")
    found = figure(frame)
    assert found["waarde"] == pytest.approx(float(waarde), abs=1e-12)  # type: ignore[arg-type]
    assert found["n"] == n
