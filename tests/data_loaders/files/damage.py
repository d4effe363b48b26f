"""Damage to workbooks as disks, networks and strangers do it, the same for the same seed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Final

from tests.data_loaders.files import hostile

ENCODINGS: Final = (
    *("x-foo", "UTF-16", "UTF-32", "utf-7", "gb2312", "GB18030", "idna", "punycode", "rot13"),
    *("base64", "hex", "ascii", "latin-1", "undefined", "mbcs", "utf-8\u00e9", "", "0", "unicode"),
)
"""Encodings that a part may claim to be in, most of them not those it is in."""
NUMBERS: Final = (
    *("-1", "0", "1e999", "NaN", "inf", "-inf", "99999999999999999999", "1048577", "16385"),
    *("2958466", "-0", "1e-400", "٣", "１２", "1_0", "0x10", "", " 7 ", "abc", "1:2:3", "XFE1"),
    *("A0", "A1:", "ZZZZ99", "9999-99-99", "0000-01-01", "10000-01-01", "P9Y", "PT99999999H"),
    *("2024-11-03T25:00", "+275760-09-13", "\ud83d\ude00", "&#0;", "&x;", "_xD800_", "_x0000_"),
)
"""What may stand where a number, a day or an address should."""
_ATTRIBUTE: Final = re.compile(r'="([^"<>]*)"')
_VALUE: Final = re.compile(r">([^<>]+)<")
Damage = Callable[[bytes, Random], bytes]


def flipped(data: bytes, chance: Random) -> bytes:
    """A few bytes are others."""
    told = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        told[chance.randrange(len(told))] = chance.randrange(256)
    return bytes(told)


def cut(data: bytes, chance: Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def torn(data: bytes, chance: Random) -> bytes:
    """A piece is missing, doubled, or blank."""
    first = chance.randrange(len(data))
    last = min(len(data), first + chance.randint(1, 600))
    piece = data[first:last]
    return data[:first] + chance.choice([b"", piece * 2, bytes(len(piece))]) + data[last:]


def claimed(data: bytes, chance: Random) -> bytes:
    """A part says that it is in some encoding."""
    said = chance.choice(ENCODINGS)
    head = f'<?xml version="1.0" encoding="{said}"?>'.encode()
    return _part(data, chance, lambda part: head + re.sub(rb"^<\?xml[^>]*\?>", b"", part))


def recoded(data: bytes, chance: Random) -> bytes:
    """A part is in another encoding than it says, or has a wrong mark in front."""
    encoding = chance.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
    mark = chance.choice([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff"])
    return _part(data, chance, lambda part: mark + _text(part).encode(encoding, "replace"))


def renumbered(data: bytes, chance: Random) -> bytes:
    """Attributes and values of a part are absurd."""

    def change(part: bytes) -> bytes:
        text = _text(part)
        places = [*_ATTRIBUTE.finditer(text), *_VALUE.finditer(text)]
        for found in sorted(
            chance.sample(places, min(len(places), 3)), key=lambda one: -one.start(1)
        ):
            text = text[: found.start(1)] + chance.choice(NUMBERS) + text[found.end(1) :]
        return text.encode("utf-8", "replace")

    return _part(data, chance, change)


def broken_part(data: bytes, chance: Random) -> bytes:
    """A part is flipped, cut or torn, in a sound archive."""
    damage = chance.choice([flipped, cut, torn])
    return _part(data, chance, lambda part: damage(part, chance) if part else part)


def missing_part(data: bytes, chance: Random) -> bytes:
    """A part is not there."""
    parts = _parts(data)
    parts.pop(chance.choice(sorted(parts)))
    return hostile.zipped(parts)


ANY: Final[tuple[Damage, ...]] = (flipped, cut, torn)
ZIPPED: Final[tuple[Damage, ...]] = (*(claimed, recoded, renumbered, broken_part, missing_part),)


def _part(data: bytes, chance: Random, change: Callable[[bytes], bytes]) -> bytes:
    parts = _parts(data)
    name = chance.choice(sorted(parts))
    return hostile.zipped({**parts, name: change(parts[name])})


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _text(part: bytes) -> str:
    return part.decode("utf-8", "replace")
