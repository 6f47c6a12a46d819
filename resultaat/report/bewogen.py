"""What else moved: under each result, and all findings of the run with their life (N13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resultaat.analysis.neveneffecten.waarborg import Waarborg
from resultaat.cycle.bevindingen import Bevinding, Stand, Verloop
from resultaat.report.beside import Beside, Row
from resultaat.report.bevindingen import life_words
from resultaat.report.select import Subject
from resultaat.report.tile import Badge

_SHAPES = {
    Waarborg.VEILIG: "goed",
    Waarborg.GESCHONDEN: "niet",
    Waarborg.TE_WEINIG: "weet",
}
_STANDS = {
    Stand.NIEUW: "rond",
    Stand.VERKLAARD: "goed",
    Stand.AANVAARD: "geen",
    Stand.ACTIE: "vroeg",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """One finding or guardrail in words."""

    id: str  # of the finding; empty for what has no life
    sentence: str
    remarks: tuple[str, ...]  # how sure, what it could also be, what became of it
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class MovedBlock:
    """What was looked at after what was done for one result, and what came of it."""

    looked: tuple[str, ...]
    guardrails: tuple[Moved, ...]
    found: tuple[Moved, ...]
    of_itself: tuple[Moved, ...]  # this indicator moved after what was done for another


@dataclass(frozen=True, slots=True)
class Followed:
    """All findings of the run, and those that are gone."""

    open: tuple[Moved, ...]
    told: tuple[Moved, ...]
    gone: tuple[Moved, ...]
    nothing: str


def moved_block(subject: Subject, beside: Beside) -> MovedBlock | None:
    """Return what moved under a result, or in it; None where there is nothing to say."""
    rows = list(beside.under(subject.id))
    itself = tuple(
        _moved(row, beside, f"Na “{row['vraag_naam']}”. ") for row in beside.of_itself(subject.id)
    )
    if not rows and not itself:
        return None
    return MovedBlock(
        looked=tuple(row["zin"] for row in rows if row["soort"] == "gekeken"),
        guardrails=tuple(_guardrail(row, beside) for row in rows if row["soort"] == "waarborg"),
        found=tuple(_moved(row, beside) for row in rows if row["soort"] == "bevinding"),
        of_itself=itself,
    )


def _guardrail(row: Row, beside: Beside) -> Moved:
    state = Waarborg(row["waarborg"])
    life = beside.life(row["bevinding"])
    said = (life_words(life),) if life is not None else ()
    badge = Badge(state.value, _SHAPES[state])
    return Moved(row["bevinding"] if life else "", row["zin"], said, badge)


def _moved(row: Row, beside: Beside, before: str = "") -> Moved:
    life = beside.life(row["bevinding"])
    remarks = [row["bewijs"], row["ook"], _lived(life) if life is not None else None]
    badge = _badge(life) if life is not None else None
    words = tuple(each for each in remarks if each)
    return Moved(row["bevinding"] if life else "", before + row["zin"], words, badge)


def _badge(life: Bevinding) -> Badge:
    if life.verloop is Verloop.VERDWENEN:
        return Badge(life.verloop.value, "geen")
    if life.stand is Stand.NIEUW:
        waits = {Verloop.BLIJFT: "nog te bekijken"}
        return Badge(waits.get(life.verloop, life.verloop.value), _STANDS[life.stand])
    return Badge(life.stand.value, _STANDS[life.stand])


def followed(beside: Beside) -> Followed | None:
    """Return every finding of the run with its life; None where the run did not look."""
    if not beside.looked:
        return None
    here = [each for each in beside.bevindingen if each.verloop is not Verloop.VERDWENEN]
    return Followed(
        open=_list([each for each in here if each.stand is Stand.NIEUW], beside),
        told=_list([each for each in here if each.stand is not Stand.NIEUW], beside),
        gone=_list([each for each in beside.bevindingen if each not in here], beside),
        nothing="" if beside.bevindingen else "Er is gekeken, en er is niets gevonden.",
    )


def _list(found: Sequence[Bevinding], beside: Beside) -> tuple[Moved, ...]:
    rows = {row["bevinding"]: row for row in (*beside.moved, *beside.loud)}
    return tuple(
        Moved(each.gevonden.id, each.gevonden.zin, _about(each, rows), _badge(each))
        for each in sorted(found, key=lambda each: _weight(rows.get(each.gevonden.id, {})))
    )


def _weight(row: Row) -> tuple[int, float]:
    """Order findings: broken guardrails, then what moved after an intervention, then signals."""
    if row.get("waarborg") == Waarborg.GESCHONDEN.value:
        return 0, 0.0
    after = row.get("soort") == "bevinding"
    chance = row.get("q")
    return (1 if after else 2), 1.0 if chance is None else float(chance)


def _about(life: Bevinding, rows: Mapping[str, Row]) -> tuple[str, ...]:
    row = rows.get(life.gevonden.id, {})
    said = (row.get("bewijs"), row.get("ook"), _lived(life))
    return tuple(each for each in said if each)


def _lived(life: Bevinding) -> str | None:
    """Return its life in words; the badge already says of a new one that it is new."""
    new = life.verloop is Verloop.NIEUW and not life.uitspraken
    return None if new else life_words(life)


def most_important(beside: Beside) -> Row | None:
    """Return the one finding that the front page tells: a broken guardrail, else the surest."""
    broken = [row for row in beside.moved if row["waarborg"] == Waarborg.GESCHONDEN.value]
    sure = [row for row in beside.moved if row["soort"] == "bevinding" and row["q"] is not None]
    return next(iter([*broken, *sorted(sure, key=lambda row: float(row["q"]))]), None)
