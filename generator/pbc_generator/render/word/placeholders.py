"""The one table of what a house template may print: each placeholder, what it stands for, and where it may stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from pbc_generator.document import ControlLine, Document, plain
from pbc_generator.render.dates import date_words
from pbc_generator.render.word.markup import escaped, paragraph, runs

# docxtpl rewrites what it fills in (tabs, newlines, some braces). The long parts of a document therefore
# never pass through it: it puts an empty paragraph of one of these styles in their place.
BODY_PLACE = "PBCBodyGoesHere"
CONTENTS_PLACE = "PBCContentsGoHere"

FILTERS = ("capitalize", "length", "lower", "title", "trim", "upper")
"""What may be done to a value, as in `{{ title|upper }}`: nothing that could make a document swell."""


class Where(StrEnum):
    """Where a placeholder may stand."""

    ANYWHERE = "anywhere: text, table, text box, header or footer"
    OWN_PARAGRAPH = "a paragraph of its own in the text; not in a table, text box, header or footer"
    CONDITION = "a condition, on a line of its own above what depends on it; {%p endif %} below"
    ROWS = "a table row of its own, above the row for each line; {%tr endfor %} in a row below"
    LINE = "a table row between {%tr for line in control %} and {%tr endfor %}"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that a template may use.

    `written` is how it stands in a template, `means` what is printed there, `example` such a value. `lack` says what
    documents lack without it, and is empty for one that may be left out.
    """

    name: str
    written: str
    means: str
    example: str
    where: Where
    value: Callable[[Document, bool], object]
    lack: str = ""


@dataclass(frozen=True, slots=True)
class LineField:
    """A name inside a line of the document control table; otherwise as `Placeholder`."""

    name: str
    written: str
    means: str
    example: str
    value: Callable[[ControlLine], object]


class _Words(str):
    """Words for a placeholder; nothing docxtpl or Word would take for markup survives in them."""

    __slots__ = ()

    def __html__(self) -> str:
        return _without_braces(escaped(self).replace("\n", " "))


def _without_braces(xml: str) -> str:
    return xml.replace("{", "&#123;").replace("}", "&#125;")


LINE_FIELDS: tuple[LineField, ...] = (
    LineField("label", "{{ line.label }}", "What the line is about", "Version", lambda line: _Words(line.label)),
    LineField(
        "value", "{{ line.value }}", "What it says, as plain words", "1.0", lambda line: _Words(plain(line.value))
    ),
    LineField(
        "runs",
        "{{r line.runs }}",
        "What it says, with gaps still to complete marked in yellow",
        "1.0",
        lambda line: Markup(_without_braces(runs(line.value))),  # noqa: S704  # escaped word by word
    ),
)
"""What each line of the document control table has."""

PLACEHOLDERS: tuple[Placeholder, ...] = (
    Placeholder(
        "body",
        "{{p body }}",
        "The whole text of the document; exactly once",
        "1 What this form is for …",
        Where.OWN_PARAGRAPH,
        lambda _document, _contents: Markup(paragraph(BODY_PLACE, "")),  # noqa: S704
        "the documents have no text at all",
    ),
    Placeholder(
        "contents",
        "{{p contents }}",
        "The contents page, where the document has one",
        "1 What this form is for",
        Where.OWN_PARAGRAPH,
        lambda _document, contents: Markup(paragraph(CONTENTS_PLACE, "")) if contents else "",  # noqa: S704
        "long documents such as the handbook have no contents page",
    ),
    Placeholder(
        "title",
        "{{ title }}",
        "The document's title",
        "PBC business case",
        Where.ANYWHERE,
        lambda document, _contents: _Words(document.title),
        "the documents do not say what they are",
    ),
    Placeholder(
        "organisation",
        "{{ organisation }}",
        "The PCT's name",
        "Watling and Chess Valley Primary Care Trust",
        Where.ANYWHERE,
        lambda document, _contents: _Words(document.organisation),
        "the documents do not say whose they are, unless the template's own words do",
    ),
    Placeholder(
        "date",
        "{{ date }}",
        "The date of issue",
        "2 April 2007",
        Where.ANYWHERE,
        lambda document, _contents: _Words(date_words(document)),
        "the documents do not say when they were issued",
    ),
    Placeholder(
        "control",
        "{%tr for line in control %}",
        "The lines of the document control table, one row for each",
        "Version, Owner, Review date",
        Where.ROWS,
        lambda document, _contents: [
            {field.name: field.value(line) for field in LINE_FIELDS} for line in document.control
        ],
        "the documents have no document control table: version, owner and review date are not printed",
    ),
    Placeholder(
        "subtitle",
        "{{ subtitle }}",
        "The line under the title; empty in some documents",
        "For practices that propose to redesign a service",
        Where.ANYWHERE,
        lambda document, _contents: _Words(document.subtitle),
    ),
    Placeholder(
        "subject",
        "{{ subject }}",
        "What the document is about, in one line",
        "Practice based commissioning business case, Hertfordshire framework 2007",
        Where.ANYWHERE,
        lambda document, _contents: _Words(document.subject),
    ),
    Placeholder(
        "landscape",
        "{%p if landscape %}",
        "True for a document whose pages lie on their side, for wide tables",
        "True",
        Where.CONDITION,
        lambda document, _contents: document.landscape,
    ),
)
"""Every name that a template may use, the one it needs first."""


def values(document: Document, *, contents: bool) -> dict[str, object]:
    """Return what each placeholder stands for in a document; `contents` says whether it has a contents page."""
    return {placeholder.name: placeholder.value(document, contents) for placeholder in PLACEHOLDERS}
