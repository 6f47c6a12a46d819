"""What is wrong with a text that is no YAML, said in Dutch and at the place where it began."""

from __future__ import annotations

import re

import yaml

from resultaat.core.diagnostics import Diagnostic, Place
from resultaat.core.source import SourceFile, Span

_SYNTAX = (
    ("found character '\\t'", "Er staat een tab in de inspringing.", "Spring in met spaties."),
    (
        "mapping values are not allowed",
        "Hier staat een dubbele punt waar YAML er geen verwacht.",
        "Kijk of de regel goed inspringt, of zet de tekst tussen aanhalingstekens.",
    ),
    (
        "could not find expected ':'",
        "Achter deze sleutel mist een dubbele punt.",
        "Schrijf `sleutel: waarde`, met een spatie na de dubbele punt.",
    ),
    (
        "did not find expected key",
        "Deze regel past niet bij de regels erboven.",
        "Laat de sleutels van één blok even ver inspringen; sluit aanhalingstekens af.",
    ),
    (
        "did not find expected '-' indicator",
        "In deze lijst mist een streepje, of een regel springt anders in.",
        "Begin elk onderdeel van de lijst met `- `, even ver ingesprongen.",
    ),
    (
        "did not find expected ',' or",
        "Een haak `{` of `[` wordt niet gesloten, of er mist een komma.",
        "Sluit de haak op dezelfde regel en scheid de delen met komma's.",
    ),
    (
        "found unexpected end of stream",
        "Een tekst tussen aanhalingstekens wordt niet afgesloten.",
        "Zet het sluitende aanhalingsteken erbij.",
    ),
    (
        "cannot start any token\t",
        "Er staat een tab in de inspringing.",
        "Spring in met spaties.",
    ),
    (
        "cannot start any token",
        "Dit teken mag niet aan het begin van een waarde staan.",
        "Zet de waarde tussen aanhalingstekens.",
    ),
)
_TAB = ("Er staat een tab in de inspringing.", "Spring in met spaties.")
_OTHER_SYNTAX = (
    "Dit is geen geldige YAML.",
    "Kijk op deze regel en de regel erboven naar inspringing, haken en aanhalingstekens.",
)


def syntax_error(source: SourceFile, wrong: yaml.MarkedYAMLError) -> Diagnostic:
    """Return what libyaml stumbled over, in Dutch, where a person would look for it."""
    problem = wrong.problem or ""
    mark = wrong.problem_mark
    if mark is None or source.text[mark.index :].strip() == "":
        mark = wrong.context_mark or mark  # past the end there is nothing to point at
    span = Span.at(mark.line + 1, mark.column + 1) if mark else Span.at(1, 1)
    if mark is not None and source.text[mark.index : mark.index + 1] == "\t":
        problem += "\t"
    line = source.text.splitlines()[span.line - 2] if span.line > 1 else ""
    if "could not find expected ':'" in problem and re.fullmatch(r"\s*\w+:\S.*", line):
        span = Span.at(span.line - 1, line.index(":") + 1)
        message, mend = "Achter deze dubbele punt mist een spatie.", "Schrijf `sleutel: waarde`."
        return Diagnostic("R1004", message, mend, Place(source.path, span, source))
    if (found := _in_brackets(source, wrong)) is not None:
        span, message, mend = found
        return Diagnostic("R1004", message, mend, Place(source.path, span, source))
    if "could not find expected ':'" in problem and wrong.context_mark is not None:
        # What lacks its colon begins where the parser began to look for one.
        span = Span.at(wrong.context_mark.line + 1, wrong.context_mark.column + 1)
    at = source.text.splitlines()[span.line - 1 : span.line]
    indented = any("\t" in each[: len(each) - len(each.lstrip())] for each in at)
    other = _TAB if indented else _OTHER_SYNTAX
    message, mend = next(
        ((message, mend) for known, message, mend in _SYNTAX if known in problem), other
    )
    return Diagnostic("R1004", message, mend, Place(source.path, span, source))


def _in_brackets(source: SourceFile, wrong: yaml.MarkedYAMLError) -> tuple[Span, str, str] | None:
    """Tell a bracket that is not closed from a value that does not fit between brackets."""
    mark, opened = wrong.problem_mark, wrong.context_mark
    if mark is None or opened is None or "did not find expected ','" not in (wrong.problem or ""):
        return None
    lines = source.text.splitlines()
    if mark.line > opened.line:
        # A bracket in a comment closes nothing.
        unclosed = lines[opened.line][opened.column :].split("#")[0]
        if unclosed.count("{") > unclosed.count("}") or unclosed.count("[") > unclosed.count("]"):
            message = "Een haak `{` of `[` wordt niet gesloten, of er mist een komma."
            mend = "Sluit de haak op dezelfde regel en scheid de delen met komma's."
            return Span.at(opened.line + 1, opened.column + 1), message, mend
    before = "".join(lines[mark.line : mark.line + 1])[: mark.column]
    if before.rstrip()[-1:] in ("'", '"'):
        message = "Een waarde met komma's of aanhalingstekens past zo niet tussen `{` en `}`."
        mend = "Zet de hele waarde tussen dubbele aanhalingstekens, of op een eigen regel."
        return Span.at(mark.line + 1, mark.column + 1), message, mend
    return None
