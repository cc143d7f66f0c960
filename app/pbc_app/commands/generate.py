"""`pbcgov generate`: a framework's documents for a PCT, as Word, PDF and HTML."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.inputs import inputs
from pbc_app.options import frameworks_option, place_options
from pbc_app.output import make_folder, read_file, refuse_existing, write_files
from pbc_app.rendering import rendered
from pbc_app.whole_set import WholeSet, write_changed, write_set
from pbc_app.workers import ONE_BY_ONE, Work
from pbc_generator.manifest import checksum

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_generator.document import Document


def _formats(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    """Return the formats of a comma-separated list, each once; refuse an unknown one."""
    from pbc_generator.render import FORMATS

    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(f"'{value}' is not a list of formats. Choose from: {', '.join(FORMATS)}.")
    return names


formats_option = click.option(
    "--format", "formats", default="docx,pdf,html", show_default=True, callback=_formats, help="Which files to write."
)
"""Gives a command `formats`, the endings of the files to write."""


@click.command("generate")
@click.option(
    "--framework", "framework_id", default="", metavar="ID", help="The framework; the profile's, if you give one."
)
@click.option(
    "--document", "documents", multiple=True, metavar="KIND", help="A kind of document; may be given several times."
)
@click.option("--all", "everything", is_flag=True, help="Every kind, with an index page and a manifest.")
@click.option("--body", default="", metavar="ID", help="Terms of reference or meeting sheet of this body only.")
@click.option(
    "--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's own details."
)
@formats_option
@click.option(
    "--house",
    "house_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The PCT's own Word template; `pbcgov house check` says whether it is fit.",
)
@click.option(
    "--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="The folder to write to."
)
@click.option(
    "--sources",
    type=click.Choice(["beside", "footnotes", "annex", "none"]),
    default="beside",
    show_default=True,
    help="Where the source of each clause is printed.",
)
@click.option("--draft", is_flag=True, help="Stamp every page DRAFT.")
@click.option("--lock", is_flag=True, help="In Word forms, let nothing but the answers be changed.")
@click.option("--changed", is_flag=True, help="Write only what differs from the run before in this folder.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@place_options
@frameworks_option
def command(
    framework_id: str,
    documents: tuple[str, ...],
    everything: bool,
    body: str,
    profile_path: Path | None,
    formats: tuple[str, ...],
    house_path: Path | None,
    folder: Path,
    sources: str,
    draft: bool,
    lock: bool,
    changed: bool,
    force: bool,
    jobs: int,
    scheduler: str,
    library: Library,
) -> None:
    """Generate documents for a PCT.

    Without a profile the PCT's own details stay visible placeholders. What a PCT still has to fill in is listed at
    the end. With --all an index page lists every file, and a manifest lets a later run with --changed say what has
    become different; a file that you have changed by hand is then left as it is.
    """
    from pbc_frameworks.profile import Profile, load_profile, profile_framework
    from pbc_generator.compose.kinds import compose, kinds, refuse_unknown
    from pbc_generator.compose.look import Look, with_look
    from pbc_generator.compose.sources import Sources

    name = framework_id or (profile_framework(profile_path) if profile_path else "")
    if not name:
        raise click.UsageError(f"Say which framework: --framework with one of: {', '.join(library.ids())}.")
    framework = library.load(name)
    known = kinds(framework)
    everything = everything or changed
    if everything == bool(documents):
        choices = "\n".join(f"  {kind_id:28} {kind.title}" for kind_id, kind in known.items())
        raise click.UsageError(f"Say what to generate: --all, or --document with one of:\n{choices}")
    if body and not everything and not {"terms-of-reference", "meeting-sheet"} & set(documents):
        raise click.UsageError(
            "--body goes with --document terms-of-reference or meeting-sheet: other documents have no body."
        )
    refuse_unknown(framework, documents, body)
    profile = load_profile(profile_path, framework) if profile_path else Profile(framework.id)
    house = read_file(house_path, "house template") if house_path else None
    read = inputs(library, house_path, profile=profile_path)
    work = Work(jobs, scheduler)
    look = Look(Sources(sources), draft, lock)
    wanted = [kind for kind in known if everything or kind in documents]
    made = {kind: [with_look(each, look) for each in compose(framework, profile, [kind], body)] for kind in wanted}
    every = [document for group in made.values() for document in group]
    if not everything:
        for path in write_documents(every, formats, folder, force, house, read, work):
            click.echo(path)
    else:
        options = {
            "sources": sources,
            "draft": str(draft).lower(),
            "lock": str(lock).lower(),
            "formats": ",".join(formats),
            "body": body,
            "house": checksum(house) if house else "",
        }
        titles = {kind: known[kind].title for kind in made}
        whole = WholeSet(framework, profile, made, titles, formats, options, house, tuple(read), work)
        (write_changed if changed else write_set)(whole, folder, force)
    _list_placeholders(every)


def write_documents(
    documents: list[Document],
    formats: tuple[str, ...],
    folder: Path,
    force: bool,
    house: bytes | None = None,
    read: Iterable[Path | None] = (),
    work: Work = ONE_BY_ONE,
) -> list[Path]:
    """Write documents in some formats to a folder and return the files; nothing is written unless all can be made.

    The files that the run has read (`read`) are never written over.
    """
    targets = [(document, ending, folder / f"{document.name}.{ending}") for document in documents for ending in formats]
    refuse_existing((path for _, _, path in targets), force, read)
    files = rendered(documents, formats, house, work)
    make_folder(folder)
    write_files({folder / name: data for name, data in files.items()})
    return [path for _, _, path in targets]


def _list_placeholders(documents: list[Document]) -> None:
    """Print what the PCT still has to fill in, with the documents it stands in."""
    places: dict[str, list[str]] = {}
    for document in documents:
        for what in document.placeholders():
            places.setdefault(what, []).append(document.name)
    if places:
        click.echo(f"\nStill to complete ({len(places)}); each is marked [To complete: …] in the documents:", err=True)
        for what, names in places.items():
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            click.echo(f"  {what}  ({names[0]}{more})", err=True)
