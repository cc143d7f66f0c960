"""What readers make of Markdown and plain text: the blocks a person would see, with the lines they stand on."""

from __future__ import annotations

import sys
import unicodedata

from pbc_checks.read import read
from pbc_checks.read.assemble import fold, is_contents_line


def shown(name: str, text: str) -> list[str]:
    return [f"{block.kind}: {block.text} ({block.place})" for block in read(name, text.encode()).blocks]


def test_markdown() -> None:
    source = """---
title: A skin clinic
---
# Our case

Two lines
of one paragraph.

**Money**

- one
- two
  wrapped

| Item | Cost |
| --- | --- |
| Nurse | £5<br>a day |

First<br>second
third

<div>Some <b>HTML</b></div>
<!-- a note -->
"""
    assert shown("case.md", source) == [
        "heading: Our case (line 4)",
        'paragraph: Two lines of one paragraph. (line 6, under "Our case")',
        'heading: Money (line 9, under "Our case")',
        'list-item: one (line 11, under "Money")',
        'list-item: two wrapped (line 12, under "Money")',
        'table-row: Item | Cost (table 1, row 1, under "Money")',
        'table-row: Nurse | £5\na day (table 1, row 2, under "Money")',
        'paragraph: First (line 19, under "Money")',
        'paragraph: second third (line 19, under "Money")',
        'paragraph: Some HTML (line 22, under "Money")',
    ]
    assert read("case.md", source.encode()).title == "A skin clinic"


def test_plain_text_wrapped_by_hand() -> None:
    source = """OUR CASE

We would like to run a clinic for people with eczema, psoriasis and acne
at Market Square Practice on two afternoons a week.

1. Money
========

It costs GBP 5 a patient, which is less than the hospital's price, and the
saving is shared.
  - a nurse
  - a room

Yours sincerely
"""
    assert shown("case.txt", source) == [
        "heading: OUR CASE (line 1)",
        "paragraph: We would like to run a clinic for people with eczema, psoriasis and acne at Market Square "
        'Practice on two afternoons a week. (line 3, under "OUR CASE")',
        "heading: 1. Money (line 6)",
        "paragraph: It costs GBP 5 a patient, which is less than the hospital's price, and the saving is shared. "
        '(line 9, under "1. Money")',
        'list-item: a nurse (line 11, under "1. Money")',
        'list-item: a room (line 12, under "1. Money")',
        'paragraph: Yours sincerely (line 14, under "1. Money")',
    ]


def test_a_letter_keeps_its_greeting_apart_from_its_headings() -> None:
    source = """Market Square Practice
14 May 2007

Dear Mrs Carter

We would like to run a clinic for people with eczema. It would be held on two
afternoons a week, and the nurse would see forty patients a month.

Money

It costs GBP 5 a patient, which is less than the hospital charges, and half is
paid back to the practices of the locality within the first year.

Item\tCost
Nurse\t5,000

(a) we asked forty patients
(b) we asked the hospital

* a bullet that is long enough to be wrapped by hand at the end of the line as
  this one is
* another

Yours sincerely

Dr A Pell
"""
    assert shown("case.txt", source) == [
        "paragraph: Market Square Practice (line 1)",
        "paragraph: 14 May 2007 (line 2)",
        "paragraph: Dear Mrs Carter (line 4)",
        "paragraph: We would like to run a clinic for people with eczema. It would be held on two afternoons a week, "
        "and the nurse would see forty patients a month. (line 6)",
        "heading: Money (line 9)",
        "paragraph: It costs GBP 5 a patient, which is less than the hospital charges, and half is paid back to the "
        'practices of the locality within the first year. (line 11, under "Money")',
        'table-row: Item | Cost (table 1, row 1, under "Money")',
        'table-row: Nurse | 5,000 (table 1, row 2, under "Money")',
        'list-item: we asked forty patients (line 17, under "Money")',
        'list-item: we asked the hospital (line 18, under "Money")',
        "list-item: a bullet that is long enough to be wrapped by hand at the end of the line as this one is "
        '(line 20, under "Money")',
        'list-item: another (line 22, under "Money")',
        'paragraph: Yours sincerely (line 24, under "Money")',
        'paragraph: Dr A Pell (line 26, under "Money")',
    ]


def test_a_paragraph_on_one_long_line_and_the_line_ends_of_windows() -> None:
    paragraph = (
        "One paragraph on one very long line, as Notepad saves it, "
        "which goes on well past the hundredth column of the page."
    )
    assert shown("case.txt", f"{paragraph}\r\n\r\n2 RISKS\r\nNone.\r\n") == [
        f"paragraph: {paragraph} (line 1)",
        "heading: 2 RISKS (line 3)",
        'paragraph: None. (line 4, under "2 RISKS")',
    ]


def test_every_control_character_is_folded_away_and_every_letter_kept() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1)]
    controls = [each for each in characters if unicodedata.category(each) == "Cc" and not each.isspace()]
    letters = [each for each in characters if unicodedata.category(each).startswith("L")]
    unseen = [*controls, "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]
    assert {fold(f"clin{each}ic") for each in unseen} == {"clinic"}
    assert [fold(f" {each} ") for each in letters] == letters
    assert fold("non\u2011urgent\u00a0care ") == "non-urgent care"


def test_lines_of_a_contents_page_end_with_their_pages() -> None:
    contents = [
        "Costs ........ 12",
        "Costs…………………… 3",
        "Risks . . . . . . . . 4 5",
        "Staff______ 7\n",
        "Needs ........ ٣",
    ]
    others = ["Signed ........", "Costs ... 12", "Costs in 2007", "........ 12 pounds", ""]
    assert [line for line in (*contents, *others) if is_contents_line(line)] == contents
