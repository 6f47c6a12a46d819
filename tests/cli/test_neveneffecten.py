"""`resultaat neveneffecten` over a small municipality in which two changes were planted."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from builders import MELDINGEN, indicator, meldingen, proef
from cli_runner import Resultaat

from resultaat.neveneffecten.bevindingen import told
from resultaat.neveneffecten.leven import lived
from resultaat.pipeline import Werk
from resultaat.release.bevinding import NEVENEFFECTEN

WIJKEN = [f"WK9999{number:02}" for number in range(1, 13)]
BEGUN, BESIDE = WIJKEN[:3], WIJKEN[3]
QUARTERS = [f"{year}-{month:02}-15" for year in range(2020, 2025) for month in (2, 5, 8, 11)]
START = 8  # 2022-K1

INTERVENTIE = f"""\
naam: Vroeg erbij
doelgroep: iedereen die zich meldt
waar_en_wanneer:
{chr(10).join(f"  - {{wijk: {wijk}, vanaf: 2022-01}}" for wijk in BEGUN)}
verwacht:
  - {{indicator: geholpen, richting: hoger, na: 6 maanden, bewijs: onbekend}}
"""
RESULTAAT = """\
doel: veilig_opgroeien
richting: hoger
van_wie: inwoner
rol: faciliteren
invloed: beperkt
let_op:
  - indicator: herhaling
    slechter: hoger
    marge: 5 procentpunt
    omdat: Wie te snel afsluit ziet mensen terugkomen.
"""


def rows(seed: int) -> list[dict[str, object]]:
    """Forty reports per wijk and quarter; the share that is repeated rises by 25 points."""
    rng = np.random.default_rng(seed)
    made: list[dict[str, object]] = []
    for wijk in WIJKEN:
        for quarter, day in enumerate(QUARTERS):
            after = quarter >= START
            share = 0.30 + 0.25 * (after and wijk in BEGUN)
            soort = rng.random(40) < share
            count = 40 + 20 * (after and wijk == BESIDE)
            made += [
                {
                    "buurt": wijk,
                    "op": day,
                    "soort": "weer" if soort[each % 40] else "nieuw",
                    "goed": "ja" if rng.random() < 0.6 else "nee",
                }
                for each in range(count)
            ]
    return made


def squares() -> str:
    """Wijken in a row: each borders the next."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]],
            },
        }
        for x, code in enumerate(WIJKEN)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = ["code;naam;niveau;deel_van", "GM9999;Proefstad;gemeente;"]
    lines += [f"{code};Wijk {number};wijk;GM9999" for number, code in enumerate(WIJKEN, 1)]
    made = proef(
        tmp_path_factory.mktemp("neven"),
        [],
        {},
        rapportage="over: 2024, vanaf: 2020",
        bron=MELDINGEN.replace("niveau: buurt", "niveau: wijk"),
        more={
            "data/gebieden.csv": "\n".join(lines) + "\n",
            "data/kaart.geojson": squares(),
            "data/meldingen.csv": meldingen(rows(2)),
            "indicators/interventies/vroeg_erbij.yaml": INTERVENTIE,
            "indicators/hulp/geholpen.yaml": indicator(
                "{bron: meldingen, aandeel: goed, datum: op}", "resultaat", RESULTAAT
            ),
            "indicators/hulp/herhaling.yaml": indicator(
                "{bron: meldingen, aandeel: \"soort = 'weer'\", datum: op}",
                "procesconditie",
                "conditie: kwaliteit\nneveneffect: terugkeer",
            ),
            "indicators/hulp/tevreden.yaml": indicator(
                "{bron: meldingen, aandeel: goed, datum: op}", "inzet"
            ),
            "indicators/wmo/meldingen.yaml": indicator(
                "{bron: meldingen, aantal: rijen, datum: op}", "inzet"
            ),
        },
    )
    settings = made / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8") + "\ngrenzen: {bestand: data/kaart.geojson}\n"
    settings.write_text(text, encoding="utf-8")
    return made


def outcome(folder: Path, resultaat: Resultaat, *more: str) -> dict[str, Any]:
    done = resultaat("neveneffecten", "--map", str(folder), "--json", *more)
    assert done.code == 1, done.err
    (found,) = done.json["uitkomst"]["interventies"]
    assert isinstance(found, dict)
    return found


def test_what_was_planted_is_found_and_named(folder: Path, resultaat: Resultaat) -> None:
    found = outcome(folder, resultaat)
    rows = {(row["indicator"], row["gebied"]): row for row in found["bevindingen"]}
    whole = rows["herhaling", "samen"]
    assert (whole["antwoord"], whole["patroon"]) == ("gevonden", "snel weg en weer terug")
    # 25 points, give or take three standard errors of .02.
    assert whole["verschil"] == pytest.approx(0.25, abs=0.06)
    assert whole["waarborg"] == "geschonden"
    moved = rows["meldingen", BESIDE]
    assert (moved["antwoord"], moved["plek"]) == ("gevonden", "naast")
    assert moved["patroon"] == "verplaatsing naar een ander gebied"
    assert moved["verschil"] == pytest.approx(0.5, abs=0.02)
    others = [
        row
        for key, row in rows.items()
        if row["antwoord"] == "gevonden" and key[0] != "herhaling" and key[1] != BESIDE
    ]
    assert others == []


def test_what_it_was_meant_to_move_is_no_side_effect_of_it(
    folder: Path, resultaat: Resultaat
) -> None:
    found = outcome(folder, resultaat)
    assert not any(
        row["indicator"] == "geholpen" and row["plek"] == "geraakt" for row in found["bevindingen"]
    )


def test_it_is_said_in_sentences(folder: Path, resultaat: Resultaat) -> None:
    done = resultaat("neveneffecten", "vroeg_erbij", "--map", str(folder))
    assert done.code == 1
    assert "Na “Vroeg erbij” is naar" in done.out
    assert "ging over de marge van 5,0 procentpunt heen" in done.out.replace("\u00a0", " ")
    assert "Het kan ook komen door" in done.out
    assert "veroorzaakt" not in done.out


def test_findings_are_one_frame_with_identities_that_last(folder: Path) -> None:
    once, again = (told(Werk(folder).neveneffecten()) for _ in range(2))
    assert once.schema == NEVENEFFECTEN
    assert once.equals(again)
    assert once["bevinding"].is_unique().all()
    found = once.filter(indicator="herhaling", soort="bevinding").row(0, named=True)
    assert found["bij"] == ["geholpen"]
    assert found["patroon"] == "snel weg en weer terug"
    assert found["onder"] < 0.25 < found["boven"]
    assert found["zin"].startswith("“Proef” steeg in deze gebieden samen meer dan elders")
    assert "toeval" in found["bewijs"]
    assert found["ook"].startswith("Het kan ook komen door")
    looked = once.filter(soort="gekeken").row(0, named=True)
    assert looked["vraag"] == "interventie:vroeg_erbij"
    assert "is naar" in looked["zin"]
    (guarded,) = once.filter(soort="waarborg")["waarborg"]
    assert guarded == "geschonden"


def test_what_did_not_move_says_how_large_a_change_would_have_been_seen(
    folder: Path, resultaat: Resultaat
) -> None:
    """A share of .6 of 40, in 3 wijken beside 8, 8 quarters before and 12 after.

    Its variance by counting is .24 · (1/120 + 1/320) · (1/8 + 1/12) = .024²; found with a power of
    80% in a tree of some ten tests is a little over three times that.
    """
    frame = told(Werk(folder).neveneffecten())
    row = frame.filter(soort="niet gevonden", indicator="tevreden").row(0, named=True)
    assert 2.5 * 0.024 < row["te_vinden"] < 6 * 0.024
    assert "bewoog in deze gebieden samen niet aantoonbaar; een stijging vanaf" in row["zin"]
    looked = frame.filter(soort="gekeken")["zin"][0].replace("\u00a0", " ")
    assert "Wat niet bewoog, hadden we waarschijnlijk gezien vanaf" in looked
    assert "procentpunt bij een aandeel" in looked
    assert looked.split("gezien vanaf")[1] in resultaat(
        "neveneffecten", "--map", str(folder)
    ).out.replace("\u00a0", " ")


def test_a_finding_has_its_life_beside_it_and_a_gone_one_is_told(
    folder: Path, resultaat: Resultaat
) -> None:
    werk = Werk(folder)
    found = werk.gevolgd(werk.neveneffecten())
    assert set(found["verloop"]) == {"nieuw"}
    assert found["eerst"].null_count() == found.height
    run = werk.bereken()
    one = found.filter(indicator="herhaling", soort="bevinding")["bevinding"][0]
    werk.zet_bevinding(one, "verklaard", "Controller jeugd", "Er kwam een tweede team.")
    done = resultaat("neveneffecten", "--map", str(folder), "--json")
    rows = {row["bevinding"]: row for row in done.json["uitkomst"]["gevonden"]}
    assert (rows[one]["verloop"], rows[one]["staat"]) == ("nog steeds", "verklaard")
    assert (rows[one]["door"], rows[one]["reden"]) == (
        "Controller jeugd",
        "Er kwam een tweede team.",
    )
    before = run.bijlagen["neveneffecten"]
    more = before.filter(bevinding=one).with_columns(bevinding=pl.lit("0a1b2c3d4e5f"))
    lives = werk.bevindingen()
    after = lived(before.filter(pl.col("bevinding") != one), pl.concat([before, more]), lives)
    gone = {row["bevinding"]: row for row in after.filter(verloop="verdwenen").to_dicts()}
    assert set(gone) == {one, "0a1b2c3d4e5f"}
    assert gone[one]["staat"] == "verklaard"
    # Of a question that was not asked nothing is gone.
    nobody = before.filter(soort="gekeken").with_columns(vraag=pl.lit("interventie:anders"))
    assert lived(nobody, before, lives).is_empty()


def test_over_a_break_nothing_is_compared(folder: Path, tmp_path: Path) -> None:
    """A source that counts otherwise since the beginning says nothing of what began."""
    broken = tmp_path / "breuk"
    shutil.copytree(folder, broken, ignore=shutil.ignore_patterns(".resultaat"))
    bron = broken / "indicators/bronnen/meldingen.yaml"
    text = bron.read_text(encoding="utf-8")
    reason = "Sindsdien wordt elke melding apart geteld."
    begin = text + f"breuken:\n  - {{vanaf: 2022-01, omdat: {reason}}}\n"
    bron.write_text(begin, encoding="utf-8")
    (after,) = Werk(broken).neveneffecten("vroeg_erbij")
    assert "één uitschieter" not in after.bevindingen["antwoord"]
    assert set(after.bevindingen["antwoord"]) == {"te weinig gegevens"}
    assert after.niet_bekeken["herhaling"].startswith("vanaf 2022-01 telt de bron iets anders")
    # A year later: what is left is before that, and the rise is still there.
    bron.write_text(begin.replace("2022-01", "2023-02"), encoding="utf-8")
    (after,) = Werk(broken).neveneffecten("vroeg_erbij")
    assert "herhaling" not in after.niet_bekeken
    whole = after.bevindingen.filter(indicator="herhaling", gebied="samen", groep="alle")
    assert whole["antwoord"][0] == "gevonden"


WIJZIGING = """\
naam: Bijzondere bijstand
wet: Participatiewet, artikel 35
doelgroep: wie nodige kosten heeft
loket: het wijkteam
wijzigingen:
  - {vanaf: 2022-01-01, wat_veranderde: De drempel is verlaagd., vastgesteld: 2021-11-04}
"""


def test_a_target_and_a_change_of_policy_are_questions_that_give_signals(
    folder: Path, tmp_path: Path, resultaat: Resultaat
) -> None:
    """What is repeated jumps by 25 points everywhere; who is helped well rises along a line."""
    rng = np.random.default_rng(5)
    made = [
        {
            "buurt": wijk,
            "op": day,
            "soort": "weer" if rng.random() < 0.3 + 0.25 * (quarter >= START) else "nieuw",
            "goed": "ja" if rng.random() < 0.3 + 0.02 * quarter else "nee",
        }
        for wijk in WIJKEN
        for quarter, day in enumerate(QUARTERS)
        for _ in range(40)
    ]
    werkmap = tmp_path / "overal"
    shutil.copytree(folder, werkmap, ignore=shutil.ignore_patterns(".resultaat"))
    (werkmap / "data/meldingen.csv").write_text(meldingen(made), encoding="utf-8")
    (werkmap / "indicators/interventies/vroeg_erbij.yaml").unlink()
    regeling = werkmap / "indicators/regelingen/bijzondere_bijstand.yaml"
    regeling.parent.mkdir()
    regeling.write_text(WIJZIGING, encoding="utf-8")
    target = werkmap / "indicators/hulp/geholpen.yaml"
    streef = "streefwaarden: [{vanaf: 2023, waarde: 70%, vastgesteld: 2022-11-10}]\n"
    target.write_text(target.read_text(encoding="utf-8") + streef, encoding="utf-8")

    done = resultaat("neveneffecten", "--map", str(werkmap), "--json")
    assert done.code == 0  # a signal is no finding
    asked = {each["vraag"]: each for each in done.json["uitkomst"]["beleid"]}
    assert set(asked) == {"streefwaarde:2023-01-01", "regeling:bijzondere_bijstand:2022-01-01"}
    policy = asked["regeling:bijzondere_bijstand:2022-01-01"]
    rows = {
        (row["indicator"], row["groep"]): row
        for row in policy["bevindingen"]
        if row["q"] is not None
    }
    jumped = rows["herhaling", "alle"]
    assert (jumped["antwoord"], jumped["waarborg"]) == ("signaal", None)
    assert jumped["verschil"] == pytest.approx(0.25, abs=0.06)
    assert rows["tevreden", "alle"]["antwoord"] == "niet gevonden"
    assert "geen gebied om mee te vergelijken" in policy["zin"]
    frame = told(Werk(werkmap).neveneffecten("bijzondere_bijstand"))
    signal = frame.filter(soort="signaal").row(0, named=True)
    assert "signaal en geen bevinding" in signal["bewijs"]
    assert "week vanaf dat moment af van het eigen verloop" in signal["zin"]
    assert frame.filter(soort="bevinding").is_empty()
    # What the target is for is no side effect of it.
    aimed = asked["streefwaarde:2023-01-01"]
    assert aimed["naam"] == "Streefwaarde van Proef vanaf 2023"
    assert "geholpen" not in {row["indicator"] for row in aimed["bevindingen"]}

    # For one wijk only there is something to compare it with.
    one = streef.replace("]", "").replace("}", f", gebied: {WIJKEN[0]}}}]")
    text = target.read_text(encoding="utf-8").replace(streef, one)
    target.write_text(text, encoding="utf-8")
    (of_wijk,) = Werk(werkmap).neveneffecten("geholpen")
    assert of_wijk.vraag.id == f"streefwaarde:2023-01-01:{WIJKEN[0]}"
    assert of_wijk.bevindingen["vergeleken"].any()


def test_only_what_began_since(folder: Path, resultaat: Resultaat) -> None:
    done = resultaat("neveneffecten", "--sinds", "2023", "--map", str(folder))
    assert done.code == 0
    assert "Er zijn geen interventies, streefwaarden of wijzigingen" in done.out


@pytest.mark.parametrize(
    ("arguments", "code"), [(["geen"], "R2060"), (["--sinds", "gisteren"], "R2061")]
)
def test_wrong_use_is_told(
    folder: Path, resultaat: Resultaat, arguments: list[str], code: str
) -> None:
    done = resultaat("neveneffecten", *arguments, "--map", str(folder))
    assert done.code == 2
    assert code in done.err
