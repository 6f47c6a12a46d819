"""Opening figures that were released before. No second door: only what went out comes back.

At its release the figures of a run were written to Parquet, and the sha256 of the files was put
in the register. Here a `Released` is made again only when the files still have those hashes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place
from resultaat.engine.figures import AANSLUITING
from resultaat.release.released import _KEY, RESULTATEN, Released, RunInfo
from resultaat.release.schemas import BIJLAGEN

#: Columns of released figures that earlier versions did not write.
_LATER = frozenset({"minimumeis", "definitie_tot", "breuk"})


def reopen(
    run: RunInfo,
    resultaten: bytes | Path,
    aansluiting: bytes | Path,
    expected: tuple[str, str],
    bijlagen: Mapping[str, tuple[bytes | Path, str]] | None = None,
) -> Released:
    """Return the figures of `run` as they were released.

    `resultaten` and `aansluiting` are Parquet, as content or as the path of it; `expected` holds
    the sha256 (64 hex) of each, in that order, as recorded at the release. `bijlagen` holds the
    same of each bijlage, by name. Raises ResultaatError with all that is wrong: R6003 (changed),
    R6004 (gone), R6009 (not readable by this version).
    """
    found = Diagnostics()
    first = _verified(run, resultaten, expected[0], RESULTATEN, found, later=_LATER)
    second = _verified(run, aansluiting, expected[1], AANSLUITING, found)
    beside = {
        name: _verified(run, given, sha256, schema, found, later=schema.names())
        for name, (given, sha256) in (bijlagen or {}).items()
        for schema in (BIJLAGEN.get(name, pl.Schema()),)
    }
    found.raise_if_errors()
    assert first is not None and second is not None  # noqa: S101  else there are errors
    kept = {name: frame for name, frame in beside.items() if frame is not None}
    return Released(run, first, second, key=_KEY, bijlagen=kept)


def _verified(  # noqa: PLR0913  a file, and what it must be
    run: RunInfo,
    given: bytes | Path,
    sha256: str,
    schema: pl.Schema,
    found: Diagnostics,
    *,
    later: Collection[str] = (),
) -> pl.DataFrame | None:
    """Return the frame of a file; columns in `later` may have been added since it was made."""
    place = Place(given) if isinstance(given, Path) else None
    try:
        content = given.read_bytes() if isinstance(given, Path) else given
    except OSError as error:
        found.add(_gone(run, place, error))
        return None
    # What is hashed is what is read: the file is not opened a second time.
    if hashlib.sha256(content).hexdigest() != sha256:
        found.add(_changed(run, place))
        return None
    frame = _read(content)
    if frame is not None:
        frame = _completed(frame, schema, later)
    if frame is None or frame.schema != schema:
        found.add(_other_version(run, place))
        return None
    return frame


def _read(content: bytes) -> pl.DataFrame | None:
    try:
        return pl.read_parquet(BytesIO(content))
    except PolarsError:
        return None


def _completed(frame: pl.DataFrame, schema: pl.Schema, later: Collection[str]) -> pl.DataFrame:
    """Add the columns of `schema` that there were not yet, empty; others stay as they are."""
    missing = [name for name in schema if name not in frame]
    if not missing or not set(missing) <= set(later):
        return frame
    whole = frame.with_columns(pl.lit(None, schema[name]).alias(name) for name in missing)
    return whole.select(schema.names()) if set(schema) == set(whole.columns) else whole


def _changed(run: RunInfo, place: Place | None) -> Diagnostic:
    return Diagnostic(
        "R6003",
        f"De cijfers van run `{run.id}` zijn veranderd nadat zij zijn vrijgegeven.",
        "Zet het bestand terug uit een reservekopie. Kan dat niet, maak dan een nieuwe run.",
        place,
    )


def _gone(run: RunInfo, place: Place | None, error: OSError) -> Diagnostic:
    why = "zijn er niet meer" if isinstance(error, FileNotFoundError) else "zijn niet te openen"
    return Diagnostic(
        "R6004",
        f"De cijfers van run `{run.id}` {why}.",
        "Zet het bestand terug uit een reservekopie, of kopieer het uit de werkmap waarin de run "
        "is gemaakt. Kan dat niet, maak dan een nieuwe run.",
        place,
    )


def _other_version(run: RunInfo, place: Place | None) -> Diagnostic:
    version = run.motor.get("resultaat", "onbekend")
    return Diagnostic(
        "R6009",
        f"De cijfers van run `{run.id}` zijn ongeschonden, maar deze versie van resultaat kan ze "
        f"niet lezen. Zij zijn gemaakt met versie {version}.",
        f"Open deze run met versie {version} van resultaat.",
        place,
    )
