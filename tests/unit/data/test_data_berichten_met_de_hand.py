"""A small traffic of messages, reckoned by hand: waiting, dropping out, coming back, declared.

Three persons, each ten times. In days: allocation 1 waits 14, allocation 2 is not begun, 3 waits 60
(its first start was taken back), 4 was withdrawn, 6 and 7 wait 0, and allocation 1 of the Wmo 10.
Ended are 1 (as planned, after a correction), 3 (dropped out), 6 (goes on in 7) and that of the Wmo
(moved house: reason 31). Only allocation 2 comes after help that had ended.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from builders import GEMEENTE, indicator, werkmap
from data_berichten import bericht, gestart, gestopt, product, toegewezen, zipped
from data_examples import attempt, folder_with
from test_data_berichten import BRON, KOLOMMEN, more, valid_bsn

import resultaat
from resultaat.data.history import history

TIMES = 10


def traffic(group: int) -> list[str]:
    """Return the messages of three persons, in the order in which they were sent."""
    one, two, three = (valid_bsn(3 * group + each) for each in range(3))
    sent = 0

    def send(kind: str, *products: str, bsn: str, op: str, standard: str = "jw") -> str:
        nonlocal sent
        sent += 1
        kenmerk = f"{100 * group + sent}"
        return bericht(kind, *products, bsn=bsn, op=op, standard=standard, kenmerk=kenmerk)

    def nr(number: int) -> str:
        return f"{100 * group + number}"

    withdrawn = toegewezen(nr(4), "2024-01-12", RedenWijziging="13")
    return [
        send("301", toegewezen(nr(1), "2024-01-01"), bsn=one, op="2024-01-02"),
        send(
            *("301", toegewezen(nr(6), "2024-01-01"), toegewezen(nr(7), "2024-06-01")),
            bsn=three,
            op="2024-01-02",
        ),
        send(
            *("301", toegewezen(nr(3), "2024-01-10"), toegewezen(nr(4), "2024-01-10")),
            bsn=two,
            op="2024-01-10",
        ),
        send("301", withdrawn, bsn=two, op="2024-01-12"),
        send("305", gestart(nr(6), "2024-01-01"), bsn=three, op="2024-01-03"),
        send("305", gestart(nr(1), "2024-01-15"), bsn=one, op="2024-01-16"),
        send("305", gestart(nr(3), "2024-02-09"), bsn=two, op="2024-02-09"),
        # Extended: allocated anew on another day, and the wait is still that of the first.
        send(
            *("301", toegewezen(nr(1), "2024-02-10", RedenWijziging="04")),
            bsn=one,
            op="2024-02-10",
        ),
        # Taken back and begun anew, on one day: the number says which is later.
        send("305", gestart(nr(3), "2024-02-09", "3"), bsn=two, op="2024-03-10"),
        send("305", gestart(nr(3), "2024-03-10"), bsn=two, op="2024-03-10"),
        send("307", gestopt(nr(1), "2024-01-15", "2024-03-01", "32"), bsn=one, op="2024-03-02"),
        send(
            *("307", gestopt(nr(1), "2024-01-15", "2024-02-28", "31", "2")),
            bsn=one,
            op="2024-03-05",
        ),
        send("307", gestopt(nr(3), "2024-03-10", "2024-04-01", "20"), bsn=two, op="2024-04-02"),
        send("305", gestart(nr(3), "2024-05-01"), bsn=two, op="2024-05-01"),
        send("301", toegewezen(nr(1), "2024-05-01"), bsn=two, op="2024-05-01", standard="wmo"),
        send("305", gestart(nr(1), "2024-05-11"), bsn=two, op="2024-05-12", standard="wmo"),
        send("307", gestopt(nr(6), "2024-01-01", "2024-05-31", "37"), bsn=three, op="2024-05-31"),
        send("301", toegewezen(nr(2), "2024-06-01"), bsn=one, op="2024-06-01"),
        send("305", gestart(nr(7), "2024-06-01"), bsn=three, op="2024-06-03"),
        send("307", gestopt(nr(3), "2024-05-01", "2024-07-01", "33"), bsn=two, op="2024-07-01"),
        send(
            *("307", gestopt(nr(1), "2024-05-11", "2024-08-01", "31")),
            bsn=two,
            op="2024-08-01",
            standard="wmo",
        ),
    ]


#: First begun, ended, why, dropped out, came back; by allocation.
BY_HAND = {
    ("jeugdwet", "2024-01-01", 14): ("2024-02-28", "volgens_plan", False, False),
    ("jeugdwet", "2024-06-01", None): (None, None, None, True),
    ("jeugdwet", "2024-01-10", 60): ("2024-07-01", "uitval_aanbieder", True, False),
    ("jeugdwet", "2024-01-01", 0): ("2024-05-31", "wijziging", False, False),
    ("jeugdwet", "2024-06-01", 0): (None, None, None, False),
    ("wmo", "2024-05-01", 10): ("2024-08-01", "verhuizing", False, False),
}


def in_order(order: str, berichten: list[str]) -> bytes:
    """Return a delivery in which files stand in another order than they were sent."""
    number = {
        "as sent": range(len(berichten)),
        "backwards": range(len(berichten), 0, -1),
        "mixed": (17 * each % 101 for each in range(len(berichten))),
    }[order]
    names = [f"{each:05}-{at:05}.xml" for at, each in enumerate(number)]
    return zipped(dict(zip(names, berichten, strict=True)))


@pytest.mark.parametrize("order", ["as sent", "backwards", "mixed"])
def test_every_traject_is_as_reckoned(tmp_path: Path, order: str) -> None:
    snapshot, found = attempt(
        folder_with(tmp_path, in_order(order, traffic(0)), KOLOMMEN, **more())
    )
    found.raise_if_errors()
    assert snapshot is not None
    made = {}
    for row in pl.read_parquet(snapshot.path).iter_rows(named=True):
        begun = row["begonnen_op"]
        waited = None if begun is None else (begun - row["toegewezen_op"]).days
        end = None if row["beeindigd_op"] is None else str(row["beeindigd_op"])
        key = (row["wet"], str(row["toegewezen_op"]), waited)
        made[key] = (end, row["reden"], row["uitval"], row["herhaald"])
    assert made == BY_HAND
    (levering,) = history(tmp_path, "levering")
    # Of 23 products sent, six were replaced or withdrawn, with what did so: 1 twice, 4, 3's start.
    assert (levering.rijen, levering.gebruikt, levering.terzijde) == (23, 17, 0)
    assert levering.buiten == 6


def test_figures_of_the_whole_traffic(tmp_path: Path) -> None:
    berichten = [each for group in range(TIMES) for each in traffic(group)]
    wait = "doorlooptijd: {van: toegewezen_op, tot: begonnen_op, binnen: 42 dagen}"
    telt = {
        "wachttijd": f"{wait}, datum: toegewezen_op",
        "wachttijd_jeugd": f"waar: wet = 'jeugdwet', {wait}, datum: toegewezen_op",
        "uitval": "aandeel: uitval, datum: beeindigd_op",
        "verhuisd": "waar: reden = 'verhuizing', aantal: rijen, datum: beeindigd_op",
        "herhaald": "aandeel: herhaald, datum: toegewezen_op",
        "personen": "aantal: personen, datum: toegewezen_op",
    }
    files: dict[str, str | bytes] = {
        f"indicators/proef/{name}_proef.yaml": indicator(f"{{bron: berichten, {block}}}")
        for name, block in telt.items()
    }
    files["indicators/bronnen/berichten.yaml"] = BRON
    files["data/berichten.zip"] = in_order("mixed", berichten)
    run = resultaat.open(werkmap(tmp_path, files)).bereken()
    own = run.resultaten.filter(pl.col("gebied") == GEMEENTE)
    found = {row["indicator"]: (row["teller"], row["noemer"]) for row in own.to_dicts()}
    # Four of five that began did so in time; the sixth has waited longer than 42 days already.
    assert found["wachttijd_proef"] == (4 * TIMES, 6 * TIMES)
    assert found["wachttijd_jeugd_proef"] == (3 * TIMES, 5 * TIMES)
    assert found["uitval_proef"] == (TIMES, 4 * TIMES)
    assert found["verhuisd_proef"][0] == TIMES
    assert found["herhaald_proef"] == (TIMES, 6 * TIMES)
    assert found["personen_proef"][0] == 3 * TIMES


def test_the_same_messages_twice_are_the_same_figures(tmp_path: Path) -> None:
    """Each second one is set aside with its reason, and nothing is counted twice."""
    berichten = traffic(0)
    aside = f", hoogstens_terzijde: {len(berichten)}"
    folder = folder_with(
        tmp_path, in_order("as sent", [*berichten, *berichten]), KOLOMMEN, **more(aside)
    )
    snapshot, _ = attempt(folder)
    assert snapshot is not None
    assert snapshot.rijen == len(BY_HAND)
    (levering,) = history(folder, "levering")
    assert (levering.gebruikt, levering.terzijde) == (17, len(berichten))
    assert all("is er al" in each.reden for each in levering.redenen if each.code)


@pytest.mark.parametrize(("soort", "rows"), [("toewijzingen", 6), ("starts", 6), ("stops", 5)])
def test_rows_of_each_kind_that_hold(tmp_path: Path, soort: str, rows: int) -> None:
    """Allocations 1 to 7 but 4 and 5, and 1 of the Wmo; starts of 6, 1, 3 twice, 7 and the Wmo."""
    kolommen = {"gemeente": "gebied", "inwoner": "{type: pseudoniem, kolom: persoon}"}
    content = in_order("mixed", traffic(0))
    snapshot, found = attempt(folder_with(tmp_path, content, kolommen, **more(soort=soort)))
    found.raise_if_errors()
    assert snapshot is not None
    assert snapshot.rijen == rows


def test_a_code_for_a_change_that_is_none(tmp_path: Path) -> None:
    berichten = [bericht("301", toegewezen("1", "2024-01-01", RedenWijziging="15"))]
    snapshot, found = attempt(folder_with(tmp_path, zipped(berichten), KOLOMMEN, **more()))
    assert snapshot is None
    assert ["`RedenWijziging`" in each.message for each in found] == [True]


def prestatie(number: str, hours: int, cents: int, sign: str = "D") -> str:
    return (
        f"<ProductReferentie><ReferentieNummer>{number}</ReferentieNummer></ProductReferentie>"
        "<ToewijzingNummer>1</ToewijzingNummer><ProductPeriode><Begindatum>2024-04-01</Begindatum>"
        f"<Einddatum>2024-04-30</Einddatum></ProductPeriode><GeleverdVolume>{hours}</GeleverdVolume>"
        f"<Eenheid>04</Eenheid><IngediendBedrag><Bedrag>{cents}</Bedrag>"
        f"<DebetCredit>{sign}</DebetCredit></IngediendBedrag>"
    )


def test_declared_volume_with_a_correction(tmp_path: Path) -> None:
    """10 hours for 500.50 euro, credited, and declared anew as 6 hours for 300.30; 2 for 100.10."""
    first = bericht("323", prestatie("R1", 10, 50050), kenmerk="d1")
    correction = bericht(
        *("323", prestatie("R2", 10, 50050, "C"), prestatie("R3", 6, 30030)), kenmerk="d2"
    )
    other = bericht("323", prestatie("R4", 2, 10010), kenmerk="d3", bsn=valid_bsn(1))
    kolommen = {
        "gemeente": "gebied",
        "inwoner": "{type: pseudoniem, kolom: persoon}",
        "aanbieder": "tekst",
        "referentie": "tekst",
        **{"bedrag": "bedrag", "volume": "aantal", "begin_op": "datum"},
    }
    about = more(", hoogstens_terzijde: 1", "declaraties")
    about["more"] += "\nsleutel: [aanbieder, referentie]"
    content = zipped([correction, other, first, first])
    snapshot, _ = attempt(folder_with(tmp_path, content, kolommen, **about))
    assert snapshot is not None
    frame = pl.read_parquet(snapshot.path)
    assert (frame.height, frame["volume"].sum()) == (4, 8)
    assert frame["bedrag"].sum() == Decimal("400.40")
    assert frame["inwoner"].n_unique() == 2


def test_requests(tmp_path: Path) -> None:
    """Two by a doctor (02) and one by the gemeente (01), of two persons; the last one day later."""

    def asked(number: str, op: str, verwijzer: str) -> str:
        elements = {"ReferentieAanbieder": number, "ToewijzingIngangsdatum": op}
        return product(None, elements) + f"<Verwijzer><Type>{verwijzer}</Type></Verwijzer>"

    berichten = (
        bericht("315", asked("a", "2024-02-01", "02"), asked("b", "2024-02-01", "01")),
        bericht("315", asked("c", "2024-02-02", "02"), kenmerk="2", bsn=valid_bsn(1)),
    )
    kolommen = {
        "gemeente": "gebied",
        "inwoner": "{type: pseudoniem, kolom: persoon}",
        **{"referentie": "tekst", "ingang_op": "datum", "verwijzer": "tekst"},
    }
    about = more(soort="verzoeken")
    snapshot, found = attempt(folder_with(tmp_path, zipped(berichten), kolommen, **about))
    found.raise_if_errors()
    assert snapshot is not None
    frame = pl.read_parquet(snapshot.path).sort("referentie")
    assert frame["verwijzer"].to_list() == ["02", "01", "02"]
    assert frame["ingang_op"].to_list() == [date(2024, 2, 1), date(2024, 2, 1), date(2024, 2, 2)]
    assert frame["inwoner"].to_list() == ["p1", "p1", "p2"]
