"""The indicator templates, and which of them a file has the columns for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from string import Template

from resultaat.core.diagnostics import Diagnostics
from resultaat.language.binding import bind
from resultaat.language.checks.telt import expressions_of
from resultaat.language.documents.indicator import Context
from resultaat.language.documents.telt import Telt
from resultaat.language.expressions import parse_expression
from resultaat.language.yaml import parse, read_source
from resultaat.scaffold.topics import KOLOMMEN

#: The texts that folders are made of; they travel with the package.
TEMPLATES = Path(__file__).resolve().parent / "templates"


def fill(name: str, **values: str) -> str:
    """Return a template with every `$word` in it replaced."""
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


#: The tables of which there are templates, by the name of their folder.
TABELLEN = ("kwb", "gezondheid")


@dataclass(frozen=True, slots=True)
class IndicatorTemplate:
    """An indicator that can be put in a folder: its file, its name, and what it needs."""

    path: Path
    naam: str
    columns: frozenset[str]
    #: The indicator by which it divides.
    per: str | None

    @property
    def tabel(self) -> str:
        """The table that it counts on."""
        return self.path.parents[2].name

    @property
    def id(self) -> str:
        """The id, which is the name of its file."""
        return self.path.stem


def indicators() -> list[IndicatorTemplate]:
    """Return every template, in order of folder and name."""
    found = [path for tabel in TABELLEN for path in (TEMPLATES / tabel).glob("indicators/*/*.yaml")]
    return [_read(path) for path in sorted(found)]


def fitting(
    columns: Collection[str], tabel: str | None = None
) -> tuple[list[IndicatorTemplate], list[IndicatorTemplate]]:
    """Return the indicators (of one table) that these columns can give, and those they cannot."""
    every = [each for each in indicators() if tabel in (None, each.tabel)]
    given = {each.id for each in every if each.columns <= set(columns)}
    fits = [each for each in every if each.id in given and each.per in (None, *given)]
    return fits, [each for each in every if each not in fits]


def _read(path: Path) -> IndicatorTemplate:
    found = Diagnostics()
    source = read_source(path, found)
    root = parse(source, found) if source is not None else None
    doc = bind(Context, root, source, found) if source is not None and root is not None else None
    found.raise_if_errors()
    assert doc is not None  # noqa: S101  else there was an error
    per = doc.telt.per.indicator if doc.telt.per else None
    return IndicatorTemplate(path, doc.naam, _columns(doc.telt), per)


def _columns(telt: Telt) -> frozenset[str]:
    used: set[str] = set()
    for _, text, _ in expressions_of(telt):
        expression, _ = parse_expression(text, KOLOMMEN)
        used |= expression.columns if expression is not None else {text}
    return frozenset(used)
