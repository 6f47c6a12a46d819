"""Settings of the machine, each with where it came from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_MEMORY = "4GB"


@dataclass(frozen=True, slots=True)
class Settings:
    """How much of the machine may be used, and where the register is. No figure depends on it."""

    threads: int = 2
    memory: str = _MEMORY
    #: Address of the register; None for SQLite in the working folder. May hold a password, so it
    #: comes from the environment only and is never shown.
    register: str | None = field(default=None, repr=False)
    #: Per setting: `standaard`, or the environment variable that set it.
    origin: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Settings:
        """Return the settings, from the environment where it states them."""
        threads = os.environ.get("RESULTAAT_THREADS", "")
        memory = os.environ.get("RESULTAAT_GEHEUGEN", "")
        register = os.environ.get("RESULTAAT_REGISTER") or None
        origin = {
            "threads": "RESULTAAT_THREADS" if threads.isdigit() else "standaard",
            "geheugen": "RESULTAAT_GEHEUGEN" if memory else "standaard",
            "register": "RESULTAAT_REGISTER" if register else "standaard",
        }
        count = int(threads) if threads.isdigit() else os.cpu_count() or 2
        return cls(max(1, count), memory or _MEMORY, register, origin)
