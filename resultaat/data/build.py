"""Writing a snapshot as its rows come: files per part, a name when all of it is there.

Rows of one part wait together until they make a file worth writing, or take too much memory.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import polars as pl

from resultaat.core.stopping import removed_by
from resultaat.data import store
from resultaat.data.content import Content
from resultaat.data.parts import WHOLE, in_order, parts_of, too_many
from resultaat.data.store import Part, Snapshot
from resultaat.language.documents.bron import Bron

#: Rows that DuckDB hands to one thread; fixed, because the hash of a file is that of the bytes.
_ROW_GROUP = 122_880
#: Rows of one part that make a file, and rows of all parts that may wait in memory.
_FILE, _WAITING = 8 * _ROW_GROUP, 16 * _ROW_GROUP


@contextmanager
def building(root: Path, name: str, bron: Bron) -> Iterator[Building]:
    """Give a snapshot to be filled; what is not finished leaves nothing behind."""
    made = Building(root, name, bron)
    try:
        with removed_by(made.remove):
            yield made
    finally:
        made.remove()


class Building:
    """A snapshot that is being written, in a folder that no load looks at."""

    def __init__(self, root: Path, name: str, bron: Bron) -> None:
        self.root = root
        self.name = name
        self.bron = bron
        self.folder: Path | None = None
        self.begin(whole=True)

    def begin(self, *, whole: bool) -> None:
        """Forget what was added before. Where all rows come at once, they are put in order."""
        self.remove()
        self.whole = whole
        self.waiting: dict[str, list[pl.DataFrame]] = {}
        self.files: list[Part] = []
        self.as_one = False
        self.nothing = pl.DataFrame()

    def remove(self) -> None:
        """Remove what was written and has no name yet."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def add(self, frame: pl.DataFrame) -> None:
        """Take some rows of the snapshot."""
        self.nothing = frame.clear()
        if frame.is_empty():
            return
        for label, rows in parts_of(frame, self.bron):
            self.waiting.setdefault(WHOLE if self.as_one else label, []).append(rows)
        if not self.as_one and too_many(self.bron, {*self.waiting, *(f.deel for f in self.files)}):
            self._make_one()
        if not self.whole:
            self._write_most()

    def _write_most(self) -> None:
        """Write what makes a file; where too many rows wait, first the part with most of them."""
        counts = {label: sum(each.height for each in rows) for label, rows in self.waiting.items()}
        many = sum(counts.values())
        for label in sorted(counts, key=counts.__getitem__, reverse=True):
            if counts[label] >= _FILE or many > _WAITING:
                self._write(label)
                many -= counts[label]

    def _make_one(self) -> None:
        self.as_one = True
        self.waiting = {WHOLE: [each for rows in self.waiting.values() for each in rows]}

    def finish(self) -> Snapshot:
        """Write what waits, and give the snapshot its name; the same content is kept once."""
        if not self.waiting and not self.files:
            self.waiting[WHOLE] = [self.nothing]
        for label in sorted(self.waiting):
            self._write(label)
        parts = [self._named(part) for part in self.files]
        parts.sort(key=lambda part: (part.deel, part.path.name))
        assert self.folder is not None  # noqa: S101  an empty frame is a part too
        columns = {name: str(kind) for name, kind in _schema(parts[0].path).items()}
        digest = store.digest_of(columns, parts)
        store.write_manifest(self.folder, self.name, digest, columns, parts)
        path = self.folder.parent / digest[:20] / store.PARTS
        there = tuple(replace(part, path=path / part.path.name) for part in parts)
        return store.put(self.folder, Snapshot(self.name, path, digest, there))

    def _write(self, label: str) -> None:
        rows = pl.concat(self.waiting.pop(label))
        rows = in_order(rows, self.bron) if self.whole else rows
        path = self._folder() / store.PARTS / f"{len(self.files)}.parquet"
        rows.write_parquet(path, compression="zstd", compression_level=1, row_group_size=_ROW_GROUP)
        store.to_disk(path)
        digest = store.sha256_of_file(path)
        self.files.append(Part(label, path, rows.height, digest, Content.of(rows)))

    def _folder(self) -> Path:
        if self.folder is None:
            parent = store.folder_of(self.root, self.name)
            parent.mkdir(parents=True, exist_ok=True)
            self.folder = Path(tempfile.mkdtemp(dir=parent, prefix=store.BUILDING))
            (self.folder / store.PARTS).mkdir()
        return self.folder

    def _named(self, part: Part) -> Part:
        """Give a file the name of its part, numbered where it has several."""
        label = WHOLE if self.as_one else part.deel
        same = [each for each in self.files if self.as_one or each.deel == part.deel]
        number = "" if len(same) == 1 else f"~{same.index(part) + 1:03d}"
        path = part.path.with_name(f"{label}{number}.parquet")
        part.path.rename(path)
        return self._shared(replace(part, deel=label, path=path))

    def _shared(self, part: Part) -> Part:
        """Let an equal file of an earlier snapshot stand for this one: the same bytes, once."""
        for other in store.folder_of(self.root, self.name).glob(
            f"[0-9a-f]*/{store.PARTS}/{part.path.name}"
        ):
            as_long = other.stat().st_size == part.path.stat().st_size
            if as_long and store.sha256_of_file(other) == part.digest:
                link = part.path.with_suffix(".link")
                with suppress(OSError):  # a disk without links keeps its own copy
                    os.link(other, link)
                    link.replace(part.path)
                break
        return part


def _schema(path: Path) -> pl.Schema:
    # From a stream: the name of a folder may hold a star or a bracket.
    with path.open("rb") as stream:
        return pl.Schema(pl.read_parquet_schema(stream))
