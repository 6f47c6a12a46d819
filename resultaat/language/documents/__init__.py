"""The documents that people write, as pydantic models. One module per kind of document."""
