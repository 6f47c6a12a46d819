"""No figure over a break, and every figure that does not reach over it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, GEMEENTE, ZONDER_PERSONEN, calculated, figure, figures, proef

import resultaat
from resultaat.compile.request import Window
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.periods import Grain, Period
from resultaat.language.breuken import break_between, breaks_in
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.signalen import kaarten
from resultaat.toerekening import accounts
from resultaat.toerekening.question import Question, question

ROWS = [{"op": f"{year}-{month:02d}-10"} for year in (2021, 2022, 2023, 2024) for month in (2, 8)]
BREUK = "breuken: [{vanaf: 2023, omdat: het model is herzien}]\n"
OVER = "over: 2024, vanaf: 2021"


def states(folder: Path, reeks: str, breuk: str = BREUK, report: str = OVER) -> dict[str, str]:
    telt = f"{{bron: meldingen, aantal: rijen, datum: op, reeks: {reeks}}}"
    frame = figures(folder, ROWS, telt, rapportage=report, bron=ZONDER_PERSONEN + breuk)
    own = frame.filter(frame["niveau"] == "gemeente")
    for row in own.rows(named=True):
        assert (row["waarde"] is None) == (row["staat"] not in ("definitief", "voorlopig")), row
    return dict(own.select("periode", "staat").iter_rows())


NVT, GOED = "niet van toepassing", "definitief"


@pytest.mark.parametrize(
    ("reeks", "expected"),
    [
        ("verandering", {"2022": GOED, "2023": NVT, "2024": GOED}),
        ("{index: 2021}", {"2021": GOED, "2022": GOED, "2023": NVT, "2024": NVT}),
        ("{index: 2024}", {"2021": NVT, "2022": NVT, "2023": GOED, "2024": GOED}),
        ("{voortschrijdend: 2}", {"2022": GOED, "2023": NVT, "2024": GOED}),
        ("cumulatief", {"2022": GOED, "2023": NVT, "2024": NVT}),
        ("jaar_tot_nu", {"2022": GOED, "2023": GOED, "2024": GOED}),
    ],
)
def test_what_reaches_over_a_break(tmp_path: Path, reeks: str, expected: dict[str, str]) -> None:
    found = states(tmp_path, reeks)
    assert {period: found[period] for period in expected} == expected


def test_a_break_in_the_middle_of_a_year(tmp_path: Path) -> None:
    breuk = BREUK.replace("2023", "2023-07")
    assert states(tmp_path, "verandering", breuk)["2023"] == NVT
    assert states(tmp_path / "b", "jaar_tot_nu", breuk)["2023"] == NVT


def test_a_break_in_a_column_that_is_not_read(tmp_path: Path) -> None:
    breuk = BREUK.replace("}]", ", kolommen: [soort]}]")
    assert states(tmp_path, "verandering", breuk)["2023"] == GOED


def test_check_says_why(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op, reeks: verandering}"}
    folder = proef(tmp_path, ROWS, telt, bron=ZONDER_PERSONEN + BREUK)
    (told,) = (each for each in resultaat.open(folder).check() if each.code == "R1326")
    assert told.severity.value == "opmerking"
    assert "de breuk van 2023 heen: het model is herzien" in told.message


def test_taakvelden_are_translated_at_the_door(tmp_path: Path) -> None:
    """Iv3 2024 -> 2025: 6.2 became 6.21, 6.22 and 6.23; together they are what 6.2 was."""
    bron = ZONDER_PERSONEN.replace(
        "soort: {type: tekst, mag_leeg: ja}",
        'soort: {keuze: ["6.2"], mag_leeg: ja, '
        'vertaal: {"6.21": "6.2", "6.22": "6.2", "6.23": "6.2"}}',
    )
    rows = [
        {"op": "2023-06-01", "soort": "6.2", "kosten": "60", "buurt": BINNENSTAD},
        *(
            {"op": "2024-06-01", "soort": soort, "kosten": "25", "buurt": BINNENSTAD}
            for soort in ("6.21", "6.22", "6.23")
        ),
    ]
    telt = {"proef": "{bron: meldingen, som: kosten, waar: \"soort = '6.2'\", datum: op}"}
    folder = proef(tmp_path, rows, telt, bron=bron, rapportage="over: 2024, vanaf: 2023")
    frame = calculated(folder).figures
    assert figure(frame, periode="2023")["waarde"] == 60
    assert figure(frame, periode="2024")["waarde"] == 75


JAREN = {"proef": "{bron: meldingen, som: kosten, datum: op}"}
KOSTEN = [{**each, "kosten": "10"} for each in ROWS]
KANT = "vanaf 2023 telt de bron iets anders (het model is herzien)"


def test_periods_before_a_break_were_counted_otherwise(tmp_path: Path) -> None:
    bron = ZONDER_PERSONEN + BREUK.replace("}]", "}, {vanaf: 2024-07, omdat: weer anders}]")
    found = calculated(proef(tmp_path, KOSTEN, JAREN, bron=bron, rapportage=OVER)).versies
    assert [(start.year, tot.isoformat()) for _, start, tot, _ in found.rows()] == [
        (2021, "2023-01-01"),
        (2022, "2023-01-01"),
        (2023, "2024-07-01"),
        (2024, "2024-07-01"),  # it breaks within this year
    ]


def test_the_report_stops_the_line_at_a_break(tmp_path: Path) -> None:
    breuk = BREUK.replace("2023", "2024")
    made = resultaat.open(
        proef(tmp_path, KOSTEN, JAREN, bron=ZONDER_PERSONEN + breuk, rapportage=OVER)
    )
    made.bereken()
    page = made.rapport().read_text(encoding="utf-8")
    assert "de bron telt anders" in page
    assert "Bij de staande lijn ging de bron anders tellen: het model is herzien." in page
    assert "andere definitie" not in page
    assert "Er is nog geen eerdere periode om mee te vergelijken." in page


def test_each_break_is_labelled_by_its_kind(tmp_path: Path) -> None:
    """At the source in 2022, in the definition in 2024: told apart, in the figures and the page."""
    breuk = BREUK.replace("2023", "2022")
    folder = proef(tmp_path, KOSTEN, JAREN, bron=ZONDER_PERSONEN + breuk, rapportage=OVER)
    own = folder / "indicators/proef/proef.yaml"
    telde = "{bron: meldingen, som: kosten, waar: kosten > 0, datum: op}"
    own.write_text(
        own.read_text(encoding="utf-8")
        + "\ngeschiedenis:\n  - {vanaf: 2024-01-01, wat_veranderde: Alles telt voortaan mee., "
        + f"telde: {telde}}}\n",
        encoding="utf-8",
    )
    made = resultaat.open(folder)
    run = made.bereken()
    found = run.resultaten.filter(pl.col("gebied") == GEMEENTE)
    found = found.filter(pl.col("indicator") == "proef").sort("start")
    kinds = dict(found.select("periode", "breuk").iter_rows())
    assert kinds == {"2021": "het model is herzien", "2022": None, "2023": None, "2024": None}
    ends = [str(each)[:4] for each in found["definitie_tot"]]
    assert ends == ["2022", "2024", "2024", "None"]
    page = made.rapport().read_text(encoding="utf-8")
    assert "Bij a ging de bron anders tellen: het model is herzien." in page
    assert "Bij b werd de definitie een andere" in page
    assert "de bron telt anders" not in page  # two such words would lie over each other


def test_a_break_is_met_through_what_a_figure_is_made_of(tmp_path: Path) -> None:
    telt = {**JAREN, "afgeleid": "{formule: proef * 2}"}
    folder = proef(tmp_path, KOSTEN, telt, bron=ZONDER_PERSONEN + BREUK, rapportage=OVER)
    catalog = load_catalog(folder)
    assert [each.vanaf.label for each in breaks_in("afgeleid", catalog)] == ["2023"]
    years = [Period.parse(str(year)) for year in (2021, 2022, 2023, 2024)]
    between = [break_between("proef", catalog, van, tot) for van, tot in pairwise(years)]
    assert [each is not None for each in between] == [False, True, False]


def test_no_account_of_a_change_over_a_break(tmp_path: Path) -> None:
    folder = proef(tmp_path, KOSTEN, JAREN, bron=ZONDER_PERSONEN + BREUK, rapportage=OVER)
    catalog = load_catalog(folder)
    assert question(catalog, "proef", "2023", "2024").van.label == "2023"
    with pytest.raises(ResultaatError) as refused:
        question(catalog, "proef", "2022", "2024")
    (told,) = refused.value.diagnostics
    assert told.code == "R2051"
    assert KANT in told.message
    years = [Period.parse(str(year)) for year in (2021, 2022, 2023)]
    window = Window(years[0], years[-1], years[-1].end)
    # Of 2023 there is nothing to compare with; of 2022 there is.
    chosen = between(catalog, years, window)
    assert chosen == KANT
    earlier = between(catalog, years[:2], window)
    assert isinstance(earlier, Question)
    assert (earlier.van.label, earlier.tot.label) == ("2021", "2022")


def between(catalog: Catalog, known: list[Period], window: Window) -> Question | str:
    return accounts._between("proef", known, window, catalog)


def test_a_chart_begins_anew_at_a_break(tmp_path: Path) -> None:
    rows = [
        {"op": f"{year}-{month:02d}-10", "kosten": f"{10 + month}"}
        for year in (2022, 2023, 2024)
        for month in range(1, 13)
        for _ in range(12)
    ]
    folder = proef(
        tmp_path,
        rows,
        JAREN,
        bron=ZONDER_PERSONEN + BREUK,
        rapportage="over: 2024, vanaf: 2022, peildatum: 2025-06-30",
    )
    catalog = load_catalog(folder)
    months = [Period.parse(f"{year}-{month:02d}") for year in (2022, 2023) for month in (1, 12)]
    frame = pl.DataFrame(
        {
            "indicator": "proef",
            "start": [each.start for each in months],
            "periode": [each.label for each in months],
            "waarde": [1.0, 2.0, 3.0, 4.0],
            "noemer": [None] * 4,
            "staat": GOED,
        }
    )
    reeks, vanaf, omdat = kaarten._series(frame, catalog, Grain.MAAND)
    assert (reeks.basis, vanaf, omdat) == (2, "2023-01", "het model is herzien")
