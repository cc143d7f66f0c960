"""`pbcgov register export`: the register as Word, PDF, HTML, Excel or CSV."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_files

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_frameworks.model import Framework
    from pbc_frameworks.profile import Profile
    from pbc_frameworks.register.model import Register

_FORMATS = ("docx", "pdf", "html", "xlsx", "csv")


def _formats(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    if not names or any(name not in _FORMATS for name in names):
        raise click.BadParameter(f"'{value}' is not a list of formats. Choose from: {', '.join(_FORMATS)}.")
    return names


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.yaml")
@click.option("--format", "formats", default="xlsx", show_default=True, callback=_formats, help="Which files to write.")
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to.")
@click.option("--framework", "framework_id", default="", metavar="ID", help="The framework, for Word, PDF and HTML.")
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's details.")
@click.option("--public", is_flag=True, help="Only what is public: nothing past its time, no details withheld.")
@click.option(
    "--date",
    "given",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day for --public; without it, the day on which the register was updated.",
)
@click.option("--force", is_flag=True, help="Replace files that exist.")
@frameworks_option
def export_command(
    file: Path,
    formats: tuple[str, ...],
    folder: Path,
    framework_id: str,
    profile_path: Path | None,
    public: bool,
    given: datetime | None,
    force: bool,
    library: Library,
) -> None:
    """Export a register as Word, PDF, HTML, Excel (xlsx) or CSV."""
    from pbc_frameworks.profile import Profile, load_profile, profile_framework
    from pbc_frameworks.register.load import load_register
    from pbc_frameworks.register.model import public_register
    from pbc_frameworks.shared import register_times

    register = load_register(file)
    if public:
        day = given.date() if given else register.updated
        if day is None:
            raise click.UsageError("The register does not say when it was updated. Give the day with --date.")
        register = public_register(register, register_times(), day)
    framework, profile = None, None
    if {"docx", "pdf", "html"} & set(formats):
        name = framework_id or (profile_framework(profile_path) if profile_path else "")
        if not name:
            raise click.UsageError("Word, PDF and HTML print the framework's rules: give --framework or --profile.")
        framework = library.load(name)
        profile = load_profile(profile_path, framework) if profile_path else Profile(framework.id)
    targets = {each: folder / f"register-of-interests{'-public' if public else ''}.{each}" for each in formats}
    refuse_existing(targets.values(), force, inputs(library, file, profile=profile_path))
    made = {targets[each]: _made(each, register, framework, profile) for each in formats}
    make_folder(folder)
    write_files(made)
    for path in made:
        click.echo(path)


def _made(file_format: str, register: Register, framework: Framework | None, profile: Profile | None) -> bytes:
    from pbc_frameworks.register.csv_file import write_csv
    from pbc_frameworks.register.sheet import write_sheet
    from pbc_generator.compose.conflict_register import conflict_register
    from pbc_generator.compose.context import context
    from pbc_generator.render import render

    if file_format == "xlsx":
        return write_sheet(register, "Register of interests")
    if file_format == "csv":
        return write_csv(register)
    if framework is None or profile is None or framework.conflicts is None:
        raise click.UsageError("This framework has no rules on conflicts of interest to print with a register.")
    around = context(framework, replace(profile, register=register))
    return render(conflict_register(around, framework.conflicts), file_format)
