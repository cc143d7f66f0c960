"""Files that people hand in: their bytes, or what to say of those that cannot be opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import allowed, read_at_most

SUBMITTED = (".docx", ".pdf", ".md", ".markdown", ".txt", ".xlsx", ".csv")
"""Endings of files in a folder that are taken for submissions."""
_BESIDE = ("register.xlsx",)


def is_folder(path: Path) -> bool:
    """Return whether there is such a folder; of a name that nothing can have there is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def expanded(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return files with the submissions in each folder, by name, in place of the folder; each file once.

    Files that Word or Excel keep while a document is open, and a register, are no submissions.
    """
    found: dict[Path, None] = {}
    for path in paths:
        folder = is_folder(path)
        inside = sorted(path.iterdir(), key=lambda each: each.name) if folder else [path]
        found.update(dict.fromkeys(each for each in inside if not folder or _is_submission(each)))
    return tuple(found)


def _is_submission(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return path.is_file() and path.suffix.lower() in SUBMITTED and not hidden and path.name not in _BESIDE


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
