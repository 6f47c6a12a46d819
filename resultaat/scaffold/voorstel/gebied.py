"""Which column of a table holds the area, and which of its rows are of areas that are known."""

from __future__ import annotations

import polars as pl

from resultaat.gebied.codes import niveau_of
from resultaat.gebied.indeling import Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.scaffold.voorstel.columns import Proposed, Table

AREA = "gebied"
#: Beside codes of gemeenten a file of the CBS may hold those of other regions.
_ENOUGH = 0.3
#: How many of the names in a column must be those of areas, and when some are enough.
_NAMES = 0.8
_HEADERS = ("gemeente", "regio", "gebied", "wijk", "buurt")


def of_areas(table: Table, indeling: Indeling) -> pl.DataFrame:
    """Say which column holds the area, and return the rows of areas that are in the list."""
    coded = {name: _coded(each.values) for name, each in table.columns.items()}
    best = max(coded, key=lambda name: coded[name])
    if coded[best] >= _ENOUGH:
        return _by_code(table, indeling, best)
    names = {each.naam for each in indeling.gebieden.values()}
    for name, each in table.columns.items():
        texts = set(each.values.drop_nulls().unique())
        known = texts & names
        if len(texts) > 1 and len(known) >= _NAMES * len(texts):
            return _by_name(table, name, _level(known, indeling), len(texts - known))
        if known and any(word in name for word in _HEADERS):
            return _chosen_by_name(table, name, _level(known, indeling), sorted(known))
    return _fixed(table, indeling)


def _coded(values: pl.Series) -> float:
    """Return how many of the different values are the code of a land, gemeente, wijk or buurt."""
    texts = values.drop_nulls().unique().to_list()
    return sum(niveau_of(text) is not None for text in texts) / max(len(texts), 1)


def _by_code(table: Table, indeling: Indeling, name: str) -> pl.DataFrame:
    """Keep codes of the area list; of other regions, and of other gemeenten, by `alleen`."""
    _is_area(table, name)
    codes = set(table.columns[name].values.drop_nulls().unique())
    there = {code for code in codes if niveau_of(code)}
    own = {code for code in there if code in indeling}
    chosen = there
    if there - own and own:
        stems = sorted({_stem(code) for code in own})
        chosen = {code for code in there if code.startswith(tuple(stems))}
        table.keys.setdefault("alleen", {})[name] = [f"{each}*" for each in stems]
        table.punten.append(
            f"In `{name}` staan ook gebieden buiten de gebiedenlijst; alleen {', '.join(stems)} "
            "doen mee."
        )
    elif there != codes:
        kinds = sorted({each[:2] for each in there})
        table.keys.setdefault("alleen", {})[name] = [f"{each}*" for each in kinds]
        table.punten.append(
            f"In `{name}` staan ook andere regio's; alleen {', '.join(kinds)} doen mee."
        )
    if lost := len(chosen - own):
        table.punten.append(
            f"{lost} codes in `{name}` staan niet in de gebiedenlijst. Zijn zij van een ander "
            "jaar? Zet dan `jaar` bij `gebied`, of neem de gebiedenlijst van dat jaar."
        )
    levels = {niveau_of(code) for code in chosen}
    found = next(iter(levels)) if len(levels) == 1 else None
    table.keys["gebied"] = {"kolom": name, **({"niveau": found.value} if found else {})}
    return table.frame().filter(pl.col(name).is_in(list(chosen)))


def _stem(code: str) -> str:
    """Return what all codes of one level in one gemeente begin with: `WK0308` of `WK030801`."""
    return code[:6] if code[:2] in ("GM", "WK", "BU") else code


def _level(names: set[str], indeling: Indeling) -> Niveau | None:
    """Return the level that has all of these names: a wijk may be called as its gemeente is."""
    for level in reversed(Niveau):
        if names <= {each.naam for each in indeling.of_niveau(level)}:
            return level
    return None


def _by_name(table: Table, name: str, level: Niveau | None, others: int) -> pl.DataFrame:
    """Take areas by their name, and say how many names are not in the list."""
    _is_area(table, name)
    niveau = {"niveau": level.value} if level is not None else {}
    table.keys["gebied"] = {"kolom": name, "geschreven_als": "naam", **niveau}
    if others:
        table.punten.append(
            f"{others} van de namen in `{name}` staan niet in de gebiedenlijst. Heten ze daar "
            "anders, noem ze bij `vertaal`; horen ze er niet bij, laat ze weg met `zonder`."
        )
    return table.frame()


def _chosen_by_name(
    table: Table, name: str, level: Niveau | None, known: list[str]
) -> pl.DataFrame:
    """Take only the rows of areas of which the name is in the list."""
    _by_name(table, name, level, 0)
    table.keys.setdefault("alleen", {})[name] = known
    table.punten.append(
        f"In `{name}` staan ook gebieden buiten de gebiedenlijst; alleen wat erin staat, doet mee."
    )
    return table.frame().filter(pl.col(name).is_in(known))


def _is_area(table: Table, name: str) -> None:
    table.columns[name].keys["type"] = "gebied"
    table.columns[name].keys.pop("keuze", None)


def _fixed(table: Table, indeling: Indeling) -> pl.DataFrame:
    """Put all rows in the area that the folder is about, and say that somebody must look at it."""
    table.keys["gebied"] = {"kolom": AREA}
    count = len(next(iter(table.columns.values())).values)
    values = pl.repeat(indeling.eigen, count, dtype=pl.String, eager=True)
    kept = {"type": "gebied", "vast": indeling.eigen}
    table.columns[AREA] = Proposed(AREA, kept, values)
    table.punten.append(f"Er is geen kolom met een gebied: alle rijen gaan over {indeling.eigen}.")
    for name, each in table.columns.items():
        if each.type == "tekst" and any(word in name for word in _HEADERS):
            table.punten.append(
                f"`{name}` noemt misschien gebieden, maar geen uit de gebiedenlijst. Gaan de rijen "
                f"niet alle over {indeling.eigen}? Dan tellen zij daar ten onrechte mee."
            )
    return table.frame()
