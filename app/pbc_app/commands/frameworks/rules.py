"""`pbcgov frameworks audit`, `compare`: how frameworks stand to national rules, and to each other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.cli import SOMETHING_MISSING
from pbc_app.inputs import inputs
from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pbc_frameworks.load import Library
    from pbc_frameworks.model import Framework
    from pbc_frameworks.national import Held
    from pbc_frameworks.shared import NationalRule

_WORDS = {"keeps": "keeps it", "breaks": "DOES NOT KEEP IT", "silent": "silent"}


@click.command("audit")
@click.argument("framework_id", metavar="ID")
@click.option(
    "--profile",
    "profile_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The PCT's own details: its figures and office holders are held against the rules too.",
)
@frameworks_option
def audit_command(framework_id: str, profile_path: Path | None, library: Library) -> None:
    """Hold a framework, and a PCT's own figures, against national rules.

    The exit status is 1 if a rule is not kept. A rule on which the framework is silent is listed and is no fault.
    """
    from pbc_frameworks.national import Verdict, audit
    from pbc_frameworks.profile import figure_problems, load_profile
    from pbc_frameworks.shared import national_rules

    framework = library.load(framework_id)
    profile = load_profile(profile_path, framework, within_limits=False) if profile_path else None
    held = audit(framework, national_rules(), profile)
    click.echo(f"{framework.title}: national rules" + (f", with {profile_path}" if profile_path else ""))
    for rule in national_rules():
        here = [each for each in held if each.rule.id == rule.id]
        click.echo("\n" + "\n".join(_rule_lines(rule, {framework.id: here}, (framework,), library)))
        if any(each.verdict is Verdict.BREAKS for each in here):
            click.echo(f"  What to do: {rule.action}")
    beyond = list(figure_problems(profile, framework)) if profile else []
    if beyond:
        click.echo("\nFigures of the profile that the framework does not allow")
        for problem in beyond:
            click.echo(f"  {problem}")
    broken = [each for each in held if each.verdict is Verdict.BREAKS]
    silent = [each for each in held if each.verdict is Verdict.SILENT]
    click.echo(f"\nNot kept: {len(broken)}. Silent: {len(silent)}. Kept: {len(held) - len(broken) - len(silent)}.")
    sys.exit(SOMETHING_MISSING if broken or beyond else 0)


@click.command("compare")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["text", "docx", "pdf", "html"]),
    default="text",
    show_default=True,
    help="How to print the comparison.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="The file to write; needed but for text.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@frameworks_option
def compare_command(ids: tuple[str, ...], file_format: str, out: Path | None, force: bool, library: Library) -> None:
    """Compare frameworks (all that there are, if none is named) on every national rule."""
    from pbc_frameworks.national import audit
    from pbc_frameworks.shared import national_rules
    from pbc_generator.compose.national import comparison
    from pbc_generator.render import render

    frameworks = tuple(library.load(name) for name in dict.fromkeys(ids or library.ids()))
    rules = national_rules()
    held = {framework.id: audit(framework, rules) for framework in frameworks}
    if file_format == "text":
        text = "\n\n".join("\n".join(_rule_lines(rule, held, frameworks, library)) for rule in rules) + "\n"
        data = text.encode("utf-8")
    else:
        if out is None:
            raise click.UsageError(f"Say with --out which .{file_format} file to write.")
        sources = {rule.source.document: library.load(rule.source.document).source for rule in rules}
        data = render(comparison(frameworks, held, rules, sources), file_format)
    if out is None:
        click.echo(text, nl=False)
        return
    refuse_existing([out], force, inputs(library))
    make_folder(out.parent)
    write_file(out, data)
    click.echo(out)


def _rule_lines(
    rule: NationalRule, held: dict[str, list[Held]], frameworks: Iterable[Framework], library: Library
) -> Iterator[str]:
    """Yield a rule with what each framework says on it."""
    cite = library.load(rule.source.document).source.cite
    yield rule.title
    yield f"  {rule.text} ({cite(rule.source.citation)})"
    for framework in frameworks:
        for each in held[framework.id]:
            if each.rule.id == rule.id:
                local = " (set by the PCT)" if each.local else ""
                place = f"; {framework.source.cite(each.source)}" if each.source else ""
                says = f": {each.says}{local}{place}" if each.says else ""
                yield f"  {framework.id:24}{_WORDS[each.verdict]}{says}"
