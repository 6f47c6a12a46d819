"""From messages to what became of each allocation: waiting, starting, ending, coming back.

What was sent again replaces the earlier one; what was taken back is gone. An allocation that was
changed keeps the day on which it was first allocated: from there on somebody waits. An end with the
reason "tijdelijk" is no end. A start without an allocation in the delivery stays, as a traject
whose allocation is not known.
"""

from __future__ import annotations

from collections.abc import Iterable

from resultaat.data.readers.berichten.rows import Row
from resultaat.data.readers.berichten.standards import (
    GAAT_DOOR,
    INGETROKKEN,
    STANDARDS,
    TIJDELIJK,
    UITVAL,
    VERWIJDERD,
)
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.weight import WEIGHT
from resultaat.language.documents.berichten import BerichtSoort

_REDENEN = {each.wet: each.redenen for each in STANDARDS.values()}
#: What makes a row of each kind the same row, sent again.
_SAME = {
    BerichtSoort.TOEWIJZINGEN: ("wet", "gemeente", "toewijzing"),
    BerichtSoort.STARTS: ("wet", "gemeente", "aanbieder", "persoon", "toewijzing", "begonnen_op"),
    BerichtSoort.STOPS: ("wet", "gemeente", "aanbieder", "persoon", "toewijzing", "begonnen_op"),
}
_KEPT = ("wet", "gemeente", "aanbieder", "persoon", "geboortejaar", "categorie", "product")
_PAUSES = {code for each in _REDENEN.values() for code, word in each.items() if word == TIJDELIJK}
_COURSE = ("begonnen_op", "beeindigd_op", "reden", "uitval")
_ALLOCATED = ("toegewezen_op", "ingang_op", "einde_op", "volume", "eenheid", "frequentie")


def current(soort: BerichtSoort, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that hold now, with the meaning of codes in words."""
    same = _SAME.get(soort)
    if same is None:
        return [_in_euros(row) for row in rows]
    held: dict[tuple[object, ...], Row] = {}
    for row in sorted(rows, key=_sent):
        # Beside a pause there may be an end of the same start; of each there is one (TR413, TR415).
        key = (*(row[name] for name in same), row.get("reden_code") in _PAUSES)
        earlier = held.pop(key, None)
        if row.get("status") != INGETROKKEN and row.get("reden_wijziging") != VERWIJDERD:
            held[key] = _with_reason({**row, **_since(earlier)})
    return list(held.values())


def _sent(row: Row) -> tuple[object, ...]:
    """Return in what order rows were sent: by day, of an allocation by its moment, by number."""
    number = row["bericht"] or ""
    moment = (row.get("toegewezen_op") or "", row.get("toegewezen_om") or "")
    return row["dagtekening"] or "", *moment, len(number), number


def _since(earlier: Row | None) -> Row:
    """Return the day of the first allocation, where this is a change of it."""
    if earlier is None or "toegewezen_op" not in earlier:
        return {}
    return {"toegewezen_op": earlier["toegewezen_op"]}


def trajecten(allocated: list[Row], started: list[Row], ended: list[Row]) -> list[Row]:
    """Return a row per allocation (301) with its first start (305) and its end (307)."""
    found: dict[tuple[str | None, ...], Row] = {}
    for row in current(BerichtSoort.TOEWIJZINGEN, allocated):
        kept = {name: row[name] for name in (*_KEPT, "toewijzing", *_ALLOCATED, LINE)}
        found[_key(row)] = {**kept, WEIGHT: "1"}
    begun: dict[tuple[str | None, ...], str] = {}
    for row in current(BerichtSoort.STARTS, started):
        traject = _of(found, row)
        began = row["begonnen_op"] or ""
        traject["begonnen_op"] = min(traject.get("begonnen_op") or began, began)
        begun[_key(row)] = max(begun.get(_key(row), began), began)
    for row in current(BerichtSoort.STOPS, ended):
        traject = _of(found, row)
        began, stopped = row["begonnen_op"] or "", row["beeindigd_op"] or ""
        traject["begonnen_op"] = min(traject.get("begonnen_op") or began, began)
        goes_on = row["reden"] == TIJDELIJK or begun.get(_key(row), "") > stopped
        if not goes_on and stopped >= (traject.get("beeindigd_op") or ""):
            traject |= {"beeindigd_op": stopped, "reden": row["reden"], "uitval": row["uitval"]}
    return _with_return(list(found.values()))


def _key(row: Row) -> tuple[str | None, ...]:
    """Return what makes two messages about one traject; without an allocation, the product does."""
    if row["toewijzing"] is not None:
        return row["wet"], row["gemeente"], row["toewijzing"]
    return tuple(row[name] for name in _KEPT if name != "geboortejaar")


def _of(found: dict[tuple[str | None, ...], Row], row: Row) -> Row:
    """Return the traject of a start or an end, a new one where no allocation was delivered."""
    unknown: Row = {name: row.get(name) for name in (*_KEPT, "toewijzing", LINE)}
    traject = found.setdefault(_key(row), {**unknown, **dict.fromkeys(_ALLOCATED)})
    traject[WEIGHT] = str(int(traject.get(WEIGHT) or 0) + 1)
    return traject


def _with_return(rows: list[Row]) -> list[Row]:
    """Add whether the person had help of the same law before, that had ended.

    Who gets another allocation or another aanbieder meanwhile did not come back.
    """
    ends: dict[tuple[str | None, ...], list[str]] = {}
    for row in rows:
        if row.get("beeindigd_op") and row.get("reden") not in GAAT_DOOR:
            ends.setdefault((row["wet"], row["persoon"]), []).append(row["beeindigd_op"] or "")
    made: list[Row] = []
    for number, row in enumerate(rows, start=1):
        since = row.get("toegewezen_op") or row.get("begonnen_op") or ""
        own = ends.get((row["wet"], row["persoon"]), [])
        earlier = max((each for each in own if each < since), default=None)
        course = {name: row.get(name) for name in _COURSE}
        back = {"vorige_op": earlier, "herhaald": "ja" if earlier else "nee"}
        made.append({"traject": f"t{number}", **row, **course, **back})
    return made


def _with_reason(row: Row) -> Row:
    if "reden_code" not in row:
        return row
    reden = _REDENEN[row["wet"] or ""][row["reden_code"] or ""]
    return {**row, "reden": reden, "uitval": "ja" if reden in UITVAL else "nee"}


def _in_euros(row: Row) -> Row:
    """Amounts are sent in cents, with D for debit and C for credit, of the volume too."""
    if "centen" not in row:
        return row
    sign = "-" if row["debet_credit"] == "C" else ""
    centen = int(row["centen"] or "0")
    amount = f"{sign}{centen // 100}.{centen % 100:02d}"
    return {**row, "volume": f"{sign}{row['volume']}", "bedrag": amount}
