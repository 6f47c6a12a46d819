"""Random rows and random definitions, each with its meaning in plain Python beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from builders import BUURTEN
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

#: A row as the reference sees it; a value that is not known is None.
Row = Mapping[str, Any]
#: True, false, or None: not known.
Condition = Callable[[Row], bool | None]

#: `RESULTAAT_GRONDIG=1` looks thirty times as long, and elsewhere every time.
THOROUGH = bool(os.environ.get("RESULTAAT_GRONDIG"))
looking = settings(
    max_examples=240 if THOROUGH else 8,
    derandomize=not THOROUGH,
    deadline=None,
    database=None,
    # Looking for the smallest example takes minutes: where it is asked for.
    phases=list(Phase) if THOROUGH else [Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: The same where one case takes several calculations.
looking_briefly = settings(looking, max_examples=120 if THOROUGH else 4)

_DAYS = st.dates(date(2023, 10, 1), date(2024, 12, 31))
row = st.fixed_dictionaries(
    {
        "wie": st.sampled_from(["p1", "p2", "p3", "p4"]),
        "buurt": st.sampled_from([*BUURTEN, None]),
        "op": st.none() | _DAYS | _DAYS,
        "klaar": st.none() | _DAYS,
        "goed": st.sampled_from([True, False, None]),
        "soort": st.sampled_from(["a", "b", None]),
        "kosten": st.none() | st.sampled_from(["0.00", "-3.25", "9999999.99", "12.10"]),
        "uren": st.none() | st.sampled_from(["0", "0.000001", "12.5", "3"]),
    }
).map(lambda one: {**one, "kosten": _exact(one["kosten"]), "uren": _exact(one["uren"])})
rows = st.lists(row, min_size=1, max_size=24)


def _exact(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def written(row: Row) -> dict[str, str]:
    """Return a row as it stands in a Dutch CSV file."""
    return {name: _dutch(value) for name, value in row.items()}


def _dutch(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


@dataclass(frozen=True)
class Filter:
    """A condition in YAML, and what it says of a row."""

    text: str
    holds: Condition

    def __repr__(self) -> str:
        return self.text


def _compared(name: str, sign: str, value: Any, text: str) -> Filter:
    tests: dict[str, Callable[[Any], bool]] = {
        "=": lambda found: found == value,
        ">": lambda found: found > value,
        "<=": lambda found: found <= value,
    }

    def holds(row: Row) -> bool | None:
        return None if row[name] is None else bool(tests[sign](row[name]))

    return Filter(f"{name} {sign} {text}", holds)


def _not(one: Filter) -> Filter:
    def holds(row: Row) -> bool | None:
        found = one.holds(row)
        return None if found is None else not found

    return Filter(f"not ({one.text})", holds)


def _and(one: Filter, other: Filter) -> Filter:
    def holds(row: Row) -> bool | None:
        both = {one.holds(row), other.holds(row)}
        return False if False in both else None if None in both else True

    return Filter(f"({one.text}) and ({other.text})", holds)


def _or(one: Filter, other: Filter) -> Filter:
    def holds(row: Row) -> bool | None:
        both = {one.holds(row), other.holds(row)}
        return True if True in both else None if None in both else False

    return Filter(f"({one.text}) or ({other.text})", holds)


_SIMPLE = [
    Filter("goed", lambda row: row["goed"]),
    Filter("klaar is null", lambda row: row["klaar"] is None),
    Filter(
        "soort in ('a', 'c')", lambda row: None if row["soort"] is None else row["soort"] == "a"
    ),
    _compared("soort", "=", "b", "'b'"),
    _compared("uren", ">", Decimal(1), "1"),
    _compared("kosten", "<=", Decimal(0), "0"),
    _compared("op", ">", date(2024, 5, 15), "'2024-05-15'"),
]
filters = st.recursive(
    st.sampled_from(_SIMPLE),
    lambda inner: st.one_of(
        inner.map(_not), st.builds(_and, inner, inner), st.builds(_or, inner, inner)
    ),
    max_leaves=3,
)


@dataclass(frozen=True)
class Definition:
    """One indicator: its measure with what that takes, a filter, and over which rows it counts."""

    maat: str
    van: str = ""
    aandeel: Filter | None = None
    waar: Filter | None = None
    reeks: str = ""
    binnen: int = 0
    #: Whether of each person only the last row in the period counts.
    laatste: bool = False

    def yaml(self) -> str:
        """Return the block `telt`."""
        takes = {
            "rijen": "aantal: rijen",
            "personen": "aantal: personen",
            "aandeel": f'aandeel: "{self.aandeel}"',
            "verhouding": "verhouding: {teller: kosten, noemer: uren}",
            "percentiel": f"percentiel: {{van: {self.van}, deel: 90%}}",
            "doorlooptijd": f"doorlooptijd: {{van: op, tot: klaar, binnen: {self.binnen} dagen}}",
        }
        when = ["peildatum: op", "laatste_per: wie"] if self.laatste else ["datum: op"]
        lines = ["bron: meldingen", takes.get(self.maat, f"{self.maat}: {self.van}"), *when]
        if self.waar is not None:
            lines.append(f'waar: "{self.waar}"')
        if self.reeks:
            lines.append(f"reeks: {self.reeks}")
        return "{" + ", ".join(lines) + "}"


_VALUES = st.sampled_from(["kosten", "uren"])
_MEASURES = st.one_of(
    st.sampled_from([Definition("rijen"), Definition("personen"), Definition("verhouding")]),
    st.builds(Definition, st.sampled_from(["som", "gemiddelde", "mediaan", "percentiel"]), _VALUES),
    st.builds(lambda one: Definition("aandeel", aandeel=one), filters),
    st.builds(lambda days: Definition("doorlooptijd", binnen=days), st.integers(0, 120)),
)
_LAATSTE = "laatste_per"
_REEKSEN = st.sampled_from(["", "", "jaar_tot_nu", "cumulatief", "{voortschrijdend: 2}", _LAATSTE])


def _over(one: Definition, waar: Filter | None, reeks: str) -> Definition:
    if reeks == _LAATSTE:
        return replace(one, waar=waar, laatste=True)
    return replace(one, waar=waar, reeks=reeks)


definitions = st.builds(_over, _MEASURES, st.none() | filters, _REEKSEN)
