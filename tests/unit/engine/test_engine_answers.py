"""What analyses get: cells by area, period and dimension, and by who stayed, came and left."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN, MELDINGEN, calculated, figure, prepared, proef

from resultaat.compile.ask import Ask, dimensions_of
from resultaat.compile.passes.naive import naive
from resultaat.compile.request import Window
from resultaat.core.periods import Period
from resultaat.core.settings import Settings
from resultaat.engine.answer import answers

YEARS = Window(Period.parse("2023"), Period.parse("2024"), date(2024, 12, 31))
DEEL = "{bron: meldingen, aandeel: goed, datum: op}"


def answered(folder: Path, *asks: Ask) -> list[pl.DataFrame]:
    catalog, _, views, _ = prepared(folder, dimensions_of(asks))
    found = answers(asks, catalog, views, Settings(), lambda _: None)
    return [found[ask] for ask in asks]


ROWS = [
    {"buurt": HAVEN, "soort": "a", "goed": "ja"},
    {"buurt": HAVEN, "soort": "a", "goed": "nee"},
    {"buurt": HAVEN, "goed": "ja"},
    {"soort": "b", "goed": "ja", "wie": "p1"},
    {"soort": "b", "goed": "ja", "wie": "p1"},
    {"buurt": HAVEN, "soort": "b", "goed": "nee", "op": "2023-02-01"},
    {"buurt": HAVEN, "soort": "b", "op": "2023-02-01"},
]


def test_cells_by_area_period_and_dimension(tmp_path: Path) -> None:
    made = proef(tmp_path, ROWS, {"proef": DEEL}, rapportage="over: 2024, vanaf: 2023")
    (frame,) = answered(made, Ask("proef", YEARS, ("soort",)))
    assert frame.columns == [
        *("gebied", "start", "soort", "rijen"),
        *("teller", "noemer", "n", "onbekend", "personen", "kwadraten"),
    ]
    assert [list(row) for row in frame.iter_rows()] == [
        [HAVEN, date(2023, 1, 1), "b", 2, 0, 1, 1, 1, 1, 0],
        [HAVEN, date(2024, 1, 1), "a", 2, 1, 2, 2, 0, 2, 1],
        # What is not known is a value of its own, so that the values add up to the whole.
        [HAVEN, date(2024, 1, 1), "onbekend", 1, 1, 1, 1, 0, 1, 1],
        ["onbekend", date(2024, 1, 1), "b", 2, 2, 2, 2, 0, 1, 2],
    ]
    whole = figure(calculated(made).figures)
    year = frame.filter(pl.col("start") == date(2024, 1, 1))
    assert (whole["teller"], whole["noemer"]) == (year["teller"].sum(), year["noemer"].sum())


def test_squares_of_a_mean_are_exact(tmp_path: Path) -> None:
    rows = [{"buurt": HAVEN, "uren": "0,1"}, {"buurt": HAVEN, "uren": "0,3"}, {"buurt": HAVEN}]
    made = proef(tmp_path, rows, {"proef": "{bron: meldingen, gemiddelde: uren, datum: op}"})
    (frame,) = answered(made, Ask("proef", dataclasses.replace(YEARS, first=YEARS.last)))
    row = frame.row(0, named=True)
    assert (row["teller"], row["noemer"], row["onbekend"]) == (Decimal("0.4"), 2, 1)
    assert row["kwadraten"] == Decimal("0.1")  # 0.01 + 0.09


def test_a_dimension_may_be_a_calculation_and_a_yes_or_no(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aantal: rijen, datum: op}"
    made = proef(tmp_path, ROWS, {"proef": telt})
    (frame,) = answered(made, Ask("proef", YEARS, ("goed", "soort = 'a'")))
    haven = frame.filter(gebied=HAVEN, start=date(2024, 1, 1))
    assert haven.select("goed", "soort = 'a'", "teller").rows() == [
        ("ja", "ja", 1),
        ("ja", "onbekend", 1),
        ("nee", "ja", 1),
    ]


def test_a_dimension_of_another_source_is_as_it_was_on_the_date(tmp_path: Path) -> None:
    bron = (
        "naam: Inwoners\nherkomst: de test\ngrondslag: de test\nbestand: data/inwoners.csv\n"
        "sleutel: [wie, dag]\npersoon: wie\ngebied: {kolom: buurt, niveau: buurt}\n"
        "kolommen: {wie: pseudoniem, dag: datum, buurt: gebied, klasse: tekst}\n"
    )
    inwoners = ["wie;dag;buurt;klasse"]
    inwoners += [
        f"p1;{day};{HAVEN};{klasse}"
        for day, klasse in (("2023-01-01", "jong"), ("2024-01-01", "oud"))
    ]
    via = MELDINGEN + "relaties:\n  inwoners: {via: wie, geldig_op: op}\n"
    telt = "{bron: meldingen, aantal: rijen, datum: op}"
    made = proef(
        tmp_path,
        [{"buurt": HAVEN, "wie": "p1", "op": day} for day in ("2023-12-31", "2024-01-01")]
        + [{"buurt": HAVEN, "wie": "p2", "op": "2024-03-01"}],
        {"proef": telt},
        rapportage="over: 2024, vanaf: 2023",
        bron=via,
        more={"indicators/bronnen/inwoners.yaml": bron, "data/inwoners.csv": "\n".join(inwoners)},
    )
    (frame,) = answered(made, Ask("proef", YEARS, ("inwoners.klasse",)))
    assert frame.select("start", "inwoners.klasse", "teller").rows() == [
        (date(2023, 1, 1), "jong", 1),
        (date(2024, 1, 1), "onbekend", 1),
        (date(2024, 1, 1), "oud", 1),
    ]


def test_asks_of_several_lengths_and_dimensions_are_one_scan(tmp_path: Path) -> None:
    months = Window(Period.parse("2023-01"), Period.parse("2024-12"), date(2024, 12, 31))
    made = proef(tmp_path, ROWS, {"proef": DEEL}, rapportage="over: 2024, vanaf: 2023")
    yearly, monthly = answered(made, Ask("proef", YEARS, ("soort",)), Ask("proef", months))
    months_of = monthly.with_columns(start=pl.col("start").dt.truncate("1y"))
    for name in ("rijen", "teller", "noemer", "n", "onbekend", "kwadraten"):
        keys = ("gebied", "start")
        one, other = (
            f.group_by(keys).agg(pl.col(name).sum()).sort(keys) for f in (yearly, months_of)
        )
        assert one.equals(other)


FOLLOWED = [
    # In both years: once no, then once yes and once no.
    {"wie": "s", "buurt": HAVEN, "op": "2023-01-01", "goed": "nee"},
    {"wie": "s", "buurt": HAVEN, "op": "2024-01-01", "goed": "ja"},
    {"wie": "s", "buurt": HAVEN, "op": "2024-02-01", "goed": "nee"},
    # Moves, and so leaves one area and comes into the other.
    {"wie": "m", "buurt": HAVEN, "op": "2023-01-01", "goed": "ja"},
    {"wie": "m", "buurt": BINNENSTAD, "op": "2024-01-01", "goed": "ja"},
    # Only in the last year; the first time with an outcome that is not known: not part of it.
    {"wie": "i", "buurt": HAVEN, "op": "2023-01-01"},
    {"wie": "i", "buurt": HAVEN, "op": "2024-01-01", "goed": "ja"},
    {"wie": "", "buurt": HAVEN, "op": "2024-01-01", "goed": "nee"},
]
PSEUDO = MELDINGEN.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")


def test_who_stayed_came_and_left(tmp_path: Path) -> None:
    made = proef(
        tmp_path, FOLLOWED, {"proef": DEEL}, rapportage="over: 2024, vanaf: 2023", bron=PSEUDO
    )
    followed, plain = answered(made, Ask("proef", YEARS, followed=True), Ask("proef", YEARS))
    assert followed.columns == [
        *("gebied", "start", "groep", "rijen", "personen"),
        *("teller", "noemer", "n", "kwadraten"),
    ]
    first, last = date(2023, 1, 1), date(2024, 1, 1)
    assert followed.select("gebied", "start", "groep", "personen", "teller", "noemer").rows() == [
        (BINNENSTAD, last, "instromer", 1, 1, 1),
        (HAVEN, first, "blijver", 1, 0, 1),
        (HAVEN, first, "uitstromer", 1, 1, 1),
        (HAVEN, last, "blijver", 1, 1, 2),
        (HAVEN, last, "instromer", 1, 1, 1),
        (HAVEN, last, "onbekend", 0, 0, 1),
    ]
    for name in ("teller", "noemer", "n"):
        assert followed[name].sum() == plain[name].sum()


def test_the_naive_plan_gives_the_same_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = proef(tmp_path, FOLLOWED, {"proef": DEEL}, bron=PSEUDO)
    asks = [Ask("proef", YEARS, ("soort",)), Ask("proef", YEARS, ("goed",), followed=True)]
    asks += [Ask("proef", YEARS), Ask("proef", YEARS, ("goed",))]
    fused = answered(made, *asks)
    monkeypatch.setattr("resultaat.engine.answer.compile_requests", naive)
    for one, other in zip(fused, answered(made, *asks), strict=True):
        assert one.equals(other)


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (Ask("proef", YEARS, ("wie",)), "cannot be a dimension"),
        (Ask("proef", YEARS, ("rijen",)), "geen kolom"),
        (Ask("proef", dataclasses.replace(YEARS, first=YEARS.last), followed=True), "to another"),
        (Ask("spreiding", YEARS), "no parts"),
    ],
    ids=["persons", "unknown column", "one period", "spread"],
)
def test_what_cannot_be_asked_is_refused(tmp_path: Path, ask: Ask, why: str) -> None:
    telt = {"proef": DEEL, "spreiding": "{bron: meldingen, mediaan: uren, datum: op}"}
    made = proef(tmp_path, ROWS, telt)
    with pytest.raises(ValueError, match=why):
        answered(made, ask)


def test_dimensions_say_which_sources_are_to_be_loaded() -> None:
    asks = [Ask("een", YEARS, ("soort",)), Ask("een", YEARS, ("goed", "soort")), Ask("twee", YEARS)]
    assert dimensions_of(asks) == {"een": ("soort", "goed"), "twee": ()}
