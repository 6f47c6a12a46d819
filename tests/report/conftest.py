"""The folders that the browser opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from report_beside import bevindingen, with_bijlagen
from report_wilgenstad import wilgenstad
from report_worlds import Folder, land, stad

from resultaat.report import render


def met_bijlagen(root: Path) -> Folder:
    """Wilgenstad after a run that also looked at merit, side effects and signals."""
    made = wilgenstad(root)
    return replace(made, released=with_bijlagen(made.released))


WORLDS: dict[str, Callable[[Path], Folder]] = {
    "wilgenstad": wilgenstad,
    "bijlagen": met_bijlagen,
    "stad": stad,
    "land": land,
}


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report as a file."""
    made = {}
    for name, world in WORLDS.items():
        root = tmp_path_factory.mktemp(name)
        folder = world(root)
        made[name] = root / "rapport.html"
        found = bevindingen(folder.released) if name == "bijlagen" else []
        html = render(folder.released, folder.catalog, folder.indeling, found)
        made[name].write_text(html, "utf-8")
    return made
