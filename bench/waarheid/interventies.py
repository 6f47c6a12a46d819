"""What the product says of every intervention planted in the fictional municipality."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import resultaat
from resultaat.release.verdienste import Verdienste
from resultaat.world import make_world

#: Large enough that there are wijken where nothing was begun.
INWONERS, ZAAD = 200_000, 7
ROOT = Path(__file__).resolve().parents[2]
HEAD = f"""
## What `toerekening` says of what was planted

The fictional municipality with {INWONERS:,} inwoners, seed {ZAAD}, 2021 to 2025. *Planted* is the
mean effect on all who were reached; *gate* says whether conditions keep the result from being read.

| interventie | planted as | indicator | planted | rung | estimate | interval | holds it | gate |
|---|---|---|---|---|---|---|---|---|
"""


def planted_table() -> str:
    """Make the municipality and judge every intervention in it; a line each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "indicators", folder / "indicators")
        shutil.copy(ROOT / "resultaat.yaml", folder)
        make_world(folder / "data", inwoners=INWONERS, zaad=ZAAD)
        return HEAD + "".join(judged(folder))


def judged(folder: Path) -> Iterator[str]:
    """Yield a line for each planted intervention of a working folder."""
    known = json.loads((folder / "data" / "waarheid.json").read_text(encoding="utf-8"))
    werk = resultaat.open(folder)
    for each in known["ingrepen"]:
        found = werk.toerekening(each["indicator"], "2021", "2025")
        merit = next(made for made in found.verdienste if each["naam"] in made.inspanning)
        yield f"| {' | '.join(_cells(each, merit))} |\n"


def _cells(each: dict[str, Any], merit: Verdienste) -> tuple[str, ...]:
    true = each["effect"].get("gemiddeld")
    head = (each["naam"], each["soort"], each["indicator"])
    planted = "a number, no share" if true is None else f"{true:+.3f}"
    gate = "shut" if merit.poort else "open"
    if merit.effect is None or merit.onder is None or merit.boven is None:
        return (*head, planted, merit.trede, "", "", "", gate)
    holds = "yes" if true is not None and merit.onder <= true <= merit.boven else "no"
    interval = f"{merit.onder:+.3f} to {merit.boven:+.3f}"
    return (*head, planted, merit.trede, f"{merit.effect:+.3f}", interval, holds, gate)
