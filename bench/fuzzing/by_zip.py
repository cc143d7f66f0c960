"""Damage to the zip file that a Word or Excel file is: its entries, and what its directory says of them."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from random import Random

from fuzzing import by_bytes
from fuzzing.by_bytes import Damage

Parts = dict[str, bytes]
_LOCAL, _CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def unzipped(data: bytes) -> Parts:
    """Return the parts of a zip file by name. Raises ValueError for one that is damaged already."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except Exception as error:
        raise ValueError("no zip file any more") from error


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED, again: tuple[str, bytes] | None = None) -> bytes:
    """Return a zip file of some parts, always the same bytes; `again` is a second entry of a name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, content in [*parts.items(), *([again] if again else [])]:
            archive.writestr(zipfile.ZipInfo(name), content, method, 1)
    return buffer.getvalue()


def drop_part(data: bytes, random: Random) -> bytes:
    parts = unzipped(data)
    del parts[random.choice(list(parts))]
    return zipped(parts)


def rename_part(data: bytes, random: Random) -> bytes:
    parts = unzipped(data)
    old = random.choice(list(parts))
    new = random.choice(
        (old.upper(), f"../{old}", f"/{old}", old.replace("/", "\\"), "word/x.xml", "a" * 60_000, "é.xml")
    )
    return zipped({new if name == old else name: content for name, content in parts.items()})


def repeat_part(data: bytes, random: Random) -> bytes:
    parts = unzipped(data)
    name = random.choice(list(parts))
    return zipped(parts, again=(name, random.choice((parts[name], b"", random.choice(list(parts.values()))))))


def swap_parts(data: bytes, random: Random) -> bytes:
    parts = unzipped(data)
    first, second = random.choice(list(parts)), random.choice(list(parts))
    return zipped({**parts, first: parts[second], second: parts[first]})


def empty_part(data: bytes, random: Random) -> bytes:
    parts = unzipped(data)
    return zipped({**parts, random.choice(list(parts)): random.choice((b"", b" ", b"<x/>", b"\0" * 1000))})


def damage_part(data: bytes, random: Random) -> bytes:
    """Damage the bytes of a part, with a checksum that is right for them."""
    parts = unzipped(data)
    name = random.choice([name for name, content in parts.items() if content])
    return zipped({**parts, name: random.choice(by_bytes.DAMAGE)(parts[name], random)})


def pack_otherwise(data: bytes, random: Random) -> bytes:
    return zipped(unzipped(data), random.choice((zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))


def lie_about_part(data: bytes, random: Random) -> bytes:
    """Change a field of an entry's header: flags, way of packing, checksum, sizes, lengths, offset."""
    signature = random.choice((_LOCAL, _CENTRAL))
    places = _places(data, signature)
    if not places:
        raise ValueError("no headers")
    fields = {_LOCAL: (6, 8, 14, 18, 22, 26, 28), _CENTRAL: (8, 10, 16, 20, 24, 28, 30, 32, 42)}[signature]
    field = random.choice(fields)
    wide = field in ({14, 18, 22} if signature == _LOCAL else {16, 20, 24, 42})
    value = random.choice((0, 1, 8, 9, 12, 14, 98, 99, 0xFFFF, 0x7FFF, random.randrange(65_536)))
    if wide:
        value = random.choice((value, 0xFFFFFFFF, 0x7FFFFFFF, random.randrange(1 << 32)))
    changed = bytearray(data)
    struct.pack_into("<I" if wide else "<H", changed, random.choice(places) + field, value)
    return bytes(changed)


def _places(data: bytes, signature: bytes) -> list[int]:
    found, place = [], data.find(signature)
    while 0 <= place < len(data) - 50:
        found.append(place)
        place = data.find(signature, place + 4)
    return found


DAMAGE: tuple[Damage, ...] = (
    drop_part, drop_part, rename_part, repeat_part, swap_parts, empty_part, damage_part, damage_part, pack_otherwise,
    lie_about_part, lie_about_part,
)  # fmt: skip
