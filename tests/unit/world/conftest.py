"""Worlds that the tests of this folder share."""

from __future__ import annotations

from pathlib import Path

import pytest
from world_tables import World, read

from resultaat.world import make_world


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small gemeente with everything planted."""
    made = tmp_path_factory.mktemp("wilgenstad")
    make_world(made, inwoners=8_000)
    return made


@pytest.fixture(scope="session")
def world(folder: Path) -> World:
    """Return its tables."""
    return read(folder)


@pytest.fixture(scope="session")
def large_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a gemeente large enough to tell a level from chance."""
    made = tmp_path_factory.mktemp("wilgenstad-groot")
    make_world(made, inwoners=60_000)
    return made


@pytest.fixture(scope="session")
def large(large_folder: Path) -> World:
    """Return its tables."""
    return read(large_folder)
