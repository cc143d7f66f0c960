"""What is known of submissions beside their files: options of the command line, and files in the same folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import read_file
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from pbc_checks.circumstances import Circumstances
    from pbc_frameworks.load import Library
    from pbc_frameworks.model import Framework
    from pbc_frameworks.profile import Profile
    from pbc_frameworks.register.model import Register

_PROFILE = "profile.yaml"
_REGISTERS = ("register.yaml", "register.xlsx")


class RegisterNotReadError(PbcgovError):
    """A register in Excel of which rows could not be read."""


@dataclass(slots=True)
class Beside:
    """What the command line says of submissions, and where to look for what it does not say.

    Without a `profile` or `register` those beside each file are used, if they are there; `notes` says so once.
    """

    library: Library
    profile: Path | None = None
    register: Path | None = None
    submitted: date | None = None
    notes: list[str] = field(default_factory=list)

    def of(self, file: Path, framework: Framework) -> Circumstances:
        """Return what is known of a file that is checked against a framework.

        Raises DefinitionError and other errors of the product for a profile or register that was named and is wrong.
        """
        from pbc_checks.circumstances import Circumstances

        profile = self._profile(file, framework)
        return Circumstances(self.submitted, profile, self._register(file, profile))

    def _profile(self, file: Path, framework: Framework) -> Profile | None:
        from pbc_frameworks.profile import profile_framework

        path = self.profile or file.parent / _PROFILE
        if self.profile is None and not path.is_file():
            return None
        try:
            its_framework = profile_framework(path)
            if its_framework != framework.id:
                if self.profile:
                    self._note(f"{path} is for {its_framework}: its figures and practices are not used here.")
                return None
            profile = _loaded(path, framework.id, self.library)
        except PbcgovError as error:
            if self.profile:
                raise
            self._note(f"{path} stands beside the submission and is not used: {error}")
            return None
        if self.profile is None:
            self._note(f"{path} stands beside the submission and is used.")
        return profile

    def _register(self, file: Path, profile: Profile | None) -> Register | None:
        if self.register:
            return register_in(self.register)
        if profile and profile.register:
            return profile.register
        for name in _REGISTERS:
            path = file.parent / name
            if self.profile is None and path.is_file():
                try:
                    register = register_in(path)
                except PbcgovError as error:
                    self._note(f"{path} stands beside the submission and is not used: {error}")
                    return None
                self._note(f"{path} stands beside the submission and is used.")
                return register
        return None

    def _note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)
            click.echo(f"Note: {words}", err=True)


def beside_files(files: Iterable[Path]) -> list[Path]:
    """Return files with the profiles and registers that may stand beside them: all that a check may read."""
    return [each for file in files for each in (file, *(file.parent / name for name in (_PROFILE, *_REGISTERS)))]


@cache
def register_in(path: Path) -> Register:
    """Return the register in a YAML or Excel file.

    Raises DefinitionError, SheetError, and RegisterNotReadError naming the cells that could not be read.
    """
    from pbc_frameworks.register.load import load_register
    from pbc_frameworks.register.sheet import read_sheet

    if path.suffix.lower() != ".xlsx":
        return load_register(path)
    reading = read_sheet(read_file(path, "Excel file"))
    if reading.problems:
        raise RegisterNotReadError("\n".join(f"{path}: {problem}" for problem in reading.problems))
    return reading.register


@cache
def _loaded(path: Path, framework_id: str, library: Library) -> Profile:
    from pbc_frameworks.profile import load_profile

    return load_profile(path, library.load(framework_id))
