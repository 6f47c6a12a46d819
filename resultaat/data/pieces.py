"""Working on several pieces of a file at once, with the answers in the order of the file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from resultaat.core.settings import Settings
from resultaat.data.readers.table import Piece
from resultaat.data.readers.unreadable import Unreadable

Answer = TypeVar("Answer")
#: Each piece at work takes memory; more at once than this gains nothing.
_MOST = 4


def in_turn(pieces: Iterator[Piece], work: Callable[[Piece], Answer]) -> Iterator[Answer]:
    """Yield what `work` makes of each piece; never more than a few are in memory at once."""
    first, second = next(pieces, None), next(pieces, None)
    if first is None:
        return
    if second is None:
        yield work(first)
        return
    workers = min(Settings.read().threads, _MOST)
    with ThreadPoolExecutor(workers) as pool:
        waiting = deque([pool.submit(work, first), pool.submit(work, second)])
        try:
            yield from _as_they_come(pieces, work, pool, waiting, workers)
        finally:
            for each in waiting:
                each.cancel()


def _as_they_come(
    pieces: Iterator[Piece],
    work: Callable[[Piece], Answer],
    pool: ThreadPoolExecutor,
    waiting: deque[Future[Answer]],
    workers: int,
) -> Iterator[Answer]:
    stopped: Unreadable | None = None
    while True:
        try:
            piece = next(pieces, None) if stopped is None else None
        except Unreadable as wrong:
            # What is wrong earlier in the file is told first.
            stopped, piece = wrong, None
        if piece is not None:
            waiting.append(pool.submit(work, piece))
        if not waiting:
            break
        if piece is None or len(waiting) > workers:
            yield waiting.popleft().result()
    if stopped is not None:
        raise stopped
