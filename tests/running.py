"""Commands that run in processes of their own, so that they, or their workers, can be killed."""

from __future__ import annotations

import sys
from pathlib import Path

COMMAND = (sys.executable, "-c", "from pbc_app.cli import main; main()")


def children(pid: int) -> list[int]:
    """Return the ids of the processes that a process has started; Linux only."""
    try:
        files = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
        return [int(child) for file in files for child in file.read_text("ascii").split()]
    except OSError:
        return []
