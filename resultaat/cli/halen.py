"""The command that fetches the files of sources: `haal`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from resultaat.cli.definities import Json, Werkmap
from resultaat.cli.dutch import DutchCommand
from resultaat.cli.output import Output, exit_code_of
from resultaat.core.diagnostics import Diagnostic, Diagnostics, ExitCode, did_you_mean
from resultaat.core.dutch import counted


def add_to(app: typer.Typer) -> None:
    """Add this command to the application."""
    app.command("haal", cls=DutchCommand)(haal)


def haal(
    bronnen: Annotated[
        list[str] | None,
        typer.Argument(help="De bronnen; zonder dit alle met `haal`.", metavar="BRON..."),
    ] = None,
    werkmap: Werkmap = Path(),
    as_json: Json = False,
) -> int:
    """Haal de bestanden van bronnen op bij het CBS of uit een databank."""
    from resultaat.data.fetch.fetch import fetch
    from resultaat.language.catalog import load_catalog

    output = Output("haal", as_json=as_json)
    root = werkmap.resolve()
    catalog = load_catalog(root)
    catalog.found.raise_if_errors()
    found, rows = Diagnostics(), {}
    names = bronnen or sorted(name for name, each in catalog.bronnen.items() if each.doc.haal)
    with output.progress() as progress:
        for name in names:
            if name not in catalog.bronnen:
                mend = did_you_mean(name, catalog.bronnen)
                mend = mend or f"Kies uit: {', '.join(sorted(catalog.bronnen))}."
                found.add(Diagnostic("R5006", f"Er is geen bron `{name}`.", mend))
                continue
            count = fetch(catalog.bronnen[name], root, progress, found)
            if count is not None:
                rows[name] = count
    told = [item.to_json(root) for item in found]
    output.json({"uitkomst": {"rijen": rows}, "meldingen": told})
    if not as_json:
        output.diagnostics(found, root)
        for name, count in rows.items():
            output.say(f"{catalog.bronnen[name].doc.bestand}: {counted(count, 'rij', 'rijen')}")
        if not names:
            output.note("Geen enkele bron heeft `haal`.")
    return exit_code_of(found) if len(found) else ExitCode.FINE
