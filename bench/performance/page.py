"""The page on performance: its measured part is written anew, what people wrote around it stays."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.performance.results import Section, Table, markdown
from pbc_generator.render.drawing import picture

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def machine(versions: Mapping[str, str]) -> str:
    """Return what it was measured on, in a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    others = ", ".join(f"{name} {version}" for name, version in versions.items())
    return (
        f"Measured on {os.cpu_count()} cores ({_processor()}), {memory:.0f} GB of memory, {platform.system()}, Python "
        f"{platform.python_version()}; beside {others or 'nothing else'}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def measured_part(sections: Sequence[Section], about: str) -> str:
    """Return the measured part in Markdown: the targets first, then the tables of every section."""
    rows = tuple(
        (target.work, target.aim, target.measured, "met" if target.met else "**not met**")
        for section in sections
        for target in section.targets
    )
    lines = [about, "", *markdown(Table("Targets", ("work", "aim", "measured", ""), rows))]
    for section in sections:
        lines += [f"## {section.title}", "", section.about, ""]
        for table in section.tables:
            lines += markdown(table)
        for name, chart in section.charts.items():
            lines += [f"![{chart.alt}](images/{name}.svg)", ""]
    return "\n".join(lines).rstrip() + "\n"


def draw(sections: Sequence[Section]) -> None:
    """Write the charts beside the page."""
    for section in sections:
        for name, chart in section.charts.items():
            (PAGE.parent / "images" / f"{name}.svg").write_bytes(picture(chart, "svg"))


def written(page: str, part: str) -> str:
    """Return the page with its measured part replaced. Raises ValueError if it has no place for it."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{part}\n{END}{after}"
