"""The page on the library lists what is there. RESULTAAT_BIBLIOTHEEK=1 writes it anew."""

from __future__ import annotations

import os

import docs_bibliotheek
import pytest
from docs_pages import ROOT

from resultaat.language.catalog import Catalog, load_catalog
from resultaat.scaffold.library import indicators

#: The list of the Regeling beleidsindicatoren gemeenten as it holds now, by our names.
VERPLICHT = {
    *("formatie", "bezetting", "apparaatskosten", "externe_inhuur", "overhead"),
    *("verwijzingen_halt", "winkeldiefstallen", "geweldsmisdrijven", "diefstallen_uit_woning"),
    *("vernielingen", "functiemenging", "vestigingen", "absoluut_verzuim", "relatief_verzuim"),
    *("voortijdig_schoolverlaters", "niet_sporters", "banen", "jongeren_met_delict"),
    *("kinderen_in_uitkeringsgezin", "netto_arbeidsparticipatie", "werkloze_jongeren"),
    *("bijstand_per_10000", "re_integratievoorzieningen", "jongeren_met_jeugdhulp"),
    *("jeugdbescherming", "jeugdreclassering", "wmo_clienten", "huishoudelijk_restafval"),
    *("hernieuwbare_elektriciteit", "woz_waarde", "nieuwbouw_woningen", "demografische_druk"),
    *("woonlasten_alleenwonend", "woonlasten_gezin"),
}


@pytest.fixture(scope="module", autouse=True)
def written_anew_where_asked() -> None:
    if os.environ.get("RESULTAAT_BIBLIOTHEEK") == "1":
        docs_bibliotheek.PAGE.write_text(docs_bibliotheek.page(), encoding="utf-8")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT)


def test_the_page_is_that_of_the_definitions() -> None:
    written = docs_bibliotheek.PAGE.read_text(encoding="utf-8")
    assert written == docs_bibliotheek.page(), (
        "docs/handboek/bibliotheek.md has drifted; RESULTAAT_BIBLIOTHEEK=1 writes it anew"
    )


def test_the_library_is_as_large_as_promised(catalog: Catalog) -> None:
    assert len(catalog.indicatoren) - len(docs_bibliotheek.awaited(catalog)) >= 60
    assert len([each for each in indicators() if each.tabel == "kwb"]) >= 12
    assert len([each for each in indicators() if each.tabel == "gezondheid"]) >= 9


def test_every_mandatory_indicator_is_there_with_its_article(catalog: Catalog) -> None:
    assert len(VERPLICHT) == 34
    asked = {
        name
        for name, loaded in catalog.indicatoren.items()
        if loaded.doc.grondslag is not None
        and (loaded.doc.grondslag.bbv or "").startswith("Artikel 25, tweede lid")
    }
    assert asked == VERPLICHT


def test_every_indicator_says_who_asks_for_it_and_why(catalog: Catalog) -> None:
    for name, loaded in catalog.indicatoren.items():
        assert loaded.doc.grondslag is not None, name
        assert len(loaded.doc.waarom.split()) >= 12, name


def test_every_goal_has_a_cap_and_something_left_unmeasured(catalog: Catalog) -> None:
    assert catalog.doelen is not None
    for name, doel in catalog.doelen.doc.all_doelen().items():
        assert doel.hoogstens is not None, name
        assert doel.bewust_niet_gemeten, name
