"""Random streams and pseudonyms: everything that hangs on the seed.

Each part of the world has a stream of its own, found by name. A draw that is
added to one part then leaves every other file as it was, and a change in the
world can be read in the difference of the files.
"""

from hashlib import blake2b

import numpy as np
import polars as pl

from resultaat.world.arrays import Ints

_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
_LETTERS = np.frombuffer(b"abcdefabcdefabcd", np.uint8)


def stream(zaad: int, onderdeel: str) -> np.random.Generator:
    """The random stream of one part of the world; the same for the same seed and name."""
    key = _number(onderdeel)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([zaad, key])))


def pseudonyms(zaad: int, soort: str, nummers: Ints) -> pl.Series:
    """Pseudonyms for these numbers: 16 lower-case hexadecimal characters; null for -1.

    The first and the ninth character are always a letter. Without that, one
    pseudonym in two thousand would be digits only or read as a number in
    scientific notation, and a run of nine digits could pass for a BSN.
    """
    mixed = _mix(nummers.astype(np.uint64) + np.uint64(_number(f"{zaad}:{soort}")))
    nibbles = (mixed[:, None] >> np.arange(0, 64, 4, dtype=np.uint64)) & np.uint64(15)
    text = _HEX[nibbles]
    text[:, [0, 8]] = _LETTERS[nibbles[:, [0, 8]]]
    names = pl.Series(text.view("S16").ravel()).cast(pl.String)
    if (nummers < 0).any():
        return pl.select(pl.when(pl.Series(nummers >= 0)).then(names)).to_series()
    return names


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def _mix(x: "np.typing.NDArray[np.uint64]") -> "np.typing.NDArray[np.uint64]":
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014): one to one on 64 bits."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
