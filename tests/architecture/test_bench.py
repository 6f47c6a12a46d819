"""The benchmarks run: on a few rows, for what they say and not for how fast."""

from __future__ import annotations

import pytest

from bench import scans


def test_the_scans_run_and_say_a_ratio(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "ROWS", 2_000)
    fused, naive = scans.run()
    assert float(fused.ratio) > 0
    assert float(naive.ratio) > 0
