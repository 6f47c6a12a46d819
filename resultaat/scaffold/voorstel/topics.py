"""What is known of a column beside its values: the unit in its header, the metadata of the CBS."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import polars as pl

_UNIT = re.compile(r"^(?P<titel>.*?)\s*\((?P<eenheid>[^()]*)\)$")
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBERED = re.compile(r"_\d+$")
#: How the metadata of a table are called beside it.
_PROPERTIES = ("_DataProperties.csv", "_DataProperties.parquet")


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
    return {name: told.get(name) or _of_header(name) for name in names}


def _of_header(name: str) -> Topic:
    """Read a header: `Bevolking/Aantal inwoners (aantal)` of StatLine, `AantalInwoners_5`."""
    found = _UNIT.match(name)
    titel, eenheid = (found["titel"], found["eenheid"]) if found else (name, "")
    last = titel.rsplit("/", 1)[-1].rsplit(";", 1)[-1].strip()
    said = titel if last != titel else ""
    return Topic(_NUMBERED.sub("", last) or titel, eenheid, said)


def _told(path: Path) -> dict[str, Topic]:
    """Read the metadata that stand beside a table of the CBS, where they do."""
    table = re.match(r"\d{5}[A-Za-z]{3}", path.name)
    near = [each for end in _PROPERTIES for each in sorted(path.parent.glob(f"*{end}"))]
    for each in near:
        if table is not None and each.name.startswith(table[0]):
            return _read(each)
    return {}


def _read(path: Path) -> dict[str, Topic]:
    wanted = ["Key", "Title", "Unit", "Description"]
    try:
        if path.suffix == ".csv":
            frame = pl.read_csv(path, infer_schema=False, columns=wanted, glob=False)
        else:
            frame = pl.read_parquet(path, columns=wanted, glob=False)
    except (pl.exceptions.PolarsError, OSError):
        return {}
    return {
        key: Topic(titel.strip(), (unit or "").strip(), " ".join((said or "").split())[:200])
        for key, titel, unit, said in frame.select(wanted).iter_rows()
        if key and titel
    }
