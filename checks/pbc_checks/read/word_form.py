"""Content controls of a completed form: which requirement each answers, and what was typed into it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from pbc_checks.read.assemble import Marks, fold
from pbc_checks.read.word_package import Element, W
from pbc_checks.submission import FormIdentity
from pbc_frameworks.load import Library
from pbc_frameworks.model import FormField, Requirement
from pbc_frameworks.tags import answer_tag, building_block_name
from pbc_generator.compose.form import table_caption
from pbc_generator.document import FieldKind

_TAG = re.compile(r"(?P<framework>[a-z0-9-]+)/(?P<document>[a-z0-9-]+)/(?P<item>[a-z0-9.-]+)@(?P<version>[\w.-]+)")
_FIELD = "field."
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"
_CHECKED_VALUE = "{http://schemas.microsoft.com/office/word/2010/wordml}val"


@dataclass(slots=True)
class Form:
    """What the controls of one document hold, as the reader comes upon them.

    `prompts` maps the names of the file's building blocks to their grey texts, `library` holds the frameworks whose
    forms are known.
    """

    prompts: dict[str, str]
    library: Library
    identity: FormIdentity | None = None
    answers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)

    def marks(self, control: Element, outside: Marks, line: str = "") -> Marks:
        """Return the marks of what stands in a control; those outside it if the control is none of a form's.

        `line` is the text of the paragraph that it stands in: a tick box without a tag is known by its label.
        """
        match = _TAG.fullmatch(self._tag(control) or self._tick_box(control, line))
        if not match:
            return outside
        item = match["item"]
        if item.startswith(_FIELD):
            self.fields.setdefault(item.removeprefix(_FIELD), "")
            return Marks(field=item.removeprefix(_FIELD))
        identity = FormIdentity(match["framework"], match["document"], match["version"])
        self.identity = self.identity or identity
        requirement = item.partition(".")[0]  # what stands in a cell of a question's table answers the question
        self.answers.setdefault(requirement, "")
        return Marks(requirement=requirement)

    def in_table(self, control: Element) -> bool:
        """Return whether a control is a cell of a question's table."""
        match = _TAG.fullmatch(self._tag(control))
        return match is not None and "." in match["item"] and not match["item"].startswith(_FIELD)

    def own_words(self, text: str) -> bool:
        """Return whether a caption, or the cells of a row, are those that the form itself prints above a table."""
        return self.identity is not None and fold(text) in _table_words(self.library).get(
            (self.identity.framework, self.identity.document), ()
        )

    def _tag(self, control: Element) -> str:
        """Return a control's tag, or the tag of the form whose building block it has: LibreOffice 7 loses tags.

        Tick boxes have no building block; LibreOffice gives them that of the control before.
        """
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            return tag.get(f"{W}val", "")
        if ticked(control) is not None:
            return ""
        name = _building_block(control)
        return _known_tags(self.library).get(name, "") if name else ""

    def _tick_box(self, control: Element, line: str) -> str:
        if self.identity is None or not line or ticked(control) is None:
            return ""
        label = fold(line.strip("☐☒ \t\n"))
        return _known_tick_boxes(self.library).get((self.identity.framework, self.identity.document, label), "")

    def question(self, heading: Element) -> str:
        """Return the requirement that a heading of the form asks for: its bookmark has the requirement's id."""
        for bookmark in heading.iter(f"{W}bookmarkStart"):
            requirement = bookmark.get(f"{W}name", "").replace("_", "-")
            if requirement in self.answers:
                return requirement
        return ""

    def keep(self, marks: Marks, text: str) -> None:
        """Keep the exact text of a control, below what it is known to hold already."""
        held, name = (self.answers, marks.requirement) if marks.requirement else (self.fields, marks.field)
        held[name] = f"{held[name]}\n{text}" if held.get(name) else text

    def shows_prompt(self, control: Element, typed: Callable[[Element], str]) -> bool:
        """Return whether a control still shows its grey prompt; `typed` gives the text that stands in it.

        The text decides, not the flag: LibreOffice drops the flag, and programs that fill in forms forget it.
        """
        properties = control.find(f"{W}sdtPr")
        prompt = self.prompts.get(_building_block(control))
        if prompt is not None:
            return fold(typed(control)) == fold(prompt)
        return properties is not None and properties.find(f"{W}showingPlcHdr") is not None

    def without_prompt(self, control: Element, text: str) -> tuple[str, str]:
        """Return the prompt of a control as it reads, and the text without it where somebody typed below it."""
        prompt = fold(self.prompts.get(_building_block(control), ""))
        first, _, rest = text.partition("\n")
        return prompt, rest.strip() if prompt and fold(first) == prompt else text


def prompts(glossary: Element | None) -> dict[str, str]:
    """Return the texts of a glossary part's building blocks by name."""
    if glossary is None:
        return {}
    found = {}
    for block in glossary.iter(f"{W}docPart"):
        name = block.find(f"{W}docPartPr/{W}name")
        body = block.find(f"{W}docPartBody")
        if name is not None and body is not None:
            found[name.get(f"{W}val", "")] = "".join(text.text or "" for text in body.iter(f"{W}t"))
    return found


def ticked(control: Element) -> bool | None:
    """Return whether a tick box is ticked; None for a control that is no tick box."""
    box = control.find(f"{W}sdtPr/{_CHECKBOX}")
    if box is None:
        return None
    checked = box.find(_CHECKED)
    return checked is not None and checked.get(_CHECKED_VALUE) in {"1", "true", "on"}


def _building_block(control: Element) -> str:
    part = control.find(f"{W}sdtPr/{W}placeholder/{W}docPart")
    return part.get(f"{W}val", "") if part is not None else ""


@cache
def _known_tags(library: Library) -> dict[str, str]:
    """Return the tags of every form there is, by the name of their building block."""
    tags = []
    for framework_id in library.ids():
        for kind, definition in library.load(framework_id).submissions.items():
            items = [requirement.id for requirement in definition.requirements]
            items += [f"{each.id}.{column.id}" for each in definition.requirements for column in _columns(each)]
            items += [f"{_FIELD}{entry.id}" for entry in definition.fields]
            tags += [answer_tag(framework_id, kind, item, definition.version) for item in items]
    return {building_block_name(tag): tag for tag in tags}


def _columns(requirement: Requirement) -> tuple[FormField, ...]:
    return requirement.table.columns if requirement.table else ()


@cache
def _table_words(library: Library) -> dict[tuple[str, str], frozenset[str]]:
    """Return what each form prints above its tables: captions, and header rows with their cells joined."""
    return {
        (framework_id, kind): frozenset(
            fold(words)
            for requirement in definition.requirements
            if requirement.table
            for words in (table_caption(requirement), " ".join(column.label for column in requirement.table.columns))
        )
        for framework_id in library.ids()
        for kind, definition in library.load(framework_id).submissions.items()
    }


@cache
def _known_tick_boxes(library: Library) -> dict[tuple[str, str, str], str]:
    """Return the tags of every form's tick boxes, by framework, kind of document and label."""
    return {
        (framework_id, kind, fold(entry.label)): answer_tag(framework_id, kind, f"{_FIELD}{entry.id}", form.version)
        for framework_id in library.ids()
        for kind, form in library.load(framework_id).submissions.items()
        for entry in form.fields
        if entry.kind == FieldKind.TICK
    }
