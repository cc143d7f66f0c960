"""`pbcgov register meeting`: who has to withdraw from which item of an agenda."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.commands.generate import formats_option, write_documents
from pbc_app.inputs import inputs
from pbc_app.options import DAY, frameworks_option
from pbc_frameworks.errors import OutputError, UnknownNameError

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_frameworks.profile import Locality, Profile
    from pbc_frameworks.register.bearing import Item


@click.command("meeting")
@click.option("--profile", "profile_path", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="The PCT's details, which name the register.")  # fmt: skip
@click.option("--body", "body_id", required=True, metavar="ID", help="The body that meets.")
@click.option("--locality", "locality_id", default="", metavar="ID", help="The locality, for a body of each.")
@click.option(
    "--date",
    "given",
    required=True,
    type=DAY,
    metavar="YYYY-MM-DD",
    help="The day of the meeting.",
)
@click.option(
    "--item",
    "items",
    multiple=True,
    metavar="TEXT",
    help='An item of the agenda, "title; what it concerns, who would provide it"; give it once for each item.',
)
@formats_option
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@frameworks_option
def meeting_command(
    profile_path: Path,
    body_id: str,
    locality_id: str,
    given: datetime,
    items: tuple[str, ...],
    formats: tuple[str, ...],
    folder: Path,
    force: bool,
    library: Library,
) -> None:
    """Write the sheet for a meeting: the interests of those on the body, and who withdraws from which item."""
    from pbc_frameworks.profile import load_profile, profile_framework
    from pbc_frameworks.register.bearing import bearings
    from pbc_generator.compose.context import context
    from pbc_generator.compose.meeting_sheet import meeting_sheet, of_the_sheet

    framework = library.load(profile_framework(profile_path))
    profile = load_profile(profile_path, framework)
    body = next((each for each in framework.bodies if each.id == body_id), None)
    if body is None:
        raise UnknownNameError("body", body_id, [each.id for each in framework.bodies])
    if framework.conflicts is None:
        raise OutputError(f"{framework.id} has no rules on conflicts of interest.")
    if profile.register is None:
        raise OutputError(f"{profile_path} names no register. Add a line 'register: register.yaml' to it.")
    locality = _locality(profile, locality_id, needed=body.one_per_locality)
    agenda = [_item(words) for words in items]
    around = context(framework, profile, locality)
    made = meeting_sheet(around, framework.conflicts, body, agenda, given.date())
    for path in write_documents([made], formats, folder, force, read=inputs(library, profile=profile_path)):
        click.echo(path)
    for item in agenda:
        on_the_body = of_the_sheet(around, body, given.date())
        found = bearings(item, on_the_body, given.date())
        names = dict.fromkeys(each.interest.name for each in found)
        click.echo(f"  {item.title}: {', '.join(names) or 'nobody, by the register'}")
        others = [entry for entry in profile.register.interests if entry not in on_the_body]
        beside = dict.fromkeys(each.interest.name for each in bearings(item, others, given.date()))
        for name in beside:
            if name not in names:
                click.echo(
                    f"Note: {item.title}: {name} has an interest too, and by the register is not on this body. If that "
                    f"is wrong, add 'bodies: [{body.id}]' to the entry.",
                    err=True,
                )


def _locality(profile: Profile, locality_id: str, *, needed: bool) -> Locality | None:
    if not needed:
        return None
    found = next((each for each in profile.localities if each.id == locality_id), None)
    if found is None:
        raise UnknownNameError("locality", locality_id, [each.id for each in profile.localities])
    return found


def _item(words: str) -> Item:
    from pbc_frameworks.register.bearing import Item

    title, _, concerns = words.partition(";")
    return Item(title.strip(), tuple(word.strip() for word in concerns.split(",") if word.strip()))
