"""From one message to rows: only what is asked, judged, and without what names a person.

Names, addresses, contacts and remarks are never taken. Of the date of birth only the year is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from resultaat.data.readers.berichten.standards import CHOICES, STANDARDS, Kind
from resultaat.data.readers.berichten.xml import Unfit

if TYPE_CHECKING:
    from lxml.etree import _Element

Row = dict[str, str | None]
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def rows_of(root: _Element, standard: str, kind: Kind) -> Iterator[Row]:
    """Yield the rows of a message, its BSN under `bsn` for the reader's own use. Raises Unfit."""
    header = _header(root, standard, kind)
    for client in root.iter("Client"):
        person = _person(client)
        for product in client.iterfind(kind.rows):
            row = {name: _text(product, path) for name, path in kind.columns.items()}
            _judge(row, product, kind, standard)
            yield {**header, **person, **row}


def _header(root: _Element, standard: str, kind: Kind) -> Row:
    code, versie, sub = (
        _text(root, f"Header/{name}")
        for name in ("BerichtCode", "BerichtVersie", "BerichtSubversie")
    )
    if code != STANDARDS[standard].codes[kind.number] or (versie, sub) != ("3", "2"):
        raise Unfit("heeft een kop die niet bij dit soort bericht hoort", _line(root))
    sender, receiver = _text(root, "Header/Afzender"), _text(root, "Header/Ontvanger")
    gemeente, aanbieder = (sender, receiver) if kind.from_gemeente else (receiver, sender)
    signed = _text(root, "Header/BerichtIdentificatie/Dagtekening")
    if gemeente is None or not gemeente.isdigit() or len(gemeente) != 4:
        raise Unfit("noemt geen gemeente", _line(root))
    if not is_day(signed):
        raise Unfit("heeft geen geldige `Dagtekening`", _line(root))
    return {
        "wet": STANDARDS[standard].wet,
        "gemeente": f"GM{gemeente}",
        "aanbieder": aanbieder,
        "bericht": _text(root, "Header/BerichtIdentificatie/Identificatie"),
        "dagtekening": signed,
    }


def _person(client: _Element) -> Row:
    bsn, born = _text(client, "Bsn"), _text(client, "Geboortedatum/Datum")
    if bsn is None or not is_bsn(bsn):
        raise Unfit("heeft een `Bsn` dat geen geldig nummer is", _line(client))
    if born is not None and not is_day(born):
        raise Unfit("heeft geen geldige `Geboortedatum`", _line(client))
    return {"bsn": bsn, "geboortejaar": born[:4] if born else None}


def _judge(row: Row, product: _Element, kind: Kind, standard: str) -> None:
    for name, path in kind.columns.items():
        value, element = row[name], path.rpartition("/")[2]
        if value is None and name in kind.required:
            raise Unfit(f"mist `{element}`", _line(product))
        if value is None:
            continue
        line = _line(product.find(path))
        if name.endswith("_op") and not is_day(value):
            raise Unfit(f"heeft bij `{element}` geen datum die bestaat", line)
        if name in CHOICES and value not in CHOICES[name]:
            raise Unfit(f"heeft bij `{element}` een onbekende code", line)
        if name in ("volume", "centen") and not value.isdigit():
            raise Unfit(f"heeft bij `{element}` geen heel getal", line)
    if row.get("reden_code") and row["reden_code"] not in STANDARDS[standard].redenen:
        raise Unfit("heeft bij `RedenBeeindiging` een onbekende code", _line(product))
    for start, end in (("ingang_op", "einde_op"), ("begonnen_op", "beeindigd_op")):
        if (row.get(end) or "9") < (row.get(start) or ""):
            raise Unfit("heeft een einde dat vóór het begin ligt", _line(product))


def is_day(text: str | None) -> bool:
    """Whether a text is a date that there is, as `2024-01-31`."""
    try:
        return text is not None and len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def is_bsn(text: str) -> bool:
    """Whether a text passes the elfproef (Besluit burgerservicenummer)."""
    if len(text) != 9 or not text.isdigit():
        return False
    digits = zip(text, _WEIGHTS, strict=True)
    return text != "000000000" and sum(int(digit) * weight for digit, weight in digits) % 11 == 0


def _text(node: _Element, path: str) -> str | None:
    found = node.findtext(path)
    return found.strip() or None if found else None


def _line(node: _Element) -> int:
    return int(node.sourceline or 1)
