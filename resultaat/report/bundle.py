"""Packing scripts into the page, and the policy that lets these and nothing else run (R1).

Plotly's basic script is 1.2 MB; packed it is 0.5 MB: gzip, in base85, which is 6% less than base64.
The page unpacks it itself and puts it in as an inline script. The policy names both scripts by
hash: no other script runs, and nothing is fetched.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Packed:
    """A script, compressed, with the hash of what comes out."""

    text: str
    digest: str


@lru_cache(maxsize=1)
def packed_plotly() -> Packed:
    """Return plotly's script, packed. The same bytes each time: no date goes in."""
    from resultaat.report.charts import plotly_js

    return pack(plotly_js())


def pack(script: str) -> Packed:
    """Compress a script."""
    compressed = gzip.compress(script.encode(), compresslevel=9, mtime=0)
    # Without `<` nothing in it can be taken for the end of the element or for a comment.
    text = base64.b85encode(compressed).decode().replace("<", ",")
    return Packed(text, script_hash(script))


def script_hash(script: str) -> str:
    """Return the source expression that allows just this inline script."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(*hashes: str) -> str:
    """Return a content security policy under which only these scripts run and nothing is fetched.

    Styles are inline: the page's own, and those that plotly sets on what it draws.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "img-src data: blob:",
            "style-src 'unsafe-inline'",
            "font-src data:",
            f"script-src {' '.join(hashes) or chr(39) + 'none' + chr(39)}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
