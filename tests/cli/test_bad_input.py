"""Bad input, end to end: one clear message with a place and a mend; the earlier run still there."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_runner import Resultaat

import resultaat as api


@pytest.fixture
def calculated(werkmap: Path) -> Path:
    """Return a working folder with a run and a report in it."""
    werk = api.open(werkmap)
    werk.bereken()
    werk.rapport()
    return werkmap


def indicator_file(folder: Path) -> Path:
    return next(
        p for p in sorted((folder / "indicators").glob("*/*.yaml")) if "aandeel:" in p.read_text()
    )


def data_file(folder: Path) -> Path:
    return next(p for p in sorted((folder / "data").glob("*.csv")) if p.name != "gebieden.csv")


def yaml_error(folder: Path) -> Path:
    path = indicator_file(folder)
    path.write_text(path.read_text().replace("soort: ", "soort ", 1))
    return path


def unknown_column(folder: Path) -> Path:
    path = indicator_file(folder)
    lines = [
        "  aandeel: bestaat_niet" if line.strip().startswith("aandeel:") else line
        for line in path.read_text().splitlines()
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def missing_file(folder: Path) -> Path:
    path = data_file(folder)
    path.unlink()
    return next(
        p for p in (folder / "indicators" / "bronnen").iterdir() if path.name in p.read_text()
    )


def not_what_it_says(folder: Path) -> Path:
    path = data_file(folder)
    path.write_bytes(b"PAR1" + bytes(100))
    return path


def unknown_area(folder: Path) -> Path:
    path = data_file(folder)
    header, first, *rest = path.read_text().splitlines()
    code = next(value for value in first.split(";") if value.startswith(("BU", "WK", "GM")))
    path.write_text("\n".join([header, first.replace(code, "BU12345678"), *rest]) + "\n")
    return path


@pytest.mark.parametrize(
    ("spoil", "code", "line"),
    [
        (yaml_error, "R1004", True),
        (unknown_column, "R1203", True),
        (missing_file, "R3001", True),
        (not_what_it_says, "R3002", False),
        (unknown_area, "R3008", True),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_one_clear_message_and_nothing_lost(
    resultaat: Resultaat, calculated: Path, spoil: object, code: str, line: bool
) -> None:
    before = api.open(calculated).run().info.id
    report = (calculated / "rapporten").iterdir().__next__()
    page = report.read_bytes()
    assert callable(spoil)
    place = spoil(calculated)
    done = resultaat("bereken", cwd=calculated)
    assert done.code == 3
    assert done.out == ""
    assert done.err.count(f"{code} fout") == 1
    assert f"resultaat leg-uit {code}" in done.err
    where = str(place.relative_to(calculated))
    assert (f"{where}:" if line else where) in done.err
    assert done.err.rstrip().endswith("1 fout.")
    assert api.open(calculated).run().info.id == before
    assert report.read_bytes() == page
    leftovers = [p for p in calculated.rglob(".*") if p.is_file() and p.name != ".gitignore"]
    assert leftovers == []


def test_all_errors_at_once(resultaat: Resultaat, calculated: Path) -> None:
    for each in (unknown_column, unknown_area):
        each(calculated)
    (calculated / "indicators" / "a").mkdir()
    (calculated / "indicators" / "a" / "nog_een.yaml").write_text("soort: contekst\n")
    done = resultaat("check", "--json", cwd=calculated)
    assert done.code == 3
    found = [item["code"] for item in done.json["meldingen"]]
    assert {"R1203", "R1104"} <= set(found)
    assert all(item["regel"] and item["herstel"] for item in done.json["meldingen"])
