"""Side effects: what else moved.

`verandering.py` estimates changes of many series at once, with noise that is correlated over time;
`scherm.py` tests them as one family; each pattern has a module of its own that says what it looks
for, after which source, and below how much data it says nothing.
"""
