"""The folders that the browser opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from report_wilgenstad import wilgenstad
from report_worlds import Folder, land, stad

from resultaat.report import render

WORLDS: dict[str, Callable[[Path], Folder]] = {"wilgenstad": wilgenstad, "stad": stad, "land": land}


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every report as a file."""
    made = {}
    for name, world in WORLDS.items():
        root = tmp_path_factory.mktemp(name)
        folder = world(root)
        made[name] = root / "rapport.html"
        html = render(folder.released, folder.catalog, folder.indeling)
        made[name].write_text(html, "utf-8")
    return made
