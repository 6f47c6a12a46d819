"""Relations: at most one row there, no row here lost or doubled; counted by hand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from builders import (
    BINNENSTAD,
    GEMEENTE,
    HAVEN,
    MELDINGEN,
    calculated,
    figure,
    meldingen,
    prepared,
    proef,
)

from resultaat.compile.compiler import compile_requests
from resultaat.compile.dialect import Dialect
from resultaat.compile.plan import Cells
from resultaat.compile.render import statements, tables_sql
from resultaat.core.diagnostics import ResultaatError
from resultaat.explain import explain
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check


def bron(naam: str, sleutel: str, kolommen: str, relaties: str = "") -> str:
    return f"""\
naam: {naam}
herkomst: de test
bestand: data/{naam}.csv
sleutel: {sleutel}
gebied: {{kolom: buurt, niveau: buurt}}
kolommen:
  buurt: gebied
  op: datum
{kolommen}
{relaties}
"""


def csv(header: str, *rows: str) -> str:
    return "\n".join([f"{header};buurt;op", *(f"{row};{HAVEN};2024-06-01" for row in rows)]) + "\n"


def folder(tmp_path: Path, files: dict[str, str], telt: dict[str, str]) -> Path:
    more = {
        name if "/" in name else f"indicators/bronnen/{name}.yaml": text
        for name, text in files.items()
    }
    return proef(tmp_path, [], telt, more=more, rapportage="over: 2024")


ITEMS = {
    "orders": bron("orders", "order", "  order: tekst\n  klant: tekst\n  bedrag: bedrag"),
    "items": bron(
        "items", "item", "  item: tekst\n  order: tekst", "relaties:\n  orders: {via: order}"
    ),
    "data/orders.csv": csv("order;klant;bedrag", "1;10;100", "2;10;120", "3;20;80"),
    "data/items.csv": csv("item;order", "a;1", "b;1", "c;2", "d;2", "e;3", "f;3"),
}


def test_no_fan_out(tmp_path: Path) -> None:
    telt = {
        "bedrag": "{bron: orders, som: bedrag, datum: op}",
        "orders": "{bron: orders, aantal: rijen, datum: op}",
        "items": "{bron: items, aantal: rijen, datum: op}",
        "dure_items": "{bron: items, aantal: rijen, waar: orders.bedrag >= 100, datum: op}",
    }
    found = calculated(folder(tmp_path, ITEMS, telt)).figures
    values = {name: figure(found, naam=name)["waarde"] for name in telt}
    assert values == {"bedrag": 300, "orders": 3, "items": 6, "dure_items": 4}


def test_a_median_over_a_column_of_another_source(tmp_path: Path) -> None:
    """Items: two of 100, two of 120, two of 80; the middle two are 100 and 100."""
    telt = {
        "midden": "{bron: items, mediaan: orders.bedrag, datum: op}",
        "meer": "{bron: items, mediaan: orders.bedrag * 2, datum: op}",
    }
    found = calculated(folder(tmp_path, ITEMS, telt)).figures
    values = {name: figure(found, naam=name)["waarde"] for name in telt}
    assert values == {"midden": 100, "meer": 200}


def test_the_other_way_round_is_refused(tmp_path: Path) -> None:
    """From an order to its items is one to many: the amount would count twice, 600 for 300."""
    made = folder(
        tmp_path,
        {**ITEMS, "orders": ITEMS["orders"] + "relaties:\n  stuks: {via: order}\n"}
        | {"stuks": bron("stuks", "[order, nummer]", "  order: tekst\n  nummer: aantal")},
        {"proef": "{bron: orders, som: bedrag, waar: stuks.nummer > 1, datum: op}"},
    )
    [error] = check(load_catalog(made)).errors
    assert error.code == "R1332"
    assert "`stuks` heeft een rij per `order` en `nummer`" in error.message
    assert error.place is not None
    assert error.place.path.name == "orders.yaml"


CHASM = {
    "klanten": bron("klanten", "klant", "  klant: tekst\n  streek: tekst\n  waarde: bedrag"),
    "orders": bron(
        "orders", "order", "  order: tekst\n  klant: tekst\n  bedrag: bedrag",
        "relaties:\n  klanten: {via: klant}",
    ),
    "klachten": bron(
        "klachten", "klacht", "  klacht: tekst\n  klant: tekst",
        "relaties:\n  klanten: {via: klant}",
    ),
    "data/klanten.csv": csv("klant;streek;waarde", "1;west;1000", "2;oost;2000", "3;west;1500"),
    "data/orders.csv": csv(
        "order;klant;bedrag",
        "a;1;50", "b;1;75", "c;1;60", "d;2;200", "e;2;150", "f;3;80", "g;3;90", "h;3;100",
    ),
    "data/klachten.csv": csv("klacht;klant", "1;1", "2;1", "3;2", "4;3", "5;3"),
}  # fmt: skip


@pytest.mark.parametrize(("streek", "values"), [("west", (2500, 455, 4)), ("oost", (2000, 350, 1))])
def test_no_chasm(tmp_path: Path, streek: str, values: tuple[int, ...]) -> None:
    telt = {
        "waarde": f"{{bron: klanten, som: waarde, waar: streek = '{streek}', datum: op}}",
        "bedrag": f"{{bron: orders, som: bedrag, waar: klanten.streek = '{streek}', datum: op}}",
        "stuks": f"{{bron: klachten, aantal: rijen, datum: op, waar: klanten.streek = '{streek}'}}",
    }
    found = calculated(folder(tmp_path, CHASM, telt)).figures
    assert tuple(figure(found, naam=name)["waarde"] for name in telt) == values


#: Ans moved into a household with debts on 1 March and out of it on 1 July.
STANDEN = """\
naam: Inwoners
herkomst: de test
grondslag: de test
bestand: data/inwoners.csv
sleutel: [wie, stand]
persoon: wie
gebied: {kolom: buurt, niveau: buurt}
kolommen:
  wie: pseudoniem
  stand: datum
  buurt: gebied
  schulden: {type: ja_nee, mag_leeg: ja}
"""
INWONERS = f"""\
wie;stand;buurt;schulden
ans;2024-01-01;{HAVEN};nee
ans;2024-03-01;{HAVEN};ja
ans;2024-07-01;{BINNENSTAD};nee
bob;2024-03-01;{HAVEN};ja
cas;2024-01-01;{HAVEN};
"""
ROWS = [
    {"wie": "ans", "buurt": HAVEN, "op": "2024-02-29", "kosten": "1"},  # nee
    {"wie": "ans", "buurt": HAVEN, "op": "2024-03-01", "kosten": "2"},  # ja: on the day itself
    {"wie": "ans", "buurt": HAVEN, "op": "2024-06-30", "kosten": "4"},  # ja
    {"wie": "ans", "buurt": HAVEN, "op": "2024-12-31", "kosten": "8"},  # nee: the last one holds
    {"wie": "bob", "buurt": HAVEN, "op": "2024-02-01", "kosten": "16"},  # before the first stand
    {"wie": "cas", "buurt": HAVEN, "op": "2024-02-01", "kosten": "32"},  # not known there
    {"wie": "dia", "buurt": HAVEN, "op": "2024-02-01", "kosten": "64"},  # not there at all
]


def as_of(tmp_path: Path, telt: dict[str, str]) -> pl.DataFrame:
    return calculated(as_of_folder(tmp_path, telt)).figures


def as_of_folder(tmp_path: Path, telt: dict[str, str]) -> Path:
    related = MELDINGEN + "relaties:\n  inwoners: {via: wie, geldig_op: op}\n"
    more = {"indicators/bronnen/inwoners.yaml": STANDEN, "data/inwoners.csv": INWONERS}
    return proef(tmp_path, ROWS, telt, bron=related, more=more, rapportage="over: 2024")


def test_as_it_was_on_the_day(tmp_path: Path) -> None:
    telt = {
        "met": "{bron: meldingen, som: kosten, waar: inwoners.schulden, datum: op}",
        "zonder": "{bron: meldingen, som: kosten, waar: not inwoners.schulden, datum: op}",
        "onbekend": "{bron: meldingen, som: kosten, waar: inwoners.schulden is null, datum: op}",
        "alle": "{bron: meldingen, som: kosten, datum: op}",
        "deel": "{bron: meldingen, aandeel: inwoners.schulden, datum: op}",
        "personen": "{bron: meldingen, aantal: personen, waar: inwoners.schulden, datum: op}",
    }
    found = as_of(tmp_path, telt)
    rows = {name: figure(found, naam=name) for name in telt}
    assert {name: row["waarde"] for name, row in rows.items()} == {
        "met": 2 + 4,
        "zonder": 1 + 8,
        "onbekend": 16 + 32 + 64,
        "alle": 127,
        "deel": 0.5,
        "personen": 1,
    }
    assert (rows["deel"]["noemer"], rows["deel"]["onbekend"]) == (4, 3)


def test_the_number_of_rows_is_the_same_with_and_without(tmp_path: Path) -> None:
    always = "(inwoners.schulden or not inwoners.schulden or inwoners.schulden is null)"
    telt = {
        "zonder": "{bron: meldingen, aantal: rijen, datum: op}",
        "met": f"{{bron: meldingen, aantal: rijen, waar: '{always}', datum: op}}",
    }
    found = as_of(tmp_path, telt)
    pair = [
        found.filter(pl.col("indicator") == name).drop("indicator").sort("gebied", "periode")
        for name in telt
    ]
    assert pair[0].equals(pair[1])
    assert figure(found, naam="met")["waarde"] == 7


def test_a_row_that_refers_to_nobody_stays(tmp_path: Path) -> None:
    """Without a key, and with one that is nowhere: unknown, so that values add up to the whole."""
    telt = {
        "alle": "{bron: meldingen, som: kosten, datum: op}",
        "ja": "{bron: meldingen, som: kosten, waar: inwoners.schulden, datum: op}",
        "nee": "{bron: meldingen, som: kosten, waar: not inwoners.schulden, datum: op}",
        "weet": "{bron: meldingen, som: kosten, waar: inwoners.schulden is null, datum: op}",
    }
    made = as_of_folder(tmp_path, telt)
    bron = made / "indicators/bronnen/meldingen.yaml"
    text = bron.read_text().replace("wie: pseudoniem", "wie: {type: pseudoniem, mag_leeg: ja}")
    bron.write_text(text)
    nobody = {"wie": "", "buurt": HAVEN, "op": "2024-06-30", "kosten": "128"}
    (made / "data/meldingen.csv").write_text(meldingen([*ROWS, nobody]))
    found = calculated(made).figures
    values = {name: figure(found, naam=name)["waarde"] for name in telt}
    assert values == {"alle": 255, "ja": 2 + 4, "nee": 1 + 8, "weet": 16 + 32 + 64 + 128}
    assert figure(found, HAVEN, naam="alle")["waarde"] == 255


def test_of_a_stand_the_last_day_counts_with_a_relation_too(tmp_path: Path) -> None:
    telt = {
        "rijen": "{bron: meldingen, aantal: rijen, waar: not inwoners.schulden, peildatum: op}",
        "wie": "{bron: meldingen, aantal: personen, waar: not inwoners.schulden, peildatum: op}",
    }
    made = as_of_folder(tmp_path, telt)
    path = made / "indicators" / "bronnen" / "meldingen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("sleutel: rij", "sleutel: [rij, op]"), encoding="utf-8")
    found = calculated(made).figures
    # Only the row of 31 December is of the last day; ans had no debts then.
    assert [figure(found, naam=name)["waarde"] for name in telt] == [1, 1]


def test_a_join_only_where_a_part_asks_for_it(tmp_path: Path) -> None:
    without = as_of_folder(tmp_path / "a", {"proef": "{bron: meldingen, som: kosten, datum: op}"})
    catalog, requests, views, _ = prepared(without)
    assert "bron_inwoners" not in views
    texts = [text for step in compile_requests(requests).steps for text in statements(step, 0)]
    assert not any("JOIN inwoners" in text or "__inwoners" in text for text in texts)
    assert catalog.bronnen["meldingen"].doc.relaties


def test_the_text_of_the_join(tmp_path: Path) -> None:
    telt = {"proef": "{bron: meldingen, som: kosten, waar: inwoners.schulden, datum: op}"}
    _, requests, views, _ = prepared(as_of_folder(tmp_path, telt))
    assert "bron_inwoners" in views
    [cells] = [step for step in compile_requests(requests).steps if isinstance(step, Cells)]
    for dialect, quote in ((Dialect.DUCKDB, '"'), (Dialect.SPARK, "`")):
        text = " ".join("".join(tables_sql(cells, 0, dialect)).split())
        assert f"__inwoners.schulden AS {quote}inwoners.schulden{quote}" in text
        assert (
            "LEFT JOIN ( SELECT wie AS __sleutel, schulden, stand AS __vanaf, LEAD(stand)" in text
        )
        assert "OVER (PARTITION BY wie ORDER BY stand" in text
        assert text.count("LEFT JOIN") == 1


def test_a_double_key_in_the_data_stops_the_load(tmp_path: Path) -> None:
    made = as_of_folder(
        tmp_path, {"proef": "{bron: meldingen, som: kosten, waar: inwoners.schulden, datum: op}"}
    )
    data = made / "data" / "inwoners.csv"
    data.write_text(INWONERS + f"ans;2024-03-01;{HAVEN};nee\n", encoding="utf-8")
    with pytest.raises(ResultaatError) as stopped:
        calculated(made)
    assert "R3007" in str(stopped.value)


@pytest.mark.parametrize(
    ("relatie", "waar", "codes"),
    [
        ("inwoners: {via: wie, geldig_op: op}", "inwoners.schulden", []),
        ("inwoner: {via: wie, geldig_op: op}", "goed", ["R1330"]),
        ("meldingen: {via: wie}", "goed", ["R1330"]),
        ("inwoners: {via: wei, geldig_op: op}", "goed", ["R1331"]),
        ("inwoners: {via: wie, geldig_op: soort}", "goed", ["R1331"]),
        ("inwoners: {via: wie}", "goed", ["R1332"]),
        ("inwoners: {via: wie}", "inwoners.schulden", ["R1332"]),
        ("inwoners: {via: uren, geldig_op: op}", "goed", ["R1333"]),
        ("inwoners: {via: wie, geldig_op: op}", "inwoners.schuld", ["R1203"]),
        ("inwoners: {via: wie, geldig_op: op}", "buurten.schulden", ["R1203"]),
        ("inwoners: {via: wie, geldig_op: op}", "inwoners.stand", ["R1208"]),
    ],
)
def test_what_is_wrong_with_a_relation(
    tmp_path: Path, relatie: str, waar: str, codes: list[str]
) -> None:
    made = as_of_folder(
        tmp_path, {"proef": f"{{bron: meldingen, aantal: rijen, waar: {waar}, datum: op}}"}
    )
    path = made / "indicators" / "bronnen" / "meldingen.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("inwoners: {via: wie, geldig_op: op}", relatie), encoding="utf-8")
    assert [error.code for error in check(load_catalog(made)).errors] == codes


def test_it_reads_in_dutch(tmp_path: Path) -> None:
    made = as_of_folder(
        tmp_path, {"proef": "{bron: meldingen, aantal: rijen, waar: inwoners.schulden, datum: op}"}
    )
    explained = explain(load_catalog(made), "proef")
    assert "waarvoor geldt: schulden van inwoners is ja" in explained.zin
    assert "inwoners.schulden" in [each.kolom for each in explained.kolommen]
    assert figure(calculated(made).figures, GEMEENTE)["waarde"] == 2
