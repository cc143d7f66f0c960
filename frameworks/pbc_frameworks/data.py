"""The one place that knows where data files are: in a checkout beside the code, or inside an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_INSTALLED = Path(__file__).resolve().parent / "_data"


@cache
def data_folder(name: str) -> Path:
    """Return the folder `frameworks`, `schemas`, `templates` or `examples`, wherever this installation keeps it."""
    installed = _INSTALLED / name
    return installed if installed.is_dir() else _INSTALLED.parents[2] / name


def packaged(path: Path) -> bool:
    """Return whether a data file came in an installed wheel: its tests have validated it, and nobody edits it there."""
    return path.is_relative_to(_INSTALLED)
