"""Damage that needs no knowledge of a file: what happens to it on disks and on its way."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Damage = Callable[[bytes, Random], bytes]


def flip_bits(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def replace_bytes(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    start, end = _run(data, random)
    changed[start:end] = random.randbytes(end - start)
    return bytes(changed)


def blank_out(data: bytes, random: Random) -> bytes:
    start, end = _run(data, random)
    return data[:start] + random.choice((b"\0", b" ", b"\xff")) * (end - start) + data[end:]


def cut_out(data: bytes, random: Random) -> bytes:
    start, end = _run(data, random)
    return data[:start] + data[end:]


def repeat(data: bytes, random: Random) -> bytes:
    start, end = _run(data, random)
    return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]


def swap(data: bytes, random: Random) -> bytes:
    first, second = sorted((_run(data, random), _run(data, random)))
    if first[1] > second[0]:
        return data[second[0] :] + data[: second[0]]
    between = data[first[1] : second[0]]
    return data[: first[0]] + data[second[0] : second[1]] + between + data[first[0] : first[1]] + data[second[1] :]


def cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(1, len(data))]


def cut_off_start(data: bytes, random: Random) -> bytes:
    return data[random.randrange(1, len(data)) :]


def preceded(data: bytes, random: Random) -> bytes:
    return (
        random.choice((b"\r\n\r\n", b"\xef\xbb\xbf", b"\0" * 100, random.randbytes(2000), b"%PDF-1.4\n", b"PK")) + data
    )


def followed(data: bytes, random: Random) -> bytes:
    return data + random.choice((b"\0" * 5000, random.randbytes(70_000), data, data[: len(data) // 2]))


def _run(data: bytes, random: Random) -> tuple[int, int]:
    length = min(random.choice((1, 4, 16, 100, 1000, 10_000)), len(data))
    start = random.randrange(len(data) - length + 1)
    return start, start + length


DAMAGE: tuple[Damage, ...] = (
    flip_bits, flip_bits, flip_bits, replace_bytes, blank_out, cut_out, repeat, swap, cut_off, cut_off_start, preceded,
    followed,
)  # fmt: skip
