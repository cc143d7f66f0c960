"""Golden files: readable text under tests/goldens, refreshed with UPDATE_GOLDENS=1 and read before they are kept."""

from __future__ import annotations

import os
from pathlib import Path

GOLDENS = Path(__file__).parent / "goldens"


def golden(name: str, written: str) -> str:
    """Return the text that tests/goldens/<name> holds; with UPDATE_GOLDENS set, what was written replaces it first."""
    path = GOLDENS / name
    if os.environ.get("UPDATE_GOLDENS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written, encoding="utf-8")
    return path.read_text(encoding="utf-8")
