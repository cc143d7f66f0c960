"""The words and figures of a chart in a Word file or workbook: what it draws it keeps beside the cells it is of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from pbc_checks.read.number_format import shown
from pbc_checks.read.word_package import Element

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_NEW = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_MOST_POINTS = 200  # of a series
_MOST_SERIES = 100


def chart_texts(root: Element) -> list[str]:
    """Return the texts of a chart: its titles, then each series with its figures ("Clinics: April 12; May 15")."""
    texts = ["".join(text.text or "" for text in paragraph.iter(f"{_A}t")) for paragraph in root.iter(f"{_A}p")]
    texts += [_series(series) for _, series in zip(range(_MOST_SERIES), root.iter(f"{_C}ser"), strict=False)]
    texts += ["; ".join(point.text or "" for point in level.iter(f"{_NEW}pt")) for level in root.iter(f"{_NEW}lvl")]
    return [text for text in texts if text.strip()]


def _series(series: Element) -> str:
    names = "; ".join(_points(series.find(f"{_C}tx")).values())
    categories = _points(series.find(f"{_C}cat"), series.find(f"{_C}xVal"))
    values = _points(series.find(f"{_C}val"), series.find(f"{_C}yVal"))
    figures = "; ".join(f"{categories.get(at, '')} {value}".strip() for at, value in values.items())
    return ": ".join(filter(None, (names, figures)))


def _points(*of: Element | None) -> dict[str, str]:
    """Return the points of what holds some, by their place in the series, as the chart shows them."""
    return {at: text for holder in of if holder is not None for at, text in _shown(holder)}


def _shown(holder: Element) -> Iterator[tuple[str, str]]:
    number_format = next((each.text or "" for each in holder.iter(f"{_C}formatCode")), "")
    numeric = next(holder.iter(f"{_C}numCache", f"{_C}numLit"), None) is not None
    for count, point in enumerate(holder.iter(f"{_C}pt")):
        if count == _MOST_POINTS:
            return
        text = point.findtext(f"{_C}v") or ""
        yield point.get("idx", str(count)), _figure(text, number_format) if numeric else text
    literal = holder.findtext(f"{_C}v")
    if literal:
        yield "", literal


def _figure(text: str, number_format: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return shown(number, number_format) if number.is_finite() and abs(number.adjusted()) < 30 else text
