"""Tables of the CBS by its open data services, OData v3 and v4: page by page, whole or not at all.

Pages are kept until the table is complete, so that a fetch that stopped goes on where it was.
Before and after, the server is asked when the table was changed: pages of two versions are never
joined.
Source: CBS, Handleiding CBS Open Data Services (v3) and CBS OData v4.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from resultaat.core.atomic import replacing
from resultaat.data.fetch.polite import Client
from resultaat.language.documents.ophalen import Ophalen

SERVERS = {
    "v3": "https://opendata.cbs.nl/ODataFeed/odata",
    "v4": "https://datasets.cbs.nl/odata/v1/CBS",
}
_KEPT = Path(".resultaat") / "ophalen"
_MOST_PAGES = 100_000


class Changed(Exception):  # noqa: N818  told as R5002
    """The table was changed while it was fetched."""


class Incomplete(Exception):  # noqa: N818  told as R5003
    """There are more or fewer rows than the server says there are."""


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """One table on one server."""

    client: Client
    chosen: Ophalen

    @property
    def _root(self) -> str:
        return f"{self.client.base}/{self.chosen.cbs}"

    @property
    def first(self) -> str:
        """The address of the first page."""
        rows = "Observations" if self.chosen.odata == "v4" else "TypedDataSet"
        return f"{self._root}/{rows}?{self._query(form=True)}".rstrip("?")

    def _query(self, *, form: bool) -> str:
        parts = ["$format=json"] if form and self.chosen.odata == "v3" else []
        if self.chosen.filter:
            parts.append(f"$filter={quote(self.chosen.filter, safe='')}")
        return "&".join(parts)

    def about(self, name: str) -> str:
        """Return the address of what the server says of the table: a list of topics or codes."""
        return f"{self._root}/{name}{'?$format=json' if self.chosen.odata == 'v3' else ''}"

    def stamp(self) -> str:
        """Return when the table was changed last, as the server writes it."""
        if self.chosen.odata == "v4":
            about = self.client.get(f"{self._root}/Properties")
            return str(about.get("ObservationsModified") or about.get("Modified"))
        infos = self.client.get(f"{self._root}/TableInfos?$format=json")
        return str(infos["value"][0]["Modified"])

    def count(self) -> int:
        """Return how many rows there are to fetch."""
        rows = "Observations" if self.chosen.odata == "v4" else "TypedDataSet"
        query = self._query(form=False)
        return int(self.client.get(f"{self._root}/{rows}/$count{'?' if query else ''}{query}"))


def fetch_table(table: Table, root: Path, progress: Callable[[str], None]) -> Iterator[Row]:
    """Yield every row of a table; none where it raises Unanswered, Changed or Incomplete."""
    stamp, expected = table.stamp(), table.count()
    folder = _kept(table, stamp, root)
    pages = _pages(table, folder, progress)
    total = sum(len(_rows(page)) for page in pages)
    if table.stamp() != stamp:
        shutil.rmtree(folder)
        raise Changed
    if total != expected:
        shutil.rmtree(folder)
        raise Incomplete
    for page in pages:
        yield from _rows(page)
    shutil.rmtree(folder)


def _kept(table: Table, stamp: str, root: Path) -> Path:
    """Return where pages of this version are kept; those of an earlier one are of no use."""
    own = root / _KEPT / hashlib.sha256(table.first.encode()).hexdigest()[:20]
    folder = own / hashlib.sha256(stamp.encode()).hexdigest()[:20]
    for each in own.glob("*"):
        if each != folder:
            shutil.rmtree(each)
    return folder


def _pages(table: Table, folder: Path, progress: Callable[[str], None]) -> list[Path]:
    """Return the files of all pages, asking for those that are not there yet."""
    url: str | None = table.first
    pages: list[Path] = []
    asked: set[str] = set()
    while url is not None and url not in asked and len(pages) < _MOST_PAGES:
        asked.add(url)
        path = folder / f"{len(pages):05}.json"
        if not path.is_file():
            answer = table.client.get(url)
            if not isinstance(answer, dict) or not isinstance(answer.get("value"), list):
                raise Incomplete
            with replacing(path) as temporary:
                temporary.write_text(json.dumps(answer), encoding="utf-8")
        pages.append(path)
        progress(f"bladzijde {len(pages)}")
        url = _next(path)
    return pages


def _next(path: Path) -> str | None:
    page = json.loads(path.read_text(encoding="utf-8"))
    found = page.get("@odata.nextLink") or page.get("odata.nextLink")
    return str(found) if found else None


def _rows(path: Path) -> list[Row]:
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8"))["value"]
    return rows
