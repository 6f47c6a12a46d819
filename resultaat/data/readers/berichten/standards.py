"""What the standards iJw 3.2 and iWmo 3.2 say: kinds of message, their products, their codes.

The same number does not mean the same in both: reason 31 is "volgens plan" in iJw (list JZ588) and
"verhuizing" in iWmo (WMO588). Source: Ketenbureau i-Sociaal Domein, releases 3.2, code lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from resultaat.language.documents.berichten import BerichtSoort


class Standard(NamedTuple):
    """One of the two standards."""

    wet: str
    #: Per kind of message its `BerichtCode`.
    codes: dict[str, str]
    #: Per code of `RedenBeeindiging` what it means here.
    redenen: dict[str, str]


_SHARED = {
    "02": "overlijden",
    "20": "tijdelijk",
    "36": "gemeente",
    "37": "wijziging",
    "38": "overstap",
    "39": "ander_domein",
}
STANDARDS = {
    "jw": Standard(
        "jeugdwet",
        {"301": "436", "305": "438", "307": "440", "315": "446", "323": "490"},
        {
            **_SHARED,
            "31": "volgens_plan",
            "32": "uitval_client",
            "33": "uitval_aanbieder",
            "34": "uitval_overleg",
            "35": "externe_oorzaak",
        },
    ),
    "wmo": Standard(
        "wmo",
        {"301": "414", "305": "418", "307": "420", "315": "444", "323": "484"},
        {
            **_SHARED,
            "19": "volgens_plan",
            "21": "uitval_client",
            "22": "uitval_aanbieder",
            "23": "uitval_overleg",
            "31": "verhuizing",
        },
    ),
}
#: Reasons that say that the help ended before its time, by one side or both.
UITVAL = ("uitval_client", "uitval_aanbieder", "uitval_overleg")
#: The help stands still and will go on.
TIJDELIJK = "tijdelijk"
#: The help goes on in another allocation, or with another aanbieder: no end of help.
GAAT_DOOR = ("wijziging", "overstap")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: where its rows stand, and the column that each path in a row gives."""

    number: str
    rows: str
    columns: dict[str, str]
    required: tuple[str, ...]
    #: Whether the gemeente sends it; else an aanbieder sends it to the gemeente.
    from_gemeente: bool = False


_PRODUCT = {"categorie": "Product/Categorie", "product": "Product/Code"}
_OMVANG = {
    "volume": "Omvang/Volume",
    "eenheid": "Omvang/Eenheid",
    "frequentie": "Omvang/Frequentie",
}
KINDS = {
    BerichtSoort.TOEWIJZINGEN: Kind(
        "301",
        "ToegewezenProducten/ToegewezenProduct",
        {
            "toewijzing": "ToewijzingNummer",
            **_PRODUCT,
            "toegewezen_op": "Toewijzingsdatum",
            "toegewezen_om": "Toewijzingstijd",
            "ingang_op": "Ingangsdatum",
            "einde_op": "Einddatum",
            "reden_wijziging": "RedenWijziging",
            **_OMVANG,
        },
        ("toewijzing", "toegewezen_op", "ingang_op"),
        from_gemeente=True,
    ),
    BerichtSoort.STARTS: Kind(
        "305",
        "StartProducten/StartProduct",
        {
            "toewijzing": "ToewijzingNummer",
            **_PRODUCT,
            "ingang_op": "ToewijzingIngangsdatum",
            "begonnen_op": "Begindatum",
            "status": "StatusAanlevering",
        },
        ("begonnen_op", "status"),
    ),
    BerichtSoort.STOPS: Kind(
        "307",
        "StopProducten/StopProduct",
        {
            "toewijzing": "ToewijzingNummer",
            **_PRODUCT,
            "ingang_op": "ToewijzingIngangsdatum",
            "begonnen_op": "Begindatum",
            "beeindigd_op": "Einddatum",
            "reden_code": "RedenBeeindiging",
            "status": "StatusAanlevering",
        },
        ("begonnen_op", "beeindigd_op", "reden_code", "status"),
    ),
    BerichtSoort.VERZOEKEN: Kind(
        "315",
        "AangevraagdeProducten/AangevraagdProduct",
        {
            "referentie": "ReferentieAanbieder",
            **_PRODUCT,
            "beschikking_op": "BeschikkingIngangsdatum",
            "ingang_op": "ToewijzingIngangsdatum",
            "einde_op": "ToewijzingEinddatum",
            **_OMVANG,
            "verwijzer": "Verwijzer/Type",
        },
        ("referentie",),
    ),
    BerichtSoort.DECLARATIES: Kind(
        "323",
        "Prestaties/Prestatie",
        {
            "referentie": "ProductReferentie/ReferentieNummer",
            "toewijzing": "ToewijzingNummer",
            "categorie": "ProductCategorie",
            "product": "ProductCode",
            "begin_op": "ProductPeriode/Begindatum",
            "einde_op": "ProductPeriode/Einddatum",
            "volume": "GeleverdVolume",
            "eenheid": "Eenheid",
            "centen": "IngediendBedrag/Bedrag",
            "debet_credit": "IngediendBedrag/DebetCredit",
        },
        ("toewijzing", "begin_op", "einde_op", "volume", "centen", "debet_credit"),
    ),
}
#: Values that a column can have; others make a message set aside.
CHOICES = {
    "status": ("1", "2", "3", "9"),
    "eenheid": ("01", "04", "14", "16", "82", "83", "84"),
    "frequentie": ("1", "2", "4", "6"),
    "debet_credit": ("D", "C"),
    "reden_wijziging": tuple(f"{code:02}" for code in range(1, 15)),
}
#: A start or an end with this status takes an earlier one back (COD467).
INGETROKKEN = "3"
#: An allocation that was changed for this reason was never there (JZ002, WMO002): "de toewijzing
#: moet als niet verzonden beschouwd worden".
VERWIJDERD = "13"
