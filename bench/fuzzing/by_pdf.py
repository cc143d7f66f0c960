"""Damage to PDF files: objects, references, streams and the table that says where they are."""

from __future__ import annotations

import bisect
import io
import re
import zlib
from collections.abc import Callable
from functools import lru_cache
from random import Random

import pypdf
from fuzzing import by_bytes, hostile
from fuzzing.by_bytes import Damage

_OBJECT = re.compile(rb"(?<=\n)(\d+) (\d+) obj\b")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_NUMBER = re.compile(rb"(?<=[\s\[])-?\d+(?:\.\d+)?(?=[\s\]/>])")
_KEY = re.compile(rb"/[A-Z][A-Za-z]+")
_STREAM = re.compile(rb"(?<=stream\n)(.*?)(?=\nendstream)", re.DOTALL)
_KEYS = (
    b"/Kids", b"/Parent", b"/Count", b"/Contents", b"/Resources", b"/MediaBox", b"/CropBox", b"/Rotate", b"/Font",
    b"/Annots", b"/AcroForm", b"/Fields", b"/Length", b"/Filter", b"/Type", b"/Subtype", b"/ToUnicode", b"/Encoding",
    b"/Widths", b"/FontMatrix", b"/Matrix", b"/BBox", b"/XObject", b"/Outlines", b"/First", b"/Next", b"/Names",
    b"/Root", b"/Encrypt", b"/ID", b"/V", b"/T", b"/TU", b"/Rect", b"/W", b"/DW", b"/DescendantFonts",
    b"/CIDToGIDMap", b"/ObjStm", b"/XRef", b"/Prev", b"/Size", b"/Index", b"/Predictor", b"/Columns", b"/Colors",
)  # fmt: skip
_FILTERS = (
    b"/ASCIIHexDecode",
    b"/ASCII85Decode",
    b"/LZWDecode",
    b"/RunLengthDecode",
    b"/DCTDecode",
    b"/Crypt",
    b"/JBIG2Decode",
)
_OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Td", b"Tm", b"T*", b"'", b'"', b"cm", b"Do", b"re", b"f", b"BI",
    b"ID", b"EI", b"BMC", b"EMC", b"BDC", b"Tr", b"Tz", b"TL", b"Ts", b"Tw", b"Tc", b"sh", b"W", b"n",
)  # fmt: skip


@lru_cache(maxsize=8)
def plain(data: bytes) -> bytes:
    """Return a PDF with every object in the open and a table of them. Raises ValueError if it is damaged already."""
    try:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
        buffer = io.BytesIO()
        writer.write(buffer)
    except Exception as error:
        raise ValueError("no PDF any more") from error
    return buffer.getvalue()


def with_table(data: bytes, random: Random) -> bytes:
    """Return a changed PDF with a table that is right again; now and then as it is, for readers to mend."""
    start = data.rfind(b"\nxref\n")
    trailer = data.rfind(b"trailer", start)
    if start < 0 or trailer < 0 or random.random() < 0.25:
        return data
    body, places = data[: start + 1], {}
    for match in _OBJECT.finditer(body):
        places[int(match[1]) % 1_000_000] = match.start()
    size = max(places, default=0) + 1
    table = b"xref\n0 1\n0000000000 65535 f \n"
    table += b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    end = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % len(body), data[trailer:])
    return body + table + re.sub(rb"/Size \d+", b"/Size %d" % size, end)


def renumber_object(data: bytes, random: Random) -> bytes:
    data = plain(data)
    found = _one(_OBJECT, data, random)
    new = str(random.choice((0, 1, 2, 3, 2**31, random.randrange(1, 500)))).encode()
    return with_table(data[: found.start(1)] + new + data[found.end(1) :], random)


def drop_object(data: bytes, random: Random) -> bytes:
    data = plain(data)
    found = _one(_OBJECT, data, random)
    end = data.find(b"endobj", found.end())
    return with_table(data[: found.start()] + data[end + 7 :], random)


def refer_elsewhere(data: bytes, random: Random) -> bytes:
    """Let one or some references point to other objects: loops among pages, fonts, fields and outlines."""
    data = plain(data)
    numbers = [match[1] for match in _OBJECT.finditer(data)] or [b"1"]
    often = random.choice((0.0, 0.02, 0.2))
    chosen = _one(_REFERENCE, data, random).start()

    def other(match: re.Match[bytes]) -> bytes:
        if match.start() != chosen and random.random() >= often:
            return match[0]
        return random.choice((*numbers, b"1", b"2", b"3", b"0", b"99999999999")) + b" 0 R"

    return with_table(_outside_streams(data, _REFERENCE, other), random)


def change_number(data: bytes, random: Random) -> bytes:
    data = plain(data)
    often = random.choice((0.0, 0.01, 0.1))
    chosen = _one(_NUMBER, data, random).start()

    def other(match: re.Match[bytes]) -> bytes:
        if match.start() != chosen and random.random() >= often:
            return match[0]
        return hostile.number(random).encode("utf-8")

    return with_table(_outside_streams(data, _NUMBER, other), random)


def change_key(data: bytes, random: Random) -> bytes:
    data = plain(data)
    found = _one(_KEY, data, random)
    return with_table(data[: found.start()] + random.choice((*_KEYS, *_FILTERS)) + data[found.end() :], random)


def swap_keys(data: bytes, random: Random) -> bytes:
    data = plain(data)
    first, second = random.choice(_KEYS), random.choice(_KEYS)
    return with_table(data.replace(first, b"/$$").replace(second, first).replace(b"/$$", second), random)


def add_entry(data: bytes, random: Random) -> bytes:
    """Add an entry to a dictionary: to another object, a number, a name, or very deep brackets."""
    data = plain(data)
    found = _one(re.compile(rb"<<"), data, random)
    value = random.choice(
        (
            b"%d 0 R" % random.randrange(1, 60),
            hostile.number(random).encode("utf-8"),
            random.choice((*_KEYS, *_FILTERS)),
            b"[" * 20_000,
            b"<<" * 20_000,
            b"[" * 300 + b"]" * 300,
            b"<</A " * 300 + b"1" + b">>" * 300,
            b"(" * 5000,
            b"(" + b"\\377" * 50_000 + b")",
            b"[" + b"1 0 R " * 20_000 + b"]",
            b"<" + b"D8" * 1001 + b">",
        )
    )
    return with_table(data[: found.end()] + random.choice(_KEYS) + b" " + value + data[found.end() :], random)


def damage_stream(data: bytes, random: Random) -> bytes:
    """Damage a stream as it is packed."""
    data = plain(data)
    found = _one(_STREAM, data, random)
    if not found[0]:
        raise ValueError("an empty stream")
    changed = random.choice(by_bytes.DAMAGE)(found[0], random)
    return with_table(data[: found.start()] + changed + data[found.end() :], random)


def damage_unpacked(data: bytes, random: Random) -> bytes:
    """Damage what a stream holds: operators, operands, tables of letters; packed again."""
    data = plain(data)
    found = _one(_STREAM, data, random)
    try:
        content = zlib.decompress(found[0])
    except zlib.error as error:
        raise ValueError("packed in another way") from error
    match random.randrange(6):
        case 0:
            changed = random.choice(by_bytes.DAMAGE)(content or b" ", random)
        case 1:
            changed = _NUMBER.sub(
                lambda each: _rarely(each[0], hostile.number(random).encode("utf-8"), random), content
            )
        case 2:
            words = content.split(b" ")
            random.shuffle(words)
            changed = b" ".join(words)
        case 3:
            changed = re.sub(
                rb"\b[A-Za-z]{1,2}\b", lambda each: _rarely(each[0], random.choice(_OPERATORS), random), content
            )
        case 4:
            changed = (
                content
                + b"\n"
                + random.choice((b"q " * 100_000, b"BT " * 1000, b"[" * 100_000, b"(" * 100_000, content * 20))
            )
        case _:
            changed = re.sub(rb"<[0-9A-Fa-f]+>", lambda each: _rarely(each[0], b"<D83D>", random), content)
    packed = zlib.compress(changed, 1)
    return with_table(_with_length(data, found.start(), len(packed), found, packed), random)


def explode_stream(data: bytes, random: Random) -> bytes:
    """Put a stream in place of another that unpacks to very much."""
    data = plain(data)
    found = _one(_STREAM, data, random)
    filling = random.choice((b"\0", b" ", b"(x) Tj ", b"q ", b"0 0 1 1 re f ", b"/F1 1 Tf (aa) Tj T* "))
    packed = zlib.compress(filling * (random.choice((1, 20)) * 1_000_000 // len(filling)), 9)
    return with_table(_with_length(data, found.start(), len(packed), found, packed), random)


def lie_about_length(data: bytes, random: Random) -> bytes:
    data = plain(data)
    found = _one(re.compile(rb"(?<=/Length )\d+"), data, random)
    return with_table(data[: found.start()] + hostile.number(random).encode("utf-8") + data[found.end() :], random)


def break_table(data: bytes, random: Random) -> bytes:
    data = plain(data) if random.random() < 0.7 else data
    start = max(data.rfind(b"xref", 0, data.rfind(b"startxref")), 0)
    tail = data[start:]
    match random.randrange(5):
        case 0:
            tail = re.sub(rb"startxref\s+\d+", b"startxref\n" + hostile.number(random).encode("utf-8"), tail)
        case 1:
            tail = re.sub(rb"\d{10}", lambda _: b"%010d" % random.randrange(len(data) + 50), tail)
        case 2:
            tail = re.sub(rb"/(Size|Root|Info|Prev)", lambda _: random.choice((b"/Size", b"/Root", b"/Prev")), tail)
        case 3:
            tail = tail.replace(b"trailer\n<<", b"trailer\n<</Prev %d " % random.choice((start, 0, 2**40)), 1)
        case _:
            tail = tail.replace(b"/Root", b"/Encrypt 1 0 R /Root", 1)
    return data[:start] + tail


def add_revision(data: bytes, random: Random) -> bytes:
    """Append a newer version of an object, as programs do that save what has changed only."""
    data = plain(data)
    number = _one(_OBJECT, data, random)[1]
    content = random.choice(
        (b"null", b"<<>>", b"[]", b"%s 0 R" % number, b"<</Type/Pages/Kids[%s 0 R]/Count 9>>" % number)
    )
    place = len(data)
    before = re.findall(rb"startxref\s+(\d+)", data)[-1]
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n<</Size 500/Root 1 0 R/Prev %s>>\nstartxref\n" % (
        number,
        place,
        before,
    )
    added = b"%s 0 obj\n%s\nendobj\n" % (number, content)
    return data + added + table + b"%d\n%%%%EOF\n" % (place + len(added))


def _one(pattern: re.Pattern[bytes], data: bytes, random: Random) -> re.Match[bytes]:
    found = list(pattern.finditer(data))
    if not found:
        raise ValueError("nothing to damage")
    return random.choice(found)


def _rarely(before: bytes, after: bytes, random: Random) -> bytes:
    return after if random.random() < 0.05 else before


def _outside_streams(data: bytes, pattern: re.Pattern[bytes], other: Callable[[re.Match[bytes]], bytes]) -> bytes:
    """Return data with a pattern replaced, but for what stands in streams."""
    streams = [(match.start(), match.end()) for match in _STREAM.finditer(data)]

    def replaced(match: re.Match[bytes]) -> bytes:
        before = bisect.bisect_right(streams, (match.start(), len(data))) - 1
        return match[0] if before >= 0 and match.start() < streams[before][1] else other(match)

    return pattern.sub(replaced, data)


def _with_length(data: bytes, start: int, length: int, found: re.Match[bytes], packed: bytes) -> bytes:
    """Return data with a stream replaced, and the length that stands before it right."""
    head = data[:start]
    place = head.rfind(b"/Length ")
    head = head[:place] + re.sub(rb"^/Length \d+", b"/Length %d" % length, head[place:])
    return head + packed + data[found.end() :]


DAMAGE: tuple[Damage, ...] = (
    renumber_object, drop_object, refer_elsewhere, refer_elsewhere, change_number, change_number, change_key,
    swap_keys, add_entry, damage_stream, damage_unpacked, damage_unpacked, damage_unpacked, explode_stream,
    lie_about_length, break_table, add_revision,
)  # fmt: skip
