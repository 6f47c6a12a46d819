"""A contract as it seems to be: it loads, says what to look at, and never replaces another."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, HAVEN, werkmap

import resultaat
from resultaat.core.diagnostics import ResultaatError
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.scaffold.voorstel import Voorstel

KEY = "een-sleutel-die-nergens-anders-voor-is-0123456789"


def proposed(folder: Path, content: str | bytes, name: str = "x.csv") -> tuple[Voorstel, Bron]:
    """Propose a contract of a file in a working folder, and load the file by it."""
    made = werkmap(folder, {f"data/{name}": content})
    voorstel = resultaat.open(made).stel_voor(made / "data" / name, "voorstel")
    werk = resultaat.open(made)
    assert not werk.check().errors, [each.message for each in werk.check().errors]
    done = werk.laad(["voorstel"])
    assert len(done.ladingen) == 1, [each.message for each in done.meldingen]
    levering = done.ladingen[0].levering
    assert levering.terzijde == 0
    return voorstel, werk.catalog().bronnen["voorstel"].doc


def lines(head: str, row: str, many: int = 40) -> str:
    rows = (row.format(n=n, buurt=(HAVEN, BINNENSTAD)[n % 2], two=n % 2) for n in range(many))
    return "\n".join([head, *rows]) + "\n"


def test_types_key_area_and_choices(tmp_path: Path) -> None:
    text = lines(
        "Nummer;Buurt code;Begin op;Wet;Uren;Bedrag (euro);Akkoord;Deel (%)",
        "a{n};{buurt};2024-01-{n:02};soort{two};1{n};{n},50;ja;{n},5",
        many=29,
    ).replace("2024-01-00", "2024-01-30")
    _, bron = proposed(tmp_path, text)
    kinds = {name: each.type for name, each in bron.kolommen.items()}
    assert kinds == {
        "nummer": KolomType.TEKST,
        "buurt_code": KolomType.GEBIED,
        "begin_op": KolomType.DATUM,
        "wet": KolomType.TEKST,
        "uren": KolomType.AANTAL,
        "bedrag": KolomType.BEDRAG,
        "akkoord": KolomType.JA_NEE,
        "deel": KolomType.PROCENT,
    }
    assert bron.kolommen["wet"].keuze == ["soort0", "soort1"]
    assert bron.sleutel == ["nummer"]
    assert bron.gebied.kolom == "buurt_code"
    assert bron.decimaalteken == ","


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, codering: str, separator: str) -> None:
    text = lines("nr;buurt;wie", "a{n};{buurt};Chloë {n}").replace(";", separator)
    voorstel, bron = proposed(tmp_path, text.encode(codering))
    assert bron.scheidingsteken == separator
    expected = {"cp1252": "windows-1252", "utf-16": "utf-16"}.get(codering, "utf-8")
    assert bron.codering == expected
    assert any("windows-1252" in each for each in voorstel.punten) == (codering == "cp1252")


def test_words_for_no_value_each_with_what_it_means(tmp_path: Path) -> None:
    text = lines("nr;buurt;aantal", "a{n};{buurt};3{n}7")
    for number, word in (("317", "."), ("327", "-99995"), ("337", "-99997")):
        text = text.replace(f";{number}\n", f";{word}\n")
    _, bron = proposed(tmp_path, text)
    assert bron.leeg == ["."]
    assert bron.nog_niet_gepubliceerd == ["-99995"]
    assert bron.onderdrukt_bij_bron == ["-99997"]
    assert bron.kolommen["aantal"].type is KolomType.AANTAL
    assert bron.kolommen["aantal"].mag_leeg


def test_rounding_is_seen_and_must_be_confirmed(tmp_path: Path) -> None:
    voorstel, bron = proposed(tmp_path, lines("nr;buurt;aantal", "a{n};{buurt};3{n}0"))
    assert bron.kolommen["aantal"].afronding == 10
    assert "`aantal` lijkt afgerond op 10." in voorstel.punten


def test_numbers_that_are_codes_and_numbers_with_a_zero_before_are_texts(tmp_path: Path) -> None:
    text = lines("nr;buurt;leeftijd;code;jaar", "a{n};{buurt};2015{two};00{two}{n};2024")
    _, bron = proposed(tmp_path, text)
    for name in ("leeftijd", "code", "jaar"):
        assert bron.kolommen[name].type is KolomType.TEKST


def test_what_few_rows_have_never_comes_into_a_contract(tmp_path: Path) -> None:
    text = lines("nr;buurt;naam", "a{n};{buurt};veel").replace("veel", "Jansen", 9)
    voorstel, bron = proposed(tmp_path, text)
    assert bron.kolommen["naam"].keuze is None
    assert "Jansen" not in voorstel.path.read_text(encoding="utf-8")


def test_bsns_become_pseudonyms_and_are_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)
    good = ["999900006", "123456782", "111222333", "999990019"]
    rows = [f"a{n};{bsn};{HAVEN}" for n, bsn in enumerate(good * 6)]
    voorstel, bron = proposed(tmp_path, "\n".join(["nr;burger;buurt", *rows]) + "\n")
    assert bron.kolommen["burger"].type is KolomType.BSN
    assert bron.persoon == "burger"
    text = voorstel.path.read_text(encoding="utf-8")
    assert not any(each in text for each in good)
    assert "Nog in te vullen" in (bron.grondslag or "")


def test_check_says_what_nobody_confirmed_until_it_is_gone(tmp_path: Path) -> None:
    voorstel, _ = proposed(tmp_path, lines("nr;buurt;aantal", "a{n};{buurt};3{n}0"))
    werk = resultaat.open(tmp_path)
    told = [each for each in werk.check() if each.code == "R1354"]
    assert [each.message for each in told] == [f"Nog niet nagekeken: {p}" for p in voorstel.punten]
    text = voorstel.path.read_text(encoding="utf-8")
    start, end = text.index("te_bevestigen:"), text.index("naam:")
    voorstel.path.write_text(text[:start] + text[end:], encoding="utf-8")
    assert not [each for each in resultaat.open(tmp_path).check() if each.code == "R1354"]
    # What was confirmed decides nothing about the rows: nothing is read again.
    (lading,) = resultaat.open(tmp_path).laad(["voorstel"]).ladingen
    assert not lading.nieuw


def test_a_contract_that_is_there_stays(tmp_path: Path) -> None:
    voorstel, _ = proposed(tmp_path, lines("nr;buurt;aantal", "a{n};{buurt};{n}"))
    before = voorstel.path.read_bytes()
    with pytest.raises(ResultaatError) as wrong:
        resultaat.open(tmp_path).stel_voor(tmp_path / "data/x.csv", "voorstel")
    assert [each.code for each in wrong.value.diagnostics] == ["R3043"]
    assert voorstel.path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("weg.csv", None), ("leeg.csv", ""), ("kop.csv", "a;b\n"), ("p.parquet", "PAR1stuk"),
     ("stuk.xlsx", "geen werkblad"), ("b.zip", "PK"), ("x.csv", b"\x00\x01\x02;\x00")],
)  # fmt: skip
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: str | bytes | None
) -> None:
    made = werkmap(tmp_path, {} if content is None else {f"data/{name}": content})
    with pytest.raises(ResultaatError) as wrong:
        resultaat.open(made).stel_voor(made / "data" / name, "voorstel")
    assert [each.code for each in wrong.value.diagnostics] == ["R3042"]
    assert not (made / "indicators/bronnen/voorstel.yaml").exists()


@pytest.mark.parametrize("name", ["Met Hoofdletter", "1e_bron", "x"])
def test_a_name_that_a_source_cannot_have(tmp_path: Path, name: str) -> None:
    made = werkmap(tmp_path, {"data/x.csv": lines("nr;buurt", "a{n};{buurt}")})
    with pytest.raises(ResultaatError) as wrong:
        resultaat.open(made).stel_voor(made / "data/x.csv", name)
    assert [each.code for each in wrong.value.diagnostics] == ["R3043"]


def test_a_table_of_published_figures_with_its_year(tmp_path: Path) -> None:
    text = f"code;jaar;aantal\n{HAVEN};2024;12\n{HAVEN};2023;11\n{BINNENSTAD};2024;9\n"
    _, bron = proposed(tmp_path, text)
    assert (bron.gepubliceerd, bron.periode, bron.sleutel) == (True, "jaar", ["code", "jaar"])


def test_a_file_without_areas_is_about_the_folder(tmp_path: Path) -> None:
    voorstel, bron = proposed(tmp_path, lines("nr;aantal", "a{n};{n}"))
    assert bron.kolommen["gebied"].vast == "GM9999"
    assert any("geen kolom met een gebied" in each for each in voorstel.punten)


def test_odd_headers_get_names_of_their_own(tmp_path: Path) -> None:
    text = lines("Één (%);één;2e helft;;T_001036_5;x", "{n};{n};{buurt};{n};{n};{n}")
    _, bron = proposed(tmp_path, text)
    assert list(bron.kolommen) == ["een", "een_2", "kolom_2_e_helft", "t_001036", "kolom_x"]


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    frame = pl.DataFrame({"nr": range(30), "buurt": [HAVEN] * 30, "deel": [0.5, None, 1.25] * 10})
    path = tmp_path / "t.parquet"
    frame.write_parquet(path)
    _, bron = proposed(tmp_path / "w", path.read_bytes(), "t.parquet")
    assert bron.kolommen["deel"].type is KolomType.GETAL
    assert bron.kolommen["deel"].mag_leeg
