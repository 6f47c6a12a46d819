"""What the planted things truly did, per gebied and year, over what an indicator counts there."""

from typing import Any

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET
from resultaat.world.arrays import Bools, Floats, Ints, years
from resultaat.world.bevolking import Bevolking
from resultaat.world.onderwijs import Leerlingen
from resultaat.world.opdracht import Deel
from resultaat.world.schuld import Schuld
from resultaat.world.veiligheid import Verwachting

Rows = list[dict[str, Any]]


class Telling:
    """Counts effects over what each indicator counts, per wijk and year."""

    def __init__(self, deel: Deel, bevolking: Bevolking, trajecten: pl.DataFrame) -> None:
        self.deel = deel
        self.bevolking = bevolking
        begonnen = pl.col("start").is_not_null()
        self.vragen = trajecten
        self.af = trajecten.filter(begonnen, pl.col("sluit") <= pl.lit(deel.opdracht.einde))

    def doel(self, naam: str, wet: int) -> dict[str, Any]:
        """On the share of ended help that reached its goal."""
        rijen = self.af.filter(pl.col("wet") == wet)
        verschil = (rijen["kans"] - rijen["kans_zonder"]).to_numpy()
        return self._by_end(naam, rijen, verschil)

    def work(self) -> dict[str, Any]:
        """On the share of ended bijstand that ended in work, also for two ages."""
        rijen = self.af.filter(pl.col("wet") == PARTICIPATIEWET)
        verschil = (rijen["werk_kans"] - rijen["werk_zonder"]).to_numpy()
        alles = self._by_end("werkgesprek_aan_huis", rijen, verschil)
        bereikt = self.reached("werkgesprek_aan_huis", rijen, "sluit")
        oud = rijen["leeftijd"].to_numpy() >= 50
        groepen = [
            {
                "groep": groep,
                "n": int((bereikt & wie).sum()),
                "effect": _mean(verschil, bereikt & wie),
            }
            for groep, wie in (("leeftijd < 50", ~oud), ("leeftijd >= 50", oud))
        ]
        return {**alles, "groepen": groepen}

    def waiting(self, naam: str, wet: int, dagen: int) -> dict[str, Any]:
        """On the share of requests with a wait of at most so many days."""
        binnen = (pl.col("gemeld_op").dt.year() >= self.deel.opdracht.jaren[0]) & (
            pl.col("wet") == wet
        )
        rijen = self.vragen.filter(binnen)
        verschil = (rijen["wacht"] <= dagen).to_numpy().astype(float)
        verschil -= (rijen["wacht_zonder"] <= dagen).to_numpy().astype(float)
        bereikt = self.reached(naam, rijen, "gemeld_op")
        jaar = rijen["gemeld_op"].dt.year().to_numpy().astype(np.int64)
        return self._effect(naam, rijen["buurt"].to_numpy(), jaar, verschil, bereikt)

    def debts(self, schuld: Schuld) -> dict[str, Any]:
        """On the share of huishoudens with debts, per peildatum."""
        huishouden, t = np.nonzero(self.bevolking.buurt >= 0)
        buurt = self.bevolking.buurt[huishouden, t]
        verschil = (schuld.kans - schuld.kans_zonder)[huishouden, t]
        jaar = years(self.bevolking.peildata)[t]
        return self._effect("schuldhulp_vroeg", buurt, jaar, verschil, verschil < 0)

    def absence(self, leerlingen: Leerlingen) -> dict[str, Any]:
        """On the share of pupils who stayed away: no effect, and the chance before it."""
        op_school = leerlingen.kans > 0
        verschil = (leerlingen.kans - leerlingen.kans_gewoon)[op_school]
        jaar = years(self.bevolking.peildata)[leerlingen.t[op_school]]
        buurt = leerlingen.buurt[op_school]
        toeval = self._effect("schoolcontract", buurt, jaar, verschil, verschil > 0)["effect"]
        return {"effect": {"gemiddeld": 0.0, "n": 0, "per_gebied": []}, "toeval": toeval}

    def nuisance(self, incidenten: Verwachting, *, eigen: bool) -> dict[str, Any]:
        """Expected numbers per buurt and year, in the buurten of jongerenwerk or next to them."""
        verschil = (incidenten.met - incidenten.zonder)[0]
        vanaf = self.deel.ingrepen.since("jongerenwerk_op_straat")
        if self.deel.ingrepen.has("incident"):
            verschil = np.zeros_like(verschil)
        per_jaar = verschil.reshape(len(verschil), -1, 12).sum(axis=2)
        rows: Rows = []
        for b in np.flatnonzero(~np.isnat(vanaf) == eigen):
            for t, jaar in enumerate(self.deel.opdracht.alle_jaren):
                if per_jaar[b, t]:
                    code = self.deel.gebieden.buurtcodes[b]
                    rows.append({"gebied": code, "jaar": jaar, "effect": short(per_jaar[b, t])})
        som = sum(row["effect"] for row in rows)
        return {"effect": {"totaal": short(som), "per_gebied": rows}}

    def _by_end(self, naam: str, rijen: pl.DataFrame, verschil: Floats) -> dict[str, Any]:
        jaar = rijen["sluit"].dt.year().to_numpy().astype(np.int64)
        bereikt = self.reached(naam, rijen, "sluit")
        return self._effect(naam, rijen["buurt"].to_numpy(), jaar, verschil, bereikt)

    def reached(self, naam: str, rijen: pl.DataFrame, dag: str) -> Bools:
        """Whether an ingreep had begun for each of the rows on its day `dag`."""
        op = rijen[dag].to_numpy().astype("datetime64[D]")
        return self.deel.ingrepen.reaches(naam, rijen["buurt"].to_numpy(), op)

    def _effect(
        self, naam: str, buurt: Ints, jaar: Ints, verschil: Floats, bereikt: Bools
    ) -> dict[str, Any]:
        gebieden = self.deel.gebieden
        wijk = gebieden.wijk[buurt]
        hier = np.unique(gebieden.wijk[~np.isnat(self.deel.ingrepen.since(naam))])
        rows: Rows = []
        for w in hier:
            for j in self.deel.opdracht.alle_jaren:
                wie = (wijk == w) & (jaar == j)
                if wie.any():
                    code, n = gebieden.wijkcodes[w], int(wie.sum())
                    rows.append({"gebied": code, "jaar": j, "n": n, "effect": _mean(verschil, wie)})
        gemiddeld = {"gemiddeld": _mean(verschil, bereikt), "n": int(bereikt.sum())}
        return {"effect": {**gemiddeld, "per_gebied": rows}}


def _mean(verschil: Floats, wie: Bools) -> float:
    return short(float(verschil[wie].mean())) if wie.any() else 0.0


def short(waarde: float) -> float:
    """Round for the document."""
    # Six decimals: enough for any test, and free of the noise of the last bit.
    return round(float(waarde), 6) + 0.0
