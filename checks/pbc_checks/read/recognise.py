"""What kind of file some bytes are, and what to say of those that cannot be read."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from pbc_checks.read.errors import UnreadableFileError, too_large
from pbc_frameworks.archive import BROKEN, larger, open_archive
from pbc_frameworks.limits import TooLargeError, allowed

SEND_WORD_OR_PDF = "Open it in the program it was made with, save it as Word (.docx) or PDF, and send that."


class FileKind(StrEnum):
    """The kinds of file a submission may come in."""

    WORD = "docx"
    PDF = "pdf"
    MARKDOWN = "md"
    TEXT = "txt"
    EXCEL = "xlsx"
    CSV = "csv"


_EXCEL = (".xlsx", ".xlsm", ".xltx", ".xls")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEADER_WITHIN = 1024  # bytes: readers accept a PDF whose header is preceded by this much of something else

# Formats known by their first bytes that cannot be read.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"<!doctype html", "a web page (HTML)"),
    (b"<html", "a web page (HTML)"),
    (b"<?xml", "an XML file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)

_TEXT_ENDINGS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".csv": FileKind.CSV,
}


def recognise(name: str, data: bytes) -> FileKind:
    """Return the kind of file; raises UnreadableFileError for an empty file and kinds that cannot be read."""
    if len(data) > allowed().file_bytes:
        raise too_large(name, TooLargeError(larger("the file", allowed().file_bytes)))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise UnreadableFileError(
            name,
            "the file is empty.",
            "Look for the version that was saved with its contents, and send that.",
        )
    if _is_pdf(name, data):
        return FileKind.PDF
    if data.startswith(_OLE):
        raise _ole_error(name, data)
    if data.startswith(b"PK"):
        return _zip_kind(name, data)
    return _text_kind(name, data)


def _is_pdf(name: str, data: bytes) -> bool:
    within = _PDF_HEADER_WITHIN if PurePath(name).suffix.lower() == ".pdf" else 5
    return b"%PDF-" in data.lstrip()[:within]


def _ole_error(name: str, data: bytes) -> UnreadableFileError:
    """Return what to say of a file in the container that Office used before 2007, and uses to encrypt."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        program, what = ("Excel", "Workbook") if PurePath(name).suffix.lower() in _EXCEL else ("Word", "Document")
        return UnreadableFileError(
            name,
            "the file is protected by a password.",
            f"Open it in {program}, take the password off (File, Info, Protect {what}), save it, and send that.",
        )
    streams = (
        ("WordDocument", "a Word 97-2003 document (.doc)", "Open it in Word and save it as .docx, or as PDF."),
        ("Workbook", "an Excel 97-2003 workbook (.xls)", "Open it in Excel and save it as .xlsx."),
        (
            "PowerPoint Document",
            "a PowerPoint 97-2003 presentation (.ppt)",
            "Open it in PowerPoint and save it as PDF.",
        ),
    )
    other = ("an old Office file", "Open it in Word and save it as .docx, or as PDF.")
    what, remedy = next((said for stream, *said in streams if stream.encode("utf-16-le") in data), other)
    return UnreadableFileError(name, f"the file is {what}, which cannot be read here.", remedy)


def _zip_kind(name: str, data: bytes) -> FileKind:
    """Return Word or Excel for a zip that holds such a document; raises UnreadableFileError for all others."""
    try:
        with open_archive(data) as archive:
            names = set(archive.namelist())
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except TooLargeError as error:
        raise too_large(name, error) from None
    except (*BROKEN, KeyError):
        raise UnreadableFileError(
            name,
            "the file is damaged: it seems to have been cut off, or changed on its way.",
            "Copy or send it again from where it was saved.",
        ) from None
    if "[Content_Types].xml" in names and any(part.startswith("word/") for part in names):
        return FileKind.WORD
    if "[Content_Types].xml" in names and any(part.startswith("xl/") for part in names):
        return FileKind.EXCEL
    raise UnreadableFileError(name, f"the file is {_zip_contents(names, mimetype)}, not Word.", SEND_WORD_OR_PDF)


def _zip_contents(names: set[str], mimetype: bytes) -> str:
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "an OpenDocument text (.odt)"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "an OpenDocument file"
    if any(part.startswith("ppt/") for part in names):
        return "a PowerPoint presentation (.pptx)"
    return "a zip archive"


def _text_kind(name: str, data: bytes) -> FileKind:
    """Return Markdown or text by the ending; raises UnreadableFileError for anything else."""
    ending = PurePath(name).suffix.lower()
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    what = next((what for signature, what in _SIGNATURES if start.startswith(signature.lower())), "")
    if what:
        as_named = bool(ending) and f"({ending})" in what
        said = "which cannot be read here" if as_named else "whatever its name says"
        raise UnreadableFileError(name, f"the file is {what}, {said}.", SEND_WORD_OR_PDF)
    if ending in _TEXT_ENDINGS:
        return _TEXT_ENDINGS[ending]
    if _is_binary(data):
        expected = {".docx": "not a Word document", ".pdf": "not a PDF"}.get(
            ending, "of a kind that cannot be read here"
        )
        raise UnreadableFileError(name, f"the file is {expected}.", SEND_WORD_OR_PDF)
    ending_said = f"ending '{ending}'" if ending else "no ending"
    raise UnreadableFileError(
        name,
        f"the file holds plain text but has {'the ' if ending else ''}{ending_said}.",
        "Rename it to end in .txt (or .md if it is Markdown); or send Word or PDF.",
    )


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    start = data[:4096]
    return sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in start) * 100 > len(start)
