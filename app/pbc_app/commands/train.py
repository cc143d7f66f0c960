"""`pbcgov train`: learned scorers from assessed submissions, with the figures on those they had not learned from."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbc_app.inputs import inputs
from pbc_app.options import frameworks_option
from pbc_app.output import make_folder, refuse_existing, write_file
from pbc_frameworks.errors import PbcgovError

if TYPE_CHECKING:
    from pbc_frameworks.load import Library
    from pbc_training.examples import Document
    from pbc_training.run import Corpora, Done, Task

_FORMATS = ("md", "docx", "pdf", "txt")
_NO_TRAINING = """Training needs packages that are not installed ({}). Install them with
  python -m pip install 'pbcgov[training]'"""


class TrainingError(PbcgovError):
    """Training is not possible here; the message says what to do."""


@click.command("train")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option(
    "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The model file to write."
)
@click.option(
    "--held-out",
    default="",
    metavar="REGEX",
    help="Submissions, by id, that a second model does not learn from, to be measured on in every format there is.",
)
@click.option(
    "--unmeasured",
    default="",
    metavar="REGEX",
    help="Submissions, by id, that are learned from and left out of all figures, such as ones written for practice.",
)
@click.option(
    "--parts",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write the models that were measured, and parts.json with the ids that each was measured on.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Trained at a time; one a core if left out.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@frameworks_option
def command(
    folder: Path,
    output: Path,
    held_out: str,
    unmeasured: str,
    parts: Path | None,
    jobs: int | None,
    force: bool,
    library: Library,
) -> None:
    """Train the learned scorers on a folder of assessed submissions.

    FOLDER holds <id>.md (or .docx, .pdf, .txt) and labels/<id>.json; CONTRIBUTING.md shows how. The same folder gives
    the same file, byte for byte. Check with it by `pbcgov check --model FILE`.
    """
    kept = [parts / "parts.json", *parts.glob("*.json")] if parts else []
    refuse_existing([output, *kept], force, inputs(library, *folder.rglob("*")))
    try:
        from pbc_training import run
        from pbc_training.examples import all_subjects
    except ModuleNotFoundError as error:
        raise TrainingError(_NO_TRAINING.format(error.name)) from None
    from pbc_checks.learned.model import model_text
    from pbc_checks.report.accuracy import headline

    corpora = _corpora(folder)
    room = _Room(corpora, library, all_subjects(next(iter(corpora.values())), library))
    with ProcessPoolExecutor(jobs or os.cpu_count(), initializer=_enter, initargs=(room,)) as pool:
        documents = _documents(pool, corpora)
        held_out_ids, unmeasured_ids = (
            _chosen("--held-out", held_out, documents),
            _chosen("--unmeasured", unmeasured, documents),
        )
        if held_out_ids & unmeasured_ids:
            raise click.UsageError(f"{min(held_out_ids & unmeasured_ids)} is both --held-out and --unmeasured.")
        tasks = run.tasks(documents, corpora, held_out_ids, unmeasured_ids)
        done = list(_done(pool, tasks, documents))
    model = run.finished(corpora, sorted(done, key=lambda each: each.task.name))
    make_folder(output.parent)
    if parts:
        _write_parts(parts, done)
    write_file(output, model_text(model).encode("utf-8"))
    click.echo(f"{output}  {headline(model)}")


def _corpora(folder: Path) -> Corpora:
    """Return the submissions in the first format that every one is in, then those that are in each other format."""
    from pbc_training.corpus import CorpusError, read_corpus

    names = {path.stem for path in folder.glob("labels/*.json")}
    there = {ending: {name for name in names if (folder / f"{name}.{ending}").is_file()} for ending in _FORMATS}
    whole = [ending for ending in _FORMATS if names and there[ending] == names]
    if not whole:
        corpus = read_corpus(folder)  # which says what is missing, or finds each in a format of its own
        if len({labelled.path.suffix for labelled in corpus}) > 1:
            return {"": corpus}
        raise CorpusError(f"{folder}: there are no submissions.")
    others = (ending for ending in _FORMATS if there[ending] and ending != whole[0])
    return {ending: read_corpus(folder, ending, there[ending]) for ending in (whole[0], *others)}


@dataclass(slots=True)
class _Room:
    """What every worker keeps at hand."""

    corpora: Corpora
    library: Library
    subjects: tuple[str, ...]


_room: list[_Room] = []  # of this worker: empty, or the one


def _enter(room: _Room) -> None:
    _room[:] = [room]


def _documents(pool: ProcessPoolExecutor, corpora: Corpora) -> list[Document]:
    corpus = next(iter(corpora.values()))
    with click.progressbar(pool.map(_document, range(len(corpus))), len(corpus), "Reading ", show_pos=True) as read:
        return list(read)


def _document(number: int) -> Document:
    from pbc_training.examples import documents

    (room,) = _room
    corpus = next(iter(room.corpora.values()))
    (document,) = documents([corpus[number]], room.library, room.subjects)
    return document


def _done(pool: ProcessPoolExecutor, tasks: Sequence[Task], documents: Sequence[Document]) -> Iterator[Done]:
    waiting = [pool.submit(_carry_out, task, documents) for task in tasks]
    with click.progressbar(as_completed(waiting), len(waiting), "Training", show_pos=True) as finished:
        for each in finished:
            yield each.result()


def _carry_out(task: Task, documents: Sequence[Document]) -> Done:
    from pbc_training.run import carry_out

    (room,) = _room
    return carry_out(task, documents, room.corpora, room.library)


def _chosen(option: str, pattern: str, documents: Sequence[Document]) -> frozenset[str]:
    try:
        chosen = frozenset(each.id for each in documents if pattern and re.fullmatch(pattern, each.id))
    except re.error as error:
        raise click.UsageError(f"{option} {pattern}: this is not a regular expression ({error}).") from None
    if pattern and not chosen:
        raise click.UsageError(f"{option} {pattern}: no submission has such an id.")
    return chosen


def _write_parts(folder: Path, done: Sequence[Done]) -> None:
    from pbc_checks.learned.model import model_text

    make_folder(folder)
    listed: dict[str, list[str]] = {}
    for each in done:
        if each.task.measured:
            name = f"{each.task.name.replace(' ', '-').replace('%', '-percent')}.json"
            write_file(folder / name, model_text(each.model).encode("utf-8"))
            listed[name] = list(each.task.measured)
    write_file(folder / "parts.json", (json.dumps(listed, indent=1, sort_keys=True) + "\n").encode())
