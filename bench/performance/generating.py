"""How long it takes to generate one document and a whole set, beside docxtpl and LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bench.performance import peers
from bench.performance.material import libre_office
from bench.performance.measuring import in_a_process, paired
from bench.performance.results import Section, Table, at_most, seconds, times_faster
from pbc_frameworks.data import data_folder
from pbc_frameworks.load import Library
from pbc_frameworks.profile import load_profile
from pbc_generator.compose.kinds import compose, kinds
from pbc_generator.document import Document
from pbc_generator.render import render
from pbc_generator.render.pdf import source
from pbc_generator.render.typeset import compile_pdf

FRAMEWORK = "hertfordshire-2007"
ONE = "agreement"
_FORMATS = ("docx", "pdf")
_SAMPLE = 5  # every fifth document
_PACK = """
from bench.performance.generating import documents, made
made(documents())
"""


def documents(*chosen: str) -> list[Document]:
    """Return the documents of an example PCT: of some kinds, or all."""
    framework = Library().load(FRAMEWORK)
    profile = load_profile(data_folder("examples") / FRAMEWORK / "profile.yaml", framework)
    return list(compose(framework, profile, chosen or kinds(framework)))


def made(chosen: list[Document], formats: tuple[str, ...] = _FORMATS) -> list[bytes]:
    """Return the files of some documents."""
    return [render(document, ending) for document in chosen for ending in formats]


def measured(_folder: Path, quick: bool) -> Section:
    """Return what one document and a whole set take, in Word and PDF, beside what one would use instead."""
    section = Section(
        "Generate",
        "One accountability agreement, and all documents of Hertfordshire for the example PCT, composed from the "
        "definitions and made as Word and PDF, as a library call. Beside it docxtpl fills a plain template with the "
        "same headings, paragraphs and rows, and LibreOffice makes the PDF of it: started for each file, as one does "
        "from a script, and once for all (of the whole set, for every fifth document, times five). The floor of a PDF "
        "is Typst alone on the finished source.",
    )
    template = peers.template()
    one = documents(ONE)
    print("generate one", flush=True)
    works: dict[str, Callable[[], object]] = {
        "compose and make Word": lambda: made(documents(ONE), ("docx",)),
        "compose and make PDF": lambda: made(documents(ONE), ("pdf",)),
        "compose, Word and PDF": lambda: made(documents(ONE)),
        "floor of the PDF: Typst alone": lambda: compile_pdf(source(one[0])),
        "docxtpl alone, Word": lambda: [peers.filled(each, template) for each in one],
    }
    if libre_office():
        works["docxtpl and LibreOffice"] = peers.filled_and_converted(one, template)
    times = paired(works, 3 if quick else 9, 30)
    rows = tuple((name, seconds(time.median)) for name, time in times.items())
    section.tables.append(Table("One accountability agreement", ("work", "time"), rows))
    if libre_office():
        section.targets.append(
            times_faster(
                "one document as Word and PDF",
                "docxtpl and LibreOffice",
                times["compose, Word and PDF"].median,
                times["docxtpl and LibreOffice"].median,
                8,
            )
        )
    _pack(section, template, quick)
    return section


def _pack(section: Section, template: bytes, quick: bool) -> None:
    every = documents()
    sample = every[::_SAMPLE]
    print(f"generate all, {len(every)} documents", flush=True)
    works: dict[str, Callable[[], object]] = {
        "compose, Word and PDF": lambda: made(documents()),
        "compose and make Word": lambda: made(documents(), ("docx",)),
        "compose and make PDF": lambda: made(documents(), ("pdf",)),
        "docxtpl alone, Word": lambda: [peers.filled(each, template) for each in every],
    }
    times = {name: time.median for name, time in paired(works, 3, 20).items()}
    if libre_office() and not quick:
        # Of a fifth of the documents, as LibreOffice takes minutes for all.
        others = {
            "docxtpl and LibreOffice, started once": peers.filled_and_converted(sample, template, one_by_one=False),
            "docxtpl and LibreOffice, a file": peers.filled_and_converted(sample, template),
        }
        share = len(every) / len(sample)
        times |= {name: time.median * share for name, time in paired({**others}, 1, 0).items()}
    _, memory = in_a_process(_PACK)
    rows = tuple((name, seconds(time), seconds(time / len(every))) for name, time in times.items())
    title = f"The whole set: {len(every)} documents; the most memory of the process is {memory:.0f} MB"
    section.tables.append(Table(title, ("work", "time", "a document"), rows))
    whole = times["compose, Word and PDF"]
    if "docxtpl and LibreOffice, a file" in times:
        theirs = times["docxtpl and LibreOffice, a file"]
        section.targets.append(times_faster("the whole set", "docxtpl and LibreOffice a file", whole, theirs, 8))
    few = sample[:3]
    growth = paired({"few": lambda: made(few), "ten times": lambda: made(few * 10)}, 3, 20)
    ratio = growth["ten times"].median / growth["few"].median
    section.targets.append(at_most("ten times the documents", "the time", ratio, 11))
