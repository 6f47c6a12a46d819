"""The command `signalen`: is the last point of an indicator more than noise."""

from __future__ import annotations

from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode

if TYPE_CHECKING:
    from resultaat.release.signalen import Signaal


class Per(Enum):
    """The length of the periods in a chart."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"


class Niveau(Enum):
    """The areas that stand beside each other."""

    WIJK = "wijk"
    BUURT = "buurt"


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("signalen", cls=DutchCommand)(signalen)


def signalen(
    indicator: Annotated[
        str | None, typer.Argument(help="De naam van een indicator.", metavar="NAAM")
    ] = None,
    per: Annotated[
        Per, typer.Option("--per", help="maand of kwartaal.", metavar="PERIODE")
    ] = Per.MAAND,
    gebieden: Annotated[
        Niveau | None,
        typer.Option(
            "--gebieden", help="Vergelijk wijken of buurten in een trechter.", metavar="NIVEAU"
        ),
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Zeg of het laatste cijfer, of een gebied, meer afwijkt dan gewone variatie."""
    if gebieden is not None:
        return _funnels(indicator, gebieden.value, werkmap, as_json=as_json)
    from resultaat.pipeline import Werk
    from resultaat.signalen import loud

    output = Output("signalen", as_json=as_json)
    with output.progress() as progress:
        found = Werk(werkmap).signalen(indicator, per.value, progress)
    output.json({"uitkomst": {"signalen": [_plain(each) for each in found]}})
    shown = found if indicator is not None else list(loud(found))
    for each in shown:
        output.say(_sentence(each))
    if not as_json and indicator is None:
        output.say(f"{len(found) - len(shown)} van {len(found)} kaarten: niets bijzonders.")
    certain = any(each.beeld.oordeel.value in ("signaal", "één voorval") for each in found)
    return ExitCode.FINDINGS if certain else ExitCode.FINE


def _funnels(indicator: str | None, niveau: str, werkmap: Path, *, as_json: bool) -> int:
    from resultaat.pipeline import Werk
    from resultaat.report.trechter import funnel_sentences

    output = Output("signalen", as_json=as_json)
    with output.progress() as progress:
        found = Werk(werkmap).trechters(niveau, progress)
    if indicator is not None:
        found = [each for each in found if each.indicator == indicator]
    output.json({"uitkomst": {"trechters": [asdict(each) for each in found]}})
    loud = [each for each in found if any(punt.valt_op for punt in each.punten)]
    for each in loud:
        for sentence in funnel_sentences(each):
            output.say(sentence)
    output.say(f"{len(found) - len(loud)} van {len(found)} trechters: geen gebied valt op.")
    return ExitCode.FINDINGS if loud else ExitCode.FINE


def _sentence(found: Signaal) -> str:
    from resultaat.report.signalen import signal_sentence, value_words

    value = value_words(found.eenheid, found.waarden)
    last = found.perioden[-1]
    said = signal_sentence(found.naam, last, value, found.beeld, found.goed)
    anew = f" De kaart begint opnieuw in {found.vanaf}: {found.omdat}" if found.vanaf else ""
    return said + anew


def _plain(found: Signaal) -> dict[str, object]:
    beeld = asdict(found.beeld) | {
        "soort": found.beeld.soort.value,
        "oordeel": found.beeld.oordeel.value,
        "regels": [rule.value for rule in found.beeld.regels],
    }
    return {
        "indicator": found.indicator,
        "naam": found.naam,
        "eenheid": found.eenheid,
        "gebied": found.gebied,
        "zin": _sentence(found),
        "perioden": list(found.perioden),
        "waarden": list(found.waarden),
        "goed": found.goed,
        "vanaf": found.vanaf,
        **beeld,
    }
