"""Read a submission's file: bytes in, a Submission out, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pbc_checks.read import csv_file, excel, markdown, pdf, text, word
from pbc_checks.read.errors import UnreadableFileError, too_deep, too_large
from pbc_checks.read.recognise import FileKind, recognise
from pbc_checks.submission import Submission, Unread
from pbc_frameworks.limits import LIMITS, TooLargeError
from pbc_frameworks.load import Library

__all__ = ["FileKind", "UnreadableFileError", "read"]

Reader = Callable[[str, bytes], Submission]

# Every format that can be read, Word aside. A new one needs its line here, and its first bytes in recognise.py.
READERS: dict[FileKind, Reader] = {
    FileKind.PDF: pdf.read,
    FileKind.MARKDOWN: markdown.read,
    FileKind.TEXT: text.read,
    FileKind.EXCEL: excel.read,
    FileKind.CSV: csv_file.read,
}

_NO_WORDS = "it holds no words that can be read"


def read(name: str, data: bytes, library: Library = Library()) -> Submission:  # noqa: B008  # frozen, and empty
    """Return the submission in a file called `name` that holds `data`.

    The reader is chosen by what the bytes are; the name's ending only tells Markdown and CSV from plain text.
    `library` holds the frameworks whose forms are known. Raises UnreadableFileError, whose message says what is wrong
    with the file and what to do.
    """
    kind = recognise(name, data)
    try:
        submission = word.read(name, data, library) if kind is FileKind.WORD else READERS[kind](name, data)
        if submission.words > LIMITS.words:
            raise TooLargeError(f"the file holds {submission.words:,} words, and at most {LIMITS.words:,} are read")
    except TooLargeError as error:
        raise too_large(name, error) from None
    except RecursionError:
        raise too_deep(name) from None
    if submission.words or not submission.receipt.complete:
        return submission
    # Somebody sent it for a reason: where no word is found, it is we who did not find them.
    return replace(
        submission, receipt=replace(submission.receipt, unread=(Unread(_NO_WORDS), *submission.receipt.unread))
    )
