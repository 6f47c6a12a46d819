"""The key with which BSNs become pseudonyms: HMAC-SHA256 (RFC 2104), cut to 72 bits.

It comes from the environment or from a file that the environment names, and goes nowhere: not into
a definition, a message, a snapshot or the history. What is remembered is a mark, from which the key
cannot be found, so that a load with another key is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray

from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.language.documents.bron import Bron, KolomType

NAME, FILE = "RESULTAAT_SLEUTEL", "RESULTAAT_SLEUTEL_BESTAND"
OLD, OLD_FILE = "RESULTAAT_SLEUTEL_OUD", "RESULTAAT_SLEUTEL_OUD_BESTAND"
Ints = NDArray[np.int64]
#: Characters: 128 bits where each is worth four, as in hexadecimal.
SHORTEST = 32
#: Bytes of a pseudonym, and its characters: as many as polars and DuckDB keep in the column itself.
_BYTES, _LONG = 9, 12
#: Bytes that SHA-256 takes at a time.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Sleutel:
    """A key, which never shows itself."""

    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """What is remembered of the key."""
        return hmac.digest(self.secret, b"resultaat: welke sleutel", hashlib.sha256).hex()[:16]

    def pseudonyms(self, values: pl.Series) -> pl.Series:
        """Return the pseudonym of every value, twelve characters; null stays null."""
        return Pseudonyms(self).of(values)

    def maker(self) -> Callable[[bytes], bytes]:
        """Return what makes the HMAC of a BSN of nine digits (RFC 2104), cut to its first bytes.

        What comes of the key alone is worked out once, which is half of the work.
        """
        key = self.secret if len(self.secret) <= _BLOCK else hashlib.sha256(self.secret).digest()
        key = key.ljust(_BLOCK, b"\0")
        inner, outer = (hashlib.sha256(bytes(each ^ pad for each in key)) for pad in (0x36, 0x5C))

        def one(value: bytes) -> bytes:
            within, around = inner.copy(), outer.copy()
            within.update(value)
            around.update(within.digest())
            return around.digest()[:_BYTES]

        return one


class Pseudonyms:
    """The pseudonyms of one load: of every person one is made once, however many rows there are."""

    def __init__(self, sleutel: Sleutel) -> None:
        self._one = sleutel.maker()
        # As numbers in order, each with the place of its text: found in half the time of a join.
        self._known = np.empty(0, np.int32)
        self._places = np.empty(0, np.int64)
        self._texts = pl.Series("naar", dtype=pl.String)
        self._lock = Lock()

    def of(self, values: pl.Series) -> pl.Series:
        """Return the pseudonym of every BSN (a number), under its name; null stays null."""
        there = values.is_not_null()
        numbers = values.drop_nulls().cast(pl.Int32).to_numpy()
        different, which = np.unique(numbers, return_inverse=True)
        with self._lock:
            places, texts = self._found(different), self._texts
        found = texts.gather(places[which]).alias(values.name)
        return found if there.all() else _spread(found, there)

    def _found(self, different: Ints) -> Ints:
        """Return the place of the text of each number, making those that are new."""
        at = np.searchsorted(self._known, different)
        inside = at < len(self._known)
        known = np.zeros(len(different), bool)
        known[inside] = self._known[at[inside]] == different[inside]
        new = different[~known]
        places = np.empty(len(different), np.int64)
        places[known] = self._places[at[known]]
        places[~known] = np.arange(len(self._texts), len(self._texts) + len(new))
        if len(new):
            made = b"".join([self._one(b"%09d" % each) for each in new.tolist()])
            # In one piece: of many, finding a place takes ten times as long.
            texts = [self._texts, _written(made)]
            self._texts = pl.concat(texts, rechunk=True)
            self._known = np.insert(self._known, at[~known], new)
            self._places = np.insert(self._places, at[~known], places[~known])
        return places


def _written(made: bytes) -> pl.Series:
    """Return HMACs, one after another, as texts of their own."""
    text = urlsafe_b64encode(made).decode()
    texts = [text[at : at + _LONG] for at in range(0, len(text), _LONG)]
    return pl.Series("naar", texts, dtype=pl.String)


def _spread(found: pl.Series, there: pl.Series) -> pl.Series:
    """Return a value for each row that has one, and nothing for the others."""
    places = (there.cum_sum().cast(pl.Int64) - 1).to_frame("at")
    at = places.select(pl.when(there).then(pl.col("at"))).to_series()
    return found.gather(at)


def has_bsn(bron: Bron) -> bool:
    """Whether a source has a column of which the values must become pseudonyms."""
    return any(kolom.type is KolomType.BSN for kolom in bron.kolommen.values())


def sleutel() -> Sleutel:
    """Return the key; raises ResultaatError where there is none (R3301) or a bad one (R3302)."""
    found = _read(NAME, FILE)
    if found is None:
        raise ResultaatError.of(
            Diagnostic(
                "R3301",
                "Een bron heeft een kolom van type `bsn`, maar er is geen sleutel.",
                f"Zet de sleutel in {NAME}, of de naam van het bestand ermee in {FILE}.",
            )
        )
    return found


def old_sleutel() -> Sleutel | None:
    """Return the key that was used until now, where somebody changes it; else None."""
    return _read(OLD, OLD_FILE)


def _read(name: str, in_file: str) -> Sleutel | None:
    path = os.environ.get(in_file)
    try:
        text = Path(path).read_text(encoding="utf-8") if path else os.environ.get(name, "")
    except (OSError, UnicodeDecodeError):
        message = f"Het bestand met de sleutel, in {in_file}, is niet te lezen."
        raise ResultaatError.of(Diagnostic("R3302", message, "Verbeter de plek.")) from None
    secret = text.strip()
    if not secret and not path:
        return None
    if len(secret) < SHORTEST or len(set(secret)) < 8:
        message = f"De sleutel in {name} is te kort of te eenvoudig."
        mend = f"Neem minstens {SHORTEST} willekeurige tekens: openssl rand -hex 32"
        raise ResultaatError.of(Diagnostic("R3302", message, mend))
    return Sleutel(secret.encode())
