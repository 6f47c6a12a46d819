"""What was found now, beside what the last run found: new, still there, back, or gone (N13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from resultaat.cycle.bevindingen import Bevinding, Stand, Verloop
from resultaat.release.bevinding import NEVENEFFECTEN

#: NEVENEFFECTEN with what became of a finding, and what was said of it last.
GEVOLGD = pl.Schema(
    {
        **NEVENEFFECTEN,
        "verloop": pl.String(),  # see cycle.bevindingen.Verloop
        "staat": pl.String(),  # see cycle.bevindingen.Stand; null for what was never in a run
        "door": pl.String(),  # who said so; null where nobody did
        "reden": pl.String(),
        "eerst": pl.Date(),  # the day of the first run that found it
    }
)


def lived(told: pl.DataFrame, before: pl.DataFrame, lives: Sequence[Bevinding]) -> pl.DataFrame:
    """Return each finding and broken guardrail of `told` with its life, and those that are gone.

    `before` is what the last run found (NEVENEFFECTEN) and `lives` what became of that. Gone is
    what stands in `before` under a question that `told` asks too, and is not found any more.
    """
    known = {each.gevonden.id: each for each in lives}
    now, then = _found(told), _found(before)
    asked = set(told["vraag"].to_list())
    here = {row["bevinding"] for row in now}
    gone = [row for row in then if row["vraag"] in asked and row["bevinding"] not in here]
    rows = [_with(row, known.get(_id(row)), _course(row, known)) for row in now]
    rows += [_with(row, known.get(_id(row)), Verloop.VERDWENEN) for row in gone]
    return pl.DataFrame(rows, schema=GEVOLGD)


def _found(frame: pl.DataFrame) -> list[dict[str, object]]:
    broken = (pl.col("waarborg") == "geschonden").fill_null(value=False)
    return frame.filter((pl.col("soort") == "bevinding") | broken).to_dicts()


def _id(row: Mapping[str, object]) -> str:
    return str(row["bevinding"])


def _course(row: Mapping[str, object], known: Mapping[str, Bevinding]) -> Verloop:
    """Say what became of a finding since the last run."""
    life = known.get(_id(row))
    if life is None:
        return Verloop.NIEUW
    return Verloop.TERUG if life.verloop is Verloop.VERDWENEN else Verloop.BLIJFT


def _with(row: Mapping[str, object], life: Bevinding | None, verloop: Verloop) -> dict[str, object]:
    said = life.geldt if life is not None and verloop is not Verloop.TERUG else None
    stand = Stand.NIEUW if said is None else Stand(said.staat)
    return {
        **row,
        "verloop": verloop.value,
        "staat": stand.value if life is not None else None,
        "door": said.door if said is not None else None,
        "reden": said.reden if said is not None else None,
        "eerst": life.eerst.gemaakt_op.date() if life is not None else None,
    }
