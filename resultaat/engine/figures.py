"""The frame of figures: one row per indicator, area and period, and what its columns mean.

Every figure carries its numerator, denominator, number of rows, interval and state (E12). A
missing figure has a null `waarde` and says why in `staat`; it is never zero.
"""

from __future__ import annotations

from enum import Enum

import polars as pl

from resultaat.language.documents.bestand import Reden

#: Exact sums: 38 digits of which 8 decimals, so that no order of adding changes a bit.
EXACT = pl.Decimal(38, 8)


class Staat(Enum):
    """The state of a figure; the value is the word in every output."""

    DEFINITIEF = "definitief"
    VOORLOPIG = "voorlopig"
    ONTBREEKT = "ontbreekt"
    NOG_NIET_GEPUBLICEERD = Reden.NOG_NIET_GEPUBLICEERD.value
    ONDERDRUKT_BIJ_BRON = Reden.ONDERDRUKT_BIJ_BRON.value
    NIET_VAN_TOEPASSING = "niet van toepassing"
    ONDERDRUKT = "onderdrukt"


#: The states in which a figure has a value.
KNOWN = (Staat.DEFINITIEF.value, Staat.VOORLOPIG.value)
#: The states in which the source has no value, whatever its reason.
ABSENT = (Staat.ONTBREEKT, Staat.NOG_NIET_GEPUBLICEERD, Staat.ONDERDRUKT_BIJ_BRON)


class Herkomst(Enum):
    """How a figure came about at its level."""

    GETELD = "geteld"  # from rows below it
    GEPUBLICEERD = "gepubliceerd"  # the published row of this very area
    OPGETELD = "opgeteld"  # the sum of published rows below, where no row of its own exists
    DERDEN = "levert derden"  # nothing yet: others deliver it


FIGURES = pl.Schema(
    {
        "indicator": pl.String(),
        "niveau": pl.String(),
        "gebied": pl.String(),  # CBS code, or `onbekend`
        "periode": pl.String(),  # 2025, 2025-K1, 2025-03
        "start": pl.Date(),  # first day of the period
        "waarde": pl.Float64(),  # a fraction where the unit is %
        "teller": EXACT,
        "noemer": EXACT,  # null for a count or a sum
        "n": pl.Int64(),  # rows that the figure is about
        "onbekend": pl.Int64(),  # rows set aside because the outcome is not known
        "personen": pl.Int64(),  # different persons behind it; null where not about persons
        "onder": pl.Float64(),  # 95% interval; null where none is defined
        "boven": pl.Float64(),
        "staat": pl.String(),
        "herkomst": pl.String(),
    }
)

#: A published figure beside the sum of the published figures below it.
AANSLUITING = pl.Schema(
    {
        "indicator": pl.String(),
        "niveau": pl.String(),
        "gebied": pl.String(),
        "periode": pl.String(),
        "niveau_onder": pl.String(),
        "gepubliceerd": EXACT,
        "som_onder": EXACT,
        "verschil": EXACT,  # som_onder − gepubliceerd
        "gebieden": pl.Int64(),  # areas below that have a row
        "zonder_waarde": pl.Int64(),  # of which without a value
    }
)
