"""How long a check takes: the example submission, a long one, a very long one, and texts made to be hard to search.

usage: python bench/check_speed.py [--pages 30 500]

Prints seconds; "first" includes loading the library and compiling its phrasings, as one run of `pbcgov check` does.
"Loading" is the concept library and the scorers; "judging" is all requirements of four kinds of document, 51 of them,
on thirty pages of assessed submissions, the middle of nine times, with reading apart.
"""

import argparse
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from pbc_checks.engine import Study, check
from pbc_checks.learned.model import PACKAGED, Model, load_model
from pbc_checks.read import read
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import Library, load_framework

WORDS_A_PAGE = 450
WORDS_A_PAGE_OF_CORPUS = 300
CORPUS = Path(__file__).parents[1] / "corpus"
KINDS = (
    ("hertfordshire-2007", "business-case"),
    ("audit-commission-2007", "business-case"),
    ("county-durham-2010", "service-development"),
    ("dartford-2006", "efficiency-gains"),
)
LOADING = """
import time
import pbc_checks.engine, pbc_frameworks.load
from pbc_checks.learned.model import PACKAGED, Model, load_model
from pbc_frameworks.concepts import load_cues
start = time.perf_counter()
pbc_frameworks.load.Library().concepts(), load_cues(), load_model(PACKAGED)
print(time.perf_counter() - start)
"""
HARD = {
    "apostrophes": "no " + "'" * 50_000 + " tender",
    "one word": "x" * 1_000_000,
    "figures and commas": "1," * 200_000 + "x",
    "open brackets": "[" * 100_000,
    "a word again and again": "hospital " * 100_000,
    "dotted lines": "Costs " + ". " * 100_000 + "3",
    "short words and apostrophes": "lose " + "a'b'c'd " * 50_000,
    "no full stop": "patients told us that we could be seen within weeks and " * 20_000,
    "marks and emoji": "cost £5 \u0301\u202e\u200d \U0001f600 " * 10_000,
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, nargs="*", default=[30, 500])
    pages = arguments.parse_args().pages
    example = data_folder("examples") / "hertfordshire-2007" / "submission.docx"
    report("example, first", lambda: checked(example))
    report("example, again", lambda: checked(example))
    report_loading()
    report_judging()
    source = read(example.name, example.read_bytes())
    for count in pages:
        text = long_text(source, count)
        submission = read("long.md", text.encode())
        report(f"{count} pages, {submission.words:,} words", lambda submission=submission: conclude(submission))
    for name, text in HARD.items():
        submission = read("hard.txt", text.encode())
        report(f"hard: {name}", lambda submission=submission: conclude(submission))


def report_loading() -> None:
    times = [
        float(subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True).stdout)
        for _ in range(5)
    ]
    print(f"{statistics.median(times):8.3f} s  loading", flush=True)


def report_judging() -> None:
    library, model = Library(), scorers()
    kinds = [(library.load(name), library.load(name).submissions[document]) for name, document in KINDS]
    files = sorted(CORPUS.glob("dev-b-*.md"))
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in files)
    submission = read("thirty-pages.md", text.encode(), library)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        study = Study(submission, library.concepts(), model=model)
        findings = [finding for kind in kinds for finding in study.report(*kind).findings]
        times.append(time.perf_counter() - start)
    what = f"judging {len(findings)} requirements, {submission.words:,} words, at {WORDS_A_PAGE_OF_CORPUS} a page"
    print(f"{statistics.median(times):8.3f} s  {what}", flush=True)


def long_text(source: Submission, pages: int) -> str:
    """Return the example's text over and over until it fills some pages, each time with other figures."""
    lines: list[str] = []
    words = 0
    for turn in itertools.count():
        for block in source.blocks:
            text = block.text.replace("7", str(turn)).replace("a ", f"a{'bcdefgh'[turn % 7]} ")
            lines.append(f"# {text}" if block.level else text)
            words += len(text.split())
            if words >= pages * WORDS_A_PAGE:
                return "\n\n".join(lines)
    raise AssertionError("not reached")


def checked(path: Path) -> None:
    conclude(read(path.name, path.read_bytes()))


def conclude(submission: Submission) -> None:
    framework = load_framework("hertfordshire-2007")
    check(submission, framework, framework.submissions["business-case"], load_concepts(), model=scorers())


@cache
def scorers() -> Model:
    return load_model(PACKAGED)


def report(what: str, work: Callable[[], None]) -> None:
    start = time.perf_counter()
    work()
    print(f"{time.perf_counter() - start:8.3f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
