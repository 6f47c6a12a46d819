"""What the CBS says of a table: its topics with their texts, and what the codes in it mean.

Written beside the file of the source, called as it is, so that a proposed contract finds them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from resultaat.core.atomic import replacing
from resultaat.data.fetch.cbs import Row, Table

#: Kinds of property in v3 that are dimensions, each with a code list of its own.
_DIMENSIONS = ("Dimension", "GeoDimension", "GeoDetail", "TimeDimension")
_MOST_PAGES = 1000


def fetch_metadata(table: Table, beside: Path) -> list[Path]:
    """Write the topics of a table and its code lists beside a file, and return the new files.

    Raises Unanswered where the server does not give them.
    """
    written = []
    for name, rows in _lists(table):
        path = beside.with_name(f"{beside.stem}_{name}.csv")
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as to:
            writer = csv.DictWriter(to, list(rows[0]), lineterminator="\n", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        written.append(path)
    return written


def _lists(table: Table) -> Iterator[tuple[str, list[Row]]]:
    """Yield each list that has rows, by its name on the server."""
    if table.chosen.odata == "v4":
        yield from _filled(table, "MeasureCodes")
        dimensions = [f"{each['Identifier']}Codes" for each in _all(table, "Dimensions")]
    else:
        properties = _all(table, "DataProperties")
        yield from (("DataProperties", properties),) if properties else ()
        dimensions = [str(each["Key"]) for each in properties if each.get("Type") in _DIMENSIONS]
    for name in dimensions:
        yield from _filled(table, name)


def _filled(table: Table, name: str) -> Iterator[tuple[str, list[Row]]]:
    if rows := _all(table, name):
        yield name, rows


def _all(table: Table, name: str) -> list[Row]:
    rows: list[Row] = []
    url: str | None = table.about(name)
    for _ in range(_MOST_PAGES):
        if url is None:
            break
        page = table.client.get(url)
        found = page.get("value") if isinstance(page, dict) else None
        rows += found if isinstance(found, list) else []
        following = page.get("@odata.nextLink") or page.get("odata.nextLink") if found else None
        url = str(following) if following else None
    return rows
