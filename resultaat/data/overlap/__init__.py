"""Rows of a table that stand for other rows of it: a total between its parts, ages that overlap."""

from resultaat.data.overlap.table import Overlap

__all__ = ["Overlap"]
