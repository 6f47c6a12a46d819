"""All results of a rapportage at once: the same accounts as one by one, kept and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from toerekening_builders import MEAN, SHARE, Row, buurt, interventie, met_aanpak, resultaat_doc

import resultaat
from resultaat.analysis.oordeel import judge
from resultaat.compile.request import requests_for
from resultaat.core.diagnostics import Diagnostics
from resultaat.cycle.rapportages import choose, window_of
from resultaat.engine.calculate import calculate
from resultaat.engine.gegevens import Gegevens
from resultaat.loading import load_asked
from resultaat.release.door import release
from resultaat.release.schemas import TOEGEREKEND
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.toerekeningen import accounts_in
from resultaat.toerekening.accounts import accounts_for

CONDITIE = """\
soort: procesconditie
conditie: methodiek
naam: Conditie
waarom: We willen weten of dit klopt.
telt: {bron: rijen, gemiddelde: noemer, datum: op}
norm: {minstens: 0}
bevordert: [{resultaat: proef, bewijs: onbekend}]
"""
EFFECT = 0.2
#: Twelve of forty buurten, each half of the year 2023 six.
STARTS = {buurt(area): "2023-01" if area < 6 else "2023-07" for area in range(12)}


def rows() -> list[Row]:
    rng = np.random.default_rng(4)
    found: list[Row] = []
    for area in range(40):
        level = float(rng.normal(0.5, 0.05))
        for quarter in range(16):
            year, month = 2021 + quarter // 4, quarter % 4 * 3 + 2
            begun = f"{year}-{month:02d}" >= STARTS.get(buurt(area), "9999")
            value = level + EFFECT * begun + float(rng.normal(0, 0.01))
            found.append((buurt(area), f"{year}-{month:02d}-01", value, 1.0))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = {
        "indicators/proef/proef.yaml": resultaat_doc(MEAN, more="condities: [conditie]\n"),
        "indicators/proef/conditie.yaml": CONDITIE,
        "indicators/proef/deel.yaml": resultaat_doc(SHARE).replace("naam: Proef", "naam: Deel"),
        "indicators/proef/midden.yaml": resultaat_doc(
            "{bron: rijen, mediaan: teller, datum: op}"
        ).replace("naam: Proef", "naam: Midden"),
    }
    made = tmp_path_factory.mktemp("alle")
    doses = {code: "veel" if number % 2 else "weinig" for number, code in enumerate(STARTS)}
    more["indicators/interventies/aanpak.yaml"] = interventie(STARTS, dosis=doses)
    return met_aanpak(made, rows(), STARTS, more={**more})


@pytest.fixture(scope="module")
def frames(folder: Path) -> dict[str, pl.DataFrame]:
    werk = resultaat.open(folder)
    catalog = werk.catalog()
    name, report = choose(catalog, None)
    window = window_of(report)
    indeling, snapshots, views = load_asked(catalog, Diagnostics(), lambda _: None)
    made = calculate(requests_for(catalog, window), views, indeling, werk.settings, lambda _: None)
    documents = {each: catalog.indicator(each) for each in catalog.indicatoren}
    judged = replace(made, figures=judge(made.figures, documents))
    info = werk._run_info(catalog, name, window, indeling, snapshots)
    released = release(info, judged, catalog, indeling)
    data = Gegevens(catalog, indeling, views, werk.settings, {})
    return accounts_for(judged, released, window, data, lambda _: None)


def test_each_frame_has_its_schema(frames: dict[str, pl.DataFrame]) -> None:
    assert {name: each.schema for name, each in frames.items()} == TOEGEREKEND


def test_every_result_is_there_with_an_account_or_a_reason(frames: dict[str, pl.DataFrame]) -> None:
    found = {row["indicator"]: row for row in frames["toerekeningen"].to_dicts()}
    assert set(found) == {"proef", "deel", "midden"}
    assert (found["proef"]["van"], found["proef"]["tot"]) == ("2023", "2024")
    assert found["midden"]["van"] is None
    assert found["midden"]["reden"].startswith("`mediaan` van een geheel")


def test_all_at_once_is_as_one_by_one(folder: Path, frames: dict[str, pl.DataFrame]) -> None:
    back = accounts_in(frames)
    for name in ("proef", "deel"):
        alone = resultaat.open(folder).toerekening(name, "2023", "2024")
        together = back[name]
        assert together.rekening.equals(alone.rekening)
        assert [len(each.doses) for each in together.verdienste] == [2] * (name == "proef")
        for one, other in zip(together.verdienste, alone.verdienste, strict=True):
            assert one == replace(other, gemiddelden=(), groepseffecten=())


def posts(found: Toegerekend) -> float:
    names = ("samenstelling", "toegevoegde_waarde", "omgeving", "onverklaard")
    return sum(found.post(name) or 0.0 for name in names)


def test_years_that_are_too_few_are_judged_by_their_quarters(
    frames: dict[str, pl.DataFrame],
) -> None:
    """Between 2023 and 2024 only the second six came in reach, for half a year more."""
    found = accounts_in(frames)["proef"]
    (merit,) = found.verdienste
    assert merit.per == "kwartaal"
    assert merit.effect == pytest.approx(EFFECT, abs=0.02)
    assert found.post("toegevoegde_waarde") == pytest.approx(6 / 40 * 0.5 * merit.effect)
    assert posts(found) == pytest.approx(
        (found.post("eind") or 0) - (found.post("begin") or 0), abs=1e-12
    )
