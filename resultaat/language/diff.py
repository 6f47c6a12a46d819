"""What differs between two versions of the definitions, in words (D20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from resultaat.core.dutch import day
from resultaat.language.area_diff import area_changes, area_list
from resultaat.language.catalog import Catalog, Loaded
from resultaat.language.changes import Change, Group
from resultaat.language.checks.telt import expressions_of
from resultaat.language.documents.base import Document
from resultaat.language.documents.bron import Kolom
from resultaat.language.documents.indicator import AnyIndicator, Resultaat
from resultaat.language.documents.onderdelen import Grens
from resultaat.language.leaves import THERE, Path, leaves
from resultaat.language.meaning import meaning_of, words_of
from resultaat.language.reading.words import name_of

_LABELS = {
    "waar": "welke rijen meetellen",
    "som": "wat wordt opgeteld",
    "gemiddelde": "waarvan het gemiddelde",
    "aandeel": "het aandeel waarvoor geldt",
    "binnen": "de termijn",
    "groep": "in welke groep een rij hoort",
}
#: Steps of a path that say nothing to a reader.
_UNSAID = ("telt", "verhouding", "doorlooptijd", "gestandaardiseerd", "verandering_per_persoon")
#: The lists of targets and floors, which are told by period and place.
_GRENZEN = ("streefwaarden", "minimumeis")
_SINGULAR = {"streefwaarden": "streefwaarde", "condities": "conditie", "kolommen": "kolom"}


def compare(old: Catalog, new: Catalog) -> list[Group]:
    """Return what differs from `old` to `new`: indicators first, each with its ideas first."""
    groups = list(_indicators(old, new))
    if old.doelen and new.doelen:
        groups += _same("doelen", "doelen", "Doelen", old.doelen.doc, new.doelen.doc)
    elif old.doelen or new.doelen:
        groups.append(Group("doelen", "doelen", "Doelen", "nieuw" if new.doelen else "weg"))
    groups += _by_name("bron", old.bronnen, new.bronnen)
    groups += _by_name("interventie", old.interventies, new.interventies)
    groups += _by_name("samenwerking", old.samenwerkingen, new.samenwerkingen)
    groups += _by_name("regeling", old.regelingen, new.regelingen)
    if old.escalatie and new.escalatie:
        groups += _same("escalatie", "escalatie", "Escalatie", old.escalatie.doc, new.escalatie.doc)
    elif old.escalatie or new.escalatie:
        state = "nieuw" if new.escalatie else "weg"
        groups.append(Group("escalatie", "escalatie", "Escalatie", state))
    groups += _areas(old, new)
    groups += _same("werkmap", "resultaat", new.settings.naam, old.settings, new.settings)
    return groups


def _by_name(
    kind: str, old: Mapping[str, Loaded[Any]], new: Mapping[str, Loaded[Any]]
) -> Iterator[Group]:
    """Yield what differs between the documents of a kind that each have a file of their own."""
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before and after:
            yield from _same(kind, name, after.doc.naam, before.doc, after.doc)
        else:
            there = before or after
            assert there is not None  # noqa: S101  the name comes from one of the two
            yield Group(kind, name, there.doc.naam, "nieuw" if after else "weg")


def _areas(old: Catalog, new: Catalog) -> Iterator[Group]:
    """Yield what differs between the two area lists, an area at a time."""
    before, after = area_list(old), area_list(new)
    # A revision in git may have no data with it.
    changes = tuple(area_changes(before, after)) if before and after else ()
    if changes:
        yield Group("gebieden", "gebieden", "Gebiedenlijst", "gewijzigd", changes)


def _same(kind: str, name: str, title: str, old: Document, new: Document) -> list[Group]:
    changes = tuple(_changes(dict(leaves(old)), dict(leaves(new))))
    return [Group(kind, name, title, "gewijzigd", changes)] if changes else []


def _indicators(old: Catalog, new: Catalog) -> Iterator[Group]:
    renamed = _renamed(old, new)
    before = {renamed.get(name, name): name for name in old.indicatoren}
    for name in sorted({*before, *new.indicatoren}):
        was = before.get(name)
        if was is None:
            yield Group("indicator", name, new.indicator(name).naam, "nieuw")
        elif name not in new.indicatoren:
            yield Group("indicator", name, old.indicator(was).naam, "weg")
        else:
            changes = tuple(_of_indicator(old, was, new, name))
            state = "hernoemd" if was != name else "gewijzigd"
            if changes or was != name:
                naam = new.indicator(name).naam
                other = was if was != name else None
                yield Group("indicator", name, naam, state, changes, other)


def _renamed(old: Catalog, new: Catalog) -> dict[str, str]:
    """Guess what got another name: what alone has the same title, or alone counts just the same."""
    gone = [name for name in old.indicatoren if name not in new.indicatoren]
    come = [name for name in new.indicatoren if name not in old.indicatoren]
    found: dict[str, str] = {}
    for same in (_title, _counting):
        before = {name: same(old, name) for name in gone if name not in found}
        after = {name: same(new, name) for name in come if name not in found.values()}
        for name, what in before.items():
            alike = [other for other, its in after.items() if its == what]
            if len(alike) == 1 and list(before.values()).count(what) == 1:
                found[name] = alike[0]
    return found


def _title(catalog: Catalog, name: str) -> str:
    return catalog.indicator(name).naam


def _counting(catalog: Catalog, name: str) -> Mapping[Path, str]:
    values = _by_meaning(catalog, name)
    return {path: value for path, value in values.items() if path[0] in ("telt", "soort")}


def _by_meaning(catalog: Catalog, name: str) -> dict[Path, str]:
    doc = catalog.indicator(name)
    values = dict(leaves(doc))
    columns = _columns(catalog, doc)
    for path, text, _ in expressions_of(doc.telt):
        values[tuple(str(step) for step in path)] = meaning_of(text, columns)
    return values


def _in_words(catalog: Catalog, name: str) -> dict[Path, str]:
    doc = catalog.indicator(name)
    values = dict(leaves(doc))
    columns = _columns(catalog, doc)
    for path, text, _ in expressions_of(doc.telt):
        values[tuple(str(step) for step in path)] = f"“{words_of(text, columns)}”"
    return values


def _columns(catalog: Catalog, doc: AnyIndicator) -> Mapping[str, Kolom]:
    bron = catalog.bronnen.get(doc.telt.bron)
    return bron.doc.columns if bron else {}


def _of_indicator(old: Catalog, was: str, new: Catalog, name: str) -> Iterator[Change]:
    before, after = old.indicator(was), new.indicator(name)
    equal = {
        path
        for path, value in _by_meaning(new, name).items()
        if _by_meaning(old, was).get(path) == value
    }
    skipped = {*equal, *_targets(before), *_targets(after)}
    found = list(_changes(_in_words(old, was), _in_words(new, name), skipped))
    yield from (change for change in found if not change.counts)
    yield from _grenzen(before, after)
    yield from (change for change in found if change.counts)


def _targets(doc: AnyIndicator) -> Iterator[Path]:
    yield from (path for path, _ in leaves(doc) if path[0] in _GRENZEN)


def _grenzen(old: AnyIndicator, new: AnyIndicator) -> Iterator[Change]:
    before, after = _by_period(old), _by_period(new)
    for key in sorted({*before, *after}, key=lambda key: (_GRENZEN.index(key[0]), key)):
        was, now = before.get(key), after.get(key)
        field, vanaf, plek = key
        where = f" ({plek})" if plek else ""
        what = f"{_SINGULAR.get(field, field)} vanaf {vanaf}{where}"
        if was == now:
            continue
        set_on = f", vastgesteld op {day(now.vastgesteld)}" if now else ""
        if was is None:
            said = f"{what} is nieuw: {now.waarde if now else ''}{set_on}"
        elif now is None:
            said = f"{what} is weg; zij was {was.waarde}"
        elif was.waarde == now.waarde:
            said = f"{what} bleef {now.waarde}{set_on} (was {day(was.vastgesteld)})"
        else:
            said = f"{what} was {was.waarde}, is {now.waarde}{set_on}"
        values = (str(was.waarde) if was else None, str(now.waarde) if now else None)
        yield Change(".".join(step for step in key if step), *values, said)


def _by_period(doc: AnyIndicator) -> dict[tuple[str, str, str], Grens]:
    """Return every target and floor by (field, period, place)."""
    if not isinstance(doc, Resultaat):
        return {}
    return {
        (field, each.vanaf.label, each.plek): each
        for field in _GRENZEN
        for each in getattr(doc, field)
    }


def _changes(
    old: Mapping[Path, str], new: Mapping[Path, str], skipped: set[Path] | None = None
) -> Iterator[Change]:
    whole: list[Path] = []
    for path in [*old, *(path for path in new if path not in old)]:
        was, now = old.get(path), new.get(path)
        if was == now or path in (skipped or ()) or any(path[: len(top)] == top for top in whole):
            continue
        if THERE in (was, now):
            whole.append(path)
        yield Change(".".join(path), was or None, now or None, _sentence(path, was, now))


def _sentence(path: Path, was: str | None, now: str | None) -> str:
    label = _label(path)
    if was is None:
        return f"{label} is nieuw{f': {now}' if now else ''}"
    if now is None:
        return f"{label} is weg{f'; was {was}' if was else ''}"
    return f"{label} was {was}, is {now}"


def _label(path: Path) -> str:
    """Say a path in words: `let op terugkeer: marge`, `welke rijen meetellen`."""
    steps = [step for step in path if step not in _UNSAID] or [*path]
    words = [_SINGULAR.get(step, _LABELS.get(step, name_of(step))) for step in steps]
    if len(words) <= 2:
        return " ".join(words)
    return f"{' '.join(words[:-1])}: {words[-1]}"
