"""Random streams and pseudonyms: everything that hangs on the seed.

Each part of the world has a stream of its own, found by name. A draw that is
added to one part then leaves every other file as it was, and a change in the
world can be read in the difference of the files.
"""

from hashlib import blake2b

import numpy as np

_LETTERS = "abcdef"


def stream(zaad: int, onderdeel: str) -> np.random.Generator:
    """The random stream of one part of the world; the same for the same seed and name."""
    key = int.from_bytes(blake2b(onderdeel.encode(), digest_size=8).digest(), "big")
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([zaad, key])))


def pseudonyms(zaad: int, soort: str, aantal: int) -> list[str]:
    """Pseudonyms for the numbers 0 up to `aantal`: 16 lower-case hexadecimal characters.

    The first and the ninth character are always a letter. Without that, one
    pseudonym in two thousand would be digits only or read as a number in
    scientific notation, and a run of nine digits could pass for a BSN.
    """
    return [_pseudonym(f"{zaad}:{soort}:{nummer}") for nummer in range(aantal)]


def _pseudonym(text: str) -> str:
    plain = blake2b(text.encode(), digest_size=8).hexdigest()
    return _letter(plain[0]) + plain[1:8] + _letter(plain[8]) + plain[9:]


def _letter(character: str) -> str:
    return _LETTERS[int(character, 16) % len(_LETTERS)]
