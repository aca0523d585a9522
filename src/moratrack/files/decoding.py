"""Documents that fit the record format → records, as fast as can be. ``checks.shape`` takes the others."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from msgspec import Struct

from ..core.faults import NotParsed
from ..core.policy import Amendment, Policy, decode_hook, encode_hook
from .documents import BYTE_ORDER_MARK, Document, record_lines, texts_in_json

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

PIECE = 1 << 20


class File(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A data file: policies, and what it adds to those of other files."""

    policy: list[Policy] = []
    """The records."""
    amend: list[Amendment] = []
    """What this file adds to the records of others."""


_SHAPE = msgspec.json.Encoder(enc_hook=lambda _: "")
"""Writes records with as many texts as they were read from; what days and terms say takes time."""
_KEPT = msgspec.msgpack.Decoder(File, dec_hook=decode_hook)


def decode(document: Document, progress: Progress | None = None) -> File:
    """Decode a document; raise msgspec.DecodeError or NotParsed at the first misfit.

    Of a key that JSON gives twice the last counts: see ``may_repeat_keys``. ``progress`` is told
    how much of a large TOML file is done; other reading is too fast to watch.
    """
    if document.syntax == "toml":
        return _decode_toml(document, progress)
    if document.syntax == "ndjson":
        decode_line = msgspec.json.Decoder(Policy, dec_hook=decode_hook).decode
        return File(policy=[decode_line(line) for _, line in record_lines(document.data)])
    data = document.data.removeprefix(BYTE_ORDER_MARK)
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


def may_repeat_keys(document: Document, file: File) -> bool:
    """Whether a document that was decoded may give a key twice; False is sure, True is not.

    A key that is repeated, or that has its default, is a text which is not there when the records are
    written again. TOML that repeats a key is none.
    """
    if document.syntax == "toml":
        return False
    written = texts_in_json(_SHAPE.encode(file))
    if document.syntax == "ndjson":
        written -= 1  # the key of the list of policies
    return texts_in_json(document.data) != written


def decode_kept(payload: bytes) -> File:
    """Decode what ``encode_kept`` wrote; raise msgspec.DecodeError where it did not."""
    return _KEPT.decode(payload)


def encode_kept(file: File) -> bytes:
    """Encode a file in the form that is fastest to decode."""
    return msgspec.msgpack.encode(file, enc_hook=encode_hook)
