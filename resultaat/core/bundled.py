"""The folders that travel with the package: migrations, library of indicators, scenarios.

In a checkout they stand at the top of the repository, where people edit them. In an installed
package they stand in `resultaat/bundled/` (see `force-include` in `pyproject.toml`).
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(name: str) -> Path:
    """Return the path of a bundled file or folder such as `migrations`."""
    installed = _PACKAGE / "bundled" / name
    return installed if installed.exists() else _PACKAGE.parent / name
