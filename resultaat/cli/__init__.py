"""Floor 12: the command line, in Dutch. Data on stdout, everything else on stderr."""

from __future__ import annotations

import gc
import sys

#: How often to look for what refers to itself. A command lives for seconds and makes trees of many
#: small nodes; to look through all of them again and again took a third of the time of compiling.
SELDOM = (100_000, 20, 50)


def main() -> None:
    """Run the command line and leave with its exit code."""
    from resultaat.cli.stop import STOPPED, WORDS, stoppable

    gc.set_threshold(*SELDOM)
    with stoppable():
        try:
            from resultaat.cli.app import run

            code = run(sys.argv[1:])
        except KeyboardInterrupt:  # while it was still starting
            print(WORDS, file=sys.stderr)  # noqa: T201  there is no rich yet
            code = STOPPED
    sys.exit(code)
