"""Codes of another year, as those of the area list.

Rows go to the one new area in which nearly all addresses of the old one are; where the old area was
split, nobody knows in which part a row lies, and its area is unknown. Published figures are shared
out by addresses: amounts are added up, percentages are weighted.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import polars as pl

from resultaat.core.atomic import sha256_of
from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, Severity
from resultaat.core.dutch import counted, listing, number
from resultaat.core.source import Span
from resultaat.data.levering import Omgerekend
from resultaat.data.parts import START
from resultaat.gebied.herindeling import Herindeling, Omzetting, targets
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Loaded
from resultaat.language.documents.bron import Bron, KolomType

COLUMNS = ("jaar_van", "jaar_naar", "code_van", "code_naar", "adressen")


def read_herindeling(path: Path, found: Diagnostics) -> Herindeling | None:
    """Read the file with changes; None after reporting what is wrong with it (R3105)."""
    steps: dict[tuple[int, int], dict[str, dict[str, Fraction]]] = {}
    if not path.is_file():
        found.add(_not_there(path))
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        found.add(_unusable(path, "is niet in UTF-8 opgeslagen of niet te lezen", 1))
        return None
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ",")
    if not set(COLUMNS) <= set(reader.fieldnames or ()):
        found.add(_unusable(path, f"heeft niet de kolommen {', '.join(COLUMNS)}", 1))
        return None
    for row in reader:
        try:
            pair = int(row["jaar_van"]), int(row["jaar_naar"])
            many = Fraction(row["adressen"])
        except (ValueError, TypeError, ZeroDivisionError):
            many, pair = Fraction(-1), (0, 0)
        if many <= 0 or pair[0] >= pair[1] or not row["code_van"] or not row["code_naar"]:
            found.add(_unusable(path, "heeft een regel die niet klopt", reader.line_num))
            return None
        there = steps.setdefault(pair, {}).setdefault(row["code_van"].strip(), {})
        new = row["code_naar"].strip()
        there[new] = there.get(new, Fraction(0)) + many
    return Herindeling(steps, hashlib.sha256(sha256_of(path).encode()).hexdigest())


def _not_there(path: Path) -> Diagnostic:
    message = f"Het bestand met herindelingen `{path.name}` is er niet."
    mend = "Zet het op zijn plek, of verbeter `herindelingen:` in resultaat.yaml."
    return Diagnostic("R3105", message, mend, Place(path))


def _unusable(path: Path, what: str, line: int) -> Diagnostic:
    message = f"Het bestand met herindelingen `{path.name}` {what}."
    mend = f"Sla het op als UTF-8, met als eerste regel: {';'.join(COLUMNS)}"
    return Diagnostic("R3105", message, mend, Place(path, Span.at(line, 1)))


def conversion(bron: Bron, indeling: Indeling) -> Omzetting | None:
    """Return what the codes of a source must go through; None where they are those of the list."""
    if bron.gebied.jaar is None or indeling.jaar in (None, bron.gebied.jaar):
        return None
    if indeling.herindeling is None or indeling.jaar is None:
        return None
    return indeling.herindeling.between(bron.gebied.jaar, indeling.jaar)


def impossible(loaded: Loaded[Bron], indeling: Indeling) -> Iterator[Diagnostic]:
    """Say that codes of another year cannot be made into those of the list (R3401)."""
    year = loaded.doc.gebied.jaar
    if year is None or year == indeling.jaar or conversion(loaded.doc, indeling) is not None:
        return
    place = loaded.place("gebied", "jaar")
    if indeling.jaar is None or indeling.herindeling is None:
        message = f"De codes zijn van {year}, maar de werkmap zegt niet wat er daarna veranderde."
        mend = "Zet in resultaat.yaml `gebieden_van:` en `herindelingen:`."
    else:
        message = f"Hoe codes van {year} die van {indeling.jaar} werden, staat niet in het bestand."
        mend = "Vul het bestand bij `herindelingen:` aan, of gebruik codes van dat jaar."
    yield Diagnostic("R3401", message, mend, place)


def year_of(unknown: pl.Series, indeling: Indeling) -> str:
    """Return a mend where all codes that are not in the list are those of one other year."""
    if indeling.herindeling is None or indeling.jaar is None:
        return ""
    year = indeling.herindeling.year_of(unknown.unique().to_list(), indeling.jaar)
    return f"Dit zijn codes van {year}. Zet `jaar: {year}` bij `gebied`." if year else ""


def inside(code: str, indeling: Indeling) -> bool:
    """Whether an area lies in the one that the folder is about."""
    return any(each.code == indeling.eigen for each in indeling.path(code))


def new_codes(codes: pl.Series, omzetting: Omzetting, bron: Bron, indeling: Indeling) -> pl.Series:
    """Return the new code of every row; of published figures one, an unknown one first."""
    if not bron.gepubliceerd:
        return recode_rows(codes, omzetting)
    new = {
        code: min(omzetting.shares(code), key=lambda each: (each in indeling, each))
        for code in codes.unique().drop_nulls()
    }
    return codes.replace_strict(new, default=None, return_dtype=pl.String)


def told(loaded: Loaded[Bron], done: Omgerekend) -> Diagnostic:
    """Say what was made of the codes of another year, and how far that can be compared."""
    words = listing([f"{number(many)} {kind}" for kind, many in done.soorten])
    message = f"Codes van {done.van} zijn omgerekend naar {done.naar}: {words}."
    mend = "Reeksen over deze jaren zijn vergelijkbaar."
    if done.benaderd:
        mend = "Vergelijk gebieden die zijn gesplitst alleen in grote lijnen over de jaren."
    if done.rijen_onbekend:
        rows = counted(done.rijen_onbekend, "rij ligt", "rijen liggen")
        message += f" {rows} in een gesplitst gebied: daarvan is het gebied onbekend."
    place = loaded.place("gebied", "jaar")
    return Diagnostic("R3403", message, mend, place, Severity.NOTE)


def recode_rows(codes: pl.Series, omzetting: Omzetting) -> pl.Series:
    """Return the new code of each row; null where the old area was split."""
    new = {code: omzetting.main(code) for code in codes.unique().drop_nulls()}
    return codes.replace_strict(new, default=None, return_dtype=pl.String)


def recode_published(frame: pl.DataFrame, bron: Bron, omzetting: Omzetting) -> pl.DataFrame:
    """Return published figures by the new areas.

    A new area has no figure where one of the old areas that it was made of has none: missing is
    not zero.
    """
    name = bron.gebied.kolom
    flows = _flows(frame[name], omzetting)
    keys = [name, *dict.fromkeys(each for each in (_period(bron), START) if each in frame.columns)]
    joined = frame.join(flows, left_on=name, right_on="__van").drop(name).rename({"__naar": name})
    values = [column for column in frame.columns if column not in keys]
    complete = pl.len() == pl.col("__bronnen").first()
    made = joined.group_by(keys, maintain_order=True).agg(
        pl.when(complete).then(_combined(column, frame.schema[column], bron)).alias(column)
        for column in values
    )
    return made.select(
        pl.col(column).cast(frame.schema[column]) for column in frame.columns
    ).with_columns(pl.col(name).alias("__gebied"))


def _flows(codes: pl.Series, omzetting: Omzetting) -> pl.DataFrame:
    """Return old code, new code, share, addresses, and of how many old areas the new one is."""
    rows = [(old, new, float(share), float(many)) for old, new, share, many in targets(omzetting)]
    rows += [(code, code, 1.0, 1.0) for code in codes.unique() if code not in omzetting.flows]
    names = ["__van", "__naar", "__deel", "__adressen"]
    flows = pl.DataFrame(rows, schema=names, orient="row")
    return flows.with_columns(__bronnen=pl.len().over("__naar"))


def _combined(name: str, dtype: pl.DataType, bron: Bron) -> pl.Expr:
    column = pl.col(name)
    kolom = bron.kolommen.get(name)
    known = column.is_not_null().all()
    if kolom is None or not kolom.type.numeric:
        return pl.when(column.n_unique() == 1).then(column.first())
    value = column.cast(pl.Float64)
    if kolom.type is KolomType.PROCENT:
        weight = pl.col("__adressen")
        return pl.when(known).then((value * weight).sum() / weight.sum()).round(8)
    places = dtype.scale if isinstance(dtype, pl.Decimal) else 0
    return pl.when(known).then((value * pl.col("__deel")).sum()).round(places)


def _period(bron: Bron) -> str:
    return bron.periode_kolom or START


def summary(codes: pl.Series, omzetting: Omzetting, rows_unknown: int = 0) -> Omgerekend:
    """Count what became of the codes: renamed, added up, or shared out."""
    into: dict[str, list[Fraction]] = {}
    for code in codes.unique().drop_nulls():
        for new, share in omzetting.shares(code).items():
            into.setdefault(new, []).append(share)
    renamed = sum(each == [Fraction(1)] for each in into.values())
    shared = sum(any(share < 1 for share in each) for each in into.values())
    added = len(into) - renamed - shared
    return Omgerekend(omzetting.van, omzetting.naar, renamed, added, shared, rows_unknown)
