"""What the tests of the documentation share: folders to lay examples over, and Wilgenstad."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docs_pages import ROOT

from resultaat.demo import Demo, Wens, run_demo
from resultaat.scaffold import new_folder

_DEFINITIONS = ("resultaat.yaml", "indicators")


@pytest.fixture(scope="session")
def wilgenstad(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Return the demo as a user makes it with `resultaat demo`."""
    folder = tmp_path_factory.mktemp("demo") / "wilgenstad"
    return run_demo(folder, Wens(), progress=lambda _: None)


@pytest.fixture(scope="session")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders over which an example can be laid, by the name of a mark."""
    nieuw = tmp_path_factory.mktemp("basis") / "mijn_map"
    new_folder(nieuw)
    demo = tmp_path_factory.mktemp("basis") / "wilgenstad"
    demo.mkdir()
    for name in _DEFINITIONS:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, demo / name)
    return {"nieuw": nieuw, "demo": demo}
