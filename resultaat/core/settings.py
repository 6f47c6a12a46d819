"""Settings of the engine, each with where it came from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_MEMORY = "4GB"


@dataclass(frozen=True, slots=True)
class Settings:
    """How much of the machine may be used. No figure depends on these."""

    threads: int = 2
    memory: str = _MEMORY
    #: Per setting: `standaard`, or the environment variable that set it.
    origin: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Settings:
        """Return the settings, from the environment where it states them."""
        threads = os.environ.get("RESULTAAT_THREADS", "")
        memory = os.environ.get("RESULTAAT_GEHEUGEN", "")
        origin = {
            "threads": "RESULTAAT_THREADS" if threads.isdigit() else "standaard",
            "geheugen": "RESULTAAT_GEHEUGEN" if memory else "standaard",
        }
        count = int(threads) if threads.isdigit() else os.cpu_count() or 2
        return cls(max(1, count), memory or _MEMORY, origin)
