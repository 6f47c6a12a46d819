"""The third shape: JSON with a series of years per area, as dashboards publish it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from resultaat.core.dutch import listing
from resultaat.data.readers.json_reeksen import read_json_reeksen
from resultaat.data.readers.lines import LINE
from resultaat.gebied.codes import niveau_of
from resultaat.language.documents.bestand import Formaat
from resultaat.scaffold.shape import Kwb, filled, first_few, not_kwb, probe
from resultaat.scaffold.topics import TOPICS

_SERIES = "tijdreeksen"
_OPLEIDING = "opleiding_"


def is_json(path: Path) -> bool:
    """Whether a file begins as JSON does."""
    with path.open("rb") as stream:
        start = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] in (b"{", b"[")


def recognise_series(path: Path, file: Path) -> Kwb:
    """Return what was recognised in a JSON file with series per area."""
    content = _parse(path, file)
    areas = list(_areas(content, ""))
    if not areas:
        keys = first_few(content) if isinstance(content, dict) else "een lijst"
        found = f"Gezocht is naar gebieden met `{_SERIES}`; gevonden is {keys or 'niets'}."
        raise not_kwb(file, found)
    for number, (code, area) in enumerate(areas, start=1):
        _refuse_odd(number, code, area[_SERIES], file)
    frame = read_json_reeksen(path, probe()).drop(LINE)
    columns = {topic.id: topic.reeks for topic in TOPICS if topic.reeks in frame.columns}
    if not columns:
        topics = sorted({topic for _, area in areas for topic in area[_SERIES]})
        known = first_few(topic.reeks for topic in TOPICS if topic.reeks)
        raise not_kwb(
            file, f"Gezocht is naar reeksen als {known}; gevonden is {first_few(topics)}."
        )
    names = {code: " ".join(str(area.get("naam") or "").split()) or code for code, area in areas}
    return Kwb(
        "JSON met een reeks jaren per gebied",
        Formaat.JSON_REEKSEN,
        frame,
        "code",
        "jaar",
        columns,
        names,
        weggelaten=_about_opleiding(frame),
    )


def _parse(path: Path, file: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as wrong:
        mend = "Lever het bestand opnieuw aan."
        raise not_kwb(file, "Het is geen geldige JSON.", mend, wrong.lineno) from None
    except (UnicodeDecodeError, RecursionError):
        raise not_kwb(file, "Het is niet te lezen als JSON in UTF-8.") from None


def _areas(content: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (code, area) for everything that has series; as the reader walks the file."""
    if not isinstance(content, dict):
        return
    if isinstance(content.get(_SERIES), dict):
        yield str(content.get("code", key)), content
        return
    for name, value in content.items():
        yield from _areas(value, name)


def _refuse_odd(number: int, code: str, series: dict[str, Any], file: Path) -> None:
    """Refuse what is no series of an area by year, before the reader stumbles over it."""
    if niveau_of(code) is None:
        raise not_kwb(file, f"Gebied {number} in het bestand heeft geen CBS-code.")
    for topic, by_year in series.items():
        where = f"Bij {code}, `{topic}`"
        if not isinstance(by_year, dict):
            raise not_kwb(file, f"{where} staat geen reeks van jaren.")
        if odd := [year for year in by_year if not re.fullmatch(r"(19|20)\d\d", year)]:
            raise not_kwb(file, f"{where} staat `{odd[0]}`, en dat is geen jaar.")
        if any(isinstance(value, dict | list) for value in by_year.values()):
            raise not_kwb(file, f"{where} staat bij een jaar geen getal.")


def _about_opleiding(frame: pl.DataFrame) -> str:
    """Say why the topics on education are left out, as far as the file itself shows it."""
    names = [name for name in frame.columns if name.startswith(_OPLEIDING)]
    if not names:
        return ""
    wrong: set[str] = set()
    for name in names:
        number = filled(frame[name]).cast(pl.Float64, strict=False)
        wrong |= set(frame["jaar"].filter((number > 100).fill_null(value=False)))
    said = f"De reeksen over opleiding (`{_OPLEIDING}…`) zijn niet overgenomen"
    if not wrong:
        return f"{said}."
    return f"{said}: bij {listing(sorted(wrong))} staan er aantallen en geen percentages."
