"""Writing files: never over an existing one unasked, never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from pbc_frameworks.errors import OutputError


def refuse_existing(paths: Iterable[Path], force: bool) -> None:
    """Raise OutputError if any of the files exists already and --force was not given."""
    existing = [str(path) for path in paths if path.exists()]
    if existing and not force:
        listed = "\n  ".join(existing)
        raise OutputError(
            f"These files exist already and were left as they are:\n  {listed}\n"
            "Give --force to replace them, or name another folder."
        )


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises OutputError if that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise OutputError(
            f"{folder} cannot be a folder: a file has that name, or is part of it. Name another folder."
        ) from None
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}. Name another folder.") from None


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, then moved into it. Raises OutputError."""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise _cannot_write(path, error) from None


def read_file(path: Path, what: str) -> bytes:
    """Return a file's bytes. Raises OutputError (said of `what`, such as "house template") if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"The {what} {path} cannot be read: {error.strerror}. Check the name and the folder."
        ) from None


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror}. Name another folder, or close the file if it is open in Word."
    )


def _umask() -> int:
    """Return the process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
