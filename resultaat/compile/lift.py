"""Windows over rows, brought down into the rows of a step.

    SUM(x - FIRST_VALUE(x) OVER w) FILTER (…)
      over     FROM bron AS rijen_van_bron
    becomes
    SUM(x - __venster_0_0) FILTER (…)
      over     FROM (SELECT rijen_van_bron.*, FIRST_VALUE(x) OVER w AS __venster_0_0
                     FROM bron AS rijen_van_bron) AS rijen_van_bron

An aggregate cannot hold a window, and a window no other window: each depth is a query of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

#: The windows of one depth, by the name of the column that each becomes.
Layer = dict[str, exp.Expr]


def lift(trees: Sequence[exp.Expr]) -> tuple[list[exp.Expr], list[Layer]]:
    """Return the trees with columns for windows, and the windows from the deepest outwards.

    A window that stands in more than one place, or in more than one tree, is made once. Names are
    given in order, so that equal trees give equal text.
    """
    if not holds_window(*trees):
        return list(trees), []
    # Under a node of its own, so that a tree that is a window itself can be replaced as well.
    held = [exp.Paren(this=tree.copy()) for tree in trees]
    layers: list[Layer] = []
    while found := [each for tree in held for each in tree.find_all(exp.Window) if _deepest(each)]:
        layer: Layer = {}
        names: dict[str, str] = {}
        for each in found:
            name = names.setdefault(each.sql(), f"__venster_{len(layers)}_{len(names)}")
            layer.setdefault(name, each.copy())
            each.replace(exp.column(name))
        layers.append(layer)
    return [tree.this for tree in held], layers


def lower(tree: exp.Expr, layers: Sequence[Layer]) -> exp.Expr:
    """Return a tree with the columns of `layers` in the place of its windows."""
    if not layers:
        return tree
    held = exp.Paren(this=tree.copy())
    for layer in layers:
        names = {window.sql(): name for name, window in layer.items()}
        for each in [each for each in held.find_all(exp.Window) if _deepest(each)]:
            each.replace(exp.column(names[each.sql()]))
    found: exp.Expr = held.this
    return found


def over(rows: exp.Expr, layers: Sequence[Layer], alias: str) -> exp.Expr:
    """Return `rows`, known by `alias`, with the columns of every layer added."""
    for layer in layers:
        own = exp.Column(this=exp.Star(), table=exp.to_identifier(alias))
        columns = [exp.alias_(window.copy(), name) for name, window in layer.items()]
        rows = exp.select(own, *columns).from_(rows).subquery(alias)
    return rows


def holds_window(*trees: exp.Expr | None) -> bool:
    """Whether some tree has a window in it: what is asked then depends on other rows as well."""
    return any(tree is not None and tree.find(exp.Window) is not None for tree in trees)


def _deepest(window: exp.Expr) -> bool:
    return not any(each is not window for each in window.find_all(exp.Window))
