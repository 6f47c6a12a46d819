"""How far a plan is: rows, step and time to go, in words, while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event, Thread

from resultaat.compile.plan import Step
from resultaat.core.dutch import counted, number

Progress = Callable[[str], None]
_TICK = 0.5
#: Seconds before which nothing can be said of how long it takes.
_EARLY = 2.0


class Course:
    """The steps of a plan with the rows that each reads."""

    def __init__(self, steps: Sequence[Step], rows: Mapping[str, int], progress: Progress) -> None:
        self._steps, self._rows, self._progress = steps, rows, progress
        self._total = max(1, sum(rows[step.bron] for step in steps))
        self._begun = time.monotonic()

    @contextmanager
    def step(self, at: int, percent: Callable[[], float]) -> Iterator[None]:
        """Say what goes on in a step and how long the rest takes; `percent` asks the engine."""
        ended = Event()
        ticker = Thread(target=self._tick, args=(at, percent, ended), daemon=True)
        self._progress(self.words(at, 0))
        ticker.start()
        try:
            yield
        finally:
            ended.set()
            ticker.join()

    def _tick(self, at: int, percent: Callable[[], float], ended: Event) -> None:
        while not ended.wait(_TICK):
            self._progress(self.words(at, percent()))

    def words(self, at: int, percent: float) -> str:
        """Return what to say when a step has done `percent` of its rows."""
        step = self._steps[at]
        rows = self._rows[step.bron]
        part = min(1.0, max(0.0, percent / 100))
        done = sum(self._rows[each.bron] for each in self._steps[:at]) + part * rows
        words = (
            f"{step.bron}: {counted(len(step.parts), 'telling', 'tellingen')} over "
            f"{number(rows)} rijen, stap {at + 1} van {len(self._steps)}"
        )
        return words + self._to_go(done / self._total)

    def _to_go(self, share: float) -> str:
        spent = time.monotonic() - self._begun
        if spent < _EARLY or share <= 0:
            return ""
        left = spent * (1 - share) / share
        if left < 90:
            return f", nog ongeveer {counted(max(1, round(left)), 'seconde', 'seconden')}"
        return f", nog ongeveer {round(left / 60)} minuten"
