"""Dirt as in life: what is late, missing, silent, double or wrong.

Late bills, outcomes that nobody filled in and an aanbieder that delivers nothing for a quarter
are in every world, because they are in every gemeente. Rows that a contract refuses are in
it only when asked for: with them nothing can be calculated until they are mended.
"""

from typing import Any

import numpy as np
import polars as pl

from resultaat.world.aanbieders import AANBIEDERS
from resultaat.world.arrays import Dates
from resultaat.world.opdracht import Deel, Opdracht

_ZWIJGER = 5
_STILTE = ("2024-07", "2024-08", "2024-09")
_DUBBEL, _FOUT = 0.002, 0.002
# Per file the columns that get a wrong code, and what it is.
_CODES = {
    "trajecten.parquet": {"wet": "JW", "reden_einde": "31"},
    "declaraties.parquet": {"buurt": "BU99990000"},
    "inwoners.parquet": {"geslacht": "0"},
}


def silence() -> tuple[int, Dates]:
    """The aanbieder that delivers nothing, and the first days of those months."""
    return _ZWIJGER, np.array([np.datetime64(f"{maand}-01", "D") for maand in _STILTE])


def is_silent(waarheid: pl.DataFrame) -> pl.Series:
    """Whether each traject ended while its aanbieder delivered nothing."""
    aanbieder, maanden = silence()
    maand = waarheid["sluit"].to_numpy().astype("datetime64[M]").astype("datetime64[D]")
    stil = (waarheid["aanbieder"].to_numpy() == aanbieder) & np.isin(maand, maanden)
    return pl.Series(stil)


def soil(deel: Deel, naam: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Put double rows and wrong codes in a frame, where its file has any."""
    if naam not in _CODES:
        return frame
    rng = deel.stream(f"vuil {naam}")
    for kolom, fout in _CODES[naam].items():
        raak = pl.Series(rng.random(frame.height) < _FOUT)
        frame = frame.with_columns(pl.when(raak).then(pl.lit(fout)).otherwise(kolom).alias(kolom))
    return pl.concat([frame, frame.filter(pl.Series(rng.random(frame.height) < _DUBBEL))])


def told(opdracht: Opdracht) -> list[dict[str, Any]]:
    """What dirt there is, for `waarheid.json`."""
    aanbieder, maanden = silence()
    in_deze_jaren = bool(np.isin(maanden, opdracht.maanden).all())
    vuil: list[dict[str, Any]] = [
        {"soort": "te_laat", "bron": "declaraties", "wat": "de laatste maanden zijn niet compleet"},
        {"soort": "leeg", "bron": "trajecten", "wat": "6% van de uitkomsten is niet ingevuld"},
        {"soort": "leeg", "bron": "trajecten", "wat": "bij 0,2% is de buurt niet bekend"},
        {"soort": "non_respons", "bron": "ervaringen", "wat": "twee op de drie antwoorden niet"},
    ]
    if in_deze_jaren:
        vuil.append(
            {
                "soort": "zwijgt",
                "bron": "trajecten, metingen, declaraties",
                "aanbieder": AANBIEDERS[aanbieder],
                "maanden": list(_STILTE),
            }
        )
    if opdracht.vuil:
        for bestand, kolommen in _CODES.items():
            vuil.append({"soort": "dubbel", "bron": bestand, "deel": _DUBBEL})
            vuil += [
                {"soort": "code", "bron": bestand, "kolom": kolom, "waarde": fout, "deel": _FOUT}
                for kolom, fout in kolommen.items()
            ]
    return vuil
