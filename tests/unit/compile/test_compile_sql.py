"""The SQL: the same text in every process, with nothing in it but what the plan says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot
from builders import BASE, MELDINGEN, prepared, proef

from resultaat.compile.compiler import compile_requests
from resultaat.compile.render import statements as statements_of

ROOT = Path(__file__).resolve().parents[3]
#: Prints every statement of the base folder.
PRINT_SQL = """
import sys, resultaat
werk = resultaat.open(sys.argv[1])
for name in sorted(werk.catalog().indicatoren):
    print(name, *werk.uitleg(name).plan, *werk.uitleg(name).sql, sep="\\n")
"""


def statements(folder: Path) -> list[str]:
    _, requests, _, _ = prepared(folder)
    found = []
    for number, step in enumerate(compile_requests(requests).steps):
        found += statements_of(step, number)
    return found


def in_a_process_of_its_own(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PRINT_SQL, str(BASE)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_the_text_does_not_depend_on_the_hash_seed() -> None:
    texts = {in_a_process_of_its_own(seed) for seed in ("1", "2", "12345")}
    assert len(texts) == 1
    assert "SELECT" in texts.pop()


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    telt = {
        f"i{n}": f"{{bron: meldingen, som: kosten, waar: uren > {n}, datum: op}}" for n in range(4)
    }
    first = statements(proef(tmp_path / "a", [{}], telt))
    second = statements(proef(tmp_path / "b", [{}], dict(reversed(telt.items()))))
    assert first == second


def test_statements_read_only_the_source_and_the_area_list(tmp_path: Path) -> None:
    telt = {
        "deel": "{bron: meldingen, aandeel: goed, waar: soort = 'a', datum: op}",
        "mensen": "{bron: meldingen, aantal: personen, datum: op}",
    }
    for text in statements(proef(tmp_path, [{}], telt, bron=MELDINGEN)):
        tree = sqlglot.parse_one(text, dialect="duckdb")
        tables = {table.name for table in tree.find_all(sqlglot.exp.Table)}
        tables -= {each.alias for each in tree.find_all(sqlglot.exp.CTE)}
        assert tables <= {"bron_meldingen", "gebieden", "cells_0", "cells_1", "several_1"}


def test_a_quote_in_a_text_stays_within_the_text(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, waar: soort = 'o''clock --', datum: op}"}
    (cells, *_) = [text for text in statements(proef(tmp_path, [{}], telt)) if "o''clock" in text]
    assert "soort = 'o''clock --'" in cells


@pytest.mark.parametrize(
    ("rapportage", "unit"),
    [("over: 2024", "YEAR"), ("over: 2024-K2", "QUARTER"), ("over: 2024-02", "MONTH")],
)
def test_cells_and_roll_up_are_by_the_period_asked_for(
    tmp_path: Path, rapportage: str, unit: str
) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op}"}
    made = statements(proef(tmp_path, [{}], telt, rapportage=rapportage))
    assert f"DATE_TRUNC('{unit}', op)" in made[0]
    # They are by that period already: nothing is left to add up before the levels.
    assert "DATE_TRUNC" not in made[1]
    assert "cells.moment AS start" in made[1]


def test_of_persons_the_rows_are_read_thrice_however_many_parts(tmp_path: Path) -> None:
    """Who has several, those added up per person, and the others as they are."""
    telt = {
        "mensen": "{bron: meldingen, aantal: personen, datum: op}",
        "deel": "{bron: meldingen, aandeel: goed, datum: op}",
    }
    made = statements(proef(tmp_path, [{}], telt))
    assert [text.startswith("CREATE") for text in made] == [True, False, True, True, False]
    assert [text.count("bron_meldingen") for text in made] == [1, 0, 1, 1, 1]


def test_the_window_ends_at_the_peildatum(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, aantal: rijen, datum: op}"}
    made = statements(proef(tmp_path, [{}], telt, rapportage="over: 2024, peildatum: 2024-05-01"))
    assert "BETWEEN CAST('2024-01-01' AS DATE) AND CAST('2024-05-01' AS DATE)" in made[0]
