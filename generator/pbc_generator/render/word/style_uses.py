"""The one table of the styles that generated documents use: what each is for, and which of them are lists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleUse:
    """A style by its name in Word; `purpose` is what it is for.

    A style that only others build on has no purpose of its own. `kind` is Word's word for what it is put on, `listed`
    says that it makes list items, `level` is a heading's, 0 for others.
    """

    name: str
    purpose: str
    kind: str = "paragraph"
    listed: bool = False
    level: int = 0


STYLE_USES: tuple[StyleUse, ...] = (
    StyleUse("Normal", "running text, and what all other styles build on"),
    StyleUse("Default Paragraph Font", "", kind="character"),
    StyleUse("Normal Table", "", kind="table"),
    StyleUse("No List", "", kind="numbering"),
    StyleUse("heading 1", "chapter headings", level=1),
    StyleUse("heading 2", "section headings", level=2),
    StyleUse("heading 3", "headings inside a section", level=3),
    StyleUse("heading 4", "the smallest headings", level=4),
    StyleUse("Title", "the title on the cover, and at the head of a letter"),
    StyleUse("Subtitle", "the line under the title"),
    StyleUse("TOC Heading", "the word Contents above the contents page"),
    StyleUse("toc 1", "chapters on the contents page"),
    StyleUse("toc 2", "sections on the contents page"),
    StyleUse("toc 3", "headings inside sections on the contents page"),
    StyleUse("header", "the page header"),
    StyleUse("footer", "the page footer"),
    StyleUse("caption", "captions above tables and diagrams"),
    StyleUse("List Bullet", "bulleted lists", listed=True),
    StyleUse("List Number", "numbered lists", listed=True),
    StyleUse("Strong", "words that must stand out", kind="character"),
    StyleUse("footnote text", "sources printed as footnotes"),
    StyleUse("footnote reference", "the number of a footnote", kind="character"),
    StyleUse("Placeholder Text", "the grey prompt in an empty answer", kind="character"),
    StyleUse("PBC Clause", "numbered clauses"),
    StyleUse("PBC Subclause", "sub-clauses (a), (b), (c)"),
    StyleUse("PBC Clause Source", "the source of a clause on a line of its own"),
    StyleUse("PBC Guidance", "guidance to whoever completes a form"),
    StyleUse("PBC Guidance Bullet", "bulleted lists in guidance", listed=True),
    StyleUse("PBC Guidance Number", "numbered lists in guidance", listed=True),
    StyleUse("PBC Note", "citations and small print"),
    StyleUse("PBC Note Bullet", "bulleted lists in small print", listed=True),
    StyleUse("PBC Note Number", "numbered lists in small print", listed=True),
    StyleUse("PBC Quotation", "words quoted from a submission"),
    StyleUse("PBC Quotation Place", "where quoted words stand"),
    StyleUse("PBC Page Break", "the empty line that starts a new page"),
    StyleUse("PBC End", "the empty line after tables and answers"),
    StyleUse("PBC Cover Organisation", "the PCT's name on the cover"),
    StyleUse("PBC Cover Date", "the date on the cover"),
    StyleUse("PBC Answer", "the box for an answer"),
    StyleUse("PBC Field", "a form field with its label"),
    StyleUse("PBC Tick", "a box to tick with its label"),
    StyleUse("PBC Signature Party", "for whom somebody signs"),
    StyleUse("PBC Signature", "the lines to sign on"),
    StyleUse("PBC Placeholder", "what the PCT still has to fill in", kind="character"),
    StyleUse("PBC Number", "the number of a clause", kind="character"),
    StyleUse("PBC Source", "the source at the end of a clause", kind="character"),
    StyleUse("PBC Badge Good", "a verdict such as Met", kind="character"),
    StyleUse("PBC Badge Fair", "a verdict such as Partly met", kind="character"),
    StyleUse("PBC Badge Bad", "a verdict such as Absent", kind="character"),
    StyleUse("PBC Badge Neutral", "a verdict such as Not applicable", kind="character"),
    StyleUse("PBC Table Text", "words in tables"),
    StyleUse("PBC Table Heading", "the first row of tables"),
    StyleUse("PBC Table Row Heading", "the first column of tables whose rows it names"),
    StyleUse("PBC Table", "tables: lines, tint and margins", kind="table"),
)
"""Every style that a document may need, in the order of our template."""
