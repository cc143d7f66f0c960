"""What to say when somebody stops a run."""

from __future__ import annotations

STATUS = 130
"""The exit status of a command that was stopped with Ctrl-C, as shells have it."""


class Stopped(BaseException):
    """A run was stopped with Ctrl-C; the message says what is finished, and how to go on."""
