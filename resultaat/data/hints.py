"""What is probably the matter with values that do not fit, by how they look; never a value."""

from __future__ import annotations

import polars as pl

from resultaat.gebied.indeling import Indeling
from resultaat.language.documents.bron import Bron, Kolom, KolomType

_DAY_FIRST = r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}( .*)?$"
_TOGETHER = r"^(19|20)\d{6}$"
_SERIAL = r"^[2-6]\d{4}$"
_SIGNS = r"[€$%]|EUR"
_THOUSANDS = r"\d[.]\d{3}([.,]|$)|\d,\d{3}[.,]"
_NAMES = 0.5
_OF_DECIMALS = "Zijn er te veel decimalen? Rond ze af waar het bestand wordt gemaakt."


def hint(misfits: pl.Series, kolom: Kolom, bron: Bron) -> str:
    """Return what to do about values that do not fit; empty where they do not show it."""
    dtype = misfits.dtype
    if misfits.is_empty() or dtype.is_nested():
        return ""
    if dtype.is_float() or dtype.is_decimal():
        return _OF_DECIMALS if kolom.type.numeric else ""
    misfits = misfits.cast(pl.String)
    if kolom.type is KolomType.DATUM:
        return _of_dates(misfits) if kolom.datumvorm is None else ""
    if kolom.type.numeric:
        return _of_numbers(misfits, kolom.decimaalteken or bron.decimaalteken)
    return ""


def _of_dates(misfits: pl.Series) -> str:
    for pattern, form in ((_DAY_FIRST, "dd-mm-jjjj"), (_TOGETHER, "jjjjmmdd")):
        if misfits.str.contains(pattern).all():
            return f"Staat er een datum als {form}? Zet `datumvorm: {form}` bij de kolom."
    if misfits.str.contains(_SERIAL).all():
        return "Zijn het dagnummers van Excel? Geef de cellen daar de opmaak `datum`."
    return ""


def _of_numbers(misfits: pl.Series, mark: str) -> str:
    other = "." if mark == "," else ","
    if misfits.str.contains(_SIGNS).any():
        return "Staat er een teken bij het getal, zoals € of %? Haal het eraf met `deel`."
    if misfits.str.contains(_THOUSANDS).any():
        return "Staan er punten of komma's tussen de duizenden? Lever de getallen zonder."
    if misfits.str.contains(rf"^-?\d+[{other}]\d+$").all():
        return f'Staat er `{other}` voor de decimalen? Zet dan `decimaalteken: "{other}"`.'
    return ""


def hint_of_areas(unknown: pl.Series, indeling: Indeling) -> str:
    """Return what to do where names or numbers stand for codes of areas."""
    texts = unknown.cast(pl.String).drop_nulls().unique()
    names = {each.naam for each in indeling.gebieden.values()}
    if texts.len() and texts.is_in(list(names)).sum() >= _NAMES * texts.len():
        return "Zijn het namen? Zet `geschreven_als: naam` bij `gebied`."
    if texts.len() and texts.str.contains(r"^\d{1,4}$").all():
        return "Zijn het gemeentenummers? Zet `geschreven_als: gemeentenummer` bij `gebied`."
    if texts.len() and texts.str.contains(r"^\d{6,8}$").all():
        return "Een code begint met WK of BU, zoals WK051801. Zet dat er in het bestand voor."
    return ""
