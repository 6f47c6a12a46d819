"""Working folders for attribution: rows with a teller and a noemer, by area and date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from builders import indicator, werkmap

#: No persons, so that nothing is hidden: published research data is not about people in it.
BRON = """\
naam: Cijfers uit onderzoek
herkomst: de test
grondslag: de test
bestand: data/rijen.csv
sleutel: rij
gebied: {kolom: gebied, niveau: buurt}
kolommen:
  rij: tekst
  gebied: {type: gebied, mag_leeg: ja}
  op: datum
  teller: {type: getal, mag_leeg: ja}
  noemer: {type: getal, mag_leeg: ja}
"""
RATIO = "{bron: rijen, verhouding: {teller: teller, noemer: noemer}, datum: op}"
SHARE = "{bron: rijen, aandeel: teller = 1, datum: op}"
MEAN = "{bron: rijen, gemiddelde: teller, datum: op}"

#: Of a year the day is the first of July; a day is written in full.
Row = tuple[str, int | str, float, float]


def onderzoek(
    folder: Path,
    rows: Iterable[Row],
    telt: str = RATIO,
    *,
    wijken: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Make a folder around rows (buurt, year, teller, noemer) with the indicator `proef`.

    `wijken` says in which wijk a buurt lies; without it all lie in one.
    """
    rows = list(rows)
    buurten = list(dict.fromkeys(row[0] for row in rows))
    wijken = wijken or {}
    parents = {each: wijken.get(each, "WK999901") for each in buurten}
    areas = ["code;naam;niveau;deel_van", "GM9999;Onderzoek;gemeente;"]
    areas += [f"{code};Wijk {code};wijk;GM9999" for code in sorted(set(parents.values()))]
    areas += [f"{code};Gebied {code};buurt;{parents[code]}" for code in buurten]
    lines = ["rij;gebied;op;teller;noemer"]
    lines += [
        f"r{number};{gebied};{_day(jaar)};{_written(teller)};{_written(noemer)}"
        for number, (gebied, jaar, teller, noemer) in enumerate(rows)
    ]
    years = sorted({_day(row[1])[:4] for row in rows})
    files: dict[str, str | bytes] = {
        "resultaat.yaml": "naam: Onderzoek\ngebied: GM9999\ngebieden: data/gebieden.csv\n"
        f"rapportages:\n  alles: {{titel: Alles, over: {years[-1]}, vanaf: {years[0]}}}\n",
        "data/gebieden.csv": "\n".join(areas) + "\n",
        "data/rijen.csv": "\n".join(lines) + "\n",
        "indicators/bronnen/rijen.yaml": BRON,
        "indicators/proef/proef.yaml": indicator(telt),
    }
    return werkmap(folder, {**files, **(more or {})}, without=_BASIS)


_BASIS = (
    "indicators/bronnen/kwb.yaml",
    "indicators/bronnen/trajecten.yaml",
    "indicators/jeugd/kosten.yaml",
    "indicators/jeugd/doelrealisatie.yaml",
    "indicators/jeugd/wachttijd.yaml",
    "indicators/wijken/inwoners.yaml",
    "indicators/wijken/jeugd_met_hulp.yaml",
)


def _day(when: int | str) -> str:
    return when if isinstance(when, str) else f"{when}-07-01"


def _written(value: float) -> str:
    return f"{value:.6f}".replace(".", ",")


def buurt(number: int) -> str:
    """Return the code of a buurt by number."""
    return f"BU9999{number:04d}"


def resultaat_doc(telt: str = MEAN, richting: str = "hoger", more: str = "") -> str:
    """Return the YAML of a result on which the municipality has influence."""
    return (
        "soort: resultaat\nnaam: Proef\nwaarom: We willen weten of dit klopt.\ndoel: proef_doel\n"
        f"telt: {telt}\nrichting: {richting}\nvan_wie: inwoner\nrol: leveren\ninvloed: groot\n"
        "geen_let_op: Dit is onderzoek.\n"
        f"{more}"
    )


DOELEN = (
    "bestuursperiode: 2022-2026\nprogrammas:\n  sociaal:\n    naam: Sociaal domein\n    doelen:\n"
    "      proef_doel: {naam: Een doel, wat_willen_we: Dat het goed gaat.}\n"
)


def interventie(
    starts: Mapping[str, int | str],
    na: str = "0 dagen",
    richting: str = "hoger",
    dosis: Mapping[str, str] | None = None,
) -> str:
    """Return the YAML of an interventie that began in these buurten, each with its dosis."""
    doses = {code: f", dosis: {each}" for code, each in (dosis or {}).items()}
    places = "".join(
        f"  - {{buurt: {code}, vanaf: {when}{doses.get(code, '')}}}\n"
        for code, when in starts.items()
    )
    return (
        "naam: Aanpak\ndoelgroep: iedereen\nwaar_en_wanneer:\n"
        f"{places}verwacht:\n  - {{indicator: proef, richting: {richting}, na: {na}}}\n"
    )


def met_aanpak(
    folder: Path,
    rows: Iterable[Row],
    starts: Mapping[str, int | str],
    telt: str = MEAN,
    *,
    na: str = "0 dagen",
    richting: str = "hoger",
    wijken: Mapping[str, str] | None = None,
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Make a folder around rows with an interventie that began in some buurten."""
    files: dict[str, str | bytes] = {
        "indicators/doelen.yaml": DOELEN,
        "indicators/proef/proef.yaml": resultaat_doc(telt, richting),
        "indicators/interventies/aanpak.yaml": interventie(starts, na, richting),
    }
    return onderzoek(folder, rows, telt, wijken=wijken, more={**files, **(more or {})})
