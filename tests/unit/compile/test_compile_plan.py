"""Plans: what becomes one scan, what stays apart, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from builders import MELDINGEN, ZONDER_PERSONEN, prepared, proef

from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.compiler import compile_requests
from resultaat.compile.passes.naive import naive
from resultaat.compile.plan import Cells, Persons, Plan


def plan_of(folder: Path, telt: Mapping[str, str], bron: str = ZONDER_PERSONEN) -> Plan:
    _, requests, _, _ = prepared(proef(folder, [{}], telt, bron=bron))
    return compile_requests(requests)


def twenty(moment: str = "datum: op") -> dict[str, str]:
    """Return twenty indicators with filters of their own over one source."""
    sums = {
        f"som_{n}": f"{{bron: meldingen, som: kosten, waar: uren > {n}, {moment}}}"
        for n in range(10)
    }
    shares = {
        f"deel_{n}": f"{{bron: meldingen, aandeel: goed, waar: uren < {n}, {moment}}}"
        for n in range(10)
    }
    return sums | shares


def test_twenty_indicators_over_one_source_and_date_are_one_scan(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, twenty())
    assert [type(step) for step in plan.steps] == [Cells]


def test_with_persons_there_is_one_scan_more_for_what_does_not_merge(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, twenty(), MELDINGEN)
    assert sorted(type(step).__name__ for step in plan.steps) == ["Cells", "Persons"]


def test_a_person_with_one_row_by_contract_needs_no_second_look(tmp_path: Path) -> None:
    """Different persons are then rows, which merge."""
    once = MELDINGEN.replace("sleutel: rij", "sleutel: wie")
    telt = twenty() | {"mensen": "{bron: meldingen, aantal: personen, datum: op}"}
    assert [type(step) for step in plan_of(tmp_path / "a", telt, once).steps] == [Cells]
    stand = MELDINGEN.replace("sleutel: rij", "sleutel: [wie, op]")
    telt = {name: each.replace("datum", "peildatum") for name, each in telt.items()}
    assert [type(step) for step in plan_of(tmp_path / "b", telt, stand).steps] == [Cells]


def test_another_date_is_another_scan(tmp_path: Path) -> None:
    telt = {
        "op": "{bron: meldingen, aantal: rijen, datum: op}",
        "klaar": "{bron: meldingen, aantal: rijen, datum: klaar}",
    }
    plan = plan_of(tmp_path, telt)
    assert {step.moment.column for step in plan.steps} == {"op", "klaar"}
    assert len(plan.steps) == 2


def test_equal_parts_are_counted_once(tmp_path: Path) -> None:
    telt = {
        "deel": "{bron: meldingen, aandeel: goed, waar: uren > 1, datum: op}",
        "ook": "{bron: meldingen, aandeel: goed, waar: uren > 1, datum: op}",
        "rijen": "{bron: meldingen, aantal: rijen, waar: uren > 1, datum: op}",
    }
    plan = plan_of(tmp_path, telt)
    (step,) = plan.steps
    assert plan.roles("deel") == plan.roles("ook")
    # teller, noemer (which is n) and onbekend of the share; the count of rows, with and without
    # the filter: that the source delivered is seen from all of them.
    assert len(step.parts) == 5


def test_every_role_is_found_where_the_naive_plan_has_it(tmp_path: Path) -> None:
    _, requests, _, _ = prepared(proef(tmp_path, [{}], twenty(), bron=MELDINGEN))
    plain, fused = naive(requests), compile_requests(requests)
    assert plain.found.keys() == fused.found.keys()
    for key, where in plain.found.items():
        assert fused.part(fused.found[key]) == plain.part(where)
    assert len(plain.steps) == len(plain.found) > len(fused.steps)


def test_the_plan_in_words_names_every_part_and_its_users(tmp_path: Path) -> None:
    telt = {
        "deel": "{bron: meldingen, aandeel: goed, datum: op}",
        "mensen": "{bron: meldingen, aantal: personen, datum: op}",
    }
    text = "\n".join(plan_of(tmp_path, telt, MELDINGEN).lines())
    assert "stap 0: cellen uit `meldingen` (gebeurtenis op)" in text
    assert "per persoon uit `meldingen` (gebeurtenis op)" in text
    assert "voor deel.noemer, deel.n" in text
    assert "COUNT(DISTINCT wie)" in text


def test_asks_share_a_scan_with_those_whose_dimensions_hold_theirs(tmp_path: Path) -> None:
    made = proef(tmp_path, [{}], twenty(), bron=ZONDER_PERSONEN)
    catalog, requests, _, _ = prepared(made)
    window = requests[0].window
    asks = [Ask("deel_1", window, each) for each in ((), ("soort",), ("soort", "goed"), ("buurt",))]
    asked = requests_asked(catalog, asks).values()
    plan = compile_requests([*requests, *asked])
    assert [{each.name for each in step.dimensions} for step in plan.steps] == [
        {"soort", "goed"},
        {"buurt"},
    ]
    assert len(naive([*requests, *asked]).steps) == len(plan.found)


def test_distinct_persons_are_never_added_up(tmp_path: Path) -> None:
    telt = {"mensen": "{bron: meldingen, aantal: personen, datum: op}"}
    plan = plan_of(tmp_path, telt, MELDINGEN)
    where = plan.roles("mensen")["teller"]
    assert isinstance(plan.steps[where.step], Persons)
