"""Two processes at one register."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

import register_examples as examples

from resultaat.core.diagnostics import ResultaatError
from resultaat.register.store import Register

_EACH = 12


def save_many(name: str, folder: Path, url: str | None, start: Any, told: Any) -> None:
    """Save runs of its own, and one that the other saves too; report the codes met."""
    start.wait(60)
    met = []
    with Register.open(folder, url) as register:
        for number in range(_EACH):
            register.save(examples.released(f"{name}-{number}", waarde=number / 7))
        try:
            register.save(examples.released("van-beide"))
        except ResultaatError as error:
            met = [item.code for item in error.diagnostics]
    told.put(met)


def test_two_processes_make_and_fill_one_register(tmp_path: Path, url: str | None) -> None:
    spawn = multiprocessing.get_context("spawn")
    start, told = spawn.Barrier(2), spawn.SimpleQueue()
    workers = [
        spawn.Process(target=save_many, args=(name, tmp_path, url, start, told))
        for name in ("links", "rechts")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    # Each saved all of its own; of the shared run just one saving held.
    assert sorted([told.get(), told.get()]) == [[], ["R6006"]]
    told.close()
    for worker in workers:
        worker.close()
    with Register.open(tmp_path, url) as register:
        assert len(register.runs()) == 2 * _EACH + 1
        assert register.load("links-3").resultaten["waarde"][0] == 3 / 7
