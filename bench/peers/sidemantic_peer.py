"""The job in sidemantic: a query per level."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from sidemantic import Dimension, Metric, Model, SemanticLayer

KINDS = {"count": "count", "sum": "sum", "distinct": "count_distinct"}
VALUES = {"count": None, "sum": "bedrag", "distinct": "wie"}


def main(rows: str, job: str, folder: str) -> None:
    measures = json.loads(Path(job).read_text(encoding="utf-8"))
    layer = SemanticLayer(connection="duckdb:///:memory:")
    layer.adapter.execute("SET threads = 2")
    layer.adapter.execute(f"CREATE VIEW meldingen AS FROM '{rows}'")
    metrics = [
        Metric(
            name=each["name"],
            agg=KINDS[each["kind"]],
            sql=VALUES[each["kind"]],
            filters=[each["where"]],
        )
        for each in measures
    ]
    dimensions = [
        Dimension(name="op", type="time", sql="op", granularity="day"),
        Dimension(name="gebied", type="categorical", sql="__gebied"),
        Dimension(name="wie", type="categorical", sql="wie"),
    ]
    layer.add_model(
        Model(
            name="meldingen",
            table="meldingen",
            primary_key="rij",
            dimensions=dimensions,
            metrics=metrics,
        )
    )
    seconds = {}
    for level, keys in (("persoon", ["wie", "gebied"]), ("buurt", ["gebied"]), ("gemeente", [])):
        begin = time.process_time()
        query = layer.compile(
            metrics=[f"meldingen.{each['name']}" for each in measures],
            dimensions=[*(f"meldingen.{key}" for key in keys), "meldingen.op__month"],
        )
        layer.adapter.execute(f"CREATE TABLE {level} AS {query}")
        seconds[level] = time.process_time() - begin
        columns = ", ".join([*keys, *(each["name"] for each in measures)])
        layer.adapter.execute(
            f"COPY (SELECT op__month AS maand, {columns} FROM {level})"
            f" TO '{folder}/{level}.parquet'"
        )
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(*sys.argv[1:])
