"""The same seed gives the same bytes, whatever the machine has: threads, hash seed, parts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MAKE = """
import hashlib, sys
from pathlib import Path
from resultaat.world import gebieden, make_world
gebieden._PER_DEEL = int(sys.argv[2])
folder = Path(sys.argv[1])
make_world(folder, inwoners=6_000, jaren=(2024, 2025), zaad=3)
for path in sorted(folder.iterdir()):
    print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
"""


def digests(folder: Path, per_part: int, threads: int, hash_seed: int) -> str:
    settings = {
        "POLARS_MAX_THREADS": str(threads),
        "OMP_NUM_THREADS": str(threads),
        "PYTHONHASHSEED": str(hash_seed),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(folder), str(per_part)],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


@pytest.mark.parametrize("per_part", [125_000, 2_000])
def test_threads_and_hash_seeds_change_no_byte(tmp_path: Path, per_part: int) -> None:
    """In one part, and put together from three."""
    told = [
        digests(tmp_path / str(threads), per_part, threads, hash_seed)
        for threads, hash_seed in ((1, 0), (2, 7), (8, 42))
    ]
    assert told[0].count("\n") > 20
    assert told[1] == told[0]
    assert told[2] == told[0]
