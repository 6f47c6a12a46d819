"""The use case of signals: is the last point of each indicator more than noise.

`kaarten.py` makes a chart of every figure over time, and `bevindingen.py` puts what stands out in
one frame, for a report and for who follows up.
"""

from resultaat.signalen.bevindingen import told
from resultaat.signalen.kaarten import charted, figures_of, loud, signals_in

__all__ = [
    "charted",
    "figures_of",
    "loud",
    "signals_in",
    "told",
]
