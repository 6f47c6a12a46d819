"""The same bits whatever the number of threads, the order of the rows, or the plan."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from builders import BUURTEN, MELDINGEN, calculated, figure, prepared, proef

from resultaat.compile.passes.naive import naive
from resultaat.core.settings import Settings
from resultaat.engine.calculate import calculate
from resultaat.engine.store import Store

#: More than one row group of a snapshot (262,144 rows), so that threads have work to share out.
MANY = 270_000
TERMIJN = "{van: op, tot: klaar, binnen: 30 dagen}"
TELT = {
    "rijen": "{bron: meldingen, aantal: rijen, datum: op}",
    "personen": "{bron: meldingen, aantal: personen, waar: goed, datum: op}",
    "som": "{bron: meldingen, som: kosten, datum: op}",
    "uren": "{bron: meldingen, gemiddelde: uren, datum: op}",
    "aandeel": "{bron: meldingen, aandeel: goed, waar: soort = 'a', datum: op}",
    "termijn": f"{{bron: meldingen, doorlooptijd: {TERMIJN}, datum: op}}",
    "deling": "{bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op}",
    "per": "{bron: meldingen, som: uren, datum: op, per: {indicator: rijen, keer: 100}}",
    "per_100": "{bron: meldingen, aantal: personen, datum: op, per: {indicator: som, keer: 100}}",
    "tot_nu": "{bron: meldingen, gemiddelde: kosten, datum: op, reeks: jaar_tot_nu}",
    "stap": "{bron: meldingen, aandeel: goed, datum: op, reeks: verandering}",
}
#: Counted by value: a case per day, and a spread of few values.
SPREADS = {
    "midden": "{bron: meldingen, mediaan: stap, datum: op}",
    "duur": "{bron: meldingen, duur: {van: op, tot: klaar, maat: mediaan}, datum: op}",
}
BRON = MELDINGEN.replace("meldingen.csv", "meldingen.parquet") + "  stap: aantal\n"


def rows(many: int) -> pl.DataFrame:
    """Return rows with every sort of gap in them; always the same ones."""
    chance = np.random.default_rng(1)
    day = np.datetime64("2024-01-01") + chance.integers(0, 366, many).astype("timedelta64[D]")
    done = day + chance.integers(0, 90, many).astype("timedelta64[D]")
    known = chance.random(many) < 0.9
    return pl.DataFrame(
        {
            "rij": np.arange(many).astype(str),
            "wie": chance.integers(0, many // 5, many).astype(str),
            "buurt": pl.Series([*BUURTEN, None]).gather(chance.integers(0, 5, many)),
            "op": day,
            "klaar": pl.Series(done).set(pl.Series(~known), None),
            "goed": pl.Series(chance.random(many) < 0.4).set(pl.Series(~known), None),
            "soort": pl.Series(["a", "b"]).gather(chance.integers(0, 2, many)),
            "kosten": pl.Series(chance.integers(0, 10**9, many)).cast(pl.Decimal(18, 2)) / 100,
            "stap": chance.integers(0, 50, many),
            "uren": pl.Series(chance.integers(0, 10**9, many)).cast(pl.Decimal(18, 6)) / 10**6,
        }
    )


def folder_with(
    folder: Path, frame: pl.DataFrame, name: str, *, groups: int = 60_000, grain: str = "2024"
) -> Path:
    periods = f"over: {grain}, vanaf: {grain.replace('K4', 'K1')}"
    made = proef(folder / name, [], TELT | SPREADS, bron=BRON, rapportage=periods)
    frame.write_parquet(made / "data" / "meldingen.parquet", row_group_size=groups)
    return made


def bits(folder: Path, threads: int) -> tuple[str, str]:
    """Return every figure as text that keeps each bit, minus zero included."""
    found = calculated(folder, Settings(threads=threads, memory="2GB"))
    return found.figures.write_ndjson(), found.aansluiting.write_ndjson()


def test_threads_and_order_of_rows_change_nothing(tmp_path: Path) -> None:
    frame = rows(MANY)
    first = folder_with(tmp_path, frame, "een")
    second = folder_with(tmp_path, frame.sample(fraction=1, shuffle=True, seed=2), "twee")
    expected = bits(first, 1)
    assert bits(first, 2) == expected
    assert bits(second, 8) == expected
    missing = [line for line in expected[0].splitlines() if '"waarde":null' in line]
    assert all('"indicator":"stap"' in line for line in missing)


def test_how_a_file_is_cut_changes_nothing(tmp_path: Path) -> None:
    frame = rows(5_000)
    whole = folder_with(tmp_path, frame, "een", grain="2024-K4")
    fifty = folder_with(tmp_path, frame.reverse(), "vijftig", groups=100, grain="2024-K4")
    assert bits(fifty, 2) == bits(whole, 1)


def test_one_file_or_fifty_changes_nothing(tmp_path: Path) -> None:
    """A snapshot in fifty parts, rows shuffled over them; counted anew and from kept cells."""
    whole = folder_with(tmp_path, rows(2_000), "een", grain="2024-K4")
    expected = bits(whole, 1)
    _, requests, views, indeling = prepared(whole)
    snapshot = pl.read_parquet(views["bron_meldingen"]).sample(fraction=1, shuffle=True, seed=3)
    parts = tmp_path / "vijftig"
    parts.mkdir()
    for number in range(50):
        snapshot.gather_every(50, number).write_parquet(parts / f"deel-{number:02}.parquet")
    cut = {**views, "bron_meldingen": parts}
    store = Store(tmp_path / "cellen", 10**9)
    for threads, kept in ((2, store), (8, None)):
        settings = Settings(threads=threads, memory="2GB")
        found = calculate(requests, cut, indeling, settings, lambda _: None, kept)
        assert (found.figures.write_ndjson(), found.aansluiting.write_ndjson()) == expected


SAID = """
import sys, hashlib
from pathlib import Path
from builders import calculated, prepared
from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.render import statements
folder = Path(sys.argv[1])
_, requests, _, _ = prepared(folder)
plan = compile_requests(requests)
text = [s for d in Dialect for n, step in enumerate(plan.steps) for s in statements(step, n, d)]
print(hashlib.sha256("".join(text).encode()).hexdigest())
print(hashlib.sha256(calculated(folder).figures.write_ndjson().encode()).hexdigest())
"""


def test_the_hash_seed_changes_neither_the_queries_nor_the_figures(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, rows(2_000), "een", grain="2024-K4")
    tests = Path(__file__).resolve().parents[2]
    path = os.pathsep.join((str(tests), str(tests.parent)))
    said = {
        subprocess.run(
            [sys.executable, "-c", SAID, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(said) == 1


def test_the_naive_plan_gives_the_same_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_with(tmp_path, rows(5_000), "een")
    fused = bits(folder, 2)
    monkeypatch.setattr("resultaat.engine.calculate.compile_requests", naive)
    assert bits(folder, 2) == fused


@pytest.mark.parametrize("key", ["sleutel: rij\n", ""])
def test_rows_of_nobody_known_count_alike_in_every_plan(
    tmp_path: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They lie in several areas; with a key each stands apart, without they are one."""
    lines = [
        {
            "wie": f"p{n % 3}" if n % 4 else "",
            "buurt": (*BUURTEN, "")[n % 5],
            "op": f"2024-{n % 3 + 1:02}-10",
            "goed": ("ja", "nee", "")[n % 7 % 3],
            "kosten": f"{n},25",
        }
        for n in range(60)
    ]
    bron = MELDINGEN.replace("sleutel: rij\n", key)
    bron = bron.replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")
    telt = {
        "deel": "{bron: meldingen, aandeel: goed, datum: op}",
        "midden": "{bron: meldingen, gemiddelde: kosten, datum: op}",
        "mensen": "{bron: meldingen, aantal: personen, waar: goed, datum: op}",
    }
    folder = proef(tmp_path, lines, telt, bron=bron)
    fused = bits(folder, 2)
    monkeypatch.setattr("resultaat.engine.calculate.compile_requests", naive)
    assert bits(folder, 2) == fused


def test_the_figures_are_those_of_another_way_of_counting(tmp_path: Path) -> None:
    frame = rows(5_000)
    found = calculated(folder_with(tmp_path, frame, "een")).figures
    some = frame.filter(pl.col("soort") == "a", pl.col("goed").is_not_null())
    assert figure(found, naam="aandeel")["waarde"] == some["goed"].sum() / some.height
    assert figure(found, naam="som")["teller"] == frame["kosten"].sum()
    persons = frame.filter("goed")
    for buurt in BUURTEN:
        mine = persons.filter(pl.col("buurt") == buurt)["wie"].n_unique()
        assert figure(found, buurt, naam="personen")["waarde"] == mine
    assert figure(found, naam="personen")["waarde"] == persons["wie"].n_unique()
