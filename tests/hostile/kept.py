"""Kept reports and models, which are JSON, made to do harm."""

from __future__ import annotations

from hostile.case import Case
from hostile.files import JUNK

_REPORT = b'{"schema": "pbcgov-report/2"%s}'

CASES = (
    Case("brackets a hundred thousand deep.json", lambda: b"[" * 100_000 + b"]" * 100_000),
    Case("groups a hundred thousand deep.json", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    Case("a number of ten thousand digits.json", lambda: _REPORT % (b', "reports": ' + b"9" * 10_000)),
    Case("a figure that is none.json", lambda: _REPORT % b', "reports": NaN'),
    Case("a figure beyond all bounds.json", lambda: _REPORT % b', "generator": 1e999, "reports": [], "problems": []'),
    Case("of another version.json", lambda: b'{"schema": "pbcgov-report/99"}'),
    Case("half a letter.json", lambda: b'{"schema": "\\ud83d"}'),
    Case("nothing that a report needs.json", lambda: _REPORT % b""),
    Case("a list.json", lambda: b"[]"),
    Case("cut off.json", lambda: _REPORT % b', "reports": [' + b"{"),
    Case("letters that are no letters.json", lambda: b'{"schema": "\xff"}'),
    Case("nothing but bytes.json", lambda: JUNK),
    Case("empty.json", lambda: b""),
)  # fmt: skip
