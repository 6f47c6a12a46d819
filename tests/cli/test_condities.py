"""`resultaat condities` and `resultaat signalen --gebieden`, as a controller uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import ZONDER_PERSONEN, indicator, proef
from cli_runner import Resultaat

WIJKEN = [f"WK9999{number:02}" for number in range(1, 13)]
RESULTAAT = """\
doel: veilig_opgroeien
richting: hoger
van_wie: inwoner
rol: faciliteren
invloed: beperkt
condities: [op_tijd]
streefwaarden: [{vanaf: 2023, waarde: 40%, vastgesteld: 2022-11-10}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In 2023 the goal was reached with the condition in order, in 2024 without."""
    rows = [
        {
            "buurt": wijk,
            "op": f"{year}-03-01",
            "goed": "ja" if number < (60 if wijk == WIJKEN[0] else 30) else "nee",
            "soort": "tijdig" if number < (36 if year == 2023 else 8) else "laat",
        }
        for year in (2023, 2024)
        for wijk in WIJKEN
        for number in range(60)
    ]
    lines = ["code;naam;niveau;deel_van", "GM9999;Proefstad;gemeente;"]
    lines += [f"{code};Wijk {number};wijk;GM9999" for number, code in enumerate(WIJKEN, 1)]
    return proef(
        tmp_path_factory.mktemp("condities"),
        rows,
        {},
        rapportage="over: 2024, vanaf: 2023",
        bron=ZONDER_PERSONEN.replace("niveau: buurt", "niveau: wijk"),
        more={
            "data/gebieden.csv": "\n".join(lines) + "\n",
            "indicators/hulp/geholpen.yaml": indicator(
                "{bron: meldingen, aandeel: goed, datum: op}", "resultaat", RESULTAAT
            ),
            "indicators/hulp/op_tijd.yaml": indicator(
                "{bron: meldingen, aandeel: \"soort = 'tijdig'\", datum: op}",
                "procesconditie",
                "conditie: capaciteit\nnorm: {minstens: 50%}",
            ),
        },
    )


def test_results_stand_beside_their_conditions(folder: Path, resultaat: Resultaat) -> None:
    assert resultaat("condities", "--map", str(folder)).code == 2
    assert resultaat("bereken", "--map", str(folder)).code in (0, 1)
    done = resultaat("condities", "--map", str(folder), "--json")
    assert done.code == 0, done.err
    stood = {row["periode"]: row["kwadrant"] for row in done.json["uitkomst"]["condities"]}
    assert stood == {"2023": "zoals bedoeld", "2024": "resultaat zonder condities"}
    said = resultaat("condities", "--map", str(folder)).out
    assert "misschien geluk. Eerder: 1 keer zoals bedoeld." in " ".join(said.split())


def test_the_report_draws_both(folder: Path, resultaat: Resultaat) -> None:
    assert resultaat("bereken", "--map", str(folder)).code in (0, 1)
    assert resultaat("rapport", "--map", str(folder)).code in (0, 1)
    (report,) = (folder / "rapporten").glob("*.html")
    html = report.read_text(encoding="utf-8")
    assert 'id="deel-kwadrant-beeld-data"' in html
    _, _, data = html.partition('id="geholpen-trechter-data">')
    traces = json.loads(data.partition("</script>")[0])["d"]
    assert [each["s"] for each in traces] == ["band", "grens", "grens", "midden", "los", "los"]
    assert (len(traces[4]["x"]), traces[5]["text"]) == (11, ["Wijk 1"])
    assert max(max(each["y"]) for each in traces) <= 1  # no limit above everybody
    _, _, section = html.partition('<section id="geholpen"')
    section = section.partition("</section>")[0]
    assert "Van de 12 wijken met een cijfer in 2024 valt er 1 op." in section
    assert "Wijk 1 (valt op)" in section


def test_an_area_that_differs_is_named(folder: Path, resultaat: Resultaat) -> None:
    done = resultaat("signalen", "--gebieden", "wijk", "--map", str(folder))
    assert done.code == 1
    assert "Wijk 1: 100,0%, hoger dan past bij een gebied van die grootte" in done.out
    assert "Wijk 2:" not in done.out
    plain = resultaat("signalen", "op_tijd", "--gebieden", "wijk", "--map", str(folder), "--json")
    (funnel,) = plain.json["uitkomst"]["trechters"]
    assert (plain.code, len(funnel["punten"])) == (0, 12)
