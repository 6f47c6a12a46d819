"""Asking a server for one answer after another: patiently, by name, and never more than it bears.

An answer that is cut off, slow or an error is asked for again, each time after a longer pause; what
a server says about waiting (`Retry-After`) goes before our own pause.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from resultaat import __version__

_TRANSIENT = (408, 429, 500, 502, 503, 504)
_LARGEST = 256 * 1024 * 1024


class Unanswered(Exception):  # noqa: N818  told as R5001 by who knows the source
    """A server did not give what was asked, and why; `code` where it refused."""

    def __init__(self, reason: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(slots=True)
class Client:
    """One server. `pause` is how long to wait between answers, in seconds; it grows on trouble."""

    base: str
    timeout: float = 60.0
    attempts: int = 5
    pause: float = 0.2
    longest: float = 120.0
    sleep: Callable[[float], None] = field(default=time.sleep)

    def get(self, url: str) -> Any:
        """Return the JSON at `url`, numbers as they are written. Raises Unanswered."""
        if urlsplit(url)[:2] != urlsplit(self.base)[:2]:
            raise Unanswered("verwijst naar een ander adres")
        reason = ""
        for attempt in range(self.attempts):
            if attempt:
                self.sleep(min(self.longest, self.pause * 4**attempt))
            try:
                return self._once(url)
            except urllib.error.HTTPError as wrong:
                if wrong.code not in _TRANSIENT:
                    raise Unanswered(f"antwoordt met fout {wrong.code}", wrong.code) from None
                reason = f"antwoordt met fout {wrong.code}"
                self._obey(wrong.headers.get("Retry-After"))
            except (TimeoutError, urllib.error.URLError):
                reason = "antwoordt niet"
            except (OSError, http.client.HTTPException, ValueError):
                reason = "geeft antwoorden die niet heel aankomen"
        raise Unanswered(f"{reason}, ook na {self.attempts} keer vragen")

    def _once(self, url: str) -> Any:
        headers = {"Accept": "application/json", "User-Agent": f"resultaat/{__version__}"}
        request = urllib.request.Request(url, headers=headers)  # noqa: S310  see `get` and `base`
        with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
            content = answer.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise Unanswered("geeft een antwoord dat te groot is")
        self.sleep(self.pause)
        return json.loads(content, parse_float=str, parse_int=str)

    def _obey(self, retry_after: str | None) -> None:
        if retry_after and retry_after.isdigit():
            self.sleep(min(self.longest, float(retry_after)))
