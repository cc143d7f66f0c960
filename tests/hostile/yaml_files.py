"""Profiles in YAML made to do harm, or that came to harm in an editor."""

from __future__ import annotations

from hostile.case import Case
from hostile.files import JUNK, PNG

_HEAD = b"framework: hertfordshire-2007\n"


def _laughing() -> bytes:
    lines = [b"a0: &a0 ha"]
    lines += [b"a%d: &a%d [%s]" % (n, n, b", ".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 10)]
    return _HEAD + b"\n".join(lines) + b"\n"


def _deep() -> bytes:
    return _HEAD + b"".join(b" " * n + b"a:\n" for n in range(2000))


CASES = (
    Case("a billion laughs.yaml", _laughing),
    Case("a list in itself.yaml", lambda: _HEAD + b"pct: &a [*a]\n"),
    Case("keys from elsewhere in it.yaml", lambda: _HEAD + b"pct: &a {name: b}\ndates:\n  <<: *a\n"),
    Case("a command as a tag.yaml", lambda: _HEAD + b'pct: !!python/object/apply:os.system ["touch out.txt"]\n'),
    Case("an object as a tag.yaml", lambda: _HEAD + b"pct: !!python/name:os.system\n"),
    Case("a tag of its own.yaml", lambda: b"%TAG ! tag:example.org,2007:\n---\n" + _HEAD + b"pct: !x y\n"),
    Case("bytes as a tag.yaml", lambda: _HEAD + b"pct: !!binary aGE=\n"),
    Case("brackets ten thousand deep.yaml", lambda: _HEAD + b"pct: " + b"[" * 10_000 + b"]" * 10_000),
    Case("keys two thousand deep.yaml", _deep),
    Case("more than five megabytes.yaml", lambda: _HEAD + b"# clinics\n" * 500_001),
    Case("a number of ten thousand digits.yaml", lambda: _HEAD + b"pct: " + b"9" * 10_000),
    Case("a number where words belong.yaml", lambda: _HEAD + b"pct:\n  name: 1000000000000\n"),
    Case("a key that is a list.yaml", lambda: _HEAD + b"? [a, b]\n: c\n"),
    Case("a key twice.yaml", lambda: _HEAD + _HEAD),
    Case("two documents.yaml", lambda: _HEAD + b"---\n" + _HEAD),
    Case("a quotation that never ends.yaml", lambda: _HEAD + b'pct:\n  name: "Mereford\n'),
    Case("a control character.yaml", lambda: _HEAD + b"pct:\n  name: Mere\x07ford\n"),
    Case("signs for the screen.yaml", lambda: _HEAD + b'pct:\n  "nam\\e[31m": Mereford\n'),
    Case("letters that are no letters.yaml", lambda: _HEAD + b"pct:\n  name: Mere\xe9ford\n"),
    Case("in UTF-16.yaml", lambda: _HEAD.decode().encode("utf-16")),
    Case("words of another file.yaml", lambda: _HEAD + b"register: letter.txt\n"),
    Case("a register without end.yaml", lambda: _HEAD + b"register: /dev/zero\n"),
    Case("another framework by a path.yaml", lambda: b"framework: ../../etc\n"),
    Case("a list.yaml", lambda: b"- a\n- b\n"),
    Case("a picture.yaml", lambda: PNG),
    Case("nothing but bytes.yaml", lambda: JUNK),
    Case("empty.yaml", lambda: b""),
)  # fmt: skip
