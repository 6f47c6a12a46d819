"""Results-steering (*resultaatsturing*) indicators for the social domain of Dutch municipalities.

`resultaat.open(".")` opens a working folder; the command line mirrors its methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from resultaat.pipeline import Werk

__version__ = "0.1.0"
__all__ = ["__version__", "open"]


def open(werkmap: str | PathLike[str] = ".") -> Werk:  # noqa: A001  the API reads `resultaat.open`
    """Open the working folder `werkmap` (the one that holds `resultaat.yaml`)."""
    from resultaat.pipeline import Werk

    return Werk(werkmap)
