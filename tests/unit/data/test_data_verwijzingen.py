"""References to another source: what finds nothing is set aside, counted, and never named."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, HAVEN, indicator, werkmap
from data_examples import rows_of

import resultaat
from resultaat.core.diagnostics import Diagnostics, Severity
from resultaat.data.history import history
from resultaat.data.lading import Lading
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check
from resultaat.loading import Geladen, back_to, load_sources

KEY = "een-sleutel-die-nergens-anders-voor-is-0123456789"
INWONERS = """
naam: Inwoners
herkomst: test
bestand: data/inwoners.csv
sleutel: [wie, op]
persoon: wie
grondslag: test
gebied: {kolom: buurt}
kolommen: {wie: TYPE, op: datum, buurt: gebied}
"""
HULP = """
naam: Hulp
herkomst: test
bestand: data/hulp.csv
sleutel: nr
persoon: wie
grondslag: test
gebied: {kolom: buurt}
hoogstens_terzijde: AANDEEL
relaties: {inwoners: {via: wie, geldig_op: begin, verplicht: ja}}
kolommen:
  nr: tekst
  wie: {type: TYPE, mag_leeg: ja}
  begin: {type: datum, mag_leeg: ja}
  buurt: gebied
"""
BEKEND = ("999900006", "123456782")
ANDER = "111222333"


def folder(
    path: Path,
    rows: list[tuple[str, str]],
    aandeel: str = "50%",
    kind: str = "pseudoniem",
    inwoners: str | None = None,
) -> Path:
    """Make a folder of which the rows of `hulp` (wie, begin) refer to two persons."""
    there = inwoners or "".join(f"{wie};2020-01-01;{HAVEN}\n" for wie in BEKEND)
    lines = "".join(f"h{at};{wie};{begin};{HAVEN}\n" for at, (wie, begin) in enumerate(rows))
    return werkmap(
        path,
        {
            "indicators/bronnen/inwoners.yaml": INWONERS.replace("TYPE", kind),
            "indicators/bronnen/hulp.yaml": HULP.replace("AANDEEL", aandeel).replace("TYPE", kind),
            "data/inwoners.csv": "wie;op;buurt\n" + there,
            "data/hulp.csv": "nr;wie;begin;buurt\n" + lines,
        },
    )


def load(path: Path, *names: str) -> Geladen:
    catalog = load_catalog(path)
    check(catalog).raise_if_errors()
    return load_sources(catalog, names, None, lambda _: None)


def of(done: Geladen, name: str) -> Lading | None:
    return next((each for each in done.ladingen if each.levering.bron == name), None)


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)


@pytest.mark.parametrize("kind", ["tekst", "bsn"])
@pytest.mark.parametrize("size", [None, 40])
def test_rows_that_find_nothing_are_set_aside_and_never_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, size: int | None
) -> None:
    monkeypatch.setattr("resultaat.data.readers.blocks.SIZE", size)
    rows = [
        (BEKEND[0], "2021-05-01"),
        (ANDER, "2021-05-01"),  # nobody
        (BEKEND[1], "2019-12-31"),  # not yet there on that day
        (BEKEND[1], "2020-01-01"),  # from that very day
        (BEKEND[1], ""),  # on no day: the key is there
        (ANDER, ""),  # on no day, and nobody
        ("", "2021-05-01"),  # refers to nothing, and may
    ]
    made = folder(tmp_path, rows, kind=kind.replace("tekst", "pseudoniem"))
    if kind == "tekst":
        for name in ("inwoners", "hulp"):  # numbers that pass as a BSN are refused elsewhere
            path = made / f"data/{name}.csv"
            text = path.read_text()
            for at, who in enumerate((*BEKEND, ANDER)):
                text = text.replace(who, f"p{at}")
            path.write_text(text)
    done = load(made, "hulp")
    lading = of(done, "hulp")
    assert lading is not None, [each.message for each in done.meldingen]
    assert [each.levering.bron for each in done.ladingen] == ["hulp"]  # only what was asked for
    assert sorted(rows_of(lading.snapshot)["nr"]) == ["h0", "h3", "h4", "h6"]
    (reden,) = lading.levering.redenen
    assert (reden.code, reden.kolom, reden.rijen, reden.eerste_regel) == ("R3030", "wie", 3, 3)
    assert lading.levering.rijen == lading.levering.gebruikt + lading.levering.terzijde == 7
    assert lading.levering.regels is not None
    lines = pl.read_csv(made / lading.levering.regels, separator=";")
    assert lines["regel"].to_list() == [3, 4, 7]
    said = "".join(each.message + each.mend for each in done.meldingen)
    assert "`wie` verwijst naar een rij die op de dag in `begin` niet in `inwoners` staat" in said
    for each in (*BEKEND, ANDER, "p2"):
        assert each not in said + (made / lading.levering.regels).read_text()


def test_too_many_refuse_the_load_and_the_last_one_stands(tmp_path: Path) -> None:
    good = [("p1", "2021-01-01")] * 9
    people = f"p1;2020-01-01;{HAVEN}\n"
    made = folder(tmp_path, [*good, ("p2", "2021-01-01")], "10%", inwoners=people)
    assert of(load(made), "hulp") is not None
    folder(tmp_path, [*good[1:], *[("p2", "2021-01-01")] * 2], "10%", inwoners=people)
    done = load(made)
    assert of(done, "hulp") is None
    assert {each.code for each in done.meldingen.errors} == {"R3201", "R3030"}
    assert len(history(made, "hulp")) == 1


def test_another_load_of_the_other_source_is_looked_at_anew(tmp_path: Path) -> None:
    rows = [("p1", "2021-01-01"), ("p2", "2021-01-01")]
    people = f"p1;2020-01-01;{HAVEN}\n"
    made = folder(tmp_path, rows, inwoners=people)
    first = of(load(made), "hulp")
    assert first is not None and first.levering.gebruikt == 1
    folder(tmp_path, rows, inwoners=people + f"p2;2020-06-01;{HAVEN}\n")
    # Only this source is asked for: the other one is read because it must be.
    second = of(load(made, "hulp"), "hulp")
    assert second is not None and second.levering.gebruikt == 2
    assert history(made, "inwoners")[-1].gebruikt == 2
    with pytest.raises(resultaat.core.diagnostics.ResultaatError) as back:
        back_to(load_catalog(made), "hulp", 1)
    (why,) = back.value.diagnostics
    assert why.code == "R3205" and "andere rijen waar zij naar wijst" in why.message


def test_without_the_other_source_there_is_no_load(tmp_path: Path) -> None:
    made = folder(tmp_path, [("p1", "2021-01-01")])
    (made / "data/inwoners.csv").unlink()
    done = load(made, "hulp")
    assert not done.ladingen
    assert {each.code for each in done.meldingen.errors} == {"R3001", "R3031"}


def test_what_others_did_not_deliver_yet_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    made = folder(tmp_path, [("p1", "2021-01-01")], "0%")
    path = made / "indicators/bronnen/inwoners.yaml"
    path.write_text(path.read_text() + "levering: derden\n")
    (made / "data/inwoners.csv").unlink()
    done = load(made, "hulp")
    lading = of(done, "hulp")
    assert lading is not None and lading.levering.gebruikt == 1
    (told,) = done.meldingen
    assert (told.code, told.severity) == ("R3032", Severity.WARNING)


def test_a_calculation_holds_references_too(tmp_path: Path) -> None:
    there = [f"p{at}" for at in range(12)]
    rows = [(each, "2024-01-01") for each in [*there, "anders"]]
    people = "".join(f"{each};2020-01-01;{HAVEN}\n" for each in there)
    made = folder(tmp_path, rows, inwoners=people)
    telt = "{bron: hulp, aantal: rijen, datum: begin}"
    (made / "indicators/jeugd/hulp_begonnen.yaml").write_text(indicator(telt))
    run = resultaat.open(made).bereken()
    codes = [each.code for each in run.meldingen]
    assert "R3030" in codes
    frame = run.resultaten.filter(
        pl.col("indicator") == "hulp_begonnen", pl.col("gebied") == GEMEENTE
    )
    assert frame["waarde"].to_list() == [12.0]


def test_what_must_come_after_each_other_is_refused(tmp_path: Path) -> None:
    made = folder(tmp_path, [("p1", "2021-01-01")])
    path = made / "indicators/bronnen/inwoners.yaml"
    text = path.read_text().replace("sleutel: [wie, op]", "sleutel: wie")
    path.write_text(text + "relaties: {hulp: {via: wie, verplicht: ja}}\n")
    found: Diagnostics = check(load_catalog(made))
    assert "R1353" in {each.code for each in found.errors}
