"""Charts are plain data; here plotly itself checks them, and the page's own script is read."""

from __future__ import annotations

import itertools
import json
import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from report_subjects import doc, figure, subject
from report_wilgenstad import wilgenstad
from report_worlds import Folder, stad

from resultaat.engine.figures import Staat
from resultaat.report.charts import SHARED, plotly_js, to_script
from resultaat.report.gebieden_chart import gebieden_chart
from resultaat.report.page import _static
from resultaat.report.periods_chart import periods_chart
from resultaat.report.select import Scope, select

TOKENS = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", _static("report.css")))


def resolved(value: Any) -> Any:
    """Put the tokens of the house style in, as the page does."""
    text = json.dumps(value)
    return json.loads(
        re.sub(r"var\((--[\w-]+)\)", lambda found: json.dumps(TOKENS[found[1]])[1:-1], text)
    )


def merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in own.items():
        deep = isinstance(value, dict)
        result[key] = merged(base.get(key, {}), value) if deep else value
    return result


def charts_of(folder: Folder) -> list[Any]:
    scope = Scope.of(folder.indeling, 600)
    found = []
    for each in select(folder.released, folder.catalog, folder.indeling, scope):
        found.append(periods_chart(each, "Wilgenstad"))
        found += [gebieden_chart(each, layer, folder.indeling) for layer in each.layers[:1]]
    return [each for each in found if each is not None]


@pytest.mark.parametrize("world", [wilgenstad, stad])
def test_plotly_accepts_every_chart(world: Any, tmp_path: Path) -> None:
    import plotly.graph_objects as go

    charts = charts_of(world(tmp_path))
    assert len(charts) >= 8
    for chart in charts:
        drawn = resolved(json.loads(chart.data))
        traces = []
        for trace in drawn["d"]:
            style = resolved(SHARED["styles"][trace.pop("s")])
            traces.append(merged(style, trace))
        go.Figure(data=traces, layout=merged(resolved(SHARED["layout"]), drawn["l"]))
        assert chart.label
        assert chart.title


def test_every_setting_exists_in_plotly() -> None:
    script = plotly_js()
    config = script[script.index("staticPlot:{valType") :][:4000]
    assert all(f"{name}:{{" in config for name in SHARED["config"])
    # Whatever names a server or offers an upload is off.
    assert SHARED["config"]["showSendToCloud"] is False
    assert SHARED["config"]["displayModeBar"] is False
    servers = re.findall(r'(\w+):\{valType:"string",(?:noBlank:!0,)?dflt:"https?:', config)
    assert servers
    assert not [name for name in servers if "http" in SHARED["config"][name]]


def test_the_script_is_the_one_that_plotly_was_made_for() -> None:
    """The figures are checked by the Python package, so both must be of one release."""
    full = files("plotly").joinpath("package_data", "plotly.min.js").read_text("utf-8")
    release = re.search(r"plotly\.js v([\d.]+)", full)
    own = re.search(r"plotly\.js \(basic - minified\) v([\d.]+)", plotly_js()[:200])
    assert release and own and own[1] == release[1]
    # As published: sha256 of plotly-basic.min.js in plotly.js-basic-dist-min 4.1.1.
    digest = sha256(plotly_js().encode()).hexdigest()
    assert digest == "99784e3abfb07b142a15e521a439e6d9addceadb3f79553fd24c72774f0649ba"


def test_charts_are_of_kinds_that_the_script_draws() -> None:
    kinds = {each["type"] for each in SHARED["styles"].values()}
    assert kinds == {"scatter", "bar"}
    assert all(f'moduleType:"trace",name:"{kind}"' in plotly_js() for kind in kinds)


def test_one_figure_is_no_line() -> None:
    assert periods_chart(subject(doc(), figure()), "Wilgenstad") is None


def test_a_gap_stays_a_gap() -> None:
    gap = figure("2023", None, staat=Staat.ONDERDRUKT)
    years = (figure("2021"), figure("2022"), gap, figure("2024"))
    chart = periods_chart(subject(doc(), figure(), *years), "Wilgenstad")
    assert chart is not None
    drawn = json.loads(chart.data)
    bands = [trace for trace in drawn["d"] if trace["s"] == "band"]
    assert [sorted(set(band["x"])) for band in bands] == [[0, 1], [3, 4]]
    assert drawn["d"][-1]["y"][2] is None
    assert drawn["l"]["annotations"][0]["text"] == "verborgen"


def test_a_minimumeis_is_a_line_with_its_name_and_what_it_means() -> None:
    """Close to the value and the streefwaarde, so that their names must make room."""
    limits: dict[str, Any] = {"streefwaarde": 0.71, "minimumeis": 0.69}
    years = (figure("2023", 0.70, **limits), figure("2024", 0.70, **limits))
    chart = periods_chart(subject(doc(), years[-1], *years[:-1]), "Wilgenstad")
    assert chart is not None
    drawn = json.loads(chart.data)
    assert {trace["s"]: trace["y"] for trace in drawn["d"] if trace["s"] in ("streef", "eis")} == {
        "streef": [0.71, 0.71],
        "eis": [0.69, 0.69],
    }
    names = [each for each in drawn["l"]["annotations"] if "minimumeis" in each["text"]]
    assert [each["text"] for each in names] == ["minimumeis<br>69%"]
    assert "stippellijn is de minimumeis" in chart.note
    low, high = drawn["l"]["yaxis"]["range"]
    assert (low < 0.69, high > 0.71) == (True, True)
    places = sorted(
        (each["y"] - low) / (high - low) * 250 + each.get("yshift", 0)
        for each in drawn["l"]["annotations"]
    )
    assert all(later - first >= 31 for first, later in itertools.pairwise(places))


def test_small_changes_do_not_fill_the_axis() -> None:
    steady = [figure("2024", 0.72, onder=0.719, boven=0.721)]
    chart = periods_chart(
        subject(doc(), figure(waarde=0.722, onder=0.7215, boven=0.7225), *steady), "Wilgenstad"
    )
    assert chart is not None
    low, high = json.loads(chart.data)["l"]["yaxis"]["range"]
    assert high - low > 0.15


def test_json_cannot_end_its_element() -> None:
    text = to_script({"naam": "</script><b>&"})
    assert not set("<>&") & set(text)
    assert json.loads(text) == {"naam": "</script><b>&"}
