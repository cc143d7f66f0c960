"""How long a check takes: the example submission, a long one, a very long one, and texts made to be hard to search.

usage: python bench/check_speed.py [--pages 30 500]

Prints seconds; "first" includes loading the library and compiling its phrasings, as one run of `pbcgov check` does.
"""

import argparse
import itertools
import time
from collections.abc import Callable
from pathlib import Path

from pbc_checks.engine import check
from pbc_checks.read import read
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import load_concepts
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import load_framework

WORDS_A_PAGE = 450
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
    source = read(example.name, example.read_bytes())
    for count in pages:
        text = long_text(source, count)
        submission = read("long.md", text.encode())
        report(f"{count} pages, {submission.words:,} words", lambda submission=submission: conclude(submission))
    for name, text in HARD.items():
        submission = read("hard.txt", text.encode())
        report(f"hard: {name}", lambda submission=submission: conclude(submission))


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
    check(submission, framework, framework.submissions["business-case"], load_concepts())


def report(what: str, work: Callable[[], None]) -> None:
    start = time.perf_counter()
    work()
    print(f"{time.perf_counter() - start:8.3f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
