"""The levels of the world beside published ones, each with its source.

`python -m resultaat.world.niveaus MAP` prints the comparison for a folder that `resultaat demo`
filled. Where a published figure is of another year or counts a little differently, `let_op` says
so; where it was calculated from published numbers, `bron` says from which. `laag` and `hoog` are
how far the world may be from it: it need not be a copy of the country, it has to be believable as
a gemeente in it.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

_KWB = "CBS 84799NED, Kerncijfers wijken en buurten 2020, Nederland"
_INWONERS = "per inwoner (17.811.291 op 1 januari 2023)"
_GEBOREN = "CBS, Nederland in cijfers 2021: 461 per dag in 2020, op 17.407.585 inwoners"
_IV3 = f"CBS Iv3 jaarrekening 2023, lasten, rij Nederland, {_INWONERS}"
_SOCIAAL_DOMEIN = (
    *("6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.71", "6.72", "6.73", "6.74", "6.81"),
    "6.82",
)


@dataclass(frozen=True)
class Niveau:
    """A published figure, and how to count the same in the world."""

    naam: str
    eenheid: str
    gepubliceerd: float
    bron: str
    laag: float
    hoog: float
    tel: Callable[["Wereld"], float]
    let_op: str = ""


class Wereld:
    """The files of a world, in the last whole year; read when they are asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames: dict[str, pl.DataFrame] = {}
        self.jaar = int(str(self.read("begroting.csv")["peildatum"].max())[:4])

    def read(self, bestand: str) -> pl.DataFrame:
        """The rows of a file; numbers in a CSV become numbers."""
        if bestand not in self._frames:
            path = self.folder / bestand
            if bestand.endswith(".csv"):
                frame = pl.read_csv(path, separator=";", decimal_comma=True)
            else:
                frame = pl.read_parquet(path)
            self._frames[bestand] = frame
        return self._frames[bestand]

    def stand(self, naam: str) -> pl.DataFrame:
        """The rows of a stock on 1 January of the year."""
        return self.read(f"{naam}.parquet").filter(peildatum=date(self.jaar, 1, 1))

    @property
    def inwoners(self) -> int:
        """Inwoners on 1 January."""
        return self.stand("inwoners").height

    def age(self, van: int, tot: int) -> int:
        """Inwoners from age `van` to under `tot` on 1 January."""
        leeftijd = pl.col("leeftijd")
        return self.stand("inwoners").filter(leeftijd >= van, leeftijd < tot).height

    def helped(self, wet: str) -> int:
        """Different inwoners with help under a wet at any moment of the year."""
        rijen = self.read("trajecten.parquet").filter(
            pl.col("startdatum") <= date(self.jaar, 12, 31),
            pl.col("einddatum").fill_null(date(9999, 1, 1)) >= date(self.jaar, 1, 1),
            wet=wet,
        )
        return rijen["inwoner"].n_unique()

    def spent(self, *taakvelden: str) -> float:
        """Euros per inwoner on taakvelden that begin with one of these, in prices of 2023."""
        van_jaar = self.read("begroting.csv").filter(
            pl.col("peildatum").str.starts_with("2023"),
            pl.col("taakveld").str.split(" ").list.first().is_in(taakvelden),
        )
        inwoners = self.read("inwoners.parquet").filter(peildatum=date(2023, 1, 1)).height
        return float(van_jaar["besteed"].sum()) / inwoners

    def benefit(self, soort: str) -> float:
        """Inwoners with a benefit per 1,000."""
        return 1000 * self.stand("uitkeringen").filter(soort=soort).height / self.inwoners

    def to_work(self) -> float:
        """Percentage of the bijstand that ended in the year which ended in work."""
        af = self.read("trajecten.parquet").filter(
            pl.col("einddatum").dt.year() == self.jaar, wet="participatiewet"
        )
        return 100 * float(af.select(pl.col("uitstroom_werk").mean()).item())

    def incidents(self, soort: str) -> float:
        """Incidents of a kind per 1,000 inwoners in the year."""
        rijen = self.read("incidenten.parquet").filter(
            pl.col("datum").dt.year() == self.jaar, soort=soort
        )
        return 1000 * rijen.height / self.inwoners

    def share(self, naam: str, waar: pl.Expr) -> float:
        """Percentage of the rows of a stock."""
        return 100 * float(self.stand(naam).select(waar.mean()).item())

    def events(self, soort: str) -> float:
        """Events per 1,000 inwoners in the year."""
        rijen = self.read("gebeurtenissen.parquet").filter(
            pl.col("datum").dt.year() == self.jaar, soort=soort
        )
        return 1000 * rijen.height / self.inwoners


NIVEAUS = (
    Niveau("inwoners tot 15 jaar", "%", 15.7, _KWB, 13.5, 18.5,
           lambda w: 100 * w.age(0, 15) / w.inwoners),
    Niveau("inwoners van 65 jaar en ouder", "%", 19.5, _KWB, 16.0, 23.0,
           lambda w: 100 * w.age(65, 999) / w.inwoners),
    Niveau("personen per huishouden", "", 2.1, _KWB, 1.95, 2.25,
           lambda w: float(w.stand("huishoudens")["personen"].mean() or 0)),  # type: ignore[arg-type]
    Niveau("huishoudens van één persoon", "%", 38.5, _KWB, 33.0, 44.0,
           lambda w: w.share("huishoudens", pl.col("personen") == 1)),
    Niveau("geboren per 1.000 inwoners", "", 9.7, _GEBOREN, 8.0, 12.5,
           lambda w: w.events("geboorte")),
    Niveau("overleden per 1.000 inwoners", "", 9.7,
           "CBS 70737NED: 168.678 in 2020, op 17.407.585 inwoners", 7.0, 13.0,
           lambda w: w.events("overlijden"), "2020 was een jaar met veel sterfte"),
    Niveau("jongeren tot 23 jaar met jeugdhulp in een jaar", "%", 10.6,
           "CBS, Landelijke Jeugdmonitor 2024, hoofdstuk Jeugdzorg: 474 duizend in 2023", 9.0, 12.0,
           lambda w: 100 * w.helped("jeugdwet") / w.age(0, 23),
           "met jeugdbescherming en jeugdreclassering; hier begint hulp altijd voor het 18e jaar"),
    Niveau("jongeren met jeugdhulp per 100 kinderen tot 18 jaar", "", 13.2,
           "CBS, nieuwsbericht over 2022: 457 duizend, min 1,4% van wie 18 tot 23 is, op 3.336.887 "
           "kinderen (gemeentefonds 2025, maatstaf jongeren)", 11.5, 14.5,
           lambda w: 100 * w.helped("jeugdwet") / w.age(0, 18)),
    Niveau("inwoners met Wmo-hulp per 1.000", "", 70.0, f"{_KWB} (latere uitgave)", 55.0, 85.0,
           lambda w: 1000 * w.helped("wmo") / w.inwoners),
    Niveau("inwoners met bijstand per 1.000", "", 24.2, _KWB, 19.0, 30.0,
           lambda w: w.benefit("bijstand")),
    Niveau("inwoners met een uitkering bij ziekte per 1.000", "", 42.1, _KWB, 35.0, 50.0,
           lambda w: w.benefit("ziekte_arbeidsongeschikt")),
    Niveau("inwoners met WW per 1.000", "", 9.0,
           f"UWV, december 2023: bijna 161 duizend uitkeringen, {_INWONERS}", 7.0, 12.0,
           lambda w: w.benefit("ww")),
    Niveau("beëindigde bijstand die eindigt in werk", "%", 46.0,
           "CBS 83747NED, 2016, Nederland: 60.120 van 130.750", 35.0, 52.0,
           lambda w: w.to_work()),
    Niveau("huishoudens met problematische schulden", "%", 7.6,
           "CBS, Schuldenproblematiek in beeld, 1 oktober 2020", 6.5, 9.5,
           lambda w: w.share("huishoudens", pl.col("problematische_schuld"))),
    Niveau("lasten jeugdhulp per inwoner (6.72 tot en met 6.74)", "euro", 321.0, _IV3, 280.0, 390.0,
           lambda w: w.spent("6.72", "6.73", "6.74")),
    Niveau("lasten Wmo per inwoner (6.6 en 6.71)", "euro", 261.0, _IV3, 225.0, 300.0,
           lambda w: w.spent("6.6", "6.71")),
    Niveau("lasten wijkteams per inwoner (6.2)", "euro", 105.0, _IV3, 90.0, 120.0,
           lambda w: w.spent("6.2")),
    Niveau("lasten inkomensregelingen per inwoner (6.3)", "euro", 579.0, _IV3, 520.0, 640.0,
           lambda w: w.spent("6.3")),
    Niveau("lasten sociaal domein per inwoner (6)", "euro", 1855.0, _IV3, 1650.0, 2100.0,
           lambda w: w.spent(*_SOCIAAL_DOMEIN)),
    Niveau("voortijdig schoolverlaters van 16 tot en met 22 jaar", "%", 2.3,
           "DUO, schooljaar 2023-2024: 2,29 (via NJi, Cijfers over voortijdig schoolverlaten)",
           1.5, 3.0, lambda w: 100 * float(w.stand("onderwijs")["schoolverlater"].mean() or 0),  # type: ignore[arg-type]
           "DUO telt alle leerlingen van 12 tot 23 jaar; hier telt wie studeert niet mee"),
    Niveau("woninginbraken per 1.000 inwoners", "", 1.3,
           f"CBS, nieuwsbericht over 2023: 22,8 duizend, {_INWONERS}", 1.0, 2.0,
           lambda w: w.incidents("inbraak")),
    Niveau("meldingen van huiselijk geweld per 1.000 inwoners", "", 7.2,
           f"CBS 85361NED, 2023: 36.355 is 28,5% van de meldingen, {_INWONERS}", 5.5, 9.0,
           lambda w: w.incidents("huiselijk_geweld")),
    Niveau("werkloosheid", "%", 3.6, "CBS, nieuwsbericht van 18 januari 2024: over 2023", 3.2, 4.3,
           lambda w: float(w.read("arbeidsmarkt.csv")["werkloosheid"][-1]),
           "van het laatste jaar van de gegevens"),
)  # fmt: skip


def compare(folder: Path) -> pl.DataFrame:
    """One row per level: published, in this world, the bounds, whether it is within, the source."""
    wereld = Wereld(folder)
    rows = [(each, each.tel(wereld)) for each in NIVEAUS]
    return pl.DataFrame(
        {
            "niveau": [each.naam for each, _ in rows],
            "eenheid": [each.eenheid for each, _ in rows],
            "gepubliceerd": [each.gepubliceerd for each, _ in rows],
            "hier": [round(hier, 1) for _, hier in rows],
            "laag": [each.laag for each, _ in rows],
            "hoog": [each.hoog for each, _ in rows],
            "past": [each.laag <= hier <= each.hoog for each, hier in rows],
            "bron": [each.bron for each, _ in rows],
            "let_op": [each.let_op for each, _ in rows],
        }
    )


def as_text(vergelijking: pl.DataFrame) -> str:
    """The comparison as a table for people."""
    lines = [f"{'':52} {'gepubliceerd':>14} {'hier':>9}  past"]
    for row in vergelijking.iter_rows(named=True):
        past = "ja" if row["past"] else f"NEE ({row['laag']} tot {row['hoog']})"
        naam = f"{row['niveau']} ({row['eenheid']})" if row["eenheid"] else row["niveau"]
        lines.append(f"{naam:52.52} {row['gepubliceerd']:>14} {row['hier']:>9}  {past}")
        lines.append(f"    {row['bron']}{'; ' + row['let_op'] if row['let_op'] else ''}")
    return "\n".join(lines).replace(".0 ", "   ") + "\n"


def as_markdown(vergelijking: pl.DataFrame) -> str:
    """The comparison as a table for the documentation, with Dutch decimals."""
    lines = ["| wat | gepubliceerd | hier | bron |", "|---|---|---|---|"]
    for row in vergelijking.iter_rows(named=True):
        naam = f"{row['niveau']} ({row['eenheid']})" if row["eenheid"] else row["niveau"]
        getallen = [f"{row[each]:.1f}".replace(".", ",") for each in ("gepubliceerd", "hier")]
        bron = f"{row['bron']}; {row['let_op']}" if row["let_op"] else row["bron"]
        lines.append(f"| {naam} | {getallen[0]} | {getallen[1]} | {bron} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text(compare(Path(sys.argv[1]))))
