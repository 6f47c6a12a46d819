"""True by construction (D4): a figure that can only come out one way says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from sqlglot import exp

from resultaat.core.diagnostics import Diagnostic
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.checks.findings import finding
from resultaat.language.documents.bron import Bron
from resultaat.language.documents.indicator import AnyIndicator, Procesconditie, Resultaat
from resultaat.language.expressions import parse_expression

_CODE = "R1518"


def check_construction(loaded: Loaded[AnyIndicator], catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield where the definition itself decides what the figure or its verdict will be."""
    bron = catalog.bronnen.get(loaded.doc.telt.bron)
    if bron is not None:
        yield from _share(loaded, bron.doc)
        yield from _ratio(loaded, bron.doc)
    # A ratio of two sums can pass 100%, as spending can pass its budget; a share cannot.
    standard = loaded.doc.telt.gestandaardiseerd
    of_one = standard is None or standard.keer == 1
    if loaded.doc.telt.is_share and of_one and not loaded.doc.telt.compares:
        yield from _always_met(loaded)


def _share(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    telt = loaded.doc.telt
    if telt.aandeel is None or telt.waar is None:
        return
    asked, _ = parse_expression(telt.aandeel, bron.kolommen)
    chosen, _ = parse_expression(telt.waar, bron.kolommen)
    if asked is None or chosen is None or not asked.columns <= chosen.columns:
        return
    known = {_key(part) for part in _all_true(chosen.tree)}
    outcome = None
    if {_key(part) for part in _all_true(asked.tree)} <= known:
        outcome = "100%"
    elif _key(exp.Not(this=asked.tree)) in known:
        outcome = "0%"
    if outcome is not None:
        message = f"Dit is altijd {outcome}: `waar` kiest al op `aandeel`."
        mend = "Haal de voorwaarde weg bij `waar`, of vraag bij `aandeel` iets anders."
        yield finding(loaded, _CODE, message, mend, "telt", "aandeel")


def _ratio(loaded: Loaded[AnyIndicator], bron: Bron) -> Iterator[Diagnostic]:
    verhouding = loaded.doc.telt.verhouding
    if verhouding is None:
        return
    teller, _ = parse_expression(verhouding.teller, bron.kolommen)
    noemer, _ = parse_expression(verhouding.noemer, bron.kolommen)
    if teller is not None and noemer is not None and _key(teller.tree) == _key(noemer.tree):
        message = "Dit is altijd 100%: de teller is gelijk aan de noemer."
        mend = "Zet bij `noemer` het geheel waarvan de teller een deel is."
        yield finding(loaded, _CODE, message, mend, "telt", "verhouding", "teller")


def _always_met(loaded: Loaded[AnyIndicator]) -> Iterator[Diagnostic]:
    doc = loaded.doc
    mend = "Kies een waarde die ook niet gehaald kan worden."
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        low, high = doc.norm.minstens, doc.norm.hoogstens
        no_floor = low is None or low.waarde <= 0
        no_ceiling = high is None or high.waarde >= 1
        if no_floor and no_ceiling:
            key = "minstens" if low is not None else "hoogstens"
            message = "Aan deze norm is altijd voldaan."
            yield finding(loaded, _CODE, message, mend, "norm", key)
    if isinstance(doc, Resultaat):
        for index, each in enumerate(doc.streefwaarden):
            if _trivial(doc.richting, each.waarde.waarde):
                path = ("streefwaarden", index, "waarde")
                yield finding(loaded, _CODE, "Deze streefwaarde is altijd gehaald.", mend, *path)


def _trivial(richting: str, waarde: Decimal) -> bool:
    return waarde <= 0 if richting == "hoger" else waarde >= 1


def _all_true(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts that must each be true for the whole to be."""
    tree = tree.unnest() if isinstance(tree, exp.Paren) else tree
    if isinstance(tree, exp.And):
        yield from _all_true(tree.left)
        yield from _all_true(tree.right)
    else:
        yield tree


def _key(tree: exp.Expr) -> str:
    """Return the same text for conditions that are written differently and mean the same."""
    tree = tree.unnest() if isinstance(tree, exp.Paren) else tree
    if isinstance(tree, exp.Not):
        inner = tree.this.unnest() if isinstance(tree.this, exp.Paren) else tree.this
        if isinstance(inner, exp.Not):
            return _key(inner.this)
        return f"not {_key(inner)}"
    if isinstance(tree, exp.EQ) and isinstance(tree.right, exp.Boolean):
        column = _key(tree.left)
        return column if tree.right.this else f"not {column}"
    return str(tree.sql(dialect="duckdb"))
