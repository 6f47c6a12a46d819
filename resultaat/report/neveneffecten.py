"""Side effects in words: what else moved, how much, how sure, and what it could also be.

Nothing here says that the intervention did it: a screen sees what moved at the same time, in the
same places, and more than elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from resultaat.analysis.neveneffecten.antwoord import Antwoord, Patroon
from resultaat.analysis.neveneffecten.eenmaal import SAMEN, told_once
from resultaat.analysis.neveneffecten.patroon import party_of
from resultaat.analysis.neveneffecten.reeksen import ALLE
from resultaat.analysis.neveneffecten.waarborg import Waarborg
from resultaat.core.dutch import counted, number
from resultaat.release.neveneffecten import Gescreend
from resultaat.report.notation import NBSP

Row = Mapping[str, object]

#: What a finding of each pattern could also be.
OOK = {
    Patroon.ANDER: "iets anders dat hier toen gebeurde",
    Patroon.VERPLAATSING_GEBIED: "iets anders in dat gebied, of mensen die verhuisden",
    Patroon.VERPLAATSING_WET: "een andere wijze van registreren, of nieuw beleid bij die wet",
    Patroon.OMKERING: "groepen die niet even groot zijn, of een groep die de bron niet kent",
    Patroon.DREMPEL: "sneller werken tegen het einde van de termijn, of afspraken op vaste dagen",
    Patroon.AFROMING: "andere mensen die zich melden",
    Patroon.VERLIEZERS: "een andere groep die nu wordt gemeten",
    Patroon.STAPELING: "een nieuwe regeling voor iedereen",
    Patroon.TERUGKEER: "meer mensen die de weg naar hulp kennen",
    Patroon.BELASTING: "ziekte of vacatures die er los van staan",
    Patroon.UITSTEL: "een drukke tijd, of later registreren",
}


BUREN = (
    " Er zijn te weinig gebieden die er niet naast liggen. Daarom vergelijken we ook met de"
    " gebieden ernaast. Of er iets naar die gebieden verschoof, is zo niet te zien."
)


#: How sure a signal without a comparison is, and what it could also be.
ZONDER_VERGELIJKING = (
    "Dit is een signaal en geen bevinding: zonder gebied om mee te vergelijken is niet te zeggen "
    "wat er anders was gebeurd."
)
OOK_OVERAL = "Het kan ook komen door iets dat toen overal gebeurde, zoals een nieuwe wet."
TE_WEINIG_PERIODEN = "er zijn te weinig perioden voor of na het begin"


def headline(found: Gescreend) -> str:
    """Say in one sentence what the screen of one question gave."""
    if found.reden:
        return f"“{found.vraag.naam}” is niet te beoordelen: {found.reden}."
    if by_itself(found):
        many = counted(len(list(pattern_rows(found))), "patroon", "patronen")
        return f"In het cijfer “{found.vraag.naam}” zelf: {many}."
    if everywhere(found):
        return _headline_everywhere(found)
    bad = len(list(findings(found)))
    rows = found.bevindingen
    looked = rows.filter(rows["q"].is_not_null()).height
    few = rows.height - looked
    said = f"Na “{found.vraag.naam}” is naar {counted(looked, 'reeks', 'reeksen')} gekeken."
    what = (
        "Er is geen ander cijfer gevonden dat slechter werd."
        if not bad
        else f"Er {'werd' if bad == 1 else 'werden'} {counted(bad, 'cijfer', 'cijfers')} slechter."
    )
    left = f" Bij {number(few, 0)} {'zijn' if few != 1 else 'is'} er te weinig gegevens."
    seen = noticed_words(found)
    return f"{said} {what}{left if few else ''}{seen}{BUREN if found.buren_vergeleken else ''}"


def everywhere(found: Gescreend) -> bool:
    """Whether it began in the whole area at once, so that there was nothing to compare with."""
    return found.vraag.overal


def _headline_everywhere(found: Gescreend) -> str:
    rows = found.bevindingen
    looked = rows.filter(rows["q"].is_not_null()).height
    if not looked:
        return f"“{found.vraag.naam}” is niet te beoordelen: {TE_WEINIG_PERIODEN}."
    loud = list(dict.fromkeys(f"“{row['naam']}”" for row in signals(found)))
    moved = "geen cijfer week daarna af van het eigen verloop"
    if loud:
        many = counted(len(loud), "cijfer week", "cijfers weken")
        moved = f"{many} daarna af van het eigen verloop ({', '.join(loud)})"
        moved = f"{moved}. Dat is een signaal en geen bevinding"
    return (
        f"“{found.vraag.naam}” geldt overal, dus er is geen gebied om mee te vergelijken. Van "
        f"{counted(looked, 'reeks', 'reeksen')} is gekeken naar het verloop voor en na: {moved}."
        f"{noticed_words(found)}"
    )


def signals(found: Gescreend) -> Iterator[Row]:
    """Yield what left its own course where there was nothing to compare it with."""
    yield from told_once(
        [
            row
            for row in found.bevindingen.iter_rows(named=True)
            if row["antwoord"] == Antwoord.SIGNAAL.value and row["slecht"] is not False
        ]
    )


def signal_sentence(row: Row) -> str:
    """Say what left its own course, and how far; never that it was by what began."""
    who = "" if row["groep"] == ALLE else f" ({row['groep']})"
    return (
        f"“{row['naam']}”{who} week vanaf dat moment af van het eigen verloop: {size_words(row)}."
    )


def unmoved(found: Gescreend) -> Iterator[Row]:
    """Yield each figure that did not move as a whole: in all areas together, or in each of them."""
    rows = [
        row
        for row in found.bevindingen.iter_rows(named=True)
        if row["groep"] == ALLE and row["plek"] == "geraakt"
    ]
    whole = {row["indicator"] for row in rows if row["gebied"] == SAMEN}
    for row in rows:
        wide = row["gebied"] == SAMEN or row["indicator"] not in whole
        if wide and row["antwoord"] == Antwoord.NIET_GEVONDEN.value and row["te_vinden"]:
            yield row


def noticed_words(found: Gescreend) -> str:
    """Say how large a change of the figures that did not move would have had to be (N12)."""
    said = []
    for unit, what in (("procentpunt", "een aandeel"), ("%", "een aantal")):
        sizes = [_number(row["te_vinden"]) for row in unmoved(found) if row["eenheid"] == unit]
        # No share can change by more than all of it.
        sizes = [each for each in sizes if each <= 1 or unit == "%"]
        if sizes:
            ends = dict.fromkeys(number(each * 100, 1) for each in (min(sizes), max(sizes)))
            said.append(f"{' tot '.join(ends)}{NBSP}{unit} bij {what}")
    if not said:
        return ""
    return f" Wat niet bewoog, hadden we waarschijnlijk gezien vanaf {' en '.join(said)}."


def unmoved_sentence(row: Row) -> str:
    """Say of a figure that it did not move, and how large a change would have been seen."""
    share = row["eenheid"] in ("procentpunt", "%")
    if row["eenheid"] == "procentpunt" and _number(row["te_vinden"]) > 1:
        return f"“{row['naam']}”: hier was ook de grootste verandering niet opgevallen."
    size = number(_number(row["te_vinden"]) * (100 if share else 1), 1)
    way = {"hoger": "een stijging", "lager": "een daling"}.get(str(row["slechter"]), "verandering")
    where = f"in {row['gebied_naam']}" if row["gebied"] != SAMEN else "in deze gebieden samen"
    unit = f"{NBSP}{row['eenheid']}" if share else ""
    return (
        f"“{row['naam']}” bewoog {where} niet aantoonbaar; {way} vanaf {size}{unit} hadden we "
        "waarschijnlijk gezien."
    )


def by_itself(found: Gescreend) -> bool:
    """Whether this is about a figure by itself, and not about what moved after something."""
    return found.vraag.id.startswith("cijfer:")


def findings(found: Gescreend) -> Iterator[Row]:
    """Yield what got worse, surest first; what is told by a wider finding is not told twice."""
    yield from told_once(
        [
            row
            for row in found.bevindingen.iter_rows(named=True)
            if row["antwoord"] == Antwoord.GEVONDEN.value and row["slecht"] is not False
        ]
    )


def pattern_rows(found: Gescreend) -> Iterator[Row]:
    """Yield the patterns that were found; burden is not told twice where the screen tells it."""
    burden = Patroon.BELASTING.value
    told = {row["indicator"] for row in findings(found) if row["patroon"] == burden}
    yield from (
        row
        for row in found.patronen.iter_rows(named=True)
        if row["antwoord"] == Antwoord.GEVONDEN.value
        and not (row["patroon"] == burden and row["indicator"] in told)
    )


def pattern_sentence(row: Row) -> str:
    """Say what one pattern shows, how sure that is, and what it could also be."""
    return f"{pattern_said(row)} {evidence_words(row)} {other_words(row)}"


def pattern_said(row: Row) -> str:
    """Say what one pattern shows, and how large it is."""
    pattern, who, size = Patroon(row["patroon"]), row["bij"], size_words(row)
    groups = f" naar `{row['groepen']}`" if row["groepen"] else ""
    said = {
        Patroon.OMKERING: f"gaat als geheel de ene kant op en binnen de groepen{groups} de andere: "
        f"{who or 'na het begin'}, kansverhouding binnen de groepen {size}",
        Patroon.AFROMING: f"kreeg{_of(who)} een instroom met een beter vooruitzicht{groups}: "
        f"{size}",
        Patroon.VERPLAATSING_GEBIED: "daalde hier en steeg in de gebieden ernaast; hier en daar "
        f"samen {size}",
        Patroon.VERPLAATSING_WET: f"verplaatste {who}: daar {size}",
        Patroon.UITSTEL: f"daalde eerst en kwam later boven wat het was: {size}",
        Patroon.DREMPEL: f"hoopt zich op net binnen de norm: {size} meer dan een vloeiend verloop "
        f"geeft. Per breedte van het venster: {who}",
        Patroon.VERLIEZERS: f"ging vooruit, maar {who} ging achteruit, ook wie er al was: {size}",
        Patroon.STAPELING: f"laat zien dat meer huishoudens er veel hebben ({who}): {size}",
        Patroon.TERUGKEER: f"steeg{_of(who)} terwijl hulp er ook vaker snel eindigde: {size}",
        Patroon.BELASTING: f"steeg meer dan elders: {size}",
    }[pattern]
    return f"“{row['naam']}” {said}."


def _of(who: object) -> str:
    if not who:
        return ""
    # Since when it is so, stands between commas.
    return f" bij {who}{',' if party_of(str(who)) != who else ''}"


def other_words(row: Row) -> str:
    """Say what a finding could also be."""
    return f"Het kan ook komen door {OOK[Patroon(row['patroon'])]}."


def evidence_words(row: Row) -> str:
    """Say how sure a finding is: over how many it was held, or what its interval leaves out."""
    q = row.get("q", row.get("p"))
    if "p" in row:
        return f"De kans dat toeval zoiets geeft, is {_chance(q)}."
    return f"Van alles wat zo duidelijk bewoog, is naar verwachting {_chance(q)} toeval."


def _chance(p: object) -> str:
    return "minder dan 0,1%" if _number(p) < 0.001 else f"{number(_number(p) * 100, 1)}%"


def guardrail_rows(found: Gescreend) -> Iterator[Row]:
    """Yield the guardrails that were declared, over all areas together where there are several."""
    rows = [row for row in found.bevindingen.iter_rows(named=True) if row["waarborg"] is not None]
    whole = {row["indicator"] for row in rows if row["gebied"] == SAMEN}
    for row in rows:
        if row["gebied"] == SAMEN or row["indicator"] not in whole:
            yield row


def finding_sentence(row: Row) -> str:
    """Say what moved, where, how much and of what sort, and what it could also be."""
    return f"{moved_sentence(row)} Soort: {row['patroon']}. {other_words(row)}"


def moved_sentence(row: Row) -> str:
    """Say what moved, where and how much."""
    who = "" if row["groep"] == "alle" else f" ({row['groep']})"
    where = f"in {row['gebied_naam']}" if row["gebied"] != SAMEN else "in deze gebieden samen"
    way = "steeg" if _number(row["verschil"]) > 0 else "daalde"
    return f"“{row['naam']}”{who} {way} {where} meer dan elders: {size_words(row)}."


def size_words(row: Row) -> str:
    """Write a change with its interval: `+3,1 procentpunt (1,2 tot 5,0)`."""
    share = row["eenheid"] in ("procentpunt", "%")
    factor, decimals = (100, 1) if share else (1, 0 if row["eenheid"] == "aantal" else 2)
    decimals = decimals if row["eenheid"] else _decimals(_number(row["verschil"]))
    middle, low, high = (_number(row[name]) * factor for name in ("verschil", "onder", "boven"))
    sign = "+" if middle > 0 and row["eenheid"] != "kansverhouding" else ""
    unit = f"{NBSP}{row['eenheid']}" if share else ""
    ends = f"{number(low, decimals)} tot {number(high, decimals)}"
    return f"{sign}{number(middle, decimals)}{unit} ({ends})"


def _decimals(size: float) -> int:
    """Return how many decimals show a change in a unit of its own."""
    return next((each for each, least in ((1, 1.0), (2, 0.1)) if abs(size) >= least), 3)


def guardrail_sentence(row: Row) -> str:
    """Say whether a declared guardrail was kept; not shown to be safe is not safe."""
    state = Waarborg(row["waarborg"])
    factor, unit = (100, f"{NBSP}{row['eenheid']}") if row["eenheid"] else (1, "")
    margin = f"{number(_number(row['marge']) * factor, 1)}{unit}"
    said = {
        Waarborg.VEILIG: f"blijft binnen de marge van {margin}: dat is aangetoond",
        Waarborg.GESCHONDEN: f"ging over de marge van {margin} heen",
        Waarborg.TE_WEINIG: f"is te onzeker: of het binnen de marge van {margin} blijft, is niet "
        "aangetoond",
    }[state]
    return f"Let op: “{row['naam']}” {said}."


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")
