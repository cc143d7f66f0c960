"""`pbcgov frameworks list`, `show`, `validate`: what there is, what one holds, and whether definitions are right."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.options import frameworks_option

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_frameworks.model import Framework, SubmissionRoute


@click.command("list")
@frameworks_option
def list_command(library: Library) -> None:
    """List the frameworks there are, with the kinds of document each can check and generate."""
    from pbc_checks.documents import checkable
    from pbc_generator.compose.kinds import kinds

    for framework_id in library.ids():
        framework = library.load(framework_id)
        click.echo(f"{framework.id}  {framework.title} ({framework.period})")
        names = ", ".join(kinds(framework))
        lines = textwrap.wrap(f"generates: {names}", 98, subsequent_indent=" " * 11, break_on_hyphens=False)
        click.echo("\n".join(f"  {line}" for line in lines))
        click.echo(f"  checks: {', '.join(framework.submissions) or 'nothing'}")
        alone = ", ".join(kind for kind in checkable(framework) if kind not in framework.submissions)
        lines = textwrap.wrap(f"by rules alone: {alone}", 98, subsequent_indent=" " * 16, break_on_hyphens=False)
        click.echo("\n".join(f"  {line}" for line in lines))


@click.command("show")
@click.argument("framework_id", metavar="ID")
@frameworks_option
def show_command(framework_id: str, library: Library) -> None:
    """Show what a framework holds, each entry with its place in the source."""
    from pbc_checks.documents import checkable
    from pbc_generator.compose.kinds import kinds

    framework = library.load(framework_id)
    cite = framework.source.cite
    click.echo(f"{framework.title}\n{framework.summary}\n")
    click.echo(f"In force: {framework.period}. Source: {framework.source.title}, {framework.source.publisher}.")
    click.echo("\nDocuments to generate")
    for name, kind in kinds(framework).items():
        click.echo(f"  {name:30}{kind.title}")
    click.echo("\nBodies")
    for body in framework.bodies:
        click.echo(f"  {body.id:26}{body.title} ({cite(body.source)})")
    click.echo("\nConcerns")
    for chapter in framework.chapters:
        click.echo(f"  {chapter.id:26}{chapter.title}: {'; '.join(section.title for section in chapter.sections)}")
    click.echo("\nFigures")
    for name, parameter in framework.parameters.items():
        local = ", the PCT may set its own" if parameter.local else ""
        click.echo(f"  {name:24}{parameter!s:>10}  {parameter.title} ({cite(parameter.source)}{local})")
    for route in framework.routes.routes if framework.routes else ():
        click.echo("\n".join(_route(route, framework)))
    click.echo("\nOffice holders a profile may name")
    for name, office in framework.offices.items():
        click.echo(f"  {name:24}{office}")
    for definition in framework.submissions.values():
        click.echo(f"\nRequirements of the {definition.title} ({definition.kind})")
        for requirement in definition.requirements:
            click.echo(f"  {requirement.id:30}{requirement.title} ({cite(requirement.source)})")
    click.echo("\nChecked by the rules alone (`pbcgov checks list`)")
    for definition in checkable(framework).values():
        if definition.kind not in framework.submissions:
            click.echo(f"  {definition.kind:30}{definition.title}")


def _route(route: SubmissionRoute, framework: Framework) -> Iterator[str]:
    """Yield the lines of a route: its steps in order, what they need and whom they leave out, and its notes."""
    from pbc_frameworks.names import spelt_out

    cite = framework.source.cite
    papers = {paper.id: paper.title for paper in framework.routes.papers} if framework.routes else {}
    rules = {rule.id: rule for rule in framework.conflicts.rules} if framework.conflicts else {}
    yield f"\nRoute: {route.title} ({', '.join(route.of)})"
    for number, step in enumerate(route.steps, start=1):
        when = f"[{_WHEN[step.when]}] " if step.when else ""
        yield f"  {number:>2}. {when}{spelt_out(step.text, framework)} ({cite(step.source)})"
        if step.papers:
            yield f"      needs: {', '.join(papers[name] for name in step.papers)}"
    for name in dict.fromkeys(name for step in route.steps for name in step.conflicts):
        steps = [str(number) for number, step in enumerate(route.steps, start=1) if name in step.conflicts]
        effects = ", ".join(rules[name].effects) or "taken into account"
        yield f"   -  interests in step {', '.join(steps)}: {effects} ({cite(rules[name].source)})"
    for note in route.notes:
        when = f"[{_WHEN[note.when]}] " if note.when else ""
        yield f"   -  {when}{spelt_out(note.text, framework)} ({cite(note.source)})"


_WHEN = {
    "freed-up-resources": "if it uses freed-up resources",
    "no-freed-up-resources": "if it uses no freed-up resources",
    "capital": "if it asks for capital",
    "tender": "if it needs a tender",
}


@click.command("validate")
@click.argument("names", nargs=-1, metavar="[ID|FOLDER]...")
@click.option("--all", "everything", is_flag=True, help="Every framework there is; the same as naming none.")
@click.option(
    "--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="A profile to validate too."
)
@frameworks_option
def validate_command(names: tuple[str, ...], everything: bool, profile_path: Path | None, library: Library) -> None:
    """Check frameworks by id or folder (all that there are, if none is named), the concepts, and perhaps a profile.

    What frameworks share is checked too: the national rules, the glossary and the form of the register.
    """
    from pbc_frameworks.load import load_folder
    from pbc_frameworks.profile import load_profile
    from pbc_frameworks.shared import check_shared
    from pbc_frameworks.yaml_file import read_yaml

    if names and everything:
        raise click.UsageError("Name frameworks, or give --all; not both.")
    click.echo(f"concepts: {len(library.concepts())} right")
    check_shared(library.ids())
    click.echo("what frameworks share: right")
    loaded: dict[str, Framework] = {}
    for name in names or library.ids():
        folder = Path(name) if Path(name).is_dir() else library.folder(name)
        framework = load_folder(folder)
        loaded[framework.id] = framework
        click.echo(f"{framework.id}: right ({_counted(framework)})")
    if profile_path:
        data = read_yaml(profile_path).data
        name = str(data.get("framework", "")) if isinstance(data, dict) else ""
        profile = load_profile(profile_path, loaded.get(name) or library.load(name))
        practices = sum(len(locality.practices) for locality in profile.localities)
        click.echo(f"{profile_path}: right (localities: {len(profile.localities)}, practices: {practices})")


def _counted(framework: Framework) -> str:
    requirements = sum(len(definition.requirements) for definition in framework.submissions.values())
    counts = (
        ("body", "bodies", len(framework.bodies)),
        ("figure", "figures", len(framework.parameters)),
        ("chapter", "chapters", len(framework.chapters)),
        ("requirement", "requirements", requirements),
        ("route", "routes", len(framework.routes.routes) if framework.routes else 0),
    )
    return ", ".join(f"{count} {one if count == 1 else several}" for one, several, count in counts if count)
