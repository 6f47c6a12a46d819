"""Published control charts come out of a working folder, through YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import ZONDER_PERSONEN, proef
from scipy.stats import binom

import resultaat
from resultaat.release.signalen import Signaal
from resultaat.signalen.bevindingen import told

#: The series with one incident: mean 1.94, limits 4.60 and −0.72 screened, 6.95 and −3.06 not.
VOORVAL = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]


#: Eleven wijken of which about half is good.
HALVES = (50, 52, 48, 51, 49, 50, 53, 47, 50, 50, 50)


def months(counts: list[int]) -> list[dict[str, object]]:
    """So many reports in each month from 2023-01 on."""
    return [
        {"buurt": "BU99990101", "op": f"{2023 + month // 12}-{month % 12 + 1:02}-10"}
        for month, count in enumerate(counts)
        for _ in range(count)
    ]


def with_others(counts: list[int]) -> list[dict[str, object]]:
    """The same beside a report of another sort, so that every month was delivered."""
    other = [{**row, "soort": "anders"} for row in months([1] * len(counts))]
    return [*months(counts), *other]


def chart(
    folder: Path,
    counts: list[int],
    regels: str = "nhs",
    geschiedenis: str = "",
    kaart: str = "xmr",
) -> Signaal:
    last = f"{2023 + (len(counts) - 1) // 12}-{(len(counts) - 1) % 12 + 1:02}"
    made = proef(
        folder,
        with_others(counts),
        {},
        rapportage=f"over: {last}, vanaf: 2023-01",
        bron=ZONDER_PERSONEN,
        more={
            "indicators/proef/voorvallen.yaml": "soort: context\nnaam: Voorvallen\n"
            "waarom: We willen weten hoe vaak dit gebeurt.\n"
            "telt: {bron: meldingen, waar: soort is null, aantal: rijen, datum: op}\n"
            + geschiedenis
        },
    )
    settings = made / "resultaat.yaml"
    text = (
        settings.read_text(encoding="utf-8") + f"\nsignalen: {{regels: {regels}, kaart: {kaart}}}\n"
    )
    settings.write_text(text, encoding="utf-8")
    (found,) = resultaat.open(made).signalen()
    return found


@pytest.mark.parametrize(
    ("regels", "limits"),
    [("nhs", (4.60, 1.94, -0.72)), ("western_electric", (6.95, 1.94, -3.06))],
)
def test_limits_of_a_series_with_one_incident(
    tmp_path: Path, regels: str, limits: tuple[float, float, float]
) -> None:
    beeld = chart(tmp_path, VOORVAL, regels).beeld
    assert beeld.midden is not None
    found = (beeld.boven[-1], beeld.midden, beeld.onder[-1])
    assert found == pytest.approx(limits, abs=0.005)


def test_the_incident_is_no_verdict_on_the_last_point(tmp_path: Path) -> None:
    assert chart(tmp_path, VOORVAL).beeld.oordeel.value == "gewone variatie"


def test_an_incident_at_the_end_is_called_one(tmp_path: Path) -> None:
    found = chart(tmp_path, [5, 4, 6, 5, 4, 5, 6, 4, 5, 6, 5, 4, 5, 6, 4, 5, 5, 30])
    assert found.beeld.oordeel.value == "één voorval"
    assert found.beeld.kant == 1


def test_what_stands_out_is_a_row_with_an_identity(tmp_path: Path) -> None:
    calm = [5, 4, 6, 5, 4, 5, 6, 4, 5, 6, 5, 4, 5, 6, 4, 5, 5]
    (row,) = told([chart(tmp_path / "a", [*calm, 30])]).to_dicts()
    assert (row["oordeel"], row["kant"], row["waarde"]) == ("één voorval", 1, 30.0)
    assert row["boven"] < 30
    assert "één gebeurtenis" in row["ook"]
    # A month later it is the same finding, whatever its size.
    (later,) = told([chart(tmp_path / "b", [*calm, 30, 40])]).to_dicts()
    assert later["bevinding"] == row["bevinding"]
    assert told([chart(tmp_path / "c", calm)]).is_empty()


def test_a_run_is_a_signal(tmp_path: Path) -> None:
    calm = [5, 7, 6, 4, 6, 5, 7, 4, 5, 6, 5, 4]
    found = chart(tmp_path, [*calm, *calm[:4], 11, 12, 13, 12, 13, 12, 13, 12])
    assert found.beeld.oordeel.value == "signaal"
    assert "een reeks aan één kant" in [rule.value for rule in found.beeld.regels]


def test_fewer_than_thirteen_points_say_nothing(tmp_path: Path) -> None:
    assert chart(tmp_path, [5] * 11 + [50]).beeld.oordeel.value == "te weinig punten"


def test_a_chart_begins_anew_where_the_definition_changed(tmp_path: Path) -> None:
    old, new = [20, 22, 21, 19, 20, 21], [5, 7, 6, 4, 6, 5, 7, 4, 5, 6, 5, 4, 6, 5]
    told = "geschiedenis: [{vanaf: 2023-07-01, wat_veranderde: Dubbele meldingen tellen eens.}]\n"
    found = chart(tmp_path, [*old, *new], geschiedenis=told)
    assert (found.vanaf, found.omdat) == ("2023-07", "Dubbele meldingen tellen eens.")
    assert found.beeld.oordeel.value == "gewone variatie"
    assert found.beeld.midden == pytest.approx(sum(new) / len(new))
    assert len(found.beeld.onder) == len(new)


def test_a_few_a_month_get_a_chart_of_small_numbers(tmp_path: Path) -> None:
    counts = [5, 3, 4, 6, 2, 5, 4, 3, 6, 4, 5, 3, 4, 14]
    found = chart(tmp_path, counts, kaart="passend").beeld
    assert found.soort.value == "u′"
    assert found.oordeel.value == "één voorval"
    # Limits follow the length of the month: February holds fewer days than January.
    assert found.boven[1] < found.boven[0]


def test_what_is_rare_gets_a_chart_of_the_time_between(tmp_path: Path) -> None:
    rare = [1, 0, 1, 1, 0, 2, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1]
    ordinary = chart(tmp_path / "a", rare, kaart="passend").beeld
    assert (ordinary.soort.value, ordinary.oordeel.value) == ("tijd ertussen", "gewone variatie")
    often = chart(tmp_path / "b", [*rare[:-4], 5, 6, 6, 7], kaart="passend").beeld
    assert (often.soort.value, often.kant) == ("tijd ertussen", 1)
    assert often.q is not None


def test_months_of_a_source_that_comes_per_quarter_are_quarters(tmp_path: Path) -> None:
    quarterly = [count for each in range(14) for count in (30 + each % 3, 0, 0)]
    found = chart(tmp_path, quarterly)
    assert found.perioden[:2] == ("2023-K1", "2023-K2")
    assert len(found.perioden) == 14
    assert found.beeld.oordeel.value == "gewone variatie"


def test_a_funnel_of_wijken(tmp_path: Path) -> None:
    """Twelve wijken of .5 with one of .8: exact binomial limits of 100 rows are .40 and .60."""
    wijken = [f"WK9999{number:02}" for number in range(1, 13)]
    rows = [
        {"buurt": wijk, "op": "2024-03-01", "goed": "ja" if number < high else "nee"}
        for wijk, high in zip(wijken, (80, *HALVES), strict=True)
        for number in range(100)
    ]
    lines = ["code;naam;niveau;deel_van", "GM9999;Proefstad;gemeente;"]
    lines += [f"{code};Wijk {code[-2:]};wijk;GM9999" for code in wijken]
    made = proef(
        tmp_path,
        rows,
        {"goed": "{bron: meldingen, aandeel: goed, datum: op}"},
        bron=ZONDER_PERSONEN.replace("niveau: buurt", "niveau: wijk"),
        more={"data/gebieden.csv": "\n".join(lines) + "\n"},
    )
    (found,) = resultaat.open(made).trechters("wijk")
    first, *others = found.punten
    assert (first.gebied, first.valt_op) == ("WK999901", True)
    assert not any(each.valt_op for each in others)
    middle = 630 / 1200
    assert found.midden == pytest.approx(middle)
    low, high = binom.ppf([0.025, 0.975], 100, middle) / 100
    assert first.onder_95 == pytest.approx(low, abs=0.0101)
    assert first.boven_95 == pytest.approx(high, abs=0.0101)
    assert found.spreiding == "gewinsoriseerd"
