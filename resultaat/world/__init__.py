"""Wilgenstad (GM9999), a fictional gemeente with person-level records, from a seed.

One walk: `levensloop` simulates the population, `aanvragen` lets it ask for help,
`verloop` decides what came of that, `trajecten` and `ervaringen` keep what the
administration would know of it, `standen` and `middelen` fill the other files,
`make` writes them. Where the levels come from stands in the docstring of each.
"""

from resultaat.world.make import make_world

__all__ = ["make_world"]
