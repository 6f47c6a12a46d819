"""One file of the open data by one contract: what comes in, or why it does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

import resultaat
from resultaat.core.diagnostics import Diagnostic
from resultaat.data.levering import Levering
from resultaat.gebied.codes import niveau_of


def folder_for(
    folder: Path, open_data: Path, contract: str, areas: Iterable[str] | Mapping[str, str]
) -> Path:
    """Make a working folder with the source `bron`, over areas by code, maybe with their name."""
    names = areas if isinstance(areas, Mapping) else {code: code for code in areas}
    lines = ["code;naam;niveau;deel_van"]
    lines += [f'{code};"{naam}";{_niveau(code)};' for code, naam in names.items()]
    files = {
        "resultaat.yaml": f"naam: Valkuil\ngebied: {next(iter(names))}\ngebieden: gebieden.csv\n"
        "rapportages: {jaar: {titel: Jaar, over: 2020}}\n",
        "gebieden.csv": "\n".join(lines) + "\n",
        "indicators/bronnen/bron.yaml": contract,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "data").symlink_to(open_data)
    return folder


def _niveau(code: str) -> str:
    niveau = niveau_of(code)
    return "regio" if niveau is None else niveau.value


def attempt(folder: Path) -> tuple[pl.DataFrame | None, Levering | None, list[Diagnostic]]:
    """Load the source: its rows, what is remembered of the load, and what was said."""
    done = resultaat.open(folder).laad(["bron"])
    if not done.ladingen:
        return None, None, list(done.meldingen)
    (lading,) = done.ladingen
    rows = pl.concat(pl.read_parquet(part.path) for part in lading.snapshot.parts)
    return rows, lading.levering, list(done.meldingen)


def loaded(
    folder: Path, open_data: Path, contract: str, areas: Iterable[str] | Mapping[str, str]
) -> tuple[pl.DataFrame, Levering]:
    """Load a file of which no row may be set aside; rows in = rows used + rows left out."""
    rows, levering, said = attempt(folder_for(folder, open_data, contract, areas))
    assert rows is not None and levering is not None, [each.message for each in said]
    assert levering.terzijde == 0
    assert levering.rijen == levering.gebruikt + levering.buiten
    assert rows.height == levering.gebruikt
    return rows, levering


def refused(
    folder: Path, open_data: Path, contract: str, areas: Iterable[str] | Mapping[str, str]
) -> list[Diagnostic]:
    """Return why a file is refused."""
    rows, _, said = attempt(folder_for(folder, open_data, contract, areas))
    assert rows is None
    return said
