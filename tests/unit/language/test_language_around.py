"""Checks over more than one file, the overview of all definitions, and what is said of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import BASE, werkmap
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from language_schemas import misfits

from resultaat.core.diagnostics import Severity
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.language.checks import check, jargon
from resultaat.language.checks.restraint import unused
from resultaat.language.overview import Meetlast, overview
from resultaat.language.reading.around import around
from resultaat.language.reading.documents import read_document, readable
from resultaat.language.reading.overview import sentences

ROOT = Path(__file__).resolve().parents[3]
INTERVENTIE = """\
naam: Gezinscoach
doelgroep: gezinnen met meer dan één vraag
waar_en_wanneer: [{wijk: WK999901, vanaf: 2024-03, dosis: 8 uur per week}]
verwacht:
  - {indicator: doelrealisatie, richting: hoger, na: 6 maanden, omvang: 3 tot 6 procentpunt,
     bewijs: aannemelijk, bron: Evaluatie 2023}
"""
SAMENWERKING = """\
naam: Jeugdhulp dichtbij
soort: gemeenschappelijke_regeling
ambitie: Elk kind met een vraag krijgt op tijd hulp.
partijen:
  - {naam: gemeente, belang: rust, brengt: geld, haalt: minder vragen}
  - {naam: huisartsen, belang: tijd, brengt: kennis, haalt: een collega}
rollen: {regisseur: jeugdteam}
verwachte_opbrengst: Gezinnen vertellen hun verhaal één keer.
gevolgd_met: {opbrengst: [wachttijd]}
"""
REGELING = "naam: Toeslag\nwet: Participatiewet\ndoelgroep: wie weinig heeft\nloket: wijkteam\n"
ESCALATIE = """\
afspraken:
  - {indicator: wachttijd, drempel: onder 50%, naar: college, binnen: 2 weken}
  - {doel: veilig_opgroeien, drempel: niet gehaald, naar: raad, binnen: 30 dagen}
"""
DOCUMENTS: Mapping[str, str] = {
    "indicators/interventies/gezinscoach.yaml": INTERVENTIE,
    "indicators/samenwerkingen/dichtbij.yaml": SAMENWERKING,
    "indicators/regelingen/toeslag.yaml": REGELING + "stapelt_met: [bijstand]\n",
    "indicators/regelingen/bijstand.yaml": REGELING.replace("Toeslag", "Bijstand"),
    "indicators/escalatie.yaml": ESCALATIE,
}


KINDS = dict(
    zip(
        DOCUMENTS,
        ("interventie", "samenwerking", "regeling", "regeling", "escalatie"),
        strict=True,
    )
)


def loaded(folder: Path, files: Mapping[str, str]) -> Catalog:
    return load_catalog(werkmap(folder, {**DOCUMENTS, **files}))


def codes(catalog: Catalog) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in check(catalog)]


def test_good_documents_give_no_finding(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, {})
    assert codes(catalog) == []
    read = {each.source.path.relative_to(tmp_path).as_posix() for each in catalog.loaded()}
    assert read >= set(DOCUMENTS)
    assert {each.path.relative_to(tmp_path).as_posix() for each in catalog.sources()} == read


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"naam;niveau\nx;y\n", b'"code;naam\n', b"code\n\x00\n"]
)
def test_an_area_list_that_cannot_be_read_is_for_the_loader_to_tell(
    tmp_path: Path, content: bytes
) -> None:
    catalog = loaded(tmp_path, {})
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "gebieden.csv").write_bytes(content)
    assert {code for code, _ in codes(catalog)} <= {"R1512"}


def test_a_place_is_looked_up_in_the_area_list(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, {})
    (tmp_path / "data" / "gebieden.csv").write_text("code;naam\nWK999902;Rietlanden\n")
    assert codes(catalog) == [("R1512", "bevinding")]


def test_a_name_in_a_broken_file_is_not_a_second_error(tmp_path: Path) -> None:
    broken = {"indicators/regelingen/bijstand.yaml": "naam: Bijstand\n"}
    catalog = loaded(tmp_path, broken)
    assert {code for code, _ in codes(catalog)} == {"R1102"}


def test_the_overview_counts(tmp_path: Path) -> None:
    inzet = "indicators/jeugd/kosten.yaml"
    more = "meetlast: {uren_per_jaar: 40, bij: ons}\n"
    catalog = loaded(tmp_path, {inzet: (BASE / inzet).read_text(encoding="utf-8") + more})
    counted = overview(catalog)
    assert (counted.interventies, counted.samenwerkingen, counted.regelingen) == (1, 1, 2)
    assert counted.afspraken == 2
    assert (counted.resultaten, counted.resultaten_met_condities) == (1, 1)
    assert counted.ongebruikt == ("kosten",)
    assert counted.meetlast == (
        Meetlast("veilig_opgroeien", 1, 0, 0),
        Meetlast(None, len(catalog.indicatoren) - 1, 40, 1),
    )
    said = sentences(counted, catalog)
    assert "1 interventie, 1 samenwerking, 2 regelingen en 2 afspraken" in said[0]
    assert said[1] == "Van 1 resultaat is er 1 met gemeten condities."
    assert said[3:] == [
        "  Kinderen groeien veilig op: onbekend (1 indicator)",
        "  Bij geen doel: 40 uur (4 indicatoren, van 1 bekend)",
    ]


def test_an_exception_is_kept_and_told(tmp_path: Path) -> None:
    path = "indicators/interventies/gezinscoach.yaml"
    bare = INTERVENTIE.partition("verwacht:")[0]
    allowed = bare + "uitzondering: [{code: R1510, omdat: Het is een proef van één jaar.}]\n"
    assert codes(loaded(tmp_path / "zonder", {path: bare})) == [("R1510", "bevinding")]
    catalog = loaded(tmp_path / "met", {path: allowed})
    (note,) = check(catalog)
    assert (note.code, note.severity) == ("R1510", Severity.NOTE)
    assert note.mend == "Toegestaan: Het is een proef van één jaar."
    assert overview(catalog).uitzonderingen[0].document == "gezinscoach"
    assert check(catalog).exit_code == 0


def test_an_exception_holds_for_its_own_file_only(tmp_path: Path) -> None:
    bare = INTERVENTIE.partition("verwacht:")[0]
    allowed = bare + "uitzondering: [{code: R1510, omdat: Het is een proef van één jaar.}]\n"
    files = {"indicators/interventies/a1.yaml": bare, "indicators/interventies/a2.yaml": allowed}
    found = codes(loaded(tmp_path, files))
    assert sorted(found) == [("R1510", "bevinding"), ("R1510", "opmerking")]


@pytest.mark.parametrize(
    ("waar", "aandeel", "always"),
    [
        ("doel_bereikt", "doel_bereikt", True),
        ("doel_bereikt = true", "doel_bereikt", True),
        ("wet = 'wmo' and (doel_bereikt)", "doel_bereikt = true", True),
        ("not doel_bereikt", "doel_bereikt", True),
        ("doel_bereikt = false", "doel_bereikt", True),
        ("einddatum is not null and wet = 'wmo'", "wet = 'wmo' and einddatum is not null", True),
        ("doel_bereikt or wet = 'wmo'", "doel_bereikt", False),
        ("wet = 'wmo'", "wet = 'WMO'", False),
        ("einddatum is not null", "doel_bereikt", False),
        ("wet = 'wmo'", "wet = 'wmo' and doel_bereikt", False),
    ],
)
def test_a_share_of_what_was_chosen_is_known_beforehand(
    tmp_path: Path, waar: str, aandeel: str, always: bool
) -> None:
    path = "indicators/jeugd/doelrealisatie.yaml"
    text = (BASE / path).read_text(encoding="utf-8")
    text = text.replace("wet = 'jeugdwet' and einddatum is not null", waar)
    text = text.replace("aandeel: doel_bereikt", f"aandeel: {aandeel}")
    found = {code for code, _ in codes(loaded(tmp_path, {path: text}))}
    assert ("R1518" in found) is always


@pytest.mark.parametrize(
    ("path", "norm", "always"),
    [
        ("indicators/jeugd/wachttijd.yaml", "{hoogstens: 100%}", True),
        ("indicators/jeugd/wachttijd.yaml", "{minstens: 0%, hoogstens: 90%}", False),
        ("indicators/jeugd/uitgaven.yaml", "{hoogstens: 100%}", False),
    ],
)
def test_a_norm_that_is_always_met(tmp_path: Path, path: str, norm: str, always: bool) -> None:
    text = (BASE / "indicators/jeugd/wachttijd.yaml").read_text(encoding="utf-8")
    if path.endswith("uitgaven.yaml"):
        # Of money, the part that was spent can be more than all of it.
        telt = "telt: {bron: kwb, verhouding: {teller: jongeren_met_hulp, noemer: jongeren}}\n"
        text = text.partition("telt:")[0] + telt + "norm: {minstens: 80%}\n"
    found = {
        code for code, _ in codes(loaded(tmp_path, {path: text.replace("{minstens: 80%}", norm)}))
    }
    assert ("R1518" in found) is always


def test_every_word_of_jargon_is_found_and_has_a_plain_one() -> None:
    text = Path(jargon.__file__).with_name("jargon.toml").read_text(encoding="utf-8")
    pattern, plain = jargon._words()
    for word, instead in tomllib.loads(text).items():
        assert instead.strip()
        assert pattern.search(f"Wij {word} dat."), word
        assert plain[word] == instead


def test_plain_words_that_look_alike_are_left_alone() -> None:
    pattern, _ = jargon._words()
    for word in ("geborgen", "uitvoeren", "samen", "invoeren", "realistisch", "borgtocht"):
        assert not pattern.search(word), word


def test_the_library_has_no_findings() -> None:
    catalog = load_catalog(ROOT)
    assert [each.render() for each in check(catalog)] == []
    assert (len(catalog.interventies), len(catalog.samenwerkingen)) == (8, 3)
    assert len(catalog.regelingen) == 3
    assert catalog.escalatie is not None


def test_every_document_can_be_read_in_words() -> None:
    catalog = load_catalog(ROOT)
    names = readable(catalog)
    assert {"escalatie", "veilig_opgroeien", "jeugdhulp_dichtbij"} <= set(names)
    for name in names:
        read = read_document(catalog, name)
        assert read is not None
        assert read.naam
        assert all(term and words for term, words in read.regels)
        assert not any("None" in words for _, words in read.regels)
    assert read_document(catalog, "inwoners") is None


def test_stacking_is_read_from_both_sides(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, {})
    read = read_document(catalog, "bijstand")
    assert read is not None
    assert ("Stapelt met", "Toeslag") in read.regels


def test_an_indicator_says_what_stands_around_it(tmp_path: Path) -> None:
    path = "indicators/jeugd/doelrealisatie.yaml"
    more = """
bedoeling: Met de teams bespreken wat er beter kan.
geschiedenis:
  - vanaf: 2024-01-01
    wat_veranderde: De streefwaarde ging omhoog.
    streefwaarden: [{vanaf: 2023, waarde: 60%, vastgesteld: 2022-11-10}]
"""
    catalog = loaded(tmp_path, {path: (BASE / path).read_text(encoding="utf-8") + more})
    assert codes(catalog) == []
    assert dict(around(catalog, "doelrealisatie")) == {
        "Bedoeling": "Met de teams bespreken wat er beter kan.",
        "Gewijzigd vanaf 1 januari 2024": (
            "De streefwaarde ging omhoog. Streefwaarde daarvoor: 60% vanaf 2023."
        ),
        "Interventie": (
            "Gezinscoach (verwacht: hoger met 3 tot 6 procentpunt na 6 maanden; "
            "bewijs: aannemelijk)"
        ),
        "Bij het oordeel “niet gehaald”": "raad hoort het binnen 30 dagen",
    }
    said = dict(around(catalog, "wachttijd"))
    assert said["Samenwerking"] == "Jeugdhulp dichtbij (volgt hiermee: opbrengst)"
    assert said["Onder 50%"] == "college hoort het binnen 2 weken"


_WORDS = """
wachttijd doelrealisatie WK999901 GM9999 2024 2024-03 6_maanden 50% onder_50% niet_gehaald netwerk
hoger 3_tot_6_procentpunt R1510 é "" ~
"""
_KEYS = """
naam doelgroep voor_wie bron waar waar_en_wanneer wijk buurt gemeente vanaf dosis kosten per_jaar
taakveld verwacht indicator richting na omvang bewijs partners uitzondering code omdat soort
ambitie partijen belang brengt haalt rollen opdrachtgever eigenaar risicos verwachte_opbrengst
gevolgd_met opbrengst relatie soepelheid wet bedrag loket stapelt_met afspraken doel drempel naar
binnen bestuursperiode programmas doelen hoogstens bewust_niet_gemeten wat wat_willen_we
wat_mag_het_kosten 2024 geschiedenis
"""
_scalars = st.sampled_from(
    [*_WORDS.split(), *(word.replace("_", " ") for word in _WORDS.split() if "_" in word)]
) | st.text("abc 019.:%-€", max_size=8).map(lambda text: f'"{text}"')
_keys = st.sampled_from(_KEYS.split())
_yaml = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(_keys, inner, max_size=6).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=20,
)
_FILES = (*DOCUMENTS, "indicators/doelen.yaml")


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(_FILES), lines=st.dictionaries(_keys, _yaml, max_size=8))
def test_no_document_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, path: str, lines: dict[str, str]
) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    catalog = loaded(tmp_path_factory.mktemp("fuzz"), {path: text})
    for item in check(catalog):
        assert item.message
        assert item.mend
        item.render(catalog.root)
    overview(catalog)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(key=st.sampled_from(sorted(DOCUMENTS)), value=_yaml, number=st.integers(0, 8))
def test_one_wrong_value_gives_a_message_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: str, number: int
) -> None:
    lines = DOCUMENTS[key].splitlines()
    name = lines[number % len(lines)].partition(":")[0]
    lines[number % len(lines)] = f"{name}: {value}"
    catalog = loaded(tmp_path_factory.mktemp("fuzz"), {key: "\n".join(lines)})
    for item in check(catalog):
        item.render(catalog.root)
    if not catalog.found.errors:
        # What loads is never red in an editor.
        assert misfits(KINDS[key], "\n".join(lines), typed=True) == []
        assert misfits(KINDS[key], "\n".join(lines), typed=False) == []
    if not check(catalog).errors:
        for each in readable(catalog):
            read_document(catalog, each)
        around(catalog, "doelrealisatie")


def test_what_a_formula_reckons_with_is_used(tmp_path: Path) -> None:
    head = "soort: context\nnaam: Proef\nwaarom: We willen weten of dit klopt.\n"
    telt = "telt: {bron: trajecten, aantal: rijen, datum: startdatum}\n"
    made = {
        "indicators/jeugd/los.yaml": head + telt,
        "indicators/jeugd/deel.yaml": head + telt,
        "indicators/jeugd/deling.yaml": head + "telt: {formule: deel / 2}\n",
    }
    found = unused(load_catalog(werkmap(tmp_path, made)))
    assert "los" in found
    assert "deel" not in found
