"""Documents that fit the record format → records, as fast as can be. ``diagnosis`` takes the others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from ..core.faults import NotParsed
from ..core.policy import Amendment, Policy, decode_hook, encode_hook
from .documents import Document

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

PIECE = 1 << 20


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A data file: policies, and what it adds to those of other files."""

    policy: list[Policy] = []
    """The records."""
    amend: list[Amendment] = []
    """What this file adds to the records of others."""


_KEPT = msgspec.msgpack.Decoder(File, dec_hook=decode_hook)


def decode(document: Document, progress: Progress | None = None) -> File:
    """Decode a document; raise msgspec.DecodeError or NotParsed at the first misfit.

    ``progress`` is told how much of a large TOML file is done; other reading is too fast to watch.
    """
    if document.syntax == "toml":
        return _decode_toml(document, progress)
    data = document.data.removeprefix(b"\xef\xbb\xbf")
    if document.syntax == "ndjson":
        return File(policy=msgspec.json.Decoder(Policy, dec_hook=decode_hook).decode_lines(data))
    return msgspec.json.Decoder(File, dec_hook=decode_hook).decode(data)


def _decode_toml(document: Document, progress: Progress | None) -> File:
    from .parsing import parse_toml, text_of

    text = text_of(document)
    if len(text) > PIECE:
        try:
            return _decode_pieces(text, progress)
        except (msgspec.ValidationError, NotParsed, RecursionError):
            pass  # A piece may only have been cut badly: the whole decides.
    return msgspec.convert(parse_toml(text), File, dec_hook=decode_hook)


def _decode_pieces(text: str, progress: Progress | None) -> File:
    """Decode a large TOML text piece by piece: never all of it is there as plain values."""
    from .parsing import parse_toml, toml_pieces

    whole = File(policy=[], amend=[])
    done = 0
    for piece in toml_pieces(text, PIECE):
        part = msgspec.convert(parse_toml(piece), File, dec_hook=decode_hook)
        whole.policy.extend(part.policy)
        whole.amend.extend(part.amend)
        done += len(piece)
        if progress is not None:
            progress(done, len(text))
    return whole


def decode_kept(payload: bytes) -> File:
    """Decode what ``encode_kept`` wrote; raise msgspec.DecodeError where it did not."""
    return _KEPT.decode(payload)


def encode_kept(file: File) -> bytes:
    """Encode a file in the form that is fastest to decode."""
    return msgspec.msgpack.encode(file, enc_hook=encode_hook)
