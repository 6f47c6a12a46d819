"""Small working folders for tests: a valid one, laid over with what a test changes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.request import Request, requests_for
from resultaat.compile.views import view_of
from resultaat.core.diagnostics import Diagnostics
from resultaat.core.settings import Settings
from resultaat.cycle.rapportages import choose, window_of
from resultaat.data.gebieden import read_indeling
from resultaat.data.snapshot import load_bron, write_closure
from resultaat.engine.calculate import Calculated, calculate
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.language.checks import check
from resultaat.language.lineage import sources_asked

#: 1 gemeente, 2 wijken, 4 buurten; the sources `trajecten` (persons) and `kwb` (published); an
#: indicator of each kind. `check` finds nothing in it.
BASE = Path(__file__).parent / "golden" / "fouten" / "_basis"

GEMEENTE, CENTRUM, RIETLANDEN = "GM9999", "WK999901", "WK999902"
BINNENSTAD, HAVEN = "BU99990101", "BU99990102"
RIETVINK, KAREKIET = "BU99990201", "BU99990202"
BUURTEN = (BINNENSTAD, HAVEN, RIETVINK, KAREKIET)

#: A source for calculations by hand: `rij` counts the rows, the rest is what a test needs.
MELDINGEN = """\
naam: Meldingen
herkomst: de test
grondslag: de test
bestand: data/meldingen.csv
sleutel: rij
persoon: wie
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  rij: tekst
  wie: pseudoniem
  buurt: {type: gebied, mag_leeg: ja}
  op: {type: datum, mag_leeg: ja}
  klaar: {type: datum, mag_leeg: ja}
  goed: {type: ja_nee, mag_leeg: ja}
  soort: {type: tekst, mag_leeg: ja}
  kosten: {type: bedrag, mag_leeg: ja}
  uren: {type: getal, mag_leeg: ja}
"""
_COLUMNS = ("rij", "wie", "buurt", "op", "klaar", "goed", "soort", "kosten", "uren")

#: The same without persons, so that nothing is hidden and nothing is counted twice.
ZONDER_PERSONEN = MELDINGEN.replace("persoon: wie\n", "").replace("wie: pseudoniem", "wie: tekst")


def werkmap(
    folder: Path, files: Mapping[str, str | bytes] | None = None, without: Iterable[str] = ()
) -> Path:
    """Make the base folder in `folder`, write `files` over it and leave `without` out."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for name in without:
        (folder / name).unlink()
    return folder


def indicator(telt: str, soort: str = "context", more: str = "") -> str:
    """Return the YAML of an indicator that counts `telt`, a block written as `{...}`."""
    lines = (f"soort: {soort}", "naam: Proef", "waarom: We willen weten of dit klopt.")
    return "\n".join((*lines, f"telt: {telt}", more))


def meldingen(rows: Iterable[Mapping[str, object]]) -> str:
    """Return a CSV for the source `meldingen`; what a row does not name is empty."""
    lines = [";".join(_COLUMNS)]
    for number, row in enumerate(rows, start=1):
        values = {"rij": f"r{number}", "wie": f"p{number}", "op": "2024-06-01", **row}
        lines.append(";".join(str(values.get(name, "")) for name in _COLUMNS))
    return "\n".join(lines) + "\n"


def proef(
    folder: Path,
    rows: Iterable[Mapping[str, object]],
    telt: Mapping[str, str],
    *,
    rapportage: str = "over: 2024",
    bron: str = MELDINGEN,
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Make a folder that counts `telt` (YAML by indicator) over `rows` of `meldingen`."""
    base = (BASE / "resultaat.yaml").read_text(encoding="utf-8")
    files: dict[str, str | bytes] = {
        "resultaat.yaml": base.replace("over: 2024", rapportage),
        "indicators/bronnen/meldingen.yaml": bron,
        "data/meldingen.csv": meldingen(rows),
    }
    for name, block in telt.items():
        files[f"indicators/proef/{name}.yaml"] = indicator(block)
    made = werkmap(folder, {**files, **(more or {})})
    for name in ("jeugd", "wijken"):
        shutil.rmtree(made / "indicators" / name)
    return made


def prepared(
    folder: Path, dimensions: Mapping[str, Sequence[str]] | None = None
) -> tuple[Catalog, Sequence[Request], dict[str, Path], Indeling]:
    """Load everything that a calculation needs, just as the pipeline does."""
    catalog = load_catalog(folder)
    check(catalog).raise_if_errors()
    found = Diagnostics()
    assert catalog.werkmap is not None
    indeling = read_indeling(catalog.werkmap, folder, found)
    found.raise_if_errors()
    assert indeling is not None
    views = {}
    for name in sources_asked(catalog, dimensions):
        snapshot = load_bron(catalog.bronnen[name], folder, indeling, found)
        found.raise_if_errors()
        assert snapshot is not None
        views[view_of(name)] = snapshot.path
    _, rapportage = choose(catalog, None)
    requests = requests_for(catalog, window_of(rapportage))
    return catalog, requests, {**views, "gebieden": write_closure(folder, indeling)}, indeling


def calculated(folder: Path, settings: Settings | None = None) -> Calculated:
    """Calculate every indicator of a folder, before release."""
    _, requests, views, indeling = prepared(folder)
    return calculate(requests, views, indeling, settings or Settings(), lambda _: None)


def figures(
    folder: Path,
    rows: Iterable[Mapping[str, object]],
    telt: str,
    *,
    rapportage: str = "over: 2024",
    bron: str = MELDINGEN,
) -> pl.DataFrame:
    """Calculate one indicator, `proef`, over `rows` of `meldingen`."""
    made = proef(folder, rows, {"proef": telt}, rapportage=rapportage, bron=bron)
    return calculated(made).figures


def figure(
    frame: pl.DataFrame,
    gebied: str = GEMEENTE,
    periode: str = "2024",
    *,
    naam: str = "proef",
    niveau: str | None = None,
) -> dict[str, object]:
    """Return the one figure of an area and a period."""
    chosen = frame.filter(
        (pl.col("indicator") == naam)
        & (pl.col("gebied") == gebied)
        & (pl.col("periode") == periode)
    )
    if niveau is not None:
        chosen = chosen.filter(pl.col("niveau") == niveau)
    assert chosen.height == 1, f"{chosen.height} figures of {naam} in {gebied} in {periode}"
    return chosen.row(0, named=True)
