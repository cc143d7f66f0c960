"""Where the bars of a chart stand, in points, and the chart as Typst source.

Parts of bars differ by pattern as well as by colour, and carry their number where there is room: a chart reads in black
and white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbc_generator.render.characters import printable
from pbc_generator.render.typeset import drawable, string_literal

if TYPE_CHECKING:
    from pbc_generator.document import Chart

WIDTH = 460.0  # what fits between the margins of an A4 page
_LABELS = 231.0
_TOTALS = 34.0  # right of the bars
_ROW = 19.0
_BAR = 13.0
_LEGEND_ROW = 16.0
_MARK_HEAD = 14.0
_LONGEST_LABEL = 49  # characters of a label on its one line
_ROOM_FOR_NUMBER = 13.0
_LEGEND_LETTER = 5.0
_SWATCH = 26.0  # a legend's sample of the pattern, with what parts it from its words


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: of which series, where it begins and ends, and what it counts."""

    series: int
    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its label; `total` stands at its end."""

    label: str
    y: float
    parts: tuple[Part, ...]
    end: float
    total: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the legend."""

    series: int
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart laid out, 460 points wide. A mark is a line across all bars: where it stands, and its words."""

    legend: tuple[Entry, ...]
    marks: tuple[tuple[float, str], ...]
    top: float
    bars: tuple[Bar, ...]
    height: float


def laid_out(chart: Chart) -> Bars:
    """Return a chart with a place for every bar. The longest bar, or the furthest mark, takes the whole width."""
    legend, below_legend = _legend(chart)
    top = below_legend + (_MARK_HEAD * len(chart.marks) if chart.marks else 0.0)
    furthest = max([*(sum(values) for values in chart.values), *(at for at, _ in chart.marks), 1])
    scale = (WIDTH - _LABELS - _TOTALS) / float(furthest)
    bars = []
    for place, (label, values) in enumerate(zip(chart.labels, chart.values, strict=True)):
        x, parts = _LABELS, []
        for series, value in enumerate(values):
            if value:
                width = float(value) * scale
                # Of one series alone the number at the end of the bar says it all.
                words = _number(value) if len(values) > 1 and width >= _ROOM_FOR_NUMBER else ""
                parts.append(Part(series, x, width, words))
                x += width
        bars.append(Bar(_on_one_line(label), top + place * _ROW, tuple(parts), x, _number(sum(values))))
    marks = tuple((_LABELS + float(at) * scale, words) for at, words in chart.marks)
    return Bars(legend, marks, top, tuple(bars), top + len(bars) * _ROW)


def typst_call(chart: Chart) -> str:
    """Return the house style's call that draws a chart."""
    bars = laid_out(chart)
    legend = "".join(
        f"(series: {each.series}, words: {_words(each.name)}, x: {_pt(each.x)}, y: {_pt(each.y)}), "
        for each in bars.legend
    )
    marks = "".join(f"(x: {_pt(x)}, words: {_words(words)}), " for x, words in bars.marks)
    rows = "".join(
        f"(words: {_words(bar.label)}, y: {_pt(bar.y)}, end: {_pt(bar.end)}, total: {_words(bar.total)}, parts: ("
        + "".join(
            f"(series: {part.series}, x: {_pt(part.x)}, width: {_pt(part.width)}, words: {_words(part.words)}), "
            for part in bar.parts
        )
        + ")), "
        for bar in bars.bars
    )
    tones = "".join(f'"{series.tone}", ' for series in chart.series)
    sizes = f"{_pt(WIDTH)}, {_pt(bars.height)}, {_pt(bars.top)}, {_pt(_LABELS)}, {_pt(_BAR)}, {_pt(_MARK_HEAD)}"
    return f"bar-chart({sizes}, ({tones}), ({legend}), ({marks}), ({rows}))"


def size(chart: Chart) -> tuple[float, float]:
    """Return the width and height of a chart in points."""
    return WIDTH, laid_out(chart).height


def _legend(chart: Chart) -> tuple[tuple[Entry, ...], float]:
    """Return the entries of the legend, and how far down it reaches; a chart of one series has none."""
    if len(chart.series) < 2:
        return (), 0.0
    entries: list[Entry] = []
    x = y = 0.0
    for number, series in enumerate(chart.series):
        width = _SWATCH + len(series.name) * _LEGEND_LETTER + 10
        if x and x + width > WIDTH:
            x, y = 0.0, y + _LEGEND_ROW
        entries.append(Entry(number, series.name, x, y))
        x += width
    return tuple(entries), y + _LEGEND_ROW + 6


def _on_one_line(label: str) -> str:
    """Return a label as long as its line has room for; a capital takes the room of a letter and a third."""
    room = float(_LONGEST_LABEL)
    for place, character in enumerate(label):
        room -= 1.33 if character.isupper() else 1.0
        if room < 0:
            return label[: place - 1].rstrip() + "…"
    return label


def _number(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.1f}"


def _words(text: str) -> str:
    return string_literal(drawable(printable(text)))


def _pt(points: float) -> str:
    return f"{points:.2f}pt"
