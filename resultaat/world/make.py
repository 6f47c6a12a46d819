"""Make the files of the fictional gemeente."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from resultaat.world.aanbieders import aanbieders_frame, count_drukte
from resultaat.world.arrays import Floats, Ints
from resultaat.world.bevolking import Bevolking
from resultaat.world.context import arbeidsmarkt_frame, referentie_frame
from resultaat.world.declaraties import declaraties_frame, monthly
from resultaat.world.deelnames import deelnames_frame
from resultaat.world.files import Tables
from resultaat.world.gebeurtenissen import gebeurtenissen_frame
from resultaat.world.gebieden import Gebieden, divide_inwoners, gebieden_frame, make_gebieden
from resultaat.world.geld import geld_frames
from resultaat.world.kaart import kaart
from resultaat.world.levensloop import simulate
from resultaat.world.metingen import ervaringen_frame, metingen_frame
from resultaat.world.onderwijs import draw_leerlingen, onderwijs_frame
from resultaat.world.opdracht import Deel, Opdracht, planted
from resultaat.world.professionals import assign, draw_teams, professionals_frame, uren_frame
from resultaat.world.regelingen import draw_regelingen
from resultaat.world.samenwerkingen import samenwerkingen_frame
from resultaat.world.schuld import draw_schuld
from resultaat.world.schuldhulp import schuldhulp_frame
from resultaat.world.standen import huishoudens_frame, inwoners_frame, uitkeringen_frame
from resultaat.world.streams import stream
from resultaat.world.trajecten import draw_trajecten, trajecten_frame
from resultaat.world.veiligheid import expect, incidenten_frame
from resultaat.world.vuil import is_silent, silence, soil
from resultaat.world.waarheid import BESTAND, Geplant, tell

_MakeFrame = Callable[[], pl.DataFrame]


def make_world(  # noqa: PLR0913  each is a wish of its own
    folder: Path,
    *,
    inwoners: int = 20_000,
    zaad: int = 1,
    jaren: tuple[int, int] = (2021, 2025),
    geplant: str | Iterable[str] = "alles",
    vuil: bool = False,
    progress: Callable[[str], None] | None = None,
) -> dict[str, int]:
    """Write Wilgenstad into `folder` and give the number of rows per table.

    `inwoners` is the population on 1 January of the first of `jaren`, of which both
    are included. `geplant` is what to plant: `alles`, `ingrepen`, `neveneffecten`, `niets`,
    `incident`, or names of ingrepen and side effects (`n1` to `n10`). With `vuil` there are also
    rows that a contract refuses. The same arguments give the same bytes. `progress` gets
    a line of Dutch before each step. Raises ValueError with a Dutch sentence on nonsense.
    """
    opdracht = Opdracht(inwoners, zaad, jaren, planted(geplant), vuil)
    say = progress or (lambda _: None)
    with Tables(folder, say) as tables:
        totals = _Totals(opdracht)
        aantallen = divide_inwoners(inwoners)
        for nummer, aantal in enumerate(aantallen):
            waar = f" (deel {nummer + 1} van {len(aantallen)})" if len(aantallen) > 1 else ""
            say(f"Wilgenstad: {aantal} inwoners van {jaren[0]} tot en met {jaren[1]} volgen{waar}")
            rng = stream(zaad, f"{nummer}:gebieden")
            _write_deel(tables, totals, Deel(opdracht, make_gebieden(rng, nummer, aantal)), aantal)
        _write_gemeente(tables, totals)
    return tables.rows


class _Totals:
    """What is known of the whole gemeente only when all its parts were there."""

    def __init__(self, opdracht: Opdracht) -> None:
        jaren = len(opdracht.alle_jaren)
        self.opdracht = opdracht
        self.gebieden: list[Gebieden] = []
        self.inwoners: Floats = np.zeros(jaren)
        self.kosten: Floats = np.zeros((3, 12 * jaren))
        self.drukte: Ints | int = 0
        self.waarheid: dict[str, Any] = {}

    def add_kosten(self, wet: Ints, maand: Ints, bedrag: Floats) -> None:
        """Add the euros of one part, by wet and place of the month."""
        maanden = self.kosten.shape[1]
        som = np.bincount(wet * maanden + maand, weights=bedrag, minlength=self.kosten.size)
        self.kosten += som.reshape(self.kosten.shape)


def _write_deel(tables: Tables, totals: _Totals, deel: Deel, aantal: int) -> None:
    opdracht = deel.opdracht
    bevolking = simulate(deel.stream("bevolking"), deel.gebieden, aantal, opdracht.jaren)
    trajecten = draw_trajecten(deel.stream("trajecten"), deel, bevolking)
    for naam, make_frame in _frames(totals, deel, bevolking, trajecten):
        frame = make_frame()
        tables.add(naam, soil(deel, naam, frame) if opdracht.vuil else frame)
    totals.gebieden.append(deel.gebieden)
    totals.inwoners += (bevolking.huishouden[:, :-1] >= 0).sum(axis=0)
    totals.drukte = totals.drukte + count_drukte(opdracht, trajecten)


def _frames(
    totals: _Totals, deel: Deel, bevolking: Bevolking, trajecten: pl.DataFrame
) -> Iterator[tuple[str, _MakeFrame]]:
    """Per file, how to make its frame. They are made one by one, so that one is in memory."""
    draw = deel.stream
    teams = draw_teams(draw("teams"), deel, trajecten)
    wie = assign(draw("toewijzing"), deel, teams, trajecten)
    trajecten = trajecten.with_columns(professional=pl.Series(wie))
    zwijgt = is_silent(trajecten)
    schuld = draw_schuld(draw("schuld"), deel, bevolking)
    regelingen = draw_regelingen(draw("huishoudens"), deel, bevolking, schuld, trajecten)
    leerlingen = draw_leerlingen(draw("leerlingen"), deel, bevolking)
    incidenten = expect(draw("veiligheid"), deel, bevolking)
    if deel.gebieden.deel == 0:
        totals.waarheid = tell(
            Geplant(deel, bevolking, trajecten, schuld, regelingen, teams, leerlingen, incidenten)
        )
    yield "inwoners.parquet", partial(inwoners_frame, deel, bevolking)
    yield "huishoudens.parquet", partial(huishoudens_frame, deel, bevolking, schuld, regelingen)
    yield "gebeurtenissen.parquet", partial(gebeurtenissen_frame, deel, bevolking)
    yield (
        "trajecten.parquet",
        partial(trajecten_frame, draw("vastlegging"), deel, trajecten, zwijgt),
    )
    yield "deelnames.parquet", partial(deelnames_frame, deel, trajecten)
    maandelijks = monthly(deel, trajecten)
    rij, maand, bedrag = maandelijks
    plek = np.searchsorted(deel.opdracht.maanden, maand)
    totals.add_kosten(trajecten["wet"].to_numpy()[rij], plek, bedrag)
    yield (
        "declaraties.parquet",
        partial(declaraties_frame, draw("facturen"), deel, trajecten, maandelijks, silence()),
    )
    del maandelijks, rij, maand, bedrag, plek
    yield "metingen.parquet", partial(metingen_frame, draw("metingen"), deel, trajecten, zwijgt)
    yield (
        "ervaringen.parquet",
        partial(ervaringen_frame, draw("ervaringen"), deel, bevolking, trajecten),
    )
    yield (
        "schuldhulp.parquet",
        partial(schuldhulp_frame, draw("schuldhulp"), deel, bevolking, schuld),
    )
    yield (
        "professionals.parquet",
        partial(professionals_frame, draw("professionals"), deel, teams, trajecten),
    )
    yield "uren.parquet", partial(uren_frame, draw("uren"), deel, teams)
    yield (
        "onderwijs.parquet",
        partial(onderwijs_frame, draw("onderwijs"), deel, bevolking, leerlingen),
    )
    yield (
        "uitkeringen.parquet",
        partial(uitkeringen_frame, draw("uitkeringen"), deel, bevolking, trajecten),
    )
    yield "incidenten.parquet", partial(incidenten_frame, draw("incidenten"), deel, incidenten)


def _write_gemeente(tables: Tables, totals: _Totals) -> None:
    """The files that are about the gemeente as a whole, and what was planted in it."""
    opdracht = totals.opdracht

    def draw(naam: str) -> np.random.Generator:
        return stream(opdracht.zaad, naam)

    tables.add("gebieden.csv", gebieden_frame(totals.gebieden))
    tables.add_json("gebieden.geojson", kaart(totals.gebieden))
    drukte = np.asarray(totals.drukte)
    tables.add("aanbieders.csv", aanbieders_frame(draw("aanbieders"), opdracht, drukte, silence()))
    jaarlijks, maandelijks = geld_frames(draw("geld"), opdracht, totals.inwoners, totals.kosten)
    tables.add("begroting.csv", jaarlijks)
    tables.add("realisatie.csv", maandelijks)
    tables.add("arbeidsmarkt.csv", arbeidsmarkt_frame(draw("arbeidsmarkt"), opdracht))
    tables.add("referentie.csv", referentie_frame(draw("referentie"), opdracht))
    tables.add("samenwerkingen.csv", samenwerkingen_frame(draw("samenwerkingen"), opdracht))
    tables.add_json(BESTAND, totals.waarheid)
