"""What can be wrong with the rows of a source, each as the rows that it is about.

Values themselves are never repeated: a message names the column, the first line and how many rows
there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from resultaat.core.diagnostics import did_you_mean
from resultaat.core.periods import Grain
from resultaat.data.columns import Column
from resultaat.data.herindeling import inside, year_of
from resultaat.data.hints import hint, hint_of_areas
from resultaat.data.implausible import coarse_periods, no_percentages, sentinels
from resultaat.data.parts import START
from resultaat.data.perioden import WRITTEN
from resultaat.data.rows import Rows
from resultaat.data.verwijzingen import KEY, SINCE
from resultaat.gebied.codes import niveau_of
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.bron import KolomType
from resultaat.language.limits import limit

_EXAMPLES = {
    KolomType.AANTAL: "een heel getal zonder punten",
    KolomType.GETAL: "een getal met hoogstens zes decimalen",
    KolomType.BEDRAG: "een bedrag met hoogstens twee decimalen",
    KolomType.PROCENT: "een percentage als getal, zoals 9,7",
    KolomType.DATUM: "een datum als 2024-01-31",
    KolomType.JA_NEE: "ja of nee",
    KolomType.BSN: "een burgerservicenummer dat klopt",
}


#: What is wrong: the code, the column and the reason.
What = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong: the rows (a mask), the column, what it is and how to mend it."""

    code: str
    rows: pl.Series
    kolom: str
    message: str
    mend: str
    #: The message without an example, where it has one: other rows have another.
    reden: str = ""

    @property
    def what(self) -> What:
        """Return what is wrong, whichever rows it is about."""
        return self.code, self.kolom, self.reden or self.message


def breaches_of(rows: Rows) -> Iterator[Breach]:
    """Yield everything that is wrong, most telling first."""
    for column in rows.columns.values():
        yield from _values(rows, column)
    yield from _keys(rows)
    yield from _split(rows)
    yield from _areas(rows)
    yield from _periods(rows)
    yield from _references(rows)


def _values(rows: Rows, column: Column) -> Iterator[Breach]:
    """Types, blanks, choices and limits of one column."""
    name, kolom = column.name, column.kolom
    there = column.filled.is_not_null()
    if (misfit := column.where(there & column.typed.is_null())) is not None:
        wanted = _EXAMPLES.get(kolom.type, f"een waarde van soort {kolom.type.value}")
        message = f"in de kolom `{name}` staat geen {wanted.removeprefix('een ')}"
        mend = hint(column.filled.filter(there & column.typed.is_null()), kolom, rows.bron)
        mend = mend or f"Zet er {wanted}, of verbeter het type van de kolom in de bron."
        yield Breach("R3004", misfit, name, message, mend)
    if not kolom.mag_leeg and (blank := column.where(~there)) is not None:
        mend = "Vul hem aan, of zet `mag_leeg: ja` bij de kolom in de bron."
        yield Breach("R3005", blank, name, f"de kolom `{name}` is leeg", mend)
    # As written: a choice in YAML is a text, whatever the type of the column.
    written = column.filled.cast(pl.String)
    if kolom.keuze and (other := column.where(there & ~written.is_in(kolom.keuze))) is not None:
        message = f"in de kolom `{name}` staat iets anders dan {', '.join(kolom.keuze)}"
        mend = "Verbeter de gegevens, of zet de waarde bij `keuze` in de bron."
        yield Breach("R3006", other, name, message, mend)
    lists = rows.context.beside.lists
    if name in lists:
        other = column.where(there & ~written.is_in(list(lists[name])))
        if other is not None:
            message = f"in de kolom `{name}` staat een code die niet in `{kolom.codelijst}` staat"
            mend = "Verbeter de gegevens, of zet de code in de codelijst."
            yield Breach("R3006", other, name, message, mend)
    yield from _implausible(rows, column)
    yield from _limits(column)


def _implausible(rows: Rows, column: Column) -> Iterator[Breach]:
    """Numbers that stand for no value, counts among percentages, a year among its months."""
    name = column.name
    if (words := sentinels(column)) is not None:
        message = f"in de kolom `{name}` staat een getal als -99995, dat `geen cijfer` betekent"
        mend = "Zet het in de bron bij `nog_niet_gepubliceerd` of `onderdrukt_bij_bron`."
        yield Breach("R3050", words, name, message, mend)
    if (counts := no_percentages(column)) is not None:
        message = f"in de kolom `{name}` staat meer dan 100 procent"
        mend = "Zijn het aantallen? Maak er `aantal` van. Kan het echt? Zet er `hoogstens` bij."
        yield Breach("R3051", counts, name, message, mend)
    if (coarse := coarse_periods(column, rows.context.perioden.get(name, ()))) is not None:
        message = f"in de kolom `{name}` staan perioden die elkaar overlappen"
        mend = 'Kies de jaren (`"*JJ*"`), kwartalen (`"*KW*"`) of maanden (`"*MM*"`) met `alleen`.'
        yield Breach("R3052", coarse, name, message, mend)


def _limits(column: Column) -> Iterator[Breach]:
    name, kolom = column.name, column.kolom
    if kolom.minstens is not None:
        low = column.where(column.typed < limit(kolom.minstens, kolom))
        if low is not None:
            message = f"in de kolom `{name}` staat minder dan {kolom.minstens}"
            mend = "Verbeter de gegevens, of de grens bij `minstens`."
            yield Breach("R3020", low, name, message, mend)
    if kolom.hoogstens is not None:
        high = column.where(column.typed > limit(kolom.hoogstens, kolom))
        if high is not None:
            message = f"in de kolom `{name}` staat meer dan {kolom.hoogstens}"
            mend = "Verbeter de gegevens, of de grens bij `hoogstens`."
            yield Breach("R3020", high, name, message, mend)


def _keys(rows: Rows) -> Iterator[Breach]:
    """The key names one row."""
    key = rows.bron.sleutel
    if not key:
        return
    if rows.context.double is not None:
        double = rows.lines.is_in(rows.context.double)
    elif rows.context.whole and rows.typed.select(key).is_duplicated().any():
        double = not_the_one(rows.typed, key)
    else:
        return
    if double.any():
        message = f"de sleutel `{', '.join(key)}` komt vaker voor"
        mend = "Haal de dubbele rijen weg, of noem een andere `sleutel`."
        yield Breach("R3007", double, key[0], message, mend)


def not_the_one(frame: pl.DataFrame, key: list[str]) -> pl.Series:
    """Return the rows that are not the one row of their key.

    Of rows that are wholly equal the first one is that row; of rows that differ none is.
    """
    keys = frame.select(key)
    first = frame.to_struct().is_first_distinct()
    count = pl.col("__eerste").sum().over(key)
    conflict = frame.with_columns(__eerste=first).select(count > 1).to_series()
    return keys.is_duplicated() & (conflict | ~first)


def _areas(rows: Rows) -> Iterator[Breach]:
    """Every area code is in the area list, and of the level that the source states."""
    area, indeling = rows.area, rows.indeling
    codes = area.typed
    unknown = codes.is_not_null() & ~codes.is_in(list(indeling.gebieden))
    if (where := area.where(unknown)) is not None:
        code = str(rows.codes.filter(where)[0])
        # A code that is not an area code could be anything, also about a person.
        shown = f" (`{code}`)" if niveau_of(code) else ""
        # Of many codes that are not known each looks like some other: they are of another year.
        alone = codes.filter(unknown).n_unique() == 1
        mend = did_you_mean(code, indeling.gebieden) if shown and alone else ""
        mend = year_of(codes.filter(unknown), indeling) or mend
        mend = mend or hint_of_areas(codes.filter(unknown), indeling)
        mend = mend or "Kijk of de gegevens en de gebiedenlijst van hetzelfde jaar zijn."
        reden = "het gebied staat niet in de gebiedenlijst"
        message = reden.replace("gebied", f"gebied{shown}", 1)
        yield Breach("R3008", where, area.name, message, mend, reden)
    niveau = rows.bron.gebied.niveau
    if isinstance(niveau, Niveau):
        fitting = [gebied.code for gebied in indeling.of_niveau(niveau)]
        other = area.where(codes.is_not_null() & ~unknown & ~codes.is_in(fitting))
        if other is not None:
            message = f"het gebied is geen {niveau.value}"
            mend = "Verbeter de code, of het `niveau` bij `gebied` in de bron."
            yield Breach("R3009", other, area.name, message, mend)


def _split(rows: Rows) -> Iterator[Breach]:
    """A row of an area that was split over more than the folder's own area is nobody's."""
    if rows.omzetting is None or rows.bron.gepubliceerd:
        return
    column = rows.columns[rows.bron.gebied.kolom]
    lost = [
        code
        for code in column.typed.unique().drop_nulls()
        if rows.omzetting.main(code) is None
        and not all(inside(new, rows.indeling) for new in rows.omzetting.shares(code))
    ]
    if (where := column.where(column.typed.is_in(lost))) is not None:
        message = "het gebied is gesplitst, ook over gebieden waar de werkmap niet over gaat"
        mend = "Vraag de bron om codes van het jaar van de gebiedenlijst."
        yield Breach("R3402", where, column.name, message, mend)


def _periods(rows: Rows) -> Iterator[Breach]:
    """Published figures: one row per area and period."""
    if not rows.bron.gepubliceerd:
        return
    area, periode = rows.bron.gebied.kolom, rows.bron.periode_kolom
    starts = rows.starts()
    column = rows.columns.get(periode or "")
    lost = starts.is_null()
    if column is not None and not column.kolom.mag_leeg:  # then a blank was told already
        lost &= column.spread(column.filled.is_not_null())
    if lost.any():
        per = (rows.bron.published_grain or Grain.JAAR).value
        message = f"in de kolom `{periode}` staat geen {per} en geen datum"
        mend = f"Schrijf een {per} als {WRITTEN[per]}. Zijn er ook andere perioden? "
        mend += "Kies met `alleen`, of zeg bij `periode` hoe lang een periode is: `per`."
        yield Breach("R3012", lost, periode or "", message, mend)
    double = rows.typed.select(area, starts.alias(START)).is_duplicated() & starts.is_not_null()
    if double.any():
        message = "dit gebied heeft in één periode meer dan één rij"
        mend = "Tel nooit overlappende rijen op: haal de dubbele rijen weg."
        yield Breach("R3011", double, area, message, mend)


def _references(rows: Rows) -> Iterator[Breach]:
    """Each row finds the rows of other sources that its contract promises."""
    for each in rows.context.verwezen:
        relation = each.relation
        column = rows.columns[relation.via]
        found = each.since(rows.kept(column))
        lost = column.spread(column.typed.is_not_null() & ~found.get_column(KEY))
        when = ""
        if relation.on is not None:
            lost |= rows.typed[relation.on] < column.spread(found.get_column(SINCE))
            when = f" op de dag in `{relation.on}`"
        lost = lost.fill_null(value=False)
        if lost.any():
            message = f"`{relation.via}` verwijst naar een rij die{when} niet in "
            message += f"`{relation.bron}` staat"
            mend = f"Lever `{relation.bron}` opnieuw aan, of verbeter deze rijen. "
            mend += "Hoeft het niet te kloppen? Haal dan `verplicht` weg."
            yield Breach("R3030", lost, relation.via, message, mend)
