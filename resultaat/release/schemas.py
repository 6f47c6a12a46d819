"""The frames that may be kept with a run beside its figures, and the columns of each.

A register is read back years later, so these are columns of plain values, apart from the shape in
which an analysis hands over what it found.
"""

from __future__ import annotations

import polars as pl

from resultaat.analysis.toerekening.rekening import REKENING
from resultaat.release.bevinding import NEVENEFFECTEN, SIGNALEN

_TEXTS = pl.List(pl.String())
_NUMBERS = pl.List(pl.Float64())

#: A row per chart of an indicator in the own area: its points, its limits, and what the last says.
KAARTEN = pl.Schema(
    {
        "indicator": pl.String(),
        "gebied": pl.String(),
        "eenheid": pl.String(),
        "soort": pl.String(),  # see analysis.signalen.beeld.Soort
        "oordeel": pl.String(),  # see analysis.signalen.beeld.Signaaloordeel
        "kant": pl.Int64(),  # 1 where the last point stands high, -1 low, 0 neither
        "goed": pl.Boolean(),  # whether that side is the good one; null where there is none
        "regels": _TEXTS,  # which the last point breaks
        "q": pl.Float64(),  # its chance under noise, over all charts together
        "zonder_seizoen": pl.Boolean(),  # whether the seasons were taken off before judging
        "vanaf": pl.String(),  # the period from which the chart began anew
        "omdat": pl.String(),  # why it did
        "perioden": _TEXTS,
        "waarden": _NUMBERS,  # a fraction where the unit is %; null where there is no figure
        "midden": pl.Float64(),
        #: Of the last so many periods as there are limits; empty where there is no chart.
        "onder": _NUMBERS,
        "boven": _NUMBERS,
    }
)

#: A row per result: between which periods it was taken apart, or why it was not.
TOEREKENINGEN = pl.Schema(
    {
        "indicator": pl.String(),
        "naam": pl.String(),
        "eenheid": pl.String(),
        "gebied": pl.String(),
        "van": pl.String(),  # null where there is no account
        "tot": pl.String(),
        "voorlopig": pl.Boolean(),
        "kansverhouding": pl.Float64(),
        "reden": pl.String(),  # why there is no account; null where there is one
    }
)
#: The lines of all accounts.
REKENINGEN = pl.Schema({"indicator": pl.String(), "gebied_naam": pl.String()} | dict(REKENING))
#: What may be said of each effort for each result; see `Verdienste`.
VERDIENSTEN = pl.Schema(
    {
        "indicator": pl.String(),
        "inspanning": pl.String(),
        "namen": _TEXTS,
        "partners": _TEXTS,
        "trede": pl.String(),
        "zin": pl.String(),
        "poort": _TEXTS,
        "redenen": _TEXTS,
        "behandeld": pl.Int64(),
        "vergelijking": pl.Int64(),
        "weggelaten": pl.Int64(),
        "per": pl.String(),
        "effect": pl.Float64(),
        "onder": pl.Float64(),
        "boven": pl.Float64(),
        "p": pl.Float64(),
        "methode": pl.String(),
        "te_vinden": pl.Float64(),
    }
)
#: The checks of those efforts.
CONTROLES = pl.Schema(
    {
        "indicator": pl.String(),
        "inspanning": pl.String(),
        "naam": pl.String(),
        "uitslag": pl.String(),
        "uitleg": pl.String(),
    }
)
#: What was seen per dose, where not all areas of an effort got the same.
DOSES = pl.Schema(
    {
        "indicator": pl.String(),
        "inspanning": pl.String(),
        "dosis": pl.String(),
        "gebieden": pl.Int64(),
        "effect": pl.Float64(),  # null where too few areas got it
        "onder": pl.Float64(),
        "boven": pl.Float64(),
    }
)
#: The accounts of a run, by name.
TOEGEREKEND: dict[str, pl.Schema] = {
    "toerekeningen": TOEREKENINGEN,
    "rekeningen": REKENINGEN,
    "verdiensten": VERDIENSTEN,
    "controles": CONTROLES,
    "doses": DOSES,
}

#: A row per source and reason why rows were used or not, or why values are not there.
KWALITEIT = pl.Schema(
    {
        "bron": pl.String(),
        "naam": pl.String(),
        "lading": pl.Int64(),
        "geladen_op": pl.String(),  # 2025-12-31
        "lading_soort": pl.String(),  # geladen, teruggezet
        "nieuwste": pl.String(),  # the last date in the time column, of people its month; or null
        "te_laat": pl.Boolean(),  # null where the contract does not say how often it is refreshed
        "rijen_bestand": pl.Int64(),  # null where it is smaller than the minimum
        "soort": pl.String(),  # rijen, waarden, gebieden
        "reden": pl.String(),  # gebruikt, buiten, a code; of waarden: leeg, or what the source says
        "kolom": pl.String(),
        "uitleg": pl.String(),
        "aantal": pl.Int64(),  # null where it is hidden
        "aandeel": pl.Float64(),  # of the rows of the file
        "verborgen": pl.Boolean(),
        "afgerond": pl.Int64(),  # of what all counts are multiples; null where they are exact
    }
)
BIJLAGEN: dict[str, pl.Schema] = {
    **TOEGEREKEND,
    "neveneffecten": NEVENEFFECTEN,
    "signalen": SIGNALEN,
    "kaarten": KAARTEN,
    "kwaliteit": KWALITEIT,
}
