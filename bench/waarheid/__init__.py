"""The truth bench: many small worlds whose truth was planted, and a score for any analysis.

Worlds are cells alone (areas × periods, or indicators × groups × areas × periods), so thousands
are made in a minute. An analysis sees the cells and never the truth. `make waarheid` scores every
analysis of `entries` and keeps the tables in `bench/waarheid.md`.
"""
