"""The definitions of a run, kept by content, so that its report says then what it says now.

`.resultaat/definities/<hash>/` is a small working folder of its own: the YAML files and the area
list as they were.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from resultaat.language.catalog import Catalog

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
        for path in [*paths, Path(catalog.settings.gebieden)]:
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


def kept(root: Path, digest: str) -> Path:
    """Return the folder of the definitions with this hash."""
    return root / FOLDER / digest[:20]
