"""Writing files: never over an existing one unasked, never half of one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from pbc_frameworks.errors import OutputError
from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import MEGABYTE, allowed, read_at_most


def refuse_existing(paths: Iterable[Path], force: bool, inputs: Iterable[Path | None] = ()) -> None:
    """Raise OutputError if any of the files exists already and --force was not given.

    One that is among the `inputs`, by whatever name or link, is never written over.
    """
    targets = list(paths)
    read = {_identity(path) for path in inputs if path is not None} - {None}
    over = next((target for target in targets if _identity(target) in read), None)
    if over is not None:
        raise OutputError(f"{over} is a file that is read: it is never written over. Name another file or folder.")
    existing = [str(path) for path in targets if _is_there(path)]
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


def write_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file, all at once or in pieces, whole or not at all: beside its place first, then moved into it.

    Raises OutputError.

    A run that is killed in between leaves a file whose name begins with .pbcgov-, and what was there before as it was.
    """
    write_files({path: data})


def write_files(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write files, each whole or not at all; none of them if there is no room for all. Raises OutputError."""
    waiting: dict[Path, Path] = {}  # what was written, by where it belongs
    try:
        for path, data in files.items():
            _write_beside(path, data, waiting)
        for path, written in waiting.items():
            try:
                written.replace(path)
            except OSError as error:
                raise _cannot_write(path, error) from None
    finally:
        for written in waiting.values():
            written.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes | Iterable[bytes], waiting: dict[Path, Path]) -> None:
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".pbcgov-")
        waiting[path] = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(descriptor)  # a file moved into place before its bytes are on the disk is empty after a power cut
        waiting[path].chmod(0o666 & ~_umask())
    except OSError as error:
        raise _cannot_write(path, error) from None


def read_file(path: Path, what: str) -> bytes:
    """Return a file's bytes.

    Raises OutputError (said of `what`, such as "house template") if it cannot be read, is too large, or its name cannot
    be printed.
    """
    name = escaped(str(path))
    if name != str(path):
        raise OutputError(f"The {what} {name} has characters in its name that cannot be printed. Rename it.")
    try:
        with path.open("rb") as file:
            data = read_at_most(file, allowed().file_bytes)
    except OSError as error:
        raise OutputError(
            f"The {what} {path} cannot be read: {error.strerror}. Check the name and the folder."
        ) from None
    if len(data) > allowed().file_bytes:
        raise OutputError(
            f"The {what} {path} is larger than {allowed().file_bytes // MEGABYTE} MB, the most that is read. "
            "Take out what does not belong in it."
        )
    return data


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from all others, whatever it is called; None for one that is not there."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _is_there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False  # a name that no file can have: to write it fails, and says why


def _cannot_write(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror}. Name another folder, or close the file if it is open in Word."
    )


def _umask() -> int:
    """Return the process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
