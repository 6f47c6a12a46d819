"""Results-steering (*resultaatsturing*) indicators for the social domain of Dutch municipalities.

`resultaat.open(".")` opens a working folder; the command line mirrors its methods.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from resultaat.pipeline import Werk

# Read by the allocator of polars when it is loaded. What it gives back to the system as soon as a
# piece of a file is done, it asks for again at the next one, which takes a tenth of a load.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:5000,muzzy_decay_ms:5000")

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(werkmap: str | PathLike[str] = ".") -> Werk:  # noqa: A001  the API reads `resultaat.open`
    """Open the working folder `werkmap` (the one that holds `resultaat.yaml`)."""
    from resultaat.pipeline import Werk

    return Werk(werkmap)
