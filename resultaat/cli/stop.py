"""Ctrl-C: the program is gone within a second, whatever it is doing.

Python tells the main thread of a signal only between two of its own steps, and a query or a file
that is read is one step of many seconds. So a thread of its own hears the signal at once and ends
the query; the main thread then stops as it always does. When it does not (it is in a library that
cannot be interrupted), what is half-written is removed here and the program ends.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import NoReturn

from resultaat.core.stopping import interrupt_all, remove_all

STOPPED = 130
#: In words, on stderr.
WORDS = "Gestopt. Wat er al was, staat er nog."
#: Seconds in which the main thread may stop by itself.
_PATIENCE = 0.6
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[None]:
    """Let Ctrl-C, and a request of the system to end, stop the block within a second."""
    reads, writes = socket.socketpair()
    writes.setblocking(False)
    ended = Event()
    before = signal.set_wakeup_fd(writes.fileno(), warn_on_full_buffer=False)
    handlers = {each: signal.signal(each, _stop) for each in _SIGNALS}
    Thread(target=_watch, args=(reads, ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        signal.set_wakeup_fd(before)
        for each, handler in handlers.items():
            signal.signal(each, handler)
        writes.close()


def _stop(number: int, frame: FrameType | None) -> None:
    # What is raised while Python looks for a module may be lost, and told as an error that it
    # ignores. The thread that hears the signal then ends the program.
    if frame is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        return
    raise KeyboardInterrupt


def _watch(reads: socket.socket, ended: Event) -> None:
    with reads:
        while heard := reads.recv(1):
            if heard[0] in _SIGNALS:
                interrupt_all()
                if not ended.wait(_PATIENCE):
                    _leave()


def _leave() -> NoReturn:
    remove_all()
    print(WORDS, file=sys.stderr, flush=True)  # noqa: T201  rich belongs to the main thread
    os._exit(STOPPED)
