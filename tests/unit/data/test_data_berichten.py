"""Messages of iJw and iWmo: what comes in, what is set aside, and what never leaves."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, indicator, werkmap
from data_berichten import BSN, OTHER, bericht, gestart, gestopt, product, toegewezen, zipped
from data_examples import attempt, folder_with, refused

import resultaat
from resultaat.data.history import history

ZIP = {"bestand": "data/x.zip", "gebied": "{kolom: gemeente, niveau: gemeente}"}
DATUM = "{type: datum, mag_leeg: ja}"
KOLOMMEN = {
    "traject": "tekst",
    "gemeente": "gebied",
    "wet": "tekst",
    "inwoner": "{type: pseudoniem, kolom: persoon}",
    "toegewezen_op": DATUM,
    "begonnen_op": DATUM,
    "beeindigd_op": DATUM,
    "reden": "{mag_leeg: ja}",
    "uitval": "{type: ja_nee, mag_leeg: ja}",
    "herhaald": "ja_nee",
}
PERSONEN = "persoon: inwoner\ngrondslag: Jeugdwet 7.4.0"


def more(extra: str = "", soort: str = "trajecten") -> dict[str, str]:
    return {**ZIP, "more": f"{PERSONEN}\nberichten: {{soort: {soort}{extra}}}"}


def trajecten(folder: Path, *berichten: str) -> pl.DataFrame:
    snapshot, found = attempt(folder_with(folder, zipped(berichten), KOLOMMEN, **more()))
    found.raise_if_errors()
    assert snapshot is not None
    return pl.read_parquet(snapshot.path)


WHOLE = (
    bericht("301", toegewezen("1", "2024-01-01"), toegewezen("2", "2024-06-01")),
    bericht("305", gestart("1", "2024-01-15")),
    bericht("307", gestopt("1", "2024-01-15", "2024-03-01", "32")),
)


def test_what_became_of_each_allocation(tmp_path: Path) -> None:
    frame = trajecten(tmp_path, *WHOLE).sort("toegewezen_op")
    assert frame.select("begonnen_op", "beeindigd_op", "reden", "uitval", "herhaald").rows() == [
        (date(2024, 1, 15), date(2024, 3, 1), "uitval_client", True, False),
        (None, None, None, None, True),
    ]
    assert frame["__gebied"].to_list() == [GEMEENTE, GEMEENTE]
    assert frame["inwoner"].n_unique() == 1


@pytest.mark.parametrize(
    ("standard", "code", "reden", "uitval"),
    [
        ("jw", "31", "volgens_plan", False),
        ("wmo", "31", "verhuizing", False),
        ("wmo", "19", "volgens_plan", False),
        *[("jw", code, None, True) for code in ("32", "33", "34")],
        *[("wmo", code, None, True) for code in ("21", "22", "23")],
    ],
)
def test_the_same_code_means_another_thing(
    tmp_path: Path, standard: str, code: str, reden: str | None, uitval: bool
) -> None:
    berichten = (
        bericht("301", toegewezen("1", "2024-01-01"), standard=standard),
        bericht("307", gestopt("1", "2024-01-02", "2024-02-01", code), standard=standard),
    )
    row = trajecten(tmp_path, *berichten).row(0, named=True)
    assert row["uitval"] is uitval
    assert reden is None or row["reden"] == reden


@pytest.mark.parametrize(("standard", "code"), [("jw", "19"), ("jw", "21"), ("wmo", "32")])
def test_a_code_of_the_other_standard_is_none(tmp_path: Path, standard: str, code: str) -> None:
    berichten = [bericht("307", gestopt("1", "2024-01-02", "2024-02-01", code), standard=standard)]
    (problem,) = refused(tmp_path, zipped(berichten), KOLOMMEN, **more())
    assert (problem.code, "`RedenBeeindiging`" in problem.message) == ("R3017", True)


def test_what_was_taken_back_or_sent_again(tmp_path: Path) -> None:
    berichten = (
        bericht("301", toegewezen("1", "2024-01-01")),
        bericht("305", gestart("1", "2024-01-15"), kenmerk="a", op="2024-01-16"),
        bericht("305", gestart("1", "2024-01-15", "3"), kenmerk="b", op="2024-01-20"),
        bericht("305", gestart("1", "2024-02-01"), kenmerk="c", op="2024-02-02"),
        bericht("307", gestopt("1", "2024-02-01", "2024-03-01"), kenmerk="d", op="2024-03-02"),
        bericht(
            "307",
            gestopt("1", "2024-02-01", "2024-04-01", status="2"),
            kenmerk="e",
            op="2024-04-02",
        ),
    )
    row = trajecten(tmp_path, *berichten).row(0, named=True)
    assert (row["begonnen_op"], row["beeindigd_op"]) == (date(2024, 2, 1), date(2024, 4, 1))


def test_a_pause_is_no_end(tmp_path: Path) -> None:
    berichten = (
        bericht("301", toegewezen("1", "2024-01-01")),
        bericht("305", gestart("1", "2024-01-15"), kenmerk="a"),
        bericht("307", gestopt("1", "2024-01-15", "2024-02-01", "20"), kenmerk="b"),
    )
    assert trajecten(tmp_path, *berichten)["beeindigd_op"].to_list() == [None]


def test_a_start_without_an_allocation_stays(tmp_path: Path) -> None:
    frame = trajecten(tmp_path, bericht("305", gestart("7", "2024-01-15")))
    assert frame.select("toegewezen_op", "begonnen_op").row(0) == (None, date(2024, 1, 15))


BAD = bericht("305", gestart("1", "2024-02-31"))
FAULTS = {
    "date": (BAD, "`Begindatum`"),
    "cut off": (WHOLE[1][:-30], "geen geldige XML"),
    "missing": (
        bericht("305", product("1", {"Begindatum": "2024-01-01"})),
        "mist `StatusAanlevering`",
    ),
    "bsn": (bericht("305", gestart("1", "2024-01-01"), bsn="123456789"), "`Bsn`"),
    "status": (bericht("305", gestart("1", "2024-01-01", "7")), "onbekende code"),
    "release": (bericht("305", gestart("1", "2024-01-01"), release="3_1"), "release 3.1"),
    "head": (bericht("305", gestart("1", "2024-01-01"), code="436"), "kop"),
    "order": (bericht("307", gestopt("1", "2024-03-01", "2024-02-01")), "vóór het begin"),
    "empty": (bericht("305"), "geen enkele regel"),
    "html": ("<html><body>404</body></html>", "geen bericht van iJw of iWmo"),
    "nothing": ("", "geen geldige XML"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_message_that_does_not_fit_is_named_with_its_reason(tmp_path: Path, name: str) -> None:
    content, reason = FAULTS[name]
    delivery = zipped({"goed.xml": WHOLE[0], "fout.xml": content})
    (problem,) = refused(tmp_path, delivery, KOLOMMEN, **more())
    assert problem.code == "R3017"
    assert problem.message.startswith("`fout.xml`")
    assert reason in problem.message
    assert "2024-02-31" not in problem.render()
    assert "123456789" not in problem.render()


def test_a_delivery_may_have_a_few_that_are_set_aside(tmp_path: Path) -> None:
    content = zipped({"a.xml": WHOLE[0], "b.xml": BAD})
    folder = folder_with(tmp_path, content, KOLOMMEN, **more(", hoogstens_terzijde: 1"))
    snapshot, found = attempt(folder)
    assert snapshot is not None
    assert [each.code for each in found] == ["R3017"]
    assert found.errors == []
    assert pl.read_parquet(snapshot.path).height == 2
    # Who only calculates hears of it, at the line that lets it be.
    (again,) = attempt(folder)[1]
    assert again.code == "R3208"
    assert again.place is not None and again.place.span is not None
    bron = (folder / "indicators/bronnen/levering.yaml").read_text(encoding="utf-8").splitlines()
    line = bron[again.place.span.line - 1]
    assert line.startswith("berichten:")
    assert line[again.place.span.column - 1] == "1"
    (levering,) = history(folder, "levering")
    assert levering.regels is not None
    (line,) = (folder / levering.regels).read_text(encoding="utf-8").splitlines()[1:]
    assert line.startswith('6;R3017;"";b.xml heeft bij `Begindatum`')


def test_a_message_that_comes_twice_counts_once(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path, zipped([WHOLE[0], WHOLE[0]]), KOLOMMEN, **more())
    assert "is er al" in problem.message


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{more}]>'
BOMBS = {
    "laughs": "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9)),
    "file": '<!ENTITY b SYSTEM "file:///etc/passwd">',
    "network": '<!ENTITY b SYSTEM "http://127.0.0.1:1/x">',
}


@pytest.mark.parametrize("name", BOMBS)
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    entity = "&a8;" if name == "laughs" else "&b;"
    text = WHOLE[0].replace("?>\n", f"?>\n{ENTITY.replace('{more}', BOMBS[name])}\n", 1)
    text = text.replace("<Ingangsdatum>2024-01-01", f"<Ingangsdatum>{entity}", 1)
    (problem,) = refused(tmp_path, zipped([text]), KOLOMMEN, **more())
    assert problem.code == "R3017"
    assert "root:" not in problem.render()


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_half_a_zip(tmp_path: Path, part: float) -> None:
    whole = zipped(WHOLE)
    (problem,) = refused(tmp_path, whole[: int(len(whole) * part)], KOLOMMEN, **more())
    assert problem.code == "R3002"


def test_a_zip_that_was_hit(tmp_path: Path) -> None:
    whole = bytearray(zipped(WHOLE))
    whole[120:160] = bytes(40)
    (problem,) = refused(tmp_path, bytes(whole), KOLOMMEN, **more())
    assert problem.code == "R3002"


def test_one_message_is_a_delivery_too(tmp_path: Path) -> None:
    own = {**more(), "bestand": "data/x.xml"}
    snapshot, found = attempt(folder_with(tmp_path, WHOLE[0], KOLOMMEN, **own))
    found.raise_if_errors()
    assert snapshot is not None


def test_declared_volume(tmp_path: Path) -> None:
    prestatie = (
        "<ProductReferentie><ReferentieNummer>R{n}</ReferentieNummer></ProductReferentie>"
        "<ToewijzingNummer>1</ToewijzingNummer><ProductPeriode><Begindatum>2024-04-01</Begindatum>"
        "<Einddatum>2024-04-30</Einddatum></ProductPeriode><GeleverdVolume>4</GeleverdVolume>"
        "<Eenheid>04</Eenheid><IngediendBedrag><Bedrag>5005</Bedrag>"
        "<DebetCredit>{dc}</DebetCredit></IngediendBedrag>"
    )
    rows = [prestatie.format(n=1, dc="D"), prestatie.format(n=2, dc="C")]
    kolommen = {
        "gemeente": "gebied",
        "inwoner": "{type: pseudoniem, kolom: persoon}",
        "bedrag": "bedrag",
        "volume": "aantal",
        "begin_op": "datum",
    }
    content = zipped([bericht("323", *rows)])
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen, **more(soort="declaraties")))
    found.raise_if_errors()
    assert snapshot is not None
    frame = pl.read_parquet(snapshot.path)
    assert frame["bedrag"].to_list() == [Decimal("-50.05"), Decimal("50.05")]
    assert frame["volume"].to_list() == [-4, 4]


def test_a_bsn_is_no_column(tmp_path: Path) -> None:
    kolommen = {**KOLOMMEN, "bsn": "tekst"}
    (problem,) = refused(tmp_path, zipped(WHOLE), kolommen, **more())
    assert problem.code == "R3003"
    assert BSN not in problem.render()


def test_schemas_that_are_not_there(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "a", zipped(WHOLE), KOLOMMEN, **more(", schemas: xsd"))
    assert (problem.code, "`xsd`" in problem.message) == ("R3002", True)
    (tmp_path / "b" / "xsd").mkdir(parents=True)
    problems = refused(tmp_path / "b", zipped(WHOLE[:1]), KOLOMMEN, **more(", schemas: xsd"))
    assert "`JW301.xsd` is er niet" in problems[0].message


SCHEMA = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</xs:schema>'
STUK = {
    "no schema": "<a/>",
    "cut off": SCHEMA[:40],
    "nothing": "",
    "elsewhere": SCHEMA.format(
        '<xs:import namespace="x" schemaLocation="http://127.0.0.1:1/x"/>'
    ).replace("</xs:schema>", '<xs:element name="a" type="y" xmlns:y="x"/></xs:schema>'),
    "entities": f"<!DOCTYPE x [{BOMBS['file']}]><a>&b;</a>",
}


@pytest.mark.parametrize("name", STUK)
def test_schemas_that_are_broken(tmp_path: Path, name: str) -> None:
    (tmp_path / "xsd").mkdir(parents=True)
    (tmp_path / "xsd" / "JW301.xsd").write_text(STUK[name], encoding="utf-8")
    problems = refused(tmp_path, zipped(WHOLE[:1]), KOLOMMEN, **more(", schemas: xsd"))
    assert {each.code for each in problems} == {"R3017"}
    assert "`JW301.xsd` is er niet, of is stuk" in problems[0].message
    assert "root:" not in problems[0].render()


def test_a_message_deeper_than_any_message(tmp_path: Path) -> None:
    deep = WHOLE[0].replace("</Client>", f"{'<a>' * 50_000}{'</a>' * 50_000}</Client>", 1)
    (problem,) = refused(tmp_path, zipped([deep]), KOLOMMEN, **more())
    assert (problem.code, "geen geldige XML" in problem.message) == ("R3017", True)


BRON = f"""\
naam: Trajecten uit berichten
herkomst: iJw en iWmo, berichten 301, 305 en 307
grondslag: Jeugdwet 7.4.0
bestand: data/berichten.zip
berichten: {{soort: trajecten}}
sleutel: traject
persoon: inwoner
gebied: {{kolom: gemeente, niveau: gemeente}}
kolommen:
{chr(10).join(f"  {name}: {kind}" for name, kind in KOLOMMEN.items())}
"""


def test_figures_out_of_messages_and_no_bsn_anywhere(tmp_path: Path) -> None:
    """By hand: 24 wait 14 days and 12 wait 60; of 36 that ended, 12 dropped out; 12 came back."""
    allocated, started, ended = [], [], []
    for number in range(36):
        wait = "2024-01-15" if number < 24 else "2024-03-01"
        reden = "32" if number < 12 else "31"
        bsn = valid_bsn(number)
        key = {"bsn": bsn, "kenmerk": str(number)}
        products = [toegewezen(f"{number}", "2024-01-01")]
        if number < 12:
            products.append(toegewezen(f"{number + 100}", "2024-12-01"))
        allocated.append(bericht("301", *products, **key))
        started.append(bericht("305", gestart(f"{number}", wait), **key))
        ended.append(bericht("307", gestopt(f"{number}", wait, "2024-06-01", reden), **key))
    telt = {
        "wachttijd": "doorlooptijd: {van: toegewezen_op, tot: begonnen_op, binnen: 42 dagen}, "
        "datum: toegewezen_op",
        "uitval": "aandeel: uitval, datum: beeindigd_op",
        "herhaald": "aandeel: herhaald, datum: toegewezen_op",
    }
    files: dict[str, str | bytes] = {
        "indicators/bronnen/berichten.yaml": BRON,
        "data/berichten.zip": zipped([*allocated, *started, *ended]),
    }
    for name, block in telt.items():
        files[f"indicators/proef/{name}_proef.yaml"] = indicator(f"{{bron: berichten, {block}}}")
    folder = werkmap(tmp_path, files)
    run = resultaat.open(folder).bereken()
    rows = run.resultaten.filter(
        (pl.col("gebied") == GEMEENTE) & pl.col("indicator").str.ends_with("_proef")
    )
    found = {row["indicator"]: (row["teller"], row["noemer"]) for row in rows.to_dicts()}
    assert found["uitval_proef"] == (12, 36)
    assert found["herhaald_proef"] == (12, 48)
    assert found["wachttijd_proef"][0] == 24
    resultaat.open(folder).rapport()
    planted = [valid_bsn(number).encode() for number in range(36)]
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "berichten.zip":
            content = path.read_bytes()
            assert not any(bsn in content for bsn in planted), path
    assert not any(
        bsn.decode() in json.dumps(run.resultaten.to_dicts(), default=str) for bsn in planted
    )


def valid_bsn(number: int) -> str:
    """Return the test numbers 9999xxxxx that pass the elfproef, one after the other."""
    found = -1
    for tail in range(100_000):
        text = f"9999{tail:05}"
        if (
            sum(int(d) * w for d, w in zip(text, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11
            == 0
        ):
            found += 1
            if found == number:
                return text
    raise AssertionError(number)


def test_two_persons_are_two(tmp_path: Path) -> None:
    berichten = (
        bericht("301", toegewezen("1", "2024-01-01"), kenmerk="a"),
        bericht("301", toegewezen("2", "2024-01-01"), kenmerk="b", bsn=OTHER),
    )
    assert trajecten(tmp_path, *berichten)["inwoner"].to_list() == ["p1", "p2"]


KEY = "een-sleutel-die-nergens-anders-voor-is-0123456789"


def test_a_person_has_one_pseudonym_in_every_delivery_and_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers of a delivery mean nothing elsewhere; a pseudonym is the same everywhere."""
    monkeypatch.setenv("RESULTAAT_SLEUTEL", KEY)
    kolommen = {**KOLOMMEN, "inwoner": "{type: bsn, kolom: bsn}"}
    found = []
    for name, berichten in {
        "a": (bericht("301", toegewezen("5", "2024-01-01"), bsn=OTHER), *WHOLE[1:]),
        "b": (bericht("301", toegewezen("9", "2025-01-01"), kenmerk="7"),),
    }.items():
        folder = folder_with(tmp_path / name, zipped(berichten), kolommen, **more())
        snapshot, told = attempt(folder)
        told.raise_if_errors()
        assert snapshot is not None
        found.append(set(pl.read_parquet(snapshot.path)["inwoner"]))
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".zip":
                content = path.read_bytes()
                assert BSN.encode() not in content
                assert OTHER.encode() not in content
    assert len(found[0]) == 2
    assert found[1] <= found[0]
    assert all(len(each) == 12 for each in found[0])


def test_every_row_of_every_message_is_counted(tmp_path: Path) -> None:
    """Rows of messages = rows that trajecten are made of + replaced ones + messages set aside."""
    content = zipped(
        (
            *WHOLE,
            bericht("305", gestart("2", "2024-06-05"), kenmerk="2"),
            bericht("305", gestart("2", "2024-06-05", "3"), kenmerk="3", op="2024-07-01"),
            bericht("305", gestart("2", "2024-02-31"), kenmerk="4"),
        )
    )
    folder = folder_with(tmp_path, content, KOLOMMEN, **more(", hoogstens_terzijde: 1"))
    snapshot, _ = attempt(folder)
    assert snapshot is not None
    (levering,) = history(folder, "levering")
    # Two allocations, a start and an end; a start and what took it back; one message aside.
    assert (levering.rijen, levering.gebruikt) == (7, 4)
    assert (levering.buiten, levering.terzijde) == (2, 1)
    assert snapshot.rijen == 2
