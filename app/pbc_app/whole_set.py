"""Writing a PCT's whole set of documents: with a progress bar, index page and manifest; or only what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.output import make_folder, read_file, refuse_existing, write_file
from pbc_app.rendering import rendered
from pbc_app.stopped import Stopped
from pbc_app.version import VERSION
from pbc_app.workers import ONE_BY_ONE, Work
from pbc_frameworks.errors import OutputError
from pbc_generator import manifest as manifests
from pbc_generator.manifest import Change, Made, Manifest, checksum

if TYPE_CHECKING:
    from pbc_frameworks.model import Framework
    from pbc_frameworks.profile import Profile
    from pbc_generator.document import Document

_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class WholeSet:
    """What a run makes: documents by kind, in which formats, with which options and house template.

    `inputs` are the files that were read for it: they are never written over. `work` says where it is made.
    """

    framework: Framework
    profile: Profile
    documents: Mapping[str, list[Document]]
    titles: Mapping[str, str]
    formats: tuple[str, ...]
    options: Mapping[str, str]
    house: bytes | None
    inputs: tuple[Path | None, ...] = ()
    work: Work = ONE_BY_ONE

    def every(self) -> list[Document]:
        """Return the documents of all kinds."""
        return [document for group in self.documents.values() for document in group]


def write_set(whole: WholeSet, folder: Path, force: bool) -> None:
    """Write every file of a set, its index page and its manifest; nothing unless all can be made."""
    names = [f"{document.name}.{ending}" for document in whole.every() for ending in whole.formats]
    refuse_existing([folder / name for name in (*names, _INDEX, manifests.NAME)], force, whole.inputs)
    files = rendered(whole.every(), whole.formats, whole.house, whole.work)
    make_folder(folder)
    try:
        for name, data in files.items():
            write_file(folder / name, data)
            click.echo(folder / name)
        _write_index(whole, folder, files)
    except KeyboardInterrupt:
        raise Stopped("the set is not whole. Make it again with --all --force.") from None


def write_changed(whole: WholeSet, folder: Path, force: bool) -> None:
    """Write the files that differ from the run before, and say what has become of each that is not the same.

    A file changed by hand is left as it is, unless `force`. One that is no longer made is left and named.
    """
    path = folder / manifests.NAME
    if not path.exists():
        raise OutputError(f"{folder} has no {manifests.NAME}: there is no run before. Make the whole set with --all.")
    try:
        before = manifests.read_manifest(read_file(path, "manifest"))
    except ValueError as error:
        raise OutputError(f"{path} cannot be used: {error}. Make the whole set again with --all --force.") from None
    if before.framework != whole.framework.id:
        raise OutputError(f"{folder} holds documents of {before.framework}. Name another folder.")
    for difference in manifests.options_differ(before, whole.options):
        click.echo(f"Note: {difference}", err=True)
    files = rendered(whole.every(), whole.formats, whole.house, whole.work)
    refuse_existing([folder / name for name in (*files, _INDEX)], force=True, inputs=whole.inputs)
    there = {name: checksum((folder / name).read_bytes()) for name in files if (folder / name).is_file()}
    made = {name: checksum(data) for name, data in files.items()}
    found = manifests.changes(before, made, there)
    for name, change in found.items():
        # One with the same bytes is of a run of ours that was stopped before it wrote its manifest.
        if change is Change.NEW and there.get(name, made[name]) != made[name] and not force:
            raise OutputError(f"{folder / name} exists already and is not of a run of ours. Move it, or say --force.")
    kept = dict(before.checksums())
    by_hand = {name: kept[name] for name, change in found.items() if change is Change.BY_HAND and not force}
    try:
        for name, change in found.items():
            if change in {Change.NEW, Change.CHANGED} or (change is Change.BY_HAND and force):
                write_file(folder / name, files[name])
            if change is not Change.SAME:
                left = " (left as it is)" if change is Change.GONE or name in by_hand else ""
                click.echo(f"{change.value + ':':17}{folder / name}{left}")
        _write_index(whole, folder, files, by_hand)
    except KeyboardInterrupt:
        raise Stopped("not all changes are written. Give the same command again.") from None
    counted = Counter(found.values())
    click.echo(", ".join(f"{counted[change]} {change.value}" for change in Change if counted[change]))


def _write_index(
    whole: WholeSet, folder: Path, files: Mapping[str, bytes], by_hand: Mapping[str, str] | None = None
) -> None:
    """Write the index page and the manifest; of files changed by hand it keeps what the run before made."""
    from pbc_generator.render.index import index_page

    organisation = whole.profile.pct_short_name or "Primary Care Trust"
    issued = whole.profile.dates.get("issued")
    page = index_page(whole.documents, whole.titles, whole.formats, organisation, whole.framework.title, issued)
    write_file(folder / _INDEX, page.encode())
    made = tuple(
        Made(name, document.name, document.title, document.version, (by_hand or {}).get(name) or checksum(files[name]))
        for document in whole.every()
        for ending in whole.formats
        for name in (f"{document.name}.{ending}",)
    )
    manifest = Manifest(VERSION, whole.framework.id, whole.framework.version, whole.options, made)
    write_file(folder / manifests.NAME, manifests.manifest_bytes(manifest))
    click.echo(folder / _INDEX)
