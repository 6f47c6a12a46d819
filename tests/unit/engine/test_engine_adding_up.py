"""What holds for any rows: parts add up to wholes, and every plan gives the same figures."""

from __future__ import annotations

import polars as pl
import pytest
from builders import BUURTEN, CENTRUM, GEMEENTE, RIETLANDEN, calculated, proef
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resultaat.compile.passes.naive import naive

TELT = {
    "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
    "som": "{bron: meldingen, som: kosten, waar: soort = 'a', datum: op}",
    "aandeel": "{bron: meldingen, aandeel: goed, datum: op}",
    "personen": "{bron: meldingen, aantal: personen, waar: soort = 'a', datum: op}",
    "deling": "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}",
}
KWARTALEN = "over: 2024-K4, vanaf: 2024-K1"

row = st.fixed_dictionaries(
    {
        "wie": st.sampled_from(["p1", "p2", "p3"]),
        "buurt": st.sampled_from([*BUURTEN, ""]),
        "op": st.dates().map(lambda day: day.replace(year=2024)).map(str),
        "goed": st.sampled_from(["ja", "nee", ""]),
        "soort": st.sampled_from(["a", "b"]),
        "kosten": st.sampled_from(["", "0,00", "-3,25", "9999999,99"]),
        "uren": st.sampled_from(["", "0", "0,000001", "12,5"]),
    }
)
rows = st.lists(row, min_size=1, max_size=12)
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ADDED = ("teller", "noemer", "n", "onbekend")


def parts(frame: pl.DataFrame, niveau: str) -> pl.DataFrame:
    """Return the sums over all areas of a level, per indicator and period."""
    counted = frame.filter(
        (pl.col("niveau") == niveau) & ~pl.col("indicator").is_in(["personen", "deling"])
    )
    keys = ("indicator", "periode")
    return counted.group_by(keys).agg(pl.col(ADDED).fill_null(0).sum()).sort(keys)


@few
@given(rows=rows)
def test_buurten_and_wijken_add_up_to_the_gemeente(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = proef(tmp_path_factory.mktemp("w"), rows, TELT, rapportage=KWARTALEN)
    frame = calculated(folder).figures
    whole = parts(frame, "gemeente")
    assert parts(frame, "wijk").equals(whole)
    assert parts(frame, "buurt").equals(whole)


@few
@given(rows=rows)
def test_persons_lie_between_the_largest_part_and_the_sum(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    frame = calculated(proef(tmp_path_factory.mktemp("w"), rows, TELT)).figures
    persons = frame.filter(pl.col("indicator") == "personen")
    found = {(r["niveau"], r["gebied"]): r["teller"] for r in persons.iter_rows(named=True)}
    wijken = [found.get(("wijk", code), 0) for code in (CENTRUM, RIETLANDEN, "onbekend")]
    assert max(wijken) <= found["gemeente", GEMEENTE] <= sum(wijken)


@few
@given(rows=rows)
def test_fused_is_naive(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = proef(tmp_path_factory.mktemp("w"), rows, TELT, rapportage=KWARTALEN)
    fused = calculated(folder).figures
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("resultaat.engine.calculate.compile_requests", naive)
        assert calculated(folder).figures.equals(fused)


@few
@given(rows=rows)
def test_quarters_add_up_to_the_year(
    rows: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("w")
    year = calculated(proef(folder / "jaar", rows, TELT)).figures
    quarters = calculated(proef(folder / "kwartaal", rows, TELT, rapportage=KWARTALEN)).figures
    apart = parts(quarters, "gemeente").group_by("indicator").agg(pl.col(ADDED).sum())
    together = parts(year, "gemeente").drop("periode")
    assert apart.sort("indicator").equals(together.sort("indicator"))
