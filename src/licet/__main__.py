"""``python -m licet`` is the command line too."""

from licet.surfaces.cli import main

main()
