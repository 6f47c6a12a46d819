"""The application: its commands, and what becomes of an error.

Exit codes: 0 fine, 1 findings, 2 wrong use, 3 error in definitions or data, 4 internal, 130
stopped.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from resultaat.cli import (
    bevindingen,
    condities,
    cyclus,
    definities,
    halen,
    laden,
    neveneffecten,
    signalen,
    toerekening,
    vergelijk,
    werkmappen,
)
from resultaat.cli.crash import trace, where
from resultaat.cli.dutch import DutchGroup, in_dutch
from resultaat.cli.output import Output, exit_code_of
from resultaat.cli.stop import STOPPED, WORDS
from resultaat.core.diagnostics import ExitCode, ResultaatError

app = typer.Typer(
    name="resultaat",
    cls=DutchGroup,
    help="Resultaatsturing in het sociaal domein: wat is bereikt, waardoor, en wat bewoog er mee.",
    no_args_is_help=True,
    add_completion=False,
    # Its panels cost more time than all the rest of the help.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from resultaat import __version__

        typer.echo(f"resultaat {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    versie: Annotated[
        bool,
        typer.Option("--versie", help="Toon de versie.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    del versie


werkmappen.add_to(app)
definities.add_to(app)
halen.add_to(app)
laden.add_to(app)
cyclus.add_to(app)
toerekening.add_to(app)
vergelijk.add_to(app)
neveneffecten.add_to(app)
bevindingen.add_to(app)
signalen.add_to(app)
condities.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; every error is told in Dutch on stderr."""
    try:
        code = int(app(list(arguments), standalone_mode=False) or 0)
        # Typer makes an exit code of Ctrl-C, and says nothing.
        return _stopped() if code == STOPPED else code
    except ResultaatError as error:
        return _tell(error, arguments)
    except typer.TyperException as error:
        Output("", as_json=False).note(in_dutch(error.format_message()))
        Output("", as_json=False).note("Uitleg: resultaat --help")
        return ExitCode.WRONG_USE
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except Exception as error:
        _internal(error)
        return ExitCode.INTERNAL


def _stopped() -> int:
    Output("", as_json=False).note(WORDS)
    return STOPPED


def _tell(error: ResultaatError, arguments: Sequence[str]) -> int:
    as_json = "--json" in arguments
    output = Output(arguments[0] if arguments else "", as_json=as_json)
    items = list(error.diagnostics)
    output.json({"uitkomst": None, "meldingen": [item.to_json(Path.cwd()) for item in items]})
    output.diagnostics(error.diagnostics, Path.cwd())
    return exit_code_of(error.diagnostics)


def _internal(error: Exception) -> None:
    """Say that it is our fault, without the error's own text: it may quote data."""
    output = Output("", as_json=False)
    kind = f"{type(error).__name__}{where(error)}"
    output.note(f"Er ging iets mis in het programma zelf ({kind}).")
    if os.environ.get("RESULTAAT_DEBUG"):
        for line in trace(error):
            output.note(line)
        output.note("Wat er al was, staat er nog. Waarden uit de gegevens staan hier niet bij.")
        return
    output.note("Wat er al was, staat er nog. Met RESULTAAT_DEBUG=1 ziet u waar het misging.")
