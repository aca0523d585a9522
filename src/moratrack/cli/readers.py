"""What each reader of ``news`` was told, kept in a file for each under the user's state folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from typing import Literal

import msgspec
from msgspec import Struct

from ..core.faults import MoratrackError
from ..core.policy import decode_hook, encode_hook
from ..editing.safewrite import read_file, update_file
from ..files.cache import user_folder
from ..questions.news import Told
from .terminal import talk

_NEITHER_FILE_NOR_FOLDER = re.compile(r"-|bundled|https?://.*", re.IGNORECASE)


class _State(Struct, frozen=True, kw_only=True):
    """The content of a file."""

    form: Literal[1] = 1
    reader: str
    data: list[str]
    told: Told


class Reader:
    """Somebody who asks for news of some data, and the file in which it is kept what they were told."""

    def __init__(self, name: str, data: Sequence[str], environment: Mapping[str, str]) -> None:
        """Raises MoratrackError where there is no folder for such files."""
        folder = user_folder(environment, "XDG_STATE_HOME", ".local/state")
        if folder is None:
            raise MoratrackError("there is no folder to keep what was told in; set XDG_STATE_HOME")
        self.name = name
        self.data = [
            name if _NEITHER_FILE_NOR_FOLDER.fullmatch(name) else os.path.realpath(name) for name in data
        ]
        about = msgspec.json.encode([name, self.data])
        self.file = folder / f"news-{blake2b(about, digest_size=10).hexdigest()}.json"

    def told(self) -> Told | None:
        """What they were told; None where they never asked, or where it cannot be known any more."""
        return self._decoded(read_file(self.file))

    def tell(self, say: Callable[[Told | None], Told]) -> None:
        """Say what is new, and then keep what was told. Nobody else tells this reader meanwhile.

        What ``say`` raises leaves everything as it was. Raises MoratrackError where it cannot be kept.
        """
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MoratrackError(
                f"{self.file.parent}: cannot be made: {error.strerror}; set XDG_STATE_HOME to another folder"
            ) from None
        update_file(self.file, lambda before: (self._encoded(say(self._decoded(before))), None))

    def _decoded(self, content: bytes | None) -> Told | None:
        if content is None:
            return None
        try:
            return msgspec.json.decode(content, type=_State, dec_hook=decode_hook).told
        except (msgspec.DecodeError, RecursionError):
            talk(f"{self.file}: what {self.name} was told cannot be read, and is forgotten")
            return None

    def _encoded(self, told: Told) -> bytes:
        state = _State(reader=self.name, data=self.data, told=told)
        return msgspec.json.encode(state, enc_hook=encode_hook, order="deterministic")
