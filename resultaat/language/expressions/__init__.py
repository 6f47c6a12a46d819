"""Expressions: a small, typed part of SQL over the columns of one source.

Parsed by sqlglot; every node must be on the whitelist in `rules.py`, every function in the list in
`functions.py`, every column in the source's contract, and the types must fit. What comes out is a
tree that the compiler can place in a query. Nothing here can read a file, a setting or another
table: those nodes are simply not on the list.
"""

from resultaat.language.expressions.errors import ExpressionError
from resultaat.language.expressions.parse import Expression, parse_expression
from resultaat.language.expressions.types import Type

__all__ = ["Expression", "ExpressionError", "Type", "parse_expression"]
