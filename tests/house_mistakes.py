"""House templates with one mistake each, made in python-docx from the template that comes with the product."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, Twips

from inspected_files import add_markup, add_picture, saved

HOUSE = Path(__file__).parent.parent / "templates" / "word" / "house.docx"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml."

WORD_NAMES = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Change = Callable[[Any], None]


def house(*changes: Change) -> bytes:
    """Return the product's template after some changes to it."""
    word = docx.Document(str(HOUSE))
    for change in changes:
        change(word)
    return saved(word)


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a Word file after a change to its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def lines(*texts: str) -> Change:
    """Return the change that adds paragraphs at the end."""

    def change(word: Any) -> None:
        for text in texts:
            word.add_paragraph(text)

    return change


def rows(*texts: tuple[str, ...]) -> Change:
    """Return the change that adds a table at the end; a line break begins a paragraph."""

    def change(word: Any) -> None:
        table = word.add_table(len(texts), len(texts[0]))
        table._tbl.tblPr.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="What there is"/>'))
        for row, words in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                first, *others = text.split("\n")
                cell.text = first
                for other in others:
                    cell.add_paragraph(other)

    return change


def markup(xml: str) -> Change:
    """Return the change that adds WordprocessingML at the end."""
    return lambda word: add_markup(word, xml)


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def box(text: str) -> str:
    """Return a paragraph with a text box."""
    return (
        '<w:p><w:r><w:pict><v:shape style="width:90pt;height:40pt"><v:textbox><w:txbxContent>'
        f"<w:p>{run(text)}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )


def external(kind: str, target: str) -> Change:
    """Return the change that adds a reference to something outside the file."""

    def change(word: Any) -> None:
        word.part.rels.get_or_add_ext_rel(f"{OFFICE}/{kind}", target)

    return change


def attached(target: str) -> Change:
    """Return the change that ties the file to another template."""

    def change(word: Any) -> None:
        identity = word.part._settings_part.rels.get_or_add_ext_rel(f"{OFFICE}/attachedTemplate", target)
        word.settings.element.insert(1, parse_xml(f'<w:attachedTemplate {nsdecls("w", "r")} r:id="{identity}"/>'))

    return change


def setting(xml: str) -> Change:
    """Return the change that adds a setting."""
    return lambda word: word.settings.element.insert(1, parse_xml(xml.replace("/>", f" {nsdecls('w')}/>")))


def without(style: str, *path: str) -> Change:
    """Return the change that takes an element out of a style."""

    def change(word: Any) -> None:
        element = word.styles[style].element
        for name in path:
            element = element.find(qn(name))
        element.getparent().remove(element)

    return change


def page(**lengths: Any) -> Change:
    """Return the change that sets lengths of every section."""

    def change(word: Any) -> None:
        for section in word.sections:
            for name, length in lengths.items():
                setattr(section, name, length)

    return change


def small_serifs(word: Any) -> None:
    word.styles["Normal"].font.name = "Times New Roman"
    word.styles["Normal"].font.size = Pt(10)


def character_style(word: Any) -> None:
    word.styles["PBC Note"].element.set(qn("w:type"), "character")


def languages(word: Any) -> None:
    word.styles["Normal"].element.get_or_add_rPr().append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US"/>'))
    french = run("Couleur", '<w:lang w:val="fr-FR"/>')
    markup(f"<w:p>{french}</w:p>")(word)


def two_columns(word: Any) -> None:
    word.sections[1]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")


def bare_header_and_footer(word: Any) -> None:
    for part in (word.sections[0].header, word.sections[0].footer):
        element = part._element
        for child in list(element):
            element.remove(child)
        part.add_paragraph()


def page_without_total(word: Any) -> None:
    footer = word.sections[0].footer.paragraphs[0]._p
    footer.remove(footer.findall(qn("w:fldSimple"))[1])


def body_in_header(word: Any) -> None:
    word.sections[0].header.paragraphs[0].text = "{{p body }}"


def no_body(word: Any) -> None:
    [paragraph] = [each for each in word.paragraphs if each.text == "{{p body }}"]
    paragraph.text = ""


def a_heading_without_contents(word: Any) -> None:
    [paragraph] = [each for each in word.paragraphs if each.text == "{{p contents }}"]
    paragraph.text = ""


def nothing_but_the_body(word: Any) -> None:
    body = word.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    for part in (word.sections[0].header, word.sections[0].footer):
        part.paragraphs[0].text = "Our PCT"
    word.add_paragraph("{{p body }}")


def comment(word: Any) -> None:
    word.add_comment(word.add_paragraph("said").runs, "why {{ title }}?")


def logo(word: Any) -> None:
    add_picture(word, "Logo of {{ organisation }} and {{ titel }}")


def content_type(other: bytes) -> Callable[[dict[str, bytes]], None]:
    """Return the change of a file's parts that makes it another kind of Word file."""

    def change(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(WORD + b"document.main+xml", other)

    return change


def strict(parts: dict[str, bytes]) -> None:
    names = {
        WORD_NAMES: b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        OFFICE.encode(): b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for part, content in parts.items():
        for usual, name in names.items():
            content = content.replace(usual, name)
        parts[part] = content


def embedded(parts: dict[str, bytes]) -> None:
    parts["word/embeddings/oleObject1.bin"] = b"x"
    parts["word/activeX/activeX1.xml"] = b"<x/>"


def hidden_in_a_comment(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body><!-- {{ 9 }} -->")


LETTER = {"page_width": Twips(12240), "page_height": Twips(15840)}
NARROW = {"left_margin": Cm(6), "right_margin": Cm(0.5), "gutter": Cm(2)}


MISTAKES: dict[str, Change] = {
    "a name mistyped": lines("{{ titel }} of {{ organisation }}"),
    "a name that there is not": lines("{{ chair }}"),
    "a name with a capital": lines("{{ Title }}"),
    "a name of two words": lines("{{ organisation name }}"),
    "a space before the p": lines("{{ p body }}"),
    "a placeholder left open": lines("{{ title"),
    "a placeholder left open before another": lines("By {{ title and {{ date }}"),
    "a brace short": lines("{{ title }"),
    "single braces": lines("{ title }, { other }"),
    "a closing brace alone": lines("the end }}"),
    "cut across paragraphs": lines("{{ title", "}} here"),
    "cut across cells": rows(("{{ title", "}}")),
    "nothing in the braces": lines("{{ }}"),
    "arithmetic": lines("{{ title * 3 }}"),
    "a filter that there is not": lines("{{ title|center(900) }}"),
    "a statement of another kind": lines("{% set name = 1 %}"),
    "a loop over something else": lines("{% for page in range(9) %}x{% endfor %}"),
    "a loop in a loop": lines("{% for line in control %}{% for each in control %}x{% endfor %}{% endfor %}"),
    "a condition that cannot be understood": lines("{%p if titel == %}", "{%p endif %}"),
    "an if without its end": lines("{%p if title %}"),
    "an end without its if": lines("{%p endif %}"),
    "an if and an end of two kinds": lines("{%p if title %}", "x", "{% endif %}"),
    "an if over several paragraphs": lines("{% if title %}", "x", "{% endif %}"),
    "an if with other words in its paragraph": lines("{%p if title %} x", "{%p endif %}"),
    "a row outside tables": lines("{%tr if title %}", "{%tr endif %}"),
    "a field of a line outside the table": lines("{{ line.label }}"),
    "fields of a line badly written": rows(
        ("{%tr for line in control %}", ""), ("{{ line.labl }}", "{{ line.runs }}"), ("{%tr endfor %}", "")
    ),
    "a for without its end": rows(("{%tr for line in control %}", ""), ("{{ line.label }}", "{{ line.value }}")),
    "a for and its end in one row": rows(
        ("{%tr for line in control %}{{ line.label }}", "{{ line.value }}{%tr endfor %}")
    ),
    "a cell left empty": rows(("{%p if title %}\n{%p endif %}",)),
    "what cannot be printed": lines("{{ control }}, {{ landscape }}"),
    "a p too many": lines("{{p title }}"),
    "an r too many": lines("{{r title }}"),
    "contents without their p": lines("{{ contents }}"),
    "contents among other words": lines("Here: {{p contents }}"),
    "contents in a table": rows(("{{p contents }}",)),
    "contents in a text box": markup(box("{{p contents }}")),
    "half in a link": markup(f"<w:p>{run('{{ tit')}<w:hyperlink w:anchor='a'>{run('le }}')}</w:hyperlink></w:p>"),
    "half in bold": markup(f"<w:p>{run('{{ tit')}{run('le }}', '<w:b/>')}</w:p>"),
    "the body in the header": body_in_header,
    "no body": no_body,
    "contents asked for and not there": a_heading_without_contents,
    "two bodies": lines("{{p body }}"),
    "nothing but the body": nothing_but_the_body,
    "a mistake in a picture's alternative text": logo,
    "a picture without words": lambda word: add_picture(word),
    "a comment": comment,
    "a heading without outline level": without("Heading 2", "w:pPr", "w:outlineLvl"),
    "a list style without a list": without("List Bullet", "w:pPr", "w:numPr"),
    "a style of another kind": character_style,
    "small serifs": small_serifs,
    "other languages": languages,
    "US Letter": page(**LETTER),
    "landscape": page(page_width=Cm(29.7), page_height=Cm(21)),
    "narrow": page(**NARROW),
    "two columns": two_columns,
    "neither header nor footer": bare_header_and_footer,
    "pages without their total": page_without_total,
    "a text box": markup(box("Beside the point")),
    "a tracked change": markup(f"<w:p><w:ins w:id='1' w:author='a'>{run('new')}</w:ins></w:p>"),
    "track changes on": setting("<w:trackRevisions/>"),
    "restricted editing": setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'),
    "a mail merge": setting("<w:mailMerge/>"),
    "a template elsewhere": attached("http://elsewhere.example/letters.dotm"),
    "a template on one's own drive": attached("file:///C:\\Templates\\letters.dotm"),
    "a linked picture": external("image", "http://elsewhere.example/logo.png"),
    "a linked object": external("oleObject", "file:///S:/figures.xls"),
    "a field that fetches": markup("<w:p><w:fldSimple w:instr=' INCLUDETEXT other.docx '/></w:p>"),
}
"""Each mistake with the change that makes it."""

RIGHT: dict[str, Change] = {
    "several ways to write": lines("{{title}}", "{{ title|upper }}", "{# a remark #}", "{{ title ~ date }}"),
    "an if within a line": lines("As of {{ date }}{% if subtitle %}: {{ subtitle }}{% else %}.{% endif %}"),
    "Word's quotation marks": lines("{% if title == “x” %}x{% endif %}"),
    "an if in a cell": rows(("{%p if title %}\n{{ title }}\n{%p endif %}",)),
    "split by Word's spelling marks": markup(
        f"<w:p>{run('{')}{run('{ tit')}<w:proofErr w:type='spellStart'/>{run('le }}')}</w:p>"
    ),
    "Welsh words": markup("<w:p>" + run("{{ title }}", '<w:lang w:val="cy-GB"/>') + "</w:p>"),
    "a link to a page": external("hyperlink", "http://www.nhs.uk/"),
}
"""Ways to write a template that are unusual, and right."""

OTHER_FILES: dict[str, Callable[[dict[str, bytes]], None]] = {
    "a file with macros": content_type(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a Word Template": content_type(WORD + b"template.main+xml"),
    "Strict Open XML": strict,
    "embedded objects": embedded,
    "a placeholder in a comment of the XML": hidden_in_a_comment,
}
"""Other kinds of Word file, each with the change of its parts."""
