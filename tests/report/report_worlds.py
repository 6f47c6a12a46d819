"""Folders to make reports of: what they share, a CBS folder of one period, and a country.

Definitions are written as YAML and read by the real loader; figures are made by formula, so that
the same report comes out each time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from resultaat.engine.figures import AANSLUITING
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo

#: A number that stands in hidden rows and nowhere else: it must not reach the page.
SECRET = 918273.0


@dataclass(frozen=True)
class Folder:
    """What `render` is given."""

    released: Released
    catalog: Catalog
    indeling: Indeling


def run_info(
    gebied: str, naam: str, titel: str = "Jaarstukken 2025", over: str = "2025"
) -> RunInfo:
    return RunInfo(
        id="20260503-141500-1a2b3c",
        rapportage="jaarstukken_2025",
        titel=titel,
        organisatie=naam,
        gebied=gebied,
        over=over,
        peildatum=date(2026, 5, 1),
        gemaakt_op=datetime(2026, 5, 3, 14, 15, tzinfo=UTC),
        definities="3f9a1c77d2e84b06" * 4,
        gegevens={"trajecten": "a1b2c3d4e5f60718" * 4, "inwoners": "0f1e2d3c4b5a6978" * 4},
        motor={"resultaat": "0.1.0", "duckdb": "2.0.0"},
        instellingen={"korrel": "jaar", "minimum": "10"},
    )


def row(indicator: str, soort: str, gebied: Gebied, periode: str, **numbers: Any) -> dict[str, Any]:
    """One row of the released frame; what is not given is empty."""
    blank: dict[str, Any] = dict.fromkeys(RESULTATEN.names())
    return blank | {
        "indicator": indicator,
        "soort": soort,
        "niveau": gebied.niveau.value,
        "gebied": gebied.code,
        "gebied_naam": gebied.naam,
        "periode": periode,
        "start": date(int(periode[:4]), 1, 1),
        "eenheid": "%",
        "staat": "definitief",
        "herkomst": "geteld",
        "oordeel": "geen streefwaarde",
        **numbers,
    }


def released(
    rows: Sequence[dict[str, Any]], run: RunInfo, aansluiting: Sequence[dict[str, Any]] = ()
) -> Released:
    frame = pl.DataFrame(rows, schema=RESULTATEN)
    beside = pl.DataFrame(aansluiting, schema=AANSLUITING)
    return Released(run, frame, beside, _KEY)


def write_folder(root: Path, files: dict[str, str]) -> Catalog:
    """Write definitions and read them back; a definition with an error fails the test."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    catalog = load_catalog(root)
    assert not list(catalog.found), [each.render() for each in catalog.found]
    return catalog


def wilson(teller: float, noemer: float) -> tuple[float, float]:
    share, z2 = teller / noemer, 1.96**2
    middle = (share + z2 / (2 * noemer)) / (1 + z2 / noemer)
    half = math.sqrt(z2 * share * (1 - share) / noemer + z2 * z2 / (4 * noemer**2))
    half /= 1 + z2 / noemer
    return middle - half, middle + half


def share(teller: int, noemer: int) -> dict[str, Any]:
    onder, boven = wilson(teller, noemer)
    return {
        "waarde": teller / noemer,
        "teller": Decimal(teller),
        "noemer": Decimal(noemer),
        "n": noemer,
        "onbekend": noemer // 40,
        "onder": onder,
        "boven": boven,
    }


def hidden(staat: str) -> dict[str, Any]:
    """A row without a figure. It carries numbers that a careless page would print."""
    return {
        "waarde": None,
        "teller": Decimal(int(SECRET)),
        "noemer": Decimal(int(SECRET)),
        "n": int(SECRET),
        "onder": SECRET,
        "boven": SECRET,
        "staat": staat,
        "oordeel": "niet te beoordelen",
    }


# ---------------------------------------------------------------- context only

CBS = (
    ("aantal_inwoners", "Aantal inwoners", "inwoners", 5000.0),
    ("huishoudens", "Aantal huishoudens", "huishoudens", 2600.0),
    ("laag_inkomen", "Huishoudens met een laag inkomen", "%", 0.124),
    ("bijstand", "Inwoners met een bijstandsuitkering", "inwoners", 210.0),
    ("jeugdzorg", "Jongeren met jeugdzorg", "%", 0.118),
    ("wmo_clienten", "Wmo-cliënten", "per 1.000 inwoners", 62.4),
    ("dichtheid", "Bevolkingsdichtheid", "inwoners per km²", 6523.0),
    ("woz_waarde", "Gemiddelde WOZ-waarde van woningen", "euro", 312000.0),
    ("opleiding_laag", "Inwoners met een lage opleiding", "%", 0.291),
    ("uitkering_aow", "Inwoners met AOW", "inwoners", 820.0),
)
_WITHOUT = ("jeugdzorg", "opleiding_laag")
_COUNTED = ("inwoners", "huishoudens")


def context_files(
    naam: str, gebied: str, indicatoren: Iterable[tuple[str, str, str, float]]
) -> dict[str, str]:
    files = {
        "resultaat.yaml": f'naam: "{naam}"\ngebied: {gebied}\ngebieden: gebieden.csv\n'
        "rapportages:\n  kerncijfers: {titel: Kerncijfers wijken en buurten, over: 2019}\n",
        "indicators/bronnen/kwb.yaml": "naam: Kerncijfers wijken en buurten 2019\n"
        "herkomst: CBS StatLine, tabel 84583NED\nbestand: data/kwb.csv\nsleutel: gebied\n"
        "gepubliceerd: ja\nperiode: 2019\ngebied: {kolom: gebied}\n"
        "kolommen: {gebied: gebied, waarde: getal}\n",
    }
    for name, titel, eenheid, _ in indicatoren:
        files[f"indicators/cbs/{name}.yaml"] = (
            f'soort: context\nnaam: {titel}\neenheid: "{eenheid}"\n'
            "waarom: Dit cijfer laat zien in welke omstandigheden inwoners leven.\n"
            "telt: {bron: kwb, gepubliceerd: waarde}\n"
        )
    return files


def context_rows(
    indeling: Indeling,
    indicatoren: Iterable[tuple[str, str, str, float]],
    without: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """One period of published figures; small gebieden lack some, and some lack everything."""
    rows = []
    for name, _, eenheid, base in indicatoren:
        for at, gebied in enumerate(indeling.gebieden.values()):
            numbers: dict[str, Any] = {"eenheid": eenheid, "herkomst": "gepubliceerd"}
            if name in without or (at and (at * 11 + len(name)) % 17 == 0):
                numbers["staat"] = "ontbreekt"
                numbers["oordeel"] = "niet te beoordelen"
            else:
                numbers |= _published(at, gebied, eenheid, base)
            rows.append(row(name, "context", gebied, "2019", **numbers))
    return rows


def _published(at: int, gebied: Gebied, eenheid: str, base: float) -> dict[str, Any]:
    spread = (
        1.0
        if at == 0
        else 0.45 + (at * 13 % 31 + at * 7 % 29 + at * 17 % 37 + (at % 19 == 0) * 60) / 80
    )
    size = {Niveau.LAND: 355.0, Niveau.GEMEENTE: 44.0, Niveau.WIJK: 1.0}.get(gebied.niveau, 0.4)
    if at and gebied.niveau is Niveau.GEMEENTE:
        size = 1.0
    counted = eenheid in _COUNTED
    value = base * spread * (size if counted else 1.0)
    value = round(value, 3) if eenheid == "%" else round(value, 1) if value < 100 else round(value)
    return {"waarde": float(value), "teller": Decimal(str(value)) if counted else None, "n": 1}


def indeling_of(
    own: Gebied, wijken: Sequence[tuple[str, str]], buurten: Sequence[tuple[str, str]]
) -> Indeling:
    found = [own, *(Gebied(code, naam, Niveau.WIJK, own.code) for code, naam in wijken)]
    found += [Gebied(code, naam, Niveau.BUURT, f"WK{code[2:8]}") for code, naam in buurten]
    return Indeling({each.code: each for each in found}, own.code)


def stad(root: Path, indeling: Indeling | None = None) -> Folder:
    """A gemeente of which only CBS figures of one year are known: 44 wijken, 114 buurten."""
    if indeling is None:
        wijken = [(f"WK9998{at:02d}", f"Wijk {at:02d} Voorbeeldwijk") for at in range(44)]
        buurten = [
            (f"BU9998{at % 44:02d}{at // 44:02d}", f"Voorbeeldbuurt {at}") for at in range(114)
        ]
        indeling = indeling_of(Gebied("GM9998", "Lindestad", Niveau.GEMEENTE), wijken, buurten)
    own = indeling.gebieden[indeling.eigen]
    catalog = write_folder(root, context_files(own.naam, own.code, CBS))
    run = run_info(own.code, f"Gemeente {own.naam}", "Kerncijfers wijken en buurten", "2019")
    beside = [
        _beside(name, own, niveau)
        for name in ("aantal_inwoners", "huishoudens")
        for niveau in ("wijk", "buurt")
    ]
    return Folder(released(context_rows(indeling, CBS, _WITHOUT), run, beside), catalog, indeling)


def _beside(name: str, own: Gebied, niveau: str) -> dict[str, Any]:
    published, som = Decimal(220000), Decimal(220015 if niveau == "wijk" else 219980)
    return {
        "indicator": name, "niveau": own.niveau.value, "gebied": own.code, "periode": "2019",
        "niveau_onder": niveau, "gepubliceerd": published, "som_onder": som,
        "verschil": som - published, "gebieden": 44 if niveau == "wijk" else 114,
        "zonder_waarde": 0 if niveau == "wijk" else 3,
    }  # fmt: skip


def land(root: Path, gemeenten: Sequence[tuple[str, str]] | None = None, below: int = 3) -> Folder:
    """The whole country: 355 gemeenten, and wijken and buurten that do not fit on a page."""
    names = gemeenten or [(f"GM{at:04d}", f"Voorbeeldgemeente {at}") for at in range(1, 356)]
    found = [Gebied("NL00", "Nederland", Niveau.LAND)]
    for code, naam in names:
        found.append(Gebied(code, naam, Niveau.GEMEENTE, "NL00"))
    for code, _ in names:
        for at in range(below):
            wijk = f"WK{code[2:]}{at:02d}"
            found.append(Gebied(wijk, f"Wijk {at}", Niveau.WIJK, code))
            found.append(Gebied(f"BU{wijk[2:]}00", f"Buurt {at}", Niveau.BUURT, wijk))
    indeling = Indeling({each.code: each for each in found}, "NL00")
    catalog = write_folder(root, context_files("Nederland", "NL00", CBS))
    run = run_info("NL00", "Centraal overzicht", "Kerncijfers van Nederland", "2019")
    return Folder(released(context_rows(indeling, CBS, _WITHOUT[:1]), run), catalog, indeling)
