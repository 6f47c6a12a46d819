"""CBS area codes: what level a code is of, and which area it lies in.

`NL00`, `GM0518`, `WK051801`, `BU05180170`. Wijk and buurt parts may hold letters
(`WK0363AA`, `BU0363AA01`). Source: CBS, Toelichting wijk- en buurtkaart; each longer code begins
with the digits of the shorter one.
"""

from __future__ import annotations

import re

from resultaat.gebied.niveau import Niveau

_SHAPES = {
    Niveau.LAND: re.compile(r"NL(00|01)"),
    Niveau.GEMEENTE: re.compile(r"GM(\d{4})"),
    Niveau.WIJK: re.compile(r"WK(\d{4})[0-9A-Z]{2}"),
    Niveau.BUURT: re.compile(r"BU(\d{4}[0-9A-Z]{2})\d{2}"),
}

#: The code under which rows without an area are counted, so that parts still add up to the whole.
ONBEKEND = "onbekend"


def niveau_of(code: str) -> Niveau | None:
    """Return the level of a CBS code, or None when it is not one."""
    for niveau, shape in _SHAPES.items():
        if shape.fullmatch(code):
            return niveau
    return None


def deel_van(code: str) -> str | None:
    """Return the code of the area in which this wijk or buurt lies, by its own digits."""
    if found := _SHAPES[Niveau.BUURT].fullmatch(code):
        return f"WK{found[1]}"
    if found := _SHAPES[Niveau.WIJK].fullmatch(code):
        return f"GM{found[1]}"
    return None
