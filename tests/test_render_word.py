"""The Word renderer: a file that Word opens without repair, in the default house template or a PCT's own."""

from __future__ import annotations

import dataclasses
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Twips

from golden import golden
from pbc_frameworks.tags import building_block_name
from pbc_generator.document import (
    Answer,
    Block,
    ControlLine,
    Document,
    Field,
    FieldKind,
    Heading,
    ItemList,
    Paragraph,
    ParagraphKind,
    Signature,
    Table,
    Text,
)
from pbc_generator.render.errors import RenderError
from pbc_generator.render.word import HouseTemplateError, render
from pbc_generator.render.word.tables import column_widths
from render_sample import EVERY_BLOCK, HOSTILE
from word_file import W, WordFile, words

TEMPLATES = Path(__file__).parent.parent / "templates" / "word"
HOUSE = TEMPLATES / "house.docx"

HOSTILE_IN_WORD = (
    *HOSTILE,
    "<w:p><w:r><w:t>injected</w:t></w:r></w:p>",
    "{{ organisation }} {_{ title }_} {% if %} {# comment #} {%p endif %} {{p body }}",
    "<!--pbcgov body--> <!--pbcgov contents-->",
    "&#x41; &lt; ]]>",
    "\U0001f3e5 a hospital, ½ & £",
    "Pneumonoultramicroscopicsilicovolcanoconiosis" * 9,
)


def with_blocks(*blocks: Block, **changes: Any) -> Document:
    return dataclasses.replace(EVERY_BLOCK, blocks=(Heading(1, "Opening", "opening"), *blocks), **changes)


def rendered(*blocks: Block, **changes: Any) -> WordFile:
    return WordFile(render(with_blocks(*blocks, **changes)))


def house(*paragraphs: str) -> bytes:
    """Return a house template such as a PCT might make, from python-docx's own blank document."""
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    return saved(word)


def saved(word: Any) -> bytes:
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def test_every_kind_of_block_is_written_as_in_the_golden_dump() -> None:
    written = WordFile(render(EVERY_BLOCK)).dump()
    assert written == golden("word/every-block.txt", written)


@pytest.mark.parametrize("changes", [{}, {"landscape": True}, {"contents": False}, {"control": ()}, {"subtitle": ""}])
def test_word_has_nothing_to_object_to(changes: dict[str, Any]) -> None:
    assert WordFile(render(dataclasses.replace(EVERY_BLOCK, **changes))).broken_rules() == []


def test_the_house_template_has_nothing_to_object_to() -> None:
    assert WordFile(HOUSE.read_bytes()).broken_rules() == []


def test_two_renderings_are_the_same_bytes_and_name_no_time_of_their_own() -> None:
    first = render(EVERY_BLOCK)
    assert first == render(EVERY_BLOCK)
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_house_template_is_what_its_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(TEMPLATES), *sys.path])
    import build_house

    with zipfile.ZipFile(BytesIO(build_house.build())) as built, zipfile.ZipFile(HOUSE) as kept:
        assert {name: built.read(name) for name in built.namelist()} == {
            name: kept.read(name) for name in kept.namelist()
        }


def test_properties_are_the_documents_own_and_dated_by_the_document() -> None:
    word = WordFile(render(EVERY_BLOCK))
    core = {element.tag.split("}")[1]: element.text for element in word.part("docProps/core.xml")}
    assert core == {
        "title": "PBC business case",
        "subject": "Practice based commissioning business case, Hertfordshire framework 2007",
        "creator": "Watling and Chess Valley Primary Care Trust",
        "keywords": "practice based commissioning, business case",
        "language": "en-GB",
        "lastModifiedBy": "Watling and Chess Valley Primary Care Trust",
        "revision": "1",
        "created": "2007-04-01T00:00:00Z",
        "modified": "2007-04-01T00:00:00Z",
    }
    company = word.find("//app:Company", "docProps/app.xml")
    assert [element.text for element in company] == ["Watling and Chess Valley Primary Care Trust"]
    assert word.find("//w:rPrDefault/w:rPr/w:lang/@w:val", "word/styles.xml") == ["en-GB"]
    assert word.find("//w:themeFontLang/@w:val", "word/settings.xml") == ["en-GB"]


def test_another_language_is_said_where_word_looks_for_it() -> None:
    word = rendered(language="cy-GB")
    assert word.find("//w:rPrDefault/w:rPr/w:lang/@w:val", "word/styles.xml") == ["cy-GB"]


def test_cover_header_and_footer_say_what_the_document_is() -> None:
    word = WordFile(render(EVERY_BLOCK))
    assert word.text.splitlines()[:4] == [
        "Watling and Chess Valley Primary Care Trust",
        "PBC business case",
        "For practices and localities that propose to redesign a service",
        "1 April 2007",
    ]
    running = [words(word.part(name)) for name in word.names if name.startswith(("word/header", "word/footer"))]
    assert sorted(running) == [
        "",
        "",
        "1 April 2007→Page 1 of 1",
        "Watling and Chess Valley Primary Care Trust – PBC business case",
    ]
    fields = [
        field
        for name in word.names
        if name.startswith("word/footer")
        for field in word.find("//w:fldSimple/@w:instr", name)
    ]
    assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]


def test_contents_link_to_the_headings_and_ask_word_for_page_numbers() -> None:
    word = WordFile(render(EVERY_BLOCK))
    assert word.find("//w:fldChar[@w:fldCharType='begin']/@w:dirty") == ["true"]
    assert [field.text for field in word.find("//w:instrText")] == [' TOC \\o "1-3" \\h \\z \\u ']
    assert len(word.find("//w:fldChar[@w:fldCharType='begin']")) == len(word.find("//w:fldChar[@w:fldCharType='end']"))
    targets = word.find("//w:hyperlink/@w:anchor")
    assert targets == ["purpose", "decision", "proposal", "risks", "findings", "why", "signatures"]


def test_a_document_without_contents_has_no_contents_page() -> None:
    assert "Contents" not in rendered(contents=False).text
    assert "Contents" not in WordFile(render(dataclasses.replace(EVERY_BLOCK, blocks=()))).text


def test_bookmark_names_are_ones_that_word_allows_and_never_shared() -> None:
    long = "a-heading-with-a-name-that-is-longer-than-forty-characters"
    ids = ("2007-budget", "a-b", "a_b", "A.b", f"{long}-one", f"{long}-two")
    word = rendered(*(Heading(2, identity, identity) for identity in ids))
    assert word.find("//w:bookmarkStart/@w:name") == [
        "opening",
        "h_2007_budget",
        "a_b",
        "a_b_2",
        "A_b_3",
        "a_heading_with_a_name_that_is_longer_tha",
        "a_heading_with_a_name_that_is_longer_t_2",
    ]


def test_hostile_words_are_printed_as_they_stand_wherever_they_are() -> None:
    for text in HOSTILE_IN_WORD:
        document = Document(
            name="hostile",
            title=text,
            subtitle=text,
            organisation=text,
            subject=text,
            date=date(2007, 4, 1),
            control=(ControlLine(text, (Text(text),)),),
            keywords=(text,),
            blocks=(
                Heading(1, text, "heading"),
                Paragraph((Text(text),)),
                Table((text,), (((Text(text),),),), caption=text, summary=text),
                Field("field", text, FieldKind.CHOICE, (text, text)),
                Answer("answer", text, text),
                Signature(text, text, text),
            ),
        )
        word = WordFile(render(document))
        assert word.broken_rules() == []
        lines = word.text.splitlines()
        # Cover 3, control table 2, contents, heading, paragraph, caption, header, cell, answer.
        # Beside the field and the three lines of the signature stand other words.
        assert lines.count(text) == 12
        assert sum(text in line for line in lines) == 16
        assert word.find("//dc:title", "docProps/core.xml")[0].text == text[:255]
        assert word.find("//w:tblDescription/@w:val")[-1] == text


def test_characters_that_xml_cannot_carry_are_left_out_and_lines_kept() -> None:
    word = rendered(Paragraph((Text("one\x00\x08\x0b two\ud800\r\nthree\ufffe\nfour"),)))
    assert word.dump().splitlines()[-1] == "(default): one⏎ two\ufffd⏎three\ufffd⏎four"


def test_every_answer_and_field_is_a_locked_control_that_shows_its_prompt() -> None:
    tag = "hertfordshire-2007/business-case/risks@1"
    word = rendered(Answer(tag, "Risks", "What could go wrong?"))
    [control] = word.find("//w:sdt/w:sdtPr")
    number = control.find(f"{W}id").get(f"{W}val")
    assert 0 < int(number) < 2**31
    assert [(child.tag.removeprefix(W), child.get(f"{W}val")) for child in control] == [
        ("alias", "Risks"),
        ("tag", tag),
        ("id", number),
        ("lock", "sdtLocked"),
        ("placeholder", None),
        ("showingPlcHdr", None),
    ]
    [block] = word.find("//w:docPart", "word/glossary/document.xml")
    assert block.find(f"{W}docPartPr/{W}name").get(f"{W}val") == building_block_name(tag)
    assert words(block) == "What could go wrong?"


def test_what_is_typed_into_a_control_is_found_again_by_its_tag() -> None:
    """python-docx saves what Word would: the control keeps its tag, its content is the answer."""
    word = docx.Document(BytesIO(render(EVERY_BLOCK)))
    for control in word.element.iter(f"{W}sdt"):
        properties = control.find(f"{W}sdtPr")
        for flag in properties.findall(f"{W}showingPlcHdr"):
            properties.remove(flag)
        for text in list(control.iter(f"{W}t"))[:1]:
            text.text = f"typed into {properties.find(f'{W}tag').get(f'{W}val')}"
    completed = WordFile(saved(word))
    typed = {
        control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): words(control.find(f"{W}sdtContent"))
        for control in completed.find("//w:sdt")
    }
    tags = ["practice", "date", "kind", "consent", "hertfordshire-2007/business-case/risks@1"]
    assert typed == {tag: f"typed into {tag}" for tag in [*tags, "c1", "b1", "s2", "c2", "b2"]}


@pytest.mark.parametrize("length", [0, 65])
def test_a_tag_that_word_would_refuse_is_an_error(length: int) -> None:
    with pytest.raises(ValueError, match=f"has {length} characters; a content control takes 1 to 64"):
        rendered(Answer("x" * length, "Risks", "What could go wrong?"))


def test_a_title_longer_than_word_allows_is_cut() -> None:
    [title] = rendered(Answer("x" * 64, "long " * 20, "")).find("//w:alias/@w:val")
    assert title == "long " * 12 + "lon…"


def test_the_same_tag_twice_gets_two_numbers() -> None:
    word = rendered(Field("twice", "One"), Field("twice", "Other"))
    first, second = map(int, word.find("//w:sdt/w:sdtPr/w:id/@w:val"))
    assert second == first + 1


def test_choices_are_offered_once_each() -> None:
    word = rendered(Field("kind", "Kind", FieldKind.CHOICE, ("Pilot", "Redesign", "Pilot", "")))
    assert word.find("//w:listItem/@w:value") == ["Pilot", "Redesign"]


def test_each_numbered_list_begins_again_at_one() -> None:
    items = ((Text("first"),), (Text("second"),))
    word = rendered(ItemList(items, ordered=True), ItemList(items, ordered=True), ItemList(items))
    first, again, second, _ = word.find("//w:pPr/w:numPr/w:numId/@w:val")
    assert first == again != second
    starts = {
        number.get(f"{W}numId"): number.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val")
        for number in word.find("//w:num[w:lvlOverride]", "word/numbering.xml")
    }
    assert starts == {first: "1", second: "1"}


def test_tables_repeat_their_header_keep_rows_whole_and_say_what_they_show() -> None:
    word = WordFile(render(EVERY_BLOCK))
    money = word.find("//w:tbl[w:tblPr/w:tblCaption/@w:val='Money over two years']")[0]
    description = "One row a year: what the service costs and saves, and whether it was checked."
    assert money.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val") == description
    assert money.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstColumn") == "1"
    rows = money.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert word.find("//w:gridSpan | //w:vMerge") == []


def test_columns_fill_the_page_and_are_no_narrower_than_their_longest_word() -> None:
    def widths(relative: tuple[int, ...], *header: str) -> list[int]:
        return column_widths(Table(header, (), "caption", "summary", relative), 9412)

    assert widths((), "Year", "Cost") == [4706, 4706]
    assert widths((1, 3), "Year", "Cost") == [2353, 7059]
    squeezed = widths((1, 20), "Commissioner", "Cost")
    assert sum(squeezed) == 9412
    assert squeezed[0] == 240 + 132 * len("Commissioner")
    assert sum(widths((), *("Commissioning",) * 12)) == 9412


def test_landscape_turns_every_page_and_the_table_with_it() -> None:
    word = rendered(Table(("One",), (), "Caption", "Summary"), landscape=True)
    assert {(page.get(f"{W}w"), page.get(f"{W}h")) for page in word.find("//w:pgSz")} == {("16838", "11906")}
    assert word.find("//w:tbl[last()]/w:tblPr/w:tblW/@w:w")[-1] == "14344"
    footer = word.find("//w:style[@w:styleId='Footer']//w:tab/@w:pos", "word/styles.xml")
    assert footer == ["14344"]


def test_tables_and_answers_that_meet_stay_apart() -> None:
    table = Table(("One",), (), "", "Summary")
    word = rendered(table, table, Answer("a", "A", ""), Answer("b", "B", ""))
    assert word.broken_rules() == []
    tops = [line for line in word.dump().splitlines() if not line.startswith(" ")]
    assert tops[-7:] == [
        "table: Summary",
        "PBCEnd:",
        "table: Summary",
        "control a (rich text)",
        "PBCEnd:",
        "control b (rich text)",
        "PBCEnd:",
    ]


def test_guidance_stays_on_the_page_of_the_answer_it_is_about() -> None:
    guidance = ParagraphKind.GUIDANCE
    word = rendered(
        Paragraph((Text("Above"),)),
        Paragraph((Text("Question"),), guidance),
        ItemList(((Text("Hint"),),), kind=guidance),
        Answer("a", "A", "Prompt"),
        Paragraph((Text("Other guidance"),), guidance),
        Paragraph((Text("Below"),)),
    )
    kept = [words(paragraph) for paragraph in word.find("//w:p[w:pPr/w:keepNext]")]
    assert kept == ["Question", "Hint"]


def test_a_field_with_a_long_label_stands_on_a_line_of_its_own() -> None:
    word = rendered(Field("short", "Name"), Field("long", "Organisation in which the interest lies"))
    assert word.text.splitlines()[-2:] == [
        "Name→Enter text",
        "Organisation in which the interest lies⏎Enter text",
    ]


def test_a_skipped_heading_level_is_an_error() -> None:
    with pytest.raises(RenderError, match="has level 3 straight after level 1"):
        rendered(Heading(3, "Deep", "deep"))


# ---- a PCT's own template --------------------------------------------------------------------------


def test_a_template_of_the_pcts_own_keeps_its_words_and_gets_the_styles_it_lacks() -> None:
    word = WordFile(render(EVERY_BLOCK, house("Our PCT: {{ title }}", "{{p body }}", "The end of {{ date }}")))
    assert word.broken_rules() == []
    lines = word.text.splitlines()
    assert (lines[0], lines[-1]) == ("Our PCT: PBC business case", "The end of 1 April 2007")
    names = word.find("//w:style/w:name/@w:val", "word/styles.xml")
    assert {"heading 1", "PBC Clause", "PBC Guidance", "PBC Answer", "PBC Table"} <= set(names)
    assert len(names) == len(set(names))
    assert "docProps/thumbnail.jpeg" not in word.names


def test_a_template_from_another_language_of_word_keeps_its_own_style_ids() -> None:
    own = docx.Document()
    heading = own.styles["Heading 1"].element
    heading.set(f"{W}styleId", "berschrift1")
    for reference in own.styles.element.xpath("//*[@w:val='Heading1']"):
        reference.set(f"{W}val", "berschrift1")
    own.add_paragraph("{{p body }}")
    word = WordFile(render(EVERY_BLOCK, saved(own)))
    assert word.broken_rules() == []
    assert len(word.find("//w:p[w:pPr/w:pStyle/@w:val='berschrift1']")) == 3


def test_a_template_without_lists_gets_lists() -> None:
    own = docx.Document()
    for name in ("List Bullet", "List Number"):
        own.styles[name].delete()
    own.add_paragraph("{{p body }}")
    for key, relation in list(own.part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del own.part.rels[key]
    for style in own.styles.element.iter(f"{W}style"):
        for properties in style.findall(f"{W}pPr"):
            for reference in properties.findall(f"{W}numPr"):
                properties.remove(reference)
    word = WordFile(render(EVERY_BLOCK, saved(own)))
    assert word.broken_rules() == []
    assert sorted(word.find("//w:abstractNum//w:numFmt/@w:val", "word/numbering.xml")) == [
        *["bullet"] * 3,
        *["decimal"] * 3,
    ]


def test_a_form_used_as_a_template_keeps_its_own_controls() -> None:
    own = docx.Document(BytesIO(rendered(Answer("own", "Own", "The PCT's own question")).data))
    own.add_paragraph("{{p body }}")
    word = WordFile(render(with_blocks(Answer("new", "New", "Another question")), saved(own)))
    assert word.broken_rules() == []
    blocks = [words(block) for block in word.find("//w:docPart", "word/glossary/document.xml")]
    assert blocks == ["The PCT's own question", "Another question"]


NOT_USABLE = "The Word house template cannot be used: "


@pytest.mark.parametrize(
    ("paragraphs", "message"),
    [
        (
            ["{{ title }}"],
            "it has no {{p body }}. Put it in a paragraph of its own where the text should go.",
        ),
        (["{{p body }}", "{{p body }}"], "it has {{p body }} 2 times. Keep one of them."),
        (
            ["Here: {{ body }}"],
            "its placeholder for body stands inside other text, a table or a text box. "
            "Write it with its p, {{p body }}, in a paragraph of its own.",
        ),
        (
            ["{{ chair }}", "{{p body }}"],
            "the text has a placeholder for something unknown: 'chair' is undefined. "
            "Use one of: body, contents, control, date, landscape, organisation, subject, subtitle, title.",
        ),
        (
            ["{{p body }}", "By {{ title"],
            "the text has a badly written placeholder near 'By {{ title' (unexpected '/'). "
            "Check in Word that each {{ has its }} and each {% its %}.",
        ),
        (
            ["{{ 1 / 0 }}", "{{p body }}"],
            "the text has a placeholder that cannot be worked out (a template may not say 'div'). Correct it in Word.",
        ),
        (
            ["{{ title.__class__.__mro__ }}", "{{p body }}"],
            "the text has a placeholder that cannot be worked out (access to attribute '__class__'",
        ),
    ],
)
def test_a_template_with_a_mistake_is_refused_with_what_to_do(paragraphs: list[str], message: str) -> None:
    with pytest.raises(HouseTemplateError) as refused:
        render(EVERY_BLOCK, house(*paragraphs))
    assert str(refused.value).startswith(NOT_USABLE + message)


def test_a_mistake_in_a_header_is_said_to_be_there() -> None:
    own = docx.Document()
    own.add_paragraph("{{p body }}")
    own.sections[0].header.paragraphs[0].text = "{{ chairman }}"
    with pytest.raises(HouseTemplateError, match=r"a page header has .*: 'chairman' is undefined"):
        render(EVERY_BLOCK, saved(own))


def test_tags_that_cut_across_rows_are_refused() -> None:
    own = docx.Document()
    table = own.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "{%tr for line in control %}"
    own.add_paragraph("{%p endfor %}")
    own.add_paragraph("{{p body }}")
    with pytest.raises(HouseTemplateError, match="the text has placeholders that cut across paragraphs or rows"):
        render(EVERY_BLOCK, saved(own))


@pytest.mark.parametrize("content", [b"", b"not a zip file", HOUSE.read_bytes()[:4000], b"\xd0\xcf\x11\xe0" * 600])
def test_a_template_that_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(HouseTemplateError, match=r"it is not a Word document \(\.docx\)"):
        render(EVERY_BLOCK, content)


def test_a_zip_file_that_is_no_word_document_is_refused() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(HouseTemplateError, match=r"it is not a Word document \(\.docx\)"):
        render(EVERY_BLOCK, target.getvalue())


def test_a_template_with_damaged_parts_is_refused_with_what_to_do() -> None:
    own = docx.Document(HOUSE)
    for style in own.styles.element.iterchildren(f"{W}style"):
        style.remove(style.find(f"{W}name"))
    with pytest.raises(HouseTemplateError, match=r"parts of the file are damaged\. Open it in Word"):
        render(EVERY_BLOCK, saved(own))


def test_a_template_whose_bookmark_has_an_odd_number_is_used() -> None:
    own = docx.Document(HOUSE)
    own.element.body.insert(0, own.element.makeelement(f"{W}bookmarkStart", {f"{W}id": "one", f"{W}name": "top"}))
    assert WordFile(render(EVERY_BLOCK, saved(own))).text == WordFile(render(EVERY_BLOCK)).text


def test_every_header_of_a_draft_is_stamped_beside_its_words_whatever_the_template() -> None:
    own = docx.Document()
    own.settings.odd_and_even_pages_header_footer = True
    section = own.sections[0]
    section.different_first_page_header_footer = True
    for header in (section.header, section.first_page_header, section.even_page_header):
        header.paragraphs[0].text = "{{ title }}"
    own.add_paragraph("{{p body }}")
    draft = dataclasses.replace(EVERY_BLOCK, draft=True)
    stamped = {
        "the product's": WordFile(render(draft)),
        "with three headers": WordFile(render(draft, saved(own))),
        "without any": WordFile(render(draft, house("{{p body }}"))),
    }
    assert {name: headers(word) for name, word in stamped.items()} == {
        "the product's": [
            ("", ["DRAFT"]),
            ("Watling and Chess Valley Primary Care Trust – PBC business case", ["DRAFT"]),
        ],
        "with three headers": [("PBC business case", ["DRAFT"])] * 3,
        "without any": [("", ["DRAFT"])],
    }
    assert {text for word in stamped.values() for text in word.broken_rules()} == set()


def headers(word: WordFile) -> list[tuple[str, list[str]]]:
    """Return the words of each header, and what is stamped on its pages."""
    return sorted(
        (words(word.part(name)), word.part(name).xpath("//@string"))
        for name in word.names
        if name.startswith("word/header")
    )


def test_a_gutter_is_no_room_for_tables() -> None:
    own = docx.Document(str(HOUSE))
    for section in own.sections:
        section.gutter = Twips(412)
    word = WordFile(render(with_blocks(Table(("One",), (), "Caption", "Summary")), saved(own)))
    assert word.find("//w:tbl[last()]/w:tblPr/w:tblW/@w:w")[-1] == "9000"


def test_a_template_may_not_make_a_document_swell() -> None:
    for text in ("{{ 'x' * 9 }}", "{{ 9 ** 9 }}", "{% for n in range(9) %}x{% endfor %}", "{{ title|center(99) }}"):
        with pytest.raises(HouseTemplateError):
            render(EVERY_BLOCK, house(text, "{{p body }}"))


def test_a_caption_stays_with_its_table_though_the_templates_own_style_says_nothing_of_it() -> None:
    own = docx.Document()
    own.add_paragraph("{{p body }}")
    assert own.styles["Caption"].paragraph_format.keep_with_next is None
    word = WordFile(render(with_blocks(Table(("One",), (), "Costs", "Summary")), saved(own)))
    assert [words(paragraph) for paragraph in word.find("//w:p[w:pPr/w:keepNext]")] == ["Costs"]
