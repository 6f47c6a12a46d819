"""What the product says of every intervention planted in the fictional municipality."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

import resultaat
from bench.waarheid.estimates import AANNEMELIJK, NIET_AANGETOOND, NIET_TE_BEOORDELEN
from resultaat.release.verdienste import Verdienste
from resultaat.world import make_world

#: A small gemeente, and one large enough that there are many wijken where nothing was begun.
INWONERS, ZAAD = (60_000, 200_000), 7
ROOT = Path(__file__).resolve().parents[2]
#: As `analysis/toerekening` has them: periods before the start, and areas that began.
BEFORE, FEW, HISTORY, OTHERS = 4, 3, 8, 19
HEAD = """
## What `toerekening` says of what was planted

The fictional municipality, seed 7, 2021 to 2025. *Planted* is the mean effect on all who were
reached. *Seen from* is the effect that would be claimed in four of five cases: a smaller one has a
power under .8, and then *niet aangetoond* is what it deserves. With fewer than four periods before
the last start, or one or two areas without years of history, *niet te beoordelen* is. *Gate* says
whether conditions keep the result from being read.

"""
_COLUMNS = (
    "inwoners",
    "interventie",
    "planted as",
    "indicator",
    "planted",
    "seen from",
    "deserves",
    "rung",
    "estimate",
    "interval",
    "holds it",
    "gate",
)


def planted_table() -> str:
    """Make the municipality in each size and judge every intervention in it; a line each."""
    text = f"{HEAD}| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}\n"
    for inwoners in INWONERS:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            shutil.copytree(ROOT / "indicators", folder / "indicators")
            shutil.copy(ROOT / "resultaat.yaml", folder)
            make_world(folder / "data", inwoners=inwoners, zaad=ZAAD)
            text += "".join(f"| {inwoners:,} {line}" for line in judged(folder))
    return text


def judged(folder: Path) -> Iterator[str]:
    """Yield a line for each planted intervention of a working folder."""
    known = json.loads((folder / "data" / "waarheid.json").read_text(encoding="utf-8"))
    persons = pl.read_parquet(folder / "data" / "inwoners.parquet", columns=["peildatum", "buurt"])
    werk = resultaat.open(folder)
    for each in known["ingrepen"]:
        found = werk.toerekening(each["indicator"], "2021", "2025")
        merit = next(made for made in found.verdienste if each["naam"] in made.inspanning)
        yield f"| {' | '.join(_cells(each, merit, true_effect(each, persons)))} |\n"


def true_effect(each: dict[str, Any], inwoners: pl.DataFrame) -> float:
    """Return what was planted, in the unit of the indicator; of numbers per 1,000 and per year.

    Of numbers that is over the years that began after the start; `inwoners` has a row (peildatum,
    buurt) for each person and year.
    """
    if "gemiddeld" in each["effect"]:
        return float(each["effect"]["gemiddeld"])
    begun = {place["gebied"]: int(place["vanaf"][:4]) for place in each["plekken"]}
    rows = pl.DataFrame(each["effect"]["per_gebied"]).filter(
        pl.col("jaar") > pl.col("gebied").replace_strict(begun, return_dtype=pl.Int64)
    )
    many = inwoners.group_by(
        gebied="buurt", jaar=pl.col("peildatum").dt.year().cast(pl.Int64)
    ).len()
    both = rows.join(many, on=["gebied", "jaar"])
    return float(1000 * both["effect"].sum() / both["len"].sum())


def deserved(each: dict[str, Any], merit: Verdienste, true: float) -> str:
    """Return the rung that an intervention deserves, by the truth and by what can be seen of it."""
    last = max(place["vanaf"] for place in each["plekken"])
    a_year = {"jaar": 1, "kwartaal": 4}[merit.per]
    before = a_year * (int(last[:4]) - 2021) + (int(last[5:]) - 1) * a_year // 12
    alone = len(each["plekken"]) < FEW
    if before < BEFORE or (alone and (before < HISTORY or merit.vergelijking < OTHERS)):
        return NIET_TE_BEOORDELEN
    if merit.te_vinden is None or abs(true) < merit.te_vinden:
        return NIET_AANGETOOND
    return AANNEMELIJK


def _cells(each: dict[str, Any], merit: Verdienste, true: float) -> tuple[str, ...]:
    head = (each["naam"], each["soort"], each["indicator"], f"{true:+.3f}")
    seen = "" if merit.te_vinden is None else f"{merit.te_vinden:.3f}"
    rungs = (seen, deserved(each, merit, true), merit.trede)
    gate = "shut" if merit.poort else "open"
    if merit.effect is None or merit.onder is None or merit.boven is None:
        return (*head, *rungs, "", "", "", gate)
    holds = "yes" if merit.onder <= true <= merit.boven else "no"
    interval = f"{merit.onder:+.3f} to {merit.boven:+.3f}"
    return (*head, *rungs, f"{merit.effect:+.3f}", interval, holds, gate)
