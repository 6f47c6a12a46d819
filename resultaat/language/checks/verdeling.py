"""What divides the rows of a source: groups in which side effects are sought, and parties."""

from __future__ import annotations

from collections.abc import Iterator

from resultaat.core.diagnostics import Diagnostic, did_you_mean
from resultaat.language.catalog import Loaded
from resultaat.language.checks.telt import placed
from resultaat.language.documents.bron import Bron
from resultaat.language.expressions import Type, parse_expression
from resultaat.language.groepen import BEZET


def check_verdeling(loaded: Loaded[Bron]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the groups and the parties of one source."""
    bron = loaded.doc
    for number, name in enumerate(bron.groepen):
        yield from _taken(loaded, ("groepen", number), name)
        if all(part.isidentifier() for part in name.split(".")):
            yield from _column(loaded, ("groepen", number), name)
        else:
            yield from _condition(loaded, number, name)
    for number, name in enumerate(bron.partijen):
        yield from _taken(loaded, ("partijen", number), name)
        yield from _column(loaded, ("partijen", number), name)
        if name in bron.groepen:
            message = f"`{name}` staat bij `groepen` en bij `partijen`."
            mend = "Laat wie de hulp geeft bij `partijen` staan, en haal de naam weg bij `groepen`."
            yield Diagnostic("R1362", message, mend, loaded.place("partijen", number))


def _taken(loaded: Loaded[Bron], path: tuple[str | int, ...], name: str) -> Iterator[Diagnostic]:
    if name in BEZET:
        message = f"De naam `{name}` is al bezet: zo heet iets dat bij elke groep wordt geteld."
        mend = f"Geef de kolom een andere naam, zoals `{name}_soort`, en noem die hier."
        yield Diagnostic("R1360", message, mend, loaded.place(*path))


def _column(loaded: Loaded[Bron], path: tuple[str | int, ...], name: str) -> Iterator[Diagnostic]:
    bron = loaded.doc
    # What a relation reaches is known once all sources are read.
    kolom = bron.columns.get(name)
    if kolom is None:
        mend = did_you_mean(name, bron.columns) or "Kies een kolom uit `kolommen`."
        message = f"De kolom `{name}` staat niet bij `kolommen`."
        yield Diagnostic("R1310", message, mend, loaded.place(*path))
    elif kolom.type.personal or name in bron.sleutel:
        yield _no_groups(loaded, path, name)


def _condition(loaded: Loaded[Bron], number: int, text: str) -> Iterator[Diagnostic]:
    bron = loaded.doc
    expression, errors = parse_expression(text, bron.columns)
    for error in errors:
        yield placed(loaded, ("groepen", number), error)
    if expression is None:
        return
    if expression.type is not Type.BOOLEAN:
        message = f"Dit geeft een {expression.type.value}; een groep is een kolom of voorwaarde."
        mend = "Schrijf een kolom, of een voorwaarde zoals `leeftijd >= 50`."
        yield Diagnostic("R1361", message, mend, loaded.place("groepen", number))
    elif any(bron.columns[each].type.personal for each in expression.columns):
        yield _no_groups(loaded, ("groepen", number), text)


def _no_groups(loaded: Loaded[Bron], path: tuple[str | int, ...], text: str) -> Diagnostic:
    message = f"`{text}` verdeelt de rijen niet in groepen."
    return Diagnostic("R1324", message, "Kies een kolom met een paar waarden.", loaded.place(*path))
