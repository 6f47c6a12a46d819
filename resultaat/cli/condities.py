"""The command `condities`: was it the work, or was it luck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("condities", cls=DutchCommand)(condities)


def condities(
    rapportage: Annotated[
        str | None, typer.Argument(help="De naam van een rapportage.", metavar="RAPPORTAGE")
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Zet elk resultaat naast zijn condities, per periode, uit de nieuwste berekening."""
    from resultaat.pipeline import Werk
    from resultaat.report.condities import condition_sentence

    output = Output("condities", as_json=as_json)
    found = Werk(werkmap).condities(rapportage)
    output.json({"uitkomst": {"condities": found.to_dicts()}})
    for (_,), rows in found.group_by("indicator", maintain_order=True):
        output.say(condition_sentence(rows))
    if found.is_empty():
        output.say("Er is geen resultaat met condities en een streefwaarde.")
    return ExitCode.FINE
