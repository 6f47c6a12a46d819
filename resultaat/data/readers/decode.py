"""The text of a file, in the encoding that its contract states and in no other."""

from __future__ import annotations

import codecs
from pathlib import Path

from resultaat.core.source import Span
from resultaat.data.readers.unreadable import Unreadable

#: The codec behind each word of a contract; `utf-8` may begin with a byte order mark.
CODECS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252", "utf-16": "utf-16"}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, codering: str) -> str:
    """Return the text of a file. Raises Unreadable, with the place, where it is written otherwise.

    A file in UTF-8 can be read as windows-1252 too, but every accent then turns into two odd
    characters; that is refused instead of let through.
    """
    raw = path.read_bytes()
    if (codering == "utf-16") is not (raw[:2] in _UTF16):
        raise _other(path, codering, codering_of(raw))
    if codering == "windows-1252" and not raw.isascii() and codering_of(raw) == "utf-8":
        raise _other(path, codering, "utf-8")
    try:
        return raw.decode(CODECS[codering])
    except UnicodeDecodeError as bad:
        line = raw.count(b"\n", 0, bad.start) + 1
        column = bad.start - raw.rfind(b"\n", 0, bad.start)
        raise _other(path, codering, codering_of(raw), Span.at(line, column)) from None


def codering_of(raw: bytes) -> str | None:
    """Return the encoding in which bytes are written, as far as they show it; None for none."""
    if raw[:2] in _UTF16:
        return "utf-16"
    for codering in ("utf-8", "windows-1252"):
        try:
            raw.decode(CODECS[codering])
        except UnicodeDecodeError:
            continue
        # No text holds the control characters that binary data are full of.
        return codering if b"\x00" not in raw else None
    return None


def _other(path: Path, codering: str, found: str | None, span: Span | None = None) -> Unreadable:
    mend = "Sla het bestand opnieuw op met codering UTF-8."
    if found is not None and found != codering:
        mend = f"Het lijkt {found}. Zet dan `codering: {found}` bij de bron, of sla het op als "
        mend += "UTF-8."
    return Unreadable(f"`{path.name}` is niet in {codering.upper()} opgeslagen.", mend, span)
