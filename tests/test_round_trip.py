"""Any document, rendered and read back: the same words in the same order, each as what it was.

Word keeps everything. PDF keeps no structure: what the reader promises of it is stated at the test. There is no reader
for HTML; the words of the page are held against those of the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import lxml.html
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pbc_checks.read import read
from pbc_checks.read.assemble import fold
from pbc_checks.submission import Block as ReadBlock
from pbc_checks.submission import BlockKind, Submission
from pbc_generator.document import (
    Answer,
    Badge,
    Block,
    Clause,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    ItemList,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Placeholder,
    Quotation,
    Reference,
    Runs,
    Signature,
    Strong,
    Table,
    Text,
    Tone,
    plain,
)
from pbc_generator.render import render
from pbc_generator.render.characters import printable
from pbc_generator.render.typeset import drawable

# Words as people type and paste them: Word's own punctuation, money, accents as one character and as two, ligatures,
# spaces that do not break, hyphens of every kind, words longer than a line, letters that no font of ours has, and
# characters that no page can show.
WORDS = (
    "practice", "the", "cluster’s", "“redesign”", "'pilot'", '"quoted"', "£5,000", "£1.2m", "40%", "5–7", "and/or",
    "Zoë", "Zoe\u0308", "naïve", "ﬁnance", "oﬀer", "aﬄuent", "e.g.", "A&E", "<script>", "x=y*z", "#1", "$2", "{{3}}",
    "C:\\temp", "10\u00a0weeks", "Dr\u00a0Ellison", "co-operate", "follow\u2011up", "re\u00adferral", "half—done", "½",
    "m²", "→", "…", "(see", "below)", "[sic]", "_under_", "~", "@nhs.net", "🏥", "👩\u200d⚕\ufe0f", "ελπίδα",
    "Здоровье", "健康", "שלום", "العربية", "zero\u200bwidth", "\u202eturned\u202c", "nul\x00l", "\ue000", "½-day",
    "&amp;", "&#65;", "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3, "http://www.nhs.uk/a/very/long/address?with=query",
)  # fmt: skip
# What comes back from paper otherwise: text from right to left stands there in the order of the line, a word that is
# too long for its line stands there in pieces, a hyphen at the end of a line may have been typed, and an empty box,
# which is what stands for a sign that we have no letter for, may begin a list.
PRINTED = tuple(
    word
    for word in WORDS
    if len(word) <= 25
    and not {"\u00ad", "\u200b", "\ue000", "\\"}.intersection(word)
    and not any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in word)
)
FIRST = ("Costs", "We", "Patients", "Nobody", "Savings", "Waiting", "Ultimately", "Every")
kinds = st.sampled_from(ParagraphKind)


def spaced(pieces: Iterable[Inline]) -> Runs:
    """Return pieces with a space between them, ended by a full stop: no stressed line is a heading by chance."""
    return (*(part for piece in pieces for part in (piece, Text(" "))), Text("to the end."))


class Drawn:
    """What documents are made of, from some words."""

    def __init__(self, words: Sequence[str]) -> None:
        # Every text begins with a plain word: one that begins with a bullet or "1." is a list item by what it says.
        self.texts = st.builds(
            lambda first, rest: first + "".join(space + word for space, word in rest),
            st.sampled_from(FIRST),
            st.lists(st.tuples(st.sampled_from((" ", " ", " ", "\u00a0", "  ")), st.sampled_from(words)), max_size=14),
        )
        self.titles = st.builds(
            lambda first, rest: " ".join([first, *rest]),
            st.sampled_from(FIRST),
            st.lists(st.sampled_from(words[:28]), max_size=5),
        )
        inlines = st.one_of(
            self.texts.map(Text),
            self.titles.map(Strong),
            self.titles.map(Placeholder),
            # "✓" at the beginning of a line is a bullet; a badge with another sign is read as any word.
            st.builds(Badge, st.sampled_from("◐✗?"), self.titles, st.sampled_from(Tone)),
        )
        self.runs = st.builds(
            lambda first, rest: spaced([Text(first), *rest]), self.texts, st.lists(inlines, max_size=3)
        )

    def table(self, widest: int) -> st.SearchStrategy[Table]:
        """Return tables of two columns at the least; some cells are empty."""
        cells = st.one_of(self.runs, self.titles.map(lambda words: (Text(words),)), st.just(()))
        return st.integers(2, widest).flatmap(
            lambda width: st.builds(
                Table,
                st.tuples(*[self.titles] * width),
                st.lists(st.tuples(*[cells] * width), min_size=1, max_size=4).map(tuple),
                self.titles.map("{} in a table.".format),
                self.titles,
            )
        )

    def block(self, widest: int) -> st.SearchStrategy[Block | str]:
        """Return blocks of every kind; headings are only words yet."""
        return st.one_of(
            self.titles,
            st.builds(Paragraph, self.runs, kinds),
            st.builds(
                lambda number, words, items, source: Clause(f"{number}.1", words, tuple(items), source),
                st.integers(1, 12),
                self.runs,
                st.lists(self.runs, max_size=3),
                st.sampled_from(("", "section 2.2")),
            ),
            st.builds(ItemList, st.lists(self.runs, min_size=1, max_size=4).map(tuple), st.booleans(), kinds),
            self.table(widest),
            st.builds(Quotation, self.texts, st.just("page 3, paragraph 2")),
            st.builds(Signature, self.titles, self.titles, st.one_of(st.just(""), self.titles)),
            st.builds(
                Answer,
                st.just(""),
                self.titles,
                st.just("What will you do?"),
            ),
            st.builds(
                Field,
                st.just(""),
                st.sampled_from(("Practice", "Date of submission", "Lead clinician's name")),
                st.sampled_from(FieldKind),
                st.just(("Yes", "No")),
            ),
            st.just(PageBreak()),
        )


@st.composite
def documents(draw: st.DrawFn, words: Sequence[str] = WORDS, widest: int = 5) -> Document:
    """Return a document of a few blocks of every kind; no heading skips a level, and every tag is its own."""
    # No block comes twice: what stands at the top of two pages alike is taken for the head of a table, and said once.
    drawn_blocks = st.lists(Drawn(words).block(widest), min_size=1, max_size=7, unique_by=repr)
    made: list[Block] = [Heading(1, "The beginning", "h0")]
    level = 1
    for number, drawn in enumerate(draw(drawn_blocks), start=1):
        if isinstance(drawn, str):
            level = draw(st.integers(1, min(level + 1, 4)))
            made.append(Heading(level, f"{drawn} {number}", f"h{number}"))
        elif isinstance(drawn, Answer | Field):
            made.append(replace(drawn, tag=f"a-pct/a-form/{'field.' * isinstance(drawn, Field)}item{number}@1"))
        else:
            made.append(drawn)
        if draw(st.integers(0, 5)) == 0:
            made.append(Paragraph(spaced([Text("As said in"), Reference("section", f"{number}", "h0")])))
    made.append(Paragraph((Text("The document ends here."),)))
    return Document("case", "A case", "", "A practice", "A case", date(2007, 5, 14), (), tuple(made), contents=False)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a block has to come back as; `kind` is None where either will do, `level` a heading's, `cells` a row's."""

    kind: BlockKind | None
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


def in_word(block: Block) -> Iterator[Expected]:
    """Yield what is read of a block's words in Word."""
    match block:
        case Heading():
            yield Expected(BlockKind.HEADING, block.text, block.level)
        case Paragraph():
            yield Expected(BlockKind.PARAGRAPH, plain(block.runs))
        case Clause():
            source = f"[{block.source}]" if block.source else ""
            beside = "" if block.items else f" {source}"
            yield Expected(BlockKind.PARAGRAPH, f"{block.number} {plain(block.runs)}{beside}")
            for item in block.items:
                yield Expected(BlockKind.LIST_ITEM, plain(item))
            if block.items and source:
                yield Expected(BlockKind.PARAGRAPH, source)
        case ItemList():
            for item in block.items:
                yield Expected(BlockKind.LIST_ITEM, plain(item))
        case Table():
            yield Expected(BlockKind.PARAGRAPH, block.caption)
            for row in (tuple((Text(words),) for words in block.header), *block.rows):
                cells = tuple("" if isinstance(cell, Field) else plain(cell) for cell in row)
                if any(cells):
                    yield Expected(BlockKind.TABLE_ROW, " | ".join(filter(None, map(shown, cells))), cells=cells)
        case Quotation():
            yield Expected(BlockKind.PARAGRAPH, f"“{block.text}”")
            yield Expected(BlockKind.LIST_ITEM, block.where)
        case Signature():
            yield Expected(BlockKind.PARAGRAPH, f"Signed for {block.party}")
            yield Expected(BlockKind.PARAGRAPH, "Signature Date")
            yield Expected(BlockKind.PARAGRAPH, f"Name {block.name}")
            yield Expected(BlockKind.PARAGRAPH, f"Position {block.capacity}")
        case Field():
            # The label of an empty field, in bold, is a heading as good as any; a tick box shows that it is empty.
            yield Expected(None, f"☐ {block.label}" if block.kind is FieldKind.TICK else block.label)
        case _:
            return  # an answer that is empty shows its prompt, which is no word of the submission


def shown(text: str) -> str:
    """Return text as a reader of the file sees it, one space between words."""
    return fold(printable(text))


def body(submission: Submission) -> list[ReadBlock]:
    """Return what stands from the first heading of the document itself on."""
    own = [block for block in submission.blocks if block.kind is not BlockKind.HEADER_FOOTER]
    start = next(place for place, block in enumerate(own) if block.text == "The beginning")
    return own[start:]


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_word_comes_back_block_by_block(document: Document) -> None:
    submission = read("case.docx", render(document, "docx"))
    expected = [each for block in document.blocks for each in in_word(block)]
    assert [block.text for block in body(submission)] == [shown(each.text) for each in expected]
    for block, each in zip(body(submission), expected, strict=True):
        assert each.kind in {None, block.kind}
        assert not each.level or block.level == each.level
        assert block.cells == tuple(map(shown, each.cells))
    assert submission.receipt.complete
    assert not submission.receipt.unread
    assert not any(answer.strip() for answer in submission.answers.values())


def in_pdf(block: Block) -> Iterator[Expected]:
    """Yield what is printed of a block, in the order in which it is read."""
    match block:
        case Heading():
            # One of level 4 is as large as the text, and PDF does not say that its letters are bold.
            yield Expected(BlockKind.HEADING if block.level < 4 else None, block.text, block.level)
        case Clause():
            words = [f"{block.number} {plain(block.runs)}"]
            words += [f"({letter}) {plain(item)}" for letter, item in zip("abc", block.items, strict=False)]
            yield Expected(None, " ".join([*words, f"[{block.source}]" if block.source else ""]))
        case Signature():
            for label, words in (("Signed for", block.party), ("Signature Date", ""), ("Name", block.name),
                                 ("Position", block.capacity)):  # fmt: skip
                yield Expected(None, f"{label} {words}")
        case Field():
            beside = {FieldKind.DATE: "day / month / year", FieldKind.CHOICE: " ".join(block.choices)}
            yield Expected(None, f"{block.label} {beside.get(block.kind, '')}")
        case Answer():
            yield Expected(None, f"Your answer: {block.title} {block.prompt}")
        case Quotation():
            yield Expected(None, f"“{block.text}”")
            yield Expected(None, f"— {block.where}")
        case _:
            yield from in_word(block)


def printed(text: str) -> str:
    """Return text as it stands on paper: what no font of ours has spelt out, ligatures taken apart."""
    return unicodedata.normalize("NFKC", fold(drawable(printable(text)).replace(" | ", " ")))


def words_of(texts: Iterable[str]) -> list[str]:
    """Return the words of some texts, the signs of lists left out: a reader may take them for part of the text."""
    return [word for text in texts for word in printed(text).split() if not _SIGN.fullmatch(word)]


# Enough pages for running headers to be told from text, and enough text for its size to be told from a heading's.
PAGES_AFTER = tuple(
    block
    for which in ("first", "second", "third")
    for block in (PageBreak(), Paragraph((Text(f"This is the {which} of the pages that come after it. " * 15),)))
)
_SIGN = re.compile(r"[•—]|\d\.|\([a-c]\)")


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents(PRINTED))
def test_pdf_comes_back_word_by_word(document: Document) -> None:
    """Every word comes back once; headings of levels 1 to 3 as headings, in the order of their levels.

    The words come back in order, but for a row of a table that goes on overleaf, whose cells are read in pieces.
    """
    document = replace(document, blocks=document.blocks + PAGES_AFTER)
    submission = read("case.pdf", render(document, "pdf"))
    expected = [each for block in document.blocks for each in in_pdf(block)]
    found = body(submission)
    found_words, wanted_words = words_of(block.text for block in found), words_of(each.text for each in expected)
    assert Counter(found_words) == Counter(wanted_words)
    assert found_words == wanted_words or any(isinstance(block, Table) for block in document.blocks)
    headings = [block for block in found if block.kind is BlockKind.HEADING]
    wanted = [each for each in expected if each.kind is BlockKind.HEADING]
    assert [printed(block.text) for block in headings] == [printed(each.text) for each in wanted]
    levels = {(each.level, block.level) for each, block in zip(wanted, headings, strict=True)}
    assert sorted(levels) == sorted(levels, key=lambda pair: (pair[1], pair[0]))
    assert submission.receipt.complete
    assert not submission.receipt.unread


short = st.sampled_from(
    ("Nurse", "£5,000", "Two days", "1.5", "by 2009", "(450)", "12-month", "and/or", "Zoë", "40%", "–")
)
rows = st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(*[short] * width), min_size=2, max_size=8))


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(rows, min_size=1, max_size=3))
def test_rows_come_back_from_pdf_with_their_cells(tables: list[list[tuple[str, ...]]]) -> None:
    """Rows whose cells are all filled, with a line or two in each, keep their cells; no row is read twice."""
    made = [
        Table(cells[0], tuple(tuple((Text(words),) for words in row) for row in cells[1:]), "A table", "A table")
        for cells in tables
    ]
    blocks = (Heading(1, "The beginning", "h0"), *made, *PAGES_AFTER)
    document = Document("case", "A case", "", "A practice", "A case", None, (), blocks, contents=False)
    read_rows = [block.cells for block in body(read("case.pdf", render(document, "pdf"))) if block.cells]
    assert read_rows == [row for cells in tables for row in cells]


def test_running_text_is_no_heading_where_most_words_stand_in_small_letters_in_tables() -> None:
    words = (
        Text("A nurse for two sessions a week, and a doctor for one, in the room that the practice has let. " * 3),
    )
    table = Table(("Item", "What it is for"), tuple(((Text("Nurse"),), words) for _ in range(12)), "Costs", "Costs")
    text = "We ask for the money to be paid in two parts, the first in April and the second in October"
    blocks = (
        Heading(1, "The beginning", "h0"),
        *(Paragraph((Text(text + end),)) for end in (".", " 2009.", "")),
        table,
    )
    long = Paragraph((Text(f"{text}. " * 30),))
    document = Document("case", "A case", "", "A PCT", "A case", None, (), (*blocks, long), contents=False)
    found = body(read("case.pdf", render(document, "pdf")))
    assert [block.text for block in found if block.kind is BlockKind.HEADING] == ["The beginning"]


def on_a_page(block: Block) -> Iterator[str]:
    """Yield the words of a block in HTML, in order; the browser numbers the sub-clauses."""
    if isinstance(block, Clause):
        yield f"{block.number} {plain(block.runs)}"
        yield from map(plain, block.items)
        yield f"[{block.source}]" if block.source else ""
    else:
        yield from (each.text for each in in_pdf(block))


_INLINE = {"a", "b", "span", "strong", "em", "wbr", "sup", "mark", "cite"}


def page_words(html: str) -> list[str]:
    """Return the words of a page as a browser shows them: parted by blocks, not by what stands within a line."""
    page = lxml.html.document_fromstring(html)
    for element in page.body.iter():
        if element.tag not in _INLINE:
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return shown(page.body.text_content()).split()


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(documents())
def test_html_has_every_word_once_and_in_order(document: Document) -> None:
    """Beside the words of the document stand the summaries of its tables, its title, and what is to be filled in."""
    words = page_words(render(document, "html").decode("utf-8"))
    own = [
        word
        for block in document.blocks
        for text in on_a_page(block)
        for word in shown(text.replace(" | ", " ")).split()
    ]
    rest = iter(words)
    assert [word for word in own if word not in rest] == []  # each stands after the one before
    summaries = (block.summary for block in document.blocks if isinstance(block, Table))
    others = Counter(words) - Counter(own) - Counter(word for text in summaries for word in shown(text).split())
    assert not set(FIRST) & set(others)
