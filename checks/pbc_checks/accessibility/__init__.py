"""Whether a Word or PDF file can be used by everybody: bytes in, an Inspection out."""

from __future__ import annotations

from pbc_checks.accessibility.outcome import Inspection, Outcome
from pbc_checks.read.errors import UnreadableFileError
from pbc_checks.read.recognise import SEND_WORD_OR_PDF, FileKind, recognise

__all__ = ["Inspection", "Outcome", "inspect"]


def inspect(name: str, data: bytes) -> Inspection:
    """Return the inspection of a Word or PDF file called `name` that holds `data`.

    Raises UnreadableFileError, whose message says what is wrong with the file and what to do.
    """
    from pbc_checks.accessibility import pdf, word

    match recognise(name, data):
        case FileKind.WORD:
            return word.inspect(name, data)
        case FileKind.PDF:
            return pdf.inspect(name, data)
        case _:
            raise UnreadableFileError(name, "the file is neither Word nor PDF.", SEND_WORD_OR_PDF)
