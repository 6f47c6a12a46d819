"""`resultaat toerekening`: the account on the screen, as JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN, KAREKIET, RIETVINK, indicator, proef
from toerekening_builders import buurt, onderzoek

import resultaat
from resultaat.cli.app import run

#: (buurt, year): how many cases, and of how many it went well.
CASES = {
    (BINNENSTAD, 2023): (100, 40),
    (BINNENSTAD, 2024): (50, 25),
    (HAVEN, 2023): (100, 80),
    (HAVEN, 2024): (150, 120),
    (RIETVINK, 2023): (60, 30),
    (RIETVINK, 2024): (60, 36),
    (KAREKIET, 2023): (4, 2),
    (KAREKIET, 2024): (40, 20),
}
SHARE = "{bron: meldingen, aandeel: goed, datum: op}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"buurt": area, "op": f"{year}-06-01", "goed": "ja" if case < good else "nee"}
        for (area, year), (cases, good) in CASES.items()
        for case in range(cases)
    ]
    telt = {"proef": SHARE, "midden": "{bron: meldingen, mediaan: kosten, datum: op}"}
    window = "over: 2024, vanaf: 2023"
    return proef(tmp_path, rows, telt, rapportage=window)


def test_the_account_of_the_gemeente(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["toerekening", "proef", "--van", "2023", "--tot", "2024", "--map", str(folder)])
    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith("“Proef” ging omhoog: van 57,6% in 2023 naar 67,0% in 2024.")
    assert "is onverklaard: daarvan is niet bekend wie of wat dat deed." in said.replace("\n", " ")


def test_areas_sum_to_the_whole_and_hidden_areas_stay_away(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["toerekening", "proef", "--van", "2023", "--tot", "2024", "--json"]
    assert run([*command, "--map", str(folder)]) == 0
    rows = pl.DataFrame(json.loads(capsys.readouterr().out)["uitkomst"]["rekening"])
    terms = rows.filter(~pl.col("post").is_in(["begin", "eind"]))
    whole = terms.filter(pl.col("niveau") == "gemeente")["waarde"].sum()
    wijken = terms.filter(pl.col("niveau") == "wijk")["bijdrage"].sum()
    assert wijken == pytest.approx(whole, abs=1e-12)
    ends = {row["post"]: row["waarde"] for row in rows.filter(niveau="gemeente").to_dicts()}
    assert whole == pytest.approx(ends["eind"] - ends["begin"], abs=1e-12)
    # Karekiet had 4 cases in 2023; Rietvink would give it away.
    assert set(rows.filter(niveau="buurt")["gebied"]) == {BINNENSTAD, HAVEN}
    centrum = terms.filter(pl.col("gebied").is_in([BINNENSTAD, HAVEN]))["bijdrage"].sum()
    whole_wijk = terms.filter(pl.col("gebied") == "WK999901")["bijdrage"].sum()
    assert centrum == pytest.approx(whole_wijk, abs=1e-12)


def test_only_one_level(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["toerekening", "proef", "--van", "2023", "--tot", "2024", "--niveau", "wijk"]
    assert run([*command, "--json", "--map", str(folder)]) == 0
    rows = json.loads(capsys.readouterr().out)["uitkomst"]["rekening"]
    assert {row["niveau"] for row in rows} == {"wijk"}
    assert run([*command, "--map", str(folder)]) == 0
    assert "Een gebied met een verborgen cijfer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["proef", "--van", "2024", "--tot", "2023"], "R2050"),
        (["proef", "--van", "2023", "--tot", "2024-K1"], "R2050"),
        (["proef", "--van", "vorig jaar", "--tot", "2024"], "R2050"),
        (["midden", "--van", "2023", "--tot", "2024"], "R2051"),
        (["proef", "--van", "2023", "--tot", "2030"], "R2052"),
        (["proeff", "--van", "2023", "--tot", "2024"], "R2011"),
    ],
)
def test_wrong_use(
    folder: Path, words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["toerekening", *words, "--map", str(folder)]) == 2
    assert code in capsys.readouterr().err


def test_a_period_without_a_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["toerekening", "proef", "--van", "2020", "--tot", "2024", "--map", str(folder)]
    assert run(words) == 3
    assert "2020: ontbreekt" in capsys.readouterr().err.replace("\n", " ")


def test_a_sum_has_a_size_and_a_rest(tmp_path: Path) -> None:
    rows = [(buurt(0), 2023, 10.0, 1.0)] * 4 + [(buurt(0), 2024, 15.0, 1.0)] * 6
    made = onderzoek(tmp_path, rows, "{bron: rijen, som: teller, datum: op}")
    found = resultaat.open(made).toerekening("proef", "2023", "2024")
    # From 40 to 90: two more rows at 12.50, and five rows at 5 more.
    assert found.post("omvang") == pytest.approx(25)
    assert found.post("onverklaard") == pytest.approx(25)


def test_a_ratio_of_two_sources(tmp_path: Path) -> None:
    more = {
        "indicators/proef/mensen.yaml": (
            "soort: context\nnaam: Mensen\nwaarom: We willen weten of dit klopt.\n"
            "telt: {bron: rijen, som: noemer, datum: op}\n"
        )
    }
    rows = [
        (buurt(0), 2023, 5.0, 100.0),
        (buurt(1), 2023, 20.0, 100.0),
        (buurt(0), 2024, 5.0, 50.0),
        (buurt(1), 2024, 20.0, 150.0),
    ]
    telt = "{bron: rijen, som: teller, datum: op, per: {indicator: mensen, keer: 1000}}"
    found = resultaat.open(onderzoek(tmp_path, rows, telt, more=more)).toerekening(
        "proef", "2023", "2024"
    )
    # Weights .5 .5 to .25 .75; rates 50 200 to 100 133.3 per 1,000.
    assert found.post("samenstelling") == pytest.approx(-0.25 * 75 + 0.25 * (200 + 400 / 3) / 2)
    assert found.post("onverklaard") == pytest.approx(0.375 * 50 - 0.625 * 200 / 3)


def test_an_account_for_every_value_of_a_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand: a from 50 of 100 to 30 of 50, b from 20 of 100 to 45 of 150."""
    rows = [
        {
            "buurt": area,
            "op": f"{year}-06-01",
            "soort": soort,
            "wie": f"{soort}{case}",
            "kosten": case // 3,
            "goed": "ja" if case < good else "nee",
        }
        for area, soort, year, cases, good in (
            (BINNENSTAD, "a", 2023, 100, 50),
            (BINNENSTAD, "a", 2024, 50, 30),
            (BINNENSTAD, "b", 2023, 100, 20),
            (BINNENSTAD, "b", 2024, 150, 45),
        )
        for case in range(cases)
    ]
    folder = proef(tmp_path, rows, {"proef": SHARE}, rapportage="over: 2024, vanaf: 2023")
    command = ["toerekening", "proef", "--van", "2023", "--tot", "2024", "--map", str(folder)]
    assert run([*command, "--niveau", "soort", "--json"]) == 0
    lines = pl.DataFrame(json.loads(capsys.readouterr().out)["uitkomst"]["rekening"])
    added = {
        (row["gebied"], row["post"]): row["bijdrage"]
        for row in lines.to_dicts()
        if row["bijdrage"] is not None
    }
    # Of the whole: weights .5 .5 to .25 .75; middle of a .55, of b .25, of all .3625.
    assert added["a", "samenstelling"] == pytest.approx(-0.25 * (0.55 - 0.3625))
    assert added["b", "samenstelling"] == pytest.approx(0.25 * (0.25 - 0.3625))
    assert run([*command, "--niveau", "wie"]) == 2
    assert "R2053" in capsys.readouterr().err
    assert run([*command, "--niveau", "onzin"]) == 2
    assert "R2053" in capsys.readouterr().err
    assert run([*command, "--niveau", "kosten"]) == 3
    assert "R4020" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("telt", "why"),
    [
        (
            "{bron: rijen, verhouding: {teller: teller, noemer: noemer}, datum: op}",
            "hoeveel mensen",
        ),
        ("{bron: rijen, som: teller, datum: op}", "geen noemer om te verdelen"),
        (
            "{bron: rijen, som: teller, datum: op, per: {indicator: mensen, keer: 1000}}",
            "gedeeld door `mensen`",
        ),
    ],
)
def test_a_figure_without_people_has_no_account_by_column(
    tmp_path: Path, telt: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    people = indicator("{bron: rijen, som: noemer, datum: op}")
    rows = [(buurt(0), year, 5.0, 100.0) for year in (2023, 2024)]
    made = onderzoek(tmp_path, rows, telt, more={"indicators/proef/mensen.yaml": people})
    words = ["proef", "--van", "2023", "--tot", "2024", "--niveau", "rij", "--map", str(made)]
    assert run(["toerekening", *words]) == 2
    said = capsys.readouterr().err.replace("\n", " ")
    assert "R2085" in said
    assert why in said


def test_a_stratum_without_figures_or_without_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(buurt(0), year, 1.0, 1.0) for year in (2023, 2024)]
    nothing = indicator("{bron: rijen, gemiddelde: teller, waar: noemer > 5, datum: op}")
    made = onderzoek(tmp_path, rows, more={"indicators/proef/niets.yaml": nothing})
    command = ["toerekening", "proef", "--van", "2023", "--tot", "2024", "--map", str(made)]
    assert run([*command, "--strata", "niets"]) == 3
    assert "R4021" in capsys.readouterr().err
    assert run([*command, "--strata", "nietz"]) == 2
    assert "Bedoelt u `niets`?" in capsys.readouterr().err
