"""Which interval each measure gets: against published values, by hand, and by simulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    ZONDER_PERSONEN,
    calculated,
    figure,
    figures,
    proef,
)

from resultaat.engine.interval import effective_n, poisson, ratio_margin, wilson

#: Quantiles of Student's t at 97.5%, from any printed table, by degrees of freedom.
T = {2: 4.302653, 3: 3.182446, 4: 2.776445, 9: 2.262157}


def bounds(row: Mapping[str, object]) -> tuple[object, object]:
    return row["onder"], row["boven"]


@pytest.mark.parametrize(
    ("many", "onder", "boven"),
    [
        # F. Garwood, Biometrika 28 (1936), as tabled in K. Ulm, Am. J. Epidemiol. 131 (1990).
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ],
)
def test_numbers_of_events_as_published(many: int, onder: float, boven: float) -> None:
    found = poisson(np.array([float(many)]), np.ones(1))
    assert (found[0][0], found[1][0]) == pytest.approx((onder, boven), abs=6e-4)


def rows_of(values: Sequence[str], column: str = "uren", **more: str) -> list[dict[str, str]]:
    return [{"buurt": HAVEN, column: value, **more} for value in values]


def test_a_mean_as_student_had_it(tmp_path: Path) -> None:
    """Student's own data on sleep (Biometrika 6, 1908): R's t.test gives these limits."""
    hours = ["0,7", "-1,6", "-0,2", "-1,2", "-0,1", "3,4", "3,7", "0,8", "0,0", "2,0"]
    telt = "{bron: meldingen, gemiddelde: uren, datum: op}"
    for bron in (MELDINGEN, ZONDER_PERSONEN):
        folder = tmp_path / str(len(bron))
        found = figure(figures(folder, rows_of(hours), telt, bron=bron), HAVEN)
        assert found["waarde"] == pytest.approx(0.75)
        assert bounds(found) == pytest.approx((-0.5297804, 2.0297804), abs=1e-6)


def test_a_mean_of_equals_is_certain_and_of_one_is_not(tmp_path: Path) -> None:
    telt = "{bron: meldingen, gemiddelde: uren, datum: op}"
    rows = [*rows_of(["0,5"] * 7), {"buurt": BINNENSTAD, "uren": "0,5"}]
    found = figures(tmp_path, rows, telt, bron=ZONDER_PERSONEN)
    assert bounds(figure(found, HAVEN)) == (0.5, 0.5)
    assert bounds(figure(found, BINNENSTAD)) == (None, None)


def test_a_mean_beyond_reckoning_has_none(tmp_path: Path) -> None:
    telt = "{bron: meldingen, gemiddelde: kosten, datum: op}"
    rows = rows_of(["2000000000000,00", "1,00", "1,00"], "kosten")
    for bron in (MELDINGEN, ZONDER_PERSONEN):
        found = figure(figures(tmp_path / str(len(bron)), rows, telt, bron=bron), HAVEN)
        assert found["waarde"] == pytest.approx(666666666667.33)
        assert bounds(found) == (None, None)


#: Of four persons: p1 three rows, p2 two, p3 and p4 one; one row more of p1 without an answer.
REPEATED = [
    ("p1", "ja", "2"),
    ("p1", "ja", "4"),
    ("p1", "ja", "6"),
    ("p1", "", ""),
    ("p2", "nee", "1"),
    ("p2", "ja", "3"),
    ("p3", "nee", "5"),
    ("p4", "nee", "7"),
]
PERSONS = [
    {"wie": wie, "goed": goed, "uren": uren, "buurt": HAVEN if number % 2 else BINNENSTAD}
    for number, (wie, goed, uren) in enumerate(REPEATED)
]


def test_a_mean_over_persons_by_hand(tmp_path: Path) -> None:
    """7 rows of 4 persons; residuals per person, and Student's t with 3 degrees of freedom."""
    telt = "{bron: meldingen, gemiddelde: uren, datum: op}"
    found = figure(figures(tmp_path, PERSONS, telt), GEMEENTE)
    sums = {"p1": (12, 3), "p2": (4, 2), "p3": (5, 1), "p4": (7, 1)}
    mean = 28 / 7
    squares = sum((total - mean * rows) ** 2 for total, rows in sums.values())
    half = T[3] * sqrt(4 / 3 * squares / 7**2)
    assert found["waarde"] == mean
    assert bounds(found) == pytest.approx((mean - half, mean + half), abs=1e-5)


def test_a_share_over_persons_by_hand(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aandeel: goed, datum: op}"
    found = figure(figures(tmp_path, PERSONS, telt), GEMEENTE)
    share = 4 / 7
    residuals = [3 - 3 * share, 1 - 2 * share, -share, -share]
    variance = 4 / 3 * sum(each**2 for each in residuals) / 7**2
    worth = 7 / (variance / (share * (1 - share) / 6))
    worth *= (2.446912 / T[3]) ** 2  # t with 6 and with 3 degrees of freedom
    low, high = wilson(pl.lit(share), pl.lit(worth))
    expected = pl.select(low=low, high=high).row(0)
    assert bounds(found) == pytest.approx(expected, abs=1e-6)
    # Wider than if all seven rows stood apart.
    assert found["boven"] - found["onder"] > 0.6  # type: ignore[operator]


def test_all_of_few_persons_is_less_than_all_of_many_rows(tmp_path: Path) -> None:
    """3 persons with 4 rows each, all yes: worth 3 rows, less for so few persons."""
    rows = [{"wie": f"p{n}", "goed": "ja", "buurt": HAVEN} for n in range(3)] * 4
    found = figure(figures(tmp_path, rows, "{bron: meldingen, aandeel: goed, datum: op}"), GEMEENTE)
    worth = 12 / 4 * (2.200985 / T[2]) ** 2
    assert found["boven"] == 1
    assert found["onder"] == pytest.approx(worth / (worth + 1.959964**2), abs=1e-6)


def test_a_ratio_of_sums_over_persons_and_not_over_entries(tmp_path: Path) -> None:
    rows = [{**row, "kosten": f"{row['uren']}0,00" if row["uren"] else ""} for row in PERSONS]
    rows = [{**row, "kosten": "5,00"} if row["wie"] == "p4" else row for row in rows]
    telt = "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}"
    found = figure(figures(tmp_path / "a", rows, telt), GEMEENTE)
    sums = [(120, 12), (40, 4), (50, 5), (5, 7)]
    ratio = 215 / 28
    half = T[3] * sqrt(4 / 3 * sum((y - ratio * x) ** 2 for y, x in sums) / 28**2)
    assert bounds(found) == pytest.approx((ratio - half, ratio + half), abs=1e-5)
    entries = figure(figures(tmp_path / "b", rows, telt, bron=ZONDER_PERSONEN), GEMEENTE)
    assert bounds(entries) == (None, None)


def test_numbers_of_events_over_persons_by_hand(tmp_path: Path) -> None:
    """8 rows of 4 persons (4, 2, 1, 1): counted in clusters of Σn²/Σn = 22/8 rows."""
    found = figure(figures(tmp_path, PERSONS, "{bron: meldingen, aantal: rijen, datum: op}"))
    effect = np.array([22 / 8])
    low, high = poisson(np.array([8.0]), effect)
    assert bounds(found) == pytest.approx((low[0], high[0]))
    plain = poisson(np.array([8.0]), np.ones(1))
    assert low[0] < plain[0][0] < plain[1][0] < high[0]


def test_a_rate_takes_the_interval_of_what_is_counted(tmp_path: Path) -> None:
    telt = {
        "mensen": "{bron: meldingen, aantal: personen, datum: op}",
        "uren": "{bron: meldingen, som: uren, datum: op}",
        "per_100": "{bron: meldingen, aantal: personen, datum: op, per: {indicator: uren, keer: "
        "100}}",
    }
    found = calculated(proef(tmp_path, PERSONS, telt)).figures
    low, high = bounds(figure(found, naam="mensen"))
    assert (low, high) == pytest.approx((1.0899, 10.2416), abs=5e-4)  # Garwood, 4 events
    assert bounds(figure(found, naam="per_100")) == pytest.approx((low * 100 / 28, high * 100 / 28))
    assert bounds(figure(found, naam="uren")) == (None, None)


def test_nothing_of_many_can_still_be_something(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aantal: rijen, waar: soort = 'x', datum: op}"
    found = figure(figures(tmp_path, PERSONS, telt))
    assert bounds(found) == pytest.approx((0, 3.6889), abs=1e-4)


def test_a_running_period_and_a_stand_have_none(tmp_path: Path) -> None:
    telt = "{bron: meldingen, aantal: rijen, datum: op}"
    rapportage = "over: 2024, peildatum: 2024-11-01"
    running = figure(figures(tmp_path / "a", PERSONS, telt, rapportage=rapportage))
    assert (running["staat"], *bounds(running)) == ("voorlopig", None, None)
    stand = telt.replace("datum", "peildatum")
    bron = MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]")
    found = figure(figures(tmp_path / "b", PERSONS, stand, bron=bron))
    assert (found["waarde"], *bounds(found)) == (8, None, None)


def test_rows_of_nobody_known_stand_apart(tmp_path: Path) -> None:
    """Four rows without a person count as four, and not as the rows of one."""
    bron = MELDINGEN.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")
    rows = rows_of(["1", "2", "3", "4"], wie="")
    telt = "{bron: meldingen, gemiddelde: uren, datum: op}"
    found = figure(figures(tmp_path, rows, telt, bron=bron), HAVEN)
    half = T[3] * sqrt(5 / 3 / 4)  # s² = 5/3
    assert bounds(found) == pytest.approx((2.5 - half, 2.5 + half), abs=1e-5)


def test_a_person_with_one_row_by_contract_is_not_looked_up(tmp_path: Path) -> None:
    from builders import prepared

    once = MELDINGEN.replace("sleutel: rij", "sleutel: wie")
    telt = {"deel": "{bron: meldingen, aandeel: goed, datum: op}"}
    folder = proef(tmp_path, rows_of(["1"]), telt, bron=once)
    _, (request,), _, _ = prepared(folder)
    assert "nn" not in request.roles


def test_a_median_over_persons_is_as_wide_as_its_persons(tmp_path: Path) -> None:
    """12 persons with the same 5 values each: the ranks are those of 12, stretched to 60."""
    rows = [
        {"wie": f"p{person}", "uren": str(person), "buurt": HAVEN}
        for person in range(1, 13)
        for _ in range(5)
    ]
    telt = "{bron: meldingen, mediaan: uren, datum: op}"
    found = figure(figures(tmp_path / "a", rows, telt), HAVEN)
    # Of 12 separate values it runs from the 3rd to the 10th (David and Nagaraja, table 7.1).
    assert (found["waarde"], *bounds(found)) == (6.5, 3, 10)
    alone = figure(figures(tmp_path / "b", rows, telt, bron=ZONDER_PERSONEN), HAVEN)
    assert bounds(alone) == (5, 8)


def test_a_duration_over_persons_is_wider(tmp_path: Path) -> None:
    rows = [
        {
            "wie": f"p{n % 20}",
            "buurt": HAVEN,
            "op": "2024-01-01",
            "klaar": f"2024-02-{n % 20 + 1:02}",
        }
        for n in range(80)
    ]
    telt = "{bron: meldingen, duur: {van: op, tot: klaar, binnen: 40 dagen}, datum: op}"
    many = figure(figures(tmp_path / "a", rows, telt, bron=ZONDER_PERSONEN), HAVEN)
    few = figure(figures(tmp_path / "b", rows, telt), HAVEN)
    assert many["waarde"] == few["waarde"] == pytest.approx(0.5)
    # log(−log S) has a standard error that doubles: 80 rows are worth 20.
    width = [log(log(1 - each["onder"]) / log(1 - each["boven"])) for each in (many, few)]  # type: ignore[operator]
    assert width[1] / width[0] == pytest.approx(2)


def test_a_formula_takes_the_worst_of_its_figures(tmp_path: Path) -> None:
    import resultaat

    rows = [{"buurt": HAVEN, "goed": "ja" if n < 30 else "nee"} for n in range(100)]
    telt = {
        "deel": "{bron: meldingen, aandeel: goed, datum: op}",
        "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
        "som": "{bron: meldingen, som: uren, datum: op}",
        "rest": "{formule: (1 - deel) * 10}",
        "quotient": "{formule: deel / rijen}",
        "zonder": "{formule: deel + som}",
        "door_niets": "{formule: rijen / (deel - 0.3)}",
    }
    rows = [{**row, "uren": "1"} for row in rows]
    found = resultaat.open(proef(tmp_path, rows, telt, bron=ZONDER_PERSONEN)).bereken().resultaten
    low, high = bounds(figure(found, HAVEN, naam="deel"))
    few, many = bounds(figure(found, HAVEN, naam="rijen"))
    assert bounds(figure(found, HAVEN, naam="rest")) == pytest.approx(
        ((1 - high) * 10, (1 - low) * 10)
    )
    assert bounds(figure(found, HAVEN, naam="quotient")) == pytest.approx((low / many, high / few))
    assert bounds(figure(found, HAVEN, naam="zonder")) == (None, None)
    assert bounds(figure(found, HAVEN, naam="door_niets")) == (None, None)


def test_an_index_of_events_by_hand(tmp_path: Path) -> None:
    rows = [{"op": "2023-05-01", "buurt": HAVEN}] * 10 + [{"op": "2024-05-01", "buurt": HAVEN}] * 20
    telt = "{bron: meldingen, aantal: rijen, datum: op, reeks: {index: 2023}}"
    found = figure(figures(tmp_path, rows, telt, bron=ZONDER_PERSONEN))
    down = sqrt(log(20 / 12.217) ** 2 + log(18.390 / 10) ** 2)
    up = sqrt(log(30.888 / 20) ** 2 + log(10 / 4.795) ** 2)
    assert found["waarde"] == 200
    assert bounds(found) == pytest.approx((200 * exp(-down), 200 * exp(up)), rel=1e-3)


# Simulations with known truth: 2,000 samples each, vectorised, always the same ones.


def covered(low: np.ndarray, high: np.ndarray, truth: float) -> float:
    return float(np.mean((low <= truth) & (truth <= high)))


def test_shares_of_persons_with_several_rows_hold_the_truth() -> None:
    """Persons differ (beta, mean 0.3) and have 1 to 6 rows: rows as if apart miss it too often."""
    chance = np.random.default_rng(5)
    persons, samples = 60, 2_000
    rows = chance.integers(1, 7, (samples, persons))
    yes = chance.binomial(rows, chance.beta(0.6, 1.4, (samples, persons)))
    n, share = rows.sum(1).astype(float), yes.sum(1) / rows.sum(1)
    squares = ((yes - share[:, None] * rows) ** 2).sum(1)
    worth = effective_n(share, n, np.full(samples, float(persons)), squares)
    found = {}
    for name, size in (("apart", n), ("persons", worth)):
        ends = pl.DataFrame({"p": share, "n": size}).select(
            **dict(zip(("low", "high"), wilson(pl.col("p"), pl.col("n")), strict=True))
        )
        found[name] = covered(ends["low"].to_numpy(), ends["high"].to_numpy(), 0.3)
    assert found["apart"] < 0.88
    assert 0.935 < found["persons"] < 0.97


def test_means_of_persons_with_several_rows_hold_the_truth() -> None:
    chance = np.random.default_rng(6)
    persons, samples = 25, 2_000
    rows = chance.integers(1, 5, (samples, persons))
    level = chance.normal(10, 3, (samples, persons))
    total = rows * level + chance.normal(0, 1, (samples, persons)) * np.sqrt(rows)
    n = rows.sum(1).astype(float)
    mean = total.sum(1) / n
    products = np.stack([(total**2).sum(1), (total * rows).sum(1), (rows**2).sum(1)], axis=1)
    half = ratio_margin(mean, n, np.full(samples, float(persons)), products.astype(float))
    assert 0.93 < covered(mean - half, mean + half, 10) < 0.97


def test_clustered_events_hold_the_truth() -> None:
    """12 persons on average, with 1 to 5 events each, independent of how many persons there are."""
    chance = np.random.default_rng(7)
    samples = 2_000
    many = np.zeros(samples)
    squares = np.zeros(samples)
    for _ in range(60):
        here = chance.random(samples) < 12 / 60
        size = np.where(here, chance.integers(1, 6, samples), 0)
        many, squares = many + size, squares + size**2
    low, high = poisson(many, np.where(many > 0, squares / np.maximum(many, 1), 1.0))
    apart = poisson(many, np.ones(samples))
    assert covered(*apart, 36) < 0.88
    assert covered(low, high, 36) > 0.94


@pytest.mark.parametrize("moment", ["datum", "peildatum"])
def test_persons_with_one_row_by_contract_are_counted_as_rows_alike(
    tmp_path: Path, moment: str
) -> None:
    """The contract that says so changes how persons are counted, and no figure."""
    rows = [
        {"wie": f"p{n}", "buurt": HAVEN if n % 3 else BINNENSTAD, "goed": "ja" if n % 2 else "nee"}
        for n in range(40)
    ]
    telt = {
        "mensen": f"{{bron: meldingen, aantal: personen, waar: goed, {moment}: op}}",
        "deel": f"{{bron: meldingen, aandeel: goed, {moment}: op}}",
    }
    key = "sleutel: wie" if moment == "datum" else "sleutel: [wie, op]"
    once = calculated(
        proef(tmp_path / "a", rows, telt, bron=MELDINGEN.replace("sleutel: rij", key))
    )
    often = calculated(
        proef(
            tmp_path / "b",
            rows,
            telt,
            bron=MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]"),
        )
    )
    assert once.figures["personen"].equals(often.figures["personen"])
    for column in ("waarde", "teller", "onder", "boven", "staat"):
        assert once.figures[column].to_list() == pytest.approx(often.figures[column].to_list())
