"""Read a submission's file: bytes in, a Submission out, whatever the format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pbc_checks.read.errors import UnreadableFileError, too_deep, too_large
from pbc_checks.read.recognise import FileKind, recognise
from pbc_checks.submission import Submission, Unread
from pbc_frameworks.limits import TooLargeError, allowed
from pbc_frameworks.load import Library

__all__ = ["FileKind", "UnreadableFileError", "read"]

Reader = Callable[[str, bytes, Library], Submission]


def _word(name: str, data: bytes, library: Library) -> Submission:
    from pbc_checks.read import word

    return word.read(name, data, library)


def _pdf(name: str, data: bytes, _library: Library) -> Submission:
    from pbc_checks.read import pdf

    return pdf.read(name, data)


def _markdown(name: str, data: bytes, _library: Library) -> Submission:
    from pbc_checks.read import markdown

    return markdown.read(name, data)


def _text(name: str, data: bytes, _library: Library) -> Submission:
    from pbc_checks.read import text

    return text.read(name, data)


def _excel(name: str, data: bytes, _library: Library) -> Submission:
    from pbc_checks.read import excel

    return excel.read(name, data)


def _csv(name: str, data: bytes, _library: Library) -> Submission:
    from pbc_checks.read import csv_file

    return csv_file.read(name, data)


READERS: dict[FileKind, Reader] = {
    FileKind.WORD: _word,
    FileKind.PDF: _pdf,
    FileKind.MARKDOWN: _markdown,
    FileKind.TEXT: _text,
    FileKind.EXCEL: _excel,
    FileKind.CSV: _csv,
}
"""Every format that can be read. Readers are imported when first used: each brings a heavy library."""

_NO_WORDS = "it holds no words that can be read"


def read(name: str, data: bytes, library: Library = Library()) -> Submission:  # noqa: B008  # frozen, and empty
    """Return the submission in a file called `name` that holds `data`.

    The reader is chosen by what the bytes are; the name's ending only tells Markdown and CSV from plain text.
    `library` holds the frameworks whose forms are known. Raises UnreadableFileError, whose message says what is wrong
    with the file and what to do.
    """
    kind = recognise(name, data)
    try:
        submission = READERS[kind](name, data, library)
        if submission.words > allowed().words:
            raise TooLargeError(f"the file holds {submission.words:,} words, and at most {allowed().words:,} are read")
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
