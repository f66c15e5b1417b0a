"""`python -m kpi`: the monitor without screens."""

import sys

try:
    from kpi.cli import main

    code = main(sys.argv[1:])
except KeyboardInterrupt:  # while the program itself was still being loaded
    code = 130
sys.exit(code)
