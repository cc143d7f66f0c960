"""Work on one file after the other in a process of its own, which can be stopped whatever a file does to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pbc_app.workers import Work, workplace
from pbc_app.workers.place import Allowance, CameDownError, FaultError, TooLongError, TooMuchMemoryError
from pbc_frameworks.errors import PbcgovError
from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import Limits, allowed, allowing

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Apart(Protocol[Result_co]):
    """A function that does in another process what the one did that it was made of."""

    def __call__(self, path: Path, *arguments: Any) -> Result_co:
        """Return what the function returns for the arguments.

        Raises PbcgovError where the function does, and where it took too much time or memory for the file at `path`.
        """


@contextmanager
def apart(function: Callable[..., Result], limits: Allowance) -> Iterator[Apart[Result]]:
    """Give a function that works in a process of its own, within limits; both can be pickled."""
    with workplace(_Calls(function), Work(limits=limits), 1) as place:

        def call(path: Path, *arguments: Any) -> Result:
            future = place.submit(arguments)
            try:
                result, problem = future.result()
            except Exception as error:
                raise PbcgovError(f"{escaped(str(path))}: {why_nothing_came(error, limits)}") from None
            if problem is not None:
                raise PbcgovError(problem)
            return result  # type: ignore[return-value]  # there is one where there is no problem

        yield call


def why_nothing_came(error: Exception, limits: Allowance) -> str:
    """Return what to say of a file of which nothing came, because of a limit or a fault."""
    again = "Save it again from the program it was made with"
    if isinstance(error, TooLongError):
        seconds = f"{limits.seconds} second{'' if limits.seconds == 1 else 's'}"
        return f"it took longer than {seconds} and was stopped. {again}, or give it more time: --time-limit SECONDS."
    if isinstance(error, TooMuchMemoryError):
        return (
            f"it needed more than {limits.memory:,} MB of memory and was stopped. {again}, or allow more: "
            "--memory-limit MB."
        )
    if isinstance(error, CameDownError):
        return (
            f"the process that read it came down twice, and may have needed more than {limits.memory:,} MB of memory. "
            f"{again}, or allow more: --memory-limit MB."
        )
    fault = str(error) if isinstance(error, FaultError) else f"{type(error).__name__}: {error}"
    return f"it could not be read because of a fault in pbcgov ({fault}). {again}, and report it."


@dataclass(frozen=True, slots=True)
class _Calls(Generic[Result]):
    """A worker that calls a function: a task are its arguments, and of it comes the result, or what was wrong."""

    function: Callable[..., Result]
    held: Limits = field(default_factory=allowed)

    @property
    def typesets(self) -> bool:
        """Return that it may not use Typst."""
        return False

    def prepare(self) -> None:
        """Load nothing: the function brings what it needs."""

    def packed(self) -> _Calls[Result]:
        """Return the same: all that it needs is in it."""
        return self

    def unpacked(self, folder: Path) -> _Calls[Result]:  # noqa: ARG002 - it has no files
        """Return the same: all that it needs is in it."""
        return self

    def work(self, task: tuple[Any, ...]) -> tuple[Result | None, str | None]:
        """Return what the function returns for some arguments, or what it says is wrong."""
        with allowing(self.held):
            try:
                return self.function(*task), None
            except PbcgovError as error:
                return None, str(error)
