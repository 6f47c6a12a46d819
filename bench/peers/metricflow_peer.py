"""The job in MetricFlow: a YAML directory, a SQL client of ten lines, a query per level.

Measures are CASE expressions; MetricFlow is slower with `filter:` on metrics, which makes a
subquery of each.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import duckdb
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantic_interfaces.parsing.dir_to_model import (
    parse_directory_of_yaml_files_to_semantic_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup
from metricflow_semantics.sql.sql_bind_parameters import SqlBindParameterSet

HEAD = """\
semantic_model:
  name: meldingen
  node_relation: {schema_name: proef, alias: meldingen}
  defaults: {agg_time_dimension: op_dag}
  entities:
    - {name: melding, type: primary, expr: rij}
  dimensions:
    - {name: op_dag, type: time, expr: op, type_params: {time_granularity: day}}
    - {name: gebied, type: categorical, expr: __gebied}
    - {name: wie, type: categorical, expr: wie}
  measures:
"""
TAIL = """\
---
project_configuration:
  time_spines:
    - node_relation: {schema_name: proef, alias: dagen}
      primary_column: {name: ds, time_granularity: day}
"""
CASES = {
    "count": ("sum", "CASE WHEN {} THEN 1 ELSE 0 END"),
    "sum": ("sum", "CASE WHEN {} THEN bedrag ELSE 0 END"),
    "distinct": ("count_distinct", "CASE WHEN {} THEN wie END"),
}


class Client:
    """What MetricFlow asks of an engine."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def query(self, stmt: str, sql_bind_parameter_set: SqlBindParameterSet | None = None) -> None:
        del sql_bind_parameter_set
        self.con.execute(f"CREATE OR REPLACE TABLE antwoord AS {stmt}")

    def render_bind_parameter_key(self, bind_parameter_key: str) -> str:
        return f":{bind_parameter_key}"


def main(rows: str, job: str, folder: str) -> None:
    measures = json.loads(Path(job).read_text(encoding="utf-8"))
    con = duckdb.connect(config={"threads": 2})
    con.execute("CREATE SCHEMA proef")
    con.execute(f"CREATE VIEW proef.meldingen AS FROM '{rows}'")
    con.execute(
        "CREATE TABLE proef.dagen AS SELECT unnest(generate_series("
        "DATE '2024-01-01', DATE '2024-12-31', INTERVAL 1 DAY))::DATE AS ds"
    )
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "model.yaml").write_text(_model(measures), encoding="utf-8")
        manifest = parse_directory_of_yaml_files_to_semantic_manifest(name).semantic_manifest
    engine = MetricFlowEngine(SemanticManifestLookup(manifest), Client(con))
    seconds = {}
    for level, keys in (("persoon", ["wie", "gebied"]), ("buurt", ["gebied"]), ("gemeente", [])):
        begin = time.process_time()
        engine.query(
            MetricFlowQueryRequest.create(
                metric_names=[each["name"] for each in measures],
                group_by_names=[*(f"melding__{key}" for key in keys), "metric_time__month"],
            )
        )
        seconds[level] = time.process_time() - begin
        columns = [*(f"melding__{key} AS {key}" for key in keys)]
        columns += [each["name"] for each in measures]
        con.execute(
            f"COPY (SELECT metric_time__month::DATE AS maand, {', '.join(columns)}"
            f" FROM antwoord) TO '{folder}/{level}.parquet'"
        )
    print(json.dumps(seconds))


def _model(measures: list[dict[str, str]]) -> str:
    text = HEAD
    for each in measures:
        aggregate, case = CASES[each["kind"]]
        text += f"    - {{name: maat_{each['name']}, agg: {aggregate},"
        text += f' expr: "{case.format(each["where"])}"}}\n'
    for each in measures:
        text += f"---\nmetric:\n  name: {each['name']}\n  type: simple\n"
        text += f"  type_params: {{measure: maat_{each['name']}}}\n"
    return text + TAIL


if __name__ == "__main__":
    main(*sys.argv[1:])
