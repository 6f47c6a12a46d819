"""Figures to release: counts of persons in a small gemeente, and what an attacker makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
from builders import BINNENSTAD, BUURTEN, CENTRUM, GEMEENTE, HAVEN, RIETLANDEN

from resultaat.engine.figures import FIGURES
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau

Cell = tuple[str, str]
_WIJK = {code: CENTRUM if code in (BINNENSTAD, HAVEN) else RIETLANDEN for code in BUURTEN}


def indeling() -> Indeling:
    gebieden = [Gebied(GEMEENTE, "Wilgenstad", Niveau.GEMEENTE)]
    gebieden += [Gebied(code, code, Niveau.WIJK, GEMEENTE) for code in (CENTRUM, RIETLANDEN)]
    gebieden += [Gebied(code, code, Niveau.BUURT, wijk) for code, wijk in _WIJK.items()]
    return Indeling({each.code: each for each in gebieden}, GEMEENTE)


def at_every_level(buurten: Mapping[str, int]) -> dict[Cell, int]:
    """Return the counts of all areas; `buurten` may hold `onbekend`."""
    found: dict[Cell, int] = {("buurt", code): many for code, many in buurten.items()}
    for wijk in (CENTRUM, RIETLANDEN):
        found["wijk", wijk] = sum(buurten.get(code, 0) for code in BUURTEN if _WIJK[code] == wijk)
    if ONBEKEND in buurten:
        found["wijk", ONBEKEND] = buurten[ONBEKEND]
    found["gemeente", GEMEENTE] = sum(buurten.values())
    return found


def figures(
    persons: Mapping[Cell, int],
    *,
    teller: Mapping[Cell, int] | None = None,
    onbekend: Mapping[Cell, int] | None = None,
    about_persons: bool = True,
) -> pl.DataFrame:
    """Return a frame of counts, or of shares where `teller` is given."""
    rows = [
        {
            "indicator": "proef",
            "niveau": niveau,
            "gebied": code,
            "periode": "2024",
            "start": date(2024, 1, 1),
            "waarde": many / 1 if teller is None else teller[niveau, code] / max(many, 1),
            "teller": many if teller is None else teller[niveau, code],
            "noemer": None if teller is None else many,
            "n": many,
            "onbekend": (onbekend or {}).get((niveau, code), 0),
            "personen": many if about_persons else None,
            "onder": 0.1,
            "boven": 0.9,
            "staat": "definitief",
            "herkomst": "geteld",
        }
        for (niveau, code), many in persons.items()
    ]
    return pl.DataFrame(rows, schema=FIGURES)


def hidden(frame: pl.DataFrame) -> set[Cell]:
    rows = frame.filter(pl.col("staat") == "onderdrukt").select("niveau", "gebied")
    return set(rows.iter_rows())


def recovered(cells: Mapping[Cell, int], unseen: set[Cell]) -> set[Cell]:
    """Return the hidden cells that follow from the visible ones by adding and subtracting.

    An attacker knows every sum: a wijk is its buurten, the gemeente its wijken and the rows
    without an area, which are as many at each level.
    """
    names = sorted(unseen)
    equations = []
    sums = [
        [("wijk", wijk), *(("buurt", b) for b in BUURTEN if _WIJK[b] == wijk)]
        for wijk in (CENTRUM, RIETLANDEN)
    ]
    sums.append([("gemeente", GEMEENTE), ("wijk", CENTRUM), ("wijk", RIETLANDEN)])
    sums[-1] += [("wijk", ONBEKEND)] if ("wijk", ONBEKEND) in cells else []
    sums += [[("buurt", ONBEKEND), ("wijk", ONBEKEND)]] if ("wijk", ONBEKEND) in cells else []
    for whole, *parts in sums:
        equations.append([(name == whole) - float(name in parts) for name in names])
    matrix = np.array(equations, dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    found = set()
    for index, name in enumerate(names):
        unit = np.zeros(len(names))
        unit[index] = 1
        # A cell is known where its unit vector is a combination of the equations.
        if np.linalg.matrix_rank(np.vstack([matrix, unit])) == rank:
            found.add(name)
    return found
