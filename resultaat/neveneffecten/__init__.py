"""The use case of side effects: after something began, what else moved.

`vragen.py` says after what is looked, `scherm.py` brings figures and analysis together, and
`bevindingen.py` puts what was found in one frame, for a report and for who follows up.
"""

from resultaat.neveneffecten.asks import asks_for
from resultaat.neveneffecten.bevindingen import findings_for
from resultaat.neveneffecten.scherm import screened
from resultaat.neveneffecten.vragen import Vraag, chosen, questions, standing_questions

__all__ = [
    "Vraag",
    "asks_for",
    "chosen",
    "findings_for",
    "questions",
    "screened",
    "standing_questions",
]
