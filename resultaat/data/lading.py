"""How a load is asked for, what it depends on, and what came of it."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from resultaat.core.diagnostics import Diagnostics
from resultaat.data.codelists import read_lists
from resultaat.data.levering import Levering
from resultaat.data.readers.raw import forbidden, unreadable
from resultaat.data.readers.trouble import gone
from resultaat.data.rows import Beside
from resultaat.data.sleutel import has_bsn, sleutel
from resultaat.data.store import Snapshot, sha256_of_file
from resultaat.data.verwijzingen import Verwijzing
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

#: Raise when the same file would give other rows than before.
READER_VERSION = 7
#: For the hash of a file that could be opened and not be read: no file has it.
UNREAD = "?"
#: Bytes from which on a file takes long to hash.
_LARGE = 2**22
#: What people read in a contract decides nothing about the rows.
_NAMES = ("naam", "herkomst", "grondslag", "groepen", "relaties", "te_bevestigen")
_WORDS = dict.fromkeys(_NAMES, True)


@dataclass(frozen=True, slots=True)
class Lading:
    """A source as it is now: its snapshot, the load that it came from, and whether that is new."""

    snapshot: Snapshot
    levering: Levering
    nieuw: bool


@dataclass(frozen=True, slots=True)
class Wens:
    """How a load is asked for: also where the last one still fits, and in spite of a shift.

    `naast` holds the rows of other sources that its own rows must find; `nummer` names an earlier
    load to go back to.
    """

    opnieuw: bool = False
    akkoord: str | None = None
    naast: tuple[Verwijzing, ...] = ()
    nummer: int | None = None


#: As it is asked for where nothing more is said: what still fits is not read again.
ZO = Wens()


@dataclass(frozen=True, slots=True)
class Marks:
    """What a load depends on: the hash of the file, and that of all else."""

    contract: str
    beside: Beside
    #: The hash of the file, which is made while it is read for the first time.
    hashing: Future[str | None]
    #: How the file stood on the disk before it was read.
    toestand: tuple[int, ...] = ()

    @property
    def bestand(self) -> str | None:
        """The hash of the file, None where it is not there; waits until it is known."""
        return self.hashing.result()


def marks_of(
    loaded: Loaded[Bron],
    root: Path,
    indeling: Indeling,
    found: Diagnostics,
    naast: tuple[Verwijzing, ...],
) -> Marks:
    """Return what a load of this source would depend on; reports what cannot be read."""
    path = root / loaded.doc.bestand
    toestand = state_of(path)
    lists = read_lists(loaded, root, found)
    key = sleutel() if has_bsn(loaded.doc) else None
    texts = {"kolommen": {"__all__": {"uitleg"}}}
    parts = (
        loaded.doc.model_dump_json(exclude={**_WORDS, **texts}),
        *(",".join([name, *sorted(codes)]) for name, codes in sorted(lists.items())),
        indeling.digest,
        str(READER_VERSION),
        key.mark if key is not None else "",
        *(each.mark for each in naast),
    )
    contract = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    hashing = _hashing(loaded, path, found, beside=bool(toestand))
    return Marks(contract, Beside(lists, key, naast), hashing, toestand)


def _hashing(
    loaded: Loaded[Bron], path: Path, found: Diagnostics, *, beside: bool
) -> Future[str | None]:
    """Begin with the hash of a file, or make it at once; reports a file that does not open."""
    hashing: Future[str | None] = Future()
    try:
        if beside:
            path.open("rb").close()
            Thread(target=_hash, args=(path, hashing), daemon=True).start()
        else:
            hashing.set_result(sha256_of_file(path) if path.is_file() else None)
        return hashing
    except PermissionError:
        found.add(forbidden(loaded))
    except OSError:
        found.add(unreadable(path, gone(path)))
    hashing.set_result(None)
    return hashing


def _hash(path: Path, hashing: Future[str | None]) -> None:
    try:
        hashing.set_result(sha256_of_file(path))
    except OSError:
        hashing.set_result(UNREAD)
    except BaseException as wrong:  # who waits for it is to hear it
        hashing.set_exception(wrong)


def state_of(path: Path) -> tuple[int, ...]:
    """Return what changes on the disk with every write of a file; nothing where that is not sure.

    A small file may be written twice within one tick of the clock; its hash is soon made.
    """
    try:
        known = path.stat()
    except OSError:
        return ()
    if known.st_size < _LARGE:
        return ()
    return known.st_dev, known.st_ino, known.st_size, known.st_mtime_ns, known.st_ctime_ns
