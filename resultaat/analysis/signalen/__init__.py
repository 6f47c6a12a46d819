"""Signal or noise (N11): control charts over time.

Everything here works on a matrix of series × periods at once, with NaN where there is no figure.
A chart is a centre and limits per point (`kaart.py`); rules say which points stand out
(`regels.py`); the verdict is about the last point only, with the share of false alarms held over
all charts together (`laatste.py`).
"""
