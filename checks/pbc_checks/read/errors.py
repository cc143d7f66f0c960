"""What can be wrong with a submission's file itself."""

from __future__ import annotations

from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.limits import TooLargeError


class UnreadableFileError(PbcgovError):
    """A submission that cannot be read; the message says what is wrong with the file and what to do."""

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        self.name = name
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{name}: {problem} {remedy}")


def too_large(name: str, error: TooLargeError) -> UnreadableFileError:
    """Return what to say of a file that goes beyond a limit."""
    return UnreadableFileError(name, f"{error}.", "Send the submission by itself, without what it draws on.")


def too_deep(name: str) -> UnreadableFileError:
    """Return what to say of a file whose pieces stand one inside another without end."""
    return UnreadableFileError(
        name, "the file is nested too deeply.", "Copy its text into a new document, and send that."
    )
