"""`pbcgov house check`: what it finds in templates that are right, that have one mistake, and that are damaged."""

from __future__ import annotations

import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry, Resource

from command import pbcgov
from golden import golden
from hostile import files as hostile
from house_mistakes import (
    HOUSE,
    LETTER,
    MISTAKES,
    OTHER_FILES,
    RIGHT,
    box,
    comment,
    house,
    lines,
    markup,
    page,
    repacked,
    rows,
    small_serifs,
    without,
)
from inspected_files import saved
from pbc_checks.house import HouseCheck, Level, Trial, check_house
from pbc_checks.house.text_report import text_report
from pbc_checks.house.trial import SAMPLES
from pbc_checks.read import UnreadableFileError
from pbc_frameworks.data import data_folder
from pbc_generator.render.word import HouseTemplateError, render
from pbc_generator.render.word.placeholders import LINE_FIELDS, PLACEHOLDERS
from pbc_generator.render.word.style_uses import STYLE_USES
from render_sample import EVERY_BLOCK
from word_file import W, WordFile

DOCS = Path(__file__).parent.parent / "docs" / "house-template.md"
SIGNS = {Level.WRONG: "✗", Level.WARNING: "!"}


@cache
def alone(name: str) -> HouseCheck:
    """Return the check of a template with one mistake."""
    return check_house("house.docx", house(MISTAKES[name]))


def findings(check: HouseCheck) -> str:
    """Return what was found, four lines each: sign and rule, place, what is so, what to do."""
    return "".join(
        f"  {SIGNS[each.level]} {each.check}\n    at: {each.place or 'the whole file'}\n    {each.said}\n"
        f"    {each.action}\n"
        for each in check.findings
    )


def outcome(check: HouseCheck) -> str:
    return f"{findings(check)}  trial: {check.trial.value} {check.trial_said}".rstrip() + "\n"


def test_the_products_own_template_is_right_and_all_styles_are_its_own() -> None:
    check = check_house("house.docx", HOUSE.read_bytes())
    assert (check.findings, check.trial, check.usable, check.added) == ((), Trial.WORKED, True, ())
    assert [(use.written, use.place) for use in check.uses if use.place.startswith("the header")] == [
        ("{{ organisation }}", 'the header, in "{{ organisation }} – {{ title }}"'),
        ("{{ title }}", 'the header, in "{{ organisation }} – {{ title }}"'),
    ]
    assert {use.status.value for use in check.uses} == {"known"}


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_unusual_and_right_is_left_alone(name: str) -> None:
    check = check_house("house.docx", house(RIGHT[name]))
    assert (findings(check), check.trial) == ("", Trial.WORKED)


def test_each_mistake_alone_is_reported_with_its_place_and_what_to_do() -> None:
    written = "".join(f"{name}:\n{outcome(alone(name))}" for name in MISTAKES)
    assert written == golden("house/mistakes.txt", written)


def test_other_kinds_of_word_file_are_reported() -> None:
    files = {name: repacked(HOUSE.read_bytes(), change) for name, change in OTHER_FILES.items()}
    written = "".join(f"{name}:\n{outcome(check_house('house.docx', data))}" for name, data in files.items())
    assert written == golden("house/other-files.txt", written)


def test_all_mistakes_at_once_are_all_reported() -> None:
    # These take away what others spoil, or are undone by others.
    opposed = {
        "no body",
        "contents asked for and not there",
        "nothing but the body",
        "neither header nor footer",
        "US Letter",
    }
    names = [name for name in MISTAKES if name not in opposed]
    check = check_house("our-template.docx", house(*(MISTAKES[name] for name in names)))
    expected = {each.check for name in names for each in alone(name).findings}
    # Without a trial there is no document to inspect.
    assert expected - {each.check for each in check.findings} == {"accessibility-alt-text"}
    written = text_report(check)
    assert written == golden("house/every-mistake.txt", written)
    assert max(map(len, written.splitlines())) <= 100


@pytest.mark.parametrize("name", MISTAKES)
def test_no_template_passes_that_generate_refuses(name: str) -> None:
    data = house(MISTAKES[name])
    refused = False
    for sample in SAMPLES:
        try:
            render(sample, data)
        except HouseTemplateError:
            refused = True
    assert not (refused and alone(name).usable)


def test_a_template_of_the_pcts_own_says_which_styles_it_lacks() -> None:
    word = docx.Document()
    word.add_paragraph("{{p body }}")
    check = check_house("blank.docx", saved(word))
    names = {style.name.lower() for style in word.styles} | {"title", "caption"}
    told = [use.name for use in STYLE_USES if use.purpose]
    assert list(check.own) == [name for name in told if name.lower() in names]
    assert sorted((*check.own, *check.added)) == sorted(told)


def test_the_table_of_styles_is_that_of_the_products_template() -> None:
    styles = docx.Document(str(HOUSE)).styles.element.iterchildren(f"{W}style")
    assert [(use.name, use.kind) for use in STYLE_USES] == [
        (style.find(f"{W}name").get(f"{W}val"), style.get(f"{W}type")) for style in styles
    ]


def test_the_table_of_styles_has_every_style_that_a_document_uses() -> None:
    ids = {use.name.replace(" ", "").lower() for use in STYLE_USES}
    word = WordFile(render(EVERY_BLOCK))
    assert {name.lower() for name in word.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")} <= ids


def test_every_placeholder_of_the_table_works_as_it_is_written() -> None:
    word = docx.Document()
    for each in PLACEHOLDERS:
        if not each.written.startswith("{%"):
            word.add_paragraph(each.written)
    word.add_paragraph("{%p if landscape %}")
    word.add_paragraph("{%p endif %}")
    rows(("{%tr for line in control %}",), *((each.written,) for each in LINE_FIELDS), ("{%tr endfor %}",))(word)
    check = check_house("ours.docx", saved(word))
    assert ([use for use in check.uses if use.status.value != "known"], check.usable) == ([], True)


# ---- the command -----------------------------------------------------------------------------------


def test_a_right_template_is_status_0_a_wrong_one_1_and_an_unreadable_one_2(tmp_path: Path) -> None:
    wrong, broken = tmp_path / "wrong.docx", tmp_path / "broken.docx"
    wrong.write_bytes(house(lines("{{ titel }}")))
    broken.write_bytes(hostile.ENCRYPTED_WORD)
    assert pbcgov("house", "check", HOUSE).out == text_report(check_house(str(HOUSE), HOUSE.read_bytes()))
    assert [pbcgov("house", "check", path).status for path in (HOUSE, wrong, broken)] == [0, 1, 2]
    assert pbcgov("house", "check", broken).err == (
        f"pbcgov: {broken}: the file is protected by a password. Open it in Word, take the password off (File, Info, "
        "Protect Document), save it, and send that.\n"
    )


def test_a_template_with_warnings_only_is_status_0(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(house(page(**LETTER)))
    result = pbcgov("house", "check", path)
    assert (result.status, result.out.splitlines()[1]) == (0, "The template can be used; 1 thing to look at.")


def test_the_json_report_fits_its_schema_and_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "wrong.docx"
    path.write_bytes(house(lines("{{ titel }}"), small_serifs))
    result = pbcgov("house", "check", path, "--format", "json")
    report = json.loads(result.out)
    schemas = {
        each.name: json.loads(each.read_text(encoding="utf-8")) for each in data_folder("schemas").glob("*.json")
    }
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    validator = Draft202012Validator(schemas["house-check.schema.json"], registry=registry)
    assert [error.message for error in validator.iter_errors(report)] == []
    check = check_house(str(path), path.read_bytes())
    assert (result.status, report["usable"]) == (1, False)
    assert [(each["level"], each["check"]) for each in report["findings"]] == [
        ("wrong", "placeholder-unknown"),
        ("warning", "body-font"),
        ("warning", "body-size"),
    ]
    assert [each["written"] for each in report["placeholders"]] == [use.written for use in check.uses]
    assert pbcgov("house", "check", path, "--format", "json") == result


def test_the_list_has_every_placeholder_and_every_style() -> None:
    text = pbcgov("house", "check", "--list").out
    data = json.loads(pbcgov("house", "check", "--list", "--format", "json").out)
    assert [each["written"] for each in data["placeholders"]] == [
        each.written for each in (*PLACEHOLDERS, *LINE_FIELDS)
    ]
    assert [each["name"] for each in data["styles"]] == [use.name for use in STYLE_USES if use.purpose]
    assert [each["written"] for each in data["placeholders"] if f"\n  {each['written']}" not in text] == []
    assert [each["name"] for each in data["styles"] if f"\n  {each['name']} " not in text] == []
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("arguments", [(), (HOUSE, "--list")])
def test_neither_or_both_of_file_and_list_are_refused(arguments: tuple[Any, ...]) -> None:
    result = pbcgov("house", "check", *arguments)
    assert (result.status, result.out) == (2, "")
    assert "Name the template to check, such as house.docx; or give --list alone." in result.err


# ---- the documentation -----------------------------------------------------------------------------


def test_the_documentation_lists_every_placeholder() -> None:
    rows_of_table = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `{")]
    assert rows_of_table == [
        f"| `{each['written']}` | {each['means']} | {each['example']} | {each['where']} |"
        for each in json.loads(pbcgov("house", "check", "--list", "--format", "json").out)["placeholders"]
    ]


def test_the_documentation_shows_a_report_as_it_is() -> None:
    data = house(
        lines("{{ titel }}", "{%p if subtitle %}"),
        markup(box("{{ date }}")),
        comment,
        small_serifs,
        without("Heading 2", "w:pPr", "w:outlineLvl"),
    )
    report = text_report(check_house("our-template.docx", data))
    shown = re.findall(r"```text\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert shown == golden("house/documented.txt", report.split("\nPlaceholders, as")[0])


# ---- damaged files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty."),
        (HOUSE.read_bytes()[:4000], "the file is damaged: it seems to have been cut off, or changed on its way."),
        (hostile.zip_bomb(), hostile.FAR_TOO_MUCH),
        (hostile.word_with_entities(), "the file holds declarations that no Word document has."),
        (hostile.word_without_document(), "the Word document is damaged inside."),
        (hostile.ENCRYPTED_WORD, "the file is protected by a password."),
        (hostile.OLD_WORD, "the file is a Word 97-2003 document (.doc), which cannot be read here."),
        (hostile.EXCEL, "the file is not Word."),
        (hostile.scanned_pdf(), "the file is not Word."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError) as error:
        check_house("house.docx", data)
    assert error.value.problem == said


def test_entities_in_a_part_that_only_the_trial_reads_are_refused() -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        parts["docProps/app.xml"] = b'<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'

    with pytest.raises(UnreadableFileError) as error:
        check_house("house.docx", repacked(HOUSE.read_bytes(), spoil))
    assert error.value.problem == "the file holds declarations that no Word document has."


def damaged(seed: int) -> bytes:
    """Return the template damaged in a way that the seed decides."""
    chance = random.Random(seed)  # noqa: S311
    data = HOUSE.read_bytes()
    way = seed % 4
    if way == 0:
        return data[: chance.randrange(len(data))]
    if way == 1:
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)

    def spoil(parts: dict[str, bytes]) -> None:
        name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        if chance.random() < 0.2:
            del parts[name]
            return
        root = etree.fromstring(parts[name])
        elements = list(root.iter())
        for _ in range(chance.randrange(1, 6)):
            element = chance.choice(elements)
            match chance.randrange(4):
                case 0 if element.getparent() is not None:
                    element.getparent().remove(element)
                case 1 if element.attrib:
                    element.set(chance.choice(list(element.attrib)), chance.choice(["", "-1", "9" * 30, "{{ title }}"]))
                case 2:
                    element.tag = chance.choice(elements).tag
                case _:
                    element.text = chance.choice(["{{", "}}", "{%p endif %}", "{{p body }}", "{" * 50, "{% if %}"])
        parts[name] = etree.tostring(root)

    return repacked(data, spoil)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_whatever_the_damage_there_is_a_report_or_a_reason(start: int) -> None:
    outcomes = set()
    for seed in range(start, start + 50):
        try:
            check = check_house("house.docx", damaged(seed))
        except UnreadableFileError as error:
            outcomes.add("unreadable")
            assert str(error).startswith("house.docx: ")
        else:
            outcomes.add("read")
            assert text_report(check).isascii() is False
    assert outcomes == {"unreadable", "read"}


def test_a_file_of_many_placeholders_is_read_to_its_end_and_one_of_far_too_many_refused() -> None:
    check = check_house("house.docx", house(lines(*["{{ titel }}" * 20] * 50)))
    assert len([each for each in check.findings if each.check == "placeholder-unknown"]) == 1000
    with pytest.raises(UnreadableFileError, match="more than 2,000 placeholders, far more than any template needs"):
        check_house("house.docx", house(lines("{{ titel }}" * 3000)))


def test_braces_without_end_are_told_once() -> None:
    check = check_house("house.docx", house(lines("{{" * 100_000)))
    assert [(each.check, each.action) for each in check.findings] == [
        ("placeholder-badly-written", "Each {{ needs its }}."),
    ]
