"""Paths as reports keep them: of whichever system the submission was checked on."""

from __future__ import annotations

import re

_SEPARATOR = re.compile(r"[\\/]")


def last_of(path: str) -> str:
    """Return the last part of a path, as Windows or another system writes it."""
    return _SEPARATOR.split(path)[-1] or path
