"""The command `bevindingen`: what was found beside the figures, and what people made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import Diagnostic, ExitCode, ResultaatError
from resultaat.cycle.bevindingen import Bevinding, Stand, Verloop

if TYPE_CHECKING:
    from resultaat.pipeline import Werk

_NOTHING = "De laatste berekening heeft geen bevindingen."
_NOT_LOOKED = "In de laatste berekening is niet naar neveneffecten gekeken."


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("bevindingen", cls=DutchCommand)(bevindingen)


def bevindingen(
    bevinding: Annotated[
        str | None, typer.Argument(help="Het nummer van een bevinding.", metavar="NUMMER")
    ] = None,
    staat: Annotated[
        Stand | None, typer.Option("--staat", help="Wat de bevinding nu is.", metavar="STAAT")
    ] = None,
    door: Annotated[
        str, typer.Option("--door", help="Wie dit zegt: naam of functie.", metavar="WIE")
    ] = "",
    reden: Annotated[str, typer.Option("--reden", help="Waarom.", metavar="TEKST")] = "",
    rapportage: Annotated[
        str | None,
        typer.Option("--rapportage", help="Welke rapportage; anders de laatste.", metavar="NAAM"),
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Toon wat er naast de cijfers is gevonden, of zeg wat een bevinding is."""
    from resultaat.pipeline import Werk
    from resultaat.release.gevonden import LOOKED

    output = Output("bevindingen", as_json=as_json)
    werk = Werk(werkmap)
    if staat is not None or door or reden:
        _say(werk, bevinding, staat, door, reden)
    found = werk.bevindingen(rapportage)
    chosen = [each for each in found if bevinding in (None, each.gevonden.id)]
    if bevinding is not None and not chosen:
        message = f"Bevinding `{bevinding}` hoort niet bij de laatste berekening."
        mend = "Kijk welke er zijn: resultaat bevindingen"
        raise ResultaatError.of(Diagnostic("R2077", message, mend))
    output.json({"uitkomst": {"bevindingen": [_plain(each) for each in chosen]}})
    if not chosen:
        looked = LOOKED in werk.run(rapportage).bijlagen
        output.say(_NOTHING if looked else _NOT_LOOKED)
    _tell(output, chosen, whole=bevinding is not None)
    open_ones = [each for each in chosen if each.stand is Stand.NIEUW]
    waits = any(each.verloop is not Verloop.VERDWENEN for each in open_ones)
    return ExitCode.FINDINGS if waits else ExitCode.FINE


def _say(werk: Werk, bevinding: str | None, staat: Stand | None, door: str, reden: str) -> None:
    if bevinding is None or staat is None:
        message = "Een uitspraak gaat over één bevinding en heeft een staat."
        mend = "Schrijf: resultaat bevindingen NUMMER --staat verklaard --door WIE --reden TEKST"
        raise ResultaatError.of(Diagnostic("R2076", message, mend))
    werk.zet_bevinding(bevinding, staat.value, door, reden)


def _tell(output: Output, found: list[Bevinding], *, whole: bool) -> None:
    from resultaat.report.bevindingen import life_words, said_words

    for each in found:
        output.say(f"{each.gevonden.id}  {each.gevonden.zin}")
        output.say(f"  {life_words(each)}")
        if whole:
            for said in each.uitspraken[:-1]:
                output.say(f"  - {said_words(said)}")


def _plain(found: Bevinding) -> dict[str, object]:
    return {
        "bevinding": found.gevonden.id,
        "indicator": found.gevonden.indicator,
        "naam": found.gevonden.naam,
        "bij": list(found.gevonden.bij),
        "zin": found.gevonden.zin,
        "verloop": found.verloop.value,
        "staat": found.stand.value,
        "eerst": found.eerst.id,
        "laatst": found.laatst.id,
        "uitspraken": [
            {"staat": said.staat, "door": said.door, "reden": said.reden, "op": said.op}
            for said in found.uitspraken
        ],
    }
