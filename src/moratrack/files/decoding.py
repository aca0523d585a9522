"""Documents that fit the record format → records, as fast as can be. ``checks.shape`` takes the others."""

import msgspec
from msgspec import Struct, field

from ..core.faults import NotParsed
from ..core.policy import About, Amendment, PartyClass, Policy, decode_hook, encode_hook
from .documents import BYTE_ORDER_MARK, SECOND_ABOUT, Document, record_lines, table_of, texts_in_json


class File(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A data file: what it says of itself, classes, policies, and what it adds to those of other files."""

    about: About | None = None
    """What the file says of itself."""
    classes: list[PartyClass] = field(name="class", default=[])
    """The vocabulary of classes."""
    policy: list[Policy] = []
    """The records."""
    amend: list[Amendment] = []
    """What this file adds to the records of others."""


class _AboutLine(Struct, frozen=True, forbid_unknown_fields=True):
    about: About | None


class _ClassLine(Struct, frozen=True, forbid_unknown_fields=True):
    entry: PartyClass = field(name="class")


_SHAPE = msgspec.json.Encoder(enc_hook=lambda _: "")
"""Writes records with as many texts as they were read from; what days and terms say takes time."""
_KEPT = msgspec.msgpack.Decoder(File, dec_hook=decode_hook)


def decode(document: Document) -> File:
    """Decode a document; raise msgspec.DecodeError or NotParsed at the first misfit.

    Of a key that JSON gives twice the last counts: see ``may_repeat_keys``.
    """
    if document.syntax == "toml":
        from .parsing import parse_toml, text_of

        return msgspec.convert(parse_toml(text_of(document)), File, dec_hook=decode_hook)
    if document.syntax == "ndjson":
        return _decode_lines(document.data)
    data = document.data.removeprefix(BYTE_ORDER_MARK)
    return msgspec.json.Decoder(File, dec_hook=decode_hook).decode(data)


def _decode_lines(data: bytes) -> File:
    decode_policy = msgspec.json.Decoder(Policy, dec_hook=decode_hook).decode
    policies: list[Policy] = []
    classes: list[PartyClass] = []
    abouts: list[About | None] = []
    for number, line in record_lines(data):
        table = table_of(line)
        if table == "policy":
            policies.append(decode_policy(line))
        elif table == "class":
            classes.append(msgspec.json.decode(line, type=_ClassLine).entry)
        elif abouts:
            raise NotParsed(SECOND_ABOUT, number)
        else:
            abouts.append(msgspec.json.decode(line, type=_AboutLine, dec_hook=decode_hook).about)
    return File(about=abouts[0] if abouts else None, classes=classes, policy=policies)


def may_repeat_keys(document: Document, file: File) -> bool:
    """Whether a document that was decoded may give a key twice; False is sure, True is not.

    A key that is repeated, or that has its default, is a text which is not there when the records are
    written again. TOML that repeats a key is none.
    """
    if document.syntax == "toml":
        return False
    written = texts_in_json(_SHAPE.encode(file))
    if document.syntax == "ndjson":
        # A list of policies has a key that the lines have not; a class has one on each of its lines.
        written += len(file.classes) - bool(file.classes) - bool(file.policy)
    return texts_in_json(document.data) != written


def decode_kept(payload: bytes | memoryview) -> File:
    """Decode what ``encode_kept`` wrote; raise msgspec.DecodeError where it did not."""
    return _KEPT.decode(payload)


def encode_kept(file: File) -> bytes:
    """Encode a file in the form that is fastest to decode."""
    return msgspec.msgpack.encode(file, enc_hook=encode_hook)
