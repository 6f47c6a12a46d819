"""The command `vergelijk`: what differs between two versions of the definitions, in words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode
from resultaat.core.dutch import counted, listing, number, percentage

if TYPE_CHECKING:
    from resultaat.cycle.compare import Comparison, Figure
    from resultaat.language.changes import Group

_VERSION = "Een map, git:REVISIE of run:NUMMER."


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("vergelijk", cls=DutchCommand)(vergelijk)


def vergelijk(
    oud: Annotated[str, typer.Argument(help=_VERSION, metavar="OUD")],
    nieuw: Annotated[
        str | None,
        typer.Argument(help=f"{_VERSION} Zonder dit: de werkmap.", metavar="[NIEUW]"),
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Zeg in woorden wat er tussen twee versies van de definities is veranderd."""
    from resultaat.pipeline import Werk

    output = Output("vergelijk", as_json=as_json)
    found = Werk(werkmap).vergelijk(oud, nieuw)
    output.json({"uitkomst": asdict(found)})
    for line in _lines(found):
        output.say(line)
    return ExitCode.FINDINGS if found.differs else ExitCode.FINE


def _lines(found: Comparison) -> list[str]:
    lines = [line for group in found.definities for line in _of_group(group)]
    if found.cijfers:
        lines += ["Cijfers van het eigen gebied", *(_of_figure(each) for each in found.cijfers), ""]
    if found.cijfers == []:
        lines += ["De cijfers van het eigen gebied zijn gelijk."]
    if not found.definities:
        return ["Geen verschil in de definities.", *lines]
    return [*lines, f"{counted(len(found.definities), 'bestand', 'bestanden')} met verschil."]


def _of_group(group: Group) -> list[str]:
    kind = "" if group.document == group.id else f"{group.document} "
    head = {
        "nieuw": "is nieuw",
        "weg": "is weg",
        "hernoemd": f"heette waarschijnlijk {group.was_id}",
    }.get(group.staat, "")
    title = f"{kind}{group.id} — {group.naam}" + (f" ({head})" if head else "")
    return [title, *(f"  {change.zin}." for change in group.wijzigingen), ""]


def _of_figure(each: Figure) -> str:
    why = f" (door: {listing(each.door)})" if each.door else ""
    was = _value(each.was, each.staat_was, each.eenheid)
    now = _value(each.wordt, each.staat_wordt, each.eenheid)
    return f"  {each.indicator} {each.periode} was {was}, is {now}{why}."


def _value(value: float | None, staat: str, eenheid: str) -> str:
    if value is None:
        return f"“{staat}”"
    text = percentage(value) if eenheid == "%" else number(value, 0 if value == int(value) else 2)
    return f"{text} ({staat})" if staat == "voorlopig" else text
