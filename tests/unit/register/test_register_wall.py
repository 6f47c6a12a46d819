"""What importing brings along."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("resultaat.register", ("sqlalchemy", "alembic", "polars")),
        ("resultaat.release.reopen", ("sqlalchemy", "alembic")),
        ("resultaat.register.store", ("psycopg", "duckdb")),
    ],
)
def test_importing_does_not_bring(module: str, absent: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*sorted(sys.modules.keys() & set({absent!r})))"
    brought = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert brought.stdout.split() == []
