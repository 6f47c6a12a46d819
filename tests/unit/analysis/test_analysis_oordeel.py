"""The verdict on a figure goes no further than its interval, its state and its horizon."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from resultaat.analysis.oordeel import judge
from resultaat.engine.figures import FIGURES
from resultaat.engine.interval import wilson
from resultaat.language.documents.indicator import KINDS, AnyIndicator

TELT = {"bron": "trajecten", "aandeel": "goed", "datum": "op"}
IDEAS = {"naam": "Proef", "waarom": "We willen weten of dit klopt.", "telt": TELT}


def resultaat(**more: object) -> AnyIndicator:
    fixed = {"soort": "resultaat", "doel": "doel", "richting": "hoger"}
    whose = {"van_wie": "inwoner", "rol": "leveren", "invloed": "beperkt"}
    target = {"vanaf": "2024", "waarde": "70%", "vastgesteld": "2023-11-09"}
    return KINDS["resultaat"].model_validate(
        {**IDEAS, **fixed, **whose, "streefwaarden": [target], **more}
    )


def conditie(**norm: str) -> AnyIndicator:
    more = {"norm": norm} if norm else {}
    fixed = {"soort": "procesconditie", "conditie": "kwaliteit"}
    return KINDS["procesconditie"].model_validate({**IDEAS, **fixed, **more})


def verdict(
    indicator: AnyIndicator,
    waarde: float | None,
    margin: float | None = None,
    *,
    staat: str = "definitief",
    periode: str = "2024",
) -> tuple[object, object]:
    """Return (streefwaarde, oordeel) of one figure with an interval of `margin` on both sides."""
    around = None if waarde is None or margin is None else (waarde - margin, waarde + margin)
    return judged(indicator, waarde, around, staat=staat, periode=periode)


def judged(
    indicator: AnyIndicator,
    waarde: float | None,
    interval: tuple[float, float] | None,
    *,
    staat: str = "definitief",
    periode: str = "2024",
) -> tuple[object, object]:
    onder, boven = interval or (None, None)
    row = {
        "indicator": "proef",
        "niveau": "gemeente",
        "gebied": "GM9999",
        "periode": periode,
        "start": date(int(periode[:4]), 1, 1),
        "waarde": waarde,
        "onder": onder,
        "boven": boven,
        "staat": staat,
        "herkomst": "geteld",
    }
    frame = pl.DataFrame([row], schema=FIGURES)
    return judge(frame, {"proef": indicator}).select("streefwaarde", "oordeel").row(0)


@pytest.mark.parametrize(
    ("waarde", "margin", "oordeel"),
    [
        (0.80, 0.05, "gehaald"),
        (0.75, 0.05, "gehaald"),  # the interval touches the target
        (0.74, 0.05, "rond de streefwaarde"),  # above it, but it could as well be below
        (0.66, 0.05, "rond de streefwaarde"),
        (0.60, 0.05, "niet gehaald"),
        (0.70, None, "gehaald"),  # without an interval the figure itself decides
        (0.6999, None, "niet gehaald"),
    ],
)
def test_higher_is_better(waarde: float, margin: float | None, oordeel: str) -> None:
    assert verdict(resultaat(), waarde, margin) == (0.7, oordeel)


@pytest.mark.parametrize(
    ("waarde", "margin", "oordeel"),
    [
        (0.60, 0.05, "gehaald"),
        (0.66, 0.05, "rond de streefwaarde"),
        (0.80, 0.05, "niet gehaald"),
        (0.70, None, "gehaald"),
        (0.7001, None, "niet gehaald"),
    ],
)
def test_lower_is_better(waarde: float, margin: float | None, oordeel: str) -> None:
    assert verdict(resultaat(richting="lager"), waarde, margin) == (0.7, oordeel)


@pytest.mark.parametrize(
    ("norm", "waarde", "oordeel"),
    [
        ({"minstens": "80%"}, 0.9, "op orde"),
        ({"minstens": "80%"}, 0.8, "rond de norm"),
        ({"minstens": "80%"}, 0.7, "niet op orde"),
        ({"hoogstens": "10%"}, 0.02, "op orde"),
        ({"hoogstens": "10%"}, 0.3, "niet op orde"),
        ({"minstens": "40%", "hoogstens": "60%"}, 0.5, "op orde"),
        ({"minstens": "40%", "hoogstens": "60%"}, 0.42, "rond de norm"),
        ({"minstens": "40%", "hoogstens": "60%"}, 0.58, "rond de norm"),
        ({"minstens": "40%", "hoogstens": "60%"}, 0.2, "niet op orde"),
        ({"minstens": "40%", "hoogstens": "60%"}, 0.8, "niet op orde"),
        ({"minstens": "49%", "hoogstens": "51%"}, 0.5, "rond de norm"),  # wider than the band
    ],
)
def test_a_condition_within_its_band(norm: dict[str, str], waarde: float, oordeel: str) -> None:
    assert verdict(conditie(**norm), waarde, 0.05)[1] == oordeel


def test_a_norm_shows_its_lower_bound_or_else_the_upper() -> None:
    assert verdict(conditie(minstens="40%", hoogstens="60%"), 0.5)[0] == 0.4
    assert verdict(conditie(hoogstens="60%"), 0.5)[0] == 0.6


@pytest.mark.parametrize("staat", ["ontbreekt", "niet van toepassing", "onderdrukt"])
def test_without_a_value_there_is_no_verdict(staat: str) -> None:
    assert verdict(resultaat(), None, staat=staat)[1] == "niet te beoordelen"
    assert verdict(conditie(minstens="80%"), None, staat=staat)[1] == "niet te beoordelen"


def test_a_provisional_count_is_too_early_and_a_share_of_what_is_decided_is_not() -> None:
    assert verdict(resultaat(), 0.9, staat="voorlopig")[1] == "te vroeg"
    assert verdict(conditie(minstens="80%"), 0.9, staat="voorlopig")[1] == "te vroeg"
    assert verdict(resultaat(), 0.9, 0.01, staat="voorlopig")[1] == "gehaald"


def test_before_the_horizon_is_too_early_and_from_it_on_is_not() -> None:
    assert verdict(resultaat(horizon="2025"), 0.9, 0.01)[1] == "te vroeg"
    assert verdict(resultaat(horizon="2024"), 0.9, 0.01)[1] == "gehaald"
    assert verdict(resultaat(horizon="2024-K3"), 0.9, 0.01, periode="2024-K2")[1] == "te vroeg"


def test_without_a_target_or_norm() -> None:
    assert verdict(resultaat(streefwaarden=[]), 0.9) == (None, "geen streefwaarde")
    assert verdict(conditie(), 0.9) == (None, "geen streefwaarde")


def test_the_latest_target_that_has_begun_holds() -> None:
    targets = [
        {"vanaf": year, "waarde": waarde, "vastgesteld": "2020-01-01"}
        for year, waarde in (("2026", "90%"), ("2022", "50%"), ("2024-K3", "60%"))
    ]
    indicator = resultaat(streefwaarden=targets)
    found = [
        verdict(indicator, 0.55, periode=each)[0]
        for each in ("2021", "2022", "2024", "2024-K4", "2025", "2026")
    ]
    assert found == [None, 0.5, 0.5, 0.6, 0.6, 0.9]


@pytest.mark.parametrize("soort", ["context", "inzet"])
def test_context_and_means_are_not_judged(soort: str) -> None:
    indicator = KINDS[soort].model_validate({**IDEAS, "soort": soort})
    assert verdict(indicator, 0.9) == (None, None)


FLOOR = {
    "vanaf": "2024",
    "waarde": "50%",
    "vastgesteld": "2023-06-01",
    "gesteld_door": "de inspectie",
}


@pytest.mark.parametrize(
    ("waarde", "margin", "oordeel"),
    [
        (0.40, 0.05, "onder de minimumeis"),
        (0.46, 0.05, "niet gehaald"),  # it could as well be above the floor
        (0.60, 0.05, "niet gehaald"),
        (0.80, 0.05, "gehaald"),
        (0.4999, None, "onder de minimumeis"),
        (0.50, None, "niet gehaald"),
    ],
)
def test_a_floor_that_is_surely_broken_comes_first(
    waarde: float, margin: float | None, oordeel: str
) -> None:
    assert verdict(resultaat(minimumeis=FLOOR), waarde, margin) == (0.7, oordeel)


def test_a_ceiling_where_lower_is_better() -> None:
    indicator = resultaat(richting="lager", minimumeis={**FLOOR, "waarde": "90%"})
    assert verdict(indicator, 0.95, 0.02)[1] == "onder de minimumeis"
    assert verdict(indicator, 0.89, 0.02)[1] == "niet gehaald"


def test_a_floor_holds_before_the_horizon_and_without_a_target() -> None:
    early = resultaat(minimumeis=FLOOR, horizon="2030")
    assert verdict(early, 0.3, 0.05)[1] == "onder de minimumeis"
    assert verdict(early, 0.6, 0.05)[1] == "te vroeg"
    alone = resultaat(minimumeis=FLOOR, streefwaarden=[])
    assert verdict(alone, 0.3, 0.05) == (None, "onder de minimumeis")
    assert verdict(alone, 0.6, 0.05) == (None, "geen streefwaarde")
    # It began in 2024, and a count of a running period is not over.
    assert verdict(alone, 0.3, 0.05, periode="2023")[1] == "geen streefwaarde"
    assert verdict(early, 0.3, staat="voorlopig")[1] == "te vroeg"
    assert verdict(early, None, staat="ontbreekt")[1] == "niet te beoordelen"


def test_a_target_for_a_level_and_for_one_area() -> None:
    own = {"vanaf": "2024", "vastgesteld": "2023-11-09"}
    targets = [
        {**own, "waarde": "70%"},
        {**own, "waarde": "60%", "niveau": "wijk"},
        {**own, "waarde": "50%", "gebied": "WK999901"},
    ]
    places = [
        ("gemeente", "GM9999", 0.7, "niet gehaald"),
        ("wijk", "WK999901", 0.5, "gehaald"),
        ("wijk", "WK999902", 0.6, "niet gehaald"),
        ("buurt", "BU99990101", 0.7, "niet gehaald"),
    ]
    rows = [
        {
            "indicator": "proef",
            "niveau": niveau,
            "gebied": gebied,
            "periode": "2024",
            "start": date(2024, 1, 1),
            "waarde": 0.55,
            "staat": "definitief",
            "herkomst": "geteld",
        }
        for niveau, gebied, *_ in places
    ]
    rows.insert(1, {**rows[0], "indicator": "ander"})
    frame = pl.DataFrame(rows, schema=FIGURES)
    made = judge(frame, {"proef": resultaat(streefwaarden=targets), "ander": resultaat()})
    # In the order of the figures, whatever the way they were judged.
    assert made["indicator"].to_list() == ["proef", "ander", "proef", "proef", "proef"]
    mine = made.filter(pl.col("indicator") == "proef")
    found = mine.select("niveau", "gebied", "streefwaarde", "oordeel").rows()
    assert found == places


def test_everyone_reaches_a_target_of_everyone() -> None:
    target = {"vanaf": "2024", "waarde": "100%", "vastgesteld": "2023-11-09"}
    share = pl.DataFrame({"waarde": [1.0], "noemer": [13.0]})
    onder, boven = wilson(pl.col("waarde"), pl.col("noemer"))
    interval = share.select(onder=onder, boven=boven).row(0)
    assert judged(resultaat(streefwaarden=[target]), 1.0, interval)[1] != "niet gehaald"
