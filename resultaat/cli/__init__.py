"""Floor 12: the command line, in Dutch. Data on stdout, everything else on stderr."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from resultaat.cli.app import run
    from resultaat.cli.stop import stoppable

    with stoppable():
        code = run(sys.argv[1:])
    sys.exit(code)
