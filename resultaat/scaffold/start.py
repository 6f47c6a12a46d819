"""An empty start: three indicators on a tiny fictional source, with every field explained."""

from __future__ import annotations

import shutil
from pathlib import Path

from resultaat.language.schema import FOLDER as SCHEMAS
from resultaat.language.schema import write_schemas
from resultaat.scaffold.contract import quoted
from resultaat.scaffold.folder import Made, building, files_in, how_to_go_on
from resultaat.scaffold.library import TEMPLATES, fill
from resultaat.scaffold.prove import prove

_START = TEMPLATES / "start"


def new_folder(target: Path, naam: str = "") -> Made:
    """Make the working folder `target` for the organisation `naam`.

    Raises ResultaatError (R2001), and leaves everything as it was, where it is not empty.
    """
    naam = " ".join(naam.split()) or target.resolve().name
    with building(target) as folder:
        for path in files_in(_START):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_START / path, folder / path)
        texts = {
            "resultaat.yaml": fill("start/resultaat.yaml", naam=quoted(naam)),
            "LEESMIJ.md": fill("start/LEESMIJ.md", naam=naam),
            ".gitignore": fill("gitignore"),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        write_schemas(folder / SCHEMAS)
        prove(folder)
        files = files_in(folder)
    said = [
        f"Gemaakt: een werkmap voor {naam}, met drie indicatoren op verzonnen gegevens.",
        "In de bestanden staat wat elke regel betekent. Vervang de voorbeelden door uw eigen.",
        *how_to_go_on(target),
    ]
    return Made(target.resolve(), files, said)
