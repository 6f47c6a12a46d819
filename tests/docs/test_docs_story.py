"""Every command and every piece of Python in the handbook and the README does what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs_pages import README, ROOT, TRIED
from docs_story import Story, assert_shown, quiet_environment

from resultaat.demo import Demo


@pytest.mark.parametrize("path", TRIED, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_story_of_a_document_is_true(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    quiet_environment(monkeypatch)
    home = tmp_path
    if path == README:  # it speaks of the repository itself, after `make demo`
        demo: Demo = request.getfixturevalue("wilgenstad")
        home = demo.werkmap
    Story(home, monkeypatch).tell(path)


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        ("a\nb", "a\n\nb  \n", True),
        ("a", "a\nb", False),
        ("a\n...", "a\nb\nc", True),
        ("...\nc", "a\nb\nc", True),
        ("a ... c", "a b c", True),
        ("run 20261122-024519-bbd026", "run <run>", True),
        ("", "a", True),
        ("a.c", "abc", False),
    ],
)
def test_comparing(shown: str, output: str, same: bool) -> None:
    if same:
        assert_shown(shown, output, "here")
        return
    with pytest.raises(AssertionError):
        assert_shown(shown, output, "here")
