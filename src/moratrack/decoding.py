"""Documents that fit the record format → records, as fast as can be. ``diagnosis`` takes the others."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from .policy import Amendment, Policy, decode_hook, encode_hook
from .reading import Document


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A data file: policies, and what it adds to those of other files."""

    policy: list[Policy] = []
    """The records."""
    amend: list[Amendment] = []
    """What this file adds to the records of others."""


_KEPT = msgspec.msgpack.Decoder(File, dec_hook=decode_hook)


def decode(document: Document) -> File:
    """Decode a document in one go; raise msgspec.DecodeError or NotParsed at the first misfit."""
    if document.syntax == "toml":
        from .parsing import parse

        return msgspec.convert(parse(document), File, dec_hook=decode_hook)
    data = document.data.removeprefix(b"\xef\xbb\xbf")
    if document.syntax == "ndjson":
        return File(policy=msgspec.json.Decoder(Policy, dec_hook=decode_hook).decode_lines(data))
    return msgspec.json.Decoder(File, dec_hook=decode_hook).decode(data)


def decode_kept(payload: bytes) -> File:
    """Decode what ``encode_kept`` wrote; raise msgspec.DecodeError where it did not."""
    return _KEPT.decode(payload)


def encode_kept(file: File) -> bytes:
    """Encode a file in the form that is fastest to decode."""
    return msgspec.msgpack.encode(file, enc_hook=encode_hook)
