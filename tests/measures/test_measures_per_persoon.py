"""The change per person: against polars by hand, at every level."""

from __future__ import annotations

import random
from datetime import date, timedelta
from math import sqrt
from pathlib import Path

import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    BUURTEN,
    GEMEENTE,
    HAVEN,
    KAREKIET,
    RIETVINK,
    calculated,
    figure,
    figures,
    prepared,
    proef,
)

from resultaat.compile.compiler import compile_requests
from resultaat.compile.plan import Cells, Holistic

TELT = "{bron: meldingen, datum: op, verandering_per_persoon: {van: uren}}"
#: One goes up by 3 and moves house; two goes down by 1 over three measurements; three has two on
#: one day; four was measured once; five has no second value.
ROWS = [
    {"wie": "een", "op": "2024-01-10", "buurt": BINNENSTAD, "uren": "4"},
    {"wie": "een", "op": "2024-11-10", "buurt": HAVEN, "uren": "7"},
    {"wie": "twee", "op": "2024-02-01", "buurt": HAVEN, "uren": "5"},
    {"wie": "twee", "op": "2024-06-01", "buurt": HAVEN, "uren": "9"},
    {"wie": "twee", "op": "2024-08-01", "buurt": HAVEN, "uren": "4"},
    {"wie": "drie", "op": "2024-02-01", "buurt": RIETVINK, "uren": "1"},
    {"wie": "drie", "op": "2024-09-01", "buurt": RIETVINK, "uren": "2"},
    {"wie": "drie", "op": "2024-09-01", "buurt": RIETVINK, "uren": "5"},
    {"wie": "vier", "op": "2024-03-01", "buurt": HAVEN, "uren": "8"},
    {"wie": "vijf", "op": "2024-03-01", "buurt": HAVEN, "uren": "8"},
    {"wie": "vijf", "op": "2024-05-01", "buurt": HAVEN},
    # The year before, and nobody.
    {"wie": "vier", "op": "2023-12-01", "buurt": BINNENSTAD, "uren": "2"},
]


def test_by_hand(tmp_path: Path) -> None:
    found = figures(tmp_path, ROWS, TELT)
    whole = figure(found, GEMEENTE)
    assert whole["waarde"] == pytest.approx((3 - 1 + 2.5) / 3)
    assert (whole["n"], whole["noemer"], whole["onbekend"]) == (3, 3, 2)
    assert (whole["personen"], whole["staat"]) == (3, "definitief")
    # Student's over three persons: 3, -1 and 2.5 around 1.5, with 2 degrees of freedom.
    half = 4.302652729911275 * sqrt(((3 - 1.5) ** 2 + (-1 - 1.5) ** 2 + (2.5 - 1.5) ** 2) / 2 / 3)
    assert whole["onder"] == pytest.approx(1.5 - half)
    assert whole["boven"] == pytest.approx(1.5 + half)
    haven = figure(found, HAVEN)
    assert (haven["waarde"], haven["n"], haven["onbekend"]) == (pytest.approx(1.0), 2, 2)
    # Whoever moved counts where she was last.
    binnenstad = figure(found, BINNENSTAD)
    assert (binnenstad["waarde"], binnenstad["staat"]) == (None, "niet van toepassing")


def test_the_term_reaches_back_before_the_period(tmp_path: Path) -> None:
    for days, n, total in ((365, 4, 3 - 1 + 2.5 + 6), (91, 2, -5 + 6), (90, 1, -5)):
        telt = TELT.replace("uren}", f"uren, binnen: {days} dagen}}")
        found = figure(figures(tmp_path / str(days), ROWS, telt))
        assert (found["n"], found["waarde"]) == (n, pytest.approx(total / n))
        assert found["onbekend"] == 5 - n


def test_only_once_measured_is_missing_and_none_is_not_applicable(tmp_path: Path) -> None:
    rows = [{"wie": "a", "buurt": HAVEN, "uren": "3"}]
    found = figures(tmp_path, rows, TELT)
    alone = figure(found, HAVEN)
    assert (alone["waarde"], alone["staat"], alone["onbekend"]) == (None, "ontbreekt", 1)
    assert figure(found, KAREKIET)["staat"] == "niet van toepassing"


def test_what_comes_after_the_peildatum_is_not_known_yet(tmp_path: Path) -> None:
    found = figures(tmp_path, ROWS, TELT, rapportage="over: 2024, peildatum: 2024-07-01")
    whole = figure(found)
    # Of all, only the second has two measurements by then.
    assert (whole["waarde"], whole["n"], whole["onbekend"]) == (4.0, 1, 4)
    assert whole["staat"] == "voorlopig"


def test_beside_the_year_before(tmp_path: Path) -> None:
    earlier = [
        {"wie": "een", "op": "2023-02-01", "buurt": HAVEN, "uren": "1"},
        {"wie": "een", "op": "2023-04-01", "buurt": HAVEN, "uren": "3"},
    ]
    telt = TELT.replace("uren}", "uren}, reeks: verandering")
    found = figure(figures(tmp_path, [*earlier, *ROWS], telt))
    assert found["waarde"] == pytest.approx((3 - 1 + 2.5) / 3 - 2)


def test_against_polars_over_many_persons(tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311
    rows = [
        {
            "wie": f"p{chance.randrange(60)}",
            "op": (date(2024, 1, 1) + timedelta(days=chance.randrange(366))).isoformat(),
            "buurt": chance.choice(BUURTEN),
            "uren": str(chance.randrange(1, 11)) if chance.random() < 0.8 else "",
            "soort": chance.choice(("a", "b")),
        }
        for _ in range(400)
    ]
    telt = TELT.replace("datum: op", "waar: soort = 'a', datum: op")
    found = calculated(
        proef(tmp_path, rows, {"proef": telt}, rapportage="over: 2024-K4, vanaf: 2024-K1")
    ).figures
    mine = (
        pl.DataFrame(rows)
        .filter((pl.col("soort") == "a") & (pl.col("uren") != ""))
        .with_columns(
            pl.col("uren").cast(pl.Int64),
            pl.col("op").str.to_date(),
        )
        .with_columns(kwartaal=pl.col("op").dt.quarter())
        .group_by("kwartaal", "wie", "op")
        .agg(pl.col("uren").mean(), pl.col("buurt").min())
        .sort("op")
        .group_by("kwartaal", "wie", maintain_order=True)
        .agg(
            verschil=pl.col("uren").last() - pl.col("uren").first(),
            dagen=pl.len(),
            buurt=pl.col("buurt").last(),
        )
        .filter(pl.col("dagen") > 1)
    )
    for kwartaal in (1, 2, 3, 4):
        now = mine.filter(pl.col("kwartaal") == kwartaal)
        whole = figure(found, periode=f"2024-K{kwartaal}")
        assert whole["n"] == now.height
        assert whole["waarde"] == pytest.approx(now["verschil"].mean(), abs=1e-7)
        parts = [figure(found, each, f"2024-K{kwartaal}")["n"] for each in BUURTEN]
        assert sum(int(str(each)) for each in parts) == now.height


def test_persons_are_counted_from_the_rows_at_every_level(tmp_path: Path) -> None:
    _, requests, _, _ = prepared(proef(tmp_path, ROWS, {"proef": TELT}))
    steps = {type(step): step for step in compile_requests(requests).steps}
    # Beside it only whether anything was delivered.
    assert list(steps) == [Holistic, Cells]
    assert len(steps[Cells].parts) == 1
