"""``python -m moratrack``."""

from .cli import run

run()
