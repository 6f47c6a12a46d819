"""Writing files that are there whole or not at all, and always the same bytes.

A table may come in parts; it is put together from the parts without ever being in memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

_ROW_GROUP = 250_000


class Tables:
    """The files of one world: put in place together, when all of them are there.

    Use as a context; after an error nothing of it is left and what was there before stands.
    """

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.say = say
        self.rows: dict[str, int] = {}
        self._parts: dict[str, list[Path]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, naam: str, frame: pl.DataFrame) -> None:
        """Add the rows of a frame to a table; a CSV comes in one part only."""
        parts = self._parts.setdefault(naam, [])
        # In the same folder: a rename is atomic only within one file system.
        path = self.folder / f".{naam}.{len(parts)}.deel"
        parts.append(path)
        if naam.endswith(".csv"):
            # The way Dutch Excel reads it: semicolons, decimal commas, UTF-8.
            frame.write_csv(path, separator=";", decimal_comma=True)
        else:
            # Fixed here, because the defaults of the library may change.
            frame.write_parquet(
                path, compression="zstd", compression_level=3, row_group_size=_ROW_GROUP
            )
        self.rows[naam] = self.rows.get(naam, 0) + frame.height

    def add_json(self, naam: str, inhoud: dict[str, Any]) -> None:
        """Add a document: a GeoJSON or another JSON, one member of a list per line."""
        path = self.folder / f".{naam}.0.deel"
        self._parts[naam] = [path]
        path.write_text(_lines(inhoud), encoding="utf-8")

    def __enter__(self) -> Tables:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._put_in_place()
        finally:
            for parts in self._parts.values():
                for part in parts:
                    part.unlink(missing_ok=True)

    def _put_in_place(self) -> None:
        for naam, parts in self._parts.items():
            self.say(f"Wilgenstad: {naam} schrijven")
            if len(parts) > 1:
                self._join(naam, parts)
        for naam, parts in self._parts.items():
            parts[0].replace(self.folder / naam)

    def _join(self, naam: str, parts: list[Path]) -> None:
        whole = self.folder / f".{naam}.heel.deel"
        self._parts[naam] = [whole, *parts]
        pl.scan_parquet(parts, glob=False).sink_parquet(
            whole,
            compression="zstd",
            compression_level=3,
            row_group_size=_ROW_GROUP,
            maintain_order=True,
        )


def euros(cents: str) -> pl.Expr:
    """A column of whole cents as Decimal(18,2) euros; exact, as no float comes between."""
    hundredth = pl.lit("0.01").cast(pl.Decimal(18, 2))
    return (pl.col(cents).cast(pl.Decimal(38, 2)) * hundredth).cast(pl.Decimal(18, 2))


def _lines(inhoud: dict[str, Any]) -> str:
    """JSON of which each member of a list stands on a line, so that a difference can be read."""
    members = []
    for naam, waarde in inhoud.items():
        text = json.dumps(waarde, ensure_ascii=False)
        if isinstance(waarde, list) and waarde:
            each = ",\n".join(json.dumps(item, ensure_ascii=False) for item in waarde)
            text = f"[\n{each}\n]"
        members.append(f"{json.dumps(naam)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"
