"""Commands that make a working folder: `nieuw`, `demo`."""

from __future__ import annotations

import time
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import Diagnostic, ExitCode, ResultaatError
from resultaat.core.dutch import number

if TYPE_CHECKING:
    from resultaat.scaffold import Made


class Bron(Enum):
    """The kinds of file around which a folder can be made."""

    CBS_KWB = "cbs-kwb"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("nieuw", cls=DutchCommand)(nieuw)
    app.command("demo", cls=DutchCommand)(demo)


def nieuw(
    naam: Annotated[Path, typer.Argument(help="De map die wordt gemaakt.", metavar="MAP")],
    bestand: Annotated[
        Path | None,
        typer.Argument(help="Het bestand waar de werkmap omheen komt.", metavar="[BESTAND]"),
    ] = None,
    bron: Annotated[
        Bron | None,
        typer.Option("--bron", help="De soort bron: cbs-kwb (Kerncijfers wijken en buurten)."),
    ] = None,
    jaar: Annotated[
        int | None, typer.Option("--jaar", help="Het jaar van de cijfers.", metavar="JAAR")
    ] = None,
    gebied: Annotated[
        str | None,
        typer.Option("--gebied", help="De CBS-code van uw gebied.", metavar="CODE"),
    ] = None,
    as_json: Json = False,
) -> int:
    """Maak een nieuwe werkmap: met drie voorbeelden, of rond een bestand van het CBS."""
    from resultaat.scaffold import new_cbs_kwb, new_folder

    output = Output("nieuw", as_json=as_json)
    if (bestand is None) != (bron is None):
        message = "`--bron` en het bestand horen bij elkaar."
        mend = "Schrijf bijvoorbeeld: resultaat nieuw haaglanden --bron cbs-kwb kwb.csv"
        raise ResultaatError.of(Diagnostic("R2006", message, mend))
    if bestand is not None:
        made: Made = new_cbs_kwb(naam, bestand, jaar=jaar, gebied=gebied)
    else:
        made = new_folder(naam, naam.name)
    shown = {"werkmap": made.path, "bestanden": made.files, "berichten": made.messages}
    output.json({"uitkomst": shown})
    for line in made.messages:
        output.say(line)
    return ExitCode.FINE


def demo(
    werkmap: Annotated[
        Path | None,
        typer.Argument(help="De map die wordt gemaakt; anders ./wilgenstad.", metavar="[MAP]"),
    ] = None,
    inwoners: Annotated[
        int, typer.Option("--inwoners", help="Hoeveel inwoners; minstens 1.000.", min=1000)
    ] = 60_000,
    zaad: Annotated[
        int, typer.Option("--zaad", help="Het getal waaruit alle toeval volgt.", min=0)
    ] = 1,
    jaren: Annotated[
        int, typer.Option("--jaren", help="Hoeveel jaren, tot en met 2025.", min=1, max=20)
    ] = 5,
    geplant: Annotated[
        list[str] | None,
        typer.Option("--geplant", help="Wat er in de gegevens wordt gestopt; meer keer mag."),
    ] = None,
    vuil: Annotated[
        bool, typer.Option("--vuil", help="Ook rijen die niet kloppen; dan wordt niets berekend.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Maak een verzonnen gemeente, bereken alles en schrijf het rapport."""
    from resultaat.demo import Wens, run_demo

    output = Output("demo", as_json=as_json)
    begin = time.perf_counter()
    with output.progress() as progress:
        wens = Wens(inwoners, zaad, jaren, tuple(geplant or ("alles",)), vuil)
        made = run_demo(werkmap or Path("wilgenstad"), wens, progress)
    seconds = time.perf_counter() - begin
    output.json({"uitkomst": {**asdict(made), "seconden": round(seconds, 1)}})
    output.say(f"Verzonnen gemeente met {number(inwoners)} inwoners: {made.werkmap}")
    if made.rapport is None:
        output.say(f"Klaar in {number(seconds, 1)} seconden. De gegevens kloppen niet overal,")
        output.say(
            "zoals u vroeg. Er is niets berekend. Bekijk de meldingen met: resultaat bereken"
        )
        return ExitCode.FINE
    output.say(f"Klaar in {number(seconds, 1)} seconden. Open het rapport in een browser:")
    output.say(str(made.rapport))
    return ExitCode.FINE
