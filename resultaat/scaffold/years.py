"""The year that the figures are of: asked for, in the name of the file, or in the file itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from resultaat.core.diagnostics import Diagnostic, Place, ResultaatError
from resultaat.core.dutch import listing
from resultaat.scaffold.shape import Kwb, filled

#: The first year of the table in its present form is 2003; later than this is a typing error.
_FIRST, _LAST = 1995, 2099
_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MEND = "Geef het jaar mee, bijvoorbeeld: --jaar 2024."


@dataclass(frozen=True, slots=True)
class Years:
    """The year that is reported on, the first year shown beside it, and where that came from."""

    over: int
    vanaf: int | None
    message: str


def years_of(kwb: Kwb, file: Path, wanted: int | None) -> Years:
    """Return the years of a file; raises R2004 where they cannot be known."""
    if kwb.jaar is not None:
        return _in_file(kwb, kwb.jaar, file, wanted)
    named = sorted({year for year in map(int, _IN_NAME.findall(file.name)) if year >= _FIRST})
    if wanted is not None:
        if not _FIRST <= wanted <= _LAST:
            raise _unknown(file, f"{wanted} is geen jaar van deze cijfers.")
        other = ""
        if named and wanted not in named:
            other = f", ook al staat in de naam van het bestand {listing([*map(str, named)])}"
        return Years(wanted, None, f"Het jaar is {wanted}, zoals u opgaf{other}.")
    if len(named) == 1:
        return Years(named[0], None, f"Het jaar {named[0]} komt uit de naam van het bestand.")
    if named:
        years = listing([*map(str, named)])
        raise _unknown(file, f"In de naam `{file.name}` staan meer jaren: {years}.")
    raise _unknown(file, f"Van welk jaar `{file.name}` is, staat niet in het bestand of de naam.")


def _in_file(kwb: Kwb, column: str, file: Path, wanted: int | None) -> Years:
    years = sorted({int(year) for year in kwb.frame[column]})
    first, last = years[0], years[-1]
    if wanted is None:
        over = _best_filled(kwb, column)
        message = f"Het rapport gaat over {over}"
        message += (
            "." if over == last else ", het laatste jaar met cijfers van de meeste onderwerpen."
        )
    elif wanted in years:
        over, message = wanted, f"Het rapport gaat over {wanted}, zoals u opgaf."
    else:
        found = f"Het jaar {wanted} staat niet in `{file.name}`."
        mend = f"Kies een jaar van {first} tot en met {last}, of laat `--jaar` weg."
        raise _unknown(file, found, mend)
    return Years(over, first if first < over else None, message)


def _best_filled(kwb: Kwb, column: str) -> int:
    """Return the last year in which more than half of the topics have a value somewhere."""
    frame = kwb.frame.select(
        pl.col(column).cast(pl.Int64).alias("jaar"),
        *(
            filled(kwb.frame[name]).is_not_null().alias(topic)
            for topic, name in kwb.columns.items()
        ),
    )
    known = frame.group_by("jaar").agg(pl.all().any())
    amounts: dict[int, int] = {jaar: sum(values) for jaar, *values in known.iter_rows()}
    most = [jaar for jaar, amount in amounts.items() if 2 * amount > len(kwb.columns)]
    return max(most, default=max(amounts, key=lambda jaar: (amounts[jaar], jaar)))


def _unknown(file: Path, message: str, mend: str = _MEND) -> ResultaatError:
    return ResultaatError.of(Diagnostic("R2004", message, mend, Place(file)))
