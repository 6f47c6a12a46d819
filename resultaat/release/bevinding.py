"""Findings as rows: of every analysis one frame, with for each row an identity that lasts.

A finding is the same finding in the next run when it is about the same question, indicator, group,
area and pattern, whatever its size has become. So somebody can say once what it was, and a finding
that is gone can be told.
"""

from __future__ import annotations

import hashlib

import polars as pl

#: What `neveneffecten` found, a row per finding, guardrail and question.
NEVENEFFECTEN = pl.Schema(
    {
        "bevinding": pl.String(),  # identity: see `identity`
        # bevinding, waarborg, signaal (there was nothing to compare with), niet gevonden, gekeken
        # (how much was looked at, per question)
        "soort": pl.String(),
        "bij": pl.List(pl.String()),  # indicators under which it is shown: what was aimed at
        "vraag": pl.String(),  # after what: interventie:gezinscoach
        "vraag_naam": pl.String(),
        "patroon": pl.String(),  # see analysis.neveneffecten.antwoord.Patroon; null where gekeken
        "indicator": pl.String(),  # that moved; null where gekeken
        "naam": pl.String(),
        "groep": pl.String(),  # alle, or a column with its value
        "gebied": pl.String(),  # CBS code, or `samen`
        "gebied_naam": pl.String(),
        "zin": pl.String(),  # what moved, where and how much; never why
        "verschil": pl.Float64(),
        "onder": pl.Float64(),  # 95% interval
        "boven": pl.Float64(),
        "eenheid": pl.String(),  # procentpunt and % are fractions
        "q": pl.Float64(),  # p, adjusted over the whole screen
        "bewijs": pl.String(),  # how sure, in words
        "ook": pl.String(),  # what it could also be
        "waarborg": pl.String(),  # veilig, geschonden, te weinig gegevens; null where no guardrail
        "te_vinden": pl.Float64(),  # the size that would have been found in 8 of 10 cases
    }
)
#: What `signalen` found, a row per chart of which the last point stands out.
SIGNALEN = pl.Schema(
    {
        "bevinding": pl.String(),  # identity: see `identity`
        "indicator": pl.String(),
        "naam": pl.String(),
        "gebied": pl.String(),
        "gebied_naam": pl.String(),
        "periode": pl.String(),
        "kaart": pl.String(),  # see analysis.signalen.beeld.Soort
        "oordeel": pl.String(),  # see analysis.signalen.beeld.Signaaloordeel
        "kant": pl.Int8(),  # 1 high, −1 low
        "goed": pl.Boolean(),  # whether that is the good side; null where no side is
        "zin": pl.String(),
        "waarde": pl.Float64(),
        "midden": pl.Float64(),  # of the chart
        "onder": pl.Float64(),  # its limits at the last point
        "boven": pl.Float64(),
        "eenheid": pl.String(),
        "q": pl.Float64(),  # p of the last point, adjusted over all charts
        "bewijs": pl.String(),  # how sure, in words
        "ook": pl.String(),  # what it could also be
    }
)


def identity(*parts: str) -> str:
    """Return what a finding is known by in every run: twelve hexadecimal digits of its parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
