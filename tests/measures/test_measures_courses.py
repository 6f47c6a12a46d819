"""From one date to another: conversion within a term, and durations of which some still run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from math import exp, log, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    RIETVINK,
    ZONDER_PERSONEN,
    calculated,
    figure,
    figures,
    proef,
)

from resultaat.compile.passes.naive import naive

#: Freireich and others, Blood 21 (1963): weeks in remission on 6-mercaptopurine, 21 children;
#: a plus is a child still in remission when last seen.
REMISSION = (
    (6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1),
    (17, 0), (19, 0), (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0),
)  # fmt: skip
PEILDATUM = date(2024, 12, 31)
RAPPORTAGE = "over: 2024, peildatum: 2024-12-31"
MEDIAAN = "{bron: meldingen, duur: {van: op, tot: klaar, maat: mediaan}, datum: op}"


def binnen(days: int) -> str:
    return f"{{bron: meldingen, duur: {{van: op, tot: klaar, binnen: {days} dagen}}, datum: op}}"


def cases(
    spells: tuple[tuple[int, int], ...] | list[tuple[int, int]], buurt: str = HAVEN
) -> list[dict[str, object]]:
    """Return a row per (days, ended): what still runs began that many days before the peildatum."""
    rows: list[dict[str, object]] = []
    for days, ended in spells:
        began = PEILDATUM - timedelta(days=days)
        if ended:
            began -= timedelta(days=40)
        done = (began + timedelta(days=days)).isoformat() if ended else ""
        rows.append({"op": began.isoformat(), "klaar": done, "buurt": buurt})
    return rows


def test_published_remissions(tmp_path: Path) -> None:
    """Published curve: .857 at 6, .807 at 7, .753 at 10, .690, .627, .538, .448; median 23."""
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    telt = {f"na_{days}": binnen(days) for days in published} | {"midden": MEDIAAN}
    found = calculated(
        proef(tmp_path, cases(REMISSION), telt, rapportage=RAPPORTAGE, bron=ZONDER_PERSONEN)
    ).figures
    for days, still_open in published.items():
        assert figure(found, naam=f"na_{days}")["waarde"] == pytest.approx(1 - still_open, abs=6e-4)
    midden = figure(found, naam="midden")
    # Some children are still in remission, so that the figure can change.
    assert (midden["waarde"], midden["staat"], midden["n"]) == (23, "voorlopig", 21)
    # Greenwood by hand at 10: 0.753 with sum of d / (n (n − d)).
    total = 3 / (21 * 18) + 1 / (17 * 16) + 1 / (15 * 14)
    share = 18 / 21 * 16 / 17 * 14 / 15
    width = NormalDist().inv_cdf(0.975) * sqrt(total) / abs(log(share))
    ten = figure(found, naam="na_10")
    assert ten["onder"] == pytest.approx(1 - share ** exp(-width))
    assert ten["boven"] == pytest.approx(1 - share ** exp(width))


def test_as_lifelines_counts_it(tmp_path: Path) -> None:
    lifelines = pytest.importorskip("lifelines")
    from lifelines.utils import median_survival_times

    chance = random.Random(5)  # noqa: S311
    areas = {
        buurt: [(chance.randrange(0, 120), int(chance.random() < 0.7)) for _ in range(150)]
        for buurt in (HAVEN, BINNENSTAD, RIETVINK)
    }
    rows = [row for buurt, spells in areas.items() for row in cases(spells, buurt)]
    found = calculated(
        proef(
            tmp_path,
            rows,
            {"midden": MEDIAAN, "deel": binnen(42)},
            rapportage=RAPPORTAGE,
            bron=ZONDER_PERSONEN,
        )
    ).figures
    every = [spell for spells in areas.values() for spell in spells]
    for gebied, spells in {
        **areas,
        GEMEENTE: every,
        CENTRUM: areas[HAVEN] + areas[BINNENSTAD],
    }.items():
        fit = lifelines.KaplanMeierFitter().fit(*zip(*spells, strict=True))
        band = fit.confidence_interval_survival_function_
        deel, midden = figure(found, gebied, naam="deel"), figure(found, gebied, naam="midden")
        assert deel["waarde"] == pytest.approx(1 - fit.predict(42))
        low, high = band.loc[:42].iloc[-1]
        assert (deel["onder"], deel["boven"]) == pytest.approx((1 - high, 1 - low))
        assert midden["waarde"] == fit.median_survival_time_
        limits = median_survival_times(band).iloc[0].tolist()
        assert (midden["onder"], midden["boven"]) == tuple(limits)


def test_a_curve_that_stays_above_a_half_has_no_median(tmp_path: Path) -> None:
    rows = cases([(5, 1), (30, 0), (30, 0), (30, 0)])
    found = figures(tmp_path, rows, MEDIAAN, rapportage=RAPPORTAGE, bron=ZONDER_PERSONEN)
    assert [figure(found)[key] for key in ("waarde", "onder", "staat", "n")] == [
        None,
        None,
        "ontbreekt",
        4,
    ]


def test_a_term_longer_than_anyone_was_followed_is_missing(tmp_path: Path) -> None:
    rows = cases([(5, 1), (30, 0)]) + cases([(5, 1), (6, 1)], RIETVINK)
    found = figures(tmp_path, rows, binnen(42), rapportage=RAPPORTAGE, bron=ZONDER_PERSONEN)
    assert figure(found, HAVEN)["staat"] == "ontbreekt"
    # Where all have ended, there is nothing left to wait for.
    done = figure(found, RIETVINK)
    assert (done["waarde"], done["staat"], done["boven"]) == (1, "definitief", 1)


def test_empty_one_and_impossible(tmp_path: Path) -> None:
    rows = cases([(7, 1)], HAVEN)
    rows.append({"op": "2024-05-02", "klaar": "2024-05-01", "buurt": RIETVINK})
    found = figures(tmp_path, rows, MEDIAAN, rapportage=RAPPORTAGE, bron=ZONDER_PERSONEN)
    assert figure(found, HAVEN)["waarde"] == 7
    assert figure(found, BINNENSTAD)["staat"] == "niet van toepassing"
    wrong = figure(found, RIETVINK)
    assert (wrong["waarde"], wrong["staat"], wrong["onbekend"]) == (None, "ontbreekt", 1)


def test_an_end_after_the_peildatum_had_not_been_seen(tmp_path: Path) -> None:
    late = {"op": "2024-12-30", "klaar": "2025-01-01", "buurt": HAVEN}
    rows = [*cases([(5, 1), (9, 1)]), late]
    known = {"op": "2024-12-30", "buurt": HAVEN}
    rapportage = RAPPORTAGE
    seen = figures(tmp_path / "a", rows, MEDIAAN, rapportage=rapportage, bron=ZONDER_PERSONEN)
    open_ = figures(
        tmp_path / "b", [*rows[:2], known], MEDIAAN, rapportage=rapportage, bron=ZONDER_PERSONEN
    )
    assert seen.equals(open_)


def test_conversion_within_a_term(tmp_path: Path) -> None:
    """Who left on 1 June and came back: within a year, later, not, or not followed long enough."""
    telt = "{bron: meldingen, omzetting: {van: op, tot: klaar, binnen: 365 dagen}, datum: op}"
    rows = [
        {"op": "2023-06-01", "klaar": "2024-05-31", "buurt": HAVEN},  # 365 days: within
        {"op": "2023-06-01", "klaar": "2024-06-01", "buurt": HAVEN},  # 366 days: not
        {"op": "2023-06-01", "buurt": HAVEN},  # never
        {"op": "2023-12-31", "klaar": "2024-02-01", "buurt": BINNENSTAD},  # 366 days followed
    ]
    late = [{"op": "2024-01-02", "klaar": "2024-02-01", "buurt": RIETVINK}]  # 364 days followed
    rapportage = "over: 2024, vanaf: 2023, peildatum: 2024-12-31"
    found = figures(tmp_path, rows + late, telt, rapportage=rapportage, bron=ZONDER_PERSONEN)
    haven, whole = figure(found, HAVEN, "2023"), figure(found, GEMEENTE, "2023")
    assert (haven["teller"], haven["noemer"], haven["waarde"]) == (1, 3, 1 / 3)
    assert (whole["teller"], whole["noemer"]) == (2, 4)
    assert figure(found, CENTRUM, "2023")["waarde"] == 0.5
    soon = figure(found, RIETVINK, "2024")
    assert (soon["waarde"], soon["staat"], soon["onbekend"]) == (None, "ontbreekt", 1)
    assert figure(found, RIETVINK, "2023")["staat"] == "niet van toepassing"


def test_the_naive_plan_agrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    telt = {"midden": MEDIAAN, "deel": binnen(10)}
    folder = proef(tmp_path, cases(REMISSION), telt, rapportage=RAPPORTAGE)
    fused = calculated(folder).figures
    monkeypatch.setattr("resultaat.engine.calculate.compile_requests", naive)
    assert calculated(folder).figures.equals(fused)
