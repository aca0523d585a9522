"""moratrack: what is paused, banned or withdrawn; until when; who may go on; on what evidence.

The names in ``__all__`` are the promised Python API; they load when they are first used::

    import datetime as dt
    import moratrack

    for policy in moratrack.load():
        status = moratrack.status(policy, on=dt.date(2021, 1, 1))
"""

from __future__ import annotations

from ._version import __version__ as __version__

TYPE_CHECKING = False  # As in typing, of which the command line would wait for the import.
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from .core.dates import Day, Term
    from .core.faults import Fault, MoratrackError
    from .core.history import Period, periods
    from .core.policy import Event, Party, Policy, Source
    from .questions.status import Status, status

__all__ = [
    "Day",
    "Event",
    "Fault",
    "MoratrackError",
    "Party",
    "Period",
    "Policy",
    "Source",
    "Status",
    "Term",
    "load",
    "periods",
    "status",
    "validate",
]

_HOMES = {
    "Day": "core.dates",
    "Term": "core.dates",
    "Fault": "core.faults",
    "MoratrackError": "core.faults",
    "Period": "core.history",
    "Status": "questions.status",
    "Event": "core.policy",
    "Party": "core.policy",
    "Policy": "core.policy",
    "Source": "core.policy",
    "periods": "core.history",
    "status": "questions.status",
}


def load(*paths: str | Path) -> list[Policy]:
    """The policies of data files and folders; without any, those of the shipped file.

    Of an address the copy is read that the command line keeps: nothing here opens a connection.
    Raises MoratrackError, with one line that says what is wrong and where, for data in error.
    """
    import os

    from .dataset import load as load_documents
    from .files.addresses import kept_by
    from .files.cache import Cache, cache_folder
    from .files.documents import BUNDLED, read_documents

    names = [str(path) for path in paths] or [BUNDLED]
    cache = cache_folder(os.environ)
    return load_documents(read_documents(names, kept_by(cache)), Cache(cache)).policies


def validate(*paths: str | Path) -> list[Fault]:
    """All faults of data files and folders, errors and warnings; without any, those of the shipped file."""
    import os

    from .checks.validation import validate as validate_documents
    from .files.addresses import kept_by
    from .files.cache import cache_folder
    from .files.documents import BUNDLED, read_documents

    names = [str(path) for path in paths] or [BUNDLED]
    return validate_documents(read_documents(names, kept_by(cache_folder(os.environ)))).faults


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
