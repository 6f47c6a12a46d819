"""The command `laad`: sources in, with their quality; back to an earlier load; the history."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output, exit_code_of
from resultaat.core.diagnostics import Diagnostic, ExitCode, ResultaatError

if TYPE_CHECKING:
    from resultaat.data.lading import Lading
    from resultaat.pipeline import Werk

_BACK = "Ga terug naar een eerdere lading: het nummer, of `vorige`."
_PROPOSE = (
    "Schrijf het contract van dit bestand zoals het lijkt te zijn; u kijkt het na. Van meer "
    "bestanden: een patroon tussen aanhalingstekens, zoals 'data/iv3/*.csv'. Van een tabel: "
    "VARIABELE:schema.tabel."
)
_AGREED = "Laad ook als de levering veel van de vorige verschilt; zeg waarom."


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("laad", cls=DutchCommand)(laad)


def laad(
    bron: Annotated[
        list[str] | None,
        typer.Argument(help="De bronnen; zonder dit allemaal.", metavar="[BRON]"),
    ] = None,
    werkmap: Werkmap = Path(),
    terug: Annotated[str | None, typer.Option("--terug", help=_BACK, metavar="LADING")] = None,
    geschiedenis: Annotated[
        bool, typer.Option("--geschiedenis", help="Toon alle ladingen, met hun nummer.")
    ] = False,
    akkoord: Annotated[str | None, typer.Option("--akkoord", help=_AGREED, metavar="REDEN")] = None,
    stel_voor: Annotated[
        Path | None, typer.Option("--stel-voor", help=_PROPOSE, metavar="BESTAND")
    ] = None,
    as_json: Json = False,
) -> int:
    """Lees bronnen in volgens hun contract en bewaar ze; toont hoe goed de levering was."""
    from resultaat.pipeline import Werk

    output = Output("laad", as_json=as_json)
    werk = Werk(werkmap)
    bronnen = bron or []
    if stel_voor is not None:
        return _propose(output, werk, bronnen, stel_voor)
    if geschiedenis:
        return _history(output, werk, bronnen)
    if terug is not None:
        return _back(output, werk, bronnen, terug)
    with output.progress() as progress:
        done = werk.laad(bronnen, akkoord, progress)
    root = werk.root
    output.json(
        {
            "uitkomst": {"ladingen": [_content(each) for each in done.ladingen]},
            "meldingen": [item.to_json(root) for item in done.meldingen],
        }
    )
    if not as_json:
        from resultaat.cli.leveringen import columns, overview, reasons

        if done.ladingen:
            output.table(overview(done.ladingen))
        for each in done.ladingen:
            for table in (reasons(each.levering), columns(each.levering, len(bronnen))):
                if table is not None:
                    output.table(table)
        output.diagnostics(done.meldingen, Path.cwd())
    return exit_code_of(done.meldingen)


def _history(output: Output, werk: Werk, bronnen: list[str]) -> int:
    names = bronnen or sorted(werk.catalog().bronnen)
    loads = {name: werk.ladingen(name) for name in names}
    content = [each.shown() for every in loads.values() for each in every]
    output.json({"uitkomst": {"ladingen": content}})
    if not output.as_json:
        from resultaat.cli.leveringen import history

        for name, every in loads.items():
            output.table(history(name, every))
    return ExitCode.FINE


def _propose(output: Output, werk: Werk, bronnen: list[str], file: Path) -> int:
    if len(bronnen) > 1:
        message = "Een voorstel gaat over één bron."
        mend = "Schrijf bijvoorbeeld: resultaat laad meldingen --stel-voor data/meldingen.csv"
        raise ResultaatError.of(Diagnostic("R2048", message, mend))
    made = werk.stel_voor(file, bronnen[0] if bronnen else None)
    where = made.path.relative_to(werk.root).as_posix()
    output.json({"uitkomst": {"bron": made.bron, "contract": where, "punten": made.punten}})
    output.say(f"Voorgesteld: {where}")
    for punt in made.punten:
        output.say(f"- {punt}")
    first = f"resultaat haal {made.bron}, en dan " if made.samen else ""
    output.say(f"Kijk het na en haal de punten weg. Daarna: {first}resultaat laad {made.bron}")
    return ExitCode.FINE


def _back(output: Output, werk: Werk, bronnen: list[str], terug: str) -> int:
    if len(bronnen) != 1:
        message = "Zeg bij `--terug` om welke ene bron het gaat."
        mend = "Schrijf bijvoorbeeld: resultaat laad trajecten --terug vorige"
        raise ResultaatError.of(Diagnostic("R2048", message, mend))
    if terug != "vorige" and not re.fullmatch(r"[1-9]\d{0,8}", terug):
        message = f"`{terug}` is geen nummer van een lading."
        mend = f"Kijk met: resultaat laad {bronnen[0]} --geschiedenis"
        raise ResultaatError.of(Diagnostic("R2046", message, mend))
    lading = werk.terug(bronnen[0], None if terug == "vorige" else int(terug))
    output.json({"uitkomst": {"ladingen": [_content(lading)]}})
    if not output.as_json:
        from resultaat.cli.leveringen import overview

        output.table(overview([lading]))
    return ExitCode.FINE


def _content(lading: Lading) -> dict[str, object]:
    parts = [
        {"deel": part.deel, "rijen": part.rijen, "hash": part.digest}
        for part in lading.snapshot.parts
    ]
    return {**lading.levering.shown(), "nieuw": lading.nieuw, "delen": parts}
