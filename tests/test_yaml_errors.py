"""What somebody reads who has made a mistake in a file: the file, the line, what is wrong and what to do, in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_frameworks.data import data_folder
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import load_folder
from pbc_frameworks.yaml_file import parse_yaml, read_yaml
from small_framework import FILES, write_framework

CONCEPTS = ", ".join(sorted(path.stem for path in data_folder("frameworks").glob("concepts/[a-z]*.yaml")))

MISTAKES = {
    "quotation mark not closed": (
        "framework",
        ('version: "1"', 'version: "1'),
        "3: A quotation mark is opened here and closed only in line 7. Close it where the text ends.",
    ),
    "last quotation mark not closed": (
        "business-case",
        ("action: List", 'action: "List'),
        "20: A quotation mark is opened here and not closed. Close it.",
    ),
    "two colons in a line": (
        "framework",
        ("summary: A small framework.", "summary: Note: a small framework."),
        "4: There is a colon too many here, or the line is indented too far. Put text that contains a colon in "
        "quotation marks, and begin the line under the one it belongs with.",
    ),
    "bracket not closed": (
        "conflicts",
        ("[A nil return is made.]", "[A nil return is made."),
        "8: A list in [brackets] begins here and is not closed, or a comma is missing in it.",
    ),
    "tab": (
        "bodies",
        ("    title: Committee", "\ttitle: Committee"),
        "3: A tab stands in this line. Indent with spaces.",
    ),
    "percent sign first": (
        "business-case",
        ("action: List the risks.", "action: %List the risks."),
        "20: The text begins with a character that has a meaning of its own here. Put the text in quotation marks; "
        "indent with spaces, not with tabs.",
    ),
    "indentation": (
        "business-case",
        ("    title: Criteria", "   title: Criteria"),
        "9: This line stands where the next '- ' of a list was expected. Begin it under the lines it belongs with.",
    ),
    "text after a quotation": (
        "framework",
        ('version: "1"', 'version: "1" of 2008'),
        "3: This line is not indented like the lines it belongs with, or goes on after a closing quotation mark. Begin "
        "lines that belong together one under another, and put the whole text in quotation marks.",
    ),
    "braces not quoted": (
        "agreement",
        ('party: "{{ pct.name }}"', "party: {{ pct.name }}"),
        "11: A key has to be a word. Put text that begins with a brace in quotation marks.",
    ),
    "control character": (
        "framework",
        ("area: North", "area: No\x07rth"),
        "6: A control character (U+0007) stands in this line. Delete it, or type the line again.",
    ),
    "second document": (
        "framework",
        ("offices:", "---\noffices:"),
        "8: A line of three hyphens begins a second document here. Remove it and what follows it.",
    ),
    "asterisk": (
        "framework",
        ("area: North", "area: *North*"),
        "6: A text that begins with '*' has to be in quotation marks.",
    ),
    "exclamation mark": (
        "framework",
        ("area: North", "area: !North now"),
        "6: A text that begins with '!' has to be in quotation marks.",
    ),
    "key twice": (
        "framework",
        ("area: North", "area: North\narea: South"),
        "7: The key 'area' stands here a second time. Remove or rename one of them.",
    ),
    "unknown key with a near one": (
        "business-case",
        ("guidance: Name", "guidence: Name"),
        "12: 'groups 1 / requirements 1' has no 'guidance'. Add a line 'guidance: …' to it (help for whoever answers, "
        "in Markdown).\n{path}:16: 'guidence' is not a key this file may have here. Did you mean 'guidance'?",
    ),
    "unknown key like no other": (
        "conflicts",
        ("means: Money.", "means: Money., colour: red"),
        "10: 'colour' is not a key this file may have here. Keys allowed here: id, title, means.",
    ),
    "missing value": (
        "framework",
        ("area: North\n", ""),
        "1: The file has no 'area'. Add a line 'area: …' to it (where it is in force).",
    ),
    "empty value": (
        "framework",
        ("area: North", "area:"),
        "6: 'area' is empty. It has to be text (put it in quotation marks).",
    ),
    "blank text": (
        "framework",
        ("area: North", 'area: "  "'),
        "6: 'area' is blank. Write its text, or remove the line.",
    ),
    "number for text": (
        "framework",
        ('version: "1"', "version: 1.0"),
        "3: 'version' is '1.0'. It has to be text (put it in quotation marks).",
    ),
    "text for number": (
        "parameters",
        ("value: 4,", "value: four,"),
        "2: 'parameters / aim / value' is 'four'. It has to be a number.",
    ),
    "text for list": (
        "conflicts",
        ("conventions: [A nil return is made.]", "conventions: A nil return is made."),
        "8: 'conventions' is 'A nil return is made.'. It has to be a list (lines that start with '- ').",
    ),
    "list for keys": (
        "framework",
        ("offices:\n  chair: Chair of the committee", "offices:\n  - chair"),
        "8: 'offices' is a list. It has to be a group of keys (lines such as 'key: value').",
    ),
    "empty list": (
        "conflicts",
        ("[A nil return is made.]", "[]"),
        "8: 'conventions' has no entries. Give at least 1.",
    ),
    "one of two choices": (
        "bodies",
        ("capacity: member", "capacity: guest"),
        "9: 'bodies 1 / membership 2 / capacity' is 'guest'. Choose one of: chair, member, invited, in-attendance.",
    ),
    "id in capitals": (
        "framework",
        ("id: pct", "id: PCT"),
        "11: 'parties 1 / id' is 'PCT', which is not in the form expected. An id is small letters and digits "
        "with hyphens between, such as decision-limit.",
    ),
    "key that is no id": (
        "framework",
        ("  chair: Chair", "  The Chair: Chair"),
        "9: 'The Chair' cannot be a key here. An id is small letters and digits with hyphens between, such as "
        "decision-limit.",
    ),
    "id too long": (
        "business-case",
        ("- id: risks", f"- id: {'r' * 41}"),
        "12: 'groups 1 / requirements 1 / id' has 41 characters. Give at most 40.",
    ),
    "neither of two keys": (
        "bodies",
        ("        decide: the quorum\n", ""),
        "16: 'bodies 1 / sections 2' has none of 'statements' and 'decide'. Add one.",
    ),
    "both of two keys": (
        "bodies",
        (
            "        decide: the quorum",
            '        decide: the quorum\n        statements: [{text: Half., source: {section: "1"}}]',
        ),
        "16: 'bodies 1 / sections 2' has both 'statements' and 'decide'. Keep one.",
    ),
    "another folder's id": (
        "framework",
        ("id: north-2008", "id: south-2008"),
        "1: The id 'south-2008' is not the folder's name 'north-2008'. Rename one of them.",
    ),
    "id twice": (
        "bodies",
        ("id: members", "id: chair"),
        "9: The id 'chair' stands in line 8 already. Give each its own.",
    ),
    "group and requirement of one id": (
        "business-case",
        ("- id: criteria", "- id: risks"),
        "12: The id 'risks' stands in line 8 already. Give each its own.",
    ),
    "field id twice": (
        "business-case",
        ("  - {id: lead, label: Lead}", "  - {id: lead, label: Lead}\n  - {id: lead, label: Other lead}"),
        "7: The id 'lead' stands in line 6 already. Give each its own.",
    ),
    "document of another name": (
        "business-case",
        ("document: business-case", "document: service-plan"),
        "1: The document is 'service-plan' but the file is 'business-case.yaml'. Make them the same.",
    ),
    "tag too long": (
        "business-case",
        ("- id: risks\n", f"- id: {'r' * 40}\n"),
        f"12: The tag 'north-2008/business-case/{'r' * 40}@1' has 67 characters and Word takes 64. Shorten the id.",
    ),
    "unknown concept": (
        "business-case",
        ("[risk-assessment]", "[risk-assesment]"),
        f"19: There is no concept 'risk-assesment'. Choose one of: {CONCEPTS}.",
    ),
    "unknown office": (
        "agreement",
        ("office: chair", "office: chairman"),
        "11: There is no office 'chairman' in framework.yaml. Choose one of: chair.",
    ),
    "unknown figure": (
        "parameters",
        ("at-most: limit", "at-most: limits"),
        "2: There is no figure 'limits'. Choose one of: aim, limit, rest, share, tolerance.",
    ),
    "figure outside its own limits": (
        "parameters",
        ("value: 8,", "value: 9,"),
        "3: 'limit' is 9, outside its own minimum and maximum. Correct one of them.",
    ),
    "choice without choices": (
        "conflicts",
        (", choices: [Financial, Other]", ""),
        "15: The field 'type' needs both 'kind: choice' and 'choices', or neither. Correct it.",
    ),
    "undefined name": (
        "bodies",
        ("parameter.limit", "parameter.limits"),
        "14: The text uses {{{{ parameter.limits }}}}, which nothing defines. Choose one of: parameter.aim, "
        "parameter.limit, parameter.rest, parameter.share, parameter.tolerance.",
    ),
    "undefined body": (
        "conflicts",
        ("introduction: The register.", "introduction: The register of the {{ body.board }}."),
        "4: The text uses {{{{ body.board }}}}, which nothing defines. Choose one of: body.committee.",
    ),
    "name left open": (
        "bodies",
        ("{{ parameter.limit }}", "{{ parameter.limit }"),
        "14: Double braces are left open. Write {{{{ name }}}} on one line.",
    ),
    "name where none is filled in": (
        "business-case",
        ("title: Risks", 'title: "Risks for {{ pct.name }}"'),
        "13: Names in double braces are not filled in here. Write the words out; names work under: text, items, "
        "rows, introduction, prompt, guidance, decide, conventions, party, conventions-introduction, "
        "declaration-introduction, "
        "declaration-statement.",
    ),
}


def test_the_small_framework_is_right_as_it_stands(tmp_path: Path) -> None:
    assert load_folder(write_framework(tmp_path)).id == "north-2008"


@pytest.mark.parametrize(("name", "change", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_file_and_line(
    name: str, change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    file = next(file for file in FILES if Path(file).stem == name)
    text = FILES[file]
    assert text.count(change[0]) == 1
    folder = write_framework(tmp_path, **{name.replace("-", "_"): text.replace(*change)})
    path = folder / file
    with pytest.raises(DefinitionError) as raised:
        load_folder(folder)
    assert str(raised.value) == f"{path}:{said.format(path=path)}"


def test_all_mistakes_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = FILES["framework.yaml"].replace("area: North\n", "").replace("id: pct", "id: PCT")
    path = write_framework(tmp_path, framework=text) / "framework.yaml"
    with pytest.raises(DefinitionError) as raised:
        load_folder(path.parent)
    assert raised.value.problems == (
        f"{path}:1: The file has no 'area'. Add a line 'area: …' to it (where it is in force).",
        f"{path}:10: 'parties 1 / id' is 'PCT', which is not in the form expected. An id is small letters and digits "
        "with hyphens between, such as decision-limit.",
    )


@pytest.mark.parametrize("name", ["framework.yaml", "parameters.yaml"])
def test_a_framework_without_one_of_its_two_files_is_refused(name: str, tmp_path: Path) -> None:
    path = write_framework(tmp_path) / name
    path.unlink()
    with pytest.raises(DefinitionError) as raised:
        load_folder(path.parent)
    assert str(raised.value) == f"{path}:1: This file does not exist. Check the name and the folder."


@pytest.mark.parametrize("name", ["agreement.yaml", "conflicts.yaml", "submissions/business-case.yaml"])
def test_a_framework_can_do_without_any_other_file(name: str, tmp_path: Path) -> None:
    folder = write_framework(tmp_path)
    (folder / name).unlink()
    framework = load_folder(folder)
    there = {
        "agreement.yaml": framework.agreement is not None,
        "conflicts.yaml": framework.conflicts is not None,
        "submissions/business-case.yaml": "business-case" in framework.submissions,
    }
    assert [file for file, loaded in there.items() if not loaded] == [name]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1: This file is empty. Start from a file that `pbcgov init` writes."),
        (b"# nothing yet\n", "1: This file is empty. Start from a file that `pbcgov init` writes."),
        (
            "name: Müller".encode("latin-1"),
            "1: This file is not UTF-8 text. Save it as UTF-8 (in Notepad: Save as, Encoding).",
        ),
        (b"PK\x03\x04\xff\xfe", "1: This file is not UTF-8 text. Save it as UTF-8 (in Notepad: Save as, Encoding)."),
        (b"[" * 5000, "1: This file is nested too deeply. Start from a file that works."),
        (
            b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            "2: '*' refers to another place in the file. Write the text out here instead.",
        ),
        (
            b"a: &a\n  b: *a\n",
            "2: '*' refers to another place in the file. Write the text out here instead.",
        ),
    ],
    ids=["empty", "only a comment", "Latin-1", "a Word file", "nested", "alias bomb", "refers to itself"],
)
def test_a_file_that_is_no_definition_at_all_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError) as raised:
        read_yaml(path)
    assert str(raised.value) == f"{path}:{said}"


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    missing = tmp_path / "profile.yaml"
    with pytest.raises(DefinitionError) as raised:
        read_yaml(missing)
    assert str(raised.value) == f"{missing}:1: This file does not exist. Check the name and the folder."
    with pytest.raises(DefinitionError) as raised:
        read_yaml(tmp_path)
    assert str(raised.value) == f"{tmp_path}:1: This is a folder. Name a .yaml file in it."


def test_only_plain_numbers_and_true_and_false_are_anything_but_text() -> None:
    text = "[0123, 12:30, 1_000, '12', 2007-04-01, yes, no, on, .inf, 1e3, +5, -5, 0, 12, 1.50, true, false, null, ~]"
    values = ["0123", "12:30", "1_000", "12", "2007-04-01", "yes", "no", "on", ".inf", "1e3", "+5"]
    assert parse_yaml(text, Path("x.yaml")).data == [*values, -5, 0, 12, 1.5, True, False, None, None]


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: North\r\narea: South\r\n")
    assert read_yaml(path).data == {"name": "North", "area": "South"}
