"""The use cases: check, explain, calculate, report. The doors above only call these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resultaat.analyses import Analyses, must_be_known
from resultaat.core.atomic import replacing
from resultaat.core.diagnostics import Diagnostic, Diagnostics, ResultaatError
from resultaat.language.catalog import load_catalog
from resultaat.language.checks import check

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from resultaat.cycle.bevindingen import Bevinding
    from resultaat.cycle.compare import Comparison
    from resultaat.data.lading import Lading
    from resultaat.data.levering import Levering
    from resultaat.explain import Explanation
    from resultaat.language.reading.documents import Gelezen
    from resultaat.loading import Geladen
    from resultaat.release.neveneffecten import Gescreend
    from resultaat.release.released import Released, RunInfo
    from resultaat.scaffold.voorstel import Voorstel

    Progress = Callable[[str], None]


def _quiet(_: str) -> None:
    """Say nothing of what is going on."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its user sees it: released figures only."""

    released: Released
    #: What is to be said of the data that it was made with: rows set aside, a late delivery.
    meldingen: Diagnostics = field(default_factory=Diagnostics)

    @property
    def info(self) -> RunInfo:
        """What the run was made of."""
        return self.released.run

    @property
    def resultaten(self) -> pl.DataFrame:
        """The figures: a row per indicator, gebied and periode."""
        return self.released.resultaten

    @property
    def aansluiting(self) -> pl.DataFrame:
        """Published figures beside the sums of the published figures below them."""
        return self.released.aansluiting

    @property
    def bijlagen(self) -> Mapping[str, pl.DataFrame]:
        """What was released beside the figures, by name."""
        return self.released.bijlagen


class Werk(Analyses):
    """A working folder."""

    def check(self) -> Diagnostics:
        """Return everything that is wrong in the definitions, all at once."""
        return check(load_catalog(self.root))

    def uitleg(self, indicator: str, dialect: str = "duckdb", *, meet: bool = False) -> Explanation:
        """Explain one indicator: sentence, lineage, plan and SQL; with `meet` its plan is run."""
        from resultaat.explain import explain

        catalog = self.catalog()
        must_be_known(indicator, catalog)
        data = None
        if meet:
            indeling, _, views = self._load(catalog, lambda _: None)
            data = indeling, views
        return explain(catalog, indicator, dialect, data, self.settings)

    def vergelijk(self, oud: str, nieuw: str | None = None) -> Comparison:
        """Compare two versions: folders, `git:REVISION` or `run:ID`; the new one is this folder."""
        from resultaat.cycle.compare import compare_versions
        from resultaat.cycle.versions import version_of

        register = self.settings.register
        with (
            version_of(oud, self.root, register) as old,
            version_of(nieuw or str(self.root), self.root, register) as new,
        ):
            return compare_versions(old, new)

    def zet(self, indicator: str, where: Sequence[str | int], waarde: str | None) -> Path:
        """Change or add one thing in the file of an indicator, or take it away with None."""
        from resultaat.language.edit import remove_value, set_value

        catalog = load_catalog(self.root)
        must_be_known(indicator, catalog)
        path = catalog.indicatoren[indicator].source.path
        remove_value(path, where) if waarde is None else set_value(path, where, waarde)
        return path

    def gelezen(self, name: str) -> Gelezen | None:
        """Say in words what a goal, intervention, alliance, scheme or `escalatie` holds."""
        from resultaat.language.reading.documents import read_document

        return read_document(self.catalog(), name)

    def bereken(
        self,
        rapportage: str | None = None,
        progress: Progress = _quiet,
        cache: bool = True,
        *,
        alleen_cijfers: bool = False,
    ) -> Run:
        """Calculate a rapportage, release its figures and put them in the register.

        Without `cache` all is counted anew; with `alleen_cijfers` there are no bijlagen. Raises
        ResultaatError where definitions or data hold an error; the register then still holds what
        it held.
        """
        from resultaat.bijladen import buren_as_far, load_as_far
        from resultaat.bijlagen import dimensions_for, with_bijlagen
        from resultaat.cycle.definitions import keep
        from resultaat.cycle.rapportages import choose, window_of
        from resultaat.engine.gegevens import Gegevens
        from resultaat.rapportage import judged_figures
        from resultaat.register.store import Register
        from resultaat.release.door import release

        catalog = self.catalog()
        name, report = choose(catalog, rapportage)
        window = window_of(report)
        told = Diagnostics()
        asked = {} if alleen_cijfers else dimensions_for(catalog, window)
        (indeling, snapshots, views), less = load_as_far(catalog, told, progress, asked)
        buren: Mapping[str, frozenset[str]] = {}
        if not alleen_cijfers:
            buren = buren_as_far(lambda: self._buren(catalog, indeling), told)
        kept = self._store() if cache else None
        data = Gegevens(catalog, indeling, views, self.settings, buren, kept)
        judged = judged_figures(data, window, progress)
        run = self._run_info(catalog, name, window, indeling, snapshots)
        released = release(run, judged, catalog, indeling)
        if not alleen_cijfers:
            beside = replace(data, catalog=less)
            released = with_bijlagen(judged, released, window, beside, progress)
        keep(catalog, run.definities)
        with Register.open(self.root, self.settings.register) as register:
            register.save(released)
        return Run(released, told)

    def laad(
        self,
        bronnen: Sequence[str] = (),
        akkoord: str | None = None,
        progress: Progress = _quiet,
    ) -> Geladen:
        """Load sources, all of them when none is named; what is wrong stands in `meldingen`."""
        from resultaat.loading import load_sources

        return load_sources(self.catalog(), bronnen, akkoord, progress)

    def stel_voor(self, bestand: Path, bron: str | None = None) -> Voorstel:
        """Write the contract of a file as it seems to be, for a person to confirm."""
        from resultaat.loading import proposal

        return proposal(self.catalog(), bestand, bron)

    def terug(self, bron: str, nummer: int | None = None) -> Lading:
        """Let an earlier load of a source count again: `nummer`, or the one before the last."""
        from resultaat.loading import back_to

        return back_to(self.catalog(), bron, nummer)

    def ladingen(self, bron: str) -> list[Levering]:
        """Return the history of loads of a source, the first one first."""
        from resultaat.loading import loads_of

        return loads_of(self.catalog(), bron)

    def kwaliteit(self, run: Run) -> pl.DataFrame:
        """Return how good the loads were that a run was made with: rows by source and reason.

        As the run kept it; for a run with only figures it is counted now. Small counts of people
        are hidden, and others rounded.
        """
        from resultaat.release.kwaliteit import released_kwaliteit

        if "kwaliteit" in run.bijlagen:
            return run.bijlagen["kwaliteit"]
        info = run.info
        return released_kwaliteit(self.catalog(), info.gegevens, info.gemaakt_op.date())

    def opruimen(self) -> int:
        """Remove all cells that were kept; return how many bytes that were. No figure is lost."""
        return self._store().clear()

    def run(self, rapportage: str | None = None) -> Run:
        """Return the newest run in the register, of one rapportage when given."""
        from resultaat.register.store import Register

        with Register.open(self.root, self.settings.register) as register:
            info = register.latest(rapportage)
            if info is None:
                which = f" van `{rapportage}`" if rapportage else ""
                message = f"Er is nog geen berekening{which}."
                mend = f"Reken eerst: resultaat bereken {rapportage or ''}".rstrip()
                raise ResultaatError.of(Diagnostic("R2012", message, mend))
            return Run(register.load(info.id))

    def bevindingen(self, rapportage: str | None = None) -> list[Bevinding]:
        """Return what the newest run found beside its figures, and what is gone since before."""
        from resultaat.bevindingen import bevindingen_in

        return bevindingen_in(self.root, self.settings.register, self.run(rapportage).info)

    def gevolgd(self, screened: Sequence[Gescreend]) -> pl.DataFrame:
        """Return what `neveneffecten` found with its life, and what of the last run is gone.

        A row per finding (`neveneffecten.leven.GEVOLGD`); without any run all of them are new.
        """
        from resultaat.bevindingen import bevindingen_in
        from resultaat.neveneffecten.bevindingen import told
        from resultaat.neveneffecten.leven import lived
        from resultaat.register.store import Register
        from resultaat.release.bevinding import NEVENEFFECTEN

        nothing = NEVENEFFECTEN.to_frame()
        with Register.open(self.root, self.settings.register) as register:
            info = register.latest(None)
            run = None if info is None else register.load(info.id)
        if run is None:
            return lived(told(list(screened)), nothing, [])
        lives = bevindingen_in(self.root, self.settings.register, run.run)
        return lived(told(list(screened)), run.bijlagen.get("neveneffecten", nothing), lives)

    def zet_bevinding(self, bevinding: str, staat: str, door: str, reden: str) -> None:
        """Say of a finding that it is verklaard, aanvaard, actie, or nieuw again.

        Raises ResultaatError: R2076 (no name, no reason), R2077 (no such finding), R2078 (a BSN);
        ValueError on another staat.
        """
        from resultaat.bevindingen import say
        from resultaat.cycle.bevindingen import Stand

        say(self.root, self.settings.register, bevinding, Stand(staat), door, reden)

    def condities(self, rapportage: str | None = None) -> pl.DataFrame:
        """Return where each result stood with its conditions, per period of the newest run.

        Columns: indicator, naam, periode, kwadrant; the own area alone. Raises ResultaatError where
        there is no run.
        """
        from resultaat.cycle.conditions import conditions_of
        from resultaat.cycle.definitions import kept

        run = self.run(rapportage)
        return conditions_of(run.released, kept(self.root, run.info.definities)[0])

    def rapport(self, rapportage: str | None = None, naar: Path | None = None) -> Path:
        """Write the report of the newest run and return its path."""
        from resultaat.bevindingen import bevindingen_in
        from resultaat.cycle.definitions import kept
        from resultaat.cycle.rapportages import choose
        from resultaat.report import render

        if rapportage is not None:
            choose(self.catalog(), rapportage)
        run = self.run(rapportage)
        then, indeling = kept(self.root, run.info.definities)
        path = naar or self.root / "rapporten" / f"{run.info.rapportage}.html"
        if path.is_dir():
            message = f"`{naar}` is een map; het rapport is één bestand."
            mend = f"Schrijf bijvoorbeeld: --naar {naar}/rapport.html"
            raise ResultaatError.of(Diagnostic("R2014", message, mend))
        found = bevindingen_in(self.root, self.settings.register, run.info)
        page = render(run.released, then, indeling, found)
        with replacing(path) as temporary:
            temporary.write_text(page, encoding="utf-8")
        return path
