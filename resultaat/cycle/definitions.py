"""The definitions of a run, kept by content, so that its report says then what it says now.

`.resultaat/definities/<hash>/` is a small working folder of its own: the YAML files and the area
list as they were.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from resultaat.core.diagnostics import Diagnostic, Diagnostics, Place, ResultaatError
from resultaat.data.gebieden import read_indeling
from resultaat.gebied.indeling import Indeling
from resultaat.language.catalog import Catalog, load_catalog

FOLDER = Path(".resultaat") / "definities"


def keep(catalog: Catalog, digest: str) -> Path:
    """Copy every definition and the area list to the folder of this hash; return it."""
    target = catalog.root / FOLDER / digest[:20]
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(dir=target.parent, prefix="."))
    try:
        paths = [source.path.relative_to(catalog.root) for source in catalog.sources()]
        settings = catalog.settings
        beside = [name for name in (settings.gebieden, settings.herindelingen) if name is not None]
        for path in [*paths, *map(Path, beside)]:
            (building / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(catalog.root / path, building / path)
        building.chmod(0o755)
        building.rename(target)
    except OSError:
        # Another process may have put the same content there in the meantime.
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return target


def kept(root: Path, digest: str) -> tuple[Catalog, Indeling]:
    """Return the definitions with this hash and their area list, as they were.

    Raises ResultaatError: R6010 (they are gone), R6011 (they were changed since).
    """
    folder = root / FOLDER / digest[:20]
    if not folder.is_dir():
        message = "De definities van deze berekening zijn er niet meer."
        mend = "Zet `.resultaat/definities` terug uit een reservekopie, of reken opnieuw."
        raise ResultaatError.of(Diagnostic("R6010", message, mend, Place(folder)))
    found = Diagnostics()
    catalog = load_catalog(folder)
    indeling = None
    if catalog.werkmap is not None and not catalog.found.errors:
        indeling = read_indeling(catalog.werkmap, folder, found)
    if indeling is None or digest_of(catalog, indeling) != digest:
        message = "De definities van deze berekening zijn later veranderd."
        mend = "Zet `.resultaat/definities` terug uit een reservekopie, of reken opnieuw."
        raise ResultaatError.of(Diagnostic("R6011", message, mend, Place(folder)))
    return catalog, indeling


def digest_of(catalog: Catalog, indeling: Indeling) -> str:
    """Return the hash that names these definitions on these areas."""
    return hashlib.sha256(f"{catalog.digest()}\0{indeling.digest}".encode()).hexdigest()
