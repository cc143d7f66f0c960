"""How long it takes to read and to check submissions of one page to five hundred, in each format."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from bench.performance import peers
from bench.performance.material import FORMATS, submission
from bench.performance.measuring import Timing, in_a_process, paired
from bench.performance.results import Section, Table, Target, at_most, seconds, times_faster
from pbc_checks.engine import check
from pbc_checks.learned.model import PACKAGED, Model, load_model
from pbc_checks.read import read
from pbc_frameworks.load import Library
from pbc_generator.document import Chart, Series, Tone

PAGES = (1, 10, 30, 100, 500)
_MOST_FOR_PEERS = 100  # pages: some of them take minutes for five hundred
_KIND = ("hertfordshire-2007", "business-case")
_FLAT = 10  # pages: in a shorter submission it is the first page that takes the time
_TENFOLD = 11.0  # times the time that ten times the work may take
_MEMORY = 400  # megabytes for five hundred pages
_CHECK = """
from pathlib import Path
from bench.performance.checking import check_file
check_file(Path({path!r}))
"""


@cache
def library() -> Library:
    """Return the frameworks."""
    return Library()


@cache
def scorers() -> Model:
    """Return the learned scorers."""
    return load_model(PACKAGED)


def read_file(path: Path) -> object:
    """Read one file as the command does."""
    return read(path.name, path.read_bytes(), library())


def check_file(path: Path) -> object:
    """Read one file and judge it by every requirement of a business case, with rules and scorers."""
    framework = library().load(_KIND[0])
    definition = framework.submissions[_KIND[1]]
    submitted = read(path.name, path.read_bytes(), library())
    return check(submitted, framework, definition, library().concepts(), model=scorers())


def measured(folder: Path, quick: bool) -> Section:
    """Return what reading and checking take, beside the floor and the converters; memory; and growth."""
    section = Section(
        "Check",
        "One submission, as a library call in a process that has the definitions and the scorers loaded: *check* reads "
        "the file and judges it by all requirements of Hertfordshire's business case and by all rules; *read* is the "
        "first part of it. The floor is what the bare libraries need: unzip and parse with lxml (Word), the text of "
        "every page from pypdfium2 (PDF), markdown-it (Markdown). The others only convert the file to text.",
    )
    pages = PAGES[:3] if quick else PAGES
    times: dict[tuple[str, int], dict[str, Timing]] = {}
    memory: dict[tuple[str, int], float] = {}
    for count in pages:
        for ending, path in submission(folder, count).items():
            print(f"check {count} pages {ending}", flush=True)
            times[ending, count] = _times(path, count, quick)
            memory[ending, count] = in_a_process(_CHECK.format(path=str(path)))[1]
    formats = [ending for ending in FORMATS if (ending, 30) in times]
    section.tables += [_table(ending, pages, times) for ending in formats]
    section.tables.append(_growth(formats, pages, times, memory))
    section.charts["growth"] = _curve(formats, pages, times)
    section.targets += _targets(times)
    section.targets += _growth_targets(formats, pages, times, memory)
    return section


def _times(path: Path, count: int, quick: bool) -> dict[str, Timing]:
    works: dict[str, Callable[[], object]] = {
        "floor": peers.reading_floor(path),
        "read": lambda: read_file(path),
        "check": lambda: check_file(path),
    }
    turns = 3 if quick else 9
    ours = paired(works, turns, 12)
    if count > _MOST_FOR_PEERS:
        return ours
    # Again with the converters, in the same turns: a ratio to them is taken within these.
    others = {"check beside": works["check"], **peers.converters(path)}
    return {**ours, **paired(others, turns, 12)}


def _table(ending: str, pages: tuple[int, ...], times: dict[tuple[str, int], dict[str, Timing]]) -> Table:
    names = [name for name in times[ending, 30] if name != "check beside"]
    rows = tuple(
        (
            str(count),
            *(seconds(times[ending, count][name].median) if name in times[ending, count] else "" for name in names),
        )
        for count in pages
    )
    return Table(f"A submission as {_called(ending)}", ("pages", *names), rows)


def _called(ending: str) -> str:
    return {"docx": "Word (.docx)", "pdf": "PDF", "md": "Markdown"}[ending]


def _growth(
    formats: list[str],
    pages: tuple[int, ...],
    times: dict[tuple[str, int], dict[str, Timing]],
    memory: dict[tuple[str, int], float],
) -> Table:
    rows = tuple(
        (
            str(count),
            *(f"{times[ending, count]['check'].median / count * 1000:.2f} ms" for ending in formats),
            *(f"{memory[ending, count]:.0f} MB" for ending in formats),
        )
        for count in pages
    )
    header = ("pages", *(f"{each}, a page" for each in formats), *(f"{each}, memory" for each in formats))
    return Table("Growth: time for a page, and the most memory of the whole process", header, rows)


def _curve(formats: list[str], pages: tuple[int, ...], times: dict[tuple[str, int], dict[str, Timing]]) -> Chart:
    """Return the chart of the time that a page takes: bars of one length are growth in a straight line."""
    bars = [(ending, count) for ending in formats for count in pages if count >= _FLAT]
    return Chart(
        tuple(f"{_called(ending)}, {count} pages" for ending, count in bars),
        (Series("Milliseconds a page, to read and to judge it", Tone.NEUTRAL),),
        tuple((round(times[bar]["check"].median / bar[1] * 1000, 1),) for bar in bars),
        "Time for a page",
        "Bars of the milliseconds that a page takes in submissions of several lengths and formats; the figures are in "
        "the table above.",
    )


def _targets(times: dict[tuple[str, int], dict[str, Timing]]) -> list[Target]:
    found = []
    word = times["docx", 30]
    if "markitdown" in word:
        found.append(
            times_faster(
                "check one 30-page .docx", "markitdown converts it", *_two(word, "check beside", "markitdown"), 1
            )
        )
    found.append(at_most("read one 30-page .docx", "unzip and parse", word["read"].median / word["floor"].median, 5))
    if ("pdf", 30) in times:
        pdf = times["pdf", 30]
        if "markitdown" in pdf:
            found.append(
                times_faster(
                    "check one 30-page .pdf", "markitdown converts it", *_two(pdf, "check beside", "markitdown"), 10
                )
            )
        found.append(
            at_most("read one 30-page .pdf", "pypdfium2's bare text", pdf["read"].median / pdf["floor"].median, 2)
        )
    return found


def _two(times: dict[str, Timing], ours: str, theirs: str) -> tuple[float, float]:
    return times[ours].median, times[theirs].median


def _growth_targets(
    formats: list[str],
    pages: tuple[int, ...],
    times: dict[tuple[str, int], dict[str, Timing]],
    memory: dict[tuple[str, int], float],
) -> list[Target]:
    found = []
    for ending in formats:
        if 100 in pages:
            ratio = times[ending, 100]["check"].median / times[ending, 10]["check"].median
            found.append(at_most(f"check 100 pages, {ending}", "the time of 10 pages", ratio, _TENFOLD))
        if 500 in pages:
            ratio = times[ending, 500]["check"].median / times[ending, 100]["check"].median
            found.append(at_most(f"check 500 pages, {ending}", "the time of 100 pages", ratio, _TENFOLD / 2))
            most = memory[ending, 500]
            work = f"memory for 500 pages, {ending}"
            found.append(Target(work, f"under {_MEMORY} MB", f"{most:.0f} MB", most < _MEMORY))
    return found
