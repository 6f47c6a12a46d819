"""What a command says: data on stdout, messages and progress on stderr.

With `--json` stdout holds one JSON document and nothing else, with a version, so that a program
that reads it can rely on its shape.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.core.diagnostics import Diagnostics, ExitCode, Severity
from resultaat.core.dutch import counted, listing

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

JSON_VERSION = 1
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


class Output:
    """The two streams of one command."""

    def __init__(self, command: str, *, as_json: bool) -> None:
        self.command = command
        self.as_json = as_json

    @cached_property
    def out(self) -> Console:
        """Where data go. Made when there is something to say: rich takes longer than our help."""
        from rich.console import Console

        return Console(soft_wrap=True, highlight=False)

    @cached_property
    def err(self) -> Console:
        """Where messages go."""
        from rich.console import Console

        return Console(stderr=True, soft_wrap=True, highlight=False)

    def say(self, text: str) -> None:
        """Print a line for a person; nothing where JSON was asked for."""
        if not self.as_json:
            self.out.print(text, markup=False)

    def table(self, table: Table) -> None:
        """Print a table for a person."""
        if not self.as_json:
            self.out.print(table)

    def note(self, text: str) -> None:
        """Print a message beside the data."""
        self.err.print(text, markup=False)

    def json(self, content: Mapping[str, object]) -> None:
        """Print the one JSON document, where it was asked for."""
        if self.as_json:
            document = {"versie": JSON_VERSION, "opdracht": self.command, **content}
            json.dump(document, sys.stdout, ensure_ascii=False, default=_plain, allow_nan=False)
            sys.stdout.write("\n")

    def diagnostics(self, found: Diagnostics, root: Path, *, to_stdout: bool = False) -> None:
        """Print everything found, in file order, and one line that counts it."""
        console = self.out if to_stdout else self.err
        for item in found:
            head, *rest = item.render(root).split("\n")
            console.print(head, style=_STYLES[item.severity], markup=False)
            console.print("\n".join(rest), markup=False)
            console.print()
        if len(found):
            console.print(summary(found), style="bold", markup=False)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """Give a function that says what is going on; quiet when nobody is looking."""
        if not self.err.is_terminal:
            yield lambda _: None
            return
        with self.err.status("bezig ...") as status:
            yield lambda text: status.update(f"{text} ...")


def exit_code_of(found: Diagnostics) -> ExitCode:
    """Return the exit code of what was found: only codes of wrong use (R2...) make it 2."""
    errors = found.errors
    if errors and all(item.code.startswith("R2") for item in errors):
        return ExitCode.WRONG_USE
    return found.exit_code


def summary(found: Diagnostics) -> str:
    """Return one line that counts what was found."""
    items = list(found)
    errors = len(found.errors)
    findings = sum(item.severity is Severity.WARNING for item in items)
    words = []
    if errors:
        words.append(counted(errors, "fout", "fouten"))
    if findings:
        words.append(counted(findings, "bevinding", "bevindingen"))
    return f"{listing(words)}." if words else "Geen fouten en geen bevindingen."


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
