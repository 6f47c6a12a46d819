"""Messages of iJw and iWmo for tests, with persons that are made up."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

#: Passes the elfproef; a test number of iStandaarden, of nobody.
BSN, OTHER = "999900006", "999900018"
_CODES = {
    "jw": {"301": "436", "305": "438", "307": "440", "315": "446", "323": "490"},
    "wmo": {"301": "414", "305": "418", "307": "420", "315": "444", "323": "484"},
}
_ROWS = {
    "301": ("ToegewezenProducten", "ToegewezenProduct"),
    "305": ("StartProducten", "StartProduct"),
    "307": ("StopProducten", "StopProduct"),
    "315": ("AangevraagdeProducten", "AangevraagdProduct"),
    "323": ("Prestaties", "Prestatie"),
}


def bericht(
    kind: str,
    *products: str,
    standard: str = "jw",
    bsn: str = BSN,
    kenmerk: str = "1",
    op: str = "2024-01-01",
    release: str = "3_2",
    code: str | None = None,
) -> str:
    """Return a message with one client; a product is the XML of its elements."""
    outer, inner = _ROWS[kind]
    own, base = f"{standard}{kind}", f"i{standard}"
    home = f"http://www.istandaarden.nl/{base}/{release}"
    gemeente, aanbieder = "9999", "42420001"
    sender, receiver = (gemeente, aanbieder) if kind == "301" else (aanbieder, gemeente)
    rows = "".join(f"<{inner}>{each}</{inner}>" for each in products)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<m:Bericht xmlns:m="{home}/{own}/schema" xmlns="{home}/{own}/schema">\n<Header>'
        f"<BerichtCode>{code or _CODES[standard][kind]}</BerichtCode>"
        "<BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie>"
        f"<Afzender>{sender}</Afzender><Ontvanger>{receiver}</Ontvanger>"
        f"<BerichtIdentificatie><Identificatie>{kenmerk}</Identificatie>"
        f"<Dagtekening>{op}</Dagtekening></BerichtIdentificatie></Header>\n"
        f"<Client><Bsn>{bsn}</Bsn><Geboortedatum><Datum>2010-02-14</Datum></Geboortedatum>"
        f"<Naam><Achternaam>Wit</Achternaam></Naam>\n<{outer}>\n{rows}</{outer}></Client></m:Bericht>"
    )


def product(nummer: str | None, elements: Mapping[str, str]) -> str:
    """Return a product of an allocation, with these elements."""
    there = {"ToewijzingNummer": nummer, **elements}
    return "".join(f"<{name}>{value}</{name}>" for name, value in there.items() if value)


def toegewezen(nummer: str, op: str, **more: str) -> str:
    return product(nummer, {"Toewijzingsdatum": op, "Ingangsdatum": op, **more})


def gestart(nummer: str | None, op: str, status: str = "1") -> str:
    return product(nummer, {"Begindatum": op, "StatusAanlevering": status})


def gestopt(nummer: str, begin: str, eind: str, reden: str = "31", status: str = "1") -> str:
    elements = {"Begindatum": begin, "RedenBeeindiging": reden, "Einddatum": eind}
    return product(nummer, {**elements, "StatusAanlevering": status})


def zipped(berichten: Sequence[str] | Mapping[str, str | bytes]) -> bytes:
    """Return a zip with these messages."""
    named = berichten if isinstance(berichten, Mapping) else dict(_numbered(berichten))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _numbered(berichten: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"b{number:03}.xml", each) for number, each in enumerate(berichten, start=1)]
