"""Damages real files at random, reads and checks each in a process of its own, and keeps those that it fails over.

usage: python bench/fuzz.py --from FOLDER [--minutes 5 | --count 200] [--seed 1] [--failures FOLDER]

Every file has to yield a report or one clear error, within ten seconds and 1.5 GB of address space: no traceback, no
hang, no end of the process, and no report without a word that says of nothing that it was not read. Files are taken
from FOLDER and the folders in it (.docx, .pdf, .xlsx, .csv, .md, .txt), each ending as often as every other (Word and
PDF twice as often). What fails is written to the folder of failures, once a kind of failure: the damaged file, and
beside it what was done to which file and where it failed. `--again FILE.json` does that again. The same seed and
folder give the same mutants in the same order.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzzing.mutants import ENDINGS, Mutant, mutant
from fuzzing.trial import Checker, Outcome, Result, Trials

_KEPT_A_KIND = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="folder", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--count", type=int, help="mutants, instead of minutes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--only", nargs="*", default=ENDINGS, help="endings, such as .pdf")
    parser.add_argument("--again", type=Path, nargs="*", default=(), help="only do again what these failures tell of")
    arguments = parser.parse_args()
    run = Run(files(arguments.folder, arguments.only), arguments.failures)
    if arguments.again:
        again(run, arguments.again)
        return
    end = time.monotonic() + 60 * arguments.minutes if arguments.count is None else float("inf")
    for made in itertools.islice(mutants(sorted(run.sources), arguments.seed), arguments.count):
        if time.monotonic() > end:
            break
        run.take(made)
    run.trials.close()
    print(run.said())


def again(run: Run, told: list[Path]) -> None:
    """Print what becomes now of files that failed."""
    for path in told:
        data = next(file for file in path.parent.glob(f"{path.stem}.*") if file != path)
        result = run.trials.result(data.name, data.read_bytes())
        print(f"{path.name}: {result.outcome}, {result.seconds:.2f} s, {result.memory / 1e6:.0f} MB  {result.what}")
    run.trials.close()


def files(folder: Path, endings: tuple[str, ...]) -> dict[str, bytes]:
    """Return the files of a folder that can be damaged, by their path in it."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in endings and path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def mutants(names: list[str], seed: int) -> Iterator[Mutant]:
    """Yield mutants for ever, the same for the same names and seed."""
    random = Random(seed)
    by_ending: dict[str, list[str]] = {}
    for name in names:
        by_ending.setdefault(Path(name).suffix.lower(), []).append(name)
    endings = [ending for ending in sorted(by_ending) for _ in range(2 if ending in {".docx", ".pdf"} else 1)]
    while True:
        yield mutant(random.choice(by_ending[random.choice(endings)]), random.getrandbits(32))


@dataclass(slots=True)
class Run:
    """One run: what was tried, and what came of it."""

    sources: dict[str, bytes]
    folder: Path
    trials: Trials = field(default_factory=lambda: Trials(Checker()))
    start: float = field(default_factory=time.monotonic)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    largest: tuple[int, str] = (0, "")

    def take(self, made: Mutant) -> None:
        data = made.made(self.sources[made.name])
        result = self.trials.result(Path(made.name).name, data)
        if result.outcome is Outcome.FAILURE and "not done after" in result.what:
            result = self.trials.result(Path(made.name).name, data)  # once more: the machine may have been busy
        said = result.outcome if result.outcome is not Outcome.REPORT or result.complete else "report, incomplete"
        self.outcomes[Path(made.name).suffix, said] += 1
        self.kinds[made.steps[0].kind, said] += 1
        done = f"{made.name}: {', '.join(map(str, made.steps))}"
        self.slowest = max(self.slowest, (result.seconds, done))
        self.largest = max(self.largest, (result.memory, done))
        if result.outcome is Outcome.FAILURE:
            self.failures[result.sign] += 1
            if self.failures[result.sign] <= _KEPT_A_KIND:
                self.keep(made, result)
        if sum(self.outcomes.values()) % 1000 == 0:
            print(self.said(), flush=True)

    def keep(self, made: Mutant, result: Result) -> None:
        """Write a failure down, with as little damage as still makes it."""
        shrunk = True
        while shrunk:
            shrunk = False
            for smaller in made.smaller():
                again = self.trials.result(Path(made.name).name, smaller.made(self.sources[made.name]))
                if again.outcome is Outcome.FAILURE and again.sign == result.sign:
                    made, result, shrunk = smaller, again, True
                    break
        self.folder.mkdir(parents=True, exist_ok=True)
        data = made.made(self.sources[made.name])
        name = f"{len(list(self.folder.glob('*.json'))):03d}"
        (self.folder / f"{name}{Path(made.name).suffix}").write_bytes(data)
        told = {
            "file": made.name,
            "steps": [{"damage": step.kind, "seed": step.seed} for step in made.steps],
            "seconds": round(result.seconds, 2),
            "memory": result.memory,
            "what": result.what,
        }
        (self.folder / f"{name}.json").write_text(json.dumps(told, indent=2), encoding="utf-8")
        print(f"FAILURE {name}: {result.sign}", flush=True)

    def said(self) -> str:
        count = sum(self.outcomes.values())
        seconds = time.monotonic() - self.start
        lines = [f"{count} mutants in {seconds:.0f} s, {count / max(seconds, 0.1):.1f} a second"]
        lines += [f"  {number:6}  {ending} {said}" for (ending, said), number in sorted(self.outcomes.items())]
        lines.append(f"  slowest {self.slowest[0]:.2f} s: {self.slowest[1]}")
        lines.append(f"  largest {self.largest[0] / 1e6:.0f} MB: {self.largest[1]}")
        lines += [f"  {number:6}  failures: {sign}" for sign, number in self.failures.most_common()]
        return "\n".join(lines)


if __name__ == "__main__":
    main()
