"""Damage to plain text, Markdown and CSV: encodings, lines, separators, and what no one would type."""

from __future__ import annotations

from random import Random

from fuzzing import hostile
from fuzzing.by_bytes import Damage


def encode_otherwise(data: bytes, random: Random) -> bytes:
    encoding = random.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "utf-8-sig", "utf-7", "cp037", "shift-jis"))
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def insert_text(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + hostile.text(random).encode("utf-8") + data[place:]


def insert_signs(data: bytes, random: Random) -> bytes:
    signs = random.choice((b"\0", b"\x0c", b"\x1b", b'"', b"|", b"`", b"\t", b"\xff", b"\xed\xa0\x80", b"\r", b"\x85"))
    place = random.randrange(len(data) + 1)
    return data[:place] + signs * random.choice((1, 3, 1000)) + data[place:]


def one_line(data: bytes, random: Random) -> bytes:
    return data.replace(
        b"\n", random.choice((b" ", b"\r", b"", b"\n\n\n", b"\v", b"\n> ", b"\n    ", b"\n- ", b"\n| "))
    )


def indent_ever_deeper(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")[:300]
    mark = random.choice((b"  ", b"> ", b"- ", b"  - ", b"#", b"\t", b"1. "))
    return b"\n".join(mark * number + line for number, line in enumerate(lines))


def many_lines(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    return b"\n".join([*lines, *([random.choice(lines)] * 5000)])


def separate_otherwise(data: bytes, random: Random) -> bytes:
    signs = (b",", b";", b"\t", b"|", b'"', b"'", b"\n", b" ", b"-", b"=", b"#", b"*", b":")
    return data.replace(random.choice(signs), random.choice(signs) * random.choice((1, 1, 2, 20)))


def change_numbers(data: bytes, random: Random) -> bytes:
    digit = random.choice(b"0123456789")
    return data.replace(bytes([digit]), hostile.number(random).encode("utf-8"))


DAMAGE: tuple[Damage, ...] = (
    encode_otherwise, insert_text, insert_text, insert_signs, one_line, indent_ever_deeper, many_lines,
    separate_otherwise, change_numbers,
)  # fmt: skip
