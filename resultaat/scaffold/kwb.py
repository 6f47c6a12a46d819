"""A working folder around a file of "Kerncijfers wijken en buurten", as CBS publishes it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, ResultaatError, did_you_mean
from resultaat.language.schema import FOLDER as SCHEMAS
from resultaat.language.schema import write_schemas
from resultaat.scaffold.areas import FILE as AREAS
from resultaat.scaffold.areas import write_areas
from resultaat.scaffold.contract import contract, herkomst, quoted
from resultaat.scaffold.folder import Made, building, files_in
from resultaat.scaffold.library import TEMPLATES, fill
from resultaat.scaffold.messages import messages
from resultaat.scaffold.plan import Plan, make_plan
from resultaat.scaffold.prove import prove

_FILL_IN = "Nog in te vullen. Neem hier de zin over uit uw programmabegroting."


def new_cbs_kwb(
    target: Path,
    file: Path,
    *,
    jaar: int | None = None,
    gebied: str | None = None,
    tabel: str = "kwb",
) -> Made:
    """Make the working folder `target` around a file of the CBS: `kwb` or `gezondheid`.

    Raises ResultaatError, and leaves everything as it was, where the folder is not empty (R2001),
    the file is not there (R2002) or no such table (R2003), the year is not known (R2004), or the
    area is not in it (R2005).
    """
    with building(target) as folder:
        kept = _keep(file, folder)
        plan = make_plan(kept, file, jaar, gebied, tabel)
        _write(plan, folder)
        write_schemas(folder / SCHEMAS)
        prove(folder, kept, file)
        files = files_in(folder)
    return Made(target.resolve(), files, messages(plan, target))


def _keep(file: Path, folder: Path) -> Path:
    """Copy the file, byte for byte, before it is looked at: what was checked is what is kept."""
    try:
        file.open("rb").close()
    except OSError:
        message = f"Het bestand `{file}` is er niet, of het is niet te lezen."
        near = [each.name for each in file.parent.iterdir()] if file.parent.is_dir() else []
        mend = did_you_mean(file.name, near) or "Kijk of de naam klopt en of u het mag openen."
        raise ResultaatError.of(Diagnostic("R2002", message, mend)) from None
    kept = folder / AREAS.parent / _safe_name(file.name)
    kept.parent.mkdir()
    shutil.copyfile(file, kept)
    return kept


def _safe_name(name: str) -> str:
    """Return a name that no other file has and that no reader takes for a pattern."""
    name = re.sub(r"[*?\[\]\\]", "_", name)
    return f"kwb_{name}" if name.casefold() == AREAS.name else name


def _write(plan: Plan, folder: Path) -> None:
    """Write every file of the folder beside the data."""
    texts = {Path("resultaat.yaml"): _settings(plan), Path(".gitignore"): fill("gitignore")}
    texts[Path("LEESMIJ.md")] = fill(
        f"{plan.kwb.tabel}/LEESMIJ.md",
        titel=f"{plan.own.naam}: {plan.titel}",
        bestand=plan.bestand,
        herkomst=f"Bron: {herkomst(plan.kwb, plan.years, plan.file)}",
    )
    definitions = Path("indicators")
    texts[definitions / "doelen.yaml"] = fill(
        "kwb/doelen.yaml", bestuursperiode=_bestuursperiode(plan.years.over), invullen=_FILL_IN
    )
    texts[definitions / "bronnen" / f"{plan.kwb.tabel}.yaml"] = contract(
        plan.kwb, plan.years, plan.file, plan.bestand
    )
    for each in plan.indicators:
        own = each.path.relative_to(TEMPLATES / plan.kwb.tabel)
        texts[own] = each.path.read_text(encoding="utf-8")
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    write_areas(folder / AREAS, plan.gebieden)


def _settings(plan: Plan) -> str:
    years = plan.years
    vanaf = f", vanaf: {years.vanaf}" if years.vanaf is not None else ""
    return fill(
        "kwb/resultaat.yaml",
        naam=quoted(plan.own.naam),
        gebied=plan.own.code,
        rapportage=f"{plan.rapportage}: {{titel: {plan.titel}, over: {years.over}{vanaf}}}",
    )


def _bestuursperiode(jaar: int) -> str:
    """Return the four years between the elections of municipal councils (2018, 2022, 2026)."""
    start = jaar - (jaar - 2018) % 4
    return f"{start}-{start + 4}"
