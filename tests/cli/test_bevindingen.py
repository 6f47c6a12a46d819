"""`resultaat bevindingen` over a few runs: new, explained, gone and back; and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from builders import werkmap
from cli_runner import Resultaat

from resultaat.pipeline import Werk
from resultaat.register.store import Register
from resultaat.release.bevinding import NEVENEFFECTEN
from resultaat.release.released import _KEY, Released

NUMMER = "0a1b2c3d4e5f"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one run, which looked and found nothing."""
    Werk(werkmap(tmp_path)).bereken()
    return tmp_path


def again(folder: Path, *found: str) -> None:
    """Add a run a little later than the last one, which found what is named."""
    with Register.open(folder) as register:
        last = register.load(register.runs()[0].id)
        row = {"soort": "bevinding", "bij": ["doelrealisatie"], "indicator": "wachttijd"}
        rows = [{**row, "bevinding": each, "naam": "W", "zin": f"{each} steeg."} for each in found]
        moment = max(datetime.now(UTC), last.run.gemaakt_op) + timedelta(microseconds=1)
        run = replace(last.run, id=f"{last.run.id}x", gemaakt_op=moment)
        frames = {"neveneffecten": pl.DataFrame(rows, schema=NEVENEFFECTEN)}
        register.save(Released(run, last.resultaten, last.aansluiting, _KEY, frames))


def life(resultaat: Resultaat, folder: Path) -> tuple[int, list[tuple[str, str]]]:
    done = resultaat("bevindingen", "-m", str(folder), "--json")
    rows = done.json["uitkomst"]["bevindingen"]
    return done.code, [(row["verloop"], row["staat"]) for row in rows]


def test_new_explained_gone_and_back(resultaat: Resultaat, folder: Path) -> None:
    assert life(resultaat, folder) == (0, [])
    again(folder, NUMMER)
    assert life(resultaat, folder) == (1, [("nieuw", "nieuw")])

    who = ("--staat", "verklaard", "--door", "Controller jeugd", "--reden", "Andere telling")
    done = resultaat("bevindingen", NUMMER, *who, "-m", str(folder))
    assert done.code == 0
    assert "Verklaard door Controller jeugd op " in done.out
    assert ": Andere telling." in done.out
    again(folder, NUMMER)
    assert life(resultaat, folder) == (0, [("nog steeds", "verklaard")])

    again(folder)
    assert life(resultaat, folder) == (0, [("verdwenen", "verklaard")])
    assert (
        "Verdwenen: voor het laatst gevonden op " in resultaat("bevindingen", "-m", str(folder)).out
    )

    again(folder, NUMMER)
    assert life(resultaat, folder) == (1, [("terug", "nieuw")])
    said = resultaat("bevindingen", NUMMER, "-m", str(folder)).out
    assert "Terug: dit is eerder gevonden" in said
    assert "Eerder: Verklaard door Controller jeugd" in said


def test_nothing_that_was_said_is_lost(resultaat: Resultaat, folder: Path) -> None:
    again(folder, NUMMER)
    for staat, reden in (("verklaard", "Eerste lezing"), ("actie", "We gaan bellen")):
        who = ("--staat", staat, "--door", "Teamleider", "--reden", reden)
        assert resultaat("bevindingen", NUMMER, *who, "-m", str(folder)).code == 0
    done = resultaat("bevindingen", NUMMER, "-m", str(folder))
    assert "Actie van Teamleider" in done.out.splitlines()[1]
    assert "Verklaard door Teamleider" in done.out.splitlines()[2]


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        (["--staat", "verklaard", "--door", "Ik", "--reden", "Zo is het"], ["R2076"]),
        ([NUMMER, "--door", "Ik", "--reden", "Zo is het"], ["R2076"]),
        ([NUMMER, "--staat", "actie"], ["R2076", "R2076"]),
        ([NUMMER, "--staat", "actie", "--door", "Ik", "--reden", "  "], ["R2076"]),
        (["0a1b2c3d4e5e", "--staat", "actie", "--door", "Ik", "--reden", "Zo"], ["R2077"]),
        (["0a1b2c3d4e5e"], ["R2077"]),
        # Passes the elfproef; it belongs to nobody.
        ([NUMMER, "--staat", "actie", "--door", "Ik", "--reden", "Over 1112.22.333."], ["R2078"]),
    ],
    ids=["no finding", "no state", "nobody", "no reason", "unknown", "not of this run", "a bsn"],
)
def test_what_cannot_be_said(
    resultaat: Resultaat, folder: Path, arguments: list[str], codes: list[str]
) -> None:
    again(folder, NUMMER)
    done = resultaat("bevindingen", *arguments, "-m", str(folder), "--json")
    assert done.code == 2
    assert [each["code"] for each in done.json["meldingen"]] == codes
    assert "1112" not in done.out + done.err
    with Register.open(folder) as register:
        assert register.uitspraken() == []


def test_a_run_with_only_figures_says_that_nobody_looked(
    resultaat: Resultaat, folder: Path
) -> None:
    Werk(folder).bereken(alleen_cijfers=True)
    done = resultaat("bevindingen", "-m", str(folder))
    assert (done.code, done.out.strip()) == (
        0,
        "In de laatste berekening is niet naar neveneffecten gekeken.",
    )
