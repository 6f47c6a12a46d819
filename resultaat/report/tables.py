"""Tables as texts: what a reader without charts gets, and what a controller checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.dutch import number
from resultaat.engine.figures import Staat
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.indicator import Procesconditie
from resultaat.report.figure import Figure
from resultaat.report.notation import STAAT_WORDS, exact
from resultaat.report.select import Layer, Subject
from resultaat.report.story import minimum_words, oordeel_words, streefwaarde_words
from resultaat.report.tile import value_alone


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its heading and the texts behind it."""

    head: str
    cells: tuple[str, ...]
    id: str = ""

    @property
    def alone(self) -> bool:
        """Whether only the first cell says something, as where a figure is hidden."""
        return len(self.cells) > 2 and not any(self.cells[1:])


@dataclass(frozen=True, slots=True)
class Body:
    """Rows that belong together, with a heading of their own where there is more than one body."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading over a column. Numbers stand to the right, words to the left."""

    heading: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table to print."""

    caption: str
    first: str
    columns: tuple[Column, ...]
    bodies: tuple[Body, ...]

    @property
    def length(self) -> int:
        """How many rows it has."""
        return sum(len(body.rows) for body in self.bodies)


_Reader = Callable[[Figure], str]


def periods_table(subject: Subject, gebied: str) -> Table:
    """The own gebied over the periods."""
    norm = "Norm" if isinstance(subject.doc, Procesconditie) else "Streefwaarde"
    readers = [
        *_measured(subject, subject.series),
        (Column(norm), lambda each: streefwaarde_words(subject, each)),
        *_floor(subject),
        (Column("Oordeel", words=True), lambda each: _judged(subject, each)),
        (Column("Staat", words=True), lambda each: STAAT_WORDS.get(each.staat, each.staat.value)),
    ]
    figures = subject.series or (subject.current,)
    rows = [(each.periode, each) for each in figures]
    return _table(f"{subject.doc.naam}, {gebied}", "Periode", readers, [("", rows)])


def layer_table(subject: Subject, layer: Layer, indeling: Indeling, *, anchors: bool) -> Table:
    """The gebieden of one niveau in one period, under the gebied in which they lie."""
    readers = [
        *_measured(subject, layer.figures),
        (Column("Oordeel", words=True), lambda each: _judged(subject, each)),
    ]
    grouped = len(layer.groups) > 1
    bodies = [
        (indeling.naam(code) if grouped else "", _named(group, indeling))
        for code, group in layer.groups
    ]
    niveau = layer.niveau.value
    caption = f"{subject.doc.naam} per {niveau}, {layer.periode}"
    ids = {id(each): f"{subject.id}-{each.gebied}" for each in layer.figures} if anchors else {}
    return _table(caption, niveau.capitalize(), readers, bodies, ids)


def _named(group: Sequence[Figure], indeling: Indeling) -> list[tuple[str, Figure]]:
    named = [(indeling.naam(each.gebied), each) for each in group]
    return named if len(named) <= 60 else sorted(named, key=lambda each: each[0].casefold())


def _judged(subject: Subject, figure: Figure) -> str:
    """Write the oordeel, unless it says no more than the columns before it."""
    said = figure.oordeel not in (Oordeel.GEEN_STREEFWAARDE, Oordeel.NIET_TE_BEOORDELEN)
    return oordeel_words(subject, figure) if said else ""


def _floor(subject: Subject) -> list[tuple[Column, _Reader]]:
    """Return the column of the minimumeis, where there is one in some period."""
    if all(each.minimumeis is None for each in subject.series):
        return []
    return [(Column("Minimumeis"), lambda each: minimum_words(subject, each))]


def _measured(subject: Subject, figures: Sequence[Figure]) -> list[tuple[Column, _Reader]]:
    """Return the columns of numbers; those that would repeat another column are left out."""
    readers: list[tuple[Column, _Reader]] = [
        (Column("Waarde"), lambda each: _value(subject, each)),
        (Column("Bandbreedte"), lambda each: _interval(subject, each)),
    ]
    if any(each.noemer is not None for each in figures):
        readers += [
            (Column("Teller"), lambda each: "" if each.teller is None else exact(each.teller)),
            (Column("Noemer"), lambda each: "" if each.noemer is None else exact(each.noemer)),
        ]
    if any(_adds_n(each) for each in figures):
        readers.append((Column("Gemeten"), lambda each: "" if each.n is None else number(each.n)))
    if any(each.onbekend for each in figures):
        readers.append((Column("Onbekend"), lambda each: _count(each.onbekend)))
    return readers


def _adds_n(figure: Figure) -> bool:
    if figure.n is None or figure.n <= 1:
        return False
    return figure.n not in (figure.noemer, figure.teller)


def _count(amount: int | None) -> str:
    return "" if amount is None else number(amount)


def _value(subject: Subject, figure: Figure) -> str:
    text = value_alone(subject, figure)
    return f"{text}*" if figure.staat is Staat.VOORLOPIG else text


def _interval(subject: Subject, figure: Figure) -> str:
    return subject.notation.interval(*figure.interval) if figure.interval else ""


def _table(
    caption: str,
    first: str,
    readers: Sequence[tuple[Column, _Reader]],
    bodies: Iterable[tuple[str, Sequence[tuple[str, Figure]]]],
    ids: dict[int, str] | None = None,
) -> Table:
    """Read every cell, and drop the columns in which nothing stands."""
    made = [
        Body(
            heading,
            tuple(
                Row(head, tuple(read(each) for _, read in readers), (ids or {}).get(id(each), ""))
                for head, each in rows
            ),
        )
        for heading, rows in bodies
    ]
    filled = [
        any(row.cells[at] for body in made for row in body.rows) for at in range(len(readers))
    ]
    kept = [at for at, full in enumerate(filled) if full]
    return Table(
        caption,
        first,
        tuple(readers[at][0] for at in kept),
        tuple(Body(body.heading, tuple(_only(row, kept) for row in body.rows)) for body in made),
    )


def _only(row: Row, kept: Sequence[int]) -> Row:
    return Row(row.head, tuple(row.cells[at] for at in kept), row.id)


def aansluiting_table(subject: Subject, gebied: str) -> Table | None:
    """The published figure beside the sum of what was published below it."""
    if not subject.aansluiting:
        return None
    columns = ("Gepubliceerd", "Som", "Verschil", "Gebieden", "Zonder cijfer")
    rows = tuple(
        Row(f"Som van {Niveau(row['niveau_onder']).plural}", _aansluiting_cells(row))
        for row in subject.aansluiting
    )
    return Table(
        f"Aansluiting voor {gebied}, {subject.current.periode}",
        "Opgeteld",
        tuple(Column(each) for each in columns),
        (Body("", rows),),
    )


def _aansluiting_cells(row: dict[str, Any]) -> tuple[str, ...]:
    sums = (row["gepubliceerd"], row["som_onder"], row["verschil"])
    counts = (row["gebieden"], row["zonder_waarde"])
    return (
        *("ontbreekt" if each is None else exact(each) for each in sums),
        *(_count(each) for each in counts),
    )


def aansluiting_words(subject: Subject) -> str:
    """Say in a sentence why the sum of the parts need not be the whole."""
    rows = subject.aansluiting
    if all(row["verschil"] == 0 and not row["zonder_waarde"] for row in rows):
        return "De delen tellen precies op tot het gepubliceerde cijfer."
    said = "De bron rondt cijfers van kleine gebieden af. Daardoor kan de som iets afwijken."
    if any(row["zonder_waarde"] for row in rows):
        said += " Gebieden zonder cijfer tellen niet mee in de som."
    return f"{said} Dit rapport gebruikt het gepubliceerde cijfer."
