"""The bar that shows how far a run is, on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SHOW = r"""
from pbc_app.progress import progress

with progress("Checking", 3) as bar:
    for name in ("[bold]case.md", "case\x1b]0;title\x07.md", "case\udcff.md"):
        bar(name)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made with pty")
def test_names_that_cannot_be_printed_do_not_speak_to_the_terminal() -> None:
    import pty

    ours, terminal = pty.openpty()
    try:
        status = subprocess.run([sys.executable, "-c", SHOW], stderr=terminal, stdout=-3, check=False).returncode
        shown = os.read(ours, 1_000_000)
    finally:
        os.close(terminal)
        os.close(ours)
    assert (status, b"\x1b]0;" in shown, b"case\\xff.md" in shown) == (0, False, True)
