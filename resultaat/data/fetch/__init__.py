"""Fetching files for sources: the CBS by its open data services, a databank by its address."""
