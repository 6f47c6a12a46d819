"""The area list around a file: every area in it, what it lies in, and which one it is about."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, ResultaatError, did_you_mean
from resultaat.core.dutch import counted, listing
from resultaat.gebied.codes import deel_van, niveau_of
from resultaat.gebied.indeling import Gebied
from resultaat.gebied.niveau import Niveau

#: The file with the areas, from the top of the working folder.
FILE = Path("data") / "gebieden.csv"
_LARGE_TO_SMALL = tuple(reversed(Niveau))


def area_list(names: Mapping[str, str]) -> list[Gebied]:
    """Return an area per code, from large to small, with the wijken and gemeenten that are missing.

    Those have no row in the file, so that their figures are the sum of what lies in them.
    """
    land = next((code for code in names if niveau_of(code) is Niveau.LAND), None)
    complete = dict(names)
    for code in names:
        above = deel_van(code)
        while above is not None:
            complete.setdefault(above, above)
            above = deel_van(above)
    gebieden = [_gebied(code, naam, land) for code, naam in complete.items()]
    return sorted(gebieden, key=lambda gebied: _LARGE_TO_SMALL.index(gebied.niveau))


def _gebied(code: str, naam: str, land: str | None) -> Gebied:
    niveau = niveau_of(code)
    assert niveau is not None  # noqa: S101  the file was refused where it holds another code
    above = land if niveau is Niveau.GEMEENTE else deel_van(code)
    return Gebied(code, naam, niveau, above)


def choose_area(gebieden: Sequence[Gebied], wanted: str | None, file: Path) -> Gebied:
    """Return the area that the folder is about: as asked, the only gemeente, or the country."""
    if wanted is not None:
        return _wanted(gebieden, wanted.strip(), file)
    gemeenten = [gebied for gebied in gebieden if gebied.niveau is Niveau.GEMEENTE]
    if len(gemeenten) == 1:
        return gemeenten[0]
    if gebieden[0].niveau is Niveau.LAND:
        return gebieden[0]
    example = gemeenten[0]
    message = f"In `{file.name}` staan {len(gemeenten)} gemeenten; over welke gaat de werkmap?"
    mend = f"Geef de code mee, bijvoorbeeld: --gebied {example.code} ({example.naam})."
    raise ResultaatError.of(Diagnostic("R2005", message, mend))


def _wanted(gebieden: Sequence[Gebied], wanted: str, file: Path) -> Gebied:
    code = wanted.upper()
    for gebied in gebieden:
        if gebied.code == code:
            return gebied
    message = f"Het gebied `{wanted}` staat niet in `{file.name}`."
    raise ResultaatError.of(Diagnostic("R2005", message, _guess(gebieden, wanted)))


def _guess(gebieden: Sequence[Gebied], wanted: str) -> str:
    """Return the area that is most likely meant: one of that name, or a code much like it."""
    for gebied in gebieden:
        if gebied.naam.casefold() == wanted.casefold():
            return f"Geef de code mee: --gebied {gebied.code} ({gebied.naam})."
    code = wanted.upper()
    alike = [gebied.code for gebied in gebieden if gebied.code[:2] == code[:2]]
    large = [gebied.code for gebied in gebieden[:3]]
    return did_you_mean(code, alike) or f"Kies een code uit het bestand, zoals {listing(large)}."


def write_areas(path: Path, gebieden: Sequence[Gebied]) -> None:
    """Write the list as `code;naam;niveau;deel_van`."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        writer.writerow(("code", "naam", "niveau", "deel_van"))
        for each in gebieden:
            writer.writerow((each.code, each.naam, each.niveau.value, each.deel_van or ""))


def counts(gebieden: Sequence[Gebied]) -> str:
    """Say how many areas there are of each level: `1 gemeente, 44 wijken en 114 buurten`."""
    words = []
    for niveau in _LARGE_TO_SMALL:
        many = sum(gebied.niveau is niveau for gebied in gebieden)
        if many:
            words.append(counted(many, niveau.value, niveau.plural))
    return listing(words)
