"""The trajecten as the administration knows them on the last day of the data.

A traject that ran on the first day is in the file too, with the day on which it
was asked for, however long before. Without those, use and cost would seem to
grow from nothing. A request that was withdrawn, or whose inwoner left or died
while waiting, has an `einddatum` and no `startdatum`; still waiting is neither.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from resultaat.world.aanvragen import PARTICIPATIEWET, WETTEN, allowed, draw_aanvragen
from resultaat.world.arrays import Bools, Dates, Ints, day, days_between, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.files import euros
from resultaat.world.gebieden import BUURTCODES
from resultaat.world.verloop import AANBIEDERS, REDENEN, Verloop, draw_again, live_out

# Requests so many years before the first are drawn for what still runs by then.
_AANLOOP = 6
_NIET_VASTGELEGD, _BUURT_ONBEKEND = 0.06, 0.002
_TERMIJN = 365  # days within which a new request counts as opnieuw_gemeld
_COLUMNS = (
    *("traject", "inwoner", "buurt", "wet", "aanbieder", "gemeld_op", "startdatum"),
    *("einddatum", "doel_bereikt", "reden_einde", "opnieuw_gemeld", "gezamenlijk_plan"),
    *("medewerker_opgeleid", "uitstroom_werk", "kosten"),
)


def draw_trajecten(
    rng: np.random.Generator, bevolking: Bevolking, jaren: tuple[int, int]
) -> pl.DataFrame:
    """The true course of all trajecten of these years, as codes; one row each.

    Sorted by inwoner, wet and day. Nobody has two at once under one wet.
    """
    einde = day(jaren[1], 12, 31)
    aanvragen = draw_aanvragen(rng, bevolking, (jaren[0] - _AANLOOP, jaren[1]))
    rondes = [live_out(rng, bevolking, aanvragen)]
    for _ in range(2):
        opnieuw = allowed(bevolking, draw_again(rng, rondes[-1], einde))
        rondes.append(live_out(rng, bevolking, opnieuw))
    return _without_overlap(pl.concat(_as_frame(ronde) for ronde in rondes)).filter(
        pl.col("sluit") >= pl.lit(day(jaren[0]))
    )


def trajecten_frame(
    rng: np.random.Generator,
    waarheid: pl.DataFrame,
    einde: np.datetime64,
    inwoner_namen: Sequence[str],
    traject_namen: Sequence[str],
) -> pl.DataFrame:
    """What the administration holds of `waarheid` on day `einde`, in order of request."""
    bekend = _seen_on(waarheid, einde).with_columns(
        traject=named(np.arange(waarheid.height), traject_namen),
        inwoner=named(waarheid["inwoner"].to_numpy(), inwoner_namen),
        buurt=named(_forget_some(rng, waarheid["buurt"].to_numpy()), BUURTCODES),
        wet=named(waarheid["wet"].to_numpy(), WETTEN),
        aanbieder=named(waarheid["aanbieder"].to_numpy(), AANBIEDERS),
        reden_einde=named(waarheid["reden"].to_numpy(), REDENEN),
        vastgelegd=pl.Series(rng.random(waarheid.height) >= _NIET_VASTGELEGD),
    )
    gestart, af = pl.col("startdatum").is_not_null(), pl.col("einddatum").is_not_null()
    werk = gestart & af & (pl.col("wet") == WETTEN[PARTICIPATIEWET])
    return (
        bekend.with_columns(
            doel_bereikt=pl.when(gestart & af & pl.col("vastgelegd")).then("doel"),
            reden_einde=pl.when(af).then("reden_einde"),
            gezamenlijk_plan=pl.when(gestart).then("plan"),
            medewerker_opgeleid=pl.when(gestart).then("opgeleid"),
            uitstroom_werk=pl.when(werk).then("werk"),
            kosten=euros("centen"),
        )
        .select(_COLUMNS)
        .sort("gemeld_op", "traject")
    )


def _as_frame(verloop: Verloop) -> pl.DataFrame:
    aanvragen = verloop.aanvragen
    return pl.DataFrame(
        {
            "inwoner": aanvragen.inwoner,
            "wet": aanvragen.wet,
            "gemeld_op": aanvragen.gemeld_op,
            "buurt": verloop.buurt,
            "aanbieder": verloop.aanbieder,
            "start": verloop.start,
            "sluit": verloop.sluit,
            "reden": verloop.reden,
            "doel": verloop.doel,
            "opgeleid": verloop.opgeleid,
            "plan": verloop.plan,
            "werk": verloop.werk,
            "dagprijs": verloop.dagprijs,
        }
    )


def _without_overlap(trajecten: pl.DataFrame) -> pl.DataFrame:
    """Drop what is asked for while an earlier one under the same wet has not ended."""
    gesorteerd = trajecten.sort("inwoner", "wet", "gemeld_op", "sluit", maintain_order=True)
    eerder = pl.col("sluit").cum_max().shift(1).over("inwoner", "wet")
    return gesorteerd.filter(eerder.is_null() | (pl.col("gemeld_op") > eerder))


def _seen_on(waarheid: pl.DataFrame, einde: np.datetime64) -> pl.DataFrame:
    """Add `startdatum`, `einddatum`, `opnieuw_gemeld` and `centen` as known on `einde`."""
    laatste = pl.lit(einde)
    bekend = waarheid.with_columns(
        startdatum=pl.when(pl.col("start") <= laatste).then("start"),
        einddatum=pl.when(pl.col("sluit") <= laatste).then("sluit"),
    )
    dagen = (pl.min_horizontal("sluit", laatste) - pl.col("startdatum")).dt.total_days()
    # The day of the start counts: one day of help is the least that is paid for.
    centen = ((dagen + 1) * pl.col("dagprijs") * 100).round().fill_null(0).cast(pl.Int64)
    opnieuw = _asks_again(
        waarheid["inwoner"].to_numpy(),
        waarheid["gemeld_op"].to_numpy().astype("datetime64[D]"),
        waarheid["sluit"].to_numpy().astype("datetime64[D]"),
    )
    weten = pl.col("sluit").dt.offset_by(f"{_TERMIJN}d") <= laatste
    return bekend.with_columns(
        centen=centen, opnieuw_gemeld=pl.when(weten).then(pl.Series(opnieuw))
    )


def _asks_again(inwoner: Ints, gemeld_op: Dates, sluit: Dates) -> Bools:
    """Whether the same inwoner asks again, under any wet, 1 to 365 days after the end."""
    # One number per inwoner and day turns "the next request" into one binary search.
    ruimte = 10_000_000
    begin = np.datetime64("1900-01-01", "D")
    vragen = np.sort(inwoner * ruimte + days_between(gemeld_op, begin))
    af = inwoner * ruimte + days_between(sluit, begin)
    volgende = np.searchsorted(vragen, af, side="right")
    eerste = np.append(vragen, np.iinfo(np.int64).max)[volgende]
    binnen: Bools = eerste <= af + _TERMIJN
    return binnen


def _forget_some(rng: np.random.Generator, buurt: Ints) -> Ints:
    onbekend = rng.random(len(buurt)) < _BUURT_ONBEKEND
    vergeten: Ints = np.where(onbekend, -1, buurt)
    return vergeten
