"""Floor 10: the report as one HTML file. Takes `Released` figures and nothing else.

What a figure goes through here: `select` makes subjects of the frames, `story` says in Dutch what
they mean, `front`, `section`, `overview` and `provenance` lay out what is printed, `charts` draws,
and `page` puts it all in one file.
"""

from __future__ import annotations

from resultaat.report.page import render

__all__ = ["render"]
