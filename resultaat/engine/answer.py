"""What analyses work with: the parts of indicators by area, period and dimension.

Not for anyone's eyes: a cell may be about one person. Only what has gone through `release/` leaves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from resultaat.compile.ask import Ask, requests_asked
from resultaat.compile.compiler import compile_requests
from resultaat.core.settings import Settings
from resultaat.engine.course import Progress
from resultaat.engine.run import answer_frame, run_plan
from resultaat.engine.store import Store
from resultaat.language.catalog import Catalog


def answers(  # noqa: PLR0913, PLR0917  each is a thing of its own
    asks: Sequence[Ask],
    catalog: Catalog,
    views: Mapping[str, Path],
    settings: Settings,
    progress: Progress,
    store: Store | None = None,
) -> dict[Ask, pl.DataFrame]:
    """Return a frame for each ask; those over one source and date share a scan.

    `views` holds the Parquet file of each source. Columns: gebied (the code on the rows; `onbekend`
    where there is none), start, groep (when followed), the dimensions as they are written (text;
    `onbekend` where not known), rijen, and the roles of the measure with `kwadraten`, the sum of
    the squares of what the teller adds up. Only cells that have rows are there. All but `personen`
    add up. What `store` keeps of earlier answers and calculations is not counted again. Raises
    ValueError on an ask that cannot be (see `requests_asked`).
    """
    requests = requests_asked(catalog, asks)
    plan = compile_requests(list(requests.values()))
    frames = run_plan(plan, views, settings, progress, store)
    return {ask: answer_frame(request, plan, frames) for ask, request in requests.items()}
