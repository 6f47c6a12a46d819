"""The published examples of iJw and iWmo 3.2: 19 that fit and two that do not."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import pytest

from resultaat.data.readers.berichten.read import Delivered, read_berichten
from resultaat.data.readers.berichten.standards import STANDARDS
from resultaat.language.documents.berichten import Berichten, BerichtSoort


@pytest.fixture(scope="module")
def examples(open_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a zip with every example, and beside it the folder `xsd` with their schemas."""
    folder = tmp_path_factory.mktemp("berichten")
    (folder / "xsd").symlink_to(open_data / "ijw_iwmo")
    with zipfile.ZipFile(folder / "alle.zip", "w") as archive:
        for path in sorted((open_data / "ijw_iwmo").rglob("*.xml")):
            archive.write(path, path.name)
    return folder / "alle.zip"


def read(examples: Path, soort: BerichtSoort, schemas: str | None = "xsd") -> Delivered:
    return read_berichten(examples, Berichten(soort=soort, schemas=schemas), examples.parent)


def test_nineteen_validate_and_two_are_set_aside(examples: Path) -> None:
    delivered = read(examples, BerichtSoort.VERZOEKEN)
    assert delivered.berichten == 21
    reasons = {each.bericht: each.reden for each in delivered.aside}
    assert set(reasons) == {"JW315.xml", "JW318.xml"}
    assert reasons["JW315.xml"].endswith("`ToewijzingEinddatum`")
    assert reasons["JW318.xml"].endswith("`RetourCode`")


def test_without_schemas_a_day_that_is_not_there_is_still_found(examples: Path) -> None:
    delivered = read(examples, BerichtSoort.VERZOEKEN, schemas=None)
    assert [(each.bericht, each.line) for each in delivered.aside] == [("JW315.xml", 44)]
    assert delivered.frame["wet"].to_list() == ["wmo", "wmo"]


def test_the_trajecten_of_the_examples(examples: Path) -> None:
    """By hand from JW301, 305 and 307: two allocations of 2026 that began and ended; in the Wmo
    examples the numbers of 301 (101) and 307 (300201) differ, so those do not meet.
    """
    frame = read(examples, BerichtSoort.TRAJECTEN).frame
    allocated = frame.filter((frame["wet"] == "jeugdwet") & (frame["gemeente"] == "GM0384"))
    assert allocated["toegewezen_op"].to_list() == ["2026-04-01"] * 2
    ended = frame.filter(frame["reden"].is_not_null())
    meanings = set(ended.select("wet", "reden", "uitval").iter_rows())
    assert meanings == {("jeugdwet", "volgens_plan", "nee"), ("wmo", "verhuizing", "nee")}


def test_the_declared_amounts_add_up_to_what_the_messages_say(examples: Path) -> None:
    """JW323 says 79000 cents, WMO323 58000."""
    frame = read(examples, BerichtSoort.DECLARATIES).frame
    assert set(frame["wet"]) == {"jeugdwet", "wmo"}
    for wet, euros in (("jeugdwet", 790), ("wmo", 580)):
        assert frame.filter(frame["wet"] == wet)["bedrag"].sum() == euros


def test_no_bsn_comes_out(examples: Path) -> None:
    for soort in BerichtSoort:
        frame = read(examples, soort).frame
        assert not any("9999000" in str(value) for row in frame.iter_rows() for value in row)


def test_our_reasons_are_those_of_the_code_lists(open_data: Path) -> None:
    path = open_data / "ijw_iwmo" / "codelijsten_ijw_iwmo_3.2.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    for standard, list_name in (("jw", "JZ588"), ("wmo", "WMO588")):
        own = [row for row in rows if row["codelijst"] == list_name]
        published = {row["code"]: row["omschrijving"] for row in own}
        ours = STANDARDS[standard].redenen
        assert set(ours) == set(published)
        planned = next(code for code, words in published.items() if "volgens plan" in words)
        assert ours[planned] == "volgens_plan"
        dropped = {code for code, reden in ours.items() if reden.startswith("uitval")}
        assert dropped == ({"32", "33", "34"} if standard == "jw" else {"21", "22", "23"})
