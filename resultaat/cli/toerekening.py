"""The command `toerekening`: what changed between two periods, taken apart."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode

if TYPE_CHECKING:
    from rich.table import Table

    from resultaat.release.toegerekend import Toegerekend


Indicator = Annotated[str, typer.Argument(help="De naam van de indicator.", metavar="NAAM")]
Van = Annotated[str, typer.Option("--van", help="De eerste periode.", metavar="PERIODE")]
Tot = Annotated[str, typer.Option("--tot", help="De laatste periode.", metavar="PERIODE")]
Toon = Annotated[
    str,
    typer.Option(
        "--niveau",
        help="Toon de gebieden van dit niveau, of de waarden van een kolom zoals aanbieder.",
        metavar="NIVEAU",
    ),
]
Samenstelling = Annotated[
    list[str] | None,
    typer.Option(
        "--samenstelling", help="Een kolom waarin mensen verschillen; mag vaker.", metavar="KOLOM"
    ),
]
Strata = Annotated[
    list[str] | None,
    typer.Option(
        "--strata",
        help="Een indicator waarin gebieden vooraf verschillen; mag vaker.",
        metavar="NAAM",
    ),
]
AlleenNooit = Annotated[
    bool,
    typer.Option(
        "--alleen-nooit", help="Vergelijk alleen met gebieden waar de aanpak nooit begint."
    ),
]
Voorloop = Annotated[
    int,
    typer.Option("--voorloop", help="Perioden voor de start die al iets konden merken.", min=0),
]


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("toerekening", cls=DutchCommand)(toerekening)


def toerekening(
    indicator: Indicator,
    van: Van,
    tot: Tot,
    niveau: Toon = "",
    samenstelling: Samenstelling = None,
    strata: Strata = None,
    alleen_nooit: AlleenNooit = False,
    voorloop: Voorloop = 0,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Zeg waardoor een cijfer veranderde, en hoeveel daarvan niemand weet."""
    from resultaat.pipeline import Werk
    from resultaat.report.toerekening import merit_lines, sentence, spread_line, turned

    output = Output("toerekening", as_json=as_json)
    with output.progress() as progress:
        found = Werk(werkmap).toerekening(
            indicator,
            van,
            tot,
            progress,
            samenstelling=samenstelling or (),
            niveau=niveau,
            strata=strata or (),
            alleen_nooit=alleen_nooit,
            voorloop=voorloop,
        )
    said = [sentence(found), *filter(None, [turned(found)])]
    output.json({"uitkomst": _plain(found, said, niveau)})
    for line in said:
        output.say(line)
    output.table(_table(found, niveau))
    for line in merit_lines(found):
        output.say(line)
    if niveau:
        output.say(
            "Een gebied met een verborgen cijfer staat er niet bij; in het geheel telt het mee."
        )
    if found.verschillen:
        output.say(spread_line(found))
    if found.voorlopig:
        output.say("Een van de twee cijfers is nog voorlopig; deze rekening dus ook.")
    return ExitCode.FINE


def _plain(found: Toegerekend, said: list[str], niveau: str) -> dict[str, object]:
    rows = found.rekening
    if niveau:
        rows = rows.filter(rows["niveau"] == niveau)
    return {
        "indicator": found.indicator,
        "eenheid": found.eenheid,
        "gebied": found.gebied,
        "van": found.van,
        "tot": found.tot,
        "voorlopig": found.voorlopig,
        "kansverhouding": found.kansverhouding,
        "zinnen": said,
        "rekening": rows.to_dicts(),
        "verschillen": [asdict(each) for each in found.verschillen],
        "gekrompen": found.gekrompen.to_dicts(),
        "verdienste": [asdict(each) for each in found.verdienste],
    }


def _table(found: Toegerekend, niveau: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from resultaat.analysis.toerekening.rekening import Post
    from resultaat.report.toerekening import WORDS, bare_change, notation, unit_of_change

    how = notation(found)
    unit = unit_of_change(how)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, caption=unit and f"Verandering in {unit}.")
    table.add_column("gebied")
    table.add_column("onderdeel")
    table.add_column("verandering", justify="right")
    table.add_column("bijdrage aan het geheel", justify="right")
    last = None
    for row in found.rekening.to_dicts():
        if row["niveau"] != niveau if niveau else row["gebied"] != found.gebied:
            continue
        post = Post(row["post"])
        value, added = row["waarde"], row["bijdrage"]
        if last not in (None, row["gebied"]):
            table.add_section()
        table.add_row(
            Text(row["gebied_naam"] if row["gebied"] != last else ""),
            Text(WORDS[post]),
            bare_change(value, how) if post.is_term else how.bare(value),
            bare_change(added, how) if added is not None else "",
        )
        last = row["gebied"]
    return table
