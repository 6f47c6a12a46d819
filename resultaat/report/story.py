"""What the figures mean, in Dutch sentences at B1: short, active, and no surer than the numbers.

Nothing here claims cause. A word such as hoger or lager stands only where the interval supports it.
"""

from __future__ import annotations

from resultaat.analysis.oordeel import Oordeel
from resultaat.core.dutch import listing
from resultaat.core.periods import Period
from resultaat.engine.figures import Herkomst, Staat
from resultaat.gebied.codes import niveau_of
from resultaat.language.documents.indicator import (
    AnyIndicator,
    Context,
    Inzet,
    Procesconditie,
    Resultaat,
)
from resultaat.language.documents.onderdelen import Minimumeis, geldend
from resultaat.report.figure import Change, Figure, change
from resultaat.report.notation import STAAT_WORDS, period_words
from resultaat.report.select import Subject, alike


def value_words(subject: Subject, figure: Figure) -> str:
    """Write a figure with its unit, or the word that says why there is none."""
    if figure.waarde is None:
        return STAAT_WORDS[figure.staat]
    return subject.notation.full(figure.waarde)


def oordeel_words(subject: Subject, figure: Figure) -> str:
    """Write the oordeel; empty for kinds that are not judged."""
    if isinstance(subject.doc, Context | Inzet):
        return ""
    if figure.oordeel is Oordeel.GEEN_STREEFWAARDE and isinstance(subject.doc, Procesconditie):
        return "geen norm"
    return figure.oordeel.value


def streefwaarde_words(subject: Subject, figure: Figure) -> str:
    """Write what is aimed at, with its direction: `minstens 70%`; empty where there is nothing."""
    doc = subject.doc
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        bounds = (("minstens", doc.norm.minstens), ("hoogstens", doc.norm.hoogstens))
        return listing([f"{word} {bound}" for word, bound in bounds if bound is not None])
    if figure.streefwaarde is None:
        return ""
    written = subject.notation.round(figure.streefwaarde)
    if not isinstance(doc, Resultaat):
        return written
    return f"{'minstens' if doc.richting == 'hoger' else 'hoogstens'} {written}"


def minimum_words(subject: Subject, figure: Figure) -> str:
    """Write the floor that holds for a figure: `minstens 50%`; empty where there is none."""
    doc = subject.doc
    floor = minimum_of(doc, figure)
    if floor is None or not isinstance(doc, Resultaat):
        return ""
    return f"{'minstens' if doc.richting == 'hoger' else 'hoogstens'} {floor.waarde}"


def minimum_of(doc: AnyIndicator, figure: Figure) -> Minimumeis | None:
    """Return the floor that holds in the place and period of a figure."""
    if not isinstance(doc, Resultaat):
        return None
    periode = Period.parse(figure.periode)
    return geldend(doc.minimumeis, periode, niveau_of(figure.gebied), figure.gebied)


def headline(subject: Subject) -> str:
    """Return the sentence that opens a section: the figure and what may be said of it."""
    figure = subject.current
    if not figure.shown:
        return _absence(subject)
    opening = f"{value_words(subject, figure)} in {period_words(figure.periode)}."
    return " ".join(part for part in (opening, _judgement(subject, figure)) if part)


def _absence(subject: Subject) -> str:
    when = period_words(subject.current.periode)
    said = {
        Staat.ONDERDRUKT: f"Het cijfer over {when} is verborgen, zodat niemand herkenbaar is.",
        Staat.NOG_NIET_GEPUBLICEERD: f"Het cijfer over {when} is nog niet gepubliceerd.",
        Staat.ONDERDRUKT_BIJ_BRON: f"De bron verbergt het cijfer over {when}.",
        Staat.NIET_VAN_TOEPASSING: f"In {when} is dit niet van toepassing.",
    }.get(subject.current.staat, f"Over {when} is er geen cijfer.")
    last = subject.earlier
    if last is not None and last.waarde is not None:
        value = subject.notation.full(last.waarde)
        said += f" Het laatste cijfer is {value}, in {period_words(last.periode)}."
    return said


def _judgement(subject: Subject, figure: Figure) -> str:
    if isinstance(subject.doc, Context | Inzet):
        return ""
    if figure.oordeel is Oordeel.ONDER_MINIMUM:
        return _under_minimum(subject, figure)
    if figure.oordeel is Oordeel.TE_VROEG:
        return _too_early(subject, figure)
    if isinstance(subject.doc, Procesconditie):
        return _judged_conditie(figure.oordeel, streefwaarde_words(subject, figure))
    return _judged_resultaat(figure.oordeel, streefwaarde_words(subject, figure))


def _under_minimum(subject: Subject, figure: Figure) -> str:
    """Say that the floor is broken, and by whom it was set; the target comes after it."""
    floor = minimum_of(subject.doc, figure)
    of_whom = f" van {floor.gesteld_door}" if floor is not None else ""
    said = f"Dat is slechter dan de minimumeis{of_whom}: {minimum_words(subject, figure)}."
    aim = streefwaarde_words(subject, figure)
    return f"{said} De streefwaarde is {aim}." if aim else said


def _judged_resultaat(oordeel: Oordeel, aim: str) -> str:
    of_aim = f"De streefwaarde van {aim}" if aim else "De streefwaarde"
    return {
        Oordeel.GEHAALD: f"{of_aim} is gehaald.",
        Oordeel.NIET_GEHAALD: f"{of_aim} is niet gehaald.",
        Oordeel.ROND: f"Dat ligt rond d{of_aim[1:]}. Het verschil is te klein om zeker te zijn.",
        Oordeel.GEEN_STREEFWAARDE: "Er is geen streefwaarde, dus ook geen oordeel.",
    }.get(oordeel, "Dit is niet te beoordelen.")


def _judged_conditie(oordeel: Oordeel, norm: str) -> str:
    is_norm = f" De norm is {norm}." if norm else ""
    return {
        Oordeel.OP_ORDE: f"Dat is op orde.{is_norm}",
        Oordeel.NIET_OP_ORDE: f"Dat is niet op orde.{is_norm}",
        Oordeel.ROND_NORM: f"Dat ligt rond de norm{f' van {norm}' if norm else ''}. "
        "Het verschil is te klein om zeker te zijn.",
        Oordeel.GEEN_STREEFWAARDE: "Er is geen norm, dus ook geen oordeel.",
    }.get(oordeel, "Dit is niet te beoordelen.")


def _too_early(subject: Subject, figure: Figure) -> str:
    horizon: Period | None = getattr(subject.doc, "horizon", None)
    if horizon is not None and figure.start < horizon.start:
        return (
            f"Het is te vroeg voor een oordeel. Dat past pas vanaf {period_words(horizon.label)}."
        )
    return "Het is te vroeg voor een oordeel. De periode is nog niet voorbij."


def trend(subject: Subject) -> str:
    """Return the sentence that sets the figure beside the period before it."""
    current, earlier = subject.current, subject.earlier
    if current.waarde is None:
        return ""
    kind = change(current, earlier)
    if earlier is None or earlier.waarde is None:
        return "Er is nog geen eerdere periode om mee te vergelijken."
    was = f"{period_words(earlier.periode)} ({subject.notation.full(earlier.waarde)})"
    if kind is Change.SAME:
        return f"Dat is ongeveer gelijk aan {was}.{_since(subject)}"
    if kind is Change.BESIDE:
        value = subject.notation.full(earlier.waarde)
        return f"In {period_words(earlier.periode)} was dit {value}."
    return f"Dat is {kind.value} dan in {was}.{_side(subject, kind)}"


def _long_run(subject: Subject) -> tuple[Change, str] | None:
    """Return how the figure stands to the very first one, where that shows what one step hides."""
    mine = alike(subject.series, subject.current)
    first = next((each for each in mine if each.shown), None)
    if first is None or first.waarde is None or first == subject.earlier:
        return None
    kind = change(subject.current, first)
    if kind not in (Change.HIGHER, Change.LOWER):
        return None
    return kind, f"{period_words(first.periode)} ({subject.notation.full(first.waarde)})"


def _since(subject: Subject) -> str:
    found = _long_run(subject)
    if found is None:
        return ""
    kind, was = found
    return f" Het is wel {kind.value} dan in {was}.{_side(subject, kind)}"


def trend_label(subject: Subject) -> str:
    """Return the few words of a tile: `hoger dan in 2024 (54,1%)`."""
    current, earlier = subject.current, subject.earlier
    if earlier is None or earlier.waarde is None:
        return ""
    value = subject.notation.full(earlier.waarde)
    when = period_words(earlier.periode)
    if not current.shown:
        return f"laatste cijfer: {value} in {when}"
    kind = change(current, earlier)
    if kind is Change.SAME:
        said = f"ongeveer gelijk aan {when} ({value})"
        found = _long_run(subject)
        return f"{said}, {found[0].value} dan in {found[1]}" if found else said
    if kind is Change.BESIDE:
        return f"was {value} in {when}"
    return f"{kind.value} dan in {when} ({value})"


def improved(subject: Subject) -> bool | None:
    """Whether the change is for the better; None where that cannot be said."""
    kind = change(subject.current, subject.earlier)
    good = good_side(subject)
    if good is None or kind not in (Change.HIGHER, Change.LOWER):
        return None
    return str(kind.value) == good


def good_side(subject: Subject) -> str | None:
    """Return the direction that is the good one: hoger, lager, or None."""
    doc = subject.doc
    if isinstance(doc, Resultaat):
        return doc.richting
    if isinstance(doc, Procesconditie) and doc.norm is not None:
        if doc.norm.hoogstens is None:
            return "hoger"
        if doc.norm.minstens is None:
            return "lager"
    return None


def _side(subject: Subject, kind: Change) -> str:
    good = good_side(subject)
    if good is None:
        return ""
    return f" Dat is {'' if kind.value == good else 'niet '}de goede kant op."


def uncertainty(subject: Subject) -> str:
    """Return the sentence about the interval, and about what may still change."""
    figure = subject.current
    said = []
    if figure.interval is not None:
        onder, boven = (subject.notation.bare(bound) for bound in figure.interval)
        said.append(f"De bandbreedte loopt van {onder} tot {boven}.")
    if figure.herkomst is Herkomst.OPGETELD:
        said.append("Het cijfer is opgeteld uit cijfers van kleinere gebieden.")
    if figure.staat is Staat.VOORLOPIG:
        said.append("Het cijfer is voorlopig en kan nog veranderen.")
    if figure.shown and _before(figure.periode, subject.over):
        said.append(f"Over {period_words(subject.over)} is er nog geen cijfer.")
    return " ".join(said)


def _before(periode: str, over: str) -> bool:
    """Whether a period ended before the one that the report is about began."""
    return Period.parse(periode).end < Period.parse(over).start
