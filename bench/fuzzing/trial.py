"""What becomes of one file: it is read, checked and reported on in a process of its own, within limits."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from pbc_checks.engine import check
from pbc_checks.learned.model import Model
from pbc_checks.read import UnreadableFileError, read
from pbc_checks.report.compliance_report import compliance_report
from pbc_checks.report.json_report import json_report
from pbc_checks.report.text_report import text_report
from pbc_frameworks.load import Library
from pbc_generator.render import render

SECONDS = 10.0
BYTES = 1_500_000_000  # of address space
_PATIENCE = 6  # times SECONDS by the clock, for a process that others keep from running
_FRAMEWORK, _DOCUMENT = "hertfordshire-2007", "business-case"


class Outcome(StrEnum):
    """What can become of a file."""

    REPORT = "report"
    REFUSED = "refused"  # one clear error
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file. `what` is the error's message, or the traceback; `memory` is the most it took."""

    outcome: Outcome
    what: str = ""
    seconds: float = 0.0
    memory: int = 0  # bytes
    complete: bool = True  # of a report: everything that could hold an answer was read

    @property
    def sign(self) -> str:
        """Return what tells one kind of failure from another: its last line and the place in our code."""
        lines = self.what.strip().splitlines() or [""]
        places = [line.strip() for line in lines if 'File "' in line and "pbc_" in line]
        if "Traceback" in self.what:
            return " @ ".join([lines[-1][:160], *places[-1:]])
        return " @ ".join([lines[0][:160], *places[:1]])  # faulthandler begins where the process was


class Checker:
    """Reads and checks one file after the other, as `pbcgov check` does by the rules alone.

    With `reports` it writes those for a board too: what a file holds must not break the report on it.
    """

    def __init__(self, model: Model | None = None, *, reports: bool = True) -> None:
        self.model = model
        self.reports = reports
        self.library = Library()
        self.framework = self.library.load(_FRAMEWORK)
        self.definition = self.framework.submissions[_DOCUMENT]
        self.concepts = self.library.concepts()

    def result(self, name: str, data: bytes) -> Result:
        """Return what becomes of a file."""
        start = time.process_time()
        try:
            outcome, what, complete = self._tried(name, data)
        except UnreadableFileError as error:
            outcome, what, complete = Outcome.REFUSED, str(error), False
            if not str(error).startswith(f"{name}: ") or "\n" in str(error) or len(str(error)) > 500:
                outcome, what = Outcome.FAILURE, f"not one clear error: {error}"
        except MemoryError:
            outcome, what, complete = Outcome.FAILURE, f"Memory\n{traceback.format_exc()[-6000:]}", False
        except Exception:
            outcome, what, complete = Outcome.FAILURE, traceback.format_exc()[-6000:], False
        return Result(outcome, what, time.process_time() - start, 0, complete)

    def _tried(self, name: str, data: bytes) -> tuple[Outcome, str, bool]:
        submission = read(name, data, self.library)
        report = check(submission, self.framework, self.definition, self.concepts, model=self.model)
        text_report(report).encode("utf-8")
        json_report([report], {}, "1").encode("utf-8")
        if self.reports:
            render(compliance_report(report, None, ""), "html")
            if submission.size % 4 == 0:  # it takes the longest
                render(compliance_report(report, None, ""), "docx")
        if not submission.words and not submission.receipt.unread:
            return Outcome.FAILURE, "an empty clean pass: no words, and nothing said to be unread", True
        return Outcome.REPORT, "", submission.receipt.complete


class Trials:
    """A process that tries files within limits, and is put in place again when it has fallen over."""

    def __init__(self, checker: Checker, seconds: float = SECONDS, memory: int = BYTES) -> None:
        self._checker = checker
        self._seconds = seconds
        self._memory = memory
        self._log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115  # as long as this
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def result(self, name: str, data: bytes) -> Result:
        """Return what becomes of a file, whatever it does to the process."""
        pipe, process = self._started()
        start, used = time.monotonic(), _cpu_seconds(process.pid)
        pipe.send((name, data))
        while True:
            try:
                if pipe.poll(0.5):
                    result: Result = pipe.recv()
                    return result
            except (EOFError, ConnectionError):
                process.join(5)
                return self._fallen(f"the process ended with {process.exitcode}", time.monotonic() - start)
            spent = _cpu_seconds(process.pid) - used
            if spent > self._seconds or time.monotonic() - start > _PATIENCE * self._seconds:
                os.kill(process.pid or 0, signal.SIGUSR1)  # so that it writes down where it is
                time.sleep(0.5)
                process.kill()
                process.join()
                return self._fallen(f"not done after {self._seconds:g} seconds", spent)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None
        self._log.close()

    def _fallen(self, what: str, seconds: float) -> Result:
        self._process = self._pipe = None
        self._log.seek(0)
        return Result(Outcome.FAILURE, f"{what}\n{self._log.read()[:6000]}", seconds)

    def _started(self) -> tuple[Connection, multiprocessing.process.BaseProcess]:
        if self._process is None or self._pipe is None:
            self._log.seek(0)
            self._log.truncate()
            ours, theirs = multiprocessing.Pipe()
            context = multiprocessing.get_context("fork")
            arguments = (ours, theirs, self._checker, self._memory, self._log)
            self._process = context.Process(target=_work, args=arguments, daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe, self._process


def _work(other_end: Connection, pipe: Connection, checker: Checker, memory: int, log: IO[str]) -> None:
    """Try the files that come through a pipe, as long as there is anyone at its other end."""
    other_end.close()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.enable(log)
    faulthandler.register(signal.SIGUSR1, log)
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        with _measured() as peak:
            result = checker.result(name, data)
        pipe.send(Result(result.outcome, result.what, result.seconds, peak[0], result.complete))


@contextmanager
def _measured() -> Iterator[list[int]]:
    """Measure the most memory that is in use while something is done, where Linux tells."""
    peak = [0]
    status = Path("/proc/self/status")
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        yield peak
        return
    yield peak
    peak[0] = next(
        (int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")), 0
    )


def _cpu_seconds(process: int | None) -> float:
    """Return the time that a process has had so far, where Linux tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
