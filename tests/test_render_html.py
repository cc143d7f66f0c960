"""The HTML renderer: one self-contained page, fit for a keyboard, a screen reader or a phone."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from golden import golden
from pbc_generator.document import (
    Answer,
    Badge,
    Block,
    Clause,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Strong,
    Table,
    Text,
    Tone,
)
from pbc_generator.render import html
from pbc_generator.render.errors import RenderError
from render_sample import EVERY_BLOCK, HOSTILE

STYLE = Path(__file__).parent.parent / "templates" / "html" / "page.css"


def with_blocks(*blocks: Block, **changes: Any) -> Document:
    return dataclasses.replace(EVERY_BLOCK, blocks=(Heading(1, "Opening", "opening"), *blocks), **changes)


def page(document: Document = EVERY_BLOCK) -> Any:
    return lxml.html.document_fromstring(html.render(document))


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours by the formula of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_kind_of_block_is_written_as_in_the_golden_page() -> None:
    # The style is left out: it changes for its own reasons and is tested below.
    written = re.sub(r"(?s)<style>.*</style>", "<style></style>", html.render(EVERY_BLOCK))
    assert written == golden("html/every-block.html", written)


def test_unseen_words_stay_in_the_table_that_scrolls() -> None:
    # Chromium: without a place of its own, a matrix made the whole page scroll sideways.
    assert re.search(r"\n\.table \{ position: relative; overflow-x: auto;", STYLE.read_text(encoding="utf-8"))


def test_columns_of_signs_ask_for_less_room_than_columns_of_words() -> None:
    table = Table(
        ("No.", "Submission", "1", "12"), (((Text("1"),), (Text("A"),), (Text("x"),), (Text("y"),)),), "C", "S"
    )
    (made,) = page(with_blocks(table)).xpath("//table[@style]")
    assert made.get("style") == "min-width:14.5rem"
    assert made.xpath(".//th[@scope='col']/@class | .//tbody//*[@class]/@class") == ["sign"] * 6


def test_two_renderings_are_the_same() -> None:
    assert html.render(EVERY_BLOCK) == html.render(EVERY_BLOCK)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    tree = page()
    assert tree.xpath("//script | //link | //img | //iframe | //object | //form | //input") == []
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []
    assert [link for link in tree.xpath("//@href | //@src") if not link.startswith("#")] == []
    assert re.findall(r"url\(|@import|https?:", html.render(EVERY_BLOCK)) == []


def test_the_page_has_language_title_landmarks_and_a_skip_link() -> None:
    tree = page()
    assert tree.get("lang") == "en-GB"
    assert tree.findtext("head/title") == "PBC business case – Watling and Chess Valley Primary Care Trust"
    assert [element.tag for element in tree.xpath("//header | //nav | //main | //footer")] == [
        *("header", "nav", "main", "footer")
    ]
    skip = tree.xpath("//a[1]")[0]
    assert (skip.text, skip.get("href")) == ("Skip to main content", f"#{tree.find('.//main').get('id')}")


def test_there_is_one_h1_and_no_heading_skips_a_level() -> None:
    levels = [int(element.tag[1]) for element in page().xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels == [1, 2, 2, 3, 2, 3, 3, 4, 5, 2]


def test_ids_are_unique_and_every_reference_has_its_target() -> None:
    tree = page()
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    referred = [link.removeprefix("#") for link in tree.xpath("//@href")]
    referred += tree.xpath("//@aria-labelledby | //@aria-describedby")
    assert set(referred) - set(ids) == set()


def test_contents_list_the_headings_of_two_levels_only_where_asked() -> None:
    assert page().xpath("//nav//a/text()") == [
        block.text for block in EVERY_BLOCK.blocks if isinstance(block, Heading) and block.level <= 2
    ]
    assert page(dataclasses.replace(EVERY_BLOCK, contents=False)).xpath("//nav") == []


def test_a_table_has_caption_scopes_summary_and_a_region_the_keyboard_can_scroll() -> None:
    table = page().xpath("//table")[0]
    region = table.getparent()
    name = page().get_element_by_id(region.get("aria-labelledby"))
    summary = page().get_element_by_id(table.get("aria-describedby"))
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert name.text == "Money over two years"
    assert summary.text == "One row a year: what the service costs and saves, and whether it was checked."
    assert [(th.text, th.get("scope")) for th in table.xpath(".//th")] == [
        *((head, "col") for head in ("Year", "Cost", "Saving", "Checked", "Basis")),
        *((head, "row") for head in ("2007/08", "2008/09")),
    ]


def test_a_badge_says_its_verdict_in_words_and_hides_the_symbol_from_screen_readers() -> None:
    badge = page().xpath("//span[contains(@class, 'badge')]")[0]
    symbol = badge[0]
    assert (symbol.text, symbol.get("aria-hidden"), symbol.tail) == ("✓", "true", " Met")


def test_placeholders_are_marked() -> None:
    assert page().xpath("//mark/text()") == [
        "[To complete: name of the director]",
        "[To complete: name of the chair]",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_somebody_wrote_is_taken_for_markup(text: str) -> None:
    tree = page(
        with_blocks(
            Heading(2, text, "hostile"),
            Paragraph((Text(text), Strong(text))),
            Clause(text, (Text(text),), items=((Text(text),),), source=text),
            Table((text,), (((Badge(text, text, Tone.BAD),),),), caption=text, summary=text),
            Answer("tag", text, text),
            Quotation(text, text),
            title=text,
            organisation=text,
            keywords=(text,),
        )
    )
    assert tree.xpath("//script") == []
    frame = 2 + 2 + 1  # header, footer, contents
    blocks = 1 + 2 + 4 + 5 + 2 + 2  # in their order
    assert tree.find("body").text_content().count(text) == frame + blocks
    assert tree.xpath("//meta[@name = 'keywords']/@content") == [text]


def test_control_characters_go_and_everything_else_is_kept() -> None:
    text = "żółć Привет שלום 😀 中\x00\x07 a\tb\u202e \ud800 \ufffe"
    quoted = page(with_blocks(Quotation(text, "page 1"))).xpath("//blockquote/p")[0]
    assert quoted.text == "“żółć Привет שלום 😀 中 a b \ufffd \ufffd”"
    assert quoted.get("dir") == "auto"


def test_a_very_long_word_may_break_anywhere_and_loses_nothing() -> None:
    address = "https://example.org/a/very/long/<address>"
    paragraph = page(with_blocks(Paragraph((Text(f"See {address} for more"),)))).xpath("//main/p")[0]
    assert paragraph.text_content() == f"See {address} for more"
    assert paragraph.xpath("span[@class = 'long']/text()") == [address]


def test_lines_of_a_quotation_are_kept() -> None:
    assert page().xpath("//blockquote/p/text()") == [
        "“We shall refer fewer patients.",
        "The trust has been told.”",
    ]


def test_colours_of_text_have_the_contrast_of_wcag_aa() -> None:
    style = STYLE.read_text(encoding="utf-8")
    named = dict(re.findall(r"--(\w+): (#\w{6});", style))
    pairs = re.findall(r"background: (#\w{6}); color: (#\w{6}|var\(--\w+\));", style)
    text_on_background = [(back, named.get(fore.removeprefix("var(--").rstrip(")"), fore)) for back, fore in pairs]
    text_on_background += [("#ffffff", named[name]) for name in ("blue", "ink", "grey")]
    text_on_background += [(named["tint"], named[name]) for name in ("ink", "navy", "blue")]
    assert len(text_on_background) > 8
    assert [pair for pair in text_on_background if contrast(*pair) < 4.5] == []


def test_a_skipped_heading_level_is_an_error_that_names_document_and_heading() -> None:
    with pytest.raises(RenderError) as raised:
        html.render(with_blocks(Heading(3, "Too deep", "deep")))
    assert str(raised.value) == (
        "'PBC business case' could not be made: the heading 'Too deep' has level 3 straight after level 1"
    )


def test_two_headings_with_one_id_are_an_error() -> None:
    with pytest.raises(RenderError, match="two headings have the id 'same'"):
        html.render(with_blocks(Heading(1, "One", "same"), Heading(1, "Two", "same")))
