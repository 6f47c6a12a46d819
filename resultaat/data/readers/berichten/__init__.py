"""Messages of iJw and iWmo 3.2 (Ketenbureau i-Sociaal Domein): rows for sources, without a BSN."""

from resultaat.data.readers.berichten.read import read_berichten

__all__ = ["read_berichten"]
