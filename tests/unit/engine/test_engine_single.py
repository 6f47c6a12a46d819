"""Persons with one row in each period are counted by row: the same bits as per person."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BUURTEN, MELDINGEN, calculated, prepared, proef
from polars.testing import assert_frame_equal

from resultaat.compile.compiler import compile_requests
from resultaat.compile.plan import Persons
from resultaat.compile.single import told_apart
from resultaat.core.settings import Settings
from resultaat.engine.chosen import chosen
from resultaat.engine.duckdb import Session

#: Of some one row a year, of some several rows or areas in a month, of some nobody knows who.
ROWS = [
    {
        "wie": "" if n % 19 == 0 else f"p{n % 61 if n % 3 else n}",
        "buurt": (*BUURTEN, "")[n % 7 % 5],
        "op": f"{2018 + n % 6}-{n % 12 + 1:02}-{n % 28 + 1:02}",
        "goed": ("ja", "nee", "")[n % 3],
        "kosten": f"{n},25" if n % 7 else "",
        "uren": f"{n % 11},5" if n % 5 else "",
    }
    for n in range(500)
]
TELT = {
    "mensen": "{bron: meldingen, aantal: personen, waar: goed, datum: op}",
    "deel": "{bron: meldingen, aandeel: goed, datum: op}",
    "gemiddeld": "{bron: meldingen, gemiddelde: kosten, datum: op}",
    "samen": "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}",
    "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
}
NOBODY = MELDINGEN.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")


@pytest.mark.parametrize(
    "window",
    [
        "over: 2023, vanaf: 2018",
        "over: 2023-K4, vanaf: 2018-K1",
        "over: 2023-12, vanaf: 2018-01",  # more months than one whole number has bits for
        "over: 2023-06, vanaf: 2019-02, peildatum: 2023-06-10",
    ],
)
@pytest.mark.parametrize("bron", [NOBODY, NOBODY.replace("sleutel: rij\n", "")])
def test_the_same_bits_as_per_person(
    tmp_path: Path, window: str, bron: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = proef(tmp_path, ROWS, TELT, rapportage=window, bron=bron)
    _, requests, _, _ = prepared(folder)
    steps = [each for each in compile_requests(requests).steps if isinstance(each, Persons)]
    assert steps
    assert all(map(told_apart, steps))
    apart = calculated(folder).figures
    for module in ("persons", "render"):
        monkeypatch.setattr(f"resultaat.compile.{module}.told_apart", lambda _: False)
    whole = calculated(folder).figures
    assert apart["onder"].is_not_null().sum() > 20
    assert_frame_equal(apart, whole, check_exact=True)


def test_days_and_spans_of_many_periods_are_counted_per_person(tmp_path: Path) -> None:
    day = proef(
        tmp_path / "a", ROWS, TELT, rapportage="over: 2023-06-10, vanaf: 2023-06-01", bron=NOBODY
    )
    far = {"ver": "{bron: meldingen, aantal: personen, datum: op, reeks: jaar_tot_nu}"}
    span = proef(tmp_path / "b", ROWS, far, rapportage="over: 2023-06, vanaf: 2023-01", bron=NOBODY)
    for folder, own in ((day, 0), (span, 1)):
        _, requests, _, _ = prepared(folder)
        steps = [each for each in compile_requests(requests).steps if isinstance(each, Persons)]
        # Of a span, how many persons there are in the period itself stays to be counted as well.
        assert sum(map(told_apart, steps)) == own
        assert len(steps) > own


@pytest.mark.parametrize("repeated", [False, True])
def test_where_most_have_several_rows_nobody_is_told_apart(
    tmp_path: Path, repeated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"wie": f"p{n // 2 if repeated else n}", "op": "2023-02-01", "goed": "ja"}
        for n in range(4_000)
    ]
    folder = proef(tmp_path, rows, TELT, rapportage="over: 2023, vanaf: 2022")
    _, requests, views, _ = prepared(folder)
    (step,) = [each for each in compile_requests(requests).steps if isinstance(each, Persons)]
    with Session(views, Settings()) as session:
        assert chosen(session, step) is step  # so few rows are not worth a look
        monkeypatch.setattr("resultaat.engine.chosen.MANY", 0)
        assert told_apart(chosen(session, step)) is not repeated  # type: ignore[arg-type]
