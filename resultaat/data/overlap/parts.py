"""A value that is the sum of some others: `0 tot 25 jaar` beside `0 tot 18` and `18 tot 25`.

Which others, is looked for in the one group that tells most, and then held against all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import polars as pl

from resultaat.data.overlap.equations import CODE, GROUP, MEASURE, NUMBER, SURE, UNIT, Equations

#: More values give more sums than can be looked at; sums that are tried per value.
_CODES, _TRIES = 24, 20_000
_EQUATIONS = 400


def sums_of_parts(equations: Equations) -> dict[object, tuple[object, ...]]:
    """Return the values that are the sum of two or more others, with those others."""
    table = _table(equations)
    codes = [name for name in table.columns if name not in (GROUP, MEASURE, UNIT)]
    if not 3 <= len(codes) <= _CODES or table.is_empty():
        return {}
    values = {each: table[each].to_list() for each in codes}
    original = {str(each): each for each in equations.rows[CODE].unique().to_list()}
    units = table[UNIT].to_list()
    found = {}
    for whole in codes:
        parts = _parts_of(whole, values, units)
        if parts:
            found[original[whole]] = tuple(original[each] for each in parts)
    return found


def _table(equations: Equations) -> pl.DataFrame:
    """Return an equation per row and a value per column; a value that is not there is nothing."""
    rows = equations.complete.filter((pl.col(NUMBER) > 0).all().over(MEASURE))
    if rows[CODE].n_unique() > _CODES:
        return pl.DataFrame()
    wide = rows.with_columns(pl.col(CODE).cast(pl.String)).pivot(
        on=CODE, index=[GROUP, MEASURE, UNIT], values=NUMBER, aggregate_function="sum"
    )
    return wide.fill_null(0).head(_EQUATIONS)


def _parts_of(
    whole: str, values: dict[str, list[float]], units: Sequence[float]
) -> tuple[str, ...]:
    target = values[whole]
    most = max(range(len(target)), key=lambda at: target[at] / units[at])
    may = [
        each
        for each, mine in values.items()
        if each != whole
        and any(mine)
        and all(a <= b + u for a, b, u in zip(mine, target, units, strict=True))
    ]
    at_most = {each: values[each][most] for each in may if values[each][most]}
    for parts in _sums(target[most], at_most, units[most]):
        if _holds(target, [values[each] for each in parts], units, len(values)):
            return parts
    return ()


def _sums(target: float, numbers: dict[str, float], unit: float) -> Iterator[tuple[str, ...]]:
    """Yield the ways to make a number of two or more others, in a bounded number of tries."""
    names = sorted(numbers, key=lambda each: -numbers[each])
    left = [0.0]
    for name in reversed(names):
        left.append(left[-1] + numbers[name])
    left.reverse()
    stack: list[tuple[int, float, tuple[str, ...]]] = [(0, target, ())]
    for _ in range(_TRIES):
        if not stack:
            return
        at, rest, chosen = stack.pop()
        margin = unit / 2 * (len(chosen) + 1) + 1e-9 * target
        if abs(rest) <= margin and len(chosen) > 1:
            yield chosen
        room = unit / 2 * (len(names) + 1)
        if at == len(names) or rest > left[at] + room or rest < -room:
            continue
        stack.append((at + 1, rest, chosen))
        stack.append((at + 1, rest - numbers[names[at]], (*chosen, names[at])))


def _holds(
    target: list[float], parts: list[list[float]], units: Sequence[float], codes: int
) -> bool:
    """Whether the sum holds in every equation, and is no coincidence."""
    margin = [unit / 2 * (len(parts) + 1) for unit in units]
    chance = codes * math.log10(2)  # so many sums could have been it
    for at, number in enumerate(target):
        if abs(sum(each[at] for each in parts) - number) > margin[at] + 1e-9 * number:
            return False
        if number:
            chance += min(0.0, math.log10((2 * margin[at] + units[at]) / number))
    return chance <= SURE
