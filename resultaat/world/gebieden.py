"""The gemeente Wilgenstad: 6 wijken and 26 buurten, with what sets them apart.

`welvaart` runs from about -1 (poor) to 1 (rich). Codes follow the CBS pattern
(GM + 4, WK + 6, BU + 8 digits); GM9999 is not in use. 40% of all huishoudens in
the country count as low and 20% as high income in the CBS "Kerncijfers wijken
en buurten"; the spread over the wijken is made up.
"""

from typing import NamedTuple

import numpy as np
import polars as pl

from resultaat.world.arrays import Floats, Ints

GEMEENTE = "GM9999"
GEMEENTE_NAAM = "Wilgenstad"


class Wijk(NamedTuple):
    """A wijk and how its jeugdteam does.

    `wachtfactor` multiplies the median wait throughout; `wachttrend` once more for
    every year after 2023: under 1 the wait gets shorter.
    """

    naam: str
    welvaart: float
    wachtfactor: float
    wachttrend: float
    buurten: tuple[str, ...]


WIJKEN = (
    Wijk(
        "Wijk 01 Centrum",
        -0.2,
        1.00,
        0.84,
        ("Oude Haven", "Marktkwartier", "Singelbuurt", "Stationskwartier", "Kloosterhof"),
    ),
    Wijk(
        "Oeverwijk",
        0.3,
        0.95,
        1.00,
        ("Oeverpark", "Rietland", "Waterhof", "De Steiger", "Lisdodde"),
    ),
    Wijk(
        "Molenwijk",
        -0.8,
        1.15,
        1.18,
        ("Molenbuurt", "Wiekslag", "Korenveld", "Bovenkruier"),
    ),
    Wijk(
        "Tuindorp",
        -0.5,
        1.05,
        0.80,
        ("Seringenbuurt", "De Boomgaard", "Moestuinen", "Bedrijvenpark Oost"),
    ),
    Wijk(
        "Bosrand",
        0.9,
        0.90,
        1.12,
        ("Lanenbuurt", "Beukenhage", "Heideveld", "Landgoed De Elzen"),
    ),
    Wijk(
        "Nieuw-Wilgen",
        0.4,
        1.00,
        0.95,
        ("Vlinderveld", "Zonnedauw", "Lange Weide", "De Terp"),
    ),
)

KLEINE_BUURT_NAAM = "Bedrijvenpark Oost"
_KLEINE_BUURT_WONINGEN = 13  # about 27 inwoners, at any size of the gemeente

WIJKCODES = tuple(f"WK9999{wijk:02d}" for wijk in range(1, len(WIJKEN) + 1))
_BUURTEN = tuple(
    (f"BU9999{w:02d}{b:02d}", naam, w - 1)
    for w, wijk in enumerate(WIJKEN, start=1)
    for b, naam in enumerate(wijk.buurten, start=1)
)
BUURTCODES = tuple(code for code, _, _ in _BUURTEN)
KLEINE_BUURT = [naam for _, naam, _ in _BUURTEN].index(KLEINE_BUURT_NAAM)
WIJK_VAN_BUURT: Ints = np.array([wijk for _, _, wijk in _BUURTEN], dtype=np.int64)
WELVAART: Floats = np.array([WIJKEN[wijk].welvaart for _, _, wijk in _BUURTEN])


def gebieden_frame() -> pl.DataFrame:
    """All gebieden, 33 rows: the gemeente, then the wijken, then the buurten."""
    rows: list[tuple[str, str, str, str | None]] = [
        (GEMEENTE, GEMEENTE_NAAM, "gemeente", None),
        *(
            (code, wijk.naam, "wijk", GEMEENTE)
            for code, wijk in zip(WIJKCODES, WIJKEN, strict=True)
        ),
        *((code, naam, "buurt", WIJKCODES[wijk]) for code, naam, wijk in _BUURTEN),
    ]
    return pl.DataFrame(rows, schema=["code", "naam", "niveau", "deel_van"], orient="row")


def divide_woningen(aantal: int) -> Ints:
    """Homes per buurt, shape (26,), together `aantal`.

    Buurten differ a little in size by a fixed pattern, so that no two are the same.
    """
    gewicht = 1.0 + 0.35 * np.sin(np.arange(len(BUURTCODES)) * 2.4)
    gewicht[KLEINE_BUURT] = 0.0
    deel = (aantal - _KLEINE_BUURT_WONINGEN) * gewicht / gewicht.sum()
    woningen: Ints = np.floor(deel).astype(np.int64)
    tekort = aantal - _KLEINE_BUURT_WONINGEN - int(woningen.sum())
    woningen[np.argsort(woningen - deel, kind="stable")[:tekort]] += 1
    woningen[KLEINE_BUURT] = _KLEINE_BUURT_WONINGEN
    return woningen
