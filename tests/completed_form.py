"""Completes a generated form the way Word does: text typed into the content controls, prompts gone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"


def completed(form: bytes, answers: Mapping[str, str], style: str = "") -> bytes:
    """Return the form with texts typed in by tag item (`risks`, `field.lead`); a line break begins a new paragraph.

    `style` is given to the first paragraph of each answer, as somebody may do in Word.
    """
    source = zipfile.ZipFile(io.BytesIO(form))
    root = etree.fromstring(source.read(_DOCUMENT))
    left = dict(answers)
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        item = tag.get(f"{_W}val").split("/")[-1].split("@")[0] if tag is not None else ""
        if item in left:
            _type_in(control, left.pop(item), style)
    assert not left, f"the form has no {', '.join(left)}"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            archive.writestr(part, etree.tostring(root) if part.filename == _DOCUMENT else source.read(part))
    return buffer.getvalue()


def _type_in(control: etree._Element, text: str, style: str) -> None:
    properties, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    assert properties is not None and content is not None
    for flag in properties.findall(f"{_W}showingPlcHdr"):
        properties.remove(flag)
    first, *others = text.split("\n")
    words = next(content.iter(f"{_W}t"))
    for prompted in list(content.iter(f"{_W}rStyle")):
        prompted.getparent().remove(prompted)
    words.text = first
    typed = content.find(f"{_W}p")
    for line in others:
        assert typed is not None, "only an answer can have several paragraphs"
        another = deepcopy(typed)
        next(another.iter(f"{_W}t")).text = line
        content.append(another)
    if style:
        next(content.iter(f"{_W}pStyle")).set(f"{_W}val", style)
