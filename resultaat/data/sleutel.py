"""The key with which BSNs become pseudonyms: HMAC-SHA256 (RFC 2104), cut to 128 bits.

It comes from the environment or from a file that the environment names, and goes nowhere: not into
a definition, a message, a snapshot or the history. What is remembered is a mark, from which the key
cannot be found, so that a load with another key is noticed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import polars as pl

from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.language.documents.bron import Bron, KolomType

NAME, FILE = "RESULTAAT_SLEUTEL", "RESULTAAT_SLEUTEL_BESTAND"
OLD, OLD_FILE = "RESULTAAT_SLEUTEL_OUD", "RESULTAAT_SLEUTEL_OUD_BESTAND"
#: Characters: 128 bits where each is worth four, as in hexadecimal.
SHORTEST = 32
_HEX = 32
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
        """Return the pseudonym of every value, 32 hexadecimal digits; null stays null."""
        return Pseudonyms(self).of(values)

    def maker(self) -> Callable[[bytes], str]:
        """Return what makes the pseudonym of a BSN of nine digits: its HMAC (RFC 2104).

        What comes of the key alone is worked out once, which is half of the work.
        """
        key = self.secret if len(self.secret) <= _BLOCK else hashlib.sha256(self.secret).digest()
        key = key.ljust(_BLOCK, b"\0")
        inner, outer = (hashlib.sha256(bytes(each ^ pad for each in key)) for pad in (0x36, 0x5C))

        def one(value: bytes) -> str:
            within, around = inner.copy(), outer.copy()
            within.update(value)
            around.update(within.digest())
            return around.hexdigest()[:_HEX]

        return one


class Pseudonyms:
    """The pseudonyms of one load: of every person one is made once, however many rows there are."""

    def __init__(self, sleutel: Sleutel) -> None:
        self._one = sleutel.maker()
        # As numbers: an eighth of the room that texts take.
        self._known = pl.DataFrame(schema={"van": pl.Int32(), "naar": pl.String()})
        self._lock = Lock()

    def of(self, values: pl.Series) -> pl.Series:
        """Return the pseudonym of every BSN of nine digits, under its name; null stays null."""
        asked = values.cast(pl.Int32).alias("van").to_frame()
        different = asked.drop_nulls().unique()
        with self._lock:
            have = self._known.join(different, on="van", how="inner")
            new = different.join(have, on="van", how="anti")["van"]
            texts = new.cast(pl.String).str.zfill(9).cast(pl.Binary).to_list()
            made = pl.Series("naar", [self._one(each) for each in texts], dtype=pl.String)
            self._known.vstack(pl.DataFrame([new, made]), in_place=True)
        pairs = have.vstack(pl.DataFrame([new, made]))
        found = asked.join(pairs, on="van", how="left", maintain_order="left")["naar"]
        return found.alias(values.name)


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
