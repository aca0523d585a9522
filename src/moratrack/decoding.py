"""Documents that fit the record format → policies, as fast as can be. ``diagnosis`` takes the others."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from .policy import Policy, decode_hook, encode_hook
from .reading import Document


class File(Struct, frozen=True, forbid_unknown_fields=True):
    """A data file: a list of policies."""

    policy: list[Policy] = []
    """The records."""


_KEPT = msgspec.msgpack.Decoder(list[Policy], dec_hook=decode_hook)


def decode(document: Document) -> list[Policy]:
    """Decode a document in one go; raise msgspec.DecodeError or NotParsed at the first misfit."""
    if document.syntax == "toml":
        from .parsing import parse

        return msgspec.convert(parse(document), File, dec_hook=decode_hook).policy
    data = document.data.removeprefix(b"\xef\xbb\xbf")
    if document.syntax == "ndjson":
        return msgspec.json.Decoder(Policy, dec_hook=decode_hook).decode_lines(data)
    return msgspec.json.Decoder(File, dec_hook=decode_hook).decode(data).policy


def decode_kept(payload: bytes) -> list[Policy]:
    """Decode what ``encode_kept`` wrote; raise msgspec.DecodeError where it did not."""
    return _KEPT.decode(payload)


def encode_kept(policies: list[Policy]) -> bytes:
    """Encode policies in the form that is fastest to decode."""
    return msgspec.msgpack.encode(policies, enc_hook=encode_hook)
