"""One module per file format; each gives the columns of a contract as they stand in the file."""

from resultaat.data.readers.raw import RawTable, read_raw

__all__ = ["RawTable", "read_raw"]
