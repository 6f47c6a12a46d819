"""The trajecten as the administration knows them on the last day of the data.

A traject that ran on the first day is in the file too, with the day on which it
was asked for, however long before. Without those, use and cost would seem to
grow from nothing. A request that was withdrawn, or whose inwoner left or died
while waiting, has an `einddatum` and no `startdatum`; still waiting is neither.
"""

import numpy as np
import polars as pl

from resultaat.world.aanbieders import AANBIEDERS, WETTEN, ZWAARTES
from resultaat.world.aanvragen import PARTICIPATIEWET, allowed, draw_aanvragen
from resultaat.world.arrays import Bools, Dates, Ints, day, days, days_between, named
from resultaat.world.bevolking import Bevolking
from resultaat.world.files import euros
from resultaat.world.huishoudens import INKOMENS
from resultaat.world.opdracht import Deel
from resultaat.world.verloop import REDENEN, Verloop, draw_again, live_out

# Requests so many years before the first are drawn for what still runs by then.
_AANLOOP = 6
_NIET_VASTGELEGD, _BUURT_ONBEKEND = 0.06, 0.002
_TERMIJN = 365  # days within which a new request counts as opnieuw_gemeld
VERWIJZERS = ("gemeente", "huisarts", "school", "rechter", "zelf")
_VERWIJZER = np.array(
    [(0.42, 0.38, 0.11, 0.05, 0.04), (0.22, 0.13, 0.0, 0.0, 0.65), (0.15, 0.0, 0.0, 0.0, 0.85)]
)
_COLUMNS = (
    *("traject", "inwoner", "buurt", "wet", "aanbieder", "professional", "verwijzer", "zwaarte"),
    *("leeftijd", "geslacht", "inkomen", "gemeld_op", "toegewezen_op", "startdatum", "einddatum"),
    *("doel_bereikt", "reden_einde", "opnieuw_gemeld", "gezamenlijk_plan"),
    *("medewerker_opgeleid", "uitstroom_werk", "kosten"),
)


def draw_trajecten(rng: np.random.Generator, deel: Deel, bevolking: Bevolking) -> pl.DataFrame:
    """The true course of all trajecten of these years, as codes; one row each.

    Sorted by inwoner, wet and day; `traject` numbers the rows. Nobody has two at once
    under one wet.
    """
    eerste, laatste = deel.opdracht.jaren
    aanvragen = draw_aanvragen(rng, deel, bevolking, (eerste - _AANLOOP, laatste))
    rondes = [live_out(rng, deel, bevolking, aanvragen)]
    for _ in range(2):
        opnieuw = draw_again(rng, rondes[-1], deel.opdracht.einde)
        rondes.append(live_out(rng, deel, bevolking, allowed(bevolking, opnieuw)))
    frames = [_as_frame(each, ronde) for ronde, each in enumerate(rondes)]
    trajecten = _without_overlap(pl.concat(frames)).filter(pl.col("sluit") >= pl.lit(day(eerste)))
    return _with_details(rng, bevolking, trajecten)


def trajecten_frame(
    rng: np.random.Generator, deel: Deel, waarheid: pl.DataFrame, zwijgt: pl.Series
) -> pl.DataFrame:
    """What the administration holds of `waarheid` on the last day, in order of request.

    Where `zwijgt` is true the aanbieder delivered nothing on how it ended.
    """
    aantal = waarheid.height
    bekend = _seen_on(waarheid, deel.opdracht.einde).with_columns(
        traject=deel.pseudonyms("traject", np.arange(aantal)),
        inwoner=deel.pseudonyms("inwoner", waarheid["inwoner"].to_numpy()),
        buurt=deel.buurtcodes(_forget_some(rng, waarheid["buurt"].to_numpy())),
        professional=deel.pseudonyms("professional", waarheid["professional"].to_numpy()),
        wet=named(waarheid["wet"].to_numpy(), WETTEN),
        aanbieder=named(waarheid["aanbieder"].to_numpy(), AANBIEDERS),
        verwijzer=named(waarheid["verwijzer"].to_numpy(), VERWIJZERS),
        zwaarte=named(waarheid["zwaarte"].to_numpy(), ZWAARTES),
        geslacht=named(waarheid["vrouw"].to_numpy().astype(np.int64), ("man", "vrouw")),
        inkomen=named(waarheid["inkomen"].to_numpy(), INKOMENS),
        reden_einde=named(waarheid["reden"].to_numpy(), REDENEN),
        vastgelegd=pl.Series(rng.random(aantal) >= _NIET_VASTGELEGD) & ~zwijgt,
    )
    gestart, af = pl.col("startdatum").is_not_null(), pl.col("einddatum").is_not_null()
    werk = gestart & af & (pl.col("wet") == WETTEN[PARTICIPATIEWET])
    laatste = pl.lit(deel.opdracht.einde)
    return (
        bekend.with_columns(
            toegewezen_op=pl.when(gestart | (pl.col("toegewezen") <= laatste)).then("toegewezen"),
            doel_bereikt=pl.when(gestart & af & pl.col("vastgelegd")).then("doel"),
            reden_einde=pl.when(af).then("reden_einde"),
            gezamenlijk_plan=pl.when(gestart).then("plan"),
            medewerker_opgeleid=pl.when(gestart).then("opgeleid"),
            professional=pl.when(gestart).then("professional"),
            uitstroom_werk=pl.when(werk).then("werk"),
            kosten=euros("centen"),
        )
        .select(_COLUMNS)
        .sort("gemeld_op", "traject")
    )


def _as_frame(verloop: Verloop, ronde: int) -> pl.DataFrame:
    aanvragen, uitkomst = verloop.aanvragen, verloop.uitkomst
    return pl.DataFrame(
        {
            "inwoner": aanvragen.inwoner,
            "wet": aanvragen.wet,
            "gemeld_op": aanvragen.gemeld_op,
            "buurt": verloop.buurt,
            "inkomen": verloop.inkomen,
            "zwaarte": verloop.zwaarte,
            "aanbieder": verloop.aanbieder,
            "wacht": verloop.wacht,
            "wacht_zonder": verloop.wacht_zonder,
            "wacht_vrij": verloop.wacht_vrij,
            "snel": verloop.snel,
            "duur_rustig": verloop.duur_rustig,
            "ronde": np.full(len(verloop.wacht), ronde),
            "start": verloop.start,
            "sluit": verloop.sluit,
            "reden": verloop.reden,
            "doel": uitkomst.doel,
            "kans": uitkomst.kans,
            "kans_zonder": uitkomst.kans_zonder,
            "kans_rustig": uitkomst.kans_rustig,
            "opgeleid": uitkomst.condities.opgeleid,
            "plan": uitkomst.condities.plan,
            "werk": uitkomst.werk,
            "werk_kans": uitkomst.werk_kans,
            "werk_zonder": uitkomst.werk_zonder,
            "dagprijs": verloop.dagprijs,
        }
    )


def _without_overlap(trajecten: pl.DataFrame) -> pl.DataFrame:
    """Drop what is asked for while an earlier one under the same wet has not ended."""
    gesorteerd = trajecten.sort("inwoner", "wet", "gemeld_op", "sluit", maintain_order=True)
    eerder = pl.col("sluit").cum_max().shift(1).over("inwoner", "wet")
    return gesorteerd.filter(eerder.is_null() | (pl.col("gemeld_op") > eerder))


def _with_details(
    rng: np.random.Generator, bevolking: Bevolking, trajecten: pl.DataFrame
) -> pl.DataFrame:
    """Add who sent the inwoner, the day of the decision, and age and geslacht."""
    inwoner, wet = trajecten["inwoner"].to_numpy(), trajecten["wet"].to_numpy()
    op = trajecten["gemeld_op"].to_numpy().astype("datetime64[D]")
    grens = np.cumsum(_VERWIJZER, axis=1)[:, :-1]
    besluit = np.floor(trajecten["wacht"].to_numpy() * rng.uniform(0.3, 0.8, size=len(wet)))
    toegewezen = np.where(
        op + days(besluit) <= trajecten["sluit"].to_numpy().astype("datetime64[D]"),
        op + days(besluit),
        np.datetime64("NaT", "D"),
    )
    return trajecten.with_columns(
        traject=pl.Series(np.arange(len(wet))),
        verwijzer=pl.Series((rng.random(len(wet))[:, None] >= grens[wet]).sum(axis=1)),
        toegewezen=pl.Series(toegewezen.astype("datetime64[D]")),
        leeftijd=pl.Series(bevolking.leeftijd(inwoner, op)),
        vrouw=pl.Series(bevolking.vrouw[inwoner]),
    )


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
