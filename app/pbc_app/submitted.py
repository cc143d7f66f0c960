"""Files that people hand in: their bytes, or what to say of those that cannot be opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import allowed, read_at_most

SUBMITTED = (".docx", ".pdf", ".md", ".markdown", ".txt", ".xlsx", ".csv")
"""Endings of files in a folder that are taken for submissions."""
_REFUSED = (".doc", ".docm", ".odt", ".pages", ".rtf", ".wpd", ".wps", ".ods", ".xls", ".xlsm", ".tif", ".tiff")
"""Endings of files in a folder that somebody may have sent as a submission; what is said of them is why not."""
_BESIDE = ("register.xlsx", "register.xls", "register.ods")


def is_folder(path: Path) -> bool:
    """Return whether there is such a folder; of a name that nothing can have there is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return files with the submissions in each folder, by name, in place of the folder; each file once.

    Files that Word or Excel keep while a document is open, and a register, are no submissions. One that cannot be read,
    such as a .doc, is among them all the same, so that it is not passed over without a word; unless what it was saved
    as, of the same name, lies beside it.
    """
    found: dict[Path, None] = {}
    for path in paths:
        folder = is_folder(path)
        inside = sorted(path.iterdir(), key=lambda each: each.name) if folder else [path]
        saved = {each.stem for each in inside if folder and _is_file_of(each, SUBMITTED)}
        found.update(
            dict.fromkeys(
                each
                for each in inside
                if not folder
                or _is_file_of(each, SUBMITTED)
                or (_is_file_of(each, _REFUSED) and each.stem not in saved)
            )
        )
    return tuple(found)


def _is_file_of(path: Path, endings: tuple[str, ...]) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return path.suffix.lower() in endings and not hidden and path.name not in _BESIDE and path.is_file()


def submitted_bytes(path: Path) -> bytes:
    """Return a file's bytes; of one that is too large a byte more than is allowed, by which it is known.

    Raises UnreadableFileError if there is no such file, it cannot be opened, or its name cannot be printed.
    """
    from pbc_checks.read.errors import UnreadableFileError

    if escaped(str(path)) != str(path):
        raise UnreadableFileError(
            escaped(str(path)), "the name holds characters that cannot be printed.", "Rename the file, or its folder."
        )
    try:
        with path.open("rb") as file:
            return read_at_most(file, allowed().file_bytes)
    except IsADirectoryError:
        raise UnreadableFileError(str(path), "this is a folder.", "Name the files in it.") from None
    except FileNotFoundError:
        raise UnreadableFileError(
            str(path), "there is no such file.", "Check the name, its ending and the folder."
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            str(path), f"the file cannot be opened ({error.strerror}).", "Check its name, or close it elsewhere."
        ) from None
