"""Diagnostics as values: a code, a place, what is wrong and how to mend it.

Nothing here prints or raises by itself. `Diagnostics` gathers everything there is to say, so
that a user sees all of it at once; `ResultaatError` carries it out where work cannot go on.
"""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from pathlib import Path

from resultaat.core.source import SourceFile, Span

#: Characters on one line of a narrow terminal.
_TERMINAL = 80


class Severity(Enum):
    """How bad it is; the value is the word a user reads."""

    ERROR = "fout"
    WARNING = "bevinding"
    NOTE = "opmerking"


class ExitCode(IntEnum):
    """What the command line answers to the shell (documented in `docs/handboek`)."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    ERROR = 3
    INTERNAL = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is: a file, and where known a span in it."""

    path: Path
    span: Span | None = None
    source: SourceFile | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the user. `message` says what is wrong, `mend` what to do about it."""

    code: str
    message: str
    mend: str
    place: Place | None = None
    severity: Severity = Severity.ERROR

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, then by position in the file, then by what is said."""
        if self.place is None:
            return ("", 0, 0, self.code, self.message)
        span = self.place.span
        where = (span.line, span.column) if span else (0, 0)
        return (str(self.place.path), *where, self.code, self.message)

    def render(self, root: Path | None = None) -> str:
        """Return the message as text, with the line it speaks of."""
        body = [*_lines(self.message), *_lines(self.mend)]
        body.append(f"   Meer uitleg: resultaat leg-uit {self.code}")
        head = f"{self.code} {self.severity.value}"
        if self.place is not None:
            head = f"{self._where(root)}  {head}"
            if self.place.source and self.place.span:
                body.insert(0, self.place.source.excerpt(self.place.span))
        return "\n".join([head, *(line for line in body if line.strip())])

    def to_json(self, root: Path | None = None) -> dict[str, object]:
        """Return the diagnostic as plain data for `--json`."""
        span = self.place.span if self.place else None
        return {
            "code": self.code,
            "ernst": self.severity.value,
            "bestand": self._relative(root) if self.place else None,
            "regel": span.line if span else None,
            "kolom": span.column if span else None,
            "tot_regel": span.end_line if span else None,
            "tot_kolom": span.end_column if span else None,
            "bericht": self.message,
            "herstel": self.mend,
        }

    def _relative(self, root: Path | None) -> str:
        assert self.place is not None  # noqa: S101  callers looked
        path = self.place.path
        if root is not None and path.is_relative_to(root):
            path = path.relative_to(root)
        return path.as_posix()

    def _where(self, root: Path | None) -> str:
        assert self.place is not None  # noqa: S101  callers looked
        span = self.place.span
        return f"{self._relative(root)}:{span.line}:{span.column}" if span else self._relative(root)


def _lines(text: str) -> list[str]:
    """Indent a text; only one that would run off two lines of a terminal is broken up."""
    if len(text) <= 2 * _TERMINAL - 3:
        return [f"   {text}"]
    return textwrap.wrap(text, _TERMINAL, initial_indent="   ", subsequent_indent="   ")


@dataclass(slots=True)
class Diagnostics:
    """Everything found so far, in the order in which a reader meets it."""

    items: list[Diagnostic] = field(default_factory=list)

    def add(self, *found: Diagnostic) -> None:
        """Add what was found."""
        self.items.extend(found)

    def extend(self, found: Iterable[Diagnostic]) -> None:
        """Add all of `found`."""
        self.items.extend(found)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(set(self.items), key=Diagnostic.sort_key))

    def __len__(self) -> int:
        return len(self.items)

    @property
    def errors(self) -> list[Diagnostic]:
        """Only what stops the work."""
        return [item for item in self if item.severity is Severity.ERROR]

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that this outcome deserves."""
        if self.errors:
            return ExitCode.ERROR
        if any(item.severity is Severity.WARNING for item in self.items):
            return ExitCode.FINDINGS
        return ExitCode.FINE

    def raise_if_errors(self) -> None:
        """Stop the work when something in here must be mended first."""
        if self.errors:
            raise ResultaatError(self)


class ResultaatError(Exception):
    """Work cannot go on; says why in `diagnostics`."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        super().__init__("; ".join(f"{item.code} {item.message}" for item in diagnostics))
        self.diagnostics = diagnostics

    @classmethod
    def of(cls, *found: Diagnostic) -> ResultaatError:
        """Return an error that carries just these."""
        return cls(Diagnostics(list(found)))


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that is most like `word`, if any is."""
    close = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.61)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a Dutch question naming the closest of `known`, or an empty text."""
    close = closest(word, known)
    return f"Bedoelt u `{close}`?" if close else ""
