"""The source of a new folder, `indicators/bronnen/kwb.yaml`: what stands in the file of the CBS."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl

from resultaat.language.documents.bestand import Formaat
from resultaat.language.documents.bron import KolomType
from resultaat.scaffold.library import fill
from resultaat.scaffold.shape import Kwb, filled
from resultaat.scaffold.topics import Topic
from resultaat.scaffold.years import Years

_TABLE = re.compile(r"(?<![0-9A-Za-z])\d{5}[A-Z]{3}(?![0-9A-Za-z])")
_NUMERIC = (KolomType.GETAL, KolomType.PROCENT)


def quoted(text: str) -> str:
    """Write a text between quotes in YAML; what cannot be seen is written as its code."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escaped(char) for char in written)


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def contract(kwb: Kwb, years: Years, file: Path, bestand: str) -> str:
    """Return the text of the source."""
    single = kwb.jaar is None
    return fill(
        "kwb/bron.yaml",
        naam=quoted(title(kwb, years)),
        herkomst=quoted(herkomst(kwb, years, file)),
        bestand=quoted(bestand),
        opmaak="\n".join(_layout(kwb)),
        sleutel="code" if single else "[code, jaar]",
        periode=str(years.over) if single else "jaar",
        kolommen="\n".join(_columns(kwb)),
    )


def title(kwb: Kwb, years: Years) -> str:
    """Return what the table is called, with its years."""
    if kwb.jaar is None:
        return f"Kerncijfers wijken en buurten {years.over}"
    all_years = sorted(set(kwb.frame[kwb.jaar]))
    return f"Kerncijfers wijken en buurten {all_years[0]} tot en met {all_years[-1]}"


def herkomst(kwb: Kwb, years: Years, file: Path) -> str:
    """Return where the figures come from, as CBS asks to be named, and what is not in it."""
    number = _TABLE.search(re.sub(r"_", " ", file.name))
    table = f"tabel {number[0]}, " if number else ""
    named = f"CBS StatLine, {table}{title(kwb, years)} (licentie CC BY 4.0)"
    return f"{named}. {kwb.weggelaten}" if kwb.weggelaten else named


def _layout(kwb: Kwb) -> list[str]:
    lines = [f"formaat: {kwb.formaat.value}"]
    if kwb.formaat is Formaat.CSV:
        lines.append(f"scheidingsteken: {quoted(kwb.scheidingsteken)}")
    if kwb.formaat is not Formaat.PARQUET:
        lines.append(f"decimaalteken: {quoted(_decimal_mark(kwb))}")
    lines.append('leeg: ["."]             # de punt van het CBS: onbekend of geheim, dus geen nul')
    return lines


def _decimal_mark(kwb: Kwb) -> str:
    """Return the comma where numbers are written with it, and the point otherwise."""
    marks = {
        mark
        for topic in kwb.topics
        for mark in ",."
        if _written(kwb, topic, rf"^-?\d+[{mark}]\d+$")
    }
    return "," if marks == {","} else "."


def _written(kwb: Kwb, topic: Topic, pattern: str) -> bool:
    column = filled(kwb.frame[kwb.columns[topic.id]])
    return column.dtype == pl.String and bool(column.str.contains(pattern).any())


def _columns(kwb: Kwb) -> list[str]:
    lines = ["  code:", "    type: gebied", f"    kolom: {quoted(kwb.code)}"]
    lines.append("    uitleg: De code van het CBS voor het land, de gemeente, de wijk of de buurt.")
    if kwb.jaar is not None:
        lines += ["  jaar:", "    type: tekst", f"    kolom: {quoted(kwb.jaar)}"]
        lines.append("    uitleg: Het jaar van de cijfers.")
    for topic in kwb.topics:
        lines += [
            f"  {topic.id}:",
            f"    type: {_type(kwb, topic).value}",
            f"    kolom: {quoted(kwb.columns[topic.id])}",
            "    mag_leeg: ja",
            f"    uitleg: {quoted(topic.uitleg)}",
        ]
    return lines


def _type(kwb: Kwb, topic: Topic) -> KolomType:
    """Return the type of a column; counts that are written with decimals are no whole numbers."""
    if topic.type is KolomType.AANTAL and _written(kwb, topic, r"^-?\d+[.,]\d+$"):
        return KolomType.GETAL
    return topic.type
