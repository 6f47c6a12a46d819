"""An account of a change in words: the name of each line, and one sentence about the whole."""

from __future__ import annotations

from resultaat.analysis.toerekening.ladder import Trede
from resultaat.analysis.toerekening.rekening import Post
from resultaat.core.dutch import listing, number, percentage
from resultaat.core.periods import Period
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.verdienste import Verdienste
from resultaat.report.notation import NBSP, Notation, period_words

#: What a reader sees for each line.
WORDS = {
    Post.BEGIN: "begin",
    Post.SAMENSTELLING: "samenstelling: wie waar woont of wordt geholpen",
    Post.OMVANG: "omvang: meer of minder rijen",
    Post.INSTROOM: "nieuwkomers, vergeleken met wie bleef",
    Post.UITSTROOM: "vertrekkers, vergeleken met wie bleef",
    Post.NIET_GEVOLGD: "mensen die niet te volgen zijn",
    Post.TOEGEVOEGDE_WAARDE: "toegevoegde waarde",
    Post.OMGEVING: "omgeving: wat elders ook gebeurde",
    Post.ONVERKLAARD: "onverklaard",
    Post.EIND: "eind",
}
_BECAUSE = {
    Post.SAMENSTELLING: "doordat de samenstelling veranderde",
    Post.OMVANG: "doordat het aantal veranderde",
    Post.INSTROOM: "door nieuwkomers",
    Post.UITSTROOM: "door vertrekkers",
    Post.NIET_GEVOLGD: "door mensen die niet te volgen zijn",
    Post.TOEGEVOEGDE_WAARDE: "door wat er is gedaan",
    Post.OMGEVING: "door wat elders ook gebeurde",
}


def notation(found: Toegerekend) -> Notation:
    """Return how the values of an account are written."""
    values = found.rekening["waarde"].drop_nulls().to_list()
    return Notation.fitting(found.eenheid, values)


def change_words(value: float, how: Notation, *, sign: bool = True) -> str:
    """Write a change with its unit: `+4,2 procentpunt`."""
    before = "+" if value > 0 and sign else ""
    if how.eenheid == "%":
        return f"{before}{number(value * 100, how.decimals)}{NBSP}procentpunt"
    return before + how.full(value)


def bare_change(value: float, how: Notation) -> str:
    """Write a change for a table whose heading names the unit: `+4,2`."""
    before = "+" if value > 0 and not _nothing(value, how) else ""
    factor = 100 if how.eenheid == "%" else 1
    return before + number(value * factor, how.decimals)


def unit_of_change(how: Notation) -> str:
    """Return the unit that changes are in."""
    return "procentpunt" if how.eenheid == "%" else how.eenheid


def sentence(found: Toegerekend) -> str:
    """Say in one or two sentences what changed in the own area, and of which lines it is made."""
    how = notation(found)
    begin, eind = (found.post(each.value) or 0.0 for each in (Post.BEGIN, Post.EIND))
    change = eind - begin
    moved = (
        "bleef ongeveer gelijk"
        if _nothing(change, how)
        else "ging omhoog"
        if change > 0
        else "ging omlaag"
    )
    said = (
        f"“{found.naam}” {moved}: van {how.full(begin)} in {period_words(found.van)} "
        f"naar {how.full(eind)} in {period_words(found.tot)}."
    )
    parts = [(post, found.post(post.value)) for post in _BECAUSE]
    known = [
        f"{change_words(value, how)} {_BECAUSE[post]}"
        for post, value in parts
        if value is not None and not _nothing(value, how)
    ]
    rest = found.post(Post.ONVERKLAARD.value) or 0.0
    unexplained = (
        f"{change_words(rest, how)} is onverklaard: daarvan is niet bekend wie of wat dat deed."
    )
    if not known:
        return f"{said} {unexplained}"
    return f"{said} Daarvan komt {listing(known)}. {unexplained}"


def merit_lines(found: Toegerekend) -> list[str]:
    """Say of each effort what may be claimed, why no more, and with whom it is shared."""
    how = notation(found)
    own = Period.parse(found.van).grain.value
    return [line for each in found.verdienste for line in _merit(each, how, own)]


def _merit(each: Verdienste, how: Notation, own: str) -> list[str]:
    said = [f"{listing(each.namen)}.", f"  {claim_words(each)}"]
    if has_size(each) and each.onder is not None and each.boven is not None:
        low, high = (change_words(end, how) for end in (each.onder, each.boven))
        said.append(
            f"  Het verschil met vergelijkbare gebieden is {change_words(each.effect or 0.0, how)} "
            f"(tussen {low} en {high})."
        )
    said += [f"  {line}" for line in seen_from(each, how)]
    if each.per != own:
        said.append(f"  Gekeken is per {each.per}: van voor de start is er te weinig per {own}.")
    said += _dose_lines(each, how)
    if len(each.namen) > 1:
        said.append(
            "  Deze aanpakken waren in dezelfde gebieden. Wat van wie komt, is niet te zien."
        )
    if each.partners:
        said.append(
            f"  Dit is gezamenlijk werk met {listing(each.partners)}. De verdienste is gedeeld."
        )
    return said + [f"  - {reason}" for reason in each.redenen]


def has_size(each: Verdienste) -> bool:
    """Whether a difference says something: not where the comparison does not hold."""
    return each.effect is not None and Trede(each.trede) is not Trede.NIET_TE_BEOORDELEN


def seen_from(each: Verdienste, how: Notation) -> list[str]:
    """Say from which size an effect is seen, where none was: that none was seen is not that."""
    if each.te_vinden is None or Trede(each.trede) is not Trede.NIET_AANGETOOND:
        return []
    size = change_words(each.te_vinden, how).removeprefix("+")
    return [
        f"Met deze cijfers valt een effect pas goed op vanaf {size}. Een kleiner effect is vaak "
        "niet te zien."
    ]


def spread_line(found: Toegerekend) -> str:
    """Say where the differences of the last period lie."""
    parts = [
        f"{percentage(each.aandeel, 0)} tussen {_LEVELS.get(each.niveau, each.niveau)}"
        for each in found.verschillen
    ]
    return f"De verschillen in {period_words(found.tot)}: {listing(parts)}."


def _dose_lines(each: Verdienste, how: Notation) -> list[str]:
    """Say what was seen per dose, and what that does not say."""
    if not each.doses:
        return []
    lines = []
    for dose in each.doses:
        if dose.effect is None or dose.onder is None or dose.boven is None:
            lines.append(f"  - {dose.dosis} ({dose.gebieden} gebieden): te weinig om te zien.")
            continue
        low, high = (change_words(end, how) for end in (dose.onder, dose.boven))
        seen = change_words(dose.effect, how)
        lines.append(
            f"  - {dose.dosis} ({dose.gebieden} gebieden): {seen} (tussen {low} en {high})."
        )
    return [
        "  Per dosis, tegenover gebieden zonder. Of meer ook meer doet, staat daarmee niet vast: "
        "wie welke dosis kreeg, is niet geloot.",
        *lines,
    ]


_LEVELS = {
    "buurt": "buurten",
    "wijk": "wijken",
    "gemeente": "gemeenten",
    "binnen": "mensen of gevallen binnen één groep",
}


def claim_words(each: Verdienste) -> str:
    """Return the fixed sentence of an effort; that of the gate where the gate is shut."""
    if each.poort:
        return f"Nog niet duidbaar: {listing(each.poort)}."
    return each.zin


def _nothing(value: float, how: Notation) -> bool:
    factor = 100 if how.eenheid == "%" else 1
    return round(abs(value) * factor, how.decimals) == 0


def turned(found: Toegerekend) -> str:
    """Say so where composition hides that things went the other way; empty where it does not."""
    how = notation(found)
    shift = found.post(Post.SAMENSTELLING.value) or 0.0
    change = (found.post(Post.EIND.value) or 0.0) - (found.post(Post.BEGIN.value) or 0.0)
    within = change - shift
    if _nothing(within, how) or _nothing(change, how) or within * change > 0:
        return ""
    way = "omlaag" if within < 0 else "omhoog"
    return (
        f"Let op: bij gelijke samenstelling ging het {way} ({change_words(within, how)}). "
        "De samenstelling verbergt dat."
    )
