"""The command line as a shell sees it: a process, its streams and its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import Done, Resultaat

from resultaat.scaffold import new_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def resultaat(tmp_path: Path) -> Resultaat:
    def run(*arguments: str, cwd: Path = tmp_path, **environment: str) -> Done:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment}
        command = [sys.executable, "-m", "resultaat", *arguments]
        done = subprocess.run(
            command, cwd=cwd, env=env, capture_output=True, text=True, check=False
        )
        return Done(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def werkmap(tmp_path: Path) -> Path:
    folder = tmp_path / "proef"
    new_folder(folder, "proef")
    return folder
