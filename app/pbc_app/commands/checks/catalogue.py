"""`pbcgov checks list` and `show`: every rule, what it looks at, an example, its limits."""

from __future__ import annotations

import click


@click.command("list")
@click.option("--page", is_flag=True, help="Print the whole catalogue as a page of Markdown.")
def list_command(page: bool) -> None:
    """List the rules by id."""
    from pbc_checks.report.catalogue import catalogue
    from pbc_checks.rules.table import RULES, TOPICS

    if page:
        click.echo(catalogue(TOPICS), nl=False)
        return
    width = max(len(rule.id) for rule in RULES) + 2
    for topic, rules in TOPICS.items():
        click.echo(topic)
        for rule in rules:
            click.echo(f"  {rule.id:{width}}{rule.title}")


@click.command("show")
@click.argument("rule_id", metavar="RULE")
def show_command(rule_id: str) -> None:
    """Show what a rule looks at, what it says of an example, and its limits."""
    from pbc_checks.report.catalogue import rule_text
    from pbc_checks.rules.table import RULES
    from pbc_frameworks.errors import UnknownNameError

    known = {rule.id: rule for rule in RULES}
    if rule_id not in known:
        raise UnknownNameError("rule", rule_id, known)
    click.echo(rule_text(known[rule_id]), nl=False)
