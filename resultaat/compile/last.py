"""The last rows of each subject in a period: `laatste_per`.

    rows for which `waar` holds, known by the peildatum
      ─ per subject and period ─ those of its last day
      ─ counted, in the area of the rows themselves

The filter comes first: the last row is the last of those that pass it. Rows of one subject on its
last day have no order, so that all of them count. Whether a row is a last one does not depend on an
area, so a subject that moved counts once, where it was last, and areas add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from resultaat.compile.parts import Part, count, known, together, unknown
from resultaat.compile.rows import Rows


def last_rows(rows: Rows, per: Sequence[str], day: str) -> Rows:
    """Return the same rows, narrowed to the last ones of each subject in `per`.

    Rows without a subject are none of them: see `without_subject`.
    """
    moment, subject = exp.column(day), [exp.column(name) for name in per]
    mine = together(rows.waar, known(*subject), rows.by_now(moment))
    assert mine is not None  # noqa: S101  two of the three are always there
    # Null where a row does not take part, so that those that do stand together.
    part = exp.Case().when(mine, exp.Literal.number(1))
    latest = exp.Window(
        this=exp.Max(this=moment.copy()),
        partition_by=[*subject, part, rows.period_of(moment)],
    )
    return replace(rows, waar=together(mine, exp.EQ(this=moment.copy(), expression=latest)))


def without_subject(part: Part | None, rows: Rows, per: Sequence[str]) -> Part:
    """Return what is set aside: what `part` counts, and rows that say of no subject."""
    nobody = together(rows.waar, unknown(*(exp.column(name) for name in per)))
    assert nobody is not None  # noqa: S101  one of the two is always there
    if part is None or part.where is None:
        return count(nobody)
    return count(exp.or_(exp.paren(part.where.copy()), exp.paren(nobody)))
