"""One test per wrong number that was once given, here or by others."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from builders import CENTRUM, GEMEENTE, calculated, figure, indicator, prepared, proef, werkmap
from data_berichten import bericht, gestart, toegewezen, zipped

import resultaat
from resultaat.compile.compiler import compile_requests
from resultaat.compile.passes.naive import naive
from resultaat.core.diagnostics import ResultaatError
from resultaat.core.settings import Settings
from resultaat.data.typing import FRACTION, typed
from resultaat.engine.calculate import calculate
from resultaat.engine.store import Store
from resultaat.language.documents.bron import Bron, Kolom, KolomType


def test_a_percentage_keeps_its_last_decimals() -> None:
    """0.123456% once became 0.0012350: the division was made at six decimals."""
    bron = Bron.model_validate(
        {
            "naam": "x",
            "herkomst": "x",
            "bestand": "x.csv",
            "decimaalteken": ".",
            "gebied": {"kolom": "code"},
            "kolommen": {"code": "gebied", "deel": "procent"},
        }
    )
    kolom = Kolom(type=KolomType.PROCENT)
    frame = pl.DataFrame({"deel": ["0.123456", "9.7"]})
    values = frame.select(typed(pl.col("deel"), pl.String(), kolom, bron))["deel"]
    assert values.dtype == FRACTION
    assert [str(value) for value in values] == ["0.00123456", "0.09700000"]


def test_a_year_figure_is_not_a_january_figure(tmp_path: Path) -> None:
    """A figure published for a year once appeared as that of its first quarter."""
    folder = werkmap(tmp_path)
    settings = folder / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8")
    text += "  kwartaal: {titel: Kwartaal, over: 2025-K1}\n"
    settings.write_text(text, encoding="utf-8")
    run = resultaat.open(folder).bereken("kwartaal")
    published = [
        name
        for name, each in resultaat.open(folder).catalog().indicatoren.items()
        if each.doc.telt.bron == "kwb"
    ]
    rows = run.resultaten.filter(pl.col("indicator").is_in(published))
    assert rows.height > 0
    assert rows["staat"].unique().to_list() == ["niet van toepassing"]
    assert rows["waarde"].null_count() == rows.height


def test_a_bad_year_is_not_called_too_early(tmp_path: Path) -> None:
    """A share far below its norm once read "te vroeg" because a few rows could still change."""
    from resultaat.analysis.oordeel import Oordeel, judge
    from resultaat.engine.figures import FIGURES
    from resultaat.language.documents.indicator import Procesconditie

    doc = Procesconditie.model_validate(
        {
            "soort": "procesconditie",
            "conditie": "capaciteit",
            "naam": "Op tijd",
            "waarom": "Wie lang wacht, heeft later meer hulp nodig.",
            "telt": {"bron": "bron", "aandeel": "xx", "datum": "dag"},
            "norm": {"minstens": "80%"},
        }
    )
    row = dict.fromkeys(FIGURES.names()) | {
        "indicator": "wacht",
        "periode": "2025",
        "gebied": GEMEENTE,
        "waarde": 0.63,
        "onder": 0.60,
        "boven": 0.66,
        "staat": "voorlopig",
    }
    judged = judge(pl.DataFrame([row], schema=FIGURES), {"wacht": doc})
    assert judged["oordeel"].to_list() == [Oordeel.NIET_OP_ORDE.value]


def test_sixty_is_not_sixty_percent(tmp_path: Path) -> None:
    """A target of `60` on a share once meant 6000%, and nobody ever reached it."""
    telt = "{bron: trajecten, aandeel: doel_bereikt, datum: einddatum}"
    more = "conditie: kwaliteit\nnorm: {minstens: 60}"
    folder = werkmap(tmp_path, {"indicators/x/proef.yaml": indicator(telt, "procesconditie", more)})
    codes = [item.code for item in resultaat.open(folder).check()]
    assert "R1315" in codes


def test_a_date_of_an_event_is_not_a_stand(tmp_path: Path) -> None:
    """`peildatum: einddatum` once counted only the cases that ended on the last day of the year."""
    telt = "{bron: trajecten, aantal: rijen, peildatum: einddatum}"
    folder = werkmap(tmp_path, {"indicators/x/proef.yaml": indicator(telt)})
    assert "R1316" in [item.code for item in resultaat.open(folder).check()]


@pytest.mark.parametrize("empty", ["waar:", "waar: ~", "waar: null"])
def test_an_empty_filter_is_not_no_filter(tmp_path: Path, empty: str) -> None:
    """`waar:` with nothing behind it once counted the rows of every law."""
    telt = ("telt:", "  bron: trajecten", f"  {empty}", "  aantal: rijen", "  datum: einddatum")
    head = ("soort: context", "naam: Proef", "waarom: We willen weten of dit klopt.")
    block = "\n".join((*head, *telt))
    folder = werkmap(tmp_path, {"indicators/x/proef.yaml": block})
    assert [item.code for item in resultaat.open(folder).check()] == ["R1105"]


def test_a_report_does_not_show_a_target_that_was_changed_afterwards(tmp_path: Path) -> None:
    """The kept definitions of a run could be edited; the report then showed another target."""
    werk = resultaat.open(werkmap(tmp_path))
    run = werk.bereken()
    kept = tmp_path / ".resultaat" / "definities" / run.info.definities[:20]
    path = next(p for p in kept.rglob("*.yaml") if "streefwaarden:" in p.read_text())
    path.write_text(path.read_text().replace("streefwaarden:", "streefwaarden: # later", 1))
    with pytest.raises(ResultaatError) as told:
        werk.rapport()
    assert [each.code for each in told.value.diagnostics] == ["R6011"]
    shutil.rmtree(kept)
    with pytest.raises(ResultaatError) as told:
        werk.rapport()
    assert [each.code for each in told.value.diagnostics] == ["R6010"]


def test_a_period_before_the_first_was_delivered_in_every_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once missing in the naive plan: it asked only of the periods shown what was delivered."""
    telt = {
        "los": "{bron: meldingen, aantal: rijen, datum: op}",
        "samen": "{bron: meldingen, aantal: rijen, datum: op, reeks: {voortschrijdend: 2}}",
    }
    rows = [{"op": "2023-12-12"}]
    folder = proef(tmp_path, rows, telt, rapportage="over: 2024-K1, vanaf: 2024-K1")
    for plan in (compile_requests, naive):
        monkeypatch.setattr("resultaat.engine.calculate.compile_requests", plan)
        found = figure(calculated(folder).figures, periode="2024-K1", naam="samen")
        assert (found["waarde"], found["staat"]) == (1.0, "voorlopig")


def test_days_are_not_made_of_months(tmp_path: Path) -> None:
    """Kept cells are of months; a figure by day was once made of them, all on the first."""
    rows = [{"op": day} for day in ("2024-03-04", "2024-03-05", "2024-03-05")]
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op}"}
    folder = proef(tmp_path, rows, telt, rapportage="over: 2024-03-05, vanaf: 2024-03-01")
    _, requests, views, indeling = prepared(folder)
    store = Store(tmp_path / "cellen", 10**9)
    for _ in ("counted", "kept"):
        found = calculate(requests, views, indeling, Settings(), lambda _: None, store).figures
        values = [figure(found, periode=f"2024-03-0{day}")["waarde"] for day in (1, 4, 5)]
        assert values == [None, 1, 2]


def test_two_days_of_a_year_are_not_two_figures_of_it(tmp_path: Path) -> None:
    """Of two published rows in 2024 both once became the figure of 2024, and one was shown."""
    bron = (
        "naam: Stand\nherkomst: test\nbestand: data/stand.csv\ngebied: {kolom: buurt}\n"
        "periode: op\ngepubliceerd: ja\nkolommen: {buurt: gebied, op: datum, stand: aantal}\n"
    )
    rows = f"buurt;op;stand\n{CENTRUM};2024-01-31;10\n{CENTRUM};2024-06-30;90\n"
    folder = werkmap(
        tmp_path,
        {
            "indicators/bronnen/stand.yaml": bron,
            "data/stand.csv": rows,
            "indicators/proef/stand_proef.yaml": indicator("{bron: stand, gepubliceerd: stand}"),
        },
    )
    with pytest.raises(ResultaatError) as told:
        resultaat.open(folder).bereken()
    assert [each.code for each in told.value.diagnostics] == ["R3011"]


MESSAGES = """\
naam: Berichten
herkomst: iJw
grondslag: Jeugdwet 7.4.0
bestand: data/berichten.zip
berichten: {soort: trajecten}
persoon: inwoner
gebied: {kolom: gemeente, niveau: gemeente}
kolommen:
  gemeente: gebied
  inwoner: {type: pseudoniem, kolom: persoon}
  toegewezen_op: {type: datum, mag_leeg: ja}
  begonnen_op: {type: datum, mag_leeg: ja}
"""


def test_who_gets_more_help_has_not_waited_less(tmp_path: Path) -> None:
    """Once the wait began at the last change of an allocation, and a withdrawn one waited for ever.

    By hand: one allocation, 60 days, extended on the day before the start; one withdrawn.
    """
    berichten = [
        bericht(
            *("301", toegewezen("1", "2024-01-01"), toegewezen("2", "2024-01-01")), op="2024-01-01"
        ),
        bericht(
            "301",
            toegewezen("1", "2024-02-29", RedenWijziging="04"),
            toegewezen("2", "2024-01-02", RedenWijziging="13"),
            kenmerk="2",
            op="2024-02-29",
        ),
        bericht("305", gestart("1", "2024-03-01"), kenmerk="3", op="2024-03-01"),
    ]
    telt = "{bron: berichten, TELT, datum: toegewezen_op}"
    wait = "doorlooptijd: {van: toegewezen_op, tot: begonnen_op, binnen: 42 dagen}"
    folder = werkmap(
        tmp_path,
        {
            "indicators/bronnen/berichten.yaml": MESSAGES,
            "data/berichten.zip": zipped(berichten),
            "indicators/proef/wacht_proef.yaml": indicator(telt.replace("TELT", wait)),
        },
    )
    found = calculated(folder).figures
    row = found.filter((pl.col("indicator") == "wacht_proef") & (pl.col("gebied") == GEMEENTE))
    assert row.select("teller", "noemer").rows() == [(0, 1)]


def test_a_day_with_two_digits_for_a_year_is_no_day_of_antiquity(tmp_path: Path) -> None:
    """Once 31-01-24 was read as 24 January of the year 31, and the row counted nowhere."""
    rows = [{"op": "31-01-24"}]
    folder = proef(tmp_path, rows, {"proef": "{bron: meldingen, aantal: rijen, datum: op}"})
    with pytest.raises(ResultaatError) as told:
        resultaat.open(folder).bereken()
    assert [each.code for each in told.value.diagnostics] == ["R3004"]
