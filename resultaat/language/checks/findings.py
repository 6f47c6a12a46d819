"""How every finding is made: a code, words, a mend, and the place in the document."""

from __future__ import annotations

from typing import Any

from resultaat.core.diagnostics import Diagnostic, Severity
from resultaat.language.catalog import Loaded


def finding(
    loaded: Loaded[Any], code: str, message: str, mend: str, *path: str | int
) -> Diagnostic:
    """Return a finding: something to think over, that stops no calculation."""
    return Diagnostic(code, message, mend, loaded.place(*path), Severity.WARNING)
