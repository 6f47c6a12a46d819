"""Commands of the cycle: `bereken`, `rapport`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output
from resultaat.core.diagnostics import ExitCode
from resultaat.core.dutch import counted, number
from resultaat.gebied.niveau import Niveau

if TYPE_CHECKING:
    from resultaat.pipeline import Run

Rapportage = Annotated[
    str | None,
    typer.Argument(
        help="De rapportage uit resultaat.yaml; anders de laatste.", metavar="[RAPPORTAGE]"
    ),
]
VanNiveau = Annotated[
    Niveau | None, typer.Option("--niveau", help="Alleen dit niveau in de JSON.", metavar="NIVEAU")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    app.command("bereken", cls=DutchCommand)(bereken)
    app.command("rapport", cls=DutchCommand)(rapport)
    app.command("opruimen", cls=DutchCommand)(opruimen)


def bereken(
    rapportage: Rapportage = None,
    werkmap: Werkmap = Path(),
    niveau: VanNiveau = None,
    zonder_cache: Annotated[
        bool, typer.Option("--zonder-cache", help="Tel alles opnieuw, ook wat bewaard was.")
    ] = False,
    alleen_cijfers: Annotated[
        bool, typer.Option("--alleen-cijfers", help="Bewaar geen bijlagen, zoals signalen.")
    ] = False,
    as_json: Json = False,
) -> int:
    """Bereken een rapportage en leg de cijfers vast in het register."""
    from resultaat.pipeline import Werk

    output = Output("bereken", as_json=as_json)
    with output.progress() as progress:
        run = Werk(werkmap).bereken(
            rapportage, progress, cache=not zonder_cache, alleen_cijfers=alleen_cijfers
        )
    if as_json:
        output.json(_content(run, niveau, werkmap.resolve()))
        return ExitCode.FINE
    from resultaat.cli.cijfers import overview

    output.table(overview(run.info, run.resultaten))
    output.diagnostics(run.meldingen, Path.cwd(), quiet=True)
    output.note(_summary(run))
    output.note(f"Maak het rapport met: resultaat rapport {run.info.rapportage}")
    return ExitCode.FINE


def rapport(
    rapportage: Rapportage = None,
    werkmap: Werkmap = Path(),
    naar: Annotated[
        Path | None, typer.Option("--naar", help="Waar het rapport komt.", metavar="BESTAND")
    ] = None,
    as_json: Json = False,
) -> int:
    """Schrijf het rapport van de laatste berekening als één HTML-bestand."""
    from resultaat.pipeline import Werk

    output = Output("rapport", as_json=as_json)
    path = Werk(werkmap).rapport(rapportage, naar)
    output.json({"uitkomst": {"bestand": path, "bytes": path.stat().st_size}})
    output.say(str(path))
    return ExitCode.FINE


def opruimen(werkmap: Werkmap = Path(), as_json: Json = False) -> int:
    """Verwijder de bewaarde tellingen. Cijfers, rapporten en gegevens blijven."""
    from resultaat.pipeline import Werk

    output = Output("opruimen", as_json=as_json)
    freed = Werk(werkmap).opruimen()
    output.json({"uitkomst": {"bytes": freed}})
    output.say(f"{number(freed / 1e6, 1)} MB aan bewaarde tellingen is verwijderd.")
    return ExitCode.FINE


def _content(run: Run, niveau: Niveau | None, root: Path) -> dict[str, object]:
    rows = run.resultaten
    if niveau is not None:
        rows = rows.filter(rows["niveau"] == niveau.value)
    return {
        "uitkomst": {
            "run": asdict(run.info),
            "resultaten": rows.to_dicts(),
            "aansluiting": run.aansluiting.to_dicts(),
            "bijlagen": {name: frame.to_dicts() for name, frame in run.bijlagen.items()},
        },
        "meldingen": [item.to_json(root) for item in run.meldingen],
    }


def _summary(run: Run) -> str:
    states = run.resultaten["staat"].value_counts(sort=True).iter_rows()
    figures = counted(run.resultaten.height, "cijfer", "cijfers")
    words = ", ".join(f"{state} {many}" for state, many in states)
    return f"{figures} vastgelegd als {run.info.id} ({words})."
