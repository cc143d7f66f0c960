"""What can go wrong when a document is turned into a file."""

from __future__ import annotations

from pbc_frameworks.errors import PbcgovError


class RenderError(PbcgovError):
    """A document could not be turned into a file; the message names the document and says what is wrong."""

    def __init__(self, title: str, what: str) -> None:
        super().__init__(f"'{title}' could not be made: {what}")
