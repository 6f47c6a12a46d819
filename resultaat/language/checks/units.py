"""Targets, norms and margins in the unit of their indicator: `60` is not `60%`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from resultaat.core.diagnostics import Diagnostic
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.documents.telt import Telt
from resultaat.language.values import Eenheid, Maat

_Path = tuple[str | int, ...]


def check_units(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the values whose unit cannot be that of what they are compared with."""
    doc = loaded.doc
    for path, maat in _limits(doc):
        yield from check_unit(loaded, path, maat, unit_of(doc))
    if isinstance(doc, Resultaat):
        for index, each in enumerate(doc.let_op):
            other = catalog.indicatoren.get(each.indicator)
            if other is not None:
                path = ("let_op", index, "marge")
                yield from check_unit(loaded, path, each.marge, margin_of(other.doc))


def _limits(doc: AnyIndicator) -> Iterator[tuple[_Path, Maat]]:
    if isinstance(doc, Resultaat):
        for index, each in enumerate(doc.streefwaarden):
            yield ("streefwaarden", index, "waarde"), each.waarde
        for index, floor in enumerate(doc.minimumeis):
            yield ("minimumeis", index, "waarde"), floor.waarde
        for number, version in enumerate(doc.geschiedenis):
            for index, each in enumerate(version.streefwaarden):
                yield ("geschiedenis", number, "streefwaarden", index, "waarde"), each.waarde
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        for key, maat in (("minstens", doc.norm.minstens), ("hoogstens", doc.norm.hoogstens)):
            if maat is not None:
                yield ("norm", key), maat


def unit_of(doc: AnyIndicator) -> Eenheid:
    """Return in what the figures of an indicator are written, as far as targets must follow it."""
    telt: Telt = doc.telt
    if telt.reeks is not None and telt.reeks.index is not None:
        return Eenheid.GETAL
    if telt.reeks is not None and telt.reeks.verandering_procent is not None:
        return Eenheid.PROCENT
    share = telt.is_share and telt.gestandaardiseerd is None
    if share or doc.eenheid == "%" or (telt.is_percentage and not doc.eenheid):
        return Eenheid.PROCENTPUNT if telt.subtracts else Eenheid.PROCENT
    return Eenheid.DAGEN if telt.in_days else Eenheid.GETAL


def margin_of(doc: AnyIndicator) -> Eenheid:
    """Return in what a difference between two figures of an indicator is written."""
    unit = unit_of(doc)
    return Eenheid.PROCENTPUNT if unit is Eenheid.PROCENT else unit


def check_unit(
    loaded: Loaded[Any], path: _Path, maat: Maat, wanted: Eenheid
) -> Iterator[Diagnostic]:
    """Yield where a value is not in the unit of what it is compared with."""
    as_share = (Eenheid.PROCENT, Eenheid.PROCENTPUNT)
    if wanted in as_share and maat.eenheid is not wanted:
        kind = "percentage" if wanted is Eenheid.PROCENT else "verschil in procentpunten"
        message = f"`{maat}` past niet: dit is een {kind}."
        if path[-1] in ("marge", "omvang") and maat.eenheid is not Eenheid.PROCENT:
            message = f"`{maat}` past niet: dit is een percentage."
        mend = f"Schrijf het met {wanted.value} erachter."
        if maat.eenheid is Eenheid.PROCENT:
            message = f"`{maat}` past niet: een verschil tussen percentages is in procentpunten."
            mend = f"Schrijf `{Maat(maat.waarde, Eenheid.PROCENTPUNT)}`."
        elif maat.eenheid is not Eenheid.GETAL:
            example = "70%" if wanted is Eenheid.PROCENT else "2 procentpunt"
            mend = f"Schrijf bijvoorbeeld `{example}`."
        yield Diagnostic("R1315", message, mend, loaded.place(*path))
    elif wanted is Eenheid.DAGEN and maat.eenheid not in (Eenheid.DAGEN, Eenheid.GETAL):
        message = f"`{maat}` past niet: dit is een aantal dagen."
        yield Diagnostic("R1315", message, "Schrijf bijvoorbeeld `42 dagen`.", loaded.place(*path))
    elif wanted is Eenheid.GETAL and maat.eenheid in (*as_share, Eenheid.DAGEN):
        message = f"`{maat}` past niet: dit is geen percentage en geen aantal dagen."
        mend = "Schrijf een getal, in de eenheid van de indicator."
        yield Diagnostic("R1315", message, mend, loaded.place(*path))
