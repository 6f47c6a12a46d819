"""How large each planted side effect truly is, as rows for `waarheid.json`.

A difference is that between what may be expected with and without the one side effect, all else
the same, over the rows that the indicator counts; so it is 0 where it was not planted. What is
counted instead says so (`geteld`). Everything is about the first part of the gemeente.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from resultaat.world.aanbieders import (
    AANBIEDERS,
    GROEIKRACHT,
    HET_ANKER,
    KIND_EN_GEZIN,
    WILGENHOUT,
    ZWAARTES,
    expected_shares,
)
from resultaat.world.aanvragen import JEUGDWET, PARTICIPATIEWET, WMO
from resultaat.world.arrays import Bools, Floats, days_between
from resultaat.world.effecten import Rows, Telling, short
from resultaat.world.neveneffecten import (
    NORM_VANAF_N6,
    STAPEL_VANAF_N8,
    STAPEL_WIJKEN_N8,
    SUBSIDIE_N5,
    VRAAG_JEUGD_N3,
    VRAAG_WMO_N3,
    more_come_back,
)
from resultaat.world.opdracht import Deel
from resultaat.world.professionals import Teams, burden
from resultaat.world.regelingen import VEEL, Regelingen
from resultaat.world.verloop import UITVAL


class Maten:
    """Counts the size of the side effects of one part of the gemeente."""

    def __init__(
        self,
        deel: Deel,
        telling: Telling,
        regelingen: Regelingen,
        teams: Teams,
        gevolgen: dict[str, dict[str, Any]],
    ) -> None:
        self.deel = deel
        self.telling = telling
        self.regelingen = regelingen
        self.teams = teams
        self.gevolgen = gevolgen
        """Of those that `Telling` counts: the effect, per gebied and over all."""

    def per_gebied(self, code: str) -> Rows:
        """The size per gebied and year, of those that differ by gebied."""
        rows: Rows = self.gevolgen[code]["effect"]["per_gebied"] if code in self.gevolgen else []
        return rows

    def of(self, code: str) -> Rows:
        """The sizes of one side effect."""
        every = {
            "n1": lambda: self._whole("n1", "wachttijd_jeugdhulp"),
            "n2": lambda: self._whole("n2", "wachttijd_wmo"),
            "n3": self._next_door,
            "n7": self._losers,
            "n3_wet": self._other_law,
            "n4": self._reversal,
            "n5": self._skimming,
            "n6": self._bunching,
            "n8": self._stacking,
            "n9": self._quick_exits,
            "n10": self._burden,
        }
        return list(every[code]())

    def _whole(self, code: str, indicator: str) -> Iterator[dict[str, Any]]:
        effect = self.gevolgen[code]["effect"]
        yield _maat(indicator, "aandeel", effect["gemiddeld"], effect["n"])

    def _next_door(self) -> Iterator[dict[str, Any]]:
        effect = self.gevolgen["n3"]["effect"]
        meer = effect["totaal"]
        yield _maat("overlast_door_jongeren", "meldingen", meer, len(effect["per_gebied"]))

    def _losers(self) -> Iterator[dict[str, Any]]:
        """The mean and both groups of who was reached."""
        indicator, gevolg = "uitstroom_naar_werk", self.gevolgen["n7"]
        yield _maat(indicator, "aandeel", gevolg["effect"]["gemiddeld"], gevolg["effect"]["n"])
        for each in gevolg["groepen"]:
            yield _maat(indicator, "aandeel", each["effect"], each["n"], groep=each["groep"])

    def _other_law(self) -> Iterator[dict[str, Any]]:
        """First requests that a change of demand took away or added, from those that were made."""
        vragen = self.telling.vragen.filter(pl.col("ronde") == 0)
        bereikt = self.telling.reached("praktijkondersteuner_jeugd", vragen, "gemeld_op")
        leeftijd = vragen["leeftijd"].to_numpy()
        ouder = (leeftijd >= 25) & (leeftijd < 55)
        has = self.deel.ingrepen.has("n3_wet")
        for indicator, wet, wie, factor in (
            ("jeugdhulp_starts", JEUGDWET, np.ones(len(leeftijd), bool), VRAAG_JEUGD_N3),
            ("wmo_starts", WMO, ouder, VRAAG_WMO_N3),
        ):
            hier = bereikt & wie & (vragen["wet"].to_numpy() == wet)
            # Of every `factor` requests that came, one would have come anyway.
            aantal = int(hier.sum())
            groep = "leeftijd van 25 tot 55 jaar" if wet == WMO else None
            verschil = aantal * (1 - 1 / factor) if has else 0.0
            yield _maat(indicator, "vragen", verschil, aantal, groep=groep)

    def _reversal(self) -> Iterator[dict[str, Any]]:
        """Het Anker beside Kind & Gezin: over all cases, and within each zwaarte (geteld)."""
        af = self.telling.af.filter(pl.col("wet") == JEUGDWET)
        wie, kans = af["aanbieder"].to_numpy(), af["kans"].to_numpy()
        anker, ander = wie == HET_ANKER, wie == KIND_EN_GEZIN
        groepen = {"groep": _is("aanbieder", HET_ANKER), "tegen": _is("aanbieder", KIND_EN_GEZIN)}
        samen = _mean(kans, anker) - _mean(kans, ander)
        indicator = "doelrealisatie_jeugdhulp"
        yield _maat(indicator, "aandeel", samen, int((anker | ander).sum()), geteld=True, **groepen)
        zwaarte = af["zwaarte"].to_numpy()
        for plek, naam in enumerate(ZWAARTES):
            zelfde = zwaarte == plek
            verschil = _mean(kans, anker & zelfde) - _mean(kans, ander & zelfde)
            n = int(((anker | ander) & zelfde).sum())
            extra = {"binnen": f"zwaarte = {naam}", **groepen}
            yield _maat(indicator, "aandeel", verschil, n, geteld=True, **extra)

    def _skimming(self) -> Iterator[dict[str, Any]]:
        """What the habit of Wilgenhout changes in whom it helps, and so in what it shows."""
        sinds = pl.col("gemeld_op") >= pl.lit(SUBSIDIE_N5)
        geplant = self.deel.opdracht.geplant
        for indicator, maat, rijen in (
            ("uitstroom_naar_werk", "aandeel lichte vragen", self.telling.vragen),
            ("uitstroom_naar_werk", "aandeel", self.telling.af),
        ):
            van_wet = rijen.filter(pl.col("wet") == PARTICIPATIEWET, sinds)
            licht = (van_wet["zwaarte"].to_numpy() == 0).astype(float)
            waarde = licht if maat != "aandeel" else van_wet["werk_kans"].to_numpy()
            met, zonder = (
                _weighted(waarde, expected_shares(wat, van_wet)[:, WILGENHOUT])
                for wat in (geplant, geplant - {"n5"})
            )
            n = int((van_wet["aanbieder"] == WILGENHOUT).sum())
            groep = _is("aanbieder", WILGENHOUT)
            yield _maat(indicator, maat, met - zonder, n, groep=groep, vanaf=str(SUBSIDIE_N5))

    def _bunching(self) -> Iterator[dict[str, Any]]:
        """Requests that were put just before the norm."""
        jaren = pl.col("gemeld_op").dt.year() >= self.deel.opdracht.jaren[0]
        vragen = self.telling.vragen.filter(pl.col("wet") == JEUGDWET, jaren)
        later = vragen.filter(pl.col("gemeld_op") >= pl.lit(NORM_VANAF_N6))
        aantal, vanaf = int((later["wacht"] != later["wacht_vrij"]).sum()), str(NORM_VANAF_N6)
        for maat, grootte in (
            ("vragen op dag 40, 41 of 42", float(aantal)),
            ("aandeel", aantal / max(later.height, 1)),
        ):
            yield _maat("wachttijd_jeugdhulp", maat, grootte, later.height, vanaf=vanaf)

    def _stacking(self) -> Iterator[dict[str, Any]]:
        """Huishoudens that got two schemes more, and that so have four or more."""
        wijk = self.deel.gebieden.wijk[self.regelingen.buurt] + 1
        hier = np.isin(wijk, STAPEL_WIJKEN_N8) & (
            self.telling.bevolking.peildata[self.regelingen.t] >= STAPEL_VANAF_N8
        )
        erbij, met = self.regelingen.erbij[hier], self.regelingen.aantal[hier]
        n = int(hier.sum())
        indicator, vanaf = "veel_regelingen_tegelijk", str(STAPEL_VANAF_N8)
        yield _maat(indicator, "huishoudens", float((erbij > 0).sum()), n, vanaf=vanaf)
        nieuw = (met >= VEEL) & (met - erbij < VEEL)
        verschil = float(nieuw.mean()) if n else 0.0
        yield _maat(indicator, "aandeel", verschil, n, vanaf=vanaf)

    def _quick_exits(self) -> Iterator[dict[str, Any]]:
        """More goals, shorter help and more who come back, of help that was closed early."""
        af = self.telling.af.filter(pl.col("snel"))
        groep, n = _is("aanbieder", GROEIKRACHT), af.height
        vanaf = "2024-01-01"
        doel = (af["kans"] - af["kans_rustig"]).to_numpy()
        terug = more_come_back(af["kans_rustig"].to_numpy(), af["reden"].to_numpy() == UITVAL)
        dagen = days_between(af["sluit"].to_numpy(), af["start"].to_numpy()).astype(float)
        langer = af["duur_rustig"].to_numpy()
        for indicator, maat, verschil in (
            ("doelrealisatie_jeugdhulp", "aandeel", doel),
            ("terugkeer_jeugdhulp", "aandeel", terug),
            ("doelrealisatie_jeugdhulp", "dagen hulp", dagen - langer),
        ):
            waarde = float(verschil.mean()) if n else 0.0
            yield _maat(indicator, maat, waarde, n, groep=groep, vanaf=vanaf)

    def _burden(self) -> Iterator[dict[str, Any]]:
        """Hours and absence of the teams that it weighs on."""
        for indicator, (verschil, druk) in burden(self.deel, self.teams).items():
            n = int(druk.sum())
            yield _maat(
                indicator, "aandeel", verschil if n else 0.0, n, groep="team = jeugdteam",
                vanaf="2024-01-01",
            )  # fmt: skip


def _maat(
    indicator: str, maat: str, grootte: float, n: int, *, geteld: bool = False, **waar: str | None
) -> dict[str, Any]:
    """One size: `grootte` in the unit `maat`, over `n` rows; up is `hoger`, down is `lager`."""
    waarde = short(grootte)
    richting = "hoger" if waarde > 0 else "lager" if waarde < 0 else "geen"
    return {
        "indicator": indicator,
        "maat": maat,
        "grootte": waarde,
        "richting": richting,
        "n": n,
        "geteld": geteld,
        **{naam: each for naam, each in waar.items() if each is not None},
    }


def _is(kolom: str, aanbieder: int) -> str:
    return f"{kolom} = {AANBIEDERS[aanbieder]}"


def _mean(waarden: Floats, wie: Bools) -> float:
    return float(waarden[wie].mean()) if wie.any() else 0.0


def _weighted(waarden: Floats, gewicht: Floats) -> float:
    return float((waarden * gewicht).sum() / gewicht.sum()) if gewicht.sum() else 0.0
