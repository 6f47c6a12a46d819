"""What only the search for side effects asks for may be broken: the figures are still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import MELDINGEN, indicator, proef
from cli_runner import Resultaat

from resultaat.pipeline import Werk

SOORTEN = """\
naam: Soorten
herkomst: de test
grondslag: de test
bestand: data/soorten.csv
sleutel: soort
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  soort: tekst
  buurt: gebied
  klasse: tekst
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows: list[dict[str, object]] = [
        {"buurt": buurt, "op": f"2024-{month:02}-10", "soort": soort, "goed": "ja"}
        for buurt in ("BU99990101", "BU99990102")
        for month in range(1, 13)
        for soort in "ab" * 6
    ]
    return proef(
        tmp_path,
        rows,
        {},
        bron=MELDINGEN + "relaties:\n  soorten: {via: soort}\ngroepen: [soorten.klasse]\n",
        more={
            "indicators/bronnen/soorten.yaml": SOORTEN,
            "indicators/proef/telling.yaml": indicator(
                "{bron: meldingen, aantal: rijen, datum: op}", "inzet"
            ),
            "data/soorten.csv": "soort;buurt;klasse\na;BU99990101;licht\nb;BU99990101;zwaar\n",
        },
    )


def test_a_broken_source_beside_the_figures_is_one_message(
    folder: Path, resultaat: Resultaat
) -> None:
    whole = Werk(folder).bereken()
    assert not whole.meldingen.items
    (folder / "data/soorten.csv").write_text("soort;klasse\na;licht\n", encoding="utf-8")
    run = Werk(folder).bereken(cache=False)
    (said,) = run.meldingen
    assert said.code == "R4030"
    assert "`soorten` is niet te laden" in said.message
    assert run.resultaten.drop("run", strict=False).equals(
        whole.resultaten.drop("run", strict=False)
    )
    assert "neveneffecten" in run.bijlagen
    done = resultaat("bereken", "--map", str(folder))
    assert done.code in (0, 1)
    assert done.err.count("R4030") == 2  # the message, and where it is explained


def test_broken_borders_do_not_keep_the_figures_away(folder: Path) -> None:
    settings = folder / "resultaat.yaml"
    text = settings.read_text(encoding="utf-8") + "\ngrenzen: {bestand: data/kaart.geojson}\n"
    settings.write_text(text, encoding="utf-8")
    run = Werk(folder).bereken()
    assert [each.code for each in run.meldingen] == ["R4031"]
    assert run.resultaten.height > 0


def test_a_broken_source_of_the_figures_still_stops_them(
    folder: Path, resultaat: Resultaat
) -> None:
    (folder / "data/meldingen.csv").unlink()
    done = resultaat("bereken", "--map", str(folder))
    assert done.code == 3
    assert "R4030" not in done.err
