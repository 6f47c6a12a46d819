"""Laying an example over a folder of definitions.

`# indicators/jeugd/x.yaml` on the first line: the block is that file.
`# in indicators/jeugd/x.yaml`: the block holds some keys of that file; they take the place of the
keys of the same name, and a new key goes to the end.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from docs_pages import Block, blocks

_FILE = re.compile(r"(?P<part>in )?(?P<path>[\w/]+\.yaml)\b.*")
_KEY = re.compile(r"(\w+):")


def names_a_file(block: Block) -> bool:
    """Whether the block says which file it is, or of which file it is a part."""
    return block.language == "yaml" and _FILE.fullmatch(block.first_comment) is not None


def lay_over(base: Path, block: Block, target: Path) -> Path:
    """Copy the base to `target` and put the block in it.

    What a reader is told to save stands beside what the page had them save before.
    """
    shutil.copytree(base, target, dirs_exist_ok=True)
    if "opslaan" in block.marks:
        for earlier in blocks(block.path):
            if earlier.line < block.line and _is_kept(earlier):
                put(earlier, target)
    put(block, target)
    return target


def _is_kept(block: Block) -> bool:
    return names_a_file(block) and "opslaan" in block.marks and "fout" not in block.marks


def put(block: Block, target: Path) -> None:
    """Write the block into the folder `target`, as the file or the part that it says it is."""
    found = _FILE.fullmatch(block.first_comment)
    assert found is not None
    path = target / found["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = block.text
    if found["part"]:
        assert path.is_file(), f"{block.where}: there is no {found['path']} to change"
        text = _merged(path.read_text(encoding="utf-8"), block.text)
    path.write_text(text + "\n", encoding="utf-8")


def _merged(text: str, part: str) -> str:
    whole, changed = _sections(text), _sections(part)
    changed.pop("")  # the comment that says which file it is
    return "\n".join({**whole, **changed}.values())


def _sections(text: str) -> dict[str, str]:
    """Cut a file into its top keys, each with the lines that belong to it."""
    sections: dict[str, list[str]] = {}
    current = ""
    for line in text.splitlines():
        if key := _KEY.match(line):
            current = key[1]
        sections.setdefault(current, []).append(line)
    return {key: "\n".join(lines) for key, lines in sections.items()}
