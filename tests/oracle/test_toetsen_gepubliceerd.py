"""Many tests at once, guardrails and false alarms: published figures through working folders.

Benjamini and Hochberg's fifteen p-values enter as what a working folder holds: fifteen wijken with
so many reports and so many inhabitants that the funnel gives each wijk the p that was published.
Bonferroni (3 rejections) is no setting of a working folder, so it is held at the public function
(`tests/unit/analysis`).

How often noise alone gives an alarm takes thousands of series. Those are charted with the public
functions; a working folder of each kind of noise shows that a folder is charted just so.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from builders import ZONDER_PERSONEN, indicator, proef
from scipy.stats import norm

import resultaat
from resultaat.analysis.signalen.keuze import Soort
from resultaat.analysis.signalen.regels import NHS, signals
from resultaat.analysis.signalen.xmr import xmr

Matrix = npt.NDArray[np.float64]
#: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), section 3.2.
P = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
)
WIJKEN = [f"WK9999{number:02}" for number in range(1, 16)]
GEBIEDEN = "code;naam;niveau;deel_van\nGM9999;Proefstad;gemeente;\n"
GEBIEDEN += "".join(f"{code};Wijk {code[-2:]};wijk;GM9999\n" for code in WIJKEN)
BRON = ZONDER_PERSONEN.replace("niveau: buurt", "niveau: wijk")


def reports_and_people() -> list[tuple[int, int]]:
    """So many reports and inhabitants per wijk that its p is the published one.

    The funnel takes z as twice the difference of the roots of reports and of what is expected
    there. With z chosen, what is expected follows; it adds up to all reports when the last but one
    has as many as that takes.
    """
    z = norm.isf(np.array(P) / 2) * np.where(np.arange(15) % 2, -1, 1)
    reports = np.full(15, 400.0)
    # Sum of expected = sum of reports: the roots of the reports times z are a quarter of z squared.
    rest = (z**2).sum() / 4 - (np.sqrt(reports) * z).sum() + np.sqrt(reports[0]) * z[0]
    reports[0] = np.rint((rest / z[0]) ** 2)
    expected = (np.sqrt(reports) - z / 2) ** 2
    return [(int(one), round(each * 10_000)) for one, each in zip(reports, expected, strict=True)]


def test_fifteen_published_p_values_as_fifteen_wijken(tmp_path: Path) -> None:
    """Four are rejected, the fourth with .035625; by Benjamini and Yekutieli three."""
    counts = reports_and_people()
    rows = [
        {"buurt": wijk, "op": "2024-03-01"}
        for wijk, (many, _) in zip(WIJKEN, counts, strict=True)
        for _ in range(many)
    ]
    inwoners = "naam: Inwoners\nherkomst: de test\nbestand: data/inwoners.csv\nsleutel: wijk\n"
    inwoners += "gebied: {kolom: wijk, niveau: wijk}\n"
    inwoners += "kolommen: {wijk: gebied, op: datum, aantal: aantal}\n"
    people = [f"{wijk};2024-01-01;{many}" for wijk, (_, many) in zip(WIJKEN, counts, strict=True)]
    made = proef(
        tmp_path,
        rows,
        {"inwoners": "{bron: inwoners, som: aantal, datum: op}"},
        bron=BRON,
        more={
            "data/gebieden.csv": GEBIEDEN,
            "data/inwoners.csv": "\n".join(("wijk;op;aantal", *people)) + "\n",
            "indicators/bronnen/inwoners.yaml": inwoners,
            "indicators/proef/overlast.yaml": indicator(
                "{bron: meldingen, aantal: rijen, datum: op, "
                "per: {indicator: inwoners, keer: 1000}}"
            ),
        },
    )
    settings = made / "resultaat.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "\nsignalen: {spreiding: geen, toetsing: bh}\n",
        encoding="utf-8",
    )
    (found,) = resultaat.open(made).trechters("wijk")
    points = {each.gebied: each for each in found.punten}
    p = [2 * norm.sf(abs(points[wijk].z)) for wijk in WIJKEN]
    assert p == pytest.approx(P, abs=5e-5)
    assert sum(each.valt_op for each in found.punten) == 4
    assert [points[wijk].valt_op for wijk in WIJKEN] == [True] * 4 + [False] * 11
    assert points[WIJKEN[3]].q == pytest.approx(0.035625, abs=2e-4)
    # Beside their own mean differences add up to nothing, so Yekutieli's holds where nobody chose.
    settings.write_text(settings.read_text(encoding="utf-8").replace(", toetsing: bh", ""))
    (found,) = resultaat.open(made).trechters("wijk")
    assert sum(each.valt_op for each in found.punten) == 3


def noise(kind: str, shape: tuple[int, int], seed: int) -> Matrix:
    """Pure noise of one kind: a correlation of .5, a season of 1.4 times the noise."""
    rng = np.random.default_rng(seed)
    months = np.arange(shape[1])
    if kind == "autocorrelated":
        made = np.zeros(shape)
        made[:, 0] = rng.normal(size=shape[0]) / 0.75**0.5
        for month in months[1:]:
            made[:, month] = 0.5 * made[:, month - 1] + rng.normal(size=shape[0])
        return made
    if kind == "seasonal":
        return rng.normal(size=shape) + 1.4 * np.sin(months * np.pi / 6)
    if kind == "normal":
        return rng.normal(size=shape)
    return rng.poisson(float(kind.partition(" ")[2]), shape).astype(np.float64)


@pytest.mark.parametrize(
    ("kind", "anywhere", "last"),
    [
        ("normal", 0.19, 0.015),
        ("poisson 3", 0.27, 0.024),
        ("poisson 0.5", 0.61, 0.098),
        ("autocorrelated", 0.71, 0.117),
        ("seasonal", 0.73, 0.083),
    ],
)
def test_false_alarms_over_24_points_of_pure_noise(kind: str, anywhere: float, last: float) -> None:
    """Of how long the autocorrelation lasts and how large the season is, the table says nothing."""
    broken = signals(xmr(noise(kind, (4000, 24), 11)), NHS).values()
    alarms = np.any([each != 0 for each in broken], axis=0)
    assert alarms.any(axis=1).mean() == pytest.approx(anywhere, abs=0.05)
    assert alarms[:, -1].mean() == pytest.approx(last, abs=0.02)


KINDS = ("normal", "poisson 3", "poisson 0.5", "autocorrelated", "seasonal")
SERIES = 12


def test_a_working_folder_is_charted_just_so(tmp_path: Path) -> None:
    """Of a season the folder does better than the table: it takes it off before it judges."""
    made: dict[str, Matrix] = {}
    for at, kind in enumerate(KINDS):
        series = np.round(noise(kind, (SERIES, 24), at), 6)
        made |= {f"r{at}_{number:02}": row for number, row in enumerate(series)}
    rows = [
        {"buurt": "WK999901", "soort": name, "op": f"{2023 + month // 12}-{month % 12 + 1:02}-10",
         "uren": f"{value:.6f}".replace(".", ",")}
        for name, row in made.items()
        for month, value in enumerate(row)
    ]  # fmt: skip
    folder = proef(
        tmp_path,
        rows,
        {
            name: f"{{bron: meldingen, waar: soort = '{name}', gemiddelde: uren, datum: op}}"
            for name in made
        },
        rapportage="over: 2024, vanaf: 2023",
        bron=BRON,
        more={"data/gebieden.csv": GEBIEDEN},
    )
    found = {each.indicator: each for each in resultaat.open(folder).signalen()}
    assert set(found) == set(made)
    plain = 0
    for name, row in made.items():
        beeld = found[name].beeld
        assert beeld.soort is Soort.XMR
        if beeld.zonder_seizoen:
            continue
        plain += 1
        chart = xmr(row[None, :])
        assert beeld.midden == pytest.approx(float(chart.midden[0, -1]), abs=1e-5)
        assert beeld.boven[-1] == pytest.approx(float(chart.boven[0, -1]), abs=1e-5)
        broken = {rule for rule, signs in signals(chart, NHS).items() if signs[0, -1]}
        assert set(beeld.regels) == broken, name
    assert plain >= 3 * SERIES
    assert not any(each.beeld.oordeel.value == "signaal" for each in found.values())


LET_OP = """\
doel: veilig_opgroeien
richting: hoger
van_wie: inwoner
rol: faciliteren
invloed: beperkt
let_op:
"""


def test_a_guardrail_is_safe_only_when_that_is_shown(tmp_path: Path) -> None:
    """A margin of 2: steady, then restless, then five higher where it began, each in 12 wijken."""
    rng = np.random.default_rng(3)
    sorts = {"rustig": (0.5, 0.0), "onrustig": (12.0, 0.0), "slechter": (0.5, 5.0)}
    rows = [
        {
            "buurt": wijk,
            "soort": sort,
            "op": f"{2021 + quarter // 4}-{quarter % 4 * 3 + 2:02}-10",
            "uren": f"{20 + rng.normal() * spread + rise:.4f}".replace(".", ","),
        }
        for wijk in WIJKEN[:12]
        for quarter in range(16)
        for sort, (spread, more) in sorts.items()
        for rise in [more if wijk in WIJKEN[:3] and quarter >= 8 else 0.0]
        for _ in range(2)
    ]
    watched = "".join(
        f"  - {{indicator: {sort}, slechter: hoger, marge: 2, omdat: Dat kan.}}\n" for sort in sorts
    )
    places = ", ".join(f"{{wijk: {wijk}, vanaf: 2023-01}}" for wijk in WIJKEN[:3])
    made = {
        f"indicators/proef/{sort}.yaml": indicator(
            f"{{bron: meldingen, waar: soort = '{sort}', gemiddelde: uren, datum: op}}",
            "procesconditie",
            "conditie: capaciteit",
        )
        for sort in sorts
    }
    folder = proef(
        tmp_path,
        rows,
        {},
        rapportage="over: 2024, vanaf: 2021",
        bron=BRON,
        more={
            **made,
            "data/gebieden.csv": GEBIEDEN,
            "indicators/proef/doel.yaml": indicator(
                "{bron: meldingen, gemiddelde: uren, datum: op}", "resultaat", LET_OP + watched
            ),
            "indicators/interventies/iets.yaml": "naam: Iets\ndoelgroep: iedereen\n"
            f"waar_en_wanneer: [{places}]\n"
            "verwacht: [{indicator: doel, richting: hoger, na: 1 maand, bewijs: onbekend}]\n",
        },
    )
    (found,) = (each for each in resultaat.open(folder).neveneffecten() if each.bevindingen.height)
    together = found.bevindingen.filter(gebied="samen", groep="alle")
    states = {row["indicator"]: row for row in together.to_dicts() if row["waarborg"]}
    assert {name: row["waarborg"] for name, row in states.items()} == {
        "rustig": "veilig",
        "onrustig": "te weinig gegevens",
        "slechter": "geschonden",
    }
    # Nothing is significant in the restless one, and that is not called safe.
    assert states["onrustig"]["antwoord"] == "niet gevonden"
    assert states["rustig"]["boven"] < 2 < states["onrustig"]["boven"]
    assert states["slechter"]["onder"] > 2
