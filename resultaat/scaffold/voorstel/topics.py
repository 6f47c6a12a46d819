"""What is known of a column beside its values: the unit in its header, the metadata of the CBS."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

_UNIT = re.compile(r"^(?P<titel>.*?)\s*\((?P<eenheid>[^()]*)\)$")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
#: The place of a column, behind its name in OData v3. Four digits are a year.
_NUMBERED = re.compile(r"_\d{1,3}$")
#: How the metadata of a table are called beside it.
_PROPERTIES = {
    "_DataProperties": ("Key", "Title", "Unit", "Description"),
    "_MeasureCodes": ("Identifier", "Title", "Unit", "Description"),
}


@dataclass(frozen=True, slots=True)
class Topic:
    """A column as its maker calls it: the title, the unit and what he says of it."""

    titel: str
    eenheid: str = ""
    uitleg: str = ""

    @property
    def id(self) -> str:
        """Return a name that a contract can have."""
        words = _PARTS.findall(
            unicodedata.normalize("NFKD", self.titel).encode("ascii", "ignore").decode()
        )
        made = "_".join(each.lower() for each in words)[:50].strip("_")
        made = made if made[:1].isalpha() else f"kolom_{made}"
        return made if len(made) > 1 else f"kolom_{made}"


def topics_of(names: list[str], path: Path) -> dict[str, Topic]:
    """Return what is known of each column."""
    told = _told(path)
    found = {name: told.get(name) or _of_header(name) for name in names}
    often = Counter(each.id for each in found.values())
    # `Laag/Waarde` and `Hoog/Waarde`: what stands before it tells them apart.
    return {
        name: _of_header(name, parts=2) if often[each.id] > 1 and name not in told else each
        for name, each in found.items()
    }


def _of_header(name: str, parts: int = 1) -> Topic:
    """Read a header: `Bevolking/Aantal inwoners (aantal)` of StatLine, `AantalInwoners_5`."""
    found = _UNIT.match(name)
    titel, eenheid = (found["titel"], found["eenheid"]) if found else (name, "")
    last = " ".join(each.rsplit(";", 1)[-1].strip() for each in titel.split("/")[-parts:])
    said = titel if last != titel else ""
    return Topic(_NUMBERED.sub("", last) or titel, eenheid, said)


def _told(path: Path) -> dict[str, Topic]:
    """Read the metadata that stand beside a table of the CBS, where they do.

    They are called as the file itself, or begin with the number of the same table.
    """
    table = re.match(r"\d{5}[A-Za-z]{3}", path.name)
    for end, wanted in _PROPERTIES.items():
        for each in sorted(path.parent.glob(f"*{end}.*")):
            own = each.stem == f"{path.stem}{end}"
            if own or (table is not None and each.name.startswith(table[0])):
                return _read(each, list(wanted))
    return {}


def _read(path: Path, wanted: list[str]) -> dict[str, Topic]:
    try:
        if path.suffix == ".csv":
            frame = pl.read_csv(path, infer_schema=False, glob=False)
        else:
            frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError):
        return {}
    if not set(wanted[:2]) <= set(frame.columns):
        return {}
    lacking = [name for name in wanted if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in lacking)
    return {
        key: Topic(titel.strip(), (unit or "").strip(), " ".join((said or "").split())[:200])
        for key, titel, unit, said in frame.select(wanted).iter_rows()
        if key and titel
    }
