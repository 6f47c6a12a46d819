"""Every case of every sentence, letter by letter."""

from __future__ import annotations

from typing import Any

import pytest
from report_subjects import doc, figure, plain, subject

from resultaat.analysis.oordeel import Oordeel
from resultaat.engine.figures import Herkomst, Staat
from resultaat.report.select import Subject
from resultaat.report.story import headline, improved, trend, trend_label, uncertainty

_FLOOR = {
    "vanaf": "2024",
    "waarde": "75%",
    "vastgesteld": "2023-06-01",
    "gesteld_door": "de inspectie",
}
_NORM = {"norm": {"minstens": "80%"}}


def resultaat(oordeel: Oordeel, **keys: Any) -> Subject:
    return subject(doc(**keys), figure(oordeel=oordeel, streefwaarde=0.7))


def conditie(oordeel: Oordeel, **keys: Any) -> Subject:
    return subject(doc("procesconditie", **keys), figure(oordeel=oordeel, streefwaarde=0.8))


HEADLINES = [
    (resultaat(Oordeel.GEHAALD), "72,4% in 2025. De streefwaarde van minstens 70% is gehaald."),
    (
        resultaat(Oordeel.NIET_GEHAALD, richting="lager"),
        "72,4% in 2025. De streefwaarde van hoogstens 70% is niet gehaald.",
    ),
    (
        resultaat(Oordeel.ROND),
        "72,4% in 2025. Dat ligt rond de streefwaarde van minstens 70%. "
        "Het verschil is te klein om zeker te zijn.",
    ),
    (
        resultaat(Oordeel.TE_VROEG, horizon="2027"),
        "72,4% in 2025. Het is te vroeg voor een oordeel. Dat past pas vanaf 2027.",
    ),
    (
        resultaat(Oordeel.TE_VROEG),
        "72,4% in 2025. Het is te vroeg voor een oordeel. De periode is nog niet voorbij.",
    ),
    (
        subject(doc(), figure()),
        "72,4% in 2025. Er is geen streefwaarde, dus ook geen oordeel.",
    ),
    (
        resultaat(Oordeel.ONDER_MINIMUM, minimumeis=_FLOOR),
        "72,4% in 2025. Dat is slechter dan de minimumeis van de inspectie: minstens 75%. "
        "De streefwaarde is minstens 70%.",
    ),
    (
        subject(
            doc(minimumeis=_FLOOR, richting="lager"), figure(oordeel=Oordeel.ONDER_MINIMUM)
        ),
        "72,4% in 2025. Dat is slechter dan de minimumeis van de inspectie: hoogstens 75%.",
    ),
    (resultaat(Oordeel.NIET_TE_BEOORDELEN), "72,4% in 2025. Dit is niet te beoordelen."),
    (
        conditie(Oordeel.OP_ORDE, **_NORM),
        "72,4% in 2025. Dat is op orde. De norm is minstens 80%.",
    ),
    (
        conditie(Oordeel.NIET_OP_ORDE, norm={"hoogstens": "42 dagen"}),
        "72,4% in 2025. Dat is niet op orde. De norm is hoogstens 42 dagen.",
    ),
    (
        conditie(Oordeel.ROND_NORM, norm={"minstens": "70%", "hoogstens": "90%"}),
        "72,4% in 2025. Dat ligt rond de norm van minstens 70% en hoogstens 90%. "
        "Het verschil is te klein om zeker te zijn.",
    ),
    (
        subject(doc("procesconditie"), figure()),
        "72,4% in 2025. Er is geen norm, dus ook geen oordeel.",
    ),
    (subject(doc("context"), figure()), "72,4% in 2025."),
    (
        subject(doc("inzet"), figure(waarde=1234567.0), eenheid="euro"),
        "€ 1.234.567 in 2025.",
    ),
    (
        subject(doc("context"), figure("2025-K1", 12.34), eenheid="per 1.000 inwoners"),
        "12,3 per 1.000 inwoners in het eerste kwartaal van 2025.",
    ),
    (subject(doc("context"), figure("2025-03", 12345.0), eenheid="inwoners"),
     "12.345 inwoners in maart 2025."),
    (subject(doc(), figure(waarde=None)), "Over 2025 is er geen cijfer."),
    (
        subject(doc(), figure(waarde=None), figure("2023", 0.66), figure("2024", None)),
        "Over 2025 is er geen cijfer. Het laatste cijfer is 66,0%, in 2023.",
    ),
    (
        subject(doc(), figure(waarde=None, staat=Staat.ONDERDRUKT)),
        "Het cijfer over 2025 is verborgen, zodat niemand herkenbaar is.",
    ),
    (
        subject(doc(), figure(waarde=None, staat=Staat.NIET_VAN_TOEPASSING)),
        "In 2025 is dit niet van toepassing.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "said"), HEADLINES, ids=[said for _, said in HEADLINES])
def test_headline(given: Subject, said: str) -> None:
    assert plain(headline(given)) == said


TRENDS = [
    # the earlier value lies outside the interval and the intervals do not touch
    (0.66, {}, {}, "Dat is hoger dan in 2024 (66,0%). Dat is de goede kant op."),
    (0.80, {}, {}, "Dat is lager dan in 2024 (80,0%). Dat is niet de goede kant op."),
    (0.80, {}, {"richting": "lager"}, "Dat is lager dan in 2024 (80,0%). Dat is de goede kant op."),
    # the earlier value lies within the interval
    (0.71, {}, {}, "Dat is ongeveer gelijk aan 2024 (71,0%)."),
    # outside the interval, but the two intervals overlap: no word for it
    (0.69, {}, {}, "Dat is ongeveer gelijk aan 2024 (69,0%)."),
    # the earlier figure has no interval: its value alone decides
    (0.70, {"onder": None, "boven": None}, {},
     "Dat is hoger dan in 2024 (70,0%). Dat is de goede kant op."),
]  # fmt: skip


@pytest.mark.parametrize(("was", "interval", "keys", "said"), TRENDS)
def test_trend(was: float, interval: dict[str, Any], keys: dict[str, Any], said: str) -> None:
    assert trend(subject(doc(**keys), figure(), figure("2024", was, **interval))) == said


def test_no_earlier_period() -> None:
    alone = subject(doc(), figure())
    assert trend(alone) == "Er is nog geen eerdere periode om mee te vergelijken."
    assert trend_label(alone) == ""


def test_without_interval_numbers_stand_side_by_side() -> None:
    counts = [figure("2024", 12100.0, onder=None, boven=None)]
    now = figure("2025", 12345.0, onder=None, boven=None)
    given = subject(doc("context"), now, *counts, eenheid="inwoners")
    assert plain(trend(given)) == "In 2024 was dit 12.100 inwoners."
    assert plain(trend_label(given)) == "was 12.100 inwoners in 2024"


def test_no_figure_has_no_trend_but_names_the_last() -> None:
    given = subject(doc(), figure(waarde=None), figure("2024", 0.66))
    assert trend(given) == ""
    assert trend_label(given) == "laatste cijfer: 66,0% in 2024"


def test_small_steps_in_one_direction_are_told() -> None:
    steps = [figure(str(year), 0.66 + at * 0.018) for at, year in enumerate(range(2021, 2025))]
    given = subject(doc(), figure(waarde=0.74), *steps)
    assert trend(given) == (
        "Dat is ongeveer gelijk aan 2024 (71,4%). "
        "Het is wel hoger dan in 2021 (66,0%). Dat is de goede kant op."
    )
    assert trend_label(given) == "ongeveer gelijk aan 2024 (71,4%), hoger dan in 2021 (66,0%)"


@pytest.mark.parametrize(
    ("soort", "keys", "side"),
    [
        ("resultaat", {}, True),
        ("resultaat", {"richting": "lager"}, False),
        ("procesconditie", {"norm": {"minstens": "80%"}}, True),
        ("procesconditie", {"norm": {"hoogstens": "80%"}}, False),
        ("procesconditie", {"norm": {"minstens": "60%", "hoogstens": "80%"}}, None),
        ("procesconditie", {}, None),
        ("context", {}, None),
    ],
)
def test_improved(soort: str, keys: dict[str, Any], side: bool | None) -> None:
    assert improved(subject(doc(soort, **keys), figure(), figure("2024", 0.6))) is side


UNCERTAINTIES = [
    (figure(), "De bandbreedte loopt van 70,4% tot 74,4%."),
    (figure(onder=None), ""),
    (figure(staat=Staat.VOORLOPIG, onder=None), "Het cijfer is voorlopig en kan nog veranderen."),
    (
        figure(herkomst=Herkomst.OPGETELD, onder=None),
        "Het cijfer is opgeteld uit cijfers van kleinere gebieden.",
    ),
    (figure("2023", onder=None), "Over 2025 is er nog geen cijfer."),
    (figure("2025-K4", onder=None), ""),
    (figure(waarde=None), ""),
]


@pytest.mark.parametrize(("given", "said"), UNCERTAINTIES)
def test_uncertainty(given: Any, said: str) -> None:
    assert uncertainty(subject(doc(), given)) == said
