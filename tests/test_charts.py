"""Charts: laid out, refused where values are missing, and as files of every format with their words."""

from __future__ import annotations

import io
from datetime import date

import docx
import pypdf
import pytest
from lxml import html

from pbc_checks.accessibility import inspect
from pbc_generator.document import Chart, Document, Heading, Series, Tone
from pbc_generator.render import render
from pbc_generator.render.charting import laid_out
from pbc_generator.render.drawing import picture

VERDICTS = Chart(
    labels=("Abbey Street Surgery", "Castle Mead Medical Centre", "The Maltings Practice, Market Square, Mereford"),
    series=(Series("Met", Tone.GOOD), Series("Partly met", Tone.FAIR), Series("Missing", Tone.BAD)),
    values=((9, 3, 4), (15, 1, 0), (2, 4, 10)),
    caption="Verdicts by practice",
    alt="Abbey Street Surgery: 9 met, 3 partly met, 4 missing. Castle Mead Medical Centre: 15 met, 1 partly met.",
)
WEEKS = Chart(
    labels=("Dermatology", "Heart failure"),
    series=(Series("Weeks since submission", Tone.NEUTRAL),),
    values=((3.4,), (9.0,)),
    caption="Time to decision",
    alt="Dermatology 3.4 weeks, heart failure 9 weeks; the aim is 4 weeks, the limit 8.",
    marks=((4, "aim: 4 weeks"), (8, "limit: 8 weeks")),
)


def document(*charts: Chart) -> Document:
    return Document(
        name="charts",
        title="Charts",
        subtitle="",
        organisation="Mereford PCT",
        subject="Charts",
        date=date(2009, 4, 1),
        control=(),
        blocks=(Heading(1, "Charts", "charts"), *charts),
        contents=False,
        cover=False,
    )


def test_bars_follow_their_values_and_none_leaves_the_page() -> None:
    bars = laid_out(VERDICTS)
    widths = [[round(part.width / bars.bars[0].parts[0].width * 9) for part in bar.parts] for bar in bars.bars]
    assert widths == [[9, 3, 4], [15, 1], [2, 4, 10]]
    assert [bar.total for bar in bars.bars] == ["16", "16", "16"]
    assert max(bar.end for bar in bars.bars) <= 460 - 30
    assert bars.bars[2].label == "The Maltings Practice, Market Square, Mereford"


def test_marks_stand_on_the_scale_of_the_bars() -> None:
    bars = laid_out(WEEKS)
    (aim, _), (limit, _) = bars.marks
    start = bars.bars[0].parts[0].x
    assert round((limit - start) / (aim - start), 6) == 2
    assert bars.bars[0].end < aim < limit < bars.bars[1].end
    assert (bars.legend, [bar.total for bar in bars.bars]) == ((), ["3.4", "9"])


def test_parts_of_a_bar_differ_in_black_and_white() -> None:
    """Each series has a pattern of its own: the picture holds as many different fills as there are series."""
    svg = picture(VERDICTS, "svg").decode()
    assert svg.count("<pattern") >= 2
    assert picture(VERDICTS, "png") == picture(VERDICTS, "png")


@pytest.mark.parametrize("values", [((1, 2),), ((1, 2, 3), (1, 2), (1, 2, 3)), ()])
def test_a_chart_without_a_value_for_each_label_and_series_is_refused(values: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(ValueError, match="a value for each label and series is needed"):
        Chart(VERDICTS.labels, VERDICTS.series, values, "Verdicts", "Verdicts.")


def test_every_format_shows_the_chart_with_its_alternative() -> None:
    made = document(VERDICTS, WEEKS)
    word = docx.Document(io.BytesIO(render(made, "docx")))
    pictures = word.element.xpath("//wp:docPr/@descr")
    assert pictures == [VERDICTS.alt, WEEKS.alt]
    page = html.fromstring(render(made, "html"))
    assert page.xpath("//figure/img/@alt") == [VERDICTS.alt, WEEKS.alt]
    text = pypdf.PdfReader(io.BytesIO(render(made, "pdf"))).pages[0].extract_text()
    assert [words for words in ("Verdicts by practice", "Partly met", "limit: 8 weeks", "9") if words not in text] == []


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_a_document_with_charts_can_be_used_by_everybody(file_format: str) -> None:
    made = render(document(VERDICTS, WEEKS), file_format)
    found = inspect(f"charts.{file_format}", made)
    assert [result for result in found.results if result.outcome == "failed"] == []
    assert render(document(VERDICTS, WEEKS), file_format) == made
