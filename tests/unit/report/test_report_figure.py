"""What survives of a row, and what may be said of two figures."""

from __future__ import annotations

import math

import pytest
from report_subjects import figure
from report_worlds import SECRET, hidden, row, share

from resultaat.analysis.oordeel import Oordeel
from resultaat.engine.figures import Staat
from resultaat.gebied.indeling import Gebied
from resultaat.gebied.niveau import Niveau
from resultaat.report.figure import Change, Figure, change, figure_of

GEMEENTE = Gebied("GM9999", "Wilgenstad", Niveau.GEMEENTE)


@pytest.mark.parametrize("staat", ["onderdrukt", "ontbreekt", "niet van toepassing"])
def test_no_number_survives_where_none_may_be_shown(staat: str) -> None:
    found = figure_of(row("x", "resultaat", GEMEENTE, "2025", **hidden(staat) | {"waarde": SECRET}))
    assert not found.shown
    assert not {SECRET, int(SECRET)} & {
        getattr(found, name) for name in Figure.__dataclass_fields__
    }
    assert found.oordeel is Oordeel.NIET_TE_BEOORDELEN


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_a_figure_without_a_number_is_missing(value: float | None) -> None:
    found = figure_of(row("x", "resultaat", GEMEENTE, "2025", waarde=value))
    assert found.staat is Staat.ONTBREEKT
    assert not found.shown


def test_a_row_is_read_whole() -> None:
    found = figure_of(row("x", "resultaat", GEMEENTE, "2025", **share(30, 40), oordeel="gehaald"))
    assert (found.waarde, found.teller, found.noemer, found.n) == (0.75, 30, 40, 40)
    assert found.oordeel is Oordeel.GEHAALD
    assert found.interval is not None


@pytest.mark.parametrize(
    ("was", "kind"),
    [
        (0.60, Change.HIGHER),
        (0.80, Change.LOWER),
        (0.75, Change.SAME),  # outside the interval of now, within reach of its own
        (0.72, Change.SAME),
        (0.724, Change.SAME),
        (None, Change.NONE),
    ],
)
def test_change(was: float | None, kind: Change) -> None:
    assert change(figure(), figure("2024", was)) is kind


def test_change_needs_two_figures_and_an_interval() -> None:
    assert change(figure(), None) is Change.NONE
    assert change(figure(waarde=None), figure("2024")) is Change.NONE
    bare = figure(onder=None, boven=None)
    assert change(bare, figure("2024", 0.2)) is Change.BESIDE
    assert change(bare, figure("2024")) is Change.SAME
