"""What has to be ended or removed when somebody stops the program.

Whoever has a query running, or a file half-written, says here how that ends. Ending well is the
normal way (`with` closes and removes); this is for Ctrl-C in the middle of work that listens to
nobody, and for the moment at which the program must be gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_interrupts: list[Callable[[], object]] = []
_removals: list[Callable[[], object]] = []


@contextmanager
def interrupted_by(interrupt: Callable[[], object]) -> Iterator[None]:
    """While the block runs, it can be made to end early by `interrupt`, from any thread."""
    with _held(_interrupts, interrupt):
        yield


@contextmanager
def removed_by(remove: Callable[[], object]) -> Iterator[None]:
    """While the block runs, `remove` takes away what it would leave behind if it were cut off."""
    with _held(_removals, remove):
        yield


def interrupt_all() -> None:
    """Make everything that can be interrupted end; it then cleans up after itself."""
    _all(_interrupts)


def remove_all() -> None:
    """Remove what is half-written: the program ends here."""
    _all(_removals)


@contextmanager
def _held(where: list[Callable[[], object]], action: Callable[[], object]) -> Iterator[None]:
    where.append(action)
    try:
        yield
    finally:
        where.remove(action)


def _all(actions: list[Callable[[], object]]) -> None:
    for action in reversed(actions.copy()):
        # One that fails must not keep the others from ending.
        with suppress(Exception):
            action()
