"""Settings of the machine, each with where it came from."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field

from resultaat.core.diagnostics import Diagnostic, ResultaatError

_MEMORY = "4GB"
_CELLS = "2GB"
_BYTES = {"MB": 10**6, "GB": 10**9, "TB": 10**12}


@dataclass(frozen=True, slots=True)
class Settings:
    """How much of the machine may be used, and where the register is. No figure depends on it."""

    threads: int = 2
    memory: str = _MEMORY
    #: How much of the disk kept cells may take, in bytes; 0 for keeping none.
    cells: int = 2 * 10**9
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
        cells = os.environ.get("RESULTAAT_CELLEN", "")
        register = os.environ.get("RESULTAAT_REGISTER") or None
        origin = {
            "threads": "RESULTAAT_THREADS" if threads.isdigit() else "standaard",
            "geheugen": "RESULTAAT_GEHEUGEN" if memory else "standaard",
            "cellen": "RESULTAAT_CELLEN" if cells else "standaard",
            "register": "RESULTAAT_REGISTER" if register else "standaard",
        }
        _refuse("RESULTAAT_THREADS", threads, r"[1-9]\d{0,2}", "4")
        _refuse("RESULTAAT_GEHEUGEN", memory, r"\d+(\.\d+)?\s?(MB|GB|TB)", "8GB")
        _refuse("RESULTAAT_CELLEN", cells, r"\d+(\.\d+)?\s?(MB|GB|TB)", "500MB")
        count = int(threads) if threads.isdigit() else os.cpu_count() or 2
        return cls(max(1, count), memory or _MEMORY, _bytes(cells or _CELLS), register, origin)


def _bytes(size: str) -> int:
    return int(float(size[:-2]) * _BYTES[size[-2:].upper()])


def _refuse(name: str, value: str, pattern: str, example: str) -> None:
    if value and not re.fullmatch(pattern, value, re.IGNORECASE):
        message = f"De instelling {name} is `{value}`; daar is niets mee in te stellen."
        mend = f"Schrijf bijvoorbeeld {name}={example}, of laat de instelling weg."
        raise ResultaatError.of(Diagnostic("R2015", message, mend))
