"""Plain Dutch: what an indicator counts, said in sentences (D19)."""

from resultaat.language.reading.sentence import sentence_of

__all__ = ["sentence_of"]
