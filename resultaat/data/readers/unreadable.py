"""What a reader raises when a file is not what it says it is."""

from __future__ import annotations

from resultaat.core.source import Span


class Unreadable(Exception):  # noqa: N818  caught by the reader's caller and told as R3002
    """The file cannot be read: what is wrong, how to mend it, and where."""

    def __init__(self, message: str, mend: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.span = span
