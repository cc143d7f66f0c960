"""What can be wrong with a house template."""

from __future__ import annotations

from pbc_frameworks.errors import PbcgovError


class HouseTemplateError(PbcgovError):
    """A Word house template cannot be used; the message says which placeholder, where, and what to do.

    `what` is the message without its opening words.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"The Word house template cannot be used: {what}")
