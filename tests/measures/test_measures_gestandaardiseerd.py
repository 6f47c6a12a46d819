"""Directly standardised figures: against published ones, and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import (
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    RIETLANDEN,
    RIETVINK,
    ZONDER_PERSONEN,
    calculated,
    figure,
    figures,
    prepared,
    proef,
)

from resultaat.compile.compiler import compile_requests

#: Live births and children with Down's syndrome by age of the mother (under 20, 20–24, ..., 40 and
#: over), for the first to the fifth and later child; Michigan, 1950–1964. Fleiss, Statistical
#: Methods for Rates and Proportions, 2nd ed. 1981, p. 249; used by Fay and Feuer (Statistics in
#: Medicine 16, 1997, 791–801), with the births of all orders as the standard.
LEEFTIJDEN = ("0-19", "20-24", "25-29", "30-34", "35-39", "40+")
GEBOORTEN = (
    (230061, 329449, 114920, 39487, 14208, 3052),
    (72202, 326701, 208667, 83228, 28466, 5375),
    (15050, 175702, 207081, 117300, 45026, 8660),
    (2293, 68800, 132424, 98301, 46075, 9834),
    (327, 30666, 123419, 149919, 104088, 34392),
)
DOWN = (
    (107, 141, 60, 40, 39, 25),
    (25, 150, 110, 84, 82, 39),
    (3, 71, 114, 103, 108, 75),
    (1, 26, 64, 89, 137, 96),
    (0, 8, 63, 112, 262, 295),
)
ALLE = (319933, 931318, 786511, 488235, 237863, 61313)
#: Per 100.000, as `epitools::ageadjust.direct` recreates their table: crude, adjusted, interval.
PUBLISHED = (
    (56.3, 92.3, 80.4, 105.8),
    (67.6, 91.2, 82.4, 100.9),
    (83.3, 85.1, 77.2, 94.2),
    (115.5, 92.7, 80.0, 114.7),
    (167.1, 75.5, 67.7, 188.3),
)
BRON = """\
naam: Geboorten
herkomst: de test
bestand: data/geboorten.csv
sleutel: rij
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  rij: tekst
  buurt: gebied
  op: datum
  leeftijd: aantal
  ziek: aantal
  levend: aantal
"""


def geboorten(order: int) -> str:
    lines = ["rij;buurt;op;leeftijd;ziek;levend"]
    ages = (17, 22, 27, 32, 37, 42)
    for age, ill, born in zip(ages, DOWN[order], GEBOORTEN[order], strict=True):
        # In two buurten, so that the municipality is made of both.
        for buurt, sick, alive in ((BINNENSTAD, ill // 2, born // 3), (HAVEN, 0, 0)):
            rest = (ill - sick, born - alive) if buurt == HAVEN else (sick, alive)
            if buurt == HAVEN:
                rest = (ill - ill // 2, born - born // 3)
            lines.append(f"{age}{buurt};{buurt};1960-05-01;{age};{rest[0]};{rest[1]}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("order", range(5))
def test_the_published_example_of_fay_and_feuer(tmp_path: Path, order: int) -> None:
    weights = ", ".join(f"{age}: {all_}" for age, all_ in zip(LEEFTIJDEN, ALLE, strict=True))
    telt = (
        "{bron: geboorten, datum: op, gestandaardiseerd: {teller: ziek, noemer: levend, "
        f"groep: leeftijd, keer: 100000, gewichten: {{{weights}}}}}}}"
    )
    files = {
        "indicators/bronnen/geboorten.yaml": BRON,
        "data/geboorten.csv": geboorten(order),
    }
    folder = proef(tmp_path, [], {"proef": telt}, rapportage="over: 1960", more=files)
    found = figure(calculated(folder).figures, periode="1960")
    crude, adjusted, low, high = PUBLISHED[order]
    assert round(float(str(found["waarde"])), 1) == adjusted
    assert round(float(str(found["onder"])), 1) == low
    assert round(float(str(found["boven"])), 1) == high
    teller, noemer = float(str(found["teller"])), float(str(found["noemer"]))
    assert round(teller / noemer * 100_000, 1) == crude
    assert found["staat"] == "definitief"


#: A: 1 of 2 in Binnenstad, 0 of 1 in Haven; B: 1 of 4 in Binnenstad, 1 of 1 in Haven. C: nobody's.
ROWS = [
    {"buurt": BINNENSTAD, "soort": "a", "goed": "ja"},
    {"buurt": BINNENSTAD, "soort": "a", "goed": "nee"},
    {"buurt": BINNENSTAD, "soort": "b", "goed": "ja"},
    {"buurt": BINNENSTAD, "soort": "b", "goed": "nee"},
    {"buurt": BINNENSTAD, "soort": "b", "goed": "nee"},
    {"buurt": BINNENSTAD, "soort": "b", "goed": "nee"},
    {"buurt": HAVEN, "soort": "a", "goed": "nee"},
    {"buurt": HAVEN, "soort": "b", "goed": "ja"},
    # Set aside: another group, no group, no outcome.
    {"buurt": HAVEN, "soort": "c", "goed": "ja"},
    {"buurt": HAVEN, "goed": "ja"},
    {"buurt": HAVEN, "soort": "a"},
    # Only one of the groups.
    {"buurt": RIETVINK, "soort": "a", "goed": "ja"},
]


def telt(standard: str, more: str = "") -> str:
    return (
        "{bron: meldingen, datum: op, gestandaardiseerd: "
        f"{{teller: goed, groep: soort, {standard}}}{more}}}"
    )


def test_a_share_by_hand_and_what_is_set_aside(tmp_path: Path) -> None:
    found = figures(tmp_path, ROWS, telt("gewichten: {a: 3, b: 1}"), bron=ZONDER_PERSONEN)
    binnenstad, haven = figure(found, BINNENSTAD), figure(found, HAVEN)
    assert binnenstad["waarde"] == pytest.approx(0.75 * 1 / 2 + 0.25 * 1 / 4)
    assert haven["waarde"] == pytest.approx(0.75 * 0 + 0.25 * 1)
    assert (haven["n"], haven["onbekend"]) == (2, 3)
    # Nothing of it is a mean of figures: a 2/4 and b 2/5 in the whole of the municipality.
    centrum = figure(found, CENTRUM)
    assert centrum["waarde"] == pytest.approx(0.75 * 1 / 3 + 0.25 * 2 / 5)
    whole = figure(found, GEMEENTE)
    assert whole["waarde"] == pytest.approx(0.75 * 2 / 4 + 0.25 * 2 / 5)
    assert (whole["teller"], whole["noemer"], whole["n"], whole["onbekend"]) == (4, 9, 9, 3)
    assert 0 <= float(str(whole["onder"])) < float(str(whole["waarde"]))
    assert float(str(whole["boven"])) <= 1


def test_a_group_with_nothing_to_divide_by_leaves_no_figure(tmp_path: Path) -> None:
    found = figures(tmp_path, ROWS, telt("gewichten: {a: 3, b: 1}"), bron=ZONDER_PERSONEN)
    for gebied in (RIETVINK, RIETLANDEN):
        empty = figure(found, gebied)
        assert (empty["waarde"], empty["staat"]) == (None, "niet van toepassing")
        assert (empty["onder"], empty["boven"], empty["teller"]) == (None, None, None)


def test_the_distribution_of_the_municipality(tmp_path: Path) -> None:
    standard = "groepen: [a, b], standaard: gemeente"
    found = figures(tmp_path, ROWS, telt(standard), bron=ZONDER_PERSONEN)
    # Of the municipality itself the standardised figure is the plain one.
    assert figure(found, GEMEENTE)["waarde"] == pytest.approx(4 / 9)
    assert figure(found, BINNENSTAD)["waarde"] == pytest.approx(4 / 9 * 1 / 2 + 5 / 9 * 1 / 4)


def test_the_distribution_of_an_earlier_year(tmp_path: Path) -> None:
    before = [
        *({"op": "2022-03-01", "buurt": HAVEN, "soort": "a", "goed": "nee"},) * 9,
        {"op": "2022-03-01", "buurt": HAVEN, "soort": "b", "goed": "ja"},
    ]
    standard = "groepen: [a, b], standaard: 2022"
    found = figures(tmp_path, [*before, *ROWS], telt(standard), bron=ZONDER_PERSONEN)
    # The year of the standard is counted, and not shown.
    assert found["periode"].unique().to_list() == ["2024"]
    assert figure(found)["waarde"] == pytest.approx(0.9 * 2 / 4 + 0.1 * 2 / 5)
    lost = figures(
        tmp_path / "anders",
        ROWS,
        telt("groepen: [a, b], standaard: 2022"),
        bron=ZONDER_PERSONEN,
    )
    # Without that year there is nothing to weigh by, which is not the same as nothing.
    assert (figure(lost)["waarde"], figure(lost)["staat"]) == (None, "ontbreekt")


def test_beside_an_earlier_year(tmp_path: Path) -> None:
    before = [
        {"op": "2023-03-01", "buurt": HAVEN, "soort": "a", "goed": "ja"},
        {"op": "2023-03-01", "buurt": HAVEN, "soort": "b", "goed": "nee"},
    ]
    blok = telt("gewichten: {a: 3, b: 1}", ", reeks: verandering")
    found = figures(tmp_path, [*before, *ROWS], blok, bron=ZONDER_PERSONEN)
    change = 100 * (0.75 * 2 / 4 + 0.25 * 2 / 5 - 0.75)
    assert figure(found)["waarde"] == pytest.approx(change)


def test_ages_fall_in_one_group_each(tmp_path: Path) -> None:
    rows = [
        {"uren": "17,5", "goed": "ja"},
        {"uren": "18", "goed": "nee"},
        {"uren": "64,99", "goed": "ja"},
        {"uren": "65", "goed": "ja"},
    ]
    blok = (
        "{bron: meldingen, datum: op, gestandaardiseerd: {teller: goed, groep: uren, "
        "gewichten: {0-17: 20%, 18-64: 50%, 65+: 30%}}}"
    )
    rows = [{**row, "buurt": HAVEN} for row in rows]
    found = figure(figures(tmp_path, rows, blok, bron=ZONDER_PERSONEN))
    assert found["waarde"] == pytest.approx(0.2 * 1 + 0.5 * 1 / 2 + 0.3 * 1)
    assert (found["n"], found["onbekend"]) == (4, 0)


def test_all_groups_are_counted_in_one_scan(tmp_path: Path) -> None:
    blocks = {"een": telt("gewichten: {a: 3, b: 1}"), "twee": telt("gewichten: {a: 1, b: 9}")}
    _, requests, _, _ = prepared(proef(tmp_path, [{}], blocks, bron=ZONDER_PERSONEN))
    assert len(compile_requests(requests).steps) == 1


def test_rows_of_one_person_make_the_interval_wider(tmp_path: Path) -> None:
    rows = [
        {"wie": f"p{n // 2}", "buurt": HAVEN, "soort": "ab"[n % 2], "goed": "ja"} for n in range(80)
    ]
    alone = [{**row, "wie": f"q{n}"} for n, row in enumerate(rows)]
    blok = telt("gewichten: {a: 1, b: 1}").replace("goed", "not goed or kosten is null")
    found = []
    for name, given in (("twee", rows), ("een", alone)):
        frame = figures(tmp_path / name, given, blok)
        found.append(float(str(figure(frame, HAVEN)["onder"])))
    # Twice as many rows as persons: an interval as of half the rows.
    assert found[0] < found[1]
