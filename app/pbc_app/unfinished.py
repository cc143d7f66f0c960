"""What a run has finished so far, kept beside its output until all is done: a stop loses nothing that was finished.

It is a folder of reports as JSON, one a submission. The name of each is a checksum of the submission's path and of
where its report goes, one of all that decides what is reported (its bytes, the options, what it may hold, the version),
and one of the report, by which damage is noticed. `pbcgov report` reads the folder like any other of kept reports.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_app.output import make_folder, write_file
from pbc_app.version import VERSION
from pbc_app.working import Outcome, Task
from pbc_frameworks.errors import OutputError
from pbc_frameworks.limits import allowed

if TYPE_CHECKING:
    from pbc_app.finishing import Finish
    from pbc_frameworks.load import Library

ENDING = ".partial"
_BEGUN = ".begun"
_DIGITS = 24  # of a checksum in a name


@dataclass(slots=True)
class Unfinished:
    """The reports that a run has finished, in a folder; `options` are all that decides what a report says.

    Without a folder nothing is kept.
    """

    folder: Path | None = None
    options: str = ""
    _there: dict[str, Path] = field(default_factory=dict)
    _places: set[str] = field(default_factory=set)

    def begin(self, *, resume: bool, force: bool, sources: Iterable[Path] = ()) -> None:
        """Look for what a stopped run has left. Raises OutputError if there is some and nothing was said of it.

        It raises OutputError too where any of the `sources`, files and folders that are read, lies in the folder, which
        is removed when all is done.
        """
        if self.folder is None or not self.folder.is_dir():
            return
        where = Path(os.path.realpath(self.folder))
        if any(Path(os.path.realpath(source)).is_relative_to(where) for source in sources):
            raise OutputError(
                f"{self.folder} is where this run would keep what it has finished: it is not read too. Name another "
                "folder with --out."
            )
        if resume:
            self._there = {path.name.rpartition("-")[0]: path for path in self.folder.glob("*.json")}
            self._places = {name.partition("-")[0] for name in self._there}
            self._places |= {path.stem for path in self.folder.glob(f"*{_BEGUN}")}
        elif force:
            self.clear()
        else:
            raise OutputError(
                f"{self.folder} has the finished reports of a run that was stopped. Go on with --resume, or begin "
                "again with --force."
            )

    def knows(self, path: str, target: Path) -> bool:
        """Return whether a stopped run has written the report on a file of this path, whatever it holds now."""
        return _place(path, target) in self._places

    def name(self, task: Task, target: Path | None = None) -> str:
        """Return the name under which the report on a file is kept; another file or option makes it another one.

        `target` is the file that the report is handed out as, if it is: it holds the report on no other submission.
        """
        data = hashlib.sha256(task.data).hexdigest()
        asked = (VERSION, self.options, task.name, task.framework, task.document, task.around, data)
        return f"{_place(task.name, target)}-{_checksum(repr(asked).encode())}"

    def find(self, name: str) -> Outcome | None:
        """Return what came of a file, if it is finished and still the same."""
        from pbc_checks.report.kept import read_as_made

        path = self._there.get(name)
        try:
            data = path.read_bytes() if path else b""
        except OSError:
            return None
        if path is None or path.stem.rpartition("-")[2] != _checksum(data):
            return None
        kept = read_as_made(data)
        return Outcome(next(iter(kept.reports), None), "".join(kept.problems.values()))

    def begun(self, name: str) -> None:
        """Note that the file of a report is about to be written: a run that is killed before `keep` has left it."""
        if self.folder is not None:
            make_folder(self.folder)
            with suppress(OSError):  # the file itself cannot be written then either, and says why
                self._note(name).touch()

    def keep(self, name: str, outcome: Outcome) -> None:
        """Keep what came of a file. Raises OutputError if it cannot be written."""
        if self.folder is not None and outcome.kept:
            make_folder(self.folder)
            write_file(self.folder / f"{name}-{_checksum(outcome.kept)}.json", outcome.kept)
            with suppress(OSError):
                self._note(name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what was kept: the run is done."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _note(self, name: str) -> Path:
        return (self.folder or Path()) / f"{name.partition('-')[0]}{_BEGUN}"


def unfinished(
    out: Path | None, folder_of: str, library: Library, scorers: str, finish: Finish | None = None
) -> Unfinished:
    """Return where a run keeps what it has finished: beside the file `out`, or within the folder under a name.

    `folder_of` is that name, empty for a file. `scorers` says which learned scorers are used.
    """
    if out is None:
        return Unfinished()
    folder = out / f"{folder_of}{ENDING}" if folder_of else out.with_name(out.name + ENDING)
    return Unfinished(folder, repr((_of_folder(library.own), scorers, finish, allowed())))


def _of_folder(own: Path | None) -> str:
    """Return a checksum of frameworks of one's own, empty without any."""
    if own is None:
        return ""
    inside = sorted(path for path in own.rglob("*") if path.is_file())
    return _checksum(repr([(path.relative_to(own).as_posix(), path.read_bytes()) for path in inside]).encode())


def _place(path: str, target: Path | None) -> str:
    return _checksum(repr((path, str(target or ""))).encode())


def _checksum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
