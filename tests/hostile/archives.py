"""Zip files that say of themselves what is not so, and parts made to swell."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping

from hostile.files import zipped

_LISTED = b"PK\x01\x02"  # begins the entry of a part in the list at the end of a zip
_LOCAL = b"PK\x03\x04"


def says_of_a_part(
    data: bytes, name: str, *, size: int | None = None, flags: int = 0, method: int | None = None
) -> bytes:
    """Return a zip whose list says something else of a part than is so: its size, its flags, how it is packed."""
    changed = bytearray(data)
    for mark, flags_at, method_at, size_at, name_at in ((_LISTED, 8, 10, 24, 46), (_LOCAL, 6, 8, 22, 30)):
        place = changed.find(mark)
        while place >= 0:
            if changed[place + name_at : place + name_at + len(name)] == name.encode():
                struct.pack_into("<H", changed, place + flags_at, flags)
                if size is not None:
                    struct.pack_into("<I", changed, place + size_at, size)
                if method is not None:
                    struct.pack_into("<H", changed, place + method_at, method)
            place = changed.find(mark, place + 4)
    return bytes(changed)


def with_parts(data: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with some parts in place of its own of that name, or beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        own = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**own, **parts})


def appended(data: bytes, parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """Return a zip with further parts behind its own, also where it has one of that name already."""
    buffer = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of a name that is there twice
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def nested(depth: int) -> bytes:
    """Return a zip in a zip in a zip; each holds ten of the one inside."""
    data = zipped({"zeros": bytes(1_000_000)})
    for _ in range(depth):
        data = zipped({f"{number}.zip": data for number in range(10)})
    return data


def bit_flipped(data: bytes, at: float) -> bytes:
    """Return data with one bit turned, at a part of its length."""
    place = int(len(data) * at)
    return data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :]
