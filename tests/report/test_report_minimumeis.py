"""A floor under supervision, from YAML to the page: said first, and only where it is sure."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BASE, HAVEN, ZONDER_PERSONEN, proef

import resultaat

_RESULTAAT = (
    (BASE / "indicators" / "jeugd" / "doelrealisatie.yaml")
    .read_text(encoding="utf-8")
    .replace("trajecten", "meldingen")
    .replace("wet = 'jeugdwet' and einddatum is not null", "soort = 'a'")
    .replace("doel_bereikt", "goed")
    .replace("einddatum", "op")
    .replace("buiten_onze_invloed: [inwoners]\n", "")
    .replace("condities: [wachttijd]\n", "")
)
_LET_OP = _RESULTAAT[_RESULTAAT.index("let_op:") :]
_FLOOR = """geen_let_op: Dit is een proef.
minimumeis:
  vanaf: 2024
  waarde: 60%
  vastgesteld: 2024-03-01
  gesteld_door: de inspectie
"""


def folder(tmp_path: Path, good: int) -> Path:
    rows = [
        {"buurt": HAVEN, "soort": "a", "goed": "ja" if number < good else "nee"}
        for number in range(100)
    ]
    files = {"indicators/jeugd2/doel.yaml": _RESULTAAT.replace(_LET_OP, _FLOOR)}
    return proef(tmp_path, rows, {}, bron=ZONDER_PERSONEN, more=files)


@pytest.mark.parametrize(("good", "broken"), [(30, True), (55, False), (80, False)])
def test_from_yaml_to_the_page(tmp_path: Path, good: int, broken: bool) -> None:
    werk = resultaat.open(folder(tmp_path, good))
    run = werk.bereken()
    own = run.resultaten.filter(run.resultaten["gebied"] == "GM9999")
    assert (own["oordeel"].item() == "onder de minimumeis") is broken
    page = werk.rapport().read_text(encoding="utf-8")
    said = "Dat is slechter dan de minimumeis van de inspectie: minstens 60%."
    assert (said in page) is broken
    assert ("minimumeis: minstens 60%" in page) is broken
    assert ("Bij 1 is de minimumeis niet gehaald." in page) is broken
    # What was set when the year had begun is said to be so, whatever the figure is.
    late = "60%, vastgesteld op 1 maart 2024, toen 2024 al was begonnen; gesteld door de inspectie"
    assert late in page
    assert ("Minimumeis vanaf 2024", late) in werk.uitleg("doel").eromheen
