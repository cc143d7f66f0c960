"""The one place that knows where data files are: in a checkout beside the code, or inside an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def data_folder(name: str) -> Path:
    """Return the folder `frameworks`, `schemas`, `templates` or `examples`, wherever this installation keeps it."""
    package = Path(__file__).resolve().parent
    installed = package / "_data" / name
    return installed if installed.is_dir() else package.parent.parent / name
