"""Three alliances, quarter by quarter: what they yield, how parties get on, and how smoothly.

Made up. The first does better as parties get on better; the second yields without it; the
third gets on well and yields little.
"""

import numpy as np
import polars as pl

from resultaat.world.gebieden import GEMEENTE
from resultaat.world.opdracht import Opdracht

# samenwerking: yield, relationship and share in time at the start, and their change per year
_SAMENWERKINGEN = {
    "jeugdhulp_dichtbij": ((0.72, 6.2, 0.70), (0.05, 0.25, 0.03)),
    "schulden_de_baas": ((0.90, 5.8, 0.82), (0.02, -0.15, 0.0)),
    "werk_in_zicht": ((0.55, 7.6, 0.88), (0.0, 0.05, 0.01)),
}


def samenwerkingen_frame(rng: np.random.Generator, opdracht: Opdracht) -> pl.DataFrame:
    """One row per alliance and quarter."""
    rows = []
    for naam, (begin, groei) in _SAMENWERKINGEN.items():
        for q, kwartaal in enumerate(opdracht.kwartalen):
            opbrengst, relatie, tijdig = (b + g * q / 4 for b, g in zip(begin, groei, strict=True))
            afspraken = int(rng.integers(8, 21))
            rows.append(
                (
                    GEMEENTE,
                    kwartaal.astype("datetime64[D]").item(),
                    naam,
                    round(float(np.clip(opbrengst + rng.normal(0.0, 0.04), 0.0, 1.2)), 2),
                    round(float(np.clip(relatie + rng.normal(0.0, 0.3), 1.0, 10.0)), 1),
                    int(rng.binomial(afspraken, min(tijdig, 0.98))),
                    afspraken,
                )
            )
    namen = ["gemeente", "kwartaal", "samenwerking", "opbrengst", "relatie", "op_tijd", "afspraken"]
    return pl.DataFrame(rows, schema=namen, orient="row")
