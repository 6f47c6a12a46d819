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
_PERCENT = ("aandeel", "doorlooptijd")


def check_units(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield the values whose unit cannot be that of what they are compared with."""
    doc = loaded.doc
    for path, maat in _limits(doc):
        yield from check_unit(loaded, path, maat, is_percentage(doc), Eenheid.PROCENT)
    if isinstance(doc, Resultaat):
        for index, each in enumerate(doc.let_op):
            other = catalog.indicatoren.get(each.indicator)
            if other is not None:
                path = ("let_op", index, "marge")
                share = is_percentage(other.doc)
                yield from check_unit(loaded, path, each.marge, share, Eenheid.PROCENTPUNT)


def _limits(doc: AnyIndicator) -> Iterator[tuple[_Path, Maat]]:
    if isinstance(doc, Resultaat):
        for index, each in enumerate(doc.streefwaarden):
            yield ("streefwaarden", index, "waarde"), each.waarde
        for number, version in enumerate(doc.geschiedenis):
            for index, each in enumerate(version.streefwaarden):
                yield ("geschiedenis", number, "streefwaarden", index, "waarde"), each.waarde
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        for key, maat in (("minstens", doc.norm.minstens), ("hoogstens", doc.norm.hoogstens)):
            if maat is not None:
                yield ("norm", key), maat


def is_percentage(doc: AnyIndicator) -> bool:
    """Whether the figures of an indicator are percentages."""
    telt: Telt = doc.telt
    if telt.measure in _PERCENT or doc.eenheid == "%":
        return True
    return telt.measure == "verhouding" and doc.eenheid is None


def check_unit(
    loaded: Loaded[Any], path: _Path, maat: Maat, share: bool, wanted: Eenheid
) -> Iterator[Diagnostic]:
    """Yield where a value is not in the unit of what it is compared with."""
    as_share = maat.eenheid in (Eenheid.PROCENT, Eenheid.PROCENTPUNT)
    if share and maat.eenheid is not wanted:
        message = f"`{maat}` past niet: dit is een percentage."
        mend = f"Schrijf het met {wanted.value} erachter."
        yield Diagnostic("R1315", message, mend, loaded.place(*path))
    elif not share and (as_share or maat.eenheid is Eenheid.DAGEN):
        message = f"`{maat}` past niet: dit is geen percentage en geen aantal dagen."
        mend = "Schrijf een getal, in de eenheid van de indicator."
        yield Diagnostic("R1315", message, mend, loaded.place(*path))
