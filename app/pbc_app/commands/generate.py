"""`pbcgov generate`: a framework's documents for a PCT, as Word, PDF and HTML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, read_file, refuse_existing, write_file

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
    "--framework", "framework_id", required=True, metavar="ID", help="The framework, such as hertfordshire-2007."
)
@click.option(
    "--document", "documents", multiple=True, metavar="KIND", help="A kind of document; may be given several times."
)
@click.option("--all", "everything", is_flag=True, help="Every kind of document the framework has.")
@click.option("--body", default="", metavar="ID", help="Terms of reference of this body only.")
@click.option(
    "--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's own details."
)
@formats_option
@click.option(
    "--house", "house_path", type=click.Path(path_type=Path), metavar="FILE", help="The PCT's own Word template."
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
@click.option("--force", is_flag=True, help="Replace files that exist.")
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
    force: bool,
    library: Library,
) -> None:
    """Generate documents for a PCT.

    Without a profile the PCT's own details stay visible placeholders. What a PCT still has to fill in is listed at
    the end.
    """
    from pbc_frameworks.profile import Profile, load_profile
    from pbc_generator.compose.kinds import compose, kinds
    from pbc_generator.compose.sources import Sources, with_sources

    framework = library.load(framework_id)
    known = kinds(framework)
    if everything == bool(documents):
        choices = "\n".join(f"  {name:22} {kind.title}" for name, kind in known.items())
        raise click.UsageError(f"Say what to generate: --all, or --document with one of:\n{choices}")
    if body and not everything and "terms-of-reference" not in documents:
        raise click.UsageError("--body goes with --document terms-of-reference: other documents have no body.")
    profile = load_profile(profile_path, framework) if profile_path else Profile(framework.id)
    house = read_file(house_path, "house template") if house_path else None
    wanted = tuple(known) if everything else documents
    made = [with_sources(each, Sources(sources)) for each in compose(framework, profile, wanted, body)]
    written = write_documents(made, formats, folder, force, house)
    for path in written:
        click.echo(path)
    _list_placeholders(made)


def write_documents(
    documents: list[Document], formats: tuple[str, ...], folder: Path, force: bool, house: bytes | None = None
) -> list[Path]:
    """Write documents in some formats to a folder and return the files; nothing is written unless all can be made."""
    from pbc_generator.render import render

    targets = [(document, name, folder / f"{document.name}.{name}") for document in documents for name in formats]
    refuse_existing((path for _, _, path in targets), force)
    files = [(path, render(document, name, house)) for document, name, path in targets]
    make_folder(folder)
    for path, data in files:
        write_file(path, data)
    return [path for path, _ in files]


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
