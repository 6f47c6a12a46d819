"""Commands about definitions: `check`, `uitleg`, `zet`, `leg-uit`, `schema`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output, exit_code_of, summary
from resultaat.core.diagnostics import Diagnostic, ExitCode, ResultaatError
from resultaat.core.dutch import counted, number

if TYPE_CHECKING:
    from resultaat.engine.measured import Meting

Werkmap = Annotated[Path, typer.Option("--map", "-m", help="De werkmap.", metavar="MAP")]
Json = Annotated[bool, typer.Option("--json", help="Schrijf alleen JSON naar de uitvoer.")]


class Dialect(Enum):
    """The engines for which SQL can be shown."""

    DUCKDB = "duckdb"
    SPARK = "spark"


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("check", cls=DutchCommand)(check)
    app.command("uitleg", cls=DutchCommand)(uitleg)
    app.command("zet", cls=DutchCommand)(zet)
    app.command("leg-uit", cls=DutchCommand)(leg_uit)
    app.command("schema", cls=DutchCommand)(schema)


def check(werkmap: Werkmap = Path(), as_json: Json = False) -> int:
    """Kijk of de definities kloppen; toont alles wat er mis is in één keer."""
    from resultaat.language.catalog import load_catalog
    from resultaat.language.checks import check as check_catalog
    from resultaat.language.overview import overview
    from resultaat.language.reading.overview import sentences

    output = Output("check", as_json=as_json)
    root = werkmap.resolve()
    catalog = load_catalog(root)
    found = check_catalog(catalog)
    counted = overview(catalog)
    output.json({"uitkomst": asdict(counted), "meldingen": [item.to_json(root) for item in found]})
    if not as_json:
        output.diagnostics(found, root, to_stdout=True)
        if not found.errors:
            read, *more = sentences(counted, catalog)
            output.say(f"{read} {summary(found)}" if not len(found) else read)
            for line in more:
                output.say(line)
    return exit_code_of(found)


def uitleg(
    naam: Annotated[
        str,
        typer.Argument(
            help="De indicator, of een doel, interventie, samenwerking, regeling of `escalatie`.",
            metavar="NAAM",
        ),
    ],
    werkmap: Werkmap = Path(),
    sql: Annotated[bool, typer.Option("--sql", help="Toon ook de SQL.")] = False,
    dialect: Annotated[
        Dialect, typer.Option("--dialect", help="Voor welke motor: duckdb of spark.")
    ] = Dialect.DUCKDB,
    meet: Annotated[
        bool, typer.Option("--meet", help="Voer het plan uit en toon rijen en tijd per stap.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Leg een indicator uit: wat telt hij, uit welke kolommen, met welk plan."""
    from resultaat.pipeline import Werk

    output = Output("uitleg", as_json=as_json)
    werk = Werk(werkmap)
    if (read := werk.gelezen(naam)) is not None:
        output.json({"uitkomst": asdict(read)})
        output.say(f"{read.naam} ({read.soort})\n")
        _lines(output, read.regels)
        return ExitCode.FINE
    explained = werk.uitleg(naam, dialect.value, meet=meet)
    output.json({"uitkomst": asdict(explained)})
    output.say(f"{explained.naam} ({explained.soort})")
    output.say(f"\n{explained.zin}\n")
    output.say(f"Waarom: {explained.waarom}")
    output.say(f"Bron:   {explained.bron} ({explained.herkomst}), {explained.bestand}")
    _lines(output, explained.eromheen)
    output.say("\nKolommen:")
    for column in explained.kolommen:
        origin = "" if column.in_bestand == column.kolom else f" = “{column.in_bestand}”"
        meaning = f": {column.uitleg}" if column.uitleg else ""
        output.say(f"  {column.kolom}{origin}{meaning}")
    output.say("\nPlan:")
    for line in explained.plan:
        output.say(f"  {line}")
    _measured(output, explained.metingen)
    if sql:
        for statement in explained.sql:
            output.say(f"\n{statement};")
    return ExitCode.FINE


def _measured(output: Output, metingen: Sequence[Meting]) -> None:
    if metingen:
        output.say("\nGemeten:")
    for each in metingen:
        rows, took = counted(each.rijen, "rij", "rijen"), number(each.seconden * 1000, 1)
        output.say(f"{'  ' * (each.diepte + 1)}{each.wat}: {rows}, {took} ms")


def _lines(output: Output, lines: Sequence[tuple[str, str]]) -> None:
    for term, words in lines:
        output.say(f"{term}: {words}")


def zet(
    indicator: Annotated[str, typer.Argument(help="De indicator.", metavar="INDICATOR")],
    pad: Annotated[
        str, typer.Argument(help="Wat verandert: richting, streefwaarden.0.waarde.", metavar="PAD")
    ],
    waarde: Annotated[
        str | None, typer.Argument(help="De nieuwe waarde.", metavar="[WAARDE]")
    ] = None,
    weg: Annotated[bool, typer.Option("--weg", help="Haal het weg.")] = False,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Verander één ding in een definitie; al het andere in het bestand blijft zoals het is."""
    from resultaat.pipeline import Werk

    if (waarde is None) is not weg:
        message = "Geef een nieuwe waarde, of zet er `--weg` bij om iets weg te halen."
        mend = f"Schrijf bijvoorbeeld: resultaat zet {indicator} {pad} WAARDE"
        raise ResultaatError.of(Diagnostic("R2032", message, mend))

    output = Output("zet", as_json=as_json)
    where = [int(step) if step.isdecimal() else step for step in pad.split(".")]
    path = Werk(werkmap).zet(indicator, where, waarde)
    output.json({"uitkomst": {"bestand": path}})
    output.say(str(path))
    return ExitCode.FINE


def leg_uit(
    code: Annotated[str, typer.Argument(help="De code, bijvoorbeeld R1203.", metavar="CODE")],
    as_json: Json = False,
) -> int:
    """Leg een foutcode uit: wat hij betekent en hoe u het oplost."""
    from resultaat.core.codes import explain_code

    output = Output("leg-uit", as_json=as_json)
    page = explain_code(code)
    output.json({"uitkomst": asdict(page) | {"uitzondering": page.uitzondering or None}})
    output.say(f"{page.code}  {page.titel}\n\n{page.uitleg}\n\nOplossen: {page.herstel}")
    if page.uitzondering:
        output.say(f"\nToestaan: {page.uitzondering}")
    return ExitCode.FINE


def schema(
    naar: Annotated[
        Path, typer.Option("--naar", help="De map voor de schema's.", metavar="MAP")
    ] = Path(".schema"),
    as_json: Json = False,
) -> int:
    """Schrijf de JSON Schema's, waarmee een editor meedenkt bij het schrijven van definities."""
    from resultaat.language.schema import write_schemas

    output = Output("schema", as_json=as_json)
    try:
        written = write_schemas(naar.resolve())
    except OSError:
        message = f"In de map `{naar}` is niet te schrijven."
        mend = "Kies een andere map met `--naar`, of kijk of u daar mag schrijven."
        raise ResultaatError.of(Diagnostic("R2009", message, mend)) from None
    output.json({"uitkomst": {"map": naar.resolve(), "bestanden": [path.name for path in written]}})
    for path in written:
        output.say(str(naar / path.name))
    return ExitCode.FINE
