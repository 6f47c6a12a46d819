"""The documents that are tested, and the fenced blocks in them with their marks.

A mark is a comment on a line of its own, directly above the block that it is about:

geen-test             do not run or check this block
uitkomst: 3           the exit code of the last command in this block (0 where it says nothing)
opslaan               put this file in the folder of the story; its first line says where
opslaan: data/x.csv   the same for a file that has no room for a comment
fout                  this definition is wrong on purpose
basis: demo           from here on definitions are laid over Wilgenstad (demo) or an empty start
                      (nieuw, which is where each document begins)
uitvoer               what the Python block above this one prints
in-rapport            every line of this block stands in the report on Wilgenstad
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HANDBOEK = sorted((DOCS / "handboek").glob("*.md"))
README = ROOT / "README.md"
#: Documents of which every block is tried.
TRIED = [*HANDBOEK, README]

_MARK = re.compile(r"<!--\s*(?P<name>[a-z-]+)(?::\s*(?P<value>.+?))?\s*-->")
_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<language>\w*)")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a document."""

    path: Path
    line: int
    language: str
    text: str
    marks: Mapping[str, str]
    basis: str

    @property
    def where(self) -> str:
        """Where the block stands, for a message."""
        return f"{self.path.relative_to(ROOT)}:{self.line}"

    @property
    def first_comment(self) -> str:
        """The words of the comment on the first line, or an empty text."""
        first = self.text.split("\n", 1)[0]
        return first[1:].strip() if first.startswith("#") else ""


def blocks(path: Path) -> Iterator[Block]:
    """Yield the blocks of a document from top to bottom."""
    marks: dict[str, str] = {}
    basis = "nieuw"
    lines = iter(enumerate(path.read_text(encoding="utf-8").splitlines(), start=1))
    for number, line in lines:
        if mark := _MARK.fullmatch(line.strip()):
            marks[mark["name"]] = mark["value"] or ""
            basis = marks.get("basis", basis)
        elif fence := _FENCE.fullmatch(line):
            body = []
            for _, inside in lines:
                if inside == fence["ticks"]:
                    break
                body.append(inside)
            yield Block(path, number, fence["language"], "\n".join(body), marks, basis)
            marks = {}
        elif line.strip():
            marks = {}


def prose(path: Path) -> str:
    """Return a document as it was written."""
    return path.read_text(encoding="utf-8")


def rows(path: Path, mark: str) -> list[list[str]]:
    """Return the cells of the table under the comment `<!-- mark -->`, without its heading."""
    _, _, after = prose(path).partition(f"<!-- {mark} -->\n")
    assert after, f"{path.name} has no table marked `{mark}`"
    table: list[list[str]] = []
    for line in after.strip().splitlines():
        if not line.startswith("|"):
            break
        # A stroke inside backticks would be written as `\|`.
        cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
        table.append([cell.strip() for cell in cells])
    assert len(table) > 2, f"the table `{mark}` in {path.name} is empty"
    return table[2:]


def marked(path: Path, kind: str) -> list[str]:
    """Return the values of all marks of one kind: `<!-- model: Bron -->` gives `Bron`."""
    return re.findall(rf"^<!-- {kind}: (.+?) -->$", prose(path), re.MULTILINE)
