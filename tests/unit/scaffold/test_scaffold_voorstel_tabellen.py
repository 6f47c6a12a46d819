"""Contracts of published tables as they seem to be: measurements, periods, areas of elsewhere."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import BINNENSTAD, GEMEENTE, HAVEN, werkmap

import resultaat
from resultaat.gebied.niveau import Niveau
from resultaat.language.documents.bron import Bron, KolomType
from resultaat.scaffold.voorstel import Voorstel


def proposed(
    folder: Path, content: str, beside: dict[str, str] | None = None, bestand: str = "t.csv"
) -> tuple[Voorstel, Bron, pl.DataFrame]:
    """Propose a contract and load by it as it is; return what was said, it, and the rows."""
    more = {f"data/{name}": text for name, text in (beside or {}).items()}
    made = werkmap(folder, {f"data/{bestand}": content, **more})
    voorstel = resultaat.open(made).stel_voor(made / "data" / bestand, "voorstel")
    werk = resultaat.open(made)
    assert not werk.check().errors, [each.message for each in werk.check().errors]
    done = werk.laad(["voorstel"])
    assert len(done.ladingen) == 1, [each.message for each in done.meldingen]
    assert done.ladingen[0].levering.terzijde == 0
    parts = [pl.read_parquet(part.path) for part in done.ladingen[0].snapshot.parts]
    return voorstel, werk.catalog().bronnen["voorstel"].doc, pl.concat(parts)


def measured(*rows: tuple[str, str, str, str, str]) -> str:
    head = "Id,Measure,ValueAttribute,Value,WijkenEnBuurten,Perioden"
    lines = (",".join((str(n), *row)) for n, row in enumerate(rows))
    return "\n".join([head, *lines]) + "\n"


MEASURED = measured(
    ("T001036", "None", "1200", HAVEN, "2023JJ00"),
    ("M000200", "None", "12.5", HAVEN, "2023JJ00"),
    ("T001036", "None", "1210", HAVEN, "2024JJ00"),
    ("M000200", "Confidential", "", HAVEN, "2024JJ00"),
    ("T001036", "None", "900", BINNENSTAD, "2024JJ00"),
    ("M000200", "Impossible", "", BINNENSTAD, "2024JJ00"),
)
CODES = (
    "Identifier,Title,Unit,Description\n"
    'T001036,Aantal inwoners,aantal,"Op 1 januari"\nM000200,Aandeel met bijstand,%,\n'
)


@pytest.mark.parametrize("name", ["t_MeasureCodes.csv", None])
def test_a_row_per_measurement_becomes_a_column_per_topic(tmp_path: Path, name: str | None) -> None:
    beside = {name: CODES} if name else {}
    voorstel, bron, frame = proposed(tmp_path, MEASURED, beside)
    topics = {each.kolom: (key, each) for key, each in bron.kolommen.items()}
    many, share = topics["T001036"], topics["M000200"]
    assert bron.lang is not None and bron.lang.reden == "ValueAttribute"
    assert (bron.onderdrukt_bij_bron, bron.leeg) == (["Confidential"], ["Impossible"])
    assert (bron.gepubliceerd, bron.periode) == (True, "perioden")
    assert "id" not in bron.kolommen
    rows = frame.sort("__gebied", "perioden").select(many[0], share[0], f"__reden_{share[0]}")
    assert [row[0] for row in rows.iter_rows()] == [900, 1200, 1210]
    assert [row[2] for row in rows.iter_rows()] == [None, None, "onderdrukt bij de bron"]
    assert any("een meting" in each for each in voorstel.punten)
    if name:
        assert (many[0], many[1].uitleg) == ("aantal_inwoners", "Op 1 januari (aantal)")
        assert share[1].type is KolomType.PROCENT


def test_a_topic_that_comes_twice_is_left_to_a_person(tmp_path: Path) -> None:
    twice = measured(*[("T001036", "None", "1", HAVEN, "2023JJ00")] * 2)
    made = werkmap(tmp_path, {"data/t.csv": twice})
    voorstel = resultaat.open(made).stel_voor(made / "data/t.csv", "voorstel")
    assert any("Schrijf zelf `lang`" in each for each in voorstel.punten)
    assert resultaat.open(made).catalog().bronnen["voorstel"].doc.lang is None


def table(*periods: str) -> str:
    rows = [
        f"{code};{each};{n + 7}" for n, each in enumerate(periods) for code in (HAVEN, GEMEENTE)
    ]
    return "\n".join(["Regio;Perioden;Aantal", *rows]) + "\n"


MAAND = {"kolom": "perioden", "per": "maand"}
KWARTAAL = {"kolom": "perioden", "per": "kwartaal"}


@pytest.mark.parametrize(
    ("periods", "periode", "chosen", "rows"),
    [
        (("2018MM01", "2018MM02"), MAAND, {}, 4),
        (("2018KW01", "2018KW02"), KWARTAAL, {}, 4),
        (("2018JJ00", "2019JJ00"), "perioden", {}, 4),
        (("2018", "2019*"), "perioden", {}, 4),
        (("2018 januari", "2018 februari*"), MAAND, {}, 4),
        (("2018MM01", "2018KW01", "2018JJ00"), MAAND, {"alleen": ["*MM*"]}, 2),
        (("2018KW01", "2018JJ00"), KWARTAAL, {"alleen": ["*KW*"]}, 2),
        (
            ("2018 januari", "2018 1e kwartaal", "2018", "2019*"),
            MAAND,
            {"zonder": ["*kwartaal*", "[12]???", "[12]???[*]"]},
            2,
        ),
        (("2018 1e kwartaal*", "2018"), KWARTAAL, {"alleen": ["*kwartaal*"]}, 2),
    ],
)
def test_periods_of_one_length(
    tmp_path: Path,
    periods: tuple[str, ...],
    periode: str | dict[str, str],
    chosen: dict[str, list[str]],
    rows: int,
) -> None:
    voorstel, bron, frame = proposed(tmp_path, table(*periods))
    dumped = bron.model_dump(mode="json")["periode"]
    assert (dumped, bron.gepubliceerd, frame.height) == (periode, True, rows)
    assert {
        way: getattr(bron, way)["perioden"] for way in ("alleen", "zonder") if getattr(bron, way)
    } == chosen
    assert any("door elkaar" in each for each in voorstel.punten) is bool(chosen)


def test_days_are_no_periods(tmp_path: Path) -> None:
    _, bron, _ = proposed(tmp_path, table("2018-01-31", "2018-02-28"))
    assert (bron.gepubliceerd, bron.periode) == (False, None)


def test_a_table_of_the_whole_country_in_the_folder_of_one_gemeente(tmp_path: Path) -> None:
    """By code or by name: only the areas of the folder take part, and it says so."""
    codes = f"code;aantal\n{GEMEENTE};12\nGM0308;11\n{HAVEN};9\nBU03080000;8\nPV20;7\n"
    voorstel, bron, frame = proposed(tmp_path / "a", codes, bestand="t_2024.csv")
    assert bron.alleen == {"code": ["BU9999*", "GM9999*"]}
    assert sorted(frame["__gebied"]) == [HAVEN, GEMEENTE]
    assert any("buiten de gebiedenlijst" in each for each in voorstel.punten)
    names = "Gemeenten;aantal\nWilgenstad;12\nBaarn;11\nAlkmaar;13\n"
    voorstel, bron, frame = proposed(tmp_path / "b", names)
    assert bron.alleen == {"gemeenten": ["Wilgenstad"]}
    assert (bron.gebied.geschreven_als.value, frame["aantal"].to_list()) == ("naam", [12])
    assert bron.gebied.niveau is Niveau.GEMEENTE  # a wijk may be called as its gemeente is


def test_gemeenten_of_which_none_is_known_are_never_taken_for_the_own_one(tmp_path: Path) -> None:
    voorstel, _, _ = proposed(tmp_path, "Gemeenten;aantal\nBaarn;11\nAlkmaar;13\n")
    assert any("geen uit de gebiedenlijst" in each for each in voorstel.punten)


def test_codes_of_another_year_are_left_to_a_person(tmp_path: Path) -> None:
    made = werkmap(tmp_path, {"data/t.csv": f"code;aantal\n{HAVEN};12\nBU99990999;11\n"})
    voorstel = resultaat.open(made).stel_voor(made / "data/t.csv", "voorstel")
    assert any("1 codes in `code` staan niet in" in each for each in voorstel.punten)


def test_an_equal_remark_about_many_columns_is_made_once(tmp_path: Path) -> None:
    head = ";".join(f"leeg{chr(97 + n)}" for n in range(12))
    _, bron, _ = (found := proposed(tmp_path, f"buurt;{head}\n{HAVEN}{';' * 12}\n"))
    (said,) = [each for each in found[0].punten if "helemaal leeg" in each]
    assert said.startswith("Van 12 kolommen geldt: deze is helemaal leeg.")
    assert "`leega`" in said and "..." in said
    assert len(bron.kolommen) == 13


def test_topics_with_one_name_are_told_apart_by_what_stands_before_it(tmp_path: Path) -> None:
    text = f"Regio (code);Laag/Waarde (%);Hoog/Waarde (%);inwoners_2024\n{HAVEN};10;20;5\n"
    _, bron, _ = proposed(tmp_path, text)
    assert list(bron.kolommen)[1:] == ["laag_waarde", "hoog_waarde", "inwoners_2024"]
