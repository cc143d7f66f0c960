"""Files that people hand in: their bytes, or what to say of those that cannot be opened."""

from __future__ import annotations

from pathlib import Path

from pbc_frameworks.limits import LIMITS


def submitted_bytes(path: Path) -> bytes:
    """Return a file's bytes. Raises UnreadableFileError if there is no such file or it cannot be opened."""
    from pbc_checks.read.errors import UnreadableFileError

    try:
        with path.open("rb") as file:
            return file.read(LIMITS.file_bytes + 1)  # one more, by which it is known to be too large
    except IsADirectoryError:
        raise UnreadableFileError(str(path), "this is a folder.", "Name the files in it.") from None
    except FileNotFoundError:
        raise UnreadableFileError(
            str(path), "there is no such file.", "Check the name, its ending and the folder."
        ) from None
    except OSError as error:
        raise UnreadableFileError(
            str(path), f"the file cannot be opened ({error.strerror}).", "Close it elsewhere, or copy it first."
        ) from None
