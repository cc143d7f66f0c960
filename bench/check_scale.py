"""How many submissions a minute are checked in several processes, or on a Dask cluster, and in how much memory.

usage: python -m bench.check_scale [--files 1000] [--jobs 1 2] [--scheduler ADDRESS] [--format json] [--turns 1]

Copies submissions of the corpus (Word, PDF and Markdown in turn, sets a to j) into a folder of its own and runs
`pbcgov check` on it. Prints seconds, files a second, the processor time of all processes, and the most memory of the
first process and of the largest of the others. With a scheduler, the processes of the cluster are not counted. Needs
the extra `bench`.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from bench.performance.material import portfolio

CHECK = (sys.executable, "-c", "from pbc_app.cli import main; main()", "check")
KIND = ("--framework", "hertfordshire-2007", "--document", "business-case")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--scheduler", default="")
    parser.add_argument("--format", default="json")
    parser.add_argument("--turns", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = portfolio(folder, asked.files)
        for _ in range(asked.turns):
            for jobs in asked.jobs:
                place = ["--scheduler", asked.scheduler] if asked.scheduler else ["--jobs", str(jobs)]
                measure(folder, cases, [*place, "--format", asked.format], asked.files)


def measure(folder: Path, cases: Path, options: list[str], count: int) -> None:
    out = folder / ("out.json" if "json" in options else "out")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.Popen([*CHECK, str(cases), *KIND, *options, "--out", str(out)], stdout=subprocess.DEVNULL)
    most: dict[int, int] = {}
    watch = threading.Thread(target=watch_memory, args=(run, most))
    watch.start()
    run.wait()
    seconds = time.perf_counter() - start
    watch.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    first = most.pop(run.pid, 0)
    others = max(most.values(), default=0)
    print(
        f"{' '.join(options)}: {seconds:.1f} s, {count / seconds:.2f} files a second, {used:.0f} s of processors, "
        f"{first} MB and {others} MB in each of {len(most)} others; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    shutil.rmtree(out) if out.is_dir() else out.unlink()


def watch_memory(run: "subprocess.Popen[bytes]", most: dict[int, int]) -> None:
    """Note the most memory that a process and those it has started have of their own or share, in megabytes."""
    while run.poll() is None:
        try:
            first = psutil.Process(run.pid)
            for process in (first, *first.children(recursive=True)):
                most[process.pid] = max(most.get(process.pid, 0), process.memory_info().rss // 1_000_000)
        except psutil.Error:
            continue  # one of them has ended meanwhile
        time.sleep(0.2)


if __name__ == "__main__":
    main()
