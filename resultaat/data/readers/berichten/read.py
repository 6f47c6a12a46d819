"""Reading a delivery of messages: a zip full of them, or one; each fits, or is set aside."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.data.readers.berichten.rows import Row, rows_of
from resultaat.data.readers.berichten.standards import KINDS, Kind
from resultaat.data.readers.berichten.trajecten import current, trajecten
from resultaat.data.readers.berichten.xml import (
    LARGEST,
    NO_MESSAGE,
    Unfit,
    bare,
    kind_of,
    parse,
    validate,
)
from resultaat.data.readers.lines import LINE
from resultaat.data.readers.unreadable import Unreadable
from resultaat.data.readers.weight import WEIGHT, rows_in
from resultaat.data.readers.zips import BROKEN, entries_of
from resultaat.language.documents.berichten import Berichten, BerichtSoort

#: What the rows of trajecten are made of.
_PARTS = (BerichtSoort.TOEWIJZINGEN, BerichtSoort.STARTS, BerichtSoort.STOPS)
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that was set aside: which, why, and on which line of it."""

    bericht: str
    reden: str
    line: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """The rows of a delivery, how many messages there were, and those that were set aside.

    The line of a row is the number of its message (of a traject: the first one), in order of name.
    """

    frame: pl.DataFrame
    berichten: int
    aside: tuple[Aside, ...]
    #: Rows that a later message replaced or took back.
    vervallen: int = 0


def read_berichten(path: Path, chosen: Berichten, root: Path, *, bsn: bool = False) -> Delivered:
    """Return the rows of a source of messages. Raises Unreadable where the file cannot be read.

    Messages of other kinds are no rows of this source; with schemas they are held against them
    too, so that a delivery is whole. A person gets a number that means something here only; with
    `bsn` there is the number itself too, to be made a pseudonym before anything else sees it.
    """
    _needs_lxml(path)
    schemas = root / chosen.schemas if chosen.schemas else None
    if schemas is not None and not schemas.is_dir():
        raise Unreadable(
            f"De map `{chosen.schemas}` met schema's is er niet.",
            "Zet de XSD's van iStandaarden daar neer, of haal `schemas` weg bij de bron.",
        )
    wanted = _PARTS if chosen.soort is BerichtSoort.TRAJECTEN else (chosen.soort,)
    kinds = {KINDS[each].number: each for each in wanted}
    rows: dict[BerichtSoort, list[Row]] = {each: [] for each in wanted}
    aside: list[Aside] = []
    seen: set[tuple[str | None, ...]] = set()
    total = 0
    for total, (name, content) in enumerate(_messages(path), start=1):
        try:
            standard, number, made = _judged(content, schemas, kinds)
            _refuse_twice(standard, number, made, seen)
        except Unfit as wrong:
            aside.append(Aside(_safe(name, total), wrong.reason, wrong.line))
        else:
            if number in kinds:
                rows[kinds[number]] += [{**each, LINE: str(total)} for each in made]
    if total > 1 and all(each.reden in NO_MESSAGE for each in aside) and len(aside) == total:
        raise Unreadable(
            f"In `{path.name}` zit geen enkel bericht van iJw of iWmo.",
            "Kijk of dit het goede bestand is.",
        )
    read = sum(len(part) for part in rows.values())
    frame = _frame(chosen.soort, rows, bsn=bsn)
    return Delivered(frame, total, tuple(aside), read - rows_in(frame))


def _judged(
    content: bytes, schemas: Path | None, kinds: dict[str, BerichtSoort]
) -> tuple[str, str, list[Row]]:
    root = parse(content)
    standard, number = kind_of(root)
    if schemas is not None:
        validate(root, schemas, standard, number)
    if number not in kinds:
        return standard, number, []
    kind: Kind = KINDS[kinds[number]]
    made = list(rows_of(bare(root), standard, kind))
    if not made:
        raise Unfit("heeft geen enkele regel")
    return standard, number, made


def _refuse_twice(
    standard: str, number: str, made: list[Row], seen: set[tuple[str | None, ...]]
) -> None:
    """A message that comes twice would count twice."""
    if made:
        first = made[0]
        mark = (standard, number, first["gemeente"], first["aanbieder"], first["bericht"])
        if mark in seen:
            raise Unfit("is er al: dezelfde afzender en hetzelfde kenmerk")
        seen.add(mark)


def _frame(soort: BerichtSoort, rows: dict[BerichtSoort, list[Row]], *, bsn: bool) -> pl.DataFrame:
    persons = _numbered(row["bsn"] or "" for part in rows.values() for row in part)
    for part in rows.values():
        for row in part:
            row["persoon"] = persons[row.pop("bsn") or ""]
    if soort is BerichtSoort.TRAJECTEN:
        made = trajecten(*(rows[each] for each in _PARTS))
    else:
        made = current(soort, rows[soort])
    names = {name: None for row in made for name in row if name not in (WEIGHT, LINE)}
    weights = [int(row.pop(WEIGHT, None) or 1) for row in made]
    lines = [int(row.pop(LINE) or 0) for row in made]
    frame = pl.DataFrame(made, schema=dict.fromkeys(names, pl.String()))
    if "bedrag" in frame.columns:
        frame = frame.with_columns(pl.col("bedrag").cast(pl.Decimal(18, 2)))
    if bsn:
        itself = {number: each for each, number in persons.items()}
        frame = frame.with_columns(bsn=pl.col("persoon").replace_strict(itself, default=None))
    return frame.with_columns(
        pl.Series(WEIGHT, weights, pl.Int64), pl.Series(LINE, lines, pl.Int64)
    )


def _numbered(persons: Iterable[str]) -> dict[str, str]:
    """Give every person a number, in the order of the delivery: nothing leads back to a BSN."""
    numbers: dict[str, str] = {}
    for bsn in persons:
        numbers.setdefault(bsn, f"p{len(numbers) + 1}")
    return numbers


def _messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every message of a delivery by name, in order of name."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            start = stream.read(4)
        if start.startswith(b"PK"):
            raise _broken(path)
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"`{path.name}` is te groot voor een bericht.", "Kijk wat het is.")
        yield path.name, path.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as archive:
            entries = entries_of(archive, path)
            if len(entries) > _MOST:
                raise Unreadable(
                    f"In `{path.name}` zitten te veel berichten.", "Lever ze in kleinere delen aan."
                )
            for entry in sorted(entries, key=lambda each: each.filename):
                if entry.file_size > LARGEST:
                    raise Unreadable(
                        f"In `{path.name}` zit een bestand dat te groot is voor een bericht.",
                        "Lever alleen berichten aan.",
                    )
                yield entry.filename, archive.read(entry)
    except BROKEN:
        raise _broken(path) from None


def _broken(path: Path) -> Unreadable:
    return Unreadable(
        f"`{path.name}` is een zip die beschadigd of niet heel is, of die een wachtwoord heeft.",
        "Lever het bestand opnieuw aan.",
    )


def _safe(name: str, number: int) -> str:
    """Name a message by its file, unless that could hold the number of a person."""
    name = name.rpartition("/")[2]
    return f"bericht {number}" if re.search(r"\d{8}", name) else name


def _needs_lxml(path: Path) -> None:
    try:
        import lxml  # noqa: F401
    except ImportError:
        raise Unreadable(
            f"Om de berichten in `{path.name}` te lezen is een extra onderdeel nodig.",
            'Installeer het: pip install "resultaat[berichten]"',
        ) from None
