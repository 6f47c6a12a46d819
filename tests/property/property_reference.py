"""A slow reference in plain Python: each figure from the rows, one by one, by the handbook.

It shares nothing with the engine: no parts, no cells, no roll-up, no SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from builders import BINNENSTAD, CENTRUM, GEMEENTE, HAVEN, KAREKIET, RIETLANDEN, RIETVINK
from property_definitions import Definition, Row

WIJKEN = {BINNENSTAD: CENTRUM, HAVEN: CENTRUM, RIETVINK: RIETLANDEN, KAREKIET: RIETLANDEN}
#: (label, first day, last day)
Span = tuple[str, date, date]


def quarters() -> list[Span]:
    """Return the quarters of 2024."""
    starts = [date(2024, month, 1) for month in (1, 4, 7, 10)]
    ends = [start - timedelta(1) for start in starts[1:]] + [date(2024, 12, 31)]
    return [
        (f"2024-K{number}", *days)
        for number, days in enumerate(zip(starts, ends, strict=True), start=1)
    ]


@dataclass(frozen=True)
class Expected:
    """What a figure must be; None for what does not apply."""

    waarde: Fraction | None
    teller: Fraction | None
    noemer: int | Fraction | None
    n: int
    onbekend: int | None
    personen: int


def area_of(row: Row, niveau: str) -> str:
    """Return the area of a row at a level; without an area it is known to be in the gemeente."""
    if niveau == "gemeente":
        return GEMEENTE
    buurt = row["buurt"]
    if buurt is None:
        return "onbekend"
    return WIJKEN[buurt] if niveau == "wijk" else str(buurt)


def since(definition: Definition, start: date) -> date:
    """Return the first day that counts in the quarter that begins on `start`."""
    if definition.reeks == "jaar_tot_nu":
        return date(start.year, 1, 1)
    if definition.reeks == "cumulatief":
        return date.min
    if "voortschrijdend" in definition.reeks:
        earlier = start - timedelta(1)
        return date(earlier.year, 3 * ((earlier.month - 1) // 3) + 1, 1)
    return start


def figures(
    definition: Definition, rows: Sequence[Row]
) -> Iterator[tuple[str, str, str, Expected]]:
    """Yield (niveau, gebied, period, what it must be) wherever there are rows."""
    for label, start, end in quarters():
        first = since(definition, start)
        mine = [row for row in rows if row["op"] is not None and first <= row["op"] <= end]
        if definition.laatste:
            chosen = set(map(id, last_of_each(definition, mine)))
            mine = [{**row, "laatste": id(row) in chosen} for row in mine]
        for niveau in ("buurt", "wijk", "gemeente"):
            for gebied in sorted({area_of(row, niveau) for row in mine}):
                here = [row for row in mine if area_of(row, niveau) == gebied]
                found = expected(definition, here)
                # Of a longer span no more persons than those of the period that it added, if any.
                added = expected(definition, [row for row in here if row["op"] >= start])
                if added.personen:
                    found = replace(found, personen=min(found.personen, added.personen))
                yield niveau, gebied, label, found


def last_of_each(definition: Definition, rows: Sequence[Row]) -> list[Row]:
    """Return the rows of the last day of each person, among those that pass the filter."""
    waar = definition.waar
    passing = [row for row in rows if waar is None or waar.holds(row) is True]
    days: dict[str, date] = {}
    for row in passing:
        days[row["wie"]] = max(row["op"], days.get(row["wie"], row["op"]))
    return [row for row in passing if row["op"] == days[row["wie"]]]


def expected(definition: Definition, rows: Sequence[Row]) -> Expected:
    """Return the figure over these rows."""
    rows = [row for row in rows if row.get("laatste", True)]
    if definition.waar is not None:
        rows = [row for row in rows if definition.waar.holds(row) is True]
    judged = [row for row in rows if decided(definition, row)]
    n, unknown = len(judged), len(rows) - len(judged)
    persons = len({row["wie"] for row in judged})
    teller, noemer = tops_and_bottoms(definition, judged)
    if definition.maat in ("rijen", "personen"):
        return Expected(teller, teller, None, n, None, persons)
    if n == 0 and unknown > 0:
        return Expected(None, None, None, n, unknown, persons)
    if definition.maat in ("mediaan", "percentiel") and n == 0:
        return Expected(None, None, None, n, unknown, persons)
    if noemer is None:
        return Expected(teller, teller, None, n, unknown, persons)
    if noemer == 0:
        return Expected(None, None, None, n, unknown, persons)
    assert teller is not None
    return Expected(teller / noemer, teller, noemer, n, unknown, persons)


#: All sources are known up to the last day of 2024.
KNOWN_UNTIL = date(2024, 12, 31)


def decided(definition: Definition, row: Row) -> bool:
    """Whether the outcome of a row is known."""
    if definition.aandeel is not None:
        return definition.aandeel.holds(row) is not None
    if definition.maat == "verhouding":
        return row["kosten"] is not None and row["uren"] is not None
    if definition.maat == "doorlooptijd":
        over = row["op"] + timedelta(definition.binnen) <= KNOWN_UNTIL
        return over and (row["klaar"] is None or row["klaar"] >= row["op"])
    return not definition.van or row[definition.van] is not None


def tops_and_bottoms(
    definition: Definition, rows: Sequence[Row]
) -> tuple[Fraction | None, Fraction | int | None]:
    """Return teller and noemer over rows whose outcome is known."""
    if definition.maat in ("mediaan", "percentiel"):
        share = Fraction(1, 2) if definition.maat == "mediaan" else Fraction(9, 10)
        return quantile(sorted(row[definition.van] for row in rows), share), None
    if definition.maat == "verhouding":
        return total(rows, "kosten"), total(rows, "uren")
    if definition.maat in ("som", "gemiddelde"):
        noemer = len(rows) if definition.maat == "gemiddelde" else None
        return total(rows, definition.van), noemer
    if definition.maat == "personen":
        return Fraction(len({row["wie"] for row in rows})), None
    if definition.maat == "rijen":
        return Fraction(len(rows)), None
    return Fraction(sum(succeeded(definition, row) for row in rows)), len(rows)


def succeeded(definition: Definition, row: Row) -> bool:
    """Whether a row counts as a yes."""
    if definition.aandeel is not None:
        return definition.aandeel.holds(row) is True
    return in_time(definition, row)


def in_time(definition: Definition, row: Row) -> bool:
    """Whether the end came, by the day until which all is known, and within the term."""
    if row["klaar"] is None or row["klaar"] > KNOWN_UNTIL:
        return False
    return bool((row["klaar"] - row["op"]).days <= definition.binnen)


def total(rows: Sequence[Row], name: str) -> Fraction:
    """Add up a column."""
    return sum((Fraction(row[name]) for row in rows), Fraction(0))


def quantile(values: Sequence[Decimal], share: Fraction) -> Fraction | None:
    """Return the value at a share of ordered values, between two where it falls there."""
    if not values:
        return None
    place = (len(values) - 1) * share
    low = place.numerator // place.denominator
    high = min(low + 1, len(values) - 1)
    below, above = Fraction(values[low]), Fraction(values[high])
    return below + (above - below) * (place - low)
