"""What else was done in the same places is named beside a finding."""

from __future__ import annotations

from pathlib import Path

from builders import ZONDER_PERSONEN, proef

from resultaat.gebied.indeling import Gebied, Indeling
from resultaat.gebied.niveau import Niveau
from resultaat.language.catalog import load_catalog
from resultaat.neveneffecten.gelijktijdig import also_done


def intervention(naam: str, *places: str) -> str:
    return f"naam: {naam}\ndoelgroep: iedereen\nwaar_en_wanneer: [{', '.join(places)}]\n"


def test_others_in_the_area_above_it_and_in_a_part_of_it(tmp_path: Path) -> None:
    folder = proef(
        tmp_path,
        [],
        {},
        bron=ZONDER_PERSONEN,
        more={
            "indicators/interventies/eigen.yaml": intervention(
                "Eigen", "{wijk: WK999901, vanaf: 2023}", "{wijk: WK999902, vanaf: 2023}"
            ),
            "indicators/interventies/buurt.yaml": intervention(
                "Buurt", "{buurt: BU99990101, vanaf: 2022-07}"
            ),
            "indicators/interventies/overal.yaml": intervention(
                "Overal", "{gemeente: GM9999, vanaf: 2021}"
            ),
        },
    )
    areas = [
        Gebied("GM9999", "Proefstad", Niveau.GEMEENTE),
        Gebied("WK999901", "Een", Niveau.WIJK, "GM9999"),
        Gebied("WK999902", "Twee", Niveau.WIJK, "GM9999"),
        Gebied("BU99990101", "Eerste", Niveau.BUURT, "WK999901"),
    ]
    indeling = Indeling({each.code: each for each in areas}, "GM9999")
    words = also_done(load_catalog(folder), indeling)
    both = "Hier liep ook “Buurt” (vanaf 2022-07) en “Overal” (vanaf 2021)."
    assert words("interventie:eigen", "WK999901") == both
    assert words("interventie:eigen", "WK999902") == "Hier liep ook “Overal” (vanaf 2021)."
    assert words("interventie:eigen", "samen") == both  # in half of the places
    assert words("interventie:overal", "BU99990101") == (
        "Hier liep ook “Buurt” (vanaf 2022-07) en “Eigen” (vanaf 2023)."
    )
    assert words("cijfer:iets", "samen") == ""
