"""What a first page says of itself: what the proposal is called, and from which practice or cluster it comes."""

from __future__ import annotations

import pytest

from pbc_checks.first_page import proposal, proposer
from pbc_checks.read import read
from pbc_frameworks.load import Library

LIBRARY = Library()


@pytest.mark.parametrize(
    ("page", "called", "comes_from"),
    [
        ("# A PCT\n\n| | |\n|---|---|\n| Title of paper | Stroke: home sooner |\n| From | Hadley Locality (9) |",
         "Stroke: home sooner", "Hadley Locality"),
        ("**Scheme:** Warfarin self-testing\n\n**From:** Wadebarrow Health Centre and Trenarren Surgery",
         "Warfarin self-testing", "Wadebarrow Health Centre and Trenarren Surgery"),
        ("From: Dr P Garside, Mossgate Surgery\nTo: Helen Thirlby\nDate: 9 February\nSubject: RE: INRs at Mossgate",
         "INRs at Mossgate", "Mossgate Surgery"),
        ("Practice: Eskby and the Dale\nTitle: X-ray room\nCompleted by: R. Brown", "X-ray room", "Eskby and the Dale"),
        ("| Submitting cluster | Kilnford and Parkway (11) |\n|---|---|\n| Scheme | Ear micro-suction. In Parkway |",
         "Ear micro-suction", "Kilnford and Parkway"),
        ("From: on behalf of the Ashcombe Regis consortium", "", "Ashcombe Regis consortium"),
        # A person is no practice.
        ("From: Karen Stobbs, practice manager", "", ""),
        # Without labels: a cluster in the first lines, or a practice at the head of one.
        ("# Skin clinic at Priory Lane Surgery\n\nNote to West Kent PCT from the Marlstone cluster, 18 January 2010.",
         "", "Marlstone cluster"),
        ("# LIVER TESTS – PROPOSAL FROM THE OLD AND NEW DOCKS LOCALITY", "", "Old and New Docks Locality"),
        ("# Kelder Locality: Allergy Clinic\n\nSix practices.", "", "Kelder Locality"),
        ("# PBC short form: Millgate Surgery\n\n10 May 2010", "", "Millgate Surgery"),
        ("# Note to the Eastern locality group\n\nTwo practices in the February locality meeting.", "", ""),
        ("# Paper for the Practice Based Commissioning Group", "", ""),
        ("# Minor injuries\n\nThe unit is in Pellgate Road Surgery.", "", ""),
        # Without labels: the line above the first heading, below a name or a salutation, or below its own heading.
        ("ADHD shared care (draft) – note\n\n# The ask\n\nFor the board to agree.", "ADHD shared care", ""),
        ("# OUSEBURN EDGE CONSORTIUM\n\nCOPD – spirometry. Submission, 9 June 2010", "COPD – spirometry",
         "Ouseburn Edge Consortium"),
        ("# North PCT\n\nAutism worker: submission to the PBC sub-committee", "Autism worker", ""),
        ("Stone Lane Surgery, Thrapley\n\n10 March 2008\n\nDear Mr Penhale\n\nAlcohol nurse\n\nWe ask for one.",
         "Alcohol nurse", "Stone Lane Surgery"),
        ("Dear Mr Penhale,\n\nYou asked us for a plan, and here it is.", "", ""),
        ("# Business case\n\n## A. Title of scheme\n\n[Ten words]\n\nDrop-in clinic\n\n## B. Need",
         "Drop-in clinic", ""),
        # A column's heading, a sentence and a comment say nothing of the whole.
        ("| Locality | PCT |\n|---|---|\n| 7.4% | 5.8% |", "", ""),
        ("We propose a clinic. The scheme: it is open to all practices.", "", ""),
        ("# Leg ulcer clinic", "", ""),
    ],
)  # fmt: skip
def test_labelled_lines_say_what_it_is_and_whence(page: str, called: str, comes_from: str) -> None:
    submission = read("case.md", page.encode(), LIBRARY)
    assert (proposal(submission), proposer(submission)) == (called, comes_from)


@pytest.mark.parametrize("page", ["A" * 200_000, "- " + "Mead Group " * 100_000, "# " + "Mead Group " * 100_000])
def test_a_name_is_not_looked_for_in_what_is_too_long_for_a_title(page: str) -> None:
    submission = read("case.md", f"{page}\n\nSecond paragraph.".encode(), LIBRARY)
    assert (proposal(submission), proposer(submission)) == ("", "")


def test_lines_below_the_first_page_are_not_its_title() -> None:
    page = "\n\n".join([*(f"Paragraph {number}." for number in range(30)), "Scheme: Another one"])
    assert proposal(read("case.md", page.encode(), LIBRARY)) == ""
