"""The whitelist: which parts of SQL an expression may have, and what type each gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlglot import exp

from resultaat.core.diagnostics import did_you_mean
from resultaat.language.documents.bron import Kolom
from resultaat.language.expressions.errors import ExpressionError, extent, too_big
from resultaat.language.expressions.functions import FUNCTIONS, INSTEAD, check_call, date_text
from resultaat.language.expressions.types import COLUMN_TYPES, MENDS, Type

MAX_DEPTH = 40


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
        kinds = [self.type_of(child, depth + 1) for child in _operands(node)]
        rule = _RULES.get(type(node))
        return rule(self, node, kinds) if rule else self._forbidden(node)

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
        return self._all(node, kinds, Type.NUMBER)

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
        first, *others = kinds
        if any(isinstance(child.unnest(), exp.Null) for child in _operands(node)):
            message, mend = "Vergelijken met leeg is nooit waar.", _ASK_FOR_NULL
            found = ExpressionError("R1206", message, mend, *extent(self.text, node))
            self.errors.append(found)
            return Type.BOOLEAN
        for child, kind in zip(list(_operands(node))[1:], others, strict=True):
            if first is Type.DATE and kind is Type.TEXT and date_text(child):
                child.replace(exp.cast(child.copy(), "DATE"))
            elif Type.NULL not in (first, kind) and kind is not first:
                self._wrong_type(child, kind, first)
        self._check_choice(node)
        return Type.BOOLEAN

    def _check_choice(self, node: exp.Expr) -> None:
        """A text that the contract does not list can never be met: most likely a typo."""
        column = node.this
        if not isinstance(column, exp.Column) or _full_name(column) not in self.columns:
            return
        choices = self.columns[_full_name(column)].keuze
        for child in list(_operands(node))[1:]:
            if choices and isinstance(child, exp.Literal) and child.name not in choices:
                start, width = extent(self.text, child)
                guess = did_you_mean(child.name, choices) or f"Kies uit: {', '.join(choices)}."
                message = f"`{child.name}` komt in de kolom `{_full_name(column)}` niet voor."
                self.errors.append(ExpressionError("R1205", message, guess, start, width))

    def _wrong_type(self, node: exp.Expr, kind: Type, wanted: Type) -> None:
        start, width = extent(self.text, node)
        mend = MENDS.get(wanted, "Vergelijk gelijke soorten.")
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
        start, width = extent(self.text, node)
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
    exp.Literal: lambda _self, node, _: Type.TEXT if node.is_string else Type.NUMBER,
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
    **dict.fromkeys((exp.In, exp.Between), Checker._comparison),
}


def _full_name(node: exp.Expr) -> str:
    parts = node.parts if isinstance(node, exp.Column) else [node]
    return ".".join(part.name for part in parts)


def _operands(node: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts of a node that are values themselves."""
    if isinstance(node, exp.Column | exp.Literal | exp.Boolean | exp.Null | exp.Cast):
        return
    yield from (child for child in node.iter_expressions() if not isinstance(child, exp.DataType))


def _is_date_literal(node: exp.Expr) -> bool:
    return node.is_type("DATE") and date_text(node.this)
