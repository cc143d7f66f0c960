"""What is known of submissions beside their files: options of the command line, and files in the same folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import read_file
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from pbc_app.workers.place import Allowance
    from pbc_checks.circumstances import Circumstances
    from pbc_frameworks.load import Library
    from pbc_frameworks.profile import Profile
    from pbc_frameworks.register.model import Register
    from pbc_frameworks.register.sheet import SheetReading

PROFILE = "profile.yaml"
REGISTERS = ("register.yaml", "register.xlsx")


class RegisterNotReadError(PbcgovError):
    """A register in Excel of which rows could not be read."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of one file before it is read, and so before it is known what it is checked against.

    `profile` is the PCT's, whatever framework it is for; `profile_path` says where it was, `named` whether it was asked
    for. `register` is one that was named, or lies beside the file.
    """

    submitted: date | None = None
    proposer: str = ""
    title: str = ""
    profile: Profile | None = None
    profile_path: str = ""
    named: bool = False
    register: Register | None = None
    register_named: bool = False

    def circumstances(self, framework: str) -> Circumstances:
        """Return what is known of the file once it is known against which framework it is checked."""
        from pbc_checks.circumstances import Circumstances

        profile = self.profile if self.profile and self.profile.framework == framework else None
        own = profile.register if profile and not self.register_named else None
        return Circumstances(self.submitted, profile, own or self.register, self.proposer, self.title)

    def note(self, framework: str) -> str:
        """Return what to say of a profile that was asked for and is for another framework, or an empty text."""
        if self.profile is None or not self.named or self.profile.framework == framework:
            return ""
        return f"{self.profile_path} is for {self.profile.framework}: its figures and practices are not used here."


@dataclass(slots=True)
class Beside:
    """What the command line says of submissions, and where to look for what it does not say.

    Without a `profile` or `register` those beside each file are used, if they are there; each note is printed once.
    `organisation` is the short name of the PCT whose profile was used first, empty before that.
    """

    library: Library
    profile: Path | None = None
    register: Path | None = None
    submitted: date | None = None
    notes: list[str] = field(default_factory=list)
    organisation: str = ""

    def around(self, file: Path, proposer: str = "", title: str = "") -> Around:
        """Return what is known of a file; from whom it comes and its title, if known.

        Raises DefinitionError and other errors of the product for a profile or register that was named and is wrong.
        """
        path = self.profile or file.parent / PROFILE
        profile = self._profile(path)
        register = register_in(self.register) if self.register else self._register_beside(file, profile)
        return Around(
            self.submitted,
            proposer,
            title,
            profile,
            str(path),
            self.profile is not None,
            register,
            self.register is not None,
        )

    def used(self, around: Around, framework: str) -> None:
        """Note what was used of what is known of a file that was checked against a framework."""
        if around.note(framework):
            self.note(around.note(framework))
        known = around.circumstances(framework)
        if known.profile:
            self.organisation = self.organisation or known.profile.pct_short_name
            if not around.named:
                self.note(f"{around.profile_path} stands beside the submission and is used.")

    def note(self, words: str) -> None:
        """Print a note, unless it was printed before."""
        if words not in self.notes:
            self.notes.append(words)
            click.echo(f"Note: {words}", err=True)

    def _profile(self, path: Path) -> Profile | None:
        if self.profile is None and not path.is_file():
            return None
        try:
            return _loaded(path, self.library)
        except PbcgovError as error:
            if self.profile:
                raise
            self.note(f"{path} stands beside the submission and is not used: {error}")
            return None

    def _register_beside(self, file: Path, profile: Profile | None) -> Register | None:
        if self.profile is not None or (profile and profile.register):
            return None
        path = next((file.parent / name for name in REGISTERS if (file.parent / name).is_file()), None)
        if path is None:
            return None
        try:
            register = register_in(path)
        except PbcgovError as error:
            self.note(f"{path} stands beside the submission and is not used: {error}")
            return None
        self.note(f"{path} stands beside the submission and is used.")
        return register


@cache
def register_in(path: Path) -> Register:
    """Return the register in a YAML or Excel file.

    Raises DefinitionError, RegisterNotReadError naming the cells that could not be read.
    """
    from pbc_frameworks.register.load import load_register

    if path.suffix.lower() != ".xlsx":
        return load_register(path)
    reading = register_sheet(path)
    if reading.problems:
        raise RegisterNotReadError("\n".join(f"{path}: {problem}" for problem in reading.problems))
    return reading.register


def register_sheet(
    path: Path,
    sheet: str = "",
    declared: date | None = None,
    limits: Allowance | None = None,
) -> SheetReading:
    """Return the register in an Excel file, of one sheet or of all, and what of it could not be read.

    `declared` stands where there are no dates of declaration, `limits` for other ones than the default. Raises
    PbcgovError, which names the file.
    """
    from pbc_app.apart import apart
    from pbc_app.workers.place import Allowance

    with apart(_sheet, limits or Allowance()) as read:
        return read(path, path, read_file(path, "Excel file"), sheet, declared)


def _sheet(path: Path, data: bytes, sheet: str, declared: date | None) -> SheetReading:
    from pbc_frameworks.register.sheet import SheetError, read_sheet

    try:
        return read_sheet(data, sheet, declared)
    except SheetError as error:
        raise SheetError(f"{path}: {error}") from error


@cache
def _loaded(path: Path, library: Library) -> Profile:
    from pbc_frameworks.profile import load_profile, profile_framework

    return load_profile(path, library.load(profile_framework(path)))


def organisation_of(profile_path: Path | None, library: Library) -> str:
    """Return the name of the PCT whose profile was given, or an empty text. Raises DefinitionError."""
    if profile_path is None:
        return ""
    from pbc_frameworks.profile import load_profile, profile_framework

    framework = library.load(profile_framework(profile_path))
    return load_profile(profile_path, framework).pct_short_name
