"""Published figures: each area keeps its own; a sum below only where it is complete."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import (
    BASE,
    BINNENSTAD,
    CENTRUM,
    GEMEENTE,
    HAVEN,
    KAREKIET,
    RIETLANDEN,
    RIETVINK,
    calculated,
    figure,
    proef,
)

from resultaat.engine.calculate import Calculated

KOP = "code;jaar;inwoners;jongeren;jongeren_met_hulp;aandeel_hulp\n"
INWONERS = "{bron: kwb, som: inwoners}"
MET_HULP = "{bron: kwb, som: jongeren_met_hulp}"
AANDEEL = "{bron: kwb, gepubliceerd: aandeel_hulp}"
VERHOUDING = "{bron: kwb, verhouding: {teller: jongeren_met_hulp, noemer: jongeren}}"


def published(folder: Path, lines: str, telt: str, rapportage: str = "over: 2024") -> Calculated:
    files = {
        "indicators/bronnen/kwb.yaml": (BASE / "indicators/bronnen/kwb.yaml").read_bytes(),
        "data/kwb.csv": KOP + lines.replace("|", "\n") + "\n",
    }
    return calculated(proef(folder, [], {"proef": telt}, rapportage=rapportage, more=files))


def test_each_area_keeps_its_own_row(tmp_path: Path) -> None:
    lines = f"{GEMEENTE};2024;1000;0;0;0|{CENTRUM};2024;590;0;0;0|{BINNENSTAD};2024;300;0;0;0"
    frame = published(tmp_path, lines, INWONERS).figures
    assert figure(frame, GEMEENTE)["waarde"] == 1000  # not 590, not 300
    assert figure(frame, CENTRUM)["herkomst"] == "gepubliceerd"


def test_a_sum_below_only_where_every_part_is_there(tmp_path: Path) -> None:
    lines = (
        f"{BINNENSTAD};2024;300;0;10;0|{HAVEN};2024;200;0;5;0"
        f"|{RIETVINK};2024;100;0;4;0|{KAREKIET};2024;50;0;.;0"
    )
    frame = published(tmp_path / "a", lines, MET_HULP).figures
    centrum = figure(frame, CENTRUM)
    assert (centrum["waarde"], centrum["herkomst"]) == (15, "opgeteld")
    assert figure(frame, RIETLANDEN)["staat"] == "ontbreekt"  # one part has no value
    assert figure(frame, GEMEENTE)["staat"] == "ontbreekt"
    gap = published(tmp_path / "b", lines.rsplit("|", 1)[0], INWONERS).figures
    assert figure(gap, CENTRUM)["waarde"] == 500
    assert figure(gap, RIETLANDEN)["staat"] == "ontbreekt"  # one part has no row


def test_the_largest_parts_are_added_not_all_of_them(tmp_path: Path) -> None:
    lines = (
        f"{CENTRUM};2024;500;0;0;0|{RIETLANDEN};2024;160;0;0;0"
        f"|{BINNENSTAD};2024;300;0;0;0|{HAVEN};2024;200;0;0;0"
        f"|{RIETVINK};2024;100;0;0;0|{KAREKIET};2024;50;0;0;0"
    )
    assert figure(published(tmp_path, lines, INWONERS).figures, GEMEENTE)["waarde"] == 660


def test_an_empty_row_of_its_own_is_missing_whatever_lies_below(tmp_path: Path) -> None:
    lines = f"{CENTRUM};2024;1;0;.;0|{BINNENSTAD};2024;1;0;3;0|{HAVEN};2024;1;0;4;0"
    found = figure(published(tmp_path, lines, MET_HULP).figures, CENTRUM)
    assert (found["staat"], found["waarde"], found["teller"]) == ("ontbreekt", None, None)


def test_a_percentage_is_taken_over_and_never_added(tmp_path: Path) -> None:
    lines = f"{BINNENSTAD};2024;1;0;0;10,0|{HAVEN};2024;1;0;0;20,5"
    frame = published(tmp_path, lines, AANDEEL).figures
    assert figure(frame, HAVEN)["waarde"] == pytest.approx(0.205)
    assert figure(frame, CENTRUM)["staat"] == "ontbreekt"


def test_a_ratio_divides_sums_not_means(tmp_path: Path) -> None:
    lines = (
        f"{BINNENSTAD};2024;1;100;50;0|{HAVEN};2024;1;300;30;0"
        f"|{RIETVINK};2024;1;0;0;0|{KAREKIET};2024;1;10;.;0"
    )
    frame = published(tmp_path, lines, VERHOUDING).figures
    assert figure(frame, BINNENSTAD)["waarde"] == 0.5
    assert figure(frame, CENTRUM)["waarde"] == 0.2  # 80 / 400, not the mean of .5 and .1
    assert figure(frame, RIETVINK)["staat"] == "niet van toepassing"
    assert figure(frame, KAREKIET)["staat"] == "ontbreekt"


@pytest.mark.parametrize("rapportage", ["over: 2024-K1", "over: 2024-03"])
def test_a_figure_of_a_year_is_no_figure_of_a_part_of_it(tmp_path: Path, rapportage: str) -> None:
    frame = published(tmp_path, f"{GEMEENTE};2024;1000;0;0;0", INWONERS, rapportage).figures
    assert set(frame["staat"]) == {"niet van toepassing"}


def test_years_stand_beside_each_other(tmp_path: Path) -> None:
    lines = f"{GEMEENTE};2022;900;0;0;0|{GEMEENTE};2024;1000;0;0;0"
    frame = published(tmp_path, lines, INWONERS, "over: 2024, vanaf: 2022").figures
    values = [figure(frame, GEMEENTE, year)["waarde"] for year in ("2022", "2023", "2024")]
    assert values == [900, None, 1000]


def test_reconciliation_shows_the_difference_and_what_it_lacks(tmp_path: Path) -> None:
    lines = (
        f"{GEMEENTE};2024;1000;0;0;0|{CENTRUM};2024;590;0;0;0|{RIETLANDEN};2024;405;0;0;0"
        f"|{BINNENSTAD};2024;300;0;0;0|{HAVEN};2024;290;0;0;0"
    )
    frame = published(tmp_path, lines, INWONERS).aansluiting
    rows = {(row["gebied"], row["niveau_onder"]): row for row in frame.iter_rows(named=True)}
    assert set(rows) == {(GEMEENTE, "wijk"), (GEMEENTE, "buurt"), (CENTRUM, "buurt")}
    assert rows[GEMEENTE, "wijk"]["verschil"] == Decimal(-5)
    assert rows[CENTRUM, "buurt"]["verschil"] == 0
    assert (rows[GEMEENTE, "buurt"]["gebieden"], rows[GEMEENTE, "buurt"]["som_onder"]) == (2, 590)


def test_reconciliation_is_for_sums_only(tmp_path: Path) -> None:
    lines = f"{GEMEENTE};2024;1;1;1;10,0|{CENTRUM};2024;1;1;1;20,0"
    assert published(tmp_path / "a", lines, AANDEEL).aansluiting.is_empty()
    assert published(tmp_path / "b", lines, VERHOUDING).aansluiting.is_empty()


def test_published_figures_have_no_persons_and_no_interval(tmp_path: Path) -> None:
    frame = published(tmp_path, f"{GEMEENTE};2024;1;1;1;10,0", AANDEEL).figures
    assert frame["personen"].null_count() == frame.height
    assert frame.select(pl.col("onder", "boven").is_null().all()).row(0) == (True, True)


def test_what_others_did_not_deliver_yet_is_missing_and_says_so(tmp_path: Path) -> None:
    contract = (BASE / "indicators/bronnen/kwb.yaml").read_text(encoding="utf-8")
    others = contract.replace("bestand: data/kwb.csv", "bestand: data/later.csv\nlevering: derden")
    assert others != contract
    files = {"indicators/bronnen/kwb.yaml": others}
    folder = proef(tmp_path, [], {"proef": INWONERS}, rapportage="over: 2024", more=files)
    row = figure(calculated(folder).figures, GEMEENTE)
    assert (row["staat"], row["herkomst"]) == ("ontbreekt", "levert derden")
    assert row["waarde"] is None
    (folder / "data/later.csv").write_text(f"{KOP}{GEMEENTE};2024;1000;0;0;0\n", encoding="utf-8")
    row = figure(calculated(folder).figures, GEMEENTE)
    assert (row["waarde"], row["herkomst"]) == (1000, "gepubliceerd")
