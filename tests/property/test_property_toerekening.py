"""Random cells and random rows: the account closes, adds up over levels, and has no order."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from builders import BUURTEN, proef
from hypothesis import given, settings
from hypothesis import strategies as st

from resultaat.analysis.toerekening.decompositie import CELLEN, account
from resultaat.analysis.toerekening.rekening import Post, rekening
from resultaat.analysis.toerekening.splitsing import Split
from resultaat.cli.app import run
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau

ENDS = [Post.BEGIN.value, Post.EIND.value]
TERM = ~pl.col("post").is_in(ENDS)
WIJKEN = {f"WK9999{number:02d}": None for number in range(1, 4)}
AREAS = {
    "GM9999": Gebied("GM9999", "Gemeente", Niveau.GEMEENTE),
    **{code: Gebied(code, code, Niveau.WIJK, "GM9999") for code in WIJKEN},
    **{
        f"BU{code[2:]}{number:02d}": Gebied(f"BU{code[2:]}{number:02d}", "", Niveau.BUURT, code)
        for code in WIJKEN
        for number in range(1, 4)
    },
}
INDELING = Indeling(AREAS, "GM9999")
COUNT = st.integers(min_value=1, max_value=500).map(float)


@st.composite
def _cells(draw: st.DrawFn) -> pl.DataFrame:
    """Cells of buurten by stratum, the rest of a wijk, the rest of the whole."""
    places = [code for code in AREAS if draw(st.booleans())] or ["GM9999"]
    rows = [
        (code, samen, code, *(draw(COUNT) for _ in range(4)))
        for code in places
        for samen in ("a", "b")[: draw(st.integers(1, 2))]
    ]
    return pl.DataFrame(rows, schema=CELLEN, orient="row")


@st.composite
def _splits(draw: st.DrawFn, size: int) -> list[Split]:
    rate = st.floats(min_value=-2, max_value=2)
    posts = [("toegevoegde_waarde", "een"), ("toegevoegde_waarde", "twee"), ("omgeving", None)]
    made = []
    for post, interventie in posts[: draw(st.integers(0, 3))]:
        rates = draw(st.lists(rate, min_size=size, max_size=size))
        made.append(Split(post, interventie, rates, rates, rates))
    return made


def closes(lines: pl.DataFrame) -> None:
    """Of every area the terms sum to its change, to 1e-9 of its size."""
    for _, area in lines.group_by("gebied"):
        terms = area.filter(TERM)["waarde"].sum()
        begin, eind = (area.filter(post=post)["waarde"].sum() for post in ENDS)
        size = max(1e-3, abs(begin), abs(eind), float(area["waarde"].abs().max() or 0))
        assert abs(terms - (eind - begin)) <= 1e-9 * size


def adds_up(lines: pl.DataFrame, below: str, above: str) -> None:
    """Of every line what the areas below add is what the areas above add."""
    keys = ["post", "interventie"]
    lower, upper = (
        lines.filter(TERM & (pl.col("niveau") == niveau))
        .group_by(keys)
        .agg(pl.col("bijdrage").sum())
        for niveau in (below, above)
    )
    both = lower.join(upper, on=keys, how="full", nulls_equal=True, suffix="_boven")
    size = float(lines["bijdrage"].abs().max() or 1.0)
    assert both.null_count()["bijdrage"].item() == 0
    apart = (both["bijdrage"] - both["bijdrage_boven"]).abs().max()
    assert float(apart or 0.0) <= 1e-9 * max(size, 1e-3)  # type: ignore[arg-type]


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_account_closes_and_areas_add_up_to_the_whole(data: st.DataObject) -> None:
    cells = data.draw(_cells())
    splits = data.draw(_splits(cells.height))
    ratio = data.draw(st.booleans())
    lines = rekening(cells, INDELING, splits if ratio else (), ratio=ratio, scale=1000.0)
    closes(lines)
    # A cell that is no buurt is the rest of something: put it in a buurt of its own to add up.
    own = lines.filter(niveau="gemeente", gebied="GM9999").filter(TERM)
    assert own["waarde"].to_list() == pytest.approx(own["bijdrage"].to_list(), abs=1e-6)
    only = cells.filter(pl.col("gebied").str.starts_with("BU"))
    if only.height:
        fit = [
            Split(each.post, each.interventie, *([each.rate[k] for k in _places(cells)],) * 3)
            for each in (splits if ratio else ())
        ]
        inside = rekening(only, INDELING, fit, ratio=ratio)
        closes(inside)
        adds_up(inside, "buurt", "wijk")
        adds_up(inside, "wijk", "gemeente")


def _places(cells: pl.DataFrame) -> list[int]:
    return [k for k, code in enumerate(cells["gebied"].to_list()) if code.startswith("BU")]


@given(_cells())
@settings(max_examples=40, deadline=None)
def test_composition_is_the_shapley_value_and_has_no_order(cells: pl.DataFrame) -> None:
    """Who is counted first or last: the mean over both orders, worked out in full."""
    found = account(cells.with_columns(over=pl.lit("x")), "over")
    w = {t: cells[f"noemer_{t}"] / cells[f"noemer_{t}"].sum() for t in (0, 1)}
    y = {t: cells[f"teller_{t}"] / cells[f"noemer_{t}"] for t in (0, 1)}
    value = {(a, b): float((w[a] * y[b]).sum()) for a in (0, 1) for b in (0, 1)}
    shapley = (value[1, 0] - value[0, 0] + value[1, 1] - value[0, 1]) / 2
    size = max(abs(each) for each in value.values())
    assert found["samenstelling"].sum() == pytest.approx(shapley, abs=1e-9 * size)
    # The way back is the way there, turned round.
    back = {f"{what}_{t}": f"{what}_{1 - t}" for what in ("teller", "noemer") for t in (0, 1)}
    turned = account(cells.rename(back).with_columns(over=pl.lit("x")), "over")
    for term in ("samenstelling", "binnen"):
        assert turned[term].sum() == pytest.approx(-found[term].sum(), abs=1e-9 * size)


# Through the command: what it prints as JSON, for every sort of figure.

TELTS = {
    "deel": "{bron: meldingen, aandeel: goed, datum: op}",
    "gemiddeld": "{bron: meldingen, gemiddelde: kosten, datum: op}",
    "verhouding": "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}",
    "geld": "{bron: meldingen, som: kosten, datum: op}",
    "per_keer": "{bron: meldingen, som: kosten, datum: op, per: {indicator: gevallen, keer: 100}}",
}
GEVALLEN = "{bron: meldingen, aantal: rijen, datum: op}"


def random_rows(seed: int) -> list[dict[str, object]]:
    """Persons who stay, come, go and move, helped by one of three, in two years."""
    chance = random.Random(seed)  # noqa: S311  made-up people
    found: list[dict[str, object]] = []
    for person in range(500):
        home = chance.choice(BUURTEN)
        for year in (2023, 2024):
            if chance.random() < 0.25:
                continue
            if chance.random() < 0.1:
                home = chance.choice(BUURTEN)
            kind = chance.choice("aaabbc" if year == 2023 else "abbbcc")
            good = chance.random() < 0.3 + 0.2 * (kind == "b") + 0.1 * (year == 2024)
            found.append(
                {
                    "buurt": home if chance.random() < 0.97 else "",
                    "op": f"{year}-{chance.randint(1, 12):02d}-15",
                    "soort": kind,
                    "wie": f"p{person}",
                    "goed": "ja" if good else "nee",
                    "kosten": f"{chance.randint(1, 900)}",
                    "uren": f"{chance.randint(1, 40)}",
                }
            )
    return found


@pytest.fixture(scope="module", params=range(3))
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rekening")
    return proef(
        made,
        random_rows(request.param),
        {**TELTS, "gevallen": GEVALLEN},
        rapportage="over: 2024, vanaf: 2023",
    )


def asked(folder: Path, name: str, capsys: pytest.CaptureFixture[str], *more: str) -> pl.DataFrame:
    command = ["toerekening", name, "--van", "2023", "--tot", "2024", "--json", *more]
    code = run([*command, "--map", str(folder)])
    said = capsys.readouterr()
    assert code == 0, said.err
    rows: list[dict[str, Any]] = json.loads(said.out)["uitkomst"]["rekening"]
    return pl.DataFrame(rows, infer_schema_length=None)


@pytest.mark.parametrize("name", TELTS)
def test_what_the_command_prints_closes_for_every_sort_of_figure(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    closes(asked(folder, name, capsys))


@pytest.mark.parametrize("name", ["deel", "gemiddeld"])
def test_what_aanbieders_add_is_the_whole(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = asked(folder, name, capsys, "--niveau", "soort")
    assert set(groups["gebied"]) == {"a", "b", "c"}
    closes(groups)
    whole = asked(folder, name, capsys)
    ends = dict(whole.filter(niveau="gemeente").select("post", "waarde").iter_rows())
    change = ends["eind"] - ends["begin"]
    assert groups.filter(TERM)["bijdrage"].sum() == pytest.approx(change, abs=1e-9)
