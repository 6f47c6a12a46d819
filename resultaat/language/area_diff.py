"""What differs between two area lists, in words: areas that came, went, moved or were renamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from resultaat.language.catalog import Catalog
from resultaat.language.changes import Change

#: More than this is not read one by one: another year has other areas everywhere.
MOST = 40


@dataclass(frozen=True, slots=True)
class Area:
    """A line of the list, as it is written."""

    naam: str
    niveau: str
    deel_van: str


def area_list(catalog: Catalog) -> dict[str, Area]:
    """Return the areas of a version by code; empty where there is no list that can be read."""
    if catalog.werkmap is None:
        return {}
    path = catalog.root / catalog.werkmap.doc.gebieden
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
    except (OSError, UnicodeDecodeError, csv.Error):
        return {}
    return {
        code: Area(row.get("naam") or code, row.get("niveau") or "", row.get("deel_van") or "")
        for row in rows
        if (code := row.get("code"))
    }


def area_changes(old: Mapping[str, Area], new: Mapping[str, Area]) -> Iterator[Change]:
    """Yield a sentence per area; of a list that is mostly another, only how many."""
    found = [change for code in sorted({*old, *new}) for change in _of_area(code, old, new)]
    if len(found) <= MOST:
        yield from found
        return
    gone, come = len(old.keys() - new.keys()), len(new.keys() - old.keys())
    other = len({change.pad.split(".")[0] for change in found} & old.keys() & new.keys())
    said = (
        f"gebieden: {come} nieuw, {gone} weg en {other} gewijzigd; "
        f"de lijst had er {len(old)} en heeft er {len(new)}"
    )
    yield Change("gebieden", str(len(old)), str(len(new)), said)


def _of_area(code: str, old: Mapping[str, Area], new: Mapping[str, Area]) -> Iterator[Change]:
    was, now = old.get(code), new.get(code)
    if was is None or now is None:
        there = now or was
        assert there is not None  # noqa: S101  the code comes from one of the two
        state = "nieuw" if was is None else "weg"
        said = f"{there.niveau} {there.naam} ({code}) is {state}"
        yield Change(code, was.naam if was else None, now.naam if now else None, said)
        return
    what = f"{now.niveau} {now.naam} ({code})"
    if was.naam != now.naam:
        said = f"{now.niveau} {code} heette {was.naam}, heet {now.naam}"
        yield Change(f"{code}.naam", was.naam, now.naam, said)
    if was.niveau != now.niveau:
        said = f"{what} was een {was.niveau}, is een {now.niveau}"
        yield Change(f"{code}.niveau", was.niveau, now.niveau, said)
    if was.deel_van != now.deel_van:
        before, after = _name(was.deel_van, old), _name(now.deel_van, new)
        said = f"{what} lag in {before}, ligt in {after}"
        yield Change(f"{code}.deel_van", was.deel_van or None, now.deel_van or None, said)


def _name(code: str, areas: Mapping[str, Area]) -> str:
    if not code:
        return "geen ander gebied"
    return f"{areas[code].naam} ({code})" if code in areas else code
