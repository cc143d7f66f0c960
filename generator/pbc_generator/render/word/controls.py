"""Content controls: the tagged spaces of a form that people fill in and the checker reads back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import assert_never

from pbc_frameworks.tags import building_block_name
from pbc_generator.document import Answer, Field, FieldKind
from pbc_generator.render.word.markup import attribute, paragraph, run, styled

LONGEST_TAG = 64  # Word refuses a document with a longer tag or title
_LARGEST_NUMBER = 2**31 - 1
PROMPT_STYLE = "PlaceholderText"
_ANSWER_PROMPT = "Type your answer here."

_TICK_BOX = (
    '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_TICK_FONT = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
_W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


@dataclass(slots=True)
class Controls:
    """The content controls of one document.

    Each gets a number of its own, always the same for the same tag. `prompts` collects the grey texts that
    Word puts back when somebody empties a control, by the name of their building block.
    """

    language: str
    prompts: dict[str, str] = field(default_factory=dict)
    _numbers: set[int] = field(default_factory=set)

    def answer(self, answer: Answer) -> str:
        """Return the block for the answer to one requirement; rich text, so that it can hold tables.

        Raises `ValueError` for a tag that Word would refuse.
        """
        prompt = answer.prompt or _ANSWER_PROMPT
        properties = self._properties(answer.tag, answer.title, prompt)
        return _control(properties, paragraph("PBCAnswer", styled(prompt, PROMPT_STYLE)))

    def field(self, entry: Field) -> str:
        """Return the control of a form field, to stand in a line; its label is its title.

        Raises `ValueError` for a tag that Word would refuse.
        """
        match entry.kind:
            case FieldKind.TICK:
                return _control(self._properties(entry.tag, entry.label, "", _TICK_BOX), run("☐", _TICK_FONT))
            case FieldKind.TEXT:
                prompt, kind = "Enter text", "<w:text/>"
            case FieldKind.DATE:
                prompt, kind = "Choose a date", self._date()
            case FieldKind.CHOICE:
                choices = dict.fromkeys(choice for choice in map(attribute, entry.choices) if choice)
                prompt, kind = f"Choose: {' / '.join(entry.choices)}", _drop_down(choices)
            case _:
                assert_never(entry.kind)
        return _control(self._properties(entry.tag, entry.label, prompt, kind), styled(prompt, PROMPT_STYLE))

    def repeated(self, tag: str, title: str, rows: list[str]) -> str:
        """Return rows of a table as a repeating section, to which whoever fills in the form can add rows.

        Raises `ValueError` for a tag that Word would refuse.
        """
        section = self._properties(tag, title, "", f"<w15:repeatingSection {_W15}/>")
        items = [
            _control(f'<w:id w:val="{self._number(f"{tag}#{place}")}"/><w15:repeatingSectionItem {_W15}/>', row)
            for place, row in enumerate(rows)
        ]
        return _control(section, "".join(items))

    def _properties(self, tag: str, title: str, prompt: str, kind: str = "") -> str:
        if not 0 < len(tag) <= LONGEST_TAG:
            raise ValueError(f"tag {tag!r} has {len(tag)} characters; a content control takes 1 to {LONGEST_TAG}")
        placeholder = ""
        if prompt:
            name = building_block_name(tag)
            self.prompts.setdefault(name, prompt)
            placeholder = f'<w:placeholder><w:docPart w:val="{name}"/></w:placeholder><w:showingPlcHdr/>'
        return (
            f'<w:alias w:val="{attribute(title, LONGEST_TAG)}"/><w:tag w:val="{attribute(tag)}"/>'
            f'<w:id w:val="{self._number(tag)}"/><w:lock w:val="sdtLocked"/>{placeholder}{kind}'
        )

    def _number(self, tag: str) -> int:
        number = int.from_bytes(hashlib.sha256(tag.encode()).digest()[:4]) % _LARGEST_NUMBER + 1
        while number in self._numbers:
            number = number % _LARGEST_NUMBER + 1
        self._numbers.add(number)
        return number

    def _date(self) -> str:
        return (
            f'<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="{attribute(self.language)}"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )


def _control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _drop_down(choices: dict[str, None]) -> str:
    items = "".join(f'<w:listItem w:displayText="{choice}" w:value="{choice}"/>' for choice in choices)
    return f"<w:dropDownList>{items}</w:dropDownList>"
