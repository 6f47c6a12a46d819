"""Published side effects come out of a working folder, through YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from builders import ZONDER_PERSONEN, indicator, proef

from resultaat.pipeline import Werk

RESULTAAT = """\
doel: veilig_opgroeien
richting: {richting}
van_wie: inwoner
rol: faciliteren
invloed: beperkt
"""
Rows = Sequence[dict[str, object]]


def folder(
    path: Path, rows: Rows, telt: str, richting: str, groepen: str = "", **more: str
) -> Path:
    wijken = sorted({str(row["buurt"]) for row in rows})
    lines = ["code;naam;niveau;deel_van", "GM9999;Proefstad;gemeente;"]
    lines += [f"{code};{code};wijk;GM9999" for code in wijken]
    bron = ZONDER_PERSONEN.replace("niveau: buurt", "niveau: wijk") + groepen
    return proef(
        path,
        rows,
        {},
        rapportage="over: 2023, vanaf: 2022",
        bron=bron,
        more={
            "data/gebieden.csv": "\n".join(lines) + "\n",
            "indicators/proef/cijfer.yaml": indicator(
                telt, "resultaat", RESULTAAT.format(richting=richting)
            ),
            **{name.replace("__", "/") + ".yaml": text for name, text in more.items()},
        },
    )


def patterns(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in Werk(path).neveneffecten():
        for row in each.patronen.iter_rows(named=True):
            found[row["patroon"]] = row
    return found


def events(counts: dict[str, tuple[int, int]]) -> Iterator[dict[str, object]]:
    """So many events per wijk in 2022 and in 2023, spread over the quarters."""
    for wijk, years in counts.items():
        for year, many in zip((2022, 2023), years, strict=True):
            for number in range(many):
                yield {"buurt": wijk, "op": f"{year}-{number % 12 + 1:02}-10"}


def test_weighted_displacement_difference(tmp_path: Path) -> None:
    """Wheeler and Ratcliffe 2018: −118, interval (−196, −40); nothing moved."""
    counts = {
        "WK999901": (207, 110),
        "WK999902": (308, 318),
        "WK999903": (178, 157),
        "WK999904": (150, 140),
        **{f"WK99990{number}": (60, 60) for number in (5, 6, 7, 8, 9)},
    }
    interventie = (
        "naam: Toezicht op straat\ndoelgroep: iedereen\n"
        "waar_en_wanneer: [{wijk: WK999901, vanaf: 2023-01}]\n"
        "verwacht: [{indicator: cijfer, richting: lager, na: 1 maand, bewijs: onbekend}]\n"
        "verplaatsing: {naar: [WK999903], vergelijking: [WK999902], "
        "vergelijking_naar: [WK999904]}\n"
    )
    made = folder(
        tmp_path,
        list(events(counts)),
        "{bron: meldingen, aantal: rijen, datum: op}",
        "lager",
        indicators__interventies__toezicht=interventie,
    )
    row = patterns(made)["verplaatsing naar een ander gebied"]
    assert row["verschil"] == -118
    assert (row["onder"], row["boven"]) == pytest.approx((-196, -40), abs=0.5)
    # The standard error is the root of 1568, and so z is −2.98.
    error = (row["boven"] - row["onder"]) / (2 * 1.959964)
    assert error**2 == pytest.approx(1568, rel=1e-4)
    assert row["verschil"] / error == pytest.approx(-2.98, abs=0.005)
    assert row["antwoord"] == "niet gevonden"


def test_berkeley_turns_round_within_departments(tmp_path: Path) -> None:
    """Bickel and others 1975: within departments 0.9047, though 1.841 as a whole."""
    men = [(512, 825), (353, 560), (120, 325), (138, 417), (53, 191), (22, 373)]
    women = [(89, 108), (17, 25), (202, 593), (131, 375), (94, 393), (24, 341)]
    rows = [
        {
            "buurt": "WK999901",
            "op": "2023-03-01",
            "soort": who,
            "wie": letter,
            "goed": "ja" if number < admitted else "nee",
        }
        for who, table in (("man", men), ("vrouw", women))
        for letter, (admitted, applied) in zip("ABCDEF", table, strict=True)
        for number in range(applied)
    ]
    telt = "{bron: meldingen, aandeel: goed, datum: op}"
    made = folder(tmp_path, rows, telt, "hoger", "groepen: [wie]\npartijen: [soort]\n")
    found = [
        row
        for each in Werk(made).neveneffecten()
        for row in each.patronen.iter_rows(named=True)
        if row["patroon"] == "omkering"
    ]
    (row,) = found
    assert (row["patroon"], row["antwoord"]) == ("omkering", "gevonden")
    assert 1 / row["verschil"] == pytest.approx(0.9047, abs=5e-5)
    assert row["bij"] == "vrouw naast man"


def waits(bunch: float) -> list[dict[str, object]]:
    rng = np.random.default_rng(4)
    days = np.clip(np.rint(rng.lognormal(np.log(40), 0.6, 3000)), 1, 200).astype(int)
    late = (days > 42) & (days <= 56) & (rng.random(len(days)) < bunch)
    days[late] = 42 - rng.integers(0, 3, late.sum())
    begin = np.datetime64("2022-01-01") + rng.integers(0, 400, len(days))
    return [
        {"buurt": "WK999901", "op": str(one), "klaar": str(one + int(wait))}
        for one, wait in zip(begin, days, strict=True)
    ]


@pytest.mark.parametrize(("bunch", "answer"), [(0.5, "gevonden"), (0.0, "niet gevonden")])
def test_heaping_at_a_term_with_every_window(tmp_path: Path, bunch: float, answer: str) -> None:
    rows = waits(bunch)
    telt = "{bron: meldingen, doorlooptijd: {van: op, tot: klaar, binnen: 42 dagen}, datum: op}"
    row = patterns(folder(tmp_path, rows, telt, "hoger"))["ophoping bij een norm"]
    assert row["antwoord"] == answer
    days = [
        int((np.datetime64(str(each["klaar"])) - np.datetime64(str(each["op"]))).astype(int))
        for each in rows
    ]
    for width in (3, 5, 7):
        there = sum(42 - width < each <= 42 for each in days)
        assert f"{width} breed: {there} geteld" in row["bij"]


def test_a_column_called_as_what_is_counted_stops_nothing(tmp_path: Path) -> None:
    rows = [{"buurt": "WK999901", "op": "2023-03-01", "uren": 20}] * 20
    made = folder(tmp_path, rows, "{bron: meldingen, aandeel: open >= 20, datum: op}", "hoger")
    source = made / "indicators" / "bronnen" / "meldingen.yaml"
    text = source.read_text(encoding="utf-8").replace("uren:", "open:")
    source.write_text(text, encoding="utf-8")
    data = made / "data" / "meldingen.csv"
    header, rest = data.read_text(encoding="utf-8").split("\n", 1)
    data.write_text(header.replace("uren", "open") + f"\n{rest}", encoding="utf-8")
    assert patterns(made) == {}
