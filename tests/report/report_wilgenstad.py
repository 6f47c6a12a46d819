"""Wilgenstad: a fictional gemeente of six wijken and 26 buurten, with every kind of figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from report_definitions import wilgenstad_files
from report_worlds import Folder, hidden, released, row, run_info, share, write_folder

from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau

WIJKEN = {
    "WK999901": ("Binnenstad", ["Markt", "Haven", "Singelbuurt", "Stationsbuurt", "De Bleek"]),
    "WK999902": ("Noorderwijk", ["Vogelbuurt", "Bloemenbuurt", "De Gaard", "Noorderpark"]),
    "WK999903": ("Wilgenhof", ["Hof-Oost", "Hof-West", "Het Zand", "Parkrand", "Waterkant"]),
    "WK999904": ("De Akkers", ["Tarweveld", "Gerststraat e.o.", "Haverkamp", "Roggeveld"]),
    "WK999905": ("Oostpolder", ["Polderrand", "Dijkzicht", "Buitengebied Oost"]),
    "WK999906": ("Zuiderdorp", ["Dorpskern", "Molenwijk", "Kerkepad", "Zuidrand", "Zuidpolder"]),
}  # fmt: skip
YEARS = ("2021", "2022", "2023", "2024", "2025")


def wilgenstad_indeling() -> Indeling:
    found = [Gebied("GM9999", "Wilgenstad", Niveau.GEMEENTE)]
    for wijk, (naam, buurten) in WIJKEN.items():
        found.append(Gebied(wijk, naam, Niveau.WIJK, "GM9999"))
        found += [
            Gebied(f"BU{wijk[2:]}{at:02d}", buurt, Niveau.BUURT, wijk)
            for at, buurt in enumerate(buurten, 1)
        ]
    return Indeling({each.code: each for each in found}, "GM9999", "77aa" * 16)


@dataclass(frozen=True)
class Series:
    """How an indicator of Wilgenstad goes: a share and an amount per year, and its oordeel."""

    soort: str
    shares: tuple[float, ...]
    size: int
    oordeel: str = "geen streefwaarde"
    streefwaarde: float | None = None
    higher: bool = True
    staten: dict[str, str] = field(default_factory=dict)  # year → staat, of every gebied
    hidden_wijken: tuple[str, ...] = ()


SERIES = {
    "doelrealisatie_jeugdhulp": Series(
        "resultaat", (0.641, 0.652, 0.671, 0.684, 0.742), 1840, "gehaald", 0.70,
        hidden_wijken=("WK999905",),
    ),
    "terugkeer_jeugdhulp": Series(
        "resultaat", (0.121, 0.118, 0.125, 0.119, 0.12), 900, "niet te beoordelen",
        staten={"2025": "onderdrukt"}, higher=False,
    ),
    "uitstroom_naar_werk": Series(
        "resultaat", (0.284, 0.281, 0.262, 0.251, 0.238), 2100, "niet gehaald", 0.30,
        hidden_wijken=("WK999905",),
    ),
    "schulden_opgelost": Series(
        "resultaat", (0.55, 0.56, 0.571, 0.588, 0.595), 640, "rond de streefwaarde", 0.60
    ),
    "eenzaamheid": Series(
        "resultaat", (0.412, 0.418, 0.421, 0.427, 0.424), 1500, "te vroeg", 0.38, higher=False
    ),
    "schoolverlaters": Series(
        "resultaat", (0.031, 0.028, 0.026, 0.027, 0.03), 5200, "niet te beoordelen", 0.02,
        higher=False, staten={"2025": "ontbreekt"},
    ),
    "zelfredzaam_wmo": Series(
        "resultaat", (0.61, 0.622, 0.631, 0.64, 0.702), 2600, staten={"2025": "voorlopig"}
    ),
    "wachttijd_jeugdhulp": Series(
        "procesconditie", (0.702, 0.731, 0.768, 0.805, 0.861), 1900, "op orde", 0.80
    ),
    "vakmanschap_jeugdteam": Series(
        "procesconditie", (0.7, 0.72, 0.74, 0.70, 0.66), 420, "niet op orde", 0.85
    ),
    "tijd_voor_gesprek": Series(
        "procesconditie", (0.58, 0.55, 0.52, 0.49, 0.47), 980, "niet op orde", 0.70
    ),
    "bekend_met_aanbod": Series(
        "procesconditie", (0.5, 0.5, 0.5, 0.5, 0.5), 300, "niet te beoordelen",
        staten=dict.fromkeys(YEARS, "ontbreekt"),
    ),
    "snel_een_plan": Series(
        "procesconditie", (0.74, 0.75, 0.77, 0.78, 0.79), 610, "rond de norm", 0.80
    ),
    "werkloosheid_regio": Series("context", (0.048, 0.041, 0.039, 0.042, 0.047), 26000),
    "gezinnen_met_schulden": Series("context", (0.101, 0.098, 0.104, 0.109, 0.111), 21000),
}  # fmt: skip


def wilgenstad(root: Path) -> Folder:
    """A gemeente with six wijken, 26 buurten, five years and every kind of figure."""
    indeling = wilgenstad_indeling()
    rows = [
        each
        for name, series in SERIES.items()
        for year, part in zip(YEARS, series.shares, strict=True)
        for each in _shares(name, series, year, part, indeling)
    ]
    for at, year in enumerate(YEARS):
        rows += _inwoners(at, year, indeling)
        rows.append(_kosten(at, year, indeling))
    catalog = write_folder(root, wilgenstad_files())
    return Folder(released(rows, run_info("GM9999", "Gemeente Wilgenstad")), catalog, indeling)


def _shares(
    name: str, series: Series, year: str, part: float, indeling: Indeling
) -> Iterable[dict[str, Any]]:
    counts: dict[str, tuple[int, int]] = {}
    buurten = indeling.of_niveau(Niveau.BUURT)
    for at, buurt in enumerate(buurten):
        size = max(12, round(series.size / len(buurten) * (0.6 + (at * 7 % 9) / 10)))
        local = min(0.97, max(0.01, part * (0.82 + (at * 5 % 13) * 0.03)))
        for above in indeling.path(buurt.code):
            teller, noemer = counts.get(above.code, (0, 0))
            counts[above.code] = (teller + round(size * local), noemer + size)
    for code, (teller, noemer) in counts.items():
        gebied = indeling.gebieden[code]
        yield _share_row(name, series, year, gebied, (teller, noemer))


def _share_row(
    name: str, series: Series, year: str, gebied: Gebied, counts: tuple[int, int]
) -> dict[str, Any]:
    staat = series.staten.get(year, "definitief")
    in_hidden = gebied.code in series.hidden_wijken or gebied.deel_van in series.hidden_wijken
    if in_hidden or (gebied.niveau is Niveau.BUURT and counts[1] < 14):
        staat = "onderdrukt"
    aim = {"streefwaarde": series.streefwaarde}
    if staat in ("onderdrukt", "ontbreekt"):
        return row(name, series.soort, gebied, year, **hidden(staat), **aim)
    numbers = share(*counts)
    own = gebied.niveau is Niveau.GEMEENTE and year == "2025"
    oordeel = series.oordeel if own else _judge(series, numbers)
    return row(name, series.soort, gebied, year, **numbers, **aim, staat=staat, oordeel=oordeel)


def _judge(series: Series, numbers: dict[str, Any]) -> str:
    if series.streefwaarde is None:
        return "geen streefwaarde"
    if series.oordeel == "te vroeg":
        return "te vroeg"
    words = {
        "resultaat": ("gehaald", "niet gehaald", "rond de streefwaarde"),
        "procesconditie": ("op orde", "niet op orde", "rond de norm"),
    }[series.soort]
    above, below = (words[0], words[1]) if series.higher else (words[1], words[0])
    if numbers["onder"] >= series.streefwaarde:
        return above
    return below if numbers["boven"] < series.streefwaarde else words[2]


def _inwoners(at: int, year: str, indeling: Indeling) -> Iterable[dict[str, Any]]:
    for place, gebied in enumerate(indeling.gebieden.values()):
        size = {Niveau.GEMEENTE: 48210, Niveau.WIJK: 8035}.get(gebied.niveau, 1400 + place * 37)
        count = size + at * 210
        numbers = {"waarde": float(count), "teller": Decimal(count), "n": count}
        yield row("inwoners", "context", gebied, year, **numbers, eenheid="inwoners")


def _kosten(at: int, year: str, indeling: Indeling) -> dict[str, Any]:
    amount = 18_400_000 + at * 912_345
    gemeente = indeling.gebieden["GM9999"]
    numbers = {"waarde": float(amount), "teller": Decimal(amount), "n": 12}
    return row("kosten_jeugdhulp", "inzet", gemeente, year, **numbers, eenheid="euro")
