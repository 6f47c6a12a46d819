"""The gemeente Wilgenstad (GM9999): wijken of buurten, with what sets them apart.

A part (`Gebieden`) holds sixteen wijken. Up to about 190 thousand inwoners there is one; a larger
gemeente is made of more, one by one, so that memory stays bounded. People move within a part and
to and from elsewhere. Codes follow the CBS pattern (GM + 4, WK + 6, BU + 8, letters allowed in the
wijk); GM9999 is not in use. `welvaart` runs from about -1 (poor) to 1 (rich). 40% of all
huishoudens in the country count as low and 20% as high income in the CBS "Kerncijfers wijken en
buurten"; the spread over the wijken is made up.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from resultaat.world.arrays import Floats, Ints
from resultaat.world.namen import buurtnaam, wijknaam

GEMEENTE = "GM9999"
GEMEENTE_NAAM = "Wilgenstad"
WIJKEN_PER_DEEL = 16
REFERENTIES = tuple(
    (f"GM99{nummer:02d}", naam)
    for nummer, naam in enumerate(
        (
            *("Aardwoude", "Berkelveen", "Dalenrade", "Elzerbeek", "Friezenhorst", "Gouwemonde"),
            *("Hogeweerd", "IJsselhage", "Kolkdrecht", "Lindermeer", "Maasakkers", "Noordgeest"),
            *("Oosterhaven", "Plassenburg", "Rijnlo", "Scheldeveld", "Turfstede", "Vechtwijk"),
            *("Westerlaar", "Zandbergen"),
        ),
        start=1,
    )
)
"""Twenty other gemeenten, as fictional as this one; not in the list of gebieden.

Nothing is counted there: only their yearly figures are known.
"""

_KLEINE_WIJK = 3  # Bedrijvenpark Oost: the last buurt of Tuindorp
_KLEINE_BUURT_WONINGEN = 13  # about 27 inwoners, at any size of the gemeente
_WELVAART = np.array(
    [-0.2, 0.3, -0.8, -0.5, 0.9, 0.4, -0.3, 0.1, 0.6, 0.5, -0.1, -0.9, 0.2, 0.7, -0.6, 0.0]
)
_WACHT = np.array(
    [1.0, 0.95, 1.1, 1.05, 0.9, 1.0, 1.08, 0.97, 0.92, 1.0, 1.02, 1.12, 0.98, 0.94, 1.06, 1.0]
)
_DELEN_HOOGSTENS, _PER_DEEL = 64, 125_000


@dataclass(frozen=True)
class Gebieden:
    """One part of the gemeente: W = 16 wijken and B buurten, both in the order of their codes.

    `wijk` (B,) is the wijk of each buurt. `welvaart`, `risico` (relative demand for help) and
    `aanleg` (logit on a good outcome) are (B,); `wachtfactor` (W,) multiplies the median wait of
    the jeugdteam. `kleine_buurt` is the place of the tiny buurt, -1 where there is none. `vlak`
    (B, 4) is left, top, right, bottom on a grid in which a wijk is one by one.
    """

    deel: int
    wijkcodes: tuple[str, ...]
    wijknamen: tuple[str, ...]
    buurtcodes: tuple[str, ...]
    buurtnamen: tuple[str, ...]
    wijk: Ints
    welvaart: Floats
    risico: Floats
    aanleg: Floats
    wachtfactor: Floats
    kleine_buurt: int
    vlak: Floats

    def neighbours(self, buurten: Ints) -> Ints:
        """The buurten that share a border with one of these and are not among them."""
        links, boven, rechts, onder = self.vlak.T
        raakt = np.zeros(len(self.wijk), bool)
        for b in buurten:
            breedte = np.minimum(rechts, rechts[b]) - np.maximum(links, links[b])
            hoogte = np.minimum(onder, onder[b]) - np.maximum(boven, boven[b])
            rand = (np.minimum(breedte, hoogte) > -1e-9) & (np.maximum(breedte, hoogte) > 1e-9)
            raakt |= rand
        raakt[buurten] = False
        return np.flatnonzero(raakt)

    def divide_woningen(self, aantal: int) -> Ints:
        """Homes per buurt, shape (B,), together `aantal`.

        Buurten differ a little in size by a fixed pattern, so that no two are the same.
        """
        gewicht = 1.0 + 0.35 * np.sin(np.arange(len(self.wijk)) * 2.4)
        klein = 0
        if self.kleine_buurt >= 0:
            klein = _KLEINE_BUURT_WONINGEN
            gewicht[self.kleine_buurt] = 0.0
        deel = (aantal - klein) * gewicht / gewicht.sum()
        woningen: Ints = np.floor(deel).astype(np.int64)
        tekort = aantal - klein - int(woningen.sum())
        woningen[np.argsort(woningen - deel, kind="stable")[:tekort]] += 1
        if self.kleine_buurt >= 0:
            woningen[self.kleine_buurt] = klein
        return woningen


def divide_inwoners(inwoners: int) -> list[int]:
    """Inwoners per part, as even as can be."""
    delen = min(max(1, round(inwoners / _PER_DEEL)), _DELEN_HOOGSTENS)
    return [inwoners // delen + (deel < inwoners % delen) for deel in range(delen)]


def make_gebieden(rng: np.random.Generator, deel: int, inwoners: int) -> Gebieden:
    """The wijken and buurten of one part; only `risico` and `aanleg` are drawn."""
    nummers = [deel * WIJKEN_PER_DEEL + plek for plek in range(WIJKEN_PER_DEEL)]
    per_wijk = 3 if inwoners < 20_000 else 5 if inwoners < 100_000 else 8
    buurten = [(nummer, plek) for nummer in nummers for plek in _plekken(nummer, per_wijk)]
    wijk = np.repeat(np.arange(WIJKEN_PER_DEEL), per_wijk)
    return Gebieden(
        deel=deel,
        wijkcodes=tuple(f"WK9999{_code(nummer)}" for nummer in nummers),
        wijknamen=tuple(wijknaam(nummer) for nummer in nummers),
        buurtcodes=tuple(
            f"BU9999{_code(nummer)}{at % per_wijk + 1:02d}"
            for at, (nummer, _) in enumerate(buurten)
        ),
        buurtnamen=tuple(buurtnaam(nummer, plek) for nummer, plek in buurten),
        wijk=wijk,
        welvaart=_WELVAART[wijk],
        risico=rng.lognormal(0.0, 0.08, size=len(wijk)),
        aanleg=rng.normal(0.0, 0.10, size=len(wijk)),
        wachtfactor=_WACHT,
        kleine_buurt=(_KLEINE_WIJK + 1) * per_wijk - 1 if deel == 0 else -1,
        vlak=_vlakken(deel, per_wijk),
    )


def gebieden_frame(delen: list[Gebieden]) -> pl.DataFrame:
    """All gebieden: the gemeente, its wijken and its buurten."""
    rows: list[tuple[str, str, str, str | None]] = [(GEMEENTE, GEMEENTE_NAAM, "gemeente", None)]
    for each in delen:
        codes = zip(each.wijkcodes, each.wijknamen, strict=True)
        rows += [(code, naam, "wijk", GEMEENTE) for code, naam in codes]
    for each in delen:
        buurten = zip(each.buurtcodes, each.buurtnamen, each.wijk, strict=True)
        rows += [(code, naam, "buurt", each.wijkcodes[wijk]) for code, naam, wijk in buurten]
    return pl.DataFrame(rows, schema=["code", "naam", "niveau", "deel_van"], orient="row")


def _plekken(nummer: int, per_wijk: int) -> list[int]:
    """Which names of a wijk are used; the tiny buurt keeps its own."""
    plekken = list(range(per_wijk))
    if nummer == _KLEINE_WIJK:
        anders = [plek for plek in range(per_wijk + 1) if plek != 4]
        plekken = [*anders[: per_wijk - 1], 4]
    return plekken


def _code(nummer: int) -> str:
    """Two characters for a wijk counted from 0: 01 to 99, then A0 to ZZ."""
    if nummer < 99:
        return f"{nummer + 1:02d}"
    letter, tweede = divmod(nummer - 99, 36)
    return chr(ord("A") + letter) + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[tweede]


def _vlakken(deel: int, per_wijk: int) -> Floats:
    """The rectangles of the buurten: two rows in each wijk, four by four wijken in a part."""
    boven = (per_wijk + 1) // 2
    vlakken = []
    for plek in range(WIJKEN_PER_DEEL):
        x, y = plek % 4 + 4 * (deel % 8), plek // 4 + 4 * (deel // 8)
        for rij, aantal in enumerate((boven, per_wijk - boven)):
            for kolom in range(aantal):
                links, rechts = x + kolom / aantal, x + (kolom + 1) / aantal
                vlakken.append((links, y + rij / 2, rechts, y + rij / 2 + 0.5))
    return np.array(vlakken)
