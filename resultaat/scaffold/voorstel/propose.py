"""A contract as it seems to be: read from a file, from what stands beside it, from its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from resultaat.core.atomic import replacing
from resultaat.core.diagnostics import Diagnostic, Place, ResultaatError
from resultaat.data.readers.unreadable import Unreadable
from resultaat.gebied.indeling import Indeling
from resultaat.language.values import is_id
from resultaat.scaffold.contract import quoted
from resultaat.scaffold.voorstel.columns import Absent, Proposed, Table, proposed
from resultaat.scaffold.voorstel.databank import in_databank, read_table
from resultaat.scaffold.voorstel.long import is_long, widened
from resultaat.scaffold.voorstel.samen import read_together, year_of_file
from resultaat.scaffold.voorstel.table import about_rows
from resultaat.scaffold.voorstel.topics import Topic, topics_of
from resultaat.scaffold.voorstel.written import Written, read_as_written

#: The year that a file is about: named so, or else the only thing that looks like one.
_YEAR = re.compile(r"jaar_?(20\d\d)(?!\d)|(?<!\d)(20\d\d)(?!\d)")
_ORDER = (
    *("bestand", "haal", "formaat", "codering", "scheidingsteken", "decimaalteken"),
    *("blad", "kopregels", "lang", "leeg", "nog_niet_gepubliceerd", "onderdrukt_bij_bron"),
    *("alleen", "zonder", "sleutel", "persoon", "gebied", "periode", "gepubliceerd"),
)
#: What nobody can see in a file.
_GENERAL = ("Vul bij `herkomst` in van wie de gegevens komen.", "Kloppen de typen en de sleutel?")
_PEOPLE = "Gaan de rijen over mensen? Zet dan `persoon` en `grondslag` erbij."
#: From how many columns on an equal remark is made once, and how many of them are named then.
_ALIKE, _NAMED = 4, 8
_PLAIN = re.compile(r"^[a-z_][a-z0-9_]*$")
_WORDS = {"ja", "nee", "true", "false", "yes", "no", "null", "on", "off"}


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A contract that was written for a person to confirm."""

    bron: str
    path: Path
    punten: tuple[str, ...]
    #: Whether it is of several files, of which one must be made first.
    samen: bool = False


def propose(file: Path, root: Path, indeling: Indeling, name: str | None) -> Voorstel:
    """Write the contract of a file as it seems to be.

    Raises ResultaatError where the file cannot be read (R3042), or the source is there already or
    cannot be called so (R3043).
    """
    several, table = "*" in file.name, in_databank(file)
    called = (table.tabel or "").rpartition(".")[2] if table is not None else file.stem
    bron = name or Topic(file.parent.name if several else called).id
    path = root / "indicators" / "bronnen" / f"{bron}.yaml"
    if not is_id(bron) or path.exists():
        wrong = "bestaat al" if path.exists() else "is geen goede naam voor een bron"
        message = f"`{bron}` {wrong}. Er is niets veranderd."
        mend = "Geef een andere naam: resultaat laad NAAM --stel-voor BESTAND"
        raise ResultaatError.of(Diagnostic("R3043", message, mend))
    made, looked = _looked_at(file, root, indeling, bron)
    general = _GENERAL if looked.keys.get("gepubliceerd") else (*_GENERAL, _PEOPLE)
    punten = (
        *general,
        *made.punten,
        *together([(c.id, p) for c in looked.columns.values() for p in c.punten]),
        *looked.punten,
    )
    text = _text(
        bron, file, {**made.keys, **_absent(looked), **looked.keys}, looked.columns, punten
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")
    return Voorstel(bron, path, punten, several or table is not None)


def together(punten: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Say once what is to be looked at in many columns: nobody reads a hundred equal lines."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for name, punt in punten:
        kinds.setdefault(punt.replace(f"`{name}`", "", 1), []).append((name, punt))
    for rest, alike in kinds.items():
        if len(alike) < _ALIKE:
            yield from (punt for _, punt in alike)
            continue
        names = ", ".join(f"`{name}`" for name, _ in alike[:_NAMED])
        more = ", ..." if len(alike) > _NAMED else ""
        yield f"Van {len(alike)} kolommen geldt: deze{rest} Het zijn {names}{more}"


def _looked_at(file: Path, root: Path, indeling: Indeling, bron: str) -> tuple[Written, Table]:
    whole, inside = file.resolve(), root.resolve()
    bestand = whole.relative_to(inside).as_posix() if whole.is_relative_to(inside) else str(whole)
    try:
        if (chosen := in_databank(file)) is not None:
            made = read_table(chosen, bron)
        elif "*" in file.name:
            made = read_together(bestand, root, bron)
        else:
            made = read_as_written(file, bestand)
    except (Unreadable, OSError) as wrong:
        gone = f"Het bestand `{file}` is er niet of mag niet worden gelezen."
        message = getattr(wrong, "message", gone)
        mend = getattr(wrong, "mend", "Kijk of de naam klopt.")
        span = getattr(wrong, "span", None)
        raise ResultaatError.of(Diagnostic("R3042", message, mend, Place(file, span))) from None
    if is_long(made.frame):
        made = widened(made)
    columns = _columns(made, file)
    year_of_file(columns)
    table = Table(columns)
    years = sorted(_YEAR.findall(file.stem), reverse=True)  # those that are named so come first
    about_rows(table, indeling, int(years[0][0] or years[0][1]) if years else None)
    return made, table


def _columns(made: Written, file: Path) -> dict[str, Proposed]:
    """Return what seems to stand in each column, by the name that it gets."""
    names = [name for name in made.frame.columns if name]
    mark = made.keys.get("decimaalteken", ".")
    known = Absent(frozenset(made.leeg), frozenset(made.hidden))
    columns: dict[str, Proposed] = {}
    for written, topic in topics_of(names, file).items():
        short = _unique(topic.id, columns)
        columns[short] = proposed(made.frame[written], topic, short, mark, known)
    return columns


def _unique(name: str, taken: Iterable[str]) -> str:
    used = set(taken)
    many = (f"{name}_{number}" for number in range(2, len(used) + 3))
    return next(each for each in (name, *many) if each not in used)


def _absent(table: Table) -> dict[str, list[str]]:
    """Return the words for no value, over all columns."""
    found = {
        "leeg": set[str]().union(*(each.leeg for each in table.columns.values())),
        "nog_niet_gepubliceerd": set[str]().union(*(c.not_yet for c in table.columns.values())),
        "onderdrukt_bij_bron": set[str]().union(*(c.hidden for c in table.columns.values())),
    }
    return {key: sorted(words) for key, words in found.items() if words}


def _text(
    bron: str, file: Path, keys: dict[str, Any], columns: dict[str, Proposed], punten: Iterable[str]
) -> str:
    lines = [
        "# yaml-language-server: $schema=../../.schema/bron.json",
        "# Voorgesteld door het programma. Kijk elk punt na en haal het weg.",
        "te_bevestigen:",
        *(f"  - {quoted(each)}" for each in punten),
        f"naam: {quoted(bron.replace('_', ' ').capitalize())}",
        f"herkomst: {quoted(f'Nog in te vullen: van wie komt {file.name}?')}",
    ]
    order = [key for key in (*_ORDER, "grondslag") if key in keys]
    lines += [f"{key}: {_value(keys[key])}" for key in order]
    lines.append("kolommen:")
    for name, each in columns.items():
        inner = ", ".join(f"{key}: {_value(value)}" for key, value in each.keys.items())
        lines.append(f"  {name}: {{{inner}}}")
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """Write a value in one line of YAML."""
    if value is True:
        return "ja"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    text = str(value)
    plain = isinstance(value, int) or (_PLAIN.match(text) and text not in _WORDS)
    return text if plain else quoted(text)
