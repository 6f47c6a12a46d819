"""Relations between sources: many rows here, at most one there, by contract.

`relaties: {inwoners: {via: inwoner, geldig_op: startdatum}}` lets an expression over trajecten
speak of `inwoners.leeftijd`. The other source must have a key that is that one column, or that
column and a peildatum: then the row counts that held on the day of `geldig_op`. Whether its key
really names one row is verified when it is loaded (R3007), so a join can never double a row. A row
that finds nothing stays, with everything of the other source unknown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resultaat.language.documents.bron import Bron, Kolom, KolomType

if TYPE_CHECKING:
    from resultaat.language.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Relation:
    """A join of at most one row: `bron.key` = `via`, as it was on the day in `on`."""

    bron: str
    via: str
    key: str
    peildatum: str | None = None
    on: str | None = None


def relate(catalog: Catalog) -> None:
    """Give every source the columns that it can reach, under the name of the other source."""
    for name, loaded in catalog.bronnen.items():
        reached: dict[str, Kolom] = {}
        for other in loaded.doc.relaties:
            if other in catalog.bronnen and key_of(loaded.doc, other, catalog) is not None:
                columns = catalog.bronnen[other].doc.kolommen
                reached |= {
                    # Without a row there everything of it is unknown, whatever its contract says.
                    f"{other}.{column}": kolom.model_copy(update={"mag_leeg": True})
                    for column, kolom in columns.items()
                }
        if reached:
            catalog.bronnen[name] = replace(loaded, doc=loaded.doc.reaching(reached))


def relations_of(name: str, catalog: Catalog) -> dict[str, Relation]:
    """Return the relations of a checked source, by the name of the other."""
    bron = catalog.bronnen[name].doc
    found = {}
    for other, relatie in bron.relaties.items():
        keys = key_of(bron, other, catalog)
        if keys is not None:
            found[other] = Relation(other, relatie.via, *keys, relatie.geldig_op)
    return found


def mandatory(bron: Bron) -> list[str]:
    """Return the other sources in which every row must find its row."""
    return [other for other, relatie in bron.relaties.items() if relatie.verplicht]


def key_of(bron: Bron, other: str, catalog: Catalog) -> tuple[str, str | None] | None:
    """Return the column that names a row of the other source, and that of its peildatum.

    None where its key is more than that: one row here could then find several there.
    """
    there = catalog.bronnen[other].doc
    dates = [name for name in there.sleutel if _type(there, name) is KolomType.DATUM]
    others = [name for name in there.sleutel if name not in dates]
    wanted = 1 if bron.relaties[other].geldig_op else 0
    if len(others) != 1 or len(dates) != wanted:
        return None
    return others[0], dates[0] if dates else None


def _type(bron: Bron, name: str) -> KolomType | None:
    kolom = bron.kolommen.get(name)
    return kolom.type if kolom else None
