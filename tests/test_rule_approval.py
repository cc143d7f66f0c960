"""The route of approval: what decides it, what goes with it, and who is said to approve it; cases near the border."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_checks.circumstances import NOTHING_KNOWN, Circumstances
from pbc_checks.documents import checkable
from pbc_checks.engine import Study
from pbc_checks.findings import RuleFinding
from pbc_checks.read import read
from pbc_checks.rules.matter import Matter, Rule
from pbc_checks.rules.route import approval_route, capital_approval, claimed_approval, conflicted_approvers
from pbc_checks.rules.route.asked_for import Drawn, resources
from pbc_frameworks.load import Library, load_framework
from pbc_frameworks.profile import OfficeHolder, Profile

LIBRARY = Library()
DURHAM = ("county-durham-2010", "service-development")
OUTLINE = ("county-durham-2010", "outline-statement")
HERTFORDSHIRE = ("hertfordshire-2007", "business-case")
DARTFORD = ("dartford-2006", "efficiency-gains")
COMMISSION = ("audit-commission-2007", "business-case")
LARGE = "We ask for £27,400 from freed-up resources."
SMALL = "We ask for £7,900 from freed-up resources."


def matter(folder: Path, kind: tuple[str, str], text: str, known: Circumstances = NOTHING_KNOWN) -> Matter:
    path = folder / "submission.md"
    path.write_text(f"# A second nurse\n\n{text}\n", encoding="utf-8")
    framework = load_framework(kind[0])
    definition = checkable(framework)[kind[1]]
    study = Study(read(str(path), path.read_bytes(), LIBRARY), LIBRARY.concepts())
    return Matter(study.examination(framework, definition).view, framework, definition, known)


def found(rule: Rule, about: Matter) -> list[RuleFinding]:
    return list(rule.find(about))


@pytest.mark.parametrize(
    ("text", "drawn", "sums"),
    [
        (LARGE, "yes", (27400,)),
        ("Paid for from our £9,000 freed-up resources.", "yes", (9000,)),
        ("£30,000 is a grant; the other £16,690 comes out of our freed-up resources, £41,200 in all.", "yes", (16690,)),
        ("Freed-up resources 2008/09, £20,200 of the £26,450 in the PCT's letter, pay for it.", "yes", (20200,)),
        ("The source is our freed-up resources, £88,400, from which £60,014 would be drawn.", "yes", (60014,)),
        ("The rest is from PBC freed-up resources, of which £38,400 is still held in reserve.", "yes", ()),
        ("Set-up is from freed-up resources (balance £31,750, certified in April).", "yes", ()),
        ("It costs £27,400. It is paid for from freed-up resources.", "yes", ()),
        ("£8,000 is from freed-up resources.\n\nThe couch is £4,000 from freed-up resources.", "yes", (8000, 4000)),
        ("It uses freed-up resources of £6,000 in 2009/10 and £8,000 in 2010/11.", "yes", (14000,)),
        ("It uses freed-up resources of £6,000 and saves £8,000 in 2010/11.", "yes", (6000,)),
        ("No freed-up resources are asked for.", "no", ()),
        ("Nothing is taken from freed-up resources.", "no", ()),
        ("No freed-up resources are asked for. A couch was bought from freed-up resources, £900.", "no", ()),
        ("If there are any freed-up resources they would be spent on a nurse.", "no", ()),
        ("What freed-up resources might be spent on has not been discussed.", "no", ()),
        ("There are freed-up resources.", "unclear", ()),
        ("The nurse costs £27,400.", "no", ()),
    ],
)  # fmt: skip
def test_what_is_asked_for_of_freed_up_resources(text: str, drawn: str, sums: tuple[int, ...], tmp_path: Path) -> None:
    said = resources(matter(tmp_path, DURHAM, text))
    assert (said.drawn, [int(each) for each in said.sums]) == (Drawn(drawn), list(sums))


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        (LARGE, "Sub-group for Freed-up Resources"),
        (SMALL, "The Assistant Director for PBC considers"),
        ("We ask for £10,000 from freed-up resources.", "The Assistant Director for PBC considers"),
        ("We ask for £10,001 from freed-up resources.", "Sub-group for Freed-up Resources"),
        ("The nurse costs £27,400, from growth money.", "The Management Executive decides"),
        (f"{LARGE}\n\nA couch is £450 from freed-up resources.", "Sub-group for Freed-up Resources"),
        ("£8,000 is from freed-up resources.\n\nA couch, £4,000 from freed-up resources.", "several sums are named"),
        ("There are freed-up resources.", "it is not said whether they are to pay for this"),
    ],
)  # fmt: skip
def test_the_route_of_county_durham_goes_by_the_value(text: str, decides: str, tmp_path: Path) -> None:
    note, *rest = found(approval_route.RULE, matter(tmp_path, DURHAM, text))
    assert decides in note.what
    assert note.determined is ("£8,000" not in text and "There are" not in text)
    assert rest == []


@pytest.mark.parametrize(
    ("kind", "text", "missing"),
    [
        (OUTLINE, LARGE, ["The service development template is needed too"]),
        (OUTLINE, f"{LARGE} The service development template is enclosed.", []),
        (OUTLINE, f"{LARGE} The service development template is to follow.", ["The service development template is"]),
        (OUTLINE, SMALL, []),
        (DURHAM, LARGE, []),
        (DURHAM, f"{LARGE} The OGIM has not been written.", ["The outline statement (OGIM) is needed too"]),
        (HERTFORDSHIRE, LARGE, []),
    ],
)  # fmt: skip
def test_papers_that_the_route_needs(kind: tuple[str, str], text: str, missing: list[str], tmp_path: Path) -> None:
    _, *rest = found(approval_route.RULE, matter(tmp_path, kind, text))
    assert [each.what[: len(said)] for each, said in zip(rest, missing, strict=True)] == missing


def test_papers_that_are_there_are_not_asked_for(tmp_path: Path) -> None:
    texts = ("A nurse.", "The OGIM is attached as annex A.", "## OGIM\n\nFewer falls.", "The OGIM is to follow.")
    actions = [found(approval_route.RULE, matter(tmp_path, DURHAM, f"{LARGE}\n\n{text}"))[0].action for text in texts]
    assert [action.startswith("Send with it") for action in actions] == [True, False, False, True]


def test_a_tender_brings_the_steps_that_come_after_approval(tmp_path: Path) -> None:
    plain, tender, unsure = (
        found(approval_route.RULE, matter(tmp_path, HERTFORDSHIRE, text))[0].what
        for text in ("A nurse.", "The service will be put out to tender.", "Will it have to go out to tender?")
    )
    assert ["signs off the contract" in each for each in (plain, tender, unsure)] == [False, True, False]


def test_a_kind_without_a_route_is_left_alone(tmp_path: Path) -> None:
    about = matter(tmp_path, ("county-durham-2010", "risk-register"), LARGE)
    rules = (approval_route, capital_approval, claimed_approval, conflicted_approvers)
    assert [found(each.RULE, about) for each in rules] == [[], [], [], []]


@pytest.mark.parametrize(
    ("kind", "text", "severities"),
    [
        (DURHAM, f"{LARGE} The Assistant Director will approve the £27,400.", ["must-fix"]),
        (DURHAM, "£27,400 of freed-up resources is to be approved by the Assistant Director of PBC.", ["must-fix"]),
        (DURHAM, f"{LARGE}\n\n| Cost | £27,400 |\n| --- | --- |\n| Approver | Assistant Director |", ["must-fix"]),
        (DURHAM, f"{LARGE} The Assistant Director has approved the £27,400, on 3 March 2010.", ["must-fix"]),
        (DURHAM, "The Clinical Programme Group will approve this proposal.", ["must-fix"]),
        (DURHAM, "This proposal goes to the CPG for approval.", ["must-fix"]),
        (COMMISSION, "The project group will approve this business case.", ["must-fix"]),
        (DURHAM, f"{SMALL} The sub-group will approve the £7,900.", ["should-fix"]),
        (HERTFORDSHIRE, "The PEC will approve this business case.", ["should-fix"]),
        (HERTFORDSHIRE, "Our PEC will give final approval to this business case in June.", ["should-fix"]),
        (HERTFORDSHIRE, "The Director of Finance, Yasmin Farrell, will approve this business case.", ["should-fix"]),
        (HERTFORDSHIRE, "The bid assessment panel will sign off this business case.", ["should-fix"]),
        (HERTFORDSHIRE, "Final approval of this business case lies with the PCT Chief Executive.", ["should-fix"]),
        (HERTFORDSHIRE, "It is for the PCT Board to approve this business case.", ["should-fix"]),
        (DURHAM, f"{LARGE} The Assistant Director for PBC can approve this.", ["must-fix"]),
        (HERTFORDSHIRE, "The trust's chief executive will approve this plan of ours.", []),
        (HERTFORDSHIRE, "The chief executive has approved this business case, 3 March.", []),
        (HERTFORDSHIRE, "The Governance Committee will sign off this business case.", []),
        (HERTFORDSHIRE, "The nurse can treat this. The PEC will sign off the protocol.", []),
        (HERTFORDSHIRE, "The Governance Committee gave its approval to this scheme last month.", ["note"]),
        (DURHAM, f"{LARGE} The freed-up resources have been approved.", ["note"]),
        (DURHAM, f"{LARGE} The freed-up resources have been approved, minute 6 of 3 March.", []),
        (DURHAM, f"{LARGE} The sub-group will approve the £27,400.", []),
        (DURHAM, f"{SMALL} The Assistant Director will approve the £7,900.", []),
        (DURHAM, "The Management Executive will approve this proposal.", []),
        (DURHAM, f"{LARGE} The Assistant Director (Older People) will approve the £27,400.", []),
        (DURHAM, f"{LARGE} The Assistant Director of Finance will approve the £27,400.", []),
        (DURHAM, f"{LARGE} The Deputy Director of Finance will approve the £27,400.", []),
        (DURHAM, f"{LARGE} The Assistant Director will not approve the £27,400.", []),
        (DURHAM, f"{LARGE} If the Assistant Director is to approve the £27,400, tell us.", []),
        (DURHAM, f"{LARGE} The Assistant Director and the Director of Finance will approve the £27,400.", []),
        (DURHAM, f"{LARGE} The Assistant Director will approve the protocol.", []),
        (DURHAM, "The nurse is paid from freed-up resources. The Assistant Director will approve this proposal.", []),
        (DURHAM, "The drugs are those approved by the Clinical Reference Group.", []),
        (HERTFORDSHIRE, "The PBC Group will approve this business case.", []),
        (HERTFORDSHIRE, "The PEC approved diagnostics as its third priority.", []),
        (HERTFORDSHIRE, "The PEC has approved this business case, minute 4 of 3 March.", []),
        (DARTFORD, "The LCG will approve the use of the efficiency gains.", []),
        (COMMISSION, "The PEC will approve this business case.", []),
    ],
)  # fmt: skip
def test_who_is_said_to_approve_it(kind: tuple[str, str], text: str, severities: list[str], tmp_path: Path) -> None:
    claims = found(claimed_approval.RULE, matter(tmp_path, kind, text))
    assert [str(each.severity) for each in claims] == severities


def test_both_sides_of_a_wrong_approver_are_quoted(tmp_path: Path) -> None:
    (claim,) = found(
        claimed_approval.RULE, matter(tmp_path, DURHAM, f"{LARGE}\n\nThe Assistant Director approves the use of it.")
    )
    assert [each.quote for each in claim.evidence] == ["The Assistant Director approves the use of it.", LARGE]


@pytest.mark.parametrize(
    ("text", "severities"),
    [
        ("£14,000 to convert the store into a treatment room.", ["should-fix"]),
        ("Capital expenditure is £14,000.", ["should-fix"]),
        ("£27,000 for building an extra consulting room.", ["should-fix"]),
        ("£14,000 to refurbish the minor ops suite.", ["should-fix"]),
        ("We are building a list of those who need a room.", []),
        ("We will build a clinic team around the rooms.", []),
        ("| Capital | £ |\n| --- | --- |\n| Refurbishment of the clinic room | 14,000 |", ["should-fix"]),
        (
            "£14,000 to extend the surgery. The PBC Board will approve the extension to the surgery and its cost.",
            ["must-fix"],
        ),
        ("£14,000 to extend the surgery. Its approval by the Board is asked for.", ["note"]),
        ("£14,000 to extend the surgery. The PCT Board's specific approval is asked for.", []),
        ("There is no capital expenditure. Nothing is spent on premises.", []),
        ("The League of Friends pays for the conversion of the store to a room.", []),
        ("The Trust will convert two clinics a month to follow-ups.", []),
        ("The extension of the room lease is promised.", []),
        ("A couch and a Doppler, £2,600.", []),
    ],
)
def test_capital_needs_the_approval_of_the_board(text: str, severities: list[str], tmp_path: Path) -> None:
    capital = found(capital_approval.RULE, matter(tmp_path, DARTFORD, text))
    assert [str(each.severity) for each in capital] == severities
    assert found(capital_approval.RULE, matter(tmp_path, HERTFORDSHIRE, text)) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("**Lead clinician:** Dr Ann Other", True),
        ("| Author | Ann Other |\n| --- | --- |\n| Date | 3 March |", True),
        ("**Submitted by:** Mill Lane Surgery\n**Author:** Dr A Other\n**Date:** 3 March", True),
        ("Dear Dr Other,\n\nWe submit this case.", False),
        ("The case goes to Dr Ann Other, who chairs the committee.", False),
        ("**Lead clinician:** Dr Ann Other\n\nDr Other will withdraw from the decision.", False),
        ("**Lead clinician:** Dr Ann Otherby", False),
        ("**Lead clinician:** Dr Peter Other", False),
    ],
)
def test_who_proposes_and_decides(text: str, named: bool, tmp_path: Path) -> None:
    profile = Profile("hertfordshire-2007", offices={"committee-chair": OfficeHolder("Dr Ann Other")})
    about = matter(tmp_path, HERTFORDSHIRE, text, Circumstances(profile=profile))
    findings = found(conflicted_approvers.RULE, about)
    assert [str(each.severity) for each in findings] == (["note", "should-fix"] if named else ["note"])
