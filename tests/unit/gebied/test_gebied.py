"""CBS codes, the lattice of levels, and what lies in what."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resultaat.gebied.codes import ONBEKEND, deel_van, niveau_of
from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau

GEMEENTE, WIJK, BUURT = "GM0363", "WK0363AA", "BU0363AA01"


def amsterdam(eigen: str = GEMEENTE) -> Indeling:
    """Return a list with a region, a wijk without buurten and a gemeente outside the own area."""
    gebieden = [
        Gebied("NL00", "Nederland", Niveau.LAND),
        Gebied("RG01", "Regio", Niveau.REGIO, "NL00"),
        Gebied(GEMEENTE, "Amsterdam", Niveau.GEMEENTE, "RG01"),
        Gebied(WIJK, "Centrum", Niveau.WIJK, GEMEENTE),
        Gebied("WK0363AB", "Leeg", Niveau.WIJK, GEMEENTE),
        Gebied(BUURT, "Kop Zeedijk", Niveau.BUURT, WIJK),
        Gebied("GM0518", "Den Haag", Niveau.GEMEENTE, "NL00"),
    ]
    return Indeling({each.code: each for each in gebieden}, eigen)


@pytest.mark.parametrize(
    ("code", "niveau", "within"),
    [
        ("NL00", Niveau.LAND, None),
        ("NL01", Niveau.LAND, None),
        ("GM0518", Niveau.GEMEENTE, None),
        ("WK051801", Niveau.WIJK, "GM0518"),
        ("WK0363AA", Niveau.WIJK, "GM0363"),
        ("BU05180170", Niveau.BUURT, "WK051801"),
        ("BU0363AA01", Niveau.BUURT, "WK0363AA"),
    ],
)
def test_codes(code: str, niveau: Niveau, within: str | None) -> None:
    assert niveau_of(code) is niveau
    assert deel_van(code) == within


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GM518",
        "GM05180",
        "gm0518",
        "BU051801",
        "BU0363aa01",
        "WK0363-1",
        "GM0518 ",
        "NL02",
        ONBEKEND,
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert niveau_of(text) is None
    assert deel_van(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_code_or_not(text: str) -> None:
    above = deel_van(text)
    if above is not None:
        assert niveau_of(text) in (Niveau.BUURT, Niveau.WIJK)
        assert niveau_of(above) is not None


def test_levels_are_one_order_from_small_to_large() -> None:
    order = [Niveau.BUURT, Niveau.WIJK, Niveau.GEMEENTE, Niveau.REGIO, Niveau.LAND]
    for small, large in itertools.combinations(order, 2):
        assert large.contains(small)
        assert not small.contains(large)
    assert not any(each.contains(each) for each in order)
    assert [each.plural for each in order] == [
        "buurten",
        "wijken",
        "gemeenten",
        "regio's",
        "landen",
    ]


def test_paths_and_children() -> None:
    indeling = amsterdam()
    assert [each.code for each in indeling.path(BUURT)] == [BUURT, WIJK, GEMEENTE, "RG01", "NL00"]
    assert list(indeling.path("GM9999")) == []
    assert [each.code for each in indeling.children(GEMEENTE)] == [WIJK, "WK0363AB"]
    assert indeling.children(BUURT) == []
    assert indeling.niveaus == (
        Niveau.BUURT,
        Niveau.WIJK,
        Niveau.GEMEENTE,
        Niveau.REGIO,
        Niveau.LAND,
    )
    assert BUURT in indeling
    assert ONBEKEND not in indeling


def test_names() -> None:
    indeling = amsterdam()
    assert indeling.naam(WIJK) == "Centrum"
    assert indeling.naam(ONBEKEND) == "Gebied onbekend"
    assert indeling.naam("BU99999999") == "BU99999999"


def test_the_closure_holds_every_area_within_itself_and_what_is_above() -> None:
    pairs = set(amsterdam().closure())
    assert (BUURT, "buurt", BUURT, "buurt") in pairs
    assert (BUURT, "buurt", "NL00", "land") in pairs
    assert (WIJK, "wijk", BUURT, "buurt") not in pairs
    assert ("GM0518", "gemeente", GEMEENTE, "gemeente") not in pairs
    assert len([pair for pair in pairs if pair[0] == BUURT]) == 5


def test_unknown_lies_at_every_level_below_the_own_area_and_in_all_above_it() -> None:
    unknown = {pair[2:] for pair in amsterdam().closure() if pair[0] == ONBEKEND}
    assert unknown == {
        (ONBEKEND, "buurt"),
        (ONBEKEND, "wijk"),
        (GEMEENTE, "gemeente"),
        ("RG01", "regio"),
        ("NL00", "land"),
    }


def test_unknown_in_a_folder_about_one_wijk() -> None:
    unknown = {pair[2:] for pair in amsterdam(WIJK).closure() if pair[0] == ONBEKEND}
    assert (ONBEKEND, "buurt") in unknown
    assert (ONBEKEND, "wijk") not in unknown
    assert (WIJK, "wijk") in unknown


def test_the_closure_has_no_pair_twice() -> None:
    pairs = list(amsterdam().closure())
    assert len(pairs) == len(set(pairs))
