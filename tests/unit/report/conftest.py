"""Makes the folders of `tests/report` importable: they are the same for words and for browser."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "report"))
