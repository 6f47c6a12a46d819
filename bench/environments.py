"""Environments for the peers, each with its own packages: they are never dependencies of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

#: What each peer needs; `RESULTAAT_BENCH` says where the environments stand.
PACKAGES = {
    "sidemantic": ("sidemantic==0.13.*", "duckdb==2.0.0", "pyarrow"),
    "boring": ("boring-semantic-layer==0.3.*", "duckdb==2.0.0", "pyarrow", "pandas"),
    "metricflow": (
        "metricflow==0.211.*",
        "dbt-core<1.11",
        "dbt-duckdb<1.11",
        "dbt-metricflow",
        "duckdb==2.0.0",
    ),
    "pyfixest": ("pyfixest==0.60.*", "pyarrow"),
    "diff-diff": ("diff-diff==3.13.*", "pyarrow"),
}


def of(peer: str) -> Path | None:
    """Return the Python of a peer, made where it is not there; None where that cannot be done."""
    home = Path(os.environ.get("RESULTAAT_BENCH", Path(__file__).parent / ".omgevingen")) / peer
    python = home / "bin" / "python"
    if (home / "klaar").is_file():
        return python
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True, capture_output=True)
        subprocess.run([*install, *PACKAGES[peer]], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    (home / "klaar").touch()
    return python
