"""Small files in each shape in which CBS figures come, and what the tests ask of a folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.request import Window, requests_for
from resultaat.compile.views import view_of
from resultaat.core.diagnostics import Diagnostics
from resultaat.core.settings import Settings
from resultaat.data.gebieden import read_indeling
from resultaat.data.snapshot import load_bron, write_closure
from resultaat.engine.calculate import calculate
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.language.checks import check

#: A gemeente of two wijken and three buurten: (code, name, level).
AREAS = (
    ("GM1234", "Wilgen; aan de Lek", "Gemeente"),
    ("WK123401", "Wijk 01 Oost", "Wijk"),
    ("BU12340101", "Haven", "Buurt"),
    ("BU12340102", "Park", "Buurt"),
    ("WK1234AA", "Wijk AA", "Wijk"),
    ("BU1234AA01", "Haven", "Buurt"),
)
INWONERS = "Bevolking/Aantal inwoners (aantal)"
JONG = "Bevolking/Leeftijdsgroepen/0 tot 15 jaar (aantal)"
BIJSTAND = "Sociale zekerheid/Personen per soort uitkering; Bijstand (aantal)"
#: With the no-break space that CBS puts in it.
INKOMEN = "Inkomen/Inkomen van personen/Gemiddeld inkomen per inwoner\u00a0 (x 1 000 euro)"
HUISARTS = "Nabijheid voorzieningen/Afstand tot huisartsenpraktijk (km)"
#: Inhabitants do not add up: exact for the gemeente, rounded to 5 below it.
VALUES: Mapping[str, Sequence[str]] = {
    INWONERS: ("1003", "600", "400", "205", "400", "400"),
    JONG: ("201", "120", "80", "40", "80", "80"),
    BIJSTAND: ("30", "20", "10", "       .", "10", "10"),
    INKOMEN: ("    24.3", "       .", "       .", "       .", "       .", "       ."),
    HUISARTS: ("       .",) * 6,
}


def statline(
    path: Path,
    values: Mapping[str, Sequence[str]] = VALUES,
    areas: Sequence[tuple[str, str, str]] = AREAS,
    separator: str = ";",
) -> Path:
    """Write a raw download: BOM, CRLF, padded texts, quotes where needed, no last line end."""
    header = ["Wijken en buurten", "Regioaanduiding/Soort regio (omschrijving)"]
    header += ["Regioaanduiding/Codering (code)", *values, "Postcode/Dekkingspercentage (code)"]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    for row, (code, name, level) in enumerate(areas):
        own = [column[row] for column in values.values()]
        writer.writerow([name.ljust(40), level.ljust(10), code.ljust(10), *own, "1"])
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().removesuffix("\r\n").encode())
    return path


def odata(path: Path, *, shift: int = 0, land: bool = True) -> Path:
    """Write a typed data set; `shift` moves every position, as another year does."""
    areas = [("NL00", "Nederland", "Land"), *AREAS] if land else list(AREAS)
    inwoners = [17_000_000, 1003, 600, 400, 205, 400, 400][-len(areas) :]
    bijstand = [400_000, 30, 20, 10, None, 10, 10][-len(areas) :]
    columns = {
        "ID": range(len(areas)),
        "WijkenEnBuurten": [code.ljust(10) for code, _, _ in areas],
        f"Gemeentenaam_{1 + shift}": [
            (name if code == "NL00" else "Wilgen aan de Lek").ljust(40) for code, name, _ in areas
        ],
        f"Codering_{3 + shift}": [code.ljust(10) for code, _, _ in areas],
        f"AantalInwoners_{5 + shift}": inwoners,
        f"Nettoarbeidsparticipatie_{67 + shift}": [float("nan"), 71, 70, 72, 68, 71, 71][
            -len(areas) :
        ],
        f"PersonenPerSoortUitkeringBijstand_{83 + shift}": bijstand,
        f"WmoClienten_{89 + shift}": pl.Series([None] * len(areas), dtype=pl.Int32),
    }
    pl.DataFrame(columns, strict=False).write_parquet(path)
    return path


def names_list(path: Path, **other: str) -> Path:
    """Write the list of names that stands beside a typed data set."""
    names = {code: name for code, name, _ in AREAS} | {"NL00": "Nederland"} | other
    keys = [code.ljust(10) for code in names]
    pl.DataFrame({"Key": keys, "Title": list(names.values())}).write_parquet(path)
    return path


def series(path: Path) -> Path:
    """Write series of three years: a gemeente and three buurten, no wijken."""

    def area(naam: str, inwoners: Sequence[float], bijstand: Sequence[float | None]) -> object:
        return {
            "naam": naam,
            "tijdreeksen": {
                "aantal_inwoners": dict(zip(("2023", "2022", "2021"), inwoners, strict=True)),
                "bijstandsontvangers": {"2023": None}
                | dict(zip(("2022", "2021"), bijstand, strict=True)),
                "jongeren_jeugdzorg": {"2022": 9.5, "2021": None},
                "opleiding_laag": {"2022": 4520.0, "2021": 21.0},
            },
        }

    content = {
        "metadata": {"gemeente": "Wilgen", "jaren": [2021, 2022, 2023]},
        "gemeente": {"code": "GM1234"}
        | dict(area("Wilgen", (1010.0, 1003.0, 990.0), (30.0, 30.0))),  # type: ignore[call-overload]
        "buurten": {
            "BU12340101": area("Haven", (400.0, 400.0, 395.0), (10.0, 10.0)),
            "BU12340102": area("Park", (205.0, 200.0, 200.0), (None, 10.0)),
            "BU1234AA01": area("", (405.0, 400.0, 395.0), (10.0, 10.0)),
        },
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def checked(folder: Path) -> Catalog:
    """Return the definitions of a folder, which must be without an error or a finding."""
    catalog = load_catalog(folder)
    assert [item.render(folder) for item in check(catalog)] == []
    return catalog


def loaded(folder: Path) -> tuple[Catalog, Indeling, dict[str, Path]]:
    """Return a folder with its sources loaded, which must go without a word."""
    catalog = checked(folder)
    found = Diagnostics()
    assert catalog.werkmap is not None
    indeling = read_indeling(catalog.werkmap, folder, found)
    assert indeling is not None, list(found)
    snapshots = {
        name: load_bron(bron, folder, indeling, found) for name, bron in catalog.bronnen.items()
    }
    assert [item.render(folder) for item in found] == []
    return catalog, indeling, {name: each.path for name, each in snapshots.items() if each}


def rows(folder: Path, bron: str = "kwb") -> pl.DataFrame:
    """Return the typed rows of a source."""
    return pl.read_parquet(loaded(folder)[2][bron])


def figures(folder: Path) -> dict[tuple[str, str, str], tuple[float | None, str]]:
    """Return (value, state) of every indicator, area and period of the only rapportage."""
    catalog, indeling, paths = loaded(folder)
    views = {view_of(name): path for name, path in paths.items()}
    (report,) = catalog.settings.rapportages.values()
    window = Window(report.vanaf or report.over, report.over, report.over.end)
    made = calculate(
        requests_for(catalog, window),
        {**views, "gebieden": write_closure(folder, indeling)},
        indeling,
        Settings(threads=1),
        lambda _: None,
    )
    return {
        (row["indicator"], row["gebied"], row["periode"]): (row["waarde"], row["staat"])
        for row in made.figures.iter_rows(named=True)
    }
