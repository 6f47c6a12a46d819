"""What is refused, with which code, and that nothing is left behind."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import scaffold_examples as examples

from resultaat.core.diagnostics import Diagnostic, ResultaatError
from resultaat.scaffold import kwb as use_case
from resultaat.scaffold import new_cbs_kwb, new_folder


def refused(call: Callable[..., object], *given: Any, **options: Any) -> Diagnostic:
    """Return the first thing that is said about a refusal."""
    with pytest.raises(ResultaatError) as error:
        call(*given, **options)
    return next(iter(error.value.diagnostics))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return examples.statline(tmp_path / "kwb_2019.csv")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A target in a folder of its own, so that what is left behind can be seen."""
    (tmp_path / "hier").mkdir()
    return tmp_path / "hier" / "wilgen"


def test_a_folder_with_something_in_it_is_left_alone(target: Path, file: Path) -> None:
    target.mkdir()
    (target / "mijn.txt").write_text("van mij", encoding="utf-8")
    for call in (lambda: new_cbs_kwb(target, file), lambda: new_folder(target, "Wilgen")):
        item = refused(call)
        assert (item.code, item.message, item.mend) == (
            "R2001",
            "De map `wilgen` bestaat al en is niet leeg.",
            "Kies een map die nog niet bestaat.",
        )
    assert [path.name for path in target.parent.rglob("*")] == ["wilgen", "mijn.txt"]
    assert (target / "mijn.txt").read_text(encoding="utf-8") == "van mij"


def test_a_file_in_the_place_of_the_folder_is_left_alone(target: Path, file: Path) -> None:
    target.write_text("van mij", encoding="utf-8")
    item = refused(new_cbs_kwb, target, file)
    assert (item.code, item.message) == ("R2001", "`wilgen` bestaat al, als bestand.")
    assert target.read_text(encoding="utf-8") == "van mij"


def test_the_folder_that_one_stands_in_is_not_moved_away(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.mkdir()
    monkeypatch.chdir(target)
    item = refused(new_folder, Path(), "Wilgen")
    assert (item.code, item.message) == (
        "R2001",
        "U staat nu zelf in de map die gemaakt moet worden.",
    )


@pytest.mark.parametrize("name", ["kwb_2018.csv", "."])
def test_a_file_that_is_not_there(target: Path, file: Path, name: str) -> None:
    item = refused(new_cbs_kwb, target, file.parent / name)
    assert item.code == "R2002"
    if name != ".":
        assert item.message.startswith(f"Het bestand `{file.parent / name}` is er niet")
        assert item.mend == "Bedoelt u `kwb_2019.csv`?"
    assert list(target.parent.iterdir()) == []


def _latin(path: Path) -> None:
    path.write_bytes("Wijken en buurten;Bevolking\nDen Ham\xe9;1\n".encode("latin-1"))


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


def _json(content: object) -> Callable[[Path], object]:
    return _text(json.dumps(content))


def _area(**series: object) -> dict[str, object]:
    return {"a": {"code": "GM1234", "tijdreeksen": series}}


def _without_codes(path: Path) -> None:
    examples.statline(path)
    path.write_bytes(path.read_bytes().replace(b"Regioaanduiding/Codering", b"Regioaanduiding/X"))


def _with_a_footer(path: Path) -> None:
    examples.statline(path)
    path.write_bytes(path.read_bytes() + b"\r\nBron: CBS\r\n")


def _only_men(path: Path) -> None:
    examples.statline(path, {"Bevolking/Geslacht/Mannen (aantal)": ["1"] * 6})


_NOT_KWB: dict[str, tuple[Callable[[Path], object], str]] = {
    "other table": (
        _text("naam;leeftijd\nAn;3\n"),
        "Gezocht is naar kolommen als `Bevolking/Aantal inwoners (aantal)` of `AantalInwoners_5`; "
        "gevonden is `naam`, `leeftijd`.",
    ),
    "no codes": (
        _without_codes,
        "De kolom met de code van het gebied ontbreekt (`Regioaanduiding/Codering (code)`).",
    ),
    "no rows": (
        lambda path: examples.statline(path, dict.fromkeys(examples.VALUES, ()), areas=()),
        "Er staat geen enkele rij in.",
    ),
    "no years at all": (
        _json({"a": {"code": "GM1234", "tijdreeksen": {"aantal_inwoners": {}}}}),
        "staat geen enkel gebied met `tijdreeksen`.",
    ),
    "a footer": (
        _with_a_footer,
        "Regel 8 van `kwb_2019.csv` heeft minder kolommen dan de kop.",
    ),
    "only men": (
        _only_men,
        "Bekend is alleen `Bevolking/Geslacht/Mannen (aantal)`; daar is geen indicator van.",
    ),
    "a double header": (
        _text("a;a \n1;2\n"),
        "De kop van `kwb_2019.csv` noemt de kolom `a` twee keer.",
    ),
    "nothing": (_text(""), "is leeg."),
    "not UTF-8": (_latin, "is niet in UTF-8 opgeslagen."),
    "Excel": (
        lambda path: path.write_bytes(b"PK\x03\x04" + bytes(100)),
        "Gezocht is een CSV-, Parquet- of JSON-bestand; dit is een Excel-bestand of zip.",
    ),
    "half a Parquet": (
        lambda path: path.write_bytes(b"PAR1" + bytes(100)),
        "is beschadigd of niet helemaal aangekomen.",
    ),
    "other Parquet": (
        lambda path: pl.DataFrame({"naam": ["An"]}).write_parquet(path),
        "gevonden is `naam`.",
    ),
    "broken JSON": (_text('{"gemeente": '), "Het is geen geldige JSON."),
    "other JSON": (
        _json({"naam": "An"}),
        "Gezocht is naar gebieden met `tijdreeksen`; gevonden is `naam`.",
    ),
    "a JSON list": (_json([1]), "gevonden is een lijst."),
    "other series": (
        _json(_area(bomen={"2020": 1})),
        "Gezocht is naar reeksen als `aantal_inwoners`, `arbeidsparticipatie`, "
        "`gem_inkomen_huishoudens`, `huishoudens_laag_inkomen`, `huishoudens_sociaal_minimum`, "
        "`bijstandsontvangers` en nog 1; gevonden is `bomen`.",
    ),
    "no area": (
        _json({"An": {"tijdreeksen": {"aantal_inwoners": {"2020": 1}}}}),
        "Gebied 1 in het bestand heeft geen CBS-code.",
    ),
    "no series": (
        _json(_area(aantal_inwoners=5)),
        "Bij GM1234, `aantal_inwoners` staat geen reeks van jaren.",
    ),
    "no years": (
        _json(_area(aantal_inwoners={"nu": 5})),
        "Bij GM1234, `aantal_inwoners` staat `nu`, en dat is geen jaar.",
    ),
    "no numbers": (
        _json(_area(aantal_inwoners={"2020": [5]})),
        "Bij GM1234, `aantal_inwoners` staat bij een jaar geen getal.",
    ),
}


@pytest.mark.parametrize("case", _NOT_KWB)
def test_a_file_that_is_something_else(target: Path, file: Path, case: str) -> None:
    write, found = _NOT_KWB[case]
    write(file)
    item = refused(new_cbs_kwb, target, file)
    assert item.code == "R2003"
    assert item.message.startswith(
        "`kwb_2019.csv` is geen tabel met Kerncijfers wijken en buurten. "
    )
    assert item.message.endswith(found)
    assert item.mend
    assert item.place is not None
    assert item.place.path == file
    assert list(target.parent.iterdir()) == []


_UNKNOWN = "Van welk jaar `{}` is, staat niet in het bestand of de naam."


@pytest.mark.parametrize(
    ("name", "jaar", "message"),
    [
        ("kwb.csv", None, _UNKNOWN.format("kwb.csv")),
        ("84583NED.csv", None, _UNKNOWN.format("84583NED.csv")),
        ("2019_2020.csv", None, "In de naam `2019_2020.csv` staan meer jaren: 2019 en 2020."),
        ("kwb_2019.csv", 19, "19 is geen jaar van deze cijfers."),
    ],
)
def test_a_year_that_is_not_known(
    target: Path, file: Path, name: str, jaar: int | None, message: str
) -> None:
    item = refused(new_cbs_kwb, target, file.rename(file.with_name(name)), jaar=jaar)
    assert (item.code, item.message) == ("R2004", message)
    assert item.mend == "Geef het jaar mee, bijvoorbeeld: --jaar 2024."
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("gebied", "mend"),
    [
        ("GM1243", "Bedoelt u `GM1234`?"),
        ("wijk 01 oost", "Geef de code mee: --gebied WK123401 (Wijk 01 Oost)."),
        ("zz", "Kies een code uit het bestand, zoals GM1234, WK123401 en WK1234AA."),
    ],
)
def test_an_area_that_is_not_in_the_file(target: Path, file: Path, gebied: str, mend: str) -> None:
    item = refused(new_cbs_kwb, target, file, gebied=gebied)
    message = f"Het gebied `{gebied}` staat niet in `kwb_2019.csv`."
    assert (item.code, item.message, item.mend) == ("R2005", message, mend)
    assert list(target.parent.iterdir()) == []


def test_which_of_several_gemeenten_is_meant(target: Path, file: Path) -> None:
    examples.statline(file, areas=[*examples.AREAS[:5], ("GM0518", "Den Haag", "Gemeente")])
    item = refused(new_cbs_kwb, target, file)
    assert (item.code, item.message) == (
        "R2005",
        "In `kwb_2019.csv` staan 2 gemeenten; over welke gaat de werkmap?",
    )
    assert item.mend.startswith("Geef de code mee, bijvoorbeeld: --gebied GM1234")


def test_a_file_that_would_not_load_is_refused_at_its_own_line(target: Path, file: Path) -> None:
    examples.statline(file, areas=[*examples.AREAS[:5], examples.AREAS[0]])
    item = refused(new_cbs_kwb, target, file)
    assert item.code in ("R3007", "R3011")
    assert item.place is not None
    assert item.place.path == file
    assert item.place.span is not None
    assert item.place.span.line == 2
    assert list(target.parent.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(
    target: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    for call in (lambda: new_cbs_kwb(target, file), lambda: new_folder(target, "Wilgen")):
        item = refused(call)
        assert (item.code, item.message) == ("R2008", f"De map `{target}` is niet te maken.")
    assert list(target.parent.iterdir()) == []


def test_stopping_halfway_leaves_nothing_behind(
    target: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        assert any(target.parent.rglob("kwb.yaml"))
        raise KeyboardInterrupt

    monkeypatch.setattr(use_case, "prove", stop)
    with pytest.raises(KeyboardInterrupt):
        new_cbs_kwb(target, file)
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_filled_meanwhile_is_left_alone(
    target: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*_: object) -> None:
        target.mkdir()
        (target / "ander.txt").write_text("van een ander", encoding="utf-8")

    monkeypatch.setattr(use_case, "prove", meanwhile)
    assert refused(new_cbs_kwb, target, file).code == "R2001"
    assert [path.name for path in target.parent.rglob("*")] == ["wilgen", "ander.txt"]
