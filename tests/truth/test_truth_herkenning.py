"""Each pattern is found by its own module, and lights up no other."""

from __future__ import annotations

import pytest

from bench.waarheid.herkenning import OWN, found_in
from bench.waarheid.patterns import PATTERNS, Pattern, PatternDesign
from bench.waarheid.planting import make

WORLDS = 6


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_alone_is_found_by_its_own_module(pattern: Pattern) -> None:
    design = PatternDesign("a pattern alone", pattern, areas=60)
    found = [found_in(world) for world in make(design, WORLDS)]
    own = {OWN[pattern]} if pattern in OWN else set()
    assert sum(bool(each & own) for each in found) >= (WORLDS - 1 if own else 0)
    assert sum(bool(each - own) for each in found) <= 1
