"""Reading the area list of a working folder: `code;naam;niveau;deel_van`."""

from __future__ import annotations

import hashlib
from pathlib import Path

import polars as pl

from resultaat.core.atomic import sha256_of
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, did_you_mean
from resultaat.core.source import Span
from resultaat.gebied.codes import ONBEKEND
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import Loaded
from resultaat.language.documents.werkmap import Werkmap

_COLUMNS = ("code", "naam", "niveau", "deel_van")


def read_indeling(werkmap: Loaded[Werkmap], root: Path, found: Diagnostics) -> Indeling | None:
    """Return the areas, or None after saying what is wrong with the list."""
    path = root / werkmap.doc.gebieden
    if not path.is_file():
        message = f"De gebiedenlijst `{werkmap.doc.gebieden}` is er niet."
        mend = "Zet het bestand op zijn plek, of verbeter de regel `gebieden:`."
        found.add(Diagnostic("R3101", message, mend, werkmap.place("gebieden")))
        return None
    frame = _read(path, found)
    if frame is None:
        return None
    gebieden = dict(_gebieden(path, frame, found))
    if found.errors:
        return None
    if werkmap.doc.gebied not in gebieden:
        message = f"Het gebied `{werkmap.doc.gebied}` staat niet in `{werkmap.doc.gebieden}`."
        mend = did_you_mean(werkmap.doc.gebied, gebieden) or "Verbeter de code."
        found.add(Diagnostic("R3104", message, mend, werkmap.place("gebied")))
        return None
    digest = hashlib.sha256(f"{sha256_of(path)} {werkmap.doc.gebied}".encode()).hexdigest()
    return Indeling(gebieden, werkmap.doc.gebied, digest)


def _read(path: Path, found: Diagnostics) -> pl.DataFrame | None:
    try:
        frame = pl.read_csv(path, separator=";", infer_schema=False, glob=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        frame = pl.DataFrame()
    if not set(_COLUMNS) <= set(frame.columns):
        message = f"`{path.name}` is geen gebiedenlijst."
        mend = f"Sla het op als UTF-8, met als eerste regel: {';'.join(_COLUMNS)}"
        found.add(Diagnostic("R3102", message, mend, Place(path, Span.at(1, 1))))
        return None
    return frame.select(_COLUMNS)


def _gebieden(path: Path, frame: pl.DataFrame, found: Diagnostics) -> list[tuple[str, Gebied]]:
    words = {niveau.value: niveau for niveau in Niveau}
    codes = set(frame["code"].to_list())
    result: dict[str, Gebied] = {}
    lines: dict[str, int] = {}
    for line, (code, naam, niveau, deel_van) in enumerate(frame.iter_rows(), start=2):
        problem = None
        if not code or code in result:
            problem = "De code ontbreekt of staat er al in.", "Elke code komt één keer voor."
        elif code == ONBEKEND:
            problem = f"`{ONBEKEND}` is geen code: zo heten rijen zonder gebied.", "Kies een code."
        elif niveau not in words:
            guess = did_you_mean(niveau or "", words)
            problem = f"`{niveau}` is geen niveau.", guess or f"Kies {', '.join(words)}."
        elif deel_van == code:
            mend = "Laat `deel_van` leeg, of noem het gebied erboven."
            problem = f"`{code}` kan niet in zichzelf liggen.", mend
        elif deel_van and deel_van not in codes:
            problem = f"`{deel_van}` staat zelf niet in de lijst.", "Zet het gebied erbij."
        if problem:
            found.add(Diagnostic("R3103", *problem, Place(path, Span.at(line, 1))))
        else:
            lines[code] = line
            result[code] = Gebied(code, naam or code, words[niveau], deel_van or None)
    for code, gebied in result.items():
        above = result.get(gebied.deel_van or "")
        if above is not None and not above.niveau.contains(gebied.niveau):
            message = f"Een {gebied.niveau.value} kan niet in een {above.niveau.value} liggen."
            place = Place(path, Span.at(lines[code], 1))
            found.add(Diagnostic("R3103", message, "Verbeter `deel_van` of `niveau`.", place))
    return list(result.items())
