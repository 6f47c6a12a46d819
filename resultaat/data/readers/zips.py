"""A zip is whole, and not larger than it seems, before anything is taken out of it.

Damage to the list at its end can hide files that are there; a few kilobytes can unpack to the size
of a disk.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from resultaat.data.readers.unreadable import Unreadable

#: What a workbook or a delivery may come to: far above a million rows.
LARGEST = 4 * 2**30
_END, _MANY = b"PK\x05\x06", 0xFFFF
_TAIL = 22 + 2**16  # the last record with the longest comment
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def entries_of(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """Return the files of a zip. Raises BadZipFile where its list is not whole, Unreadable where
    they come to too much.
    """
    found = archive.infolist()
    if _said(path) not in (len(found), _MANY):
        raise zipfile.BadZipFile
    if sum(each.file_size for each in found) > LARGEST:
        raise Unreadable(
            f"`{path.name}` is uitgepakt te groot.", "Lever het in kleinere delen aan."
        )
    return [each for each in found if not each.is_dir()]


def _said(path: Path) -> int:
    """Return how many files the last record of a zip says that there are."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _TAIL))
        tail = stream.read()
    at = tail.rfind(_END)
    if at < 0:
        raise zipfile.BadZipFile
    return int(struct.unpack_from("<H", tail, at + 10)[0])
