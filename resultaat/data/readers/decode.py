"""In which encoding bytes are written, and what to say where the contract says another."""

from __future__ import annotations

import codecs
from pathlib import Path

from resultaat.core.source import Span
from resultaat.data.readers.unreadable import Unreadable

#: The codec behind each word of a contract; `utf-8` may begin with a byte order mark.
CODECS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252", "utf-16": "utf-16"}
UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def codering_of(raw: bytes) -> str | None:
    """Return the encoding in which bytes are written, as far as they show it; None for none."""
    if raw[:2] in UTF16:
        return "utf-16"
    for codering in ("utf-8", "windows-1252"):
        try:
            raw.decode(CODECS[codering])
        except UnicodeDecodeError:
            continue
        # No text holds the control characters that binary data are full of.
        return codering if b"\x00" not in raw else None
    return None


def other_codering(
    path: Path, codering: str, found: str | None, span: Span | None = None
) -> Unreadable:
    """Say that a file is not in the encoding of its contract, and in which it seems to be."""
    mend = "Sla het bestand opnieuw op met codering UTF-8."
    if found is not None and found != codering:
        mend = f"Het lijkt {found}. Zet dan `codering: {found}` bij de bron, of sla het op als "
        mend += "UTF-8."
    return Unreadable(f"`{path.name}` is niet in {codering.upper()} opgeslagen.", mend, span)
