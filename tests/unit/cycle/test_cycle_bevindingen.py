"""Findings over runs: new, still there, gone and back; what was said of them holds no longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from resultaat.cycle.bevindingen import Bevinding, Stand, Verloop, bevindingen_of
from resultaat.register.store import Gezien, Uitspraak
from resultaat.release.gevonden import Gevonden
from resultaat.release.released import RunInfo

_START = datetime(2026, 1, 1, tzinfo=UTC)
_INFO = RunInfo(
    id="0",
    rapportage="burap",
    titel="Burap",
    organisatie="Wilgenstad",
    gebied="GM9999",
    over="2025",
    peildatum=date(2025, 12, 31),
    gemaakt_op=_START,
    definities="d" * 64,
    gegevens={},
    motor={},
    instellingen={},
)


def run(at: int, ids: str, rapportage: str = "burap", peildatum: date | None = None) -> Gezien:
    """A run on day `at` that found what `ids` names, a letter each."""
    info = replace(
        _INFO,
        id=str(at),
        rapportage=rapportage,
        gemaakt_op=_START + timedelta(days=at),
        peildatum=peildatum or _INFO.peildatum,
    )
    return Gezien(info, tuple(Gevonden(each, "ind", "Ind", (), f"{each} op {at}") for each in ids))


def said(at: float, of: str, staat: str = "verklaard") -> Uitspraak:
    return Uitspraak(of, staat, "controller", "een reden", _START + timedelta(days=at))


def lives(runs: list[Gezien], uitspraken: list[Uitspraak] | None = None) -> dict[str, Bevinding]:
    found = bevindingen_of(runs[-1].run, runs, uitspraken or [])
    return {each.gevonden.id: each for each in found}


@pytest.mark.parametrize(
    ("before", "now", "verloop"),
    [
        ([], "a", Verloop.NIEUW),
        (["a"], "a", Verloop.BLIJFT),
        (["a"], "", Verloop.VERDWENEN),
        (["a", ""], "a", Verloop.TERUG),
        (["", ""], "a", Verloop.NIEUW),
        (["a", "a"], "a", Verloop.BLIJFT),
    ],
)
def test_what_became_of_it(before: list[str], now: str, verloop: Verloop) -> None:
    runs = [run(at, ids) for at, ids in enumerate([*before, now])]
    assert lives(runs)["a"].verloop is verloop


def test_what_was_gone_longer_ago_is_not_told_again() -> None:
    assert lives([run(0, "a"), run(1, "b"), run(2, "b")]).keys() == {"b"}


def test_new_explained_gone_and_back() -> None:
    explained = [said(0.5, "a")]
    first, second, third, fourth = run(0, "a"), run(1, "a"), run(2, ""), run(3, "a")
    assert lives([first])["a"].stand is Stand.NIEUW
    still = lives([first, second], explained)["a"]
    assert (still.verloop, still.stand, still.geldt) == (
        Verloop.BLIJFT,
        Stand.VERKLAARD,
        explained[0],
    )
    gone = lives([first, second, third], explained)["a"]
    assert (gone.verloop, gone.stand, gone.laatst.id) == (Verloop.VERDWENEN, Stand.VERKLAARD, "1")
    assert gone.gevonden.zin == "a op 1"
    # What explained it then need not explain it now.
    back = lives([first, second, third, fourth], explained)["a"]
    assert (back.verloop, back.stand, back.geldt) == (Verloop.TERUG, Stand.NIEUW, None)
    assert back.uitspraken == tuple(explained)
    assert (back.eerst.id, back.laatst.id) == ("0", "3")
    again = lives([first, second, third, fourth], [*explained, said(3.5, "a", "aanvaard")])["a"]
    assert (again.stand, len(again.uitspraken)) == (Stand.AANVAARD, 2)


def test_the_last_word_holds_and_can_be_taken_back() -> None:
    runs = [run(0, "ab")]
    two = [said(1, "a"), said(2, "a", "actie"), said(3, "b"), said(4, "b", "nieuw")]
    found = lives(runs, two)
    assert [each.staat for each in found["a"].uitspraken] == ["verklaard", "actie"]
    assert found["a"].stand is Stand.ACTIE
    assert (found["b"].stand, found["b"].geldt) == (Stand.NIEUW, None)


def test_a_run_is_set_beside_one_of_the_same_rapportage() -> None:
    runs = [run(0, "a"), run(1, "", "jaarstukken"), run(2, "a")]
    assert lives(runs)["a"].verloop is Verloop.BLIJFT
    other = [run(0, "a"), run(1, "a", "jaarstukken_2026")]
    assert lives(other)["a"].verloop is Verloop.BLIJFT


def test_a_later_peildatum_is_no_history() -> None:
    later = run(0, "a", peildatum=date(2026, 12, 31))
    assert lives([later, run(1, "a")])["a"].verloop is Verloop.NIEUW


def test_a_run_that_did_not_look_tells_nothing() -> None:
    assert bevindingen_of(run(5, "").run, [run(0, "a")], []) == []
