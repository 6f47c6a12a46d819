"""Loading a source: from a file, through its contract, to a snapshot and a line in its history.

What counts is the last load in the history. It is used again as long as the file and all that
decides what comes out of it (the contract, its code lists, the area list, this reader) are what
they were then; otherwise the source is read anew. A load that is stopped at any moment, or that is
refused, leaves the last one as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from resultaat.core.atomic import replacing
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Severity
from resultaat.core.dutch import counted, number
from resultaat.data import herindeling, history, store
from resultaat.data.back import cannot_go_back
from resultaat.data.build import Building, building
from resultaat.data.contract import Judged, fulfil
from resultaat.data.lading import UNREAD, ZO, Lading, Marks, Wens, marks_of, state_of
from resultaat.data.levering import GELADEN, TERUGGEZET, Levering
from resultaat.data.readers import RawTable, read_raw
from resultaat.data.readers.raw import unreadable
from resultaat.data.readers.trouble import gone
from resultaat.data.rows import Context
from resultaat.data.shift import fractions, late, shifted, small, unverified
from resultaat.data.sleutel import old_sleutel
from resultaat.data.store import FOLDER, Snapshot, sha256_of_file
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron


def load_bron(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics
) -> Snapshot | None:
    """Return the snapshot of a source that needs no other; None after reporting why not."""
    lading = load(loaded, root, indeling, found)
    return lading.snapshot if lading is not None else None


def load(
    loaded: Loaded[Bron], root: Path, indeling: Indeling, found: Diagnostics, wens: Wens = ZO
) -> Lading | None:
    """Return the source as it is now, reading it where needed; None after reporting why not."""
    told = Diagnostics()  # what is wrong with another source does not stop this one
    door = _Door(loaded, root, indeling, told, wens)
    lading = door.known() if not door.stuck() else None
    if lading is None and not told.errors:
        lading = door.read()
    if lading is not None and not lading.nieuw and not wens.opnieuw:
        told.extend(_aside(loaded, lading.levering))
    if lading is not None:
        told.extend(late(loaded, lading.levering, date.today()))
        told.extend(fractions(loaded, lading.levering))
        told.extend(unverified(loaded, wens.naast))
        if lading.levering.omgerekend is not None:
            told.add(herindeling.told(loaded, lading.levering.omgerekend))
    found.extend(told.items)
    return lading


def _aside(loaded: Loaded[Bron], levering: Levering) -> Iterator[Diagnostic]:
    """Say once more that rows were set aside: who only calculates did not see the load."""
    if levering.terzijde:
        messages = any(each.code == "R3017" for each in levering.redenen)
        yield Diagnostic(
            "R3208",
            f"Van `{loaded.id}` zijn {number(levering.terzijde)} van de "
            f"{counted(levering.rijen, 'rij', 'rijen')} terzijde gelegd.",
            f"Waarom, staat bij: resultaat laad {loaded.id}. Welke regels: {levering.regels}",
            loaded.place(*(["berichten"] if messages else []), "hoogstens_terzijde"),
            Severity.NOTE,
        )


def write_closure(root: Path, indeling: Indeling) -> Path:
    """Write which area lies in which (closure of the area list) and return its Parquet file."""
    path = root / FOLDER / f"gebieden-{indeling.digest[:20]}.parquet"
    if not path.is_file():
        columns = ("gebied", "niveau_gebied", "binnen", "niveau")
        rows = pl.DataFrame(list(indeling.closure()), schema=columns, orient="row")
        with replacing(path) as temporary:
            rows.write_parquet(temporary)
    return path


@dataclass(slots=True)
class _Door:
    """One load of one source."""

    loaded: Loaded[Bron]
    root: Path
    indeling: Indeling
    found: Diagnostics
    wens: Wens
    marks: Marks = field(init=False)
    loads: list[Levering] = field(init=False)

    def __post_init__(self) -> None:
        naast = self.wens.naast
        self.marks = marks_of(self.loaded, self.root, self.indeling, self.found, naast)
        self.loads = history.history(self.root, self.loaded.id)

    def stuck(self) -> bool:
        """Whether somebody went back to an earlier load that the contract fits no longer."""
        last = self.loads[-1] if self.loads else None
        if last is not None and self._other_key(last):
            return True
        if last is None or last.soort != TERUGGEZET or self.wens.opnieuw:
            return False
        if last.bestand == (self.marks.bestand or "") and last.contract != self.marks.contract:
            self.found.add(cannot_go_back(self.loaded, last, gone=False))
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
        """Whether the file is another than when loading began, or is there no more."""
        if self.marks.bestand == UNREAD:
            self.found.add(unreadable(raw.path, gone(raw.path)))
            return True
        if self.marks.toestand and state_of(raw.path) == self.marks.toestand:
            return False
        try:
            now = sha256_of_file(raw.path) if raw.path.is_file() else None
        except OSError:
            now = ""
        if now == self.marks.bestand:
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
