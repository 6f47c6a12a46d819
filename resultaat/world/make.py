"""Make the files of the fictional gemeente."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl

from resultaat.world.arrays import day
from resultaat.world.ervaringen import draw_ervaringen, ervaringen_frame
from resultaat.world.files import write_csv, write_parquet
from resultaat.world.gebieden import gebieden_frame
from resultaat.world.levensloop import simulate
from resultaat.world.middelen import arbeidsmarkt_frame, begroting_frame, uren_frame
from resultaat.world.standen import huishoudens_frame, inwoners_frame
from resultaat.world.streams import pseudonyms, stream
from resultaat.world.trajecten import draw_trajecten, trajecten_frame

_MINIMUM = 1_000  # below this the other buurten are as small as the one that should be


def make_world(
    folder: Path,
    *,
    inwoners: int = 20_000,
    zaad: int = 1,
    jaren: tuple[int, int] = (2021, 2025),
    progress: Callable[[str], None] | None = None,
) -> dict[str, int]:
    """Write Wilgenstad into `folder` and give the number of rows per file.

    `inwoners` is the population on 1 January of the first of `jaren`, of which
    both are included. The same arguments give the same bytes. `progress` gets a
    line of Dutch before each step.
    """
    _check(inwoners, zaad, jaren)
    say = progress or (lambda _: None)
    folder.mkdir(parents=True, exist_ok=True)
    say(f"Wilgenstad: {inwoners} inwoners van {jaren[0]} tot en met {jaren[1]} volgen")
    rows: dict[str, int] = {}
    for naam, make_frame in _frames(inwoners, zaad, jaren).items():
        say(f"Wilgenstad: {naam} schrijven")
        write = write_csv if naam.endswith(".csv") else write_parquet
        rows[naam] = write(make_frame(), folder / naam)
    return rows


def _check(inwoners: int, zaad: int, jaren: tuple[int, int]) -> None:
    if inwoners < _MINIMUM:
        message = f"Wilgenstad heeft minstens {_MINIMUM} inwoners, niet {inwoners}."
        raise ValueError(message)
    if zaad < 0:
        message = f"Het zaad is 0 of hoger, niet {zaad}."
        raise ValueError(message)
    if not 1950 <= jaren[0] <= jaren[1] <= 2100:
        message = f"De jaren lopen op en liggen tussen 1950 en 2100, niet {jaren}."
        raise ValueError(message)


def _frames(
    inwoners: int, zaad: int, jaren: tuple[int, int]
) -> dict[str, Callable[[], pl.DataFrame]]:
    """Simulate once; per file, how to make its frame out of that.

    The frames are made one by one while writing, so that only one is in memory.
    """
    einde = day(jaren[1], 12, 31)
    bevolking = simulate(stream(zaad, "bevolking"), inwoners, jaren)
    trajecten = draw_trajecten(stream(zaad, "trajecten"), bevolking, jaren)
    ervaringen = draw_ervaringen(stream(zaad, "ervaringen"), bevolking, trajecten, einde)
    namen = pseudonyms(zaad, "inwoner", len(bevolking.geboren))
    huizen = pseudonyms(zaad, "huishouden", len(bevolking.inkomen))
    dossiers = pseudonyms(zaad, "traject", trajecten.height)
    brieven = pseudonyms(zaad, "vragenlijst", ervaringen.height)
    vastlegging = stream(zaad, "vastlegging")
    return {
        "gebieden.csv": gebieden_frame,
        "inwoners.parquet": partial(inwoners_frame, bevolking, namen, huizen),
        "huishoudens.parquet": partial(
            huishoudens_frame, stream(zaad, "schuld"), bevolking, huizen
        ),
        "trajecten.parquet": partial(
            trajecten_frame, vastlegging, trajecten, einde, namen, dossiers
        ),
        "ervaringen.parquet": partial(ervaringen_frame, ervaringen, namen, brieven),
        "begroting.csv": partial(begroting_frame, stream(zaad, "begroting"), bevolking),
        "uren.parquet": partial(uren_frame, stream(zaad, "uren"), bevolking),
        "arbeidsmarkt.csv": partial(arbeidsmarkt_frame, stream(zaad, "arbeidsmarkt"), bevolking),
    }
