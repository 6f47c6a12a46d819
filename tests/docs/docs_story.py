"""A document as a story: what it tells a reader to do is done, in order, in a folder of its own."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from docs_overlay import names_a_file, put
from docs_pages import Block, blocks

from resultaat.cli.app import run

#: The home of the reader in the examples; the folder of the story stands in for it.
HOME = "/home/anna"
#: What differs at every run.
_MASKS = (
    (re.compile(r"\b\d{8}-\d{6}-[0-9a-f]{6}\b"), "<run>"),
    (re.compile(r"\b\d+,\d seconden"), "<tijd> seconden"),
    (re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+\+00:00"), "<moment>"),
)


@dataclass
class Story:
    """Runs the blocks of one document."""

    home: Path
    monkeypatch: pytest.MonkeyPatch
    names: dict[str, object] = field(default_factory=dict)
    printed: str = ""

    def tell(self, path: Path) -> None:
        """Run every block of a document in which something is to be done."""
        self.monkeypatch.chdir(self.home)
        for block in blocks(path):
            if "geen-test" in block.marks:
                continue
            if "opslaan" in block.marks:
                self._save(block)
            elif block.language == "console":
                self._console(block)
            elif block.language == "python":
                self._python(block)
            elif "uitvoer" in block.marks:
                assert_shown(block.text, self.printed, block.where)

    def _save(self, block: Block) -> None:
        if names_a_file(block):
            put(block, Path.cwd())
            return
        target = Path.cwd() / block.marks["opslaan"]
        assert target.suffix, f"{block.where}: say which file this is"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text + "\n", encoding="utf-8")

    def _console(self, block: Block) -> None:
        code = 0
        for command, shown in commands(block.text):
            assert code == 0, f"{block.where}: only the last command may fail"
            code, output = self._run(command)
            assert_shown(shown, output, f"{block.where}: $ {command}")
        assert code == int(block.marks.get("uitkomst") or 0), f"{block.where}: exit code {code}"

    def _run(self, command: str) -> tuple[int, str]:
        words = shlex.split(command)
        with self.monkeypatch.context() as now:
            while "=" in words[0]:
                name, _, value = words.pop(0).partition("=")
                now.setenv(name, value)
            if words[0] == "cd":
                self.monkeypatch.chdir(words[1])
                return 0, ""
            assert words[0] == "resultaat", f"what is `{words[0]}`?"
            now.setattr(sys, "argv", words)
            with captured() as output:
                code = run(words[1:])
        return code, self._masked(output.getvalue())

    def _python(self, block: Block) -> None:
        with captured() as output:
            exec(compile(block.text, block.where, "exec"), self.names)  # noqa: S102
        self.printed = self._masked(output.getvalue())

    def _masked(self, text: str) -> str:
        return masked(text.replace(str(self.home.resolve()), HOME))


@contextlib.contextmanager
def captured() -> Iterator[io.StringIO]:
    """Catch both streams in the order in which they are written."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        yield output


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a block with the output that is shown under it."""
    command, shown = "", list[str]()
    for line in text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, "\n".join(shown)
            command, shown = line[2:], []
        else:
            shown.append(line)
    assert command, "a console block begins with `$ `"
    yield command, "\n".join(shown)


def masked(text: str) -> str:
    """Return the text with what differs at every run taken out."""
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text


def assert_shown(shown: str, output: str, where: str) -> None:
    """Compare what a document shows with the real output.

    Blank lines do not count; `...` stands for anything in a line, and on a line of its own for any
    lines. Where nothing is shown, nothing is compared.
    """
    wanted = _lines(masked(shown))
    if not wanted:
        return
    pattern = "".join(_pattern(line) for line in wanted)
    given = "".join(f"{line}\n" for line in _lines(output))
    assert re.fullmatch(pattern, given), f"{where} gives\n{given}\nand not\n{shown}"


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _pattern(line: str) -> str:
    if line.strip() == "...":
        return r"(?:.*\n)*?"
    return ".*?".join(re.escape(part) for part in line.split("...")) + r"\n"


def quiet_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would make the output differ from that of a plain terminal of 80 wide."""
    for name in os.environ:
        if name.startswith("RESULTAAT_") or name in ("FORCE_COLOR", "TTY_COMPATIBLE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")
