"""Wilgenstad (GM9999), a fictional gemeente with person-level records and a known truth.

One walk, per part of sixteen wijken: `levensloop` simulates the population, `aanvragen` lets it
ask for help, `verloop` and `uitkomst` decide what came of that; `trajecten`, `metingen`,
`declaraties`, `deelnames`, `professionals` and the others keep what administrations would know of
it. `ingrepen` says what the gemeente does and what that truly does, `neveneffecten` what else
moves, `vuil` what is late or missing, and `waarheid` writes all of that down. `make` writes the
files. Where the levels come from stands in the docstring of each; `niveaus` compares them with
published figures.
"""

from resultaat.world.make import make_world
from resultaat.world.opdracht import planted

__all__ = ["make_world", "planted"]
