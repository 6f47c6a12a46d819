"""Three real recodings: Amsterdam 2015-2022, Dijk en Waard 2022, wijken 2019-2022."""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from resultaat.core.diagnostics import Diagnostics
from resultaat.data.gebieden import read_indeling
from resultaat.data.levering import Levering
from resultaat.data.snapshot import load
from resultaat.language.catalog import load_catalog

OPEN_DATA = Path(os.environ.get("RESULTAAT_OPEN_DATA", "../shared/data")).resolve()
HEAD = "jaar_van;jaar_naar;code_van;code_naar;adressen\n"

pytestmark = pytest.mark.skipif(
    not (OPEN_DATA / "gebieden").is_dir(), reason=f"no open data in {OPEN_DATA}"
)


def read(name: str) -> list[dict[str, str]]:
    with (OPEN_DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class Case:
    """A folder about `eigen`, with areas (code -> niveau, deel_van) and what became of codes."""

    eigen: str
    niveau: str
    years: tuple[int, int]
    areas: dict[str, tuple[str, str]]
    changes: list[tuple[str, str, str, str, str]]


def recoded(
    folder: Path, case: Case, figures: dict[str, int]
) -> tuple[dict[str, int | None], Levering]:
    """Load figures by old code; return them by new code, and what is remembered of the load."""
    eigen, niveau, years = case.eigen, case.niveau, case.years
    (folder / "indicators/bronnen").mkdir(parents=True)
    (folder / "data").mkdir()
    (folder / "resultaat.yaml").write_text(
        f"naam: Proef\ngebied: {eigen}\ngebieden: data/gebieden.csv\ngebieden_van: {years[1]}\n"
        "herindelingen: data/herindelingen.csv\nrapportages:\n  jaar: {titel: Jaar, over: 2022}\n",
        encoding="utf-8",
    )
    lines = [f"{code};{code};{kind};{above}" for code, (kind, above) in case.areas.items()]
    gebieden = "\n".join(["code;naam;niveau;deel_van", *lines]) + "\n"
    (folder / "data/gebieden.csv").write_text(gebieden, encoding="utf-8")
    body = "".join(";".join(each) + "\n" for each in case.changes)
    (folder / "data/herindelingen.csv").write_text(HEAD + body, encoding="utf-8")
    rows = "".join(f"{code};{value}\n" for code, value in figures.items())
    (folder / "data/x.csv").write_text("gebied;aantal\n" + rows, encoding="utf-8")
    (folder / "indicators/bronnen/x1.yaml").write_text(
        "naam: X\nherkomst: test\nbestand: data/x.csv\ngepubliceerd: ja\n"
        f"periode: {years[0]}\ngebied: {{kolom: gebied, niveau: {niveau}, jaar: {years[0]}}}\n"
        "kolommen: {gebied: gebied, aantal: {type: aantal, mag_leeg: ja}}\n",
        encoding="utf-8",
    )
    catalog = load_catalog(folder)
    found = Diagnostics()
    assert catalog.werkmap is not None
    indeling = read_indeling(catalog.werkmap, folder, found)
    assert indeling is not None, list(found)
    lading = load(catalog.bronnen["x1"], folder, indeling, found)
    assert lading is not None, list(found)
    rows_now = pl.concat(pl.read_parquet(part.path) for part in lading.snapshot.parts)
    return dict(rows_now.select("gebied", "aantal").iter_rows()), lading.levering


def test_amsterdam_2015_to_2022(tmp_path: Path) -> None:
    pairs = [
        (row["BUURTCODE_CBS_2015"], row["BUURTCODE_CBS_2022"])
        for row in read("gebieden/amsterdam_buurten_2015_naar_2022.csv")
        if row["BUURTCODE_CBS_2015"] and row["BUURTCODE_CBS_2022"]
    ]
    new_of, old_of = defaultdict(set), defaultdict(set)
    for old, new in pairs:
        new_of[old].add(new)
        old_of[new].add(old)
    areas = {"GM0363": ("gemeente", "")}
    areas |= {f"WK{new[2:8]}": ("wijk", "GM0363") for _, new in pairs}
    areas |= {new: ("buurt", f"WK{new[2:8]}") for _, new in pairs}
    # A figure that tells the old buurten apart.
    figures = {old: 1000 + number for number, old in enumerate(sorted(new_of))}
    changes = [("2015", "2022", old, new, "1") for old, new in dict.fromkeys(pairs)]
    case = Case("GM0363", "buurt", (2015, 2022), areas, changes)
    now, levering = recoded(tmp_path, case, figures)
    assert set(now) == set(old_of)
    whole = {new for new, olds in old_of.items() if all(len(new_of[old]) == 1 for old in olds)}
    assert len(whole) > 300
    for new in whole:
        assert now[new] == sum(figures[old] for old in old_of[new])
    done = levering.omgerekend
    assert done is not None
    assert done.hernoemd + done.samengevoegd == len(whole)
    assert done.benaderd == len(old_of) - len(whole)
    assert sum(value or 0 for value in now.values()) == pytest.approx(sum(figures.values()), abs=60)


def test_dijk_en_waard_2022(tmp_path: Path) -> None:
    """The figures of Heerhugowaard and Langedijk are together those of Dijk en Waard."""
    bijstand = {
        row["Regiokenmerken"].strip(): int(row["Bijstandsontvangers_2"])
        for row in read("participatiewet/83747NED_participatiewet_2016.csv")
        if row["Regiokenmerken"].startswith("GM")
        and row["Leeftijd"].strip() == "20150"
        and row["Bijstandsontvangers_2"].strip(" .")
    }
    matrix = read("gebieden/grenswijzigingen_gemeente_2016_2024.csv")
    changes = [
        (row["jaar_van"], row["jaar_naar"], row["code_van"], row["code_naar"], row["adressen"])
        for row in matrix
    ]
    gebieden = {row["RegioS"].strip() for row in read("gebieden/85067NED_gebieden2022_data.csv")}
    areas = {"NL00": ("land", "")} | dict.fromkeys(sorted(gebieden), ("gemeente", "NL00"))
    now, levering = recoded(
        tmp_path, Case("NL00", "gemeente", (2016, 2022), areas, changes), bijstand
    )
    assert now["GM1980"] == bijstand["GM0398"] + bijstand["GM0416"]
    assert now["GM0518"] == bijstand["GM0518"]
    assert "GM0398" not in now
    done = levering.omgerekend
    assert done is not None
    assert done.samengevoegd >= 10
    # What was split is shared out by addresses and rounded; nothing is lost.
    assert sum(value or 0 for value in now.values()) == pytest.approx(
        sum(bijstand.values()), abs=len(now)
    )


def test_wijken_2019_to_2022(tmp_path: Path) -> None:
    """Of the addresses themselves the sums by new wijk stand in the file: an exact oracle."""
    rows = [
        row
        for row in read("gebieden/grenswijzigingen_wijk_2016_2023.csv")
        if (row["jaar_van"], row["jaar_naar"]) == ("2019", "2022")
    ]
    into: dict[str, float] = defaultdict(float)
    out: dict[str, float] = defaultdict(float)
    for row in rows:
        into[row["code_naar"]] += float(row["adressen"])
        out[row["code_van"]] += float(row["adressen"])
    areas = {"NL00": ("land", "")} | dict.fromkeys({*into, *out}, ("wijk", "NL00"))
    changes = [("2019", "2022", row["code_van"], row["code_naar"], row["adressen"]) for row in rows]
    figures = {code: round(many) for code, many in out.items()}
    now, _ = recoded(tmp_path, Case("NL00", "wijk", (2019, 2022), areas, changes), figures)
    # A wijk that also gets crumbs (under 1% of an old wijk) does without them; of the others the
    # sum is what the file says, to the rounding of one address per old wijk.
    crumbs = {
        row["code_naar"] for row in rows if float(row["adressen"]) < 0.01 * out[row["code_van"]]
    }
    gave = {row["code_van"] for row in rows if row["code_naar"] in crumbs}
    clean = {
        code
        for code in into
        if not any(row["code_van"] in gave for row in rows if row["code_naar"] == code)
    }
    assert len(clean) > 150
    for code in clean:
        assert now[code] == pytest.approx(into[code], abs=1)
    assert sum(value or 0 for value in now.values()) == pytest.approx(sum(out.values()), rel=1e-3)
