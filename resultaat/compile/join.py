"""The rows of a step: the source itself, or the source beside what its parts ask of others.

    (SELECT rijen_van_bron.*, __inwoners.leeftijd AS "inwoners.leeftijd"
     FROM bron_trajecten AS rijen_van_bron
     LEFT JOIN (one row per inwoner and stretch of time) AS __inwoners ON …) AS rijen_van_bron

The join stands in a subquery under the name of the source, so that nothing around it changes and
no column of the other source can be taken for one of its own. It finds at most one row (see
`language/relations.py`), and a row that finds none stays.
"""

from __future__ import annotations

from sqlglot import exp

from resultaat.compile.lift import Layer, lift, lower, over
from resultaat.compile.plan import Cells, Followed, Holistic, PerPerson, Persons, Step
from resultaat.compile.trees import paren
from resultaat.compile.views import view_of
from resultaat.language.relations import Relation

#: What the rows of a step's source are called in its queries.
ROWS = "rijen_van_bron"
_NAMED, _FROM, _UNTIL = "__sleutel", "__vanaf", "__tot"


def trees(step: Step) -> list[exp.Expr]:
    """Return the parts of a step, with columns of other sources under the name they get here."""
    return _lifted(step)[0]


def _lifted(step: Step) -> tuple[list[exp.Expr], list[Layer]]:
    asked = [named(part.tree()) for part in step.parts]
    beside = [named(step.present)] if isinstance(step, Followed) and step.present else []
    lifted, layers = lift([*asked, *beside])
    return lifted[: len(asked)], layers


def layers_of(step: Step) -> list[Layer]:
    """Return the windows that the rows of a step hold as columns, for `of_rows`."""
    return _lifted(step)[1]


def of_rows(tree: exp.Expr, layers: list[Layer]) -> exp.Expr:
    """Return a piece of what a step asks of its rows, named as `trees` names it."""
    return lower(named(tree), layers)


def key_of(step: Step) -> exp.Expr | None:
    """Return the value by which a spread is counted, named as `trees` names its columns."""
    if not isinstance(step, Cells | Holistic) or step.key is None:
        return None
    return named(step.key)


def named(tree: exp.Expr) -> exp.Expr:
    """Return an expression with its columns named as `trees` names them."""
    if not _related(tree):
        return tree
    # A column alone has nothing around it to be replaced in.
    held = paren(tree.copy())
    for each in _related(held):
        each.replace(exp.column(_flat(each), quoted=True))
    found: exp.Expr = held.this
    return found


def rows_of(step: Step) -> exp.Expr:
    """Return what a step reads from; the source alone where its parts ask for nothing else."""
    return over(_related_rows(step), layers_of(step), ROWS)


def _related_rows(step: Step) -> exp.Expr:
    if not step.relations:
        return source_of(step)
    asked: dict[str, set[str]] = {}
    read = [part.tree() for part in step.parts] + [each.tree for each in step.dimensions]
    if isinstance(step, Cells | Holistic) and step.key is not None:
        read.append(step.key)
    if isinstance(step, Persons | PerPerson):
        read.append(step.persoon)
    if isinstance(step, Followed) and step.present is not None:
        read.append(step.present)
    for tree in read:
        for each in _related(tree):
            asked.setdefault(each.text("table"), set()).add(each.name)
    if not asked:
        return source_of(step)
    own = exp.Column(this=exp.Star(), table=exp.to_identifier(ROWS))
    query = exp.select(own).from_(source_of(step))
    for name in sorted(asked):
        query = _joined(query, step.relations[name], sorted(asked[name]))
    return query.subquery(ROWS)


def source_of(step: Step) -> exp.Expr:
    """Return the view of a step's source, under the one name that queries know it by."""
    return exp.alias_(exp.to_table(view_of(step.bron)), ROWS, table=True)


def of_source(tree: exp.Expr) -> exp.Expr:
    """Return it with every column the source's: the area list may have one of that name."""
    copied = tree.copy()
    for each in copied.find_all(exp.Column):
        each.set("table", exp.to_identifier(ROWS))
    return copied


def sources_in(tree: exp.Expr) -> set[str]:
    """Return the other sources of which a tree asks columns."""
    return {each.text("table") for each in _related(tree)}


def _related(tree: exp.Expr) -> list[exp.Column]:
    return [each for each in tree.find_all(exp.Column) if each.text("table")]


def _flat(each: exp.Column) -> str:
    # No column of a contract can have a point in its name.
    return f"{each.text('table')}.{each.name}"


def _joined(query: exp.Select, relation: Relation, columns: list[str]) -> exp.Select:
    alias = f"__{relation.bron}"
    for name in columns:
        value = exp.column(name, alias)
        query = query.select(exp.alias_(value, f"{relation.bron}.{name}", quoted=True))
    same = exp.EQ(this=exp.column(_NAMED, alias), expression=exp.column(relation.via, ROWS))
    there = _one_row_each(relation, columns).subquery(alias)
    return query.join(there, on=exp.and_(same, *_valid(relation, alias)), join_type="left")


def _one_row_each(relation: Relation, columns: list[str]) -> exp.Select:
    query = exp.select(exp.alias_(exp.column(relation.key), _NAMED), *columns).from_(
        exp.to_table(view_of(relation.bron))
    )
    if relation.peildatum is None:
        return query
    # Written out: engines differ in what they make of an ASOF join. A peildatum holds until the
    # next one of the same key; key and peildatum together name one row, so no two ever hold.
    day = exp.column(relation.peildatum)
    until = exp.Window(
        this=exp.Lead(this=day.copy()),
        partition_by=[exp.column(relation.key)],
        order=exp.Order(expressions=[exp.Ordered(this=day.copy())]),
    )
    return query.select(exp.alias_(day, _FROM), exp.alias_(until, _UNTIL))


def _valid(relation: Relation, alias: str) -> list[exp.Expr]:
    if relation.on is None:
        return []
    day, until = exp.column(relation.on, ROWS), exp.column(_UNTIL, alias)
    begun = exp.LTE(this=exp.column(_FROM, alias), expression=day)
    ended = exp.LT(this=day.copy(), expression=until)
    return [begun, exp.paren(exp.or_(exp.Is(this=until.copy(), expression=exp.Null()), ended))]
