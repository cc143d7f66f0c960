"""What one worker does of a set of documents: render one in every format that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_app.progress import progress
from pbc_app.stopped import Stopped
from pbc_app.workers import ONE_BY_ONE, Work, workplace
from pbc_app.workers.place import CameDownError, FaultError, TooLongError, WorkError, in_order
from pbc_frameworks.errors import OutputError, PbcgovError

if TYPE_CHECKING:
    from pbc_generator.document import Document


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a document by their names, or why they could not be made."""

    files: dict[str, bytes] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Renderer:
    """What renders documents one by one: in which formats, with which house template of the PCT's own, if any."""

    formats: tuple[str, ...]
    house: bytes | None = None

    @property
    def typesets(self) -> bool:
        """Return that it may use Typst."""
        return True

    def prepare(self) -> None:
        """Load nothing: each format brings its own when it is first used."""

    def packed(self) -> Renderer:
        """Return the same: all that it needs is in it."""
        return self

    def unpacked(self, folder: Path) -> Renderer:  # noqa: ARG002 - it has no files
        """Return the same: all that it needs is in it."""
        return self

    def work(self, document: Document) -> Rendered:
        """Return the files of a document."""
        from pbc_generator.render import render

        try:
            return Rendered({f"{document.name}.{each}": render(document, each, self.house) for each in self.formats})
        except PbcgovError as error:
            return Rendered(problem=str(error))


def rendered(
    documents: Sequence[Document], formats: tuple[str, ...], house: bytes | None, work: Work = ONE_BY_ONE
) -> dict[str, bytes]:
    """Return the files of some documents by their names, in their order; in a terminal a bar shows how far it is.

    `work` says where and how many at once; a single one at a time is rendered in this process. Raises OutputError where
    one cannot be made, Stopped on Ctrl-C, and ClusterError.
    """
    renderer = Renderer(formats, house)
    files: dict[str, bytes] = {}
    try:
        with progress("Documents", len(documents)) as bar:
            if work == ONE_BY_ONE or len(documents) == 1:
                for document in documents:
                    files |= _files(renderer.work(document))
                    bar(document.name)
                return files
            with workplace(renderer, work, len(documents)) as place:

                def finished(document: Document, future: Future[Rendered]) -> dict[str, bytes]:
                    bar(document.name)
                    return _of(document, future)

                for _, made in in_order(documents, place.submit, finished, place):
                    files |= made
    except KeyboardInterrupt:
        raise Stopped("no document was written.") from None
    return files


def _files(made: Rendered) -> dict[str, bytes]:
    if made.problem:
        raise OutputError(made.problem)
    return made.files


def _of(document: Document, future: Future[Rendered]) -> dict[str, bytes]:
    """Return the files of a document. Raises OutputError where a worker could not make them."""
    try:
        return _files(future.result())
    except CameDownError:
        why = "the process that made it came down twice"
    except TooLongError:
        why = "it took too long"
    except WorkError as error:
        why = str(error) if isinstance(error, FaultError) else "it needed too much memory"
    raise OutputError(f"{document.name} could not be made: {why}. Nothing was written. Try it with --jobs 1.")
