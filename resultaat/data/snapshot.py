"""Loading a source: from a file, through its contract, to a snapshot and a line in its history.

What counts is the last load in the history. It is used again as long as the file and all that
decides what comes out of it (the contract, its code lists, the area list, this reader) are what
they were then; otherwise the source is read anew. A load that is stopped at any moment, or that is
refused, leaves the last one as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Severity
from resultaat.core.dutch import counted, number
from resultaat.data import herindeling, history, store
from resultaat.data.build import Building, building
from resultaat.data.codelists import read_lists
from resultaat.data.contract import Judged, fulfil
from resultaat.data.levering import GELADEN, TERUGGEZET, Levering
from resultaat.data.leveringen import is_leveringen, write_leveringen
from resultaat.data.readers import RawTable, read_raw
from resultaat.data.readers.raw import forbidden
from resultaat.data.rows import Beside, Context
from resultaat.data.shift import late, shifted, small
from resultaat.data.sleutel import has_bsn, old_sleutel, sleutel
from resultaat.data.store import FOLDER, Snapshot, sha256_of_file
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron

#: Raise when the same file would give other rows than before.
READER_VERSION = 4
#: What people read in a contract decides nothing about the rows.
_WORDS = dict.fromkeys(("naam", "herkomst", "grondslag", "groepen", "relaties"), True)


@dataclass(frozen=True, slots=True)
class Lading:
    """A source as it is now: its snapshot, the load that it came from, and whether that is new."""

    snapshot: Snapshot
    levering: Levering
    nieuw: bool


@dataclass(frozen=True, slots=True)
class Wens:
    """How a load is asked for: also where the last one still fits, and in spite of a shift."""

    opnieuw: bool = False
    akkoord: str | None = None


def load_bron(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics
) -> Snapshot | None:
    """Return the snapshot of a source, reading it where needed; None after reporting why not."""
    lading = load(loaded, root, indeling, found)
    return lading.snapshot if lading is not None else None


def load(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics, wens: Wens = Wens()
) -> Lading | None:
    """Return the source as it is now, reading it where needed; None after reporting why not."""
    if is_leveringen(loaded.doc):
        write_leveringen(root, loaded.id, indeling.eigen)
    told = Diagnostics()  # what is wrong with another source does not stop this one
    door = _Door(loaded, root, indeling, told, wens)
    lading = door.known() if not door.stuck() else None
    if lading is None and not told.errors:
        lading = door.read()
    if lading is not None and not lading.nieuw and not wens.opnieuw:
        told.extend(_aside(loaded, lading.levering))
    if lading is not None:
        told.extend(late(loaded, lading.levering, date.today()))
        if lading.levering.omgerekend is not None:
            told.add(herindeling.told(loaded, lading.levering.omgerekend))
    found.extend(told.items)
    return lading


def _aside(loaded: Loaded[Bron], levering: Levering) -> Iterator[Diagnostic]:
    """Say once more that rows were set aside: who only calculates did not see the load."""
    if levering.terzijde:
        yield Diagnostic(
            "R3208",
            f"Van `{loaded.id}` zijn {number(levering.terzijde)} van de "
            f"{counted(levering.rijen, 'rij', 'rijen')} terzijde gelegd.",
            f"Waarom, staat bij: resultaat laad {loaded.id}. Welke regels: {levering.regels}",
            loaded.place("hoogstens_terzijde"),
            Severity.NOTE,
        )


def go_back(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, to: int | None, found: Diagnostics
) -> Lading | None:
    """Let an earlier load count again: number `to`, or the one before the last.

    None after reporting that it is not there (R2046), or does not fit any more (R3205).
    """
    loads = history.history(root, loaded.id)
    marks = _marks(loaded, root, indeling, found)
    chosen = _earlier(loads, to)
    if chosen is None:
        numbers = ", ".join(str(each.nummer) for each in loads) or "geen"
        message = f"Er is geen eerdere lading {to or ''} van `{loaded.id}` om naar terug te gaan."
        mend = f"De ladingen zijn: {numbers}. Kijk met: resultaat laad {loaded.id} --geschiedenis"
        found.add(Diagnostic("R2046", " ".join(message.split()), mend))
        return None
    snapshot = store.find(root, loaded.id, chosen.momentopname)
    if snapshot is None or chosen.contract != marks.contract:
        found.add(_cannot_go_back(loaded, chosen, gone=snapshot is None))
        return None
    back = replace(chosen, soort=TERUGGEZET, bestand=marks.bestand or "", akkoord=None)
    return Lading(snapshot, history.add(root, back), nieuw=True)


def write_closure(root: Path, indeling: Indeling) -> Path:
    """Write which area lies in which (closure of the area list) and return its Parquet file."""
    path = root / FOLDER / f"gebieden-{indeling.digest[:20]}.parquet"
    if not path.is_file():
        columns = ("gebied", "niveau_gebied", "binnen", "niveau")
        rows = pl.DataFrame(list(indeling.closure()), schema=columns, orient="row")
        with replacing(path) as temporary:
            rows.write_parquet(temporary)
    return path


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a load depends on: the hash of the file (None where it is not there), of all else."""

    bestand: str | None
    contract: str
    beside: Beside


def _marks(loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics) -> _Marks:
    path = root / loaded.doc.bestand
    lists = read_lists(loaded, root, found)
    key = sleutel() if has_bsn(loaded.doc) else None
    texts = {"kolommen": {"__all__": {"uitleg"}}}
    parts = (
        loaded.doc.model_dump_json(exclude={**_WORDS, **texts}),
        *(",".join([name, *sorted(codes)]) for name, codes in sorted(lists.items())),
        indeling.digest,
        str(READER_VERSION),
        key.mark if key is not None else "",
    )
    contract = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    try:
        bestand = sha256_of_file(path) if path.is_file() else None
    except PermissionError:
        bestand = None
        found.add(forbidden(loaded))
    return _Marks(bestand, contract, Beside(lists, key))


def _earlier(loads: Sequence[Levering], to: int | None) -> Levering | None:
    """Return the load with this number; else the last one that held something else than now."""
    if to is not None:
        return next((each for each in loads if each.nummer == to), None)
    others = [each for each in loads if each.momentopname != loads[-1].momentopname]
    return others[-1] if others else None


def _cannot_go_back(loaded: Loaded[Bron], chosen: Levering, *, gone: bool) -> Diagnostic:
    which = f"Lading {chosen.nummer} van `{loaded.id}`"
    if gone:
        message = f"{which} is er niet meer, of is later veranderd."
        mend = "Zet `.resultaat/gegevens` terug uit een reservekopie, of kies een andere lading."
    else:
        message = f"{which} is gemaakt met een ander contract of een andere gebiedenlijst."
        mend = "Zet het contract terug, of lever het oude bestand opnieuw aan en laad dat."
    return Diagnostic("R3205", message, mend, loaded.place("bestand"))


@dataclass(slots=True)
class _Door:
    """One load of one source."""

    loaded: Loaded[Bron]
    root: Path
    indeling: Indeling
    found: Diagnostics
    wens: Wens
    marks: _Marks = field(init=False)
    loads: list[Levering] = field(init=False)

    def __post_init__(self) -> None:
        self.marks = _marks(self.loaded, self.root, self.indeling, self.found)
        self.loads = history.history(self.root, self.loaded.id)

    def stuck(self) -> bool:
        """Whether somebody went back to an earlier load that the contract fits no longer."""
        last = self.loads[-1] if self.loads else None
        if last is not None and self._other_key(last):
            return True
        if last is None or last.soort != TERUGGEZET or self.wens.opnieuw:
            return False
        if last.bestand == (self.marks.bestand or "") and last.contract != self.marks.contract:
            self.found.add(_cannot_go_back(self.loaded, last, gone=False))
            return True
        return False

    def _other_key(self, last: Levering) -> bool:
        """Whether the key is another than at the last load, and nobody said that it changes."""
        key = self.marks.beside.sleutel
        if key is None or last.sleutel in (None, key.mark):
            return False
        old = old_sleutel()
        if old is not None and old.mark == last.sleutel:
            return False
        message = f"De sleutel is een andere dan bij de vorige lading van `{self.loaded.id}`."
        mend = "Gebruik de oude sleutel. Wilt u een nieuwe? Zet de oude in RESULTAAT_SLEUTEL_OUD."
        self.found.add(Diagnostic("R3303", message, mend))
        return True

    def known(self) -> Lading | None:
        """Return what an earlier load of this very file gave, if it is still there."""
        marks = self.marks
        same = [
            each
            for each in self.loads
            if (each.bestand, each.contract) == (marks.bestand or "", marks.contract)
            and (each.soort == GELADEN or (each is self.loads[-1] and not self.wens.opnieuw))
        ]
        if not same:
            return None
        snapshot = store.find(self.root, self.loaded.id, same[-1].momentopname)
        if snapshot is None:
            return None
        if same[-1] is self.loads[-1]:
            return Lading(snapshot, same[-1], nieuw=False)
        again = history.add(self.root, replace(same[-1], akkoord=self.wens.akkoord))
        return Lading(snapshot, again, nieuw=True)

    def read(self) -> Lading | None:
        """Read the file through the contract and keep what came out."""
        raw = read_raw(self.loaded, self.root, self.found)
        if raw is None:
            return None
        store.sweep(self.root, self.loaded.id)
        with building(self.root, self.loaded.id, self.loaded.doc) as made:
            context = Context.of(self.loaded.doc, self.indeling, self.marks.beside)
            judged = fulfil(self.loaded, raw, context, self.found, made)
            if judged is None or self._changed(raw):
                return None
            levering = self._levering(judged)
            before = self.loads[-1] if self.loads else None
            self.found.extend(small(self.loaded, judged.gebruikt))
            if before is not None and self.wens.akkoord is None:
                self.found.extend(shifted(self.loaded, levering, before))
            return None if self.found.errors else self._keep(made, judged, levering)

    def _changed(self, raw: RawTable) -> bool:
        """Whether the file is another than when loading began."""
        if not raw.path.is_file() or sha256_of_file(raw.path) == self.marks.bestand:
            return False
        message = f"Het bestand `{self.loaded.doc.bestand}` veranderde tijdens het laden."
        mend = "Wacht tot het helemaal is aangekomen, en laad opnieuw."
        self.found.add(Diagnostic("R3207", message, mend, self.loaded.place("bestand")))
        return True

    def _levering(self, judged: Judged) -> Levering:
        return Levering(
            bron=self.loaded.id,
            soort=GELADEN,
            momentopname="",
            bestand=self.marks.bestand or "",
            contract=self.marks.contract,
            rijen=judged.rijen,
            gebruikt=judged.gebruikt,
            omgerekend=judged.omgerekend,
            redenen=judged.redenen,
            kolommen=judged.kolommen,
            nieuwste=judged.nieuwste,
            akkoord=self.wens.akkoord,
            sleutel=key.mark if (key := self.marks.beside.sleutel) is not None else None,
        )

    def _keep(self, made: Building, judged: Judged, levering: Levering) -> Lading:
        snapshot = made.finish()
        regels = history.keep_lines(self.root, self.loaded.id, judged.aside)
        done = replace(levering, momentopname=snapshot.digest, regels=regels)
        return Lading(snapshot, history.add(self.root, done), nieuw=True)
