"""What an indicator counts, in plain Dutch."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import BASE, MELDINGEN, proef
from language_examples import KOLOMMEN

from resultaat.language.catalog import load_catalog
from resultaat.language.expressions import parse_expression
from resultaat.language.reading import sentence_of
from resultaat.language.reading.words import condition_in_words, in_words

OP = "Een rij telt in de periode waarin de datum in de kolom `op` valt."
EIGEN = "Elk gebied houdt zijn eigen gepubliceerde cijfer."
KWB = "“Kerncijfers wijken en buurten”"


@pytest.mark.parametrize(
    ("telt", "sentence"),
    [
        ("bron: meldingen, aantal: rijen, datum: op", f"Telt de rijen van “Meldingen”. {OP}"),
        (
            "bron: meldingen, aantal: personen, waar: not goed, datum: op",
            "Telt de verschillende personen in de rijen van “Meldingen” waarvoor geldt: "
            f"goed is nee. {OP}",
        ),
        (
            "bron: meldingen, som: kosten, waar: soort = 'a', datum: op",
            f"Telt kosten op over de rijen van “Meldingen” waarvoor geldt: soort is a. {OP}",
        ),
        (
            "bron: meldingen, gemiddelde: uren, datum: op",
            "Het gemiddelde van uren over de rijen van “Meldingen”; "
            f"wat niet is ingevuld, telt niet mee. {OP}",
        ),
        (
            "bron: meldingen, aandeel: goed, waar: klaar is not null, datum: op",
            "Van de rijen van “Meldingen” waarvoor geldt: klaar is ingevuld: het deel waarvoor "
            "geldt: goed is ja; rijen waarvan dat niet bekend is, tellen niet mee. " + OP,
        ),
        (
            "bron: meldingen, doorlooptijd: {van: op, tot: klaar, binnen: 42 dagen}, datum: op",
            "Van de rijen van “Meldingen”: het deel met hoogstens 42 dagen tussen op en klaar; "
            "wie langer wacht, telt als te laat, en wie de termijn nog niet vol heeft, telt nog "
            f"niet mee. {OP}",
        ),
        (
            "bron: meldingen, verhouding: {teller: kosten, noemer: uren}, datum: op",
            f"Deelt kosten door uren, uit “Meldingen”. {OP}",
        ),
        (
            "bron: meldingen, gestandaardiseerd: {teller: goed, groep: uren, keer: 1000, "
            "gewichten: {0-17: 20%, 18+: 80%}}, datum: op",
            "Van de rijen van “Meldingen”: per groep (uren: 0-17 en 18+) het deel waarvoor geldt: "
            "goed is ja, keer 1.000, gewogen naar een vaste verdeling (0-17 20% en 18+ 80%); rijen "
            f"buiten de groepen tellen niet mee. {OP}",
        ),
        (
            "bron: meldingen, verandering_per_persoon: {van: uren, binnen: 90 dagen}, datum: op",
            "Per persoon in de rijen van “Meldingen”: uren bij de laatste meting min bij de "
            "eerste, hoogstens 90 dagen eerder; daarvan het gemiddelde. Wie één keer is gemeten, "
            f"telt niet mee. {OP}",
        ),
        (
            "bron: meldingen, aantal: rijen, datum: op, per: {indicator: inwoners}",
            f"Telt de rijen van “Meldingen”, per 1.000 van “Proef”. {OP}",
        ),
        (
            "bron: standen, aantal: rijen, peildatum: op",
            "Telt de rijen van “Meldingen”. De laatste stand in de periode telt (kolom `op`).",
        ),
        (
            "bron: kwb, som: inwoners",
            f"Neemt het gepubliceerde cijfer inwoners over uit {KWB}. {EIGEN}",
        ),
        (
            "bron: kwb, gepubliceerd: aandeel_hulp",
            f"Neemt het gepubliceerde cijfer aandeel hulp over uit {KWB}; dit cijfer wordt nooit "
            f"opgeteld. {EIGEN}",
        ),
        (
            "bron: kwb, verhouding: {teller: jongeren_met_hulp, noemer: jongeren}",
            f"Deelt jongeren met hulp door jongeren, uit {KWB}. {EIGEN}",
        ),
    ],
)
def test_a_sentence_for_every_measure(tmp_path: Path, telt: str, sentence: str) -> None:
    files = {
        "indicators/bronnen/kwb.yaml": (BASE / "indicators/bronnen/kwb.yaml").read_bytes(),
        "indicators/bronnen/standen.yaml": MELDINGEN.replace("sleutel: rij", "sleutel: [rij, op]"),
    }
    blocks = {"proef": f"{{{telt}}}", "inwoners": "{bron: kwb, som: inwoners}"}
    catalog = load_catalog(proef(tmp_path, [], blocks, more=files))
    catalog.found.raise_if_errors()
    assert sentence_of(catalog, "proef") == sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("goed", "goed is ja"),
        ("not goed", "goed is nee"),
        ("goed is false", "goed is nee"),
        ("goed = true", "goed is ja"),
        ("klaar is null", "klaar is leeg"),
        ("not klaar is null", "klaar is ingevuld"),
        ("wet in ('wmo', 'jeugdwet')", "wet is wmo of jeugdwet"),
        ("wet not in ('wmo', 'jeugdwet')", "wet is niet wmo of jeugdwet"),
        ("kosten between 1 and 2.5", "kosten ligt van 1 tot en met 2,5"),
        ("op < '2024-03-01'", "op is minder dan 1 maart 2024"),
        ("naam = '2024-03-01 uur'", "naam is 2024-03-01 uur"),
        ("goed and not (kosten > 3)", "goed is ja en niet (kosten is meer dan 3)"),
        ("(goed or kosten >= 3) and goed", "(goed is ja of kosten is minstens 3) en goed is ja"),
        ("kosten + uren * 2 <> -1", "kosten plus uren keer 2 is niet −1"),
        ("klaar - op <= 42", "klaar min op is hoogstens 42"),
    ],
)
def test_conditions(text: str, words: str) -> None:
    expression, errors = parse_expression(text, KOLOMMEN)
    assert errors == []
    assert expression is not None
    assert condition_in_words(expression.tree) == words


def test_an_underscore_is_a_space_in_words() -> None:
    kolommen = {"jongeren_met_hulp": KOLOMMEN["aantal"]}
    expression, _ = parse_expression("jongeren_met_hulp * 2", kolommen)
    assert expression is not None
    assert in_words(expression.tree) == "jongeren met hulp keer 2"
