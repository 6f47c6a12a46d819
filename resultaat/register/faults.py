"""What can be wrong with a register, in words for the user.

Databases answer in English and in their own codes. `explained` turns what they say into a
diagnostic, so that no caller sees an exception of SQLAlchemy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from resultaat.core.diagnostics import Diagnostic, Place, ResultaatError, did_you_mean

_NO_PERMISSION = "42501"  # PostgreSQL's code; psycopg files it under wrong SQL


def place_of(url: URL) -> Place | None:
    """Return the database file; a server has no place that a user can open."""
    return (
        Place(Path(url.database)) if url.get_backend_name() == "sqlite" and url.database else None
    )


def name_of(url: URL) -> str:
    """Return the register as a user knows it: the file, or the URL without its password."""
    place = place_of(url)
    # Options go as a whole: among them may be another password.
    return str(place.path) if place else url.set(query={}).render_as_string(hide_password=True)


def newer(url: URL, found: str, known: str) -> ResultaatError:
    """R6001: a later version of resultaat has changed the tables."""
    return ResultaatError.of(
        Diagnostic(
            "R6001",
            f"Dit register is gemaakt met een nieuwere versie van resultaat: het staat op "
            f"{found} en deze versie kent niets na {known}.",
            "Werk met die nieuwere versie. Aan het register is niets veranderd.",
            place_of(url),
        )
    )


def unreadable(url: URL, reason: str) -> ResultaatError:
    """R6002: what is there cannot be read as a register."""
    rename = "geef dan het bestand een andere naam: er begint een nieuw register"
    fresh = rename if place_of(url) else "kies dan een lege databank"
    return ResultaatError.of(
        Diagnostic(
            "R6002",
            f"Het register {name_of(url)} is niet te lezen. De databank zegt: {reason}.",
            f"Zet een reservekopie terug. Is die er niet, {fresh}. Aan het register en de cijfers "
            f"is niets veranderd.",
            place_of(url),
        )
    )


def unknown_run(url: URL, run_id: str, known: Iterable[str]) -> ResultaatError:
    """R6005: no run has this id."""
    ids = list(known)
    choice = did_you_mean(run_id, ids) or "Kies een run die in het register staat."
    mend = choice if ids else "Er is nog geen run bewaard. Maak er eerst een."
    return ResultaatError.of(
        Diagnostic("R6005", f"Er is geen run `{run_id}` in het register.", mend, place_of(url))
    )


def taken(url: URL, run_id: str) -> ResultaatError:
    """R6006: the run is there already; a run is never overwritten."""
    return ResultaatError.of(
        Diagnostic(
            "R6006",
            f"Run `{run_id}` staat al in het register. Een run wordt nooit overschreven.",
            "Maak een nieuwe run; die krijgt een eigen nummer.",
            place_of(url),
        )
    )


def busy(url: URL, seconds: float) -> ResultaatError:
    """R6007: another process kept the register to itself for longer than we wait."""
    return ResultaatError.of(
        Diagnostic(
            "R6007",
            f"Het register is bezet: een ander proces schrijft erin en was na {seconds:.0f} "
            f"seconden nog niet klaar.",
            "Wacht tot het andere proces klaar is en probeer het opnieuw. Er is niets bewaard.",
            place_of(url),
        )
    )


def unreachable(url: URL, reason: str) -> ResultaatError:
    """R6007: the register may be well, but it cannot be used now."""
    return ResultaatError.of(
        Diagnostic(
            "R6007",
            f"Het register {name_of(url)} is nu niet te gebruiken. Het systeem zegt: {reason}.",
            "Kijk of de map of de databank er is, of u er mag schrijven en of de schijf niet vol "
            "is. Er is niets half bewaard.",
            place_of(url),
        )
    )


def unusable(name: str, why: str, mend: str) -> ResultaatError:
    """R6008: the address cannot be that of a register. `name` must not hold a password."""
    return ResultaatError.of(
        Diagnostic("R6008", f"`{name}` kan geen adres van een register zijn: {why}.", mend)
    )


@contextmanager
def explained(url: URL, patience: float) -> Iterator[None]:
    """Raise ResultaatError for whatever the database or the disk says inside this block.

    An IntegrityError goes through: only the caller knows what was to be unique. `patience` is how
    many seconds the database waited for others.
    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise _translated(url, error, patience) from error
    except OSError as error:
        raise unreachable(url, _first_line(error)) from error


def _translated(url: URL, error: DBAPIError, patience: float) -> ResultaatError:
    reason = _first_line(error.orig or error)
    sqlite = getattr(error.orig, "sqlite_errorname", "")
    if sqlite.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(url, patience)
    # SQLITE_ERROR and ProgrammingError: a table or column is not what it should be.
    strange = sqlite == "SQLITE_ERROR" or isinstance(error, ProgrammingError)
    refused = getattr(error.orig, "sqlstate", None) == _NO_PERMISSION
    if sqlite.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")) or (strange and not refused):
        return unreadable(url, reason)
    return unreachable(url, reason)


def _first_line(error: BaseException) -> str:
    # Further lines repeat the SQL; they tell a user nothing.
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
