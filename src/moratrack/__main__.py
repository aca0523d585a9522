"""``python -m moratrack``."""

import sys

from .cli import main

sys.exit(main())
