"""The analyses that a working folder offers; `pipeline.Werk` is where they are called."""

from __future__ import annotations

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat import __version__
from resultaat.core.diagnostics import Diagnostic, Diagnostics, ResultaatError, did_you_mean
from resultaat.core.settings import Settings
from resultaat.language.catalog import Catalog, load_catalog
from resultaat.language.checks import check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from resultaat.compile.request import Window
    from resultaat.data.store import Snapshot
    from resultaat.engine.gegevens import Gegevens
    from resultaat.engine.store import Store
    from resultaat.gebied.indeling import Indeling
    from resultaat.release.neveneffecten import Gescreend
    from resultaat.release.released import RunInfo
    from resultaat.release.signalen import Signaal
    from resultaat.release.toegerekend import Toegerekend
    from resultaat.release.trechter import Trechterbeeld

    Progress = Callable[[str], None]


class Analyses:
    """What is asked of definitions and data beside a rapportage."""

    def __init__(
        self, werkmap: str | PathLike[str] = ".", settings: Settings | None = None
    ) -> None:
        self.root = Path(werkmap).resolve()
        self.settings = settings or Settings.read()

    def catalog(self) -> Catalog:
        """Return the definitions; raises ResultaatError where they hold an error."""
        catalog = load_catalog(self.root)
        check(catalog).raise_if_errors()
        return catalog

    def _load(
        self,
        catalog: Catalog,
        progress: Progress,
        dimensions: Mapping[str, Sequence[str]] | None = None,
    ) -> tuple[Indeling, dict[str, Snapshot], Mapping[str, Path]]:
        """Load every source that is asked for, reporting all that is wrong at once."""
        from resultaat.loading import load_asked

        return load_asked(catalog, Diagnostics(), progress, dimensions)

    def _run_info(
        self,
        catalog: Catalog,
        name: str,
        window: Window,
        indeling: Indeling,
        snapshots: Mapping[str, Snapshot],
    ) -> RunInfo:
        """Say what a run is made of."""
        from resultaat.cycle.runs import info_of
        from resultaat.engine.duckdb import VERSION

        data = {each: snapshot.digest for each, snapshot in snapshots.items()}
        motor = {"resultaat": __version__, "duckdb": VERSION}
        return info_of(catalog, name, window, indeling, (data, motor))

    def _store(self) -> Store:
        """Return where counts are kept, so that the same is not counted twice."""
        from resultaat.engine.store import Store

        return Store.of(self.root, self.settings.cells)

    def _buren(self, catalog: Catalog, indeling: Indeling) -> Mapping[str, frozenset[str]]:
        from resultaat.data.grenzen import read_buren

        found = Diagnostics()
        assert catalog.werkmap is not None  # noqa: S101  it was checked
        buren = read_buren(catalog.werkmap, self.root, indeling, found)
        found.raise_if_errors()
        return buren

    def _gegevens(
        self,
        catalog: Catalog,
        indeling: Indeling,
        views: Mapping[str, Path],
        buren: Mapping[str, frozenset[str]],
    ) -> Gegevens:
        """Bring together what there is to calculate with, and what was counted before."""
        from resultaat.engine.gegevens import Gegevens

        return Gegevens(catalog, indeling, views, self.settings, buren, self._store())

    def signalen(
        self,
        indicator: str | None = None,
        per: str = "maand",
        progress: Progress = lambda _: None,
    ) -> list[Signaal]:
        """Say of each indicator whether its last point is more than noise.

        `per` is maand or kwartaal. Raises ResultaatError where definitions or data hold an error.
        """
        from resultaat.core.periods import Grain
        from resultaat.cycle.rapportages import choose, window_of
        from resultaat.signalen import charted, figures_of, signals_in

        catalog = self.catalog()
        grain = Grain(per)
        name, report = choose(catalog, None)
        window = window_of(report).whole(grain)
        requests = charted(catalog, window, indicator)
        indeling, snapshots, views = self._load(catalog, progress)
        run = self._run_info(catalog, name, window, indeling, snapshots)
        data = self._gegevens(catalog, indeling, views, {})
        return signals_in(figures_of(requests, data, run, progress), catalog, grain)

    def trechters(
        self, niveau: str = "wijk", progress: Progress = lambda _: None
    ) -> list[Trechterbeeld]:
        """Compare the areas of one level in every figure of the last period.

        `niveau` is wijk or buurt. Raises ResultaatError where definitions or data hold an error.
        """
        from resultaat.compile.request import requests_for
        from resultaat.cycle.rapportages import choose, window_of
        from resultaat.cycle.trechters import funnels
        from resultaat.signalen import figures_of

        catalog = self.catalog()
        name, report = choose(catalog, None)
        window = window_of(report)
        requests = requests_for(catalog, replace(window, first=window.last))
        indeling, snapshots, views = self._load(catalog, progress)
        run = self._run_info(catalog, name, window, indeling, snapshots)
        data = self._gegevens(catalog, indeling, views, {})
        return funnels(figures_of(requests, data, run, progress), catalog, niveau)

    def neveneffecten(
        self,
        interventie: str | None = None,
        sinds: str | None = None,
        progress: Progress = lambda _: None,
    ) -> list[Gescreend]:
        """Look at what else moved after each intervention, or after one of them.

        Without a choice also at each figure by itself: what heaps up at its norm, which parties
        turn round within groups.

        `sinds` is a period as people write it (2024, 2024-K1): only what began since. Raises
        ResultaatError where definitions or data hold an error.
        """
        from resultaat.compile.ask import dimensions_of
        from resultaat.cycle.rapportages import choose, window_of
        from resultaat.neveneffecten import asks_for, chosen, screened, standing_questions

        catalog = self.catalog()
        vragen = chosen(catalog, interventie, sinds)
        if interventie is None and sinds is None:
            vragen += standing_questions(catalog)
        window = window_of(choose(catalog, None)[1])
        asked = dimensions_of(asks_for(catalog, window))
        indeling, _, views = self._load(catalog, progress, asked)
        data = self._gegevens(catalog, indeling, views, self._buren(catalog, indeling))
        return screened(vragen, window, data, progress)

    def toerekening(  # noqa: PLR0913  each is an option of its own
        self,
        indicator: str,
        van: str,
        tot: str,
        progress: Progress = lambda _: None,
        *,
        samenstelling: Sequence[str] = (),
        niveau: str = "",
        strata: Sequence[str] = (),
        alleen_nooit: bool = False,
        voorloop: int = 0,
    ) -> Toegerekend:
        """Take the change of an indicator between two periods apart, for every area.

        Periods are as people write them (2023, 2024-K1). A `niveau` that is no level of areas is a
        column, such as `aanbieder`: then every value of it has an account. With `alleen_nooit`
        areas are compared only with those that never begin; `strata` are indicators in which areas
        may differ beforehand; `voorloop` periods before a start may
        have felt it.
        Raises ResultaatError where definitions or data hold an error, or it cannot be done.
        """
        from resultaat.cycle.rapportages import choose, window_of
        from resultaat.gebied.niveau import Niveau
        from resultaat.toerekening.attribute import attribute, figures_of
        from resultaat.toerekening.question import question, window_for

        catalog = self.catalog()
        for each in (indicator, *strata):
            must_be_known(each, catalog)
        asked = question(catalog, indicator, van, tot)
        kolom = "" if niveau in (each.value for each in Niveau) else niveau
        asked = replace(
            asked,
            alleen_nooit=alleen_nooit,
            voorloop=voorloop,
            samenstelling=tuple(samenstelling),
            kolom=kolom,
            strata=tuple(strata),
        )
        name, report = choose(catalog, None)
        window = window_for(asked, window_of(report))
        indeling, snapshots, views = self._load(catalog, progress, {indicator: asked.dimensions})
        data = self._gegevens(catalog, indeling, views, self._buren(catalog, indeling))
        info = self._run_info(catalog, name, window, indeling, snapshots)
        return attribute(asked, figures_of(asked, window, data, info, progress), data)


def must_be_known(indicator: str, catalog: Catalog) -> None:
    """Raise ResultaatError R2011, with the nearest name, where there is no such indicator."""
    from resultaat.language.reading.documents import readable

    if indicator in catalog.indicatoren:
        return
    mend = did_you_mean(indicator, [*catalog.indicatoren, *readable(catalog)])
    mend = mend or f"Kies uit: {', '.join(sorted(catalog.indicatoren))}."
    raise ResultaatError.of(Diagnostic("R2011", f"Er is geen indicator `{indicator}`.", mend))
