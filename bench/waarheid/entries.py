"""What is scored: the worlds, and the analyses that stand in the table.

An analysis is a plain callable. To enter one, add it here; an analysis of the product that works
on frames gets a few lines of its own that turn `panel.frame()` into an `Answer`.
"""

from __future__ import annotations

from bench.waarheid.estimates import Analysis
from bench.waarheid.neveneffecten import scherm
from bench.waarheid.panel import Design
from bench.waarheid.plain import before_after, benjamini_hochberg, beside_untreated, p_below_05
from bench.waarheid.screen import ScreenDesign
from bench.waarheid.screens import Screening

DESIGNS = (
    Design("nothing happens"),
    Design("nothing, and the tide rises", tide=0.01),
    Design("nothing, in the worst areas", selection=1, persons=60, area_sd=0.02, starts=(2, 3)),
    Design("nothing, treated rise anyway", pretrend=0.01),
    Design("nothing, noise that lasts", rho=0.6, shock_sd=0.03),
    Design("nothing, neighbours share shocks", cluster_sd=0.03),
    Design("an effect of 5 points", effect=0.05),
    Design("the same, and the tide rises", effect=0.05, tide=0.01),
    Design("the same, two periods late", effect=0.05, delay=2),
    Design("the same, a period early", effect=0.05, anticipation=1),
    Design("the same, half of it next door", effect=0.05, spillover=0.025),
    Design("the same, in 2 areas of 60", effect=0.05, areas=60, treated=2, starts=(5,)),
    Design("harm of 5 points, and the tide rises", effect=-0.05, tide=0.015),
)
ANALYSES: dict[str, Analysis] = {
    "before and after": before_after,
    "beside untreated areas": beside_untreated,
}

SCREENS = (
    ScreenDesign("24 changes of 5 standard errors"),
    ScreenDesign("24 changes of 3,5 standard errors", size=3.5),
    ScreenDesign("24 changes of 2,5 standard errors", size=2.5),
    ScreenDesign("the same of 5, noise that lasts", rho=0.5),
    ScreenDesign("the same of 5, restless cells", restless=1.0),
    ScreenDesign("the same of 5, and the tide turns", tide=1.0),
    ScreenDesign("the same of 5, and 3 figures rise everywhere", wide=3),
    ScreenDesign("3 figures that rise everywhere", plants=0, wide=3),
    ScreenDesign("the same, in one group of them", plants=0, wide=3, wide_groups=1),
    ScreenDesign("nothing at all", plants=0),
    ScreenDesign("nothing, noise that lasts", plants=0, rho=0.5),
    ScreenDesign("nothing, restless cells", plants=0, restless=1.0),
    ScreenDesign("one incident", plants=0, incident=12.0),
)
SCREENINGS: dict[str, Screening] = {
    "p < .05": p_below_05,
    "Benjamini–Hochberg on before and after": benjamini_hochberg,
    "resultaat neveneffecten": scherm,
}
