"""How many submissions a minute are checked in several processes, or on a Dask cluster, and in how much memory.

usage: python bench/check_scale.py [--files 1000] [--jobs 1 2] [--scheduler ADDRESS] [--format json] [--turns 1]

Copies submissions of the corpus (Word, PDF and Markdown in turn, sets a to j) into a folder of its own and runs
`pbcgov check` on it. Prints seconds, files a second, the processor time of all processes, and the most memory of the
first process and of the largest of the others (Linux). With a scheduler, the processes of the cluster are not counted.
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
from itertools import cycle, islice
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
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
        (folder / "cases").mkdir()
        copies(folder / "cases", asked.files)
        for _ in range(asked.turns):
            for jobs in asked.jobs:
                place = ["--scheduler", asked.scheduler] if asked.scheduler else ["--jobs", str(jobs)]
                measure(folder, [*place, "--format", asked.format], asked.files)


def copies(folder: Path, count: int) -> None:
    """Put so many submissions into a folder, each a file of its own."""
    files = sorted(path for path in CORPUS.glob("dev-[a-j]-*") if path.suffix in {".docx", ".pdf", ".md"})
    for number, path in enumerate(islice(cycle(files), count)):
        shutil.copy(path, folder / f"{number:05d}-{path.name}")


def measure(folder: Path, options: list[str], count: int) -> None:
    out = folder / ("out.json" if "json" in options else "out")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.Popen(
        [*CHECK, str(folder / "cases"), *KIND, *options, "--out", str(out)], stdout=subprocess.DEVNULL
    )
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
    page = os.sysconf("SC_PAGE_SIZE")
    while run.poll() is None:
        for pid in [run.pid, *children(run.pid)]:
            try:
                resident = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * page // 1_000_000
                most[pid] = max(most.get(pid, 0), resident)
            except OSError:
                continue
        time.sleep(0.2)


def children(pid: int) -> list[int]:
    try:
        files = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
        return [int(child) for file in files for child in file.read_text("ascii").split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
