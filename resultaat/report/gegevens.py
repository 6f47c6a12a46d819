"""How good the data were: per source what came in, what was used, and why the rest was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from resultaat.core.codes import all_codes
from resultaat.core.dutch import day_or_month, number
from resultaat.release.kwaliteit import BENADERD
from resultaat.report.tables import Body, Column, Row, Table

_Rows = Sequence[Mapping[str, Any]]
_HIDDEN = "minder dan het minimum"
#: Only where some source has codes of another year.
_AREAS = Column("Gebieden van een ander jaar", words=True)
_COLUMNS = (
    Column("Tot en met", words=True),
    Column("Rijen"),
    Column("Gebruikt"),
    Column("Niet gebruikt, en waarom", words=True),
    Column("Waarden die er niet zijn", words=True),
)


def data_table(rows: Iterable[Mapping[str, Any]]) -> Table | None:
    """Return a row per source that was delivered (rows of KWALITEIT); None where there is none."""
    sources = [(_first(list(group))) for _, group in groupby(rows, key=lambda row: row["bron"])]
    made = [each for each in sources if each is not None]
    if not made:
        return None
    columns: tuple[Column, ...] = _COLUMNS
    if any(each.cells[-1] for each in made):
        columns = (*_COLUMNS, _AREAS)
    else:
        made = [Row(each.head, each.cells[:-1]) for each in made]
    body = Body("", tuple(sorted(made, key=lambda each: each.head.lower())))
    return Table("Rijen en waarden per bron", "Bron", columns, (body,))


def _first(rows: _Rows) -> Row | None:
    counts = [row for row in rows if row["soort"] == "rijen"]
    used = next(row for row in counts if row["reden"] == "gebruikt")
    if used["rijen_bestand"] == 0:
        return None  # nothing was delivered; that stands with what others deliver
    aside = [_because(row) for row in counts if row is not used]
    absent = [f"{row['reden']}: {_count(row)}" for row in rows if row["soort"] == "waarden"]
    cells = (_until(used), _whole(used), _count(used), "; ".join(aside), "; ".join(absent))
    return Row(used["naam"], (*cells, _of_another_year(rows)))


def _of_another_year(rows: _Rows) -> str:
    """Say what became of areas of another year, and how far they can be compared."""
    areas = [row for row in rows if row["soort"] == "gebieden"]
    if not areas:
        return ""
    kinds = ", ".join(f"{number(row['aantal'])} {row['reden']}" for row in areas)
    about = any(row["reden"] == BENADERD for row in areas)
    how = "vergelijk die alleen in grote lijnen" if about else "over de jaren te vergelijken"
    return f"{areas[0]['uitleg']}: {kinds}; {how}"


def _because(row: Mapping[str, Any]) -> str:
    if row["reden"] == "buiten":
        return f"hoort niet bij deze bron: {_count(row)}"
    titel = _titles().get(row["reden"], row["reden"])
    words = titel[:1].lower() + titel[1:]
    column = f" ({row['kolom']})" if row["kolom"] else ""
    return f"{words}{column}: {_count(row)}"


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    return {code: page.titel for code, page in all_codes().items()}


def _count(row: Mapping[str, Any]) -> str:
    return _HIDDEN if row["verborgen"] else _about(row, row["aantal"])


def _whole(row: Mapping[str, Any]) -> str:
    whole = row["rijen_bestand"]
    return "verborgen" if whole is None else _about(row, whole)


def _about(row: Mapping[str, Any], count: int) -> str:
    return f"ongeveer {number(count)}" if row.get("afgerond") else number(count)


def _until(row: Mapping[str, Any]) -> str:
    if row["nieuwste"] is None:
        return "niet bekend"
    until = day_or_month(row["nieuwste"])
    return f"{until}, te laat" if row["te_laat"] else until
