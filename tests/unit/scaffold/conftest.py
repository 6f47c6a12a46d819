"""What the tests of the scaffold share: where the open data are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def kwb() -> Path:
    """The folder with real files of the CBS; they are not part of the repository."""
    data = Path(os.environ.get("RESULTAAT_OPEN_DATA", _ROOT.parent / "shared" / "data"))
    if not (data / "kwb").is_dir():
        pytest.skip(f"no open data in {data}; point RESULTAAT_OPEN_DATA at the folder")
    return data / "kwb"
