"""`pbcgov frameworks`: what frameworks there are, what one holds, and whether a folder of definitions is right."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("frameworks")
def command() -> None:
    """List, show and validate the framework definitions."""


@command.command("list")
def list_frameworks() -> None:
    """List the frameworks there are, with the kinds of document each can check and generate."""
    from pbc_frameworks.load import framework_ids, load_framework
    from pbc_generator.compose.kinds import kinds

    for framework_id in framework_ids():
        framework = load_framework(framework_id)
        click.echo(f"{framework.id}  {framework.title} ({framework.period})")
        click.echo(f"  generates: {', '.join(kinds(framework))}")
        click.echo(f"  checks: {', '.join(framework.submissions) or 'nothing'}")


@command.command("show")
@click.argument("framework_id", metavar="ID")
def show(framework_id: str) -> None:
    """Show what a framework holds, each entry with its place in the source."""
    from pbc_frameworks.load import load_framework
    from pbc_generator.compose.kinds import kinds

    framework = load_framework(framework_id)
    cite = framework.source.cite
    click.echo(f"{framework.title}\n{framework.summary}\n")
    click.echo(f"In force: {framework.period}. Source: {framework.source.title}, {framework.source.publisher}.")
    click.echo("\nDocuments to generate")
    for name, kind in kinds(framework).items():
        click.echo(f"  {name:24}{kind.title}")
    click.echo("\nBodies")
    for body in framework.bodies:
        click.echo(f"  {body.id:26}{body.title} ({cite(body.source)})")
    click.echo("\nFigures")
    for name, parameter in framework.parameters.items():
        local = ", the PCT may set its own" if parameter.local else ""
        click.echo(f"  {name:24}{parameter!s:>10}  {parameter.title} ({cite(parameter.source)}{local})")
    click.echo("\nOffice holders a profile may name")
    for name, office in framework.offices.items():
        click.echo(f"  {name:24}{office}")
    for definition in framework.submissions.values():
        click.echo(f"\nRequirements of the {definition.title} ({definition.kind})")
        for requirement in definition.requirements:
            click.echo(f"  {requirement.id:30}{requirement.title} ({cite(requirement.source)})")


@command.command("validate")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER]...")
@click.option(
    "--profile", "profile_path", type=click.Path(path_type=Path), metavar="FILE", help="A profile to validate too."
)
def validate(folders: tuple[Path, ...], profile_path: Path | None) -> None:
    """Check framework folders (all that there are, if none is named), the concepts, and perhaps a profile."""
    from pbc_frameworks.concepts import load_concepts
    from pbc_frameworks.data import data_folder
    from pbc_frameworks.load import framework_ids, load_folder
    from pbc_frameworks.profile import load_profile

    click.echo(f"concepts: {len(load_concepts())} right")
    loaded = {}
    for folder in folders or tuple(data_folder("frameworks") / name for name in framework_ids()):
        framework = load_folder(folder)
        loaded[framework.id] = framework
        count = sum(len(definition.requirements) for definition in framework.submissions.values())
        click.echo(f"{framework.id}: right ({len(framework.bodies)} bodies, {count} requirements)")
    if profile_path:
        from pbc_frameworks.load import load_framework
        from pbc_frameworks.yaml_file import read_yaml

        data = read_yaml(profile_path).data
        name = str(data.get("framework", "")) if isinstance(data, dict) else ""
        profile = load_profile(profile_path, loaded.get(name) or load_framework(name))
        practices = sum(len(locality.practices) for locality in profile.localities)
        click.echo(f"{profile_path}: right (localities: {len(profile.localities)}, practices: {practices})")
