"""`telde`: periods of before a change are counted as they were then, and the series breaks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, GEMEENTE, HAVEN, ZONDER_PERSONEN, figure, indicator, proef

import resultaat
from resultaat.compile.ask import Ask, requests_asked
from resultaat.pipeline import Werk

YEARS = "over: 2024, vanaf: 2021"
#: Each year two rows of soort a (10 and 20 euro) and one of soort b (100 euro).
ROWS = [
    {"op": f"{year}-0{month}-01", "buurt": buurt, "soort": soort, "kosten": f"{euro},00"}
    for year in (2021, 2022, 2023, 2024)
    for month, buurt, soort, euro in (
        (2, BINNENSTAD, "a", 10),
        (3, HAVEN, "a", 20),
        (8, HAVEN, "b", 100),
    )
]
TELT = "{bron: meldingen, som: kosten, datum: op}"
ALLEEN_A = "{bron: meldingen, som: kosten, waar: soort = 'a', datum: op}"
CHANGE = "wat_veranderde: Soort b telt voortaan ook mee."


def werk(
    folder: Path,
    history: str,
    telt: str = TELT,
    rapportage: str = YEARS,
    more: Mapping[str, str] | None = None,
) -> Werk:
    others = dict(more or {})
    files = {"indicators/proef/som.yaml": indicator(telt, more=f"geschiedenis:\n{history}\n")}
    files |= {f"indicators/proef/{name}.yaml": indicator(block) for name, block in others.items()}
    made = proef(folder, ROWS, {}, rapportage=rapportage, bron=ZONDER_PERSONEN, more=files)
    return resultaat.open(made)


def version(vanaf: str, telde: str, more: str = "") -> str:
    return f"  - {{vanaf: {vanaf}, {CHANGE}, {more}telde: {telde}}}"


def series(found: pl.DataFrame, name: str, gebied: str = GEMEENTE) -> list[object]:
    years = ("2021", "2022", "2023", "2024")
    return [figure(found, gebied, year, naam=name)["waarde"] for year in years]


def untils(found: pl.DataFrame, name: str) -> list[object]:
    mine = found.filter((pl.col("indicator") == name) & (pl.col("gebied") == GEMEENTE))
    return mine.sort("start")["definitie_tot"].to_list()


def test_each_period_is_counted_by_what_held_on_its_first_day(tmp_path: Path) -> None:
    """Changed on 1 July 2023: the year 2023 began by the old definition and keeps to it."""
    found = werk(tmp_path, version("2023-07-01", ALLEEN_A)).bereken().resultaten
    assert series(found, "som") == [30, 30, 30, 130]
    assert series(found, "som", HAVEN) == [20, 20, 20, 120]
    until = date(2023, 7, 1)
    assert untils(found, "som") == [until, until, until, None]


def test_two_changes_make_three_stretches_and_the_order_in_the_file_is_free(tmp_path: Path) -> None:
    alleen_b = ALLEEN_A.replace("'a'", "'b'")
    history = "\n".join((version("2024-01-01", alleen_b), version("2022-01-01", ALLEEN_A)))
    found = werk(tmp_path, history).bereken().resultaten
    assert series(found, "som") == [30, 100, 100, 130]
    assert untils(found, "som") == [date(2022, 1, 1), date(2024, 1, 1), date(2024, 1, 1), None]


def test_without_telde_all_periods_are_counted_as_they_are_now(tmp_path: Path) -> None:
    found = werk(tmp_path, f"  - {{vanaf: 2023-01-01, {CHANGE}}}").bereken().resultaten
    assert series(found, "som") == [130] * 4
    assert untils(found, "som") == [None] * 4


def test_nothing_is_compared_or_added_up_over_the_change(tmp_path: Path) -> None:
    for name, reeks, expected in (
        ("a", "verandering", [None, 0, None, 0]),
        ("b", "cumulatief", [30, 60, None, None]),
        ("c", "{voortschrijdend: 2}", [30, 60, None, 260]),
        ("d", "{index: 2021}", [100, 100, None, None]),
    ):

        def with_reeks(telt: str, reeks: str = reeks) -> str:
            return (
                telt.replace("}", f", reeks: {reeks}}}")
                if "{" not in reeks
                else (f"{telt[:-1]}, reeks: {reeks}}}")
            )

        history = version("2023-01-01", with_reeks(ALLEEN_A))
        found = werk(tmp_path / name, history, with_reeks(TELT)).bereken().resultaten
        assert series(found, "som") == expected, reeks


def test_what_is_made_of_it_says_so_and_is_not_compared_either(tmp_path: Path) -> None:
    more = {
        "deel": "{bron: meldingen, som: kosten, waar: soort = 'b', datum: op, "
        "per: {indicator: som, keer: 100}}",
        "dubbel": "{formule: som * 2}",
        "groei": "{formule: som * 2, reeks: verandering}",
    }
    made = werk(tmp_path, version("2023-01-01", ALLEEN_A), more=more)
    found = made.bereken().resultaten
    assert series(found, "dubbel") == [60, 60, 260, 260]
    assert series(found, "deel") == pytest.approx([100 * 100 / 30] * 2 + [100 * 100 / 130] * 2)
    assert series(found, "groei") == [None, 0, None, 0]
    until = date(2023, 1, 1)
    for name in more:
        assert untils(found, name) == [until, until, None, None], name


def test_an_earlier_definition_may_read_another_source(tmp_path: Path) -> None:
    oud = ZONDER_PERSONEN.replace("meldingen.csv", "oud.csv")
    lines = ["rij;wie;buurt;op;klaar;goed;soort;kosten;uren"]
    lines += [f"o1;p1;{HAVEN};{year}-05-01;;;a;7,00;" for year in (2021, 2022, 2023, 2024)]
    made = werk(tmp_path, version("2023-01-01", "{bron: oud, som: kosten, datum: op}"))
    (made.root / "indicators/bronnen/oud.yaml").write_text(oud.replace("rij: tekst", "rij: tekst"))
    text = "\n".join(line.replace("o1", f"o{n}") for n, line in enumerate(lines))
    (made.root / "data/oud.csv").write_text(text + "\n")
    found = resultaat.open(made.root).bereken().resultaten
    assert series(found, "som") == [7, 7, 130, 130]


def test_explanation_says_which_holds_when(tmp_path: Path) -> None:
    made = werk(tmp_path, version("2023-07-01", ALLEEN_A, "vastgesteld: 2023-09-01, "))
    (said,) = [words for term, words in made.uitleg("som").eromheen if "Gewijzigd" in term]
    assert "vastgesteld op 1 september 2023, toen het al was ingegaan" in said
    assert "Periodes die voor die dag begonnen, tellen zoals toen: Telt kosten op" in said
    assert "soort gelijk aan" in said or "soort is" in said
    assert any("som tot 2023-07-01.teller" in line for line in made.uitleg("som").plan)


def test_the_report_breaks_the_line_and_compares_nothing_over_it(tmp_path: Path) -> None:
    made = werk(tmp_path, version("2024-01-01", ALLEEN_A))
    made.bereken()
    page = made.rapport().read_text(encoding="utf-8")
    assert "andere definitie" in page
    assert "Bij de staande lijn werd de definitie een andere" in page
    assert "Er is nog geen eerdere periode om mee te vergelijken." in page
    assert "€ 30" in page or "30" in page


def test_analyses_count_all_periods_as_they_are_now(tmp_path: Path) -> None:
    made = werk(tmp_path, version("2023-01-01", ALLEEN_A))
    from resultaat.cycle.rapportages import choose, window_of

    catalog = made.catalog()
    ask = Ask("som", window_of(choose(catalog, None)[1]))
    (request,) = requests_asked(catalog, [ask]).values()
    assert request.telt.waar is None
    assert request.tot is None
