"""A server on 127.0.0.1 that answers as the open data of the CBS does, with faults on request."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

Row = Mapping[str, object]
ROWS = ("Observations", "TypedDataSet")
LISTS = {"MeasureCodes", "Dimensions", "DataProperties"}


@dataclass
class Cbs:
    """A table in pages, and what goes wrong: per number of the request for a page, which fault."""

    rows: Sequence[Row]
    per_page: int = 2
    v3: bool = False
    #: `500`, `429`, `404`, `cut`, `slow`, `text`, `elsewhere`, by how many pages were asked for.
    faults: dict[int, str] = field(default_factory=dict)
    #: What the table was changed at, each time that it is asked.
    stamps: list[str] = field(default_factory=lambda: ["2026-01-01"])
    says: int | None = None
    #: What it says of the table: topics and codes, by the name of the list. Others are not there.
    lists: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    address: str = ""
    asked: Counter[str] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    pages: int = 0

    @property
    def missing(self) -> set[str]:
        """Lists that this server does not have."""
        return LISTS - set(self.lists)

    def answer(self, path: str, query: Mapping[str, list[str]]) -> object:
        if path.endswith("/$count"):
            return len(self.rows) if self.says is None else self.says
        if path.endswith("/Properties"):
            return {"ObservationsModified": self._stamp()}
        if path.endswith("/TableInfos"):
            return {"value": [{"Modified": self._stamp()}]}
        name = path.rpartition("/")[2]
        rows = self.rows if name in ROWS else self.lists[name]
        skip = int(query.get("$skip", ["0"])[0])
        page: dict[str, object] = {"value": list(rows[skip : skip + self.per_page])}
        if skip + self.per_page < len(rows):
            key = "odata.nextLink" if self.v3 else "@odata.nextLink"
            page[key] = f"{self.address}{path}?$skip={skip + self.per_page}"
        return page

    def _stamp(self) -> str:
        return self.stamps.pop(0) if len(self.stamps) > 1 else self.stamps[0]


@contextmanager
def serving(cbs: Cbs) -> Iterator[str]:
    """Yield the address of a server for this table."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            path, query = unquote(url.path), parse_qs(url.query)
            cbs.asked[path] += 1
            cbs.agents.add(self.headers["User-Agent"])
            fault = ""
            if path.rpartition("/")[2] in cbs.missing:
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if path.endswith(ROWS):
                cbs.pages += 1
                fault = cbs.faults.get(cbs.pages, "")
            if fault.isdigit():
                self.send_response(int(fault))
                self.send_header("Retry-After", "7")
                self.end_headers()
                return
            content = json.dumps(cbs.answer(path, query)).encode()
            if fault == "text":
                content = b"<html>onderhoud</html>"
            if fault == "elsewhere":
                content = json.dumps(
                    {"value": [cbs.rows[0]], "@odata.nextLink": "http://example.invalid/x"}
                ).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if fault == "slow":
                threading.Event().wait(1.0)
            self.wfile.write(content[: len(content) // 2] if fault == "cut" else content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a client that gave up waiting

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    cbs.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield cbs.address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
