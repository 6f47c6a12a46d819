"""The whitelist: which parts of SQL an expression may have, and what type each gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from sqlglot import exp

from resultaat.core.diagnostics import did_you_mean
from resultaat.language.documents.bron import Kolom
from resultaat.language.expressions.errors import ExpressionError, extent, too_big
from resultaat.language.expressions.functions import FUNCTIONS, INSTEAD, check_call, date_text
from resultaat.language.expressions.types import COLUMN_TYPES, Type, mend_of

MAX_DEPTH = 40
#: What every engine can hold beside the largest values of a column, without an exponent.
_NUMBER = re.compile(r"\d{1,15}(?:\.\d{1,8})?|\.\d{1,8}")
_MOST = 1_000_000_000
_PLAIN_NUMBER = "Schrijf een gewoon getal, hoogstens 15 cijfers lang en met hoogstens 8 decimalen."


class Checker:
    """Walks a tree, gives each node a type, and gathers what is wrong."""

    def __init__(self, text: str, columns: Mapping[str, Kolom]) -> None:
        self.text = text
        self.columns = columns
        self.errors: list[ExpressionError] = []
        self.used: set[str] = set()

    def type_of(self, node: exp.Expr, depth: int) -> Type:
        """Return the type of `node` after checking it and all that is in it."""
        if depth > MAX_DEPTH:
            self.errors.append(too_big())
            return Type.NULL
        rule = _RULES.get(type(node))
        if rule is None:
            return self._forbidden(node)  # and nothing in it: that is one mistake
        kinds = [self.type_of(child, depth + 1) for child in _operands(node)]
        return rule(self, node, kinds)

    def _literal(self, node: exp.Expr, _kinds: list[Type]) -> Type:
        if node.is_string:
            return Type.TEXT
        if not _NUMBER.fullmatch(node.name):
            message, mend = "Dit getal is te groot of te precies.", _PLAIN_NUMBER
            found = ExpressionError("R1209", message, mend, *extent(self.text, node))
            self.errors.append(found)
        return Type.NUMBER

    def _column(self, node: exp.Expr, _kinds: list[Type]) -> Type:
        name = _full_name(node)
        if name in self.columns:
            self.used.add(name)
            return COLUMN_TYPES[self.columns[name].type]
        start, width = extent(self.text, node)
        if "." in name:
            message, mend = self._elsewhere(name)
        else:
            mend = self._forgotten_quotes(name) or did_you_mean(name, self.columns)
            mend = mend or f"De kolommen zijn: {', '.join(sorted(self.columns))}."
            message = f"De bron heeft geen kolom `{name}`."
        self.errors.append(ExpressionError("R1203", message, mend, start, width))
        return Type.NULL

    def _elsewhere(self, name: str) -> tuple[str, str]:
        """Say what of another source can be used, if anything."""
        related = sorted({each.partition(".")[0] for each in self.columns if "." in each})
        mend = did_you_mean(name, [each for each in self.columns if "." in each])
        if name.partition(".")[0] in related:
            return f"`{name}` bestaat niet.", mend or "Kijk in de bron welke kolommen er zijn."
        if not related:
            mend = "Schrijf alleen de naam van een kolom van deze bron, zonder punt."
        mend = mend or f"Zet de bron bij `relaties`; daar staat nu: {', '.join(related)}."
        return "Een kolom van een andere bron kan hier niet.", mend

    def _forgotten_quotes(self, name: str) -> str:
        """Say that a word which some column can hold is a text, not a column."""
        if name.lower() in ("ja", "nee"):
            return "Schrijf alleen de kolom: `kolom` voor ja, `not kolom` voor nee."
        if any(name in (kolom.keuze or ()) for kolom in self.columns.values()):
            return f"Zet een tekst tussen enkele aanhalingstekens: '{name}'."
        return ""

    def _cast(self, node: exp.Expr, _kinds: list[Type]) -> Type:
        return Type.DATE if _is_date_literal(node) else self._forbidden(node)

    def _logic(self, node: exp.Expr, kinds: list[Type]) -> Type:
        return self._all(node, kinds, Type.BOOLEAN)

    def _negative(self, node: exp.Expr, kinds: list[Type]) -> Type:
        return self._all(node, kinds, Type.NUMBER)

    def _all(self, node: exp.Expr, kinds: list[Type], wanted: Type) -> Type:
        for child, kind in zip(_operands(node), kinds, strict=True):
            if kind not in (wanted, Type.NULL):
                self._wrong_type(child, kind, wanted)
        return wanted

    def _arithmetic(self, node: exp.Expr, kinds: list[Type]) -> Type:
        if isinstance(node, exp.Sub) and kinds == [Type.DATE, Type.DATE]:
            node.meta["days"] = True  # two dates in Spark give an interval; the compiler mends it
            return Type.NUMBER
        if isinstance(node, exp.Mul) and _factor(node) > _MOST:
            message, mend = "Dit vermenigvuldigt met een te groot getal.", _PLAIN_NUMBER
            found = ExpressionError("R1209", message, mend, *extent(self.text, node))
            self.errors.append(found)
        return self._all(node, kinds, Type.NUMBER)

    def _in(self, node: exp.Expr, kinds: list[Type]) -> Type:
        inner = node.this
        if not node.expressions and not node.args.get("query"):
            message = "Achter `in` hoort een lijst van waarden."
            mend = "Schrijf bijvoorbeeld `wet in ('wmo', 'jeugdwet')`."
            self.errors.append(ExpressionError("R1202", message, mend, *extent(self.text, node)))
            return Type.BOOLEAN
        if not isinstance(inner, exp.Column | exp.Literal | exp.Paren | exp.Anonymous):
            # Read back, `a is true in (…)` would be another thing.
            inner.replace(exp.paren(inner.copy()))
        return self._comparison(node, kinds)

    def _call(self, node: exp.Expr, kinds: list[Type]) -> Type:
        assert isinstance(node, exp.Anonymous)  # noqa: S101  the table below says so
        kind, errors = check_call(self.text, node, kinds)
        self.errors += errors
        return kind

    def _is(self, node: exp.Expr, kinds: list[Type]) -> Type:
        if isinstance(node.args["expression"], exp.Boolean) and kinds[0] is not Type.BOOLEAN:
            self._wrong_type(node.this, kinds[0], Type.BOOLEAN)
        if not isinstance(node.args["expression"], exp.Null | exp.Boolean):
            self._forbidden(node)
        return Type.BOOLEAN

    def _comparison(self, node: exp.Expr, kinds: list[Type]) -> Type:
        if any(isinstance(child.unnest(), exp.Null) for child in _operands(node)):
            message, mend = "Vergelijken met leeg is nooit waar.", _ASK_FOR_NULL
            found = ExpressionError("R1206", message, mend, *extent(self.text, node))
            self.errors.append(found)
            return Type.BOOLEAN
        if isinstance(node, exp.Binary) and _dated(node.this, kinds):
            kinds[0] = Type.DATE
        first, *others = kinds
        for child, kind in zip(list(_operands(node))[1:], others, strict=True):
            if first is Type.DATE and kind is Type.TEXT and date_text(child):
                child.replace(exp.cast(child.copy(), "DATE"))
            elif Type.NULL not in (first, kind) and kind is not first:
                self._wrong_type(child, kind, first)
        self._check_choice(node)
        return Type.BOOLEAN

    def _check_choice(self, node: exp.Expr) -> None:
        """A text that the contract does not list can never be met: most likely a typo."""
        column, *values = _operands(node)
        if isinstance(node, exp.Binary) and not isinstance(column, exp.Column):
            column, values = values[0], [column]  # the value may come first
        if not isinstance(column, exp.Column) or _full_name(column) not in self.columns:
            return
        choices = self.columns[_full_name(column)].keuze
        for child in values:
            if choices and isinstance(child, exp.Literal) and child.name not in choices:
                start, width = extent(self.text, child)
                guess = did_you_mean(child.name, choices) or f"Kies uit: {', '.join(choices)}."
                message = f"`{child.name}` komt in de kolom `{_full_name(column)}` niet voor."
                self.errors.append(ExpressionError("R1205", message, guess, start, width))

    def _wrong_type(self, node: exp.Expr, kind: Type, wanted: Type) -> None:
        start, width = extent(self.text, node)
        mend = mend_of(node, kind, wanted)
        self.errors.append(
            ExpressionError(
                "R1204",
                f"Hier staat een {kind.value}, maar hier hoort een {wanted.value}.",
                mend,
                start,
                width,
            )
        )

    def _forbidden(self, node: exp.Expr) -> Type:
        start, width = _whole(self.text, node)
        word = node.sql(dialect="duckdb")[:40]
        mend = "Gebruik kolommen, = <> < <= > >=, and, or, not, in, between, is null en + - * /."
        if known := INSTEAD.get(type(node)):
            mend = f"Dat heet hier `{known}`: schrijf bijvoorbeeld `{FUNCTIONS[known].example}`."
        self.errors.append(
            ExpressionError(
                "R1202",
                f"`{word}` kan niet in een definitie.",
                mend,
                start,
                width,
            )
        )
        return Type.NULL


_ASK_FOR_NULL = "Schrijf `is null` of `is not null`."
_Rule = Callable[[Checker, exp.Expr, list[Type]], Type]
_RULES: dict[type[exp.Expr], _Rule] = {
    exp.Column: Checker._column,
    exp.Literal: Checker._literal,
    exp.Boolean: lambda *_: Type.BOOLEAN,
    exp.Null: lambda *_: Type.NULL,
    exp.Paren: lambda _self, _node, kinds: kinds[0],
    exp.Neg: Checker._negative,
    exp.Cast: Checker._cast,
    exp.Is: Checker._is,
    exp.Anonymous: Checker._call,
    **dict.fromkeys((exp.And, exp.Or, exp.Not), Checker._logic),
    **dict.fromkeys((exp.Add, exp.Sub, exp.Mul, exp.Div), Checker._arithmetic),
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE), Checker._comparison),
    exp.In: Checker._in,
    exp.Between: Checker._comparison,
}


def _full_name(node: exp.Expr) -> str:
    parts = node.parts if isinstance(node, exp.Column) else [node]
    return ".".join(part.name for part in parts)


def _operands(node: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts of a node that are values themselves."""
    if isinstance(node, exp.Column | exp.Literal | exp.Boolean | exp.Null | exp.Cast):
        return
    yield from (child for child in node.iter_expressions() if not isinstance(child, exp.DataType))


def _dated(value: exp.Expr, kinds: list[Type]) -> bool:
    """Read a text that stands before a date as a date; whether it was one."""
    if kinds != [Type.TEXT, Type.DATE] or not date_text(value):
        return False
    value.replace(exp.cast(value.copy(), "DATE"))
    return True


def _factor(node: exp.Expr) -> float:
    """Return by how much, at the least, a product of numbers and columns multiplies."""
    if isinstance(node, exp.Paren):
        return _factor(node.this)
    if isinstance(node, exp.Mul):
        return _factor(node.left) * _factor(node.right)
    if isinstance(node, exp.Literal) and not node.is_string and _NUMBER.fullmatch(node.name):
        return max(1.0, float(node.name))
    return 1.0


def _whole(text: str, node: exp.Expr) -> tuple[int, int]:
    """Return the extent of a node, of `case … end` with both words, which have no place."""
    start, width = extent(text, node)
    if isinstance(node, exp.Case):
        begin = text.lower().rfind("case", 0, start)
        end = text.lower().find("end", start + width)
        if begin >= 0 and end >= 0:
            return begin, end + len("end") - begin
    return start, width


def _is_date_literal(node: exp.Expr) -> bool:
    return node.is_type("DATE") and date_text(node.this)
