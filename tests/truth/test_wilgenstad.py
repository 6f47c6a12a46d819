"""The fictional municipality: what the engine gives against the rows, counted by other means.

Every figure is counted again with polars from the files of the world, at each level, without any
of the machinery between definition and figure.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from resultaat.pipeline import Run

YEARS = range(2021, 2026)
LAST = date(2025, 12, 31)


Counted = tuple[int, int]
Count = Callable[[pl.DataFrame, int], Counted]


def ended(frame: pl.DataFrame, wet: str, year: int) -> pl.DataFrame:
    return frame.filter(
        (pl.col("wet") == wet)
        & pl.col("startdatum").is_not_null()
        & (pl.col("einddatum").dt.year() == year)
    )


def share(frame: pl.DataFrame, column: str) -> Counted:
    values = [value for value in frame[column].to_list() if value is not None]
    return sum(values), len(values)


def waited(days: int, wet: str) -> Count:
    def count(frame: pl.DataFrame, year: int) -> Counted:
        inside = total = 0
        rows = frame.filter((pl.col("wet") == wet) & (pl.col("gemeld_op").dt.year() == year))
        for asked, started in rows.select("gemeld_op", "startdatum").iter_rows():
            if asked + timedelta(days=days) <= LAST:
                total += 1
                inside += started is not None and (started - asked).days <= days
        return inside, total

    return count


SHARES: dict[str, Count] = {
    "doelrealisatie_jeugdhulp": lambda f, y: share(ended(f, "jeugdwet", y), "doel_bereikt"),
    "doelrealisatie_wmo": lambda f, y: share(ended(f, "wmo", y), "doel_bereikt"),
    "terugkeer_jeugdhulp": lambda f, y: share(ended(f, "jeugdwet", y), "opnieuw_gemeld"),
    "wachttijd_jeugdhulp": waited(42, "jeugdwet"),
    "wachttijd_wmo": waited(56, "wmo"),
}


def places(frame: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Return the rows of the gemeente, of each wijk and of each buurt."""
    found = [("GM9999", frame)]
    for wijk in sorted({buurt[2:8] for buurt in frame["buurt"].drop_nulls()}):
        found.append((f"WK{wijk}", frame.filter(pl.col("buurt").str.slice(2, 6) == wijk)))
    for buurt in sorted(frame["buurt"].drop_nulls().unique()):
        found.append((buurt, frame.filter(pl.col("buurt") == buurt)))
    return found


@pytest.mark.parametrize("indicator", SHARES)
def test_a_share_is_what_the_rows_say(run: Run, trajecten: pl.DataFrame, indicator: str) -> None:
    rows = run.resultaten.filter(pl.col("indicator") == indicator).to_dicts()
    figures = {(row["gebied"], row["periode"]): row for row in rows}
    shown = 0
    for gebied, frame in places(trajecten):
        for year in YEARS:
            row = figures[gebied, str(year)]
            if row["staat"] == "onderdrukt":
                continue
            teller, noemer = SHARES[indicator](frame, year)
            if noemer == 0:
                assert row["waarde"] is None
                continue
            shown += 1
            assert (int(row["teller"]), int(row["noemer"])) == (teller, noemer)
            assert row["waarde"] == teller / noemer
            assert row["onder"] < row["waarde"] < row["boven"]
    assert shown >= 15  # the gemeente and most wijken; most buurten here are too small


def test_population_is_the_stand_of_1_january(run: Run, werkmap: Path) -> None:
    people = pl.read_parquet(werkmap / "data" / "inwoners.parquet")
    rows = run.resultaten.filter(
        (pl.col("indicator") == "inwoners") & (pl.col("gebied") == "GM9999")
    )
    counted = {
        str(year): float(people.filter(pl.col("peildatum") == date(year, 1, 1)).height)
        for year in YEARS
    }
    assert dict(rows.select("periode", "waarde").iter_rows()) == counted


def test_money_is_exact_to_the_cent(run: Run, werkmap: Path) -> None:
    lines = (werkmap / "data" / "begroting.csv").read_text(encoding="utf-8").splitlines()[1:]
    cents = 0
    for line in lines:
        _, peildatum, taakveld, _, besteed = line.split(";")
        if taakveld.startswith(("6.72", "6.73", "6.74")) and peildatum.startswith("2025"):
            cents += int(besteed.replace(",", ""))
    row = run.resultaten.row(
        by_predicate=(pl.col("indicator") == "uitgaven_jeugdhulp")
        & (pl.col("gebied") == "GM9999")
        & (pl.col("periode") == "2025"),
        named=True,
    )
    assert int(row["teller"] * 100) == cents


def test_a_rate_divides_by_the_other_indicator(
    run: Run, trajecten: pl.DataFrame, werkmap: Path
) -> None:
    people = pl.read_parquet(werkmap / "data" / "inwoners.parquet")
    young = people.filter((pl.col("peildatum") == date(2025, 1, 1)) & (pl.col("leeftijd") < 18))
    started = trajecten.filter(
        (pl.col("wet") == "jeugdwet") & (pl.col("startdatum").dt.year() == 2025)
    )
    row = run.resultaten.row(
        by_predicate=(pl.col("indicator") == "jeugdhulp_starts")
        & (pl.col("gebied") == "GM9999")
        & (pl.col("periode") == "2025"),
        named=True,
    )
    assert row["waarde"] == started.height * 1000 / young.height


def test_at_least_two_of_each_kind_give_a_figure(run: Run) -> None:
    own = run.resultaten.filter((pl.col("gebied") == "GM9999") & (pl.col("periode") == "2025"))
    given = own.filter(pl.col("waarde").is_not_null())
    kinds = dict(given.group_by("soort").len().iter_rows())
    assert set(kinds) == {"resultaat", "procesconditie", "context", "inzet"}
    assert min(kinds.values()) >= 2


def test_the_tiny_buurt_shows_nothing_about_its_few_people(run: Run, werkmap: Path) -> None:
    people = pl.read_parquet(werkmap / "data" / "inwoners.parquet")
    sizes = people.filter(pl.col("peildatum") == date(2025, 1, 1)).group_by("buurt").len()
    tiny = sizes.sort("len").row(0)[0]
    shares = [*SHARES, "uitval_jeugdhulp", "vakmanschap_jeugdteam"]
    rows = run.resultaten.filter((pl.col("gebied") == tiny) & pl.col("indicator").is_in(shares))
    assert rows["waarde"].null_count() == rows.height
    assert rows["teller"].null_count() == rows.height
