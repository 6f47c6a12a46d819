"""`python -m resultaat` is the command line."""

from resultaat.cli import main

main()
