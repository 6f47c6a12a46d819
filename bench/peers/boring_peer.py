"""The job in boring-semantic-layer: a query per level, through ibis."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis
from boring_semantic_layer import to_semantic_table


def main(rows: str, job: str, folder: str) -> None:
    measures = json.loads(Path(job).read_text(encoding="utf-8"))
    con = ibis.duckdb.connect()
    con.raw_sql("SET threads = 2")
    con.raw_sql(f"CREATE VIEW meldingen AS FROM '{rows}'")
    model = (
        to_semantic_table(con.table("meldingen"), name="meldingen")
        .with_dimensions(
            wie=lambda t: t["wie"],
            gebied=lambda t: t["__gebied"],
            maand=lambda t: t["op"].truncate("M").cast("date"),
        )
        .with_measures(**{each["name"]: _measure(each) for each in measures})
    )
    seconds = {}
    for level, keys in (("persoon", ["wie", "gebied"]), ("buurt", ["gebied"]), ("gemeente", [])):
        begin = time.process_time()
        query = model.group_by(*keys, "maand").aggregate(*(each["name"] for each in measures))
        con.raw_sql(f"CREATE TABLE {level} AS {ibis.to_sql(query.to_untagged(), dialect='duckdb')}")
        seconds[level] = time.process_time() - begin
        con.raw_sql(f"COPY {level} TO '{folder}/{level}.parquet'")
    print(json.dumps(seconds))


def _measure(each: dict[str, str]) -> Callable[[Any], Any]:
    column, sign, value = each["where"].split()

    def where(t: Any) -> Any:
        return t[column] < int(value) if sign == "<" else t[column] >= int(value)

    made: dict[str, Callable[[Any], Any]] = {
        "count": lambda t: t.count(where=where(t)),
        "sum": lambda t: t["bedrag"].sum(where=where(t)),
        "distinct": lambda t: t["wie"].nunique(where=where(t)),
    }
    return made[each["kind"]]


if __name__ == "__main__":
    main(*sys.argv[1:])
