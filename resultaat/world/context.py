"""What nobody here decides: the labour market, prices, and twenty gemeenten beside this one.

| level | published | here |
|---|---|---|
| unemployment | 3.5, 3.6% (2022, 2023, CBS 85224NED); other years rounded | within 0.3 |
| inflation | 2.7, 10.0, 3.8, 3.3% (2021-2024, CBS, CPI); 2025 made up | the same |
| vacancies per 100 unemployed | 106 late 2021, 133 early 2022, 108 in 2024 (CBS) | near these |
"""

from datetime import date

import numpy as np
import polars as pl

from resultaat.world.gebieden import GEMEENTE, REFERENTIES
from resultaat.world.opdracht import Opdracht

_WERKLOOSHEID = {2019: 4.4, 2020: 4.9, 2021: 4.2, 2022: 3.5, 2023: 3.6, 2024: 3.7, 2025: 3.9}
_INFLATIE = {2019: 2.6, 2020: 1.3, 2021: 2.7, 2022: 10.0, 2023: 3.8, 2024: 3.3, 2025: 3.3}
_VACATURES = {2019: 90, 2020: 62, 2021: 105, 2022: 132, 2023: 115, 2024: 108, 2025: 99}
# Per figure: level, spread between gemeenten, drift per year, noise per year, decimals.
_REFERENTIE = {
    "jeugdhulp": (11.3, 1.4, 0.15, 0.25, 1),
    "wmo": (66.0, 9.0, 1.2, 1.5, 1),
    "bijstand": (35.0, 9.0, -0.5, 0.7, 1),
    "schulden": (8.1, 1.6, 0.1, 0.2, 1),
    "schoolverlaters": (2.0, 0.4, 0.05, 0.15, 1),
    "doel_bereikt_jeugd": (58.0, 3.0, 0.4, 1.2, 1),
}


def arbeidsmarkt_frame(rng: np.random.Generator, opdracht: Opdracht) -> pl.DataFrame:
    """Unemployment and inflation in percent and vacancies, one row per year."""
    jaren = opdracht.alle_jaren
    werkloosheid = [_WERKLOOSHEID.get(j, 4.0) + rng.uniform(-0.1, 0.3) for j in jaren]
    vacatures = [round(_VACATURES.get(jaar, 95) * rng.uniform(0.94, 1.06)) for jaar in jaren]
    return pl.DataFrame(
        {
            "gemeente": [GEMEENTE] * len(jaren),
            "peildatum": [date(jaar, 12, 31) for jaar in jaren],
            "werkloosheid": [round(percentage, 1) for percentage in werkloosheid],
            "inflatie": [_INFLATIE.get(jaar, 2.0) for jaar in jaren],
            "vacatures_per_100_werklozen": vacatures,
        }
    )


def referentie_frame(rng: np.random.Generator, opdracht: Opdracht) -> pl.DataFrame:
    """Twenty gemeenten in which nothing is planted, one row per gemeente and year.

    Each has a level of its own, a drift shared by all, and noise that lasts a while.
    """
    jaren, aantal = list(opdracht.alle_jaren), len(REFERENTIES)
    eerste = rng.integers(24_000, 140_000, size=aantal)
    groei = rng.normal(1.004, 0.004, size=aantal)
    kolommen: dict[str, list[object]] = {
        "gemeente": [GEMEENTE for _ in REFERENTIES for _ in jaren],
        "referentie": [code for code, _ in REFERENTIES for _ in jaren],
        "naam": [naam for _, naam in REFERENTIES for _ in jaren],
        "peildatum": [date(jaar, 12, 31) for _ in REFERENTIES for jaar in jaren],
        "inwoners": [
            int(eerste[g] * groei[g] ** t) for g in range(aantal) for t in range(len(jaren))
        ],
    }
    for naam, (niveau, spreiding, drift, ruis, decimalen) in _REFERENTIE.items():
        eigen = rng.normal(niveau, spreiding, size=(aantal, 1)).clip(niveau * 0.4)
        schok = rng.normal(0.0, ruis, size=(aantal, len(jaren)))
        # Half of the noise of a year is still there the next.
        for t in range(1, len(jaren)):
            schok[:, t] += 0.5 * schok[:, t - 1]
        waarden = eigen + drift * np.arange(len(jaren)) + schok
        kolommen[naam] = np.round(waarden.ravel(), decimalen).tolist()
    werkloos = [
        [round(_WERKLOOSHEID.get(jaar, 4.0) + w, 1) for jaar in jaren]
        for w in rng.normal(0.0, 0.5, size=aantal)
    ]
    kolommen["werkloosheid"] = [each for rij in werkloos for each in rij]
    lasten = rng.normal(1_800, 170, size=(aantal, 1)) * 1.055 ** (np.array(jaren) - 2023)
    kolommen["lasten_sociaal_domein"] = np.round(lasten.ravel(), 2).tolist()
    return pl.DataFrame(kolommen)
