"""Under which name a query finds a source. By itself, as who only loads needs no compiler."""

from __future__ import annotations


def view_of(bron: str) -> str:
    """Return the name of the view of a source, which no table of the plan can have."""
    return f"bron_{bron}"
