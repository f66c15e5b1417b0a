"""`python -m kpi`: the monitor without screens."""

import sys

from kpi.cli import main

sys.exit(main(sys.argv[1:]))
