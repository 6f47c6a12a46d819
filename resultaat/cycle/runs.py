"""What a run is made of: enough to make it again, and to see what differs."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from resultaat.compile.request import Window
from resultaat.cycle.definitions import digest_of
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog
from resultaat.release.released import RunInfo


def info_of(
    catalog: Catalog,
    name: str,
    window: Window,
    indeling: Indeling,
    made_with: tuple[dict[str, str], dict[str, str]],
) -> RunInfo:
    """Return what a run of the rapportage `name` is made of, now.

    `made_with` holds the sha256 of each source, and the version of each part of the engine.
    """
    data, motor = made_with
    made = datetime.now(UTC)
    definitions = digest_of(catalog, indeling)
    mark = _digest(definitions, json.dumps(data, sort_keys=True), made.isoformat())[:6]
    settings = catalog.settings
    return RunInfo(
        id=f"{made:%Y%m%d-%H%M%S}-{mark}",
        rapportage=name,
        titel=settings.rapportages[name].titel,
        organisatie=settings.naam,
        gebied=settings.gebied,
        over=window.last.label,
        peildatum=window.peildatum,
        gemaakt_op=made,
        definities=definitions,
        gegevens=data,
        motor=motor,
        instellingen={"minimum": str(settings.bescherming.minimum)},
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
