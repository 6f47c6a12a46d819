"""Dutch words for what the command-line library says by itself in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer import Context

_ERRORS = (
    (
        r"No such command '(.+?)'\. Did you mean '(.+?)'.*",
        r"De opdracht `\1` bestaat niet. Bedoelt u `\2`?",
    ),
    (r"No such command '(.+?)'.*", r"De opdracht `\1` bestaat niet."),
    (
        r"No such option: (\S+) \(Possible options: (.+)\)",
        r"De optie `\1` bestaat niet. Bedoelt u `\2`?",
    ),
    (r"No such option: (\S+).*", r"De optie `\1` bestaat niet."),
    (r"Missing argument '?(.+?)'?\.?", r"Er mist een argument: \1."),
    (r"Missing option '?(.+?)'?\.?", r"Er mist een optie: \1."),
    (r"Missing command\.", "Er staat geen opdracht bij."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"Dit hoort er niet bij: \1."),
    (r"Option '(.+?)' requires an argument\.", r"Bij de optie `\1` hoort een waarde."),
    (
        r"Invalid value for '(.+?)': (?:Value error, )?'?(.+?)'? is not one of (.+)\.",
        r"`\2` kan niet bij `\1`. Kies uit: \3.",
    ),
    (
        r"Invalid value for '(.+?)': .*greater than or equal to (\d+).*",
        r"Dat is te weinig bij `\1`. Kies \2 of meer.",
    ),
    (r"Invalid value for '(.+?)': .*valid integer.*", r"Bij `\1` hoort een heel getal."),
    (r"Invalid value for '(.+?)': (.+)", r"Verkeerde waarde bij `\1`: \2"),
)


def in_dutch(message: str) -> str:
    """Return the library's message about wrong use in Dutch."""
    for pattern, dutch in _ERRORS:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(dutch)
    return message


_WORDS = {
    "Usage: ": "Gebruik: ",
    "Arguments:": "Argumenten:",
    "Options:": "Opties:",
    "Commands:": "Opdrachten:",
    "[required]": "[verplicht]",
    "[default:": "[standaard:",
    "COMMAND [ARGS]...": "OPDRACHT ...",
    "[OPTIONS]": "[OPTIES]",
}


def _translated(text: str) -> str:
    for english, dutch in _WORDS.items():
        text = text.replace(english, dutch)
    return text


class _Dutch:
    """Mixed into command and group: help and usage in Dutch."""

    def get_usage(self, ctx: Context) -> str:
        return _translated(super().get_usage(ctx))  # type: ignore[misc]

    def get_help(self, ctx: Context) -> str:
        return _translated(super().get_help(ctx))  # type: ignore[misc]

    def get_help_option(self, ctx: Context) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = "Toon deze uitleg."
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        del limit  # a sentence that is cut off helps nobody
        return (self.help or "").split("\n\n", 1)[0].replace("\n", " ")  # type: ignore[attr-defined]


class DutchCommand(_Dutch, TyperCommand):  # type: ignore[misc]
    """A command that speaks Dutch."""


class DutchGroup(_Dutch, TyperGroup):  # type: ignore[misc]
    """A group of commands that speaks Dutch."""
