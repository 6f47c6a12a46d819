"""The command `neveneffecten`: what else moved after an intervention."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode
from resultaat.core.dutch import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

    from resultaat.release.neveneffecten import Gescreend


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("neveneffecten", cls=DutchCommand)(neveneffecten)


def neveneffecten(
    interventie: Annotated[
        str | None,
        typer.Argument(
            help="De naam van een interventie, indicator met streefwaarde of regeling.",
            metavar="NAAM",
        ),
    ] = None,
    sinds: Annotated[
        str | None,
        typer.Option("--sinds", help="Alleen wat sindsdien begon.", metavar="PERIODE"),
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Zoek wat er na een interventie, streefwaarde of wijziging nog meer bewoog."""
    from resultaat.pipeline import Werk
    from resultaat.report.neveneffecten import by_itself, findings, guardrail_rows, pattern_rows

    output = Output("neveneffecten", as_json=as_json)
    with output.progress() as progress:
        screened = Werk(werkmap).neveneffecten(interventie, sinds, progress)
    after = [each for each in screened if not by_itself(each)]
    alone = [each for each in screened if by_itself(each)]
    followed = Werk(werkmap).gevolgd(screened)
    done = [each for each in after if each.vraag.id.startswith("interventie:")]
    told = {
        "interventies": [*map(_plain, done)],
        "beleid": [_plain(each) for each in after if each not in done],
        "cijfers": [*map(_plain, alone)],
        "gevonden": followed.to_dicts(),
    }
    output.json({"uitkomst": told})
    loud = [each for each in alone if any(True for _ in pattern_rows(each))]
    for found in (*after, *loud):
        _say(output, found)
    if not after:
        output.say("Er zijn geen interventies, streefwaarden of wijzigingen om naar te kijken.")
    if alone:
        quiet = len(alone) - len(loud)
        output.say(f"{quiet} van {len(alone)} cijfers met een norm of streefwaarde: geen patroon.")
    if not as_json:
        for line in _lives(followed):
            output.say(line)
    bad = any(
        any(True for _ in (*findings(each), *pattern_rows(each)))
        or any(row["waarborg"] != "veilig" for row in guardrail_rows(each))
        for each in screened
    )
    return ExitCode.FINDINGS if bad else ExitCode.FINE


def _say(output: Output, found: Gescreend) -> None:
    from resultaat.report.neveneffecten import (
        finding_sentence,
        findings,
        guardrail_rows,
        guardrail_sentence,
        headline,
        pattern_rows,
        pattern_sentence,
        signal_sentence,
        signals,
    )

    output.say(headline(found))
    for row in guardrail_rows(found):
        output.say(f"  - {guardrail_sentence(row)}")
    for row in signals(found):
        output.say(f"  - {signal_sentence(row)}")
    for row in findings(found):
        output.say(f"  - {finding_sentence(row)}")
    for row in pattern_rows(found):
        output.say(f"  - {pattern_sentence(row)}")
    output.say("")


def _lives(followed: pl.DataFrame) -> Iterator[str]:
    """Yield what became of each finding of the last run, gone ones too, and what was said of it."""
    for row in followed.iter_rows(named=True):
        if row["eerst"] is None:
            continue  # no run has found it yet
        said = f" {row['staat']} door {row['door']}: {row['reden']}" if row["door"] else ""
        yield f"{row['bevinding']}  {row['zin']}"
        yield f"  {row['verloop'].capitalize()}, voor het eerst op {day(row['eerst'])}.{said}"


def _plain(found: Gescreend) -> dict[str, object]:
    from resultaat.report.neveneffecten import headline

    return {
        "vraag": found.vraag.id,
        "interventie": found.vraag.id.partition(":")[2],
        "naam": found.vraag.naam,
        "zin": headline(found),
        "reden": found.reden or None,
        "bevindingen": found.bevindingen.to_dicts(),
        "patronen": found.patronen.to_dicts(),
        "niet_bekeken": found.niet_bekeken,
    }
