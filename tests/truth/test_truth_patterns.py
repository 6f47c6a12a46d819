"""Each pattern that a small world holds can be seen in it where it says, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from builders import HAVEN, prepared, proef

from bench.waarheid.patterns import DAGEN, PATTERNS, Pattern, PatternDesign, PatternWorld
from bench.waarheid.planting import make
from resultaat.compile.ask import Ask, dimensions_of
from resultaat.compile.request import Window
from resultaat.core.periods import Period
from resultaat.core.settings import Settings
from resultaat.engine.answer import answers

c = pl.col


@cache
def worlds(pattern: Pattern, count: int = 16) -> list[PatternWorld]:
    return list(make(PatternDesign("a pattern", pattern), count))


def share(frame: pl.DataFrame, waar: pl.Expr) -> float:
    rows = frame.filter(waar)
    return float(rows["teller"].sum() / rows["noemer"].sum())


def change(
    world: PatternWorld, frame: pl.DataFrame, figure: Callable[[pl.DataFrame, pl.Expr], float]
) -> float:
    """The change where it was planted, beside that of all other areas where there are any."""
    assert world.planted is not None
    here, after = c("gebied").is_in(world.planted.gebieden), c("start") >= world.planted.vanaf
    own = figure(frame, here & after) - figure(frame, here & ~after)
    if len(world.planted.gebieden) == len(world.gebieden):
        return own
    return own - (figure(frame, ~here & after) - figure(frame, ~here & ~after))


def mean_change(found: list[PatternWorld], answer: str, group: tuple[str, str] | None) -> float:
    dimensions = () if group is None else group[:1]
    waar = pl.lit(value=True) if group is None else c(group[0]) == group[1]
    seen = [change(world, world.answer(answer, dimensions).filter(waar), share) for world in found]
    return sum(seen) / len(seen)


def planted(found: list[PatternWorld], name: str) -> float:
    return sum(world.planted.sizes[name] for world in found if world.planted) / len(found)


@pytest.mark.parametrize(
    ("pattern", "answer", "group", "size"),
    [
        ("n4", "doel", None, "samen"),
        ("n5", "doel", None, "samen"),
        ("n6", "wachttijd", None, "verschoven"),
        ("n7", "werk", None, "samen"),
        ("n7", "werk", ("leeftijd", "tot 50"), "tot 50"),
        ("n7", "werk", ("leeftijd", "50 en ouder"), "50 en ouder"),
        ("n8", "veel_regelingen", None, "vier_of_meer"),
        ("n9", "doel", ("aanbieder", "Groeikracht"), "doel"),
        ("n9", "kort", ("aanbieder", "Groeikracht"), "kort"),
        ("n9", "terugkeer", ("aanbieder", "Groeikracht"), "terugkeer"),
    ],
)
def test_a_share_moves_as_much_as_was_planted(
    pattern: Pattern, answer: str, group: tuple[str, str] | None, size: str
) -> None:
    found = worlds(pattern)
    assert abs(planted(found, size)) > 0.03
    assert mean_change(found, answer, group) == pytest.approx(planted(found, size), abs=0.012)


@pytest.mark.parametrize(
    ("pattern", "answer", "wet", "size"),
    [
        ("n3", "overlast", None, "meer_naast"),
        ("n3_wet", "vragen", "wmo", "meer_wmo"),
        ("n3_wet", "vragen", "jeugdwet", "minder_jeugdwet"),
        ("incident", "overlast", None, "meer"),
    ],
)
def test_a_count_moves_as_much_as_was_planted(
    pattern: Pattern, answer: str, wet: str | None, size: str
) -> None:
    found = worlds(pattern, 24)
    ratios = []
    for world in found:
        assert world.planted is not None
        frame = world.answer(answer, () if wet is None else ("wet",))
        if wet is not None:
            frame = frame.filter(wet=wet)
        here, after = c("gebied").is_in(world.planted.gebieden), c("start") >= world.planted.vanaf
        # Where nothing happens: not treated and not beside it.
        away = ~c("gebied").is_in(
            [
                code
                for code, treated, beside in zip(
                    world.gebieden, world.treated, world.beside, strict=True
                )
                if treated or beside
            ]
        )
        if pattern == "incident":
            after = c("start") == world.planted.vanaf
            away = ~here
        rise = [
            frame.filter(where, after)["teller"].mean()
            / frame.filter(where, ~after)["teller"].mean()  # type: ignore[operator]
            for where in (here, away)
        ]
        ratios.append(rise[0] / rise[1])  # type: ignore[operator]
    sign = -1 if size.startswith("minder") else 1
    mean = sum(ratios) / len(ratios)
    assert sign * (mean - 1) == pytest.approx(planted(found, size), rel=0.12)


def test_what_is_put_off_comes_back() -> None:
    found = worlds("n3_later")
    rows = pl.concat(
        world.answer("vragen", ("wet",)).filter(
            c("gebied").is_in(world.planted.gebieden), wet="jeugdwet"
        )
        for world in found
        if world.planted
    )
    vanaf = found[0].planted.vanaf if found[0].planted else date.max
    start = found[0].periods[found[0].start]
    before, first, second = (
        rows.filter(when)["teller"].mean()
        for when in (
            c("start") < start,
            c("start").is_between(start, vanaf, "left"),
            c("start") >= vanaf,
        )
    )
    assert first == pytest.approx(0.65 * before, rel=0.05)  # type: ignore[operator]
    assert second == pytest.approx(1.35 * before, rel=0.05)  # type: ignore[operator]


def test_a_reversal_turns_round_within_every_group() -> None:
    for pattern in ("n4", "n4_aanbieder"):
        found = worlds(pattern)
        assert planted(found, "samen") < -0.03
        assert planted(found, "binnen_groepen") > 0.05
    for zwaarte in ("licht", "middel", "zwaar"):
        assert mean_change(worlds("n4"), "doel", ("zwaarte", zwaarte)) > 0.03
    frame = pl.concat(world.answer("doel", ("zwaarte", "aanbieder")) for world in found)
    anker, roos = (c("aanbieder") == name for name in ("Het Anker", "De Wilgenroos"))
    assert share(frame, anker) < share(frame, roos) - 0.05
    for zwaarte in ("licht", "middel", "zwaar"):
        same = c("zwaarte") == zwaarte
        assert share(frame, anker & same) > share(frame, roos & same) + 0.02


def test_waits_pile_up_just_before_the_norm() -> None:
    found = worlds("n6")
    days = pl.concat(world.answer("wachttijd", (DAGEN,)) for world in found).with_columns(
        dag=c(DAGEN).cast(pl.Int64)
    )
    after = days.filter(c("start") >= found[0].periods[found[0].start])
    before, at, late = (
        after.filter(c("dag").is_between(van, van + 2))["rijen"].sum() for van in (37, 40, 43)
    )
    assert at > 2 * before
    assert late < 0.7 * before
    excess = after.filter(c("dag").is_between(40, 42))["rijen"].sum() / after["rijen"].sum()
    expected = excess - days.filter(c("start") < found[0].periods[found[0].start]).filter(
        c("dag").is_between(40, 42)
    )["rijen"].sum() / (days["rijen"].sum() - after["rijen"].sum())
    assert expected == pytest.approx(planted(found, "verschoven"), abs=0.005)


@pytest.mark.parametrize("pattern", [each for each in PATTERNS if each != "nothing"])
def test_a_pattern_stands_alone(pattern: Pattern) -> None:
    (calm,), (world,) = (worlds(each, 1) for each in ("nothing", pattern))
    assert calm.planted is None
    assert world.planted is not None
    touched = set(world.planted.answers)
    if touched & {"doel", "kort", "terugkeer"}:  # they are about the same rows
        touched |= {"doel", "kort", "terugkeer"}
    for name in world.cells:
        same = world.answer(name).equals(calm.answer(name))
        assert same == (name not in touched), name
    assert (world.treated == calm.treated).all()
    (again,) = make(PatternDesign("a pattern", pattern), 1)
    assert again.planted == world.planted
    assert all(again.answer(name).equals(world.answer(name)) for name in world.cells)


def test_answers_are_those_of_the_engine(tmp_path: Path) -> None:
    """The same columns in the same order and of the same types."""
    telt = {
        "overlast": "{bron: voorvallen, aantal: rijen, datum: op}",
        "vragen": "{bron: meldingen, aantal: rijen, datum: op}",
        "werk": "{bron: meldingen, aandeel: goed, datum: op}",
        "wachttijd": (
            "{bron: meldingen, doorlooptijd: {van: op, tot: klaar, binnen: 42 dagen}, datum: op}"
        ),
    }
    voorvallen = (
        "naam: Voorvallen\nherkomst: de test\ngrondslag: de test\nbestand: data/voorvallen.csv\n"
        "sleutel: [rij]\ngebied: {kolom: buurt, niveau: buurt}\n"
        "kolommen: {rij: tekst, buurt: gebied, op: datum}\n"
    )
    rows = [
        {"rij": str(n), "wie": wie, "op": op, "klaar": op, "goed": "ja", "soort": "a"}
        for n, (wie, op) in enumerate(
            [("p1", "2023-02-01"), ("p1", "2023-11-01"), ("p2", "2023-02-01"), ("p3", "2023-11-01")]
        )
    ]
    made = proef(
        tmp_path,
        rows,
        telt,
        rapportage="over: 2023-K4, vanaf: 2023-K1",
        more={
            "indicators/bronnen/voorvallen.yaml": voorvallen,
            "data/voorvallen.csv": f"rij;buurt;op\n1;{HAVEN};2023-02-01\n",
        },
    )
    window = Window(Period.parse("2023-K1"), Period.parse("2023-K4"), date(2023, 12, 31))
    (world,) = worlds("nothing", 1)
    wait = "dagen_tussen(op, klaar)"
    expected = {
        Ask("overlast", window): world.answer("overlast"),
        Ask("vragen", window, ("soort",)): world.answer("vragen", ("wet",)),
        Ask("werk", window, ("soort",)): world.answer("werk", ("leeftijd",)),
        Ask("werk", window, ("soort",), followed=True): world.followed(("leeftijd",)),
        Ask("wachttijd", window, (wait,)): world.answer("wachttijd", (DAGEN,)),
    }
    catalog, _, views, _ = prepared(made, dimensions_of(list(expected)))
    found = answers(list(expected), catalog, views, Settings(), lambda _: None)
    names = {"wet": "soort", "leeftijd": "soort", DAGEN: wait}
    for ask, frame in expected.items():
        renamed = frame.rename(names, strict=False)
        assert list(renamed.schema.items()) == list(found[ask].schema.items())
        if ask.followed:
            assert set(found[ask]["groep"]) <= set(renamed["groep"]) | {"onbekend"}


def test_an_unknown_dimension_is_refused() -> None:
    (world,) = worlds("nothing", 1)
    with pytest.raises(ValueError, match="no dimension 'zwaarte'"):
        world.answer("werk", ("zwaarte",))
