"""`pbcgov accuracy`: how well the checker does, from the figures in a model file."""

from __future__ import annotations

from pathlib import Path

import click

from pbc_app.output import make_folder, refuse_existing, write_file


@click.command("accuracy")
@click.option(
    "--model",
    "model_path",
    type=click.Path(path_type=Path),
    envvar="PBCGOV_MODEL",
    metavar="FILE",
    help="Learned scorers of your own (or set PBCGOV_MODEL); those that come with pbcgov if left out.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write a file instead of printing.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def command(model_path: Path | None, out: Path | None, force: bool) -> None:
    """Print how often the checker is right, as measured when its scorers were trained, as Markdown."""
    from pbc_checks.learned.model import PACKAGED, load_model
    from pbc_checks.report.accuracy import accuracy_report

    text = accuracy_report(load_model(model_path or PACKAGED))
    if out is None:
        click.echo(text, nl=False)
        return
    refuse_existing([out], force, [model_path or PACKAGED])
    make_folder(out.parent)
    write_file(out, text.encode("utf-8"))
    click.echo(out)
