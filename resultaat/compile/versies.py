"""Requests for earlier definitions, beside those for the present ones.

    request kosten                     periods from 2025
    request kosten, held until 2025    periods before it, counted as it was then

Each is a request like any other, so what they share is counted once. `engine/versies.py` puts the
figures of one indicator together again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from resultaat.compile.request import Request, request_of
from resultaat.language.catalog import Catalog
from resultaat.language.versies import Held, held, with_telt


def with_versies(catalog: Catalog, requests: Sequence[Request]) -> list[Request]:
    """Return the requests of a checked catalog, each after those for its earlier definitions."""
    return [each for request in requests for each in _versions(catalog, request)]


def _versions(catalog: Catalog, request: Request) -> list[Request]:
    starts = [period.start for period in request.window.periods()]
    found: list[Request] = []
    since: date | None = None
    for version in held(catalog.indicator(request.indicator)):
        # A period is counted by what held on its first day.
        if any((since is None or since <= start) and start < version.tot for start in starts):
            found.append(_as_it_was(catalog, request, version, since))
            since = version.tot
    if not found:
        return [request]
    ended = [each.tot for each in found if each.tot is not None]
    breaks = {next((start for start in starts if start >= tot), None) for tot in ended}
    own = ((each, "") for each in breaks if each is not None)
    told = tuple(sorted({*own, *request.breaks}))
    return [*found, replace(request, since=since, breaks=told)]


def _as_it_was(catalog: Catalog, request: Request, version: Held, since: date | None) -> Request:
    name = request.indicator
    loaded = with_telt(catalog.indicatoren[name], version.telde)
    then = replace(catalog, indicatoren={**catalog.indicatoren, name: loaded})
    made = request_of(then, name, request.window, request.shown or request.window.first)
    return replace(made, since=since, tot=version.tot)
