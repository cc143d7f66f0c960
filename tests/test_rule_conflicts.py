"""Conflicts of interest: names in other spellings, declarations, providers, and the register beside a submission."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import pbcgov
from pbc_checks.rules.interests.deciding import Quorum, quorum
from pbc_checks.rules.names import Likeness, Meant, Roster, names_in, organisation_in, same_organisation, same_person

REGISTER = """
updated: 2007-03-30
interests:
  - name: Dr Sunil Rao
    role: Member, PBC Governance Committee
    practice: Castle Mead Medical Centre
    organisation: Castle Mead Diagnostics Ltd
    type: financial
    nature: Director, holding a quarter of the shares
    services: [ultrasound]
    from: 2005-09-01
    declared: 2007-03-12
  - name: Dr Ruth Ashdown
    role: Member, Wealdham PBC Locality Group
    organisation: Regional Diabetes Network
    type: professional
    nature: Clinical adviser, unpaid
    services: [diabetes]
    from: 2006-11-01
    declared: 2007-03-20
nil-returns:
  - {name: Dr Anna Pell, role: "Lead, Abbey Street Surgery", declared: 2007-03-14}
"""
WITHHELD = """
  - name: Dr Grace Oyelaran
    role: Member, PBC Governance Committee
    organisation: Northgate Dermatology Service
    type: financial
    nature: Paid by the session
    services: [dermatology]
    from: 2006-04-03
    declared: 2007-03-14
    withheld-because: Safety
"""
SCAN = "# Ultrasound in the practices\n\n{author}\n\n{provider}\n\n## Interests\n\n{interests}\n"
BY = "The scans will be provided by Castle Mead Diagnostics Ltd under a contract of two years."


def found(tmp_path: Path, text: str, register: str = REGISTER) -> list[tuple[str, str, bool]]:
    """Return what the three rules that use a register find: severity, rule and whether it could be told."""
    (tmp_path / "register.yaml").write_text(register, "utf-8")
    (tmp_path / "case.md").write_text(text, "utf-8")
    options = ["--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--format", "json"]
    if register:
        options += ["--register", str(tmp_path / "register.yaml"), "--submitted", "2007-05-14"]
    (report,) = json.loads(pbcgov("check", tmp_path / "case.md", *options).out)["reports"]
    rules = {"proposer-provides", "register-and-declarations"}
    return [(each["severity"], each["rule"], each["determined"]) for each in report["checks"] if each["rule"] in rules]


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Dr A. Pell", "Dr Anna Pell", Likeness.SAME),
        ("Anna Pell, GP", "Dr Anna Pell", Likeness.SAME),
        ("Anna Pell GP", "Dr Anna Pell", Likeness.SAME),
        ("Dr S.K. Rao", "Dr Sunil Rao", Likeness.SAME),
        ("Dr Grace Oyelarn", "Dr Grace Oyelaran", Likeness.SAME),
        ("Dr Jo Marsh Coyle", "Dr Jo Marsh-Coyle", Likeness.SAME),
        ("Dr Marsh Coyle", "Dr Jo Marsh-Coyle", Likeness.SURNAME),
        ("Dr Pell", "Dr Anna Pell", Likeness.SURNAME),
        ("Dr Oyelarn", "Dr Grace Oyelaran", Likeness.DIFFERENT),
        ("Dr B. Pell", "Dr Anna Pell", Likeness.DIFFERENT),
        ("Mrs Pell", "Dr Anna Pell", Likeness.DIFFERENT),
        ("Mrs S. Rao", "Dr Sunil Rao", Likeness.DIFFERENT),
        ("Dr Anjali Rao", "Dr Sunil Rao", Likeness.DIFFERENT),
        ("Dr Pell-Jones", "Dr Anna Pell", Likeness.DIFFERENT),
    ],
)
def test_two_names_can_be_of_one_person(one: str, other: str, likeness: Likeness) -> None:
    assert same_person(one, other) is likeness
    assert same_person(other, one) is likeness


def test_of_two_people_with_one_surname_it_cannot_be_told_which_is_meant() -> None:
    roster = Roster.of(["Dr Anna Pell", "Dr A. Pell", "Dr Hugh Pell", "Dr Sunil Rao"])
    assert roster.names == ("Dr Anna Pell", "Dr Hugh Pell", "Dr Sunil Rao")
    assert roster.meant("Dr Pell") == Meant(("Dr Anna Pell", "Dr Hugh Pell"), firm=False)
    assert roster.meant("Dr H. Pell") == Meant(("Dr Hugh Pell",), firm=True)
    assert roster.meant("Dr Rao") == Meant(("Dr Sunil Rao",), firm=False)
    assert roster.meant("Dr Lomax") == Meant((), firm=False)


def test_names_are_found_in_a_text() -> None:
    text = "Drs Osgathorpe and Lim and Ms Ali met J. Tarrendale and Dr Sunil Rao's wife; Mr Threlfall-Boyd sent word."
    assert list(names_in(text)) == [
        "Dr Osgathorpe", "Dr Lim", "Ms Ali", "J. Tarrendale", "Dr Sunil Rao", "Mr Threlfall-Boyd",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Castle Mead Diagnostics Limited", "Castle Mead Diagnostics Ltd", True),
        ("Castle Mead Diagnostics", "Castle Mead Diagnostics Ltd", True),
        ("Castle Mead Diagnostcs Ltd", "Castle Mead Diagnostics Ltd", True),
        ("Bell & Rowe Ltd", "Bell and Rowe Limited", True),
        ("Maltings Practice", "The Maltings Practice", True),
        ("Mereford Carers Centre", "Mereford Carers' Centre", True),
        ("Wealdham General Hospital", "Wealdham General Hospital NHS Trust", True),
        ("Castle Mead Diagnostics LLP", "Castle Mead Diagnostics Ltd", False),
        ("Castle Mead Medical Centre", "Castle Mead Surgery", False),
        ("Castle Mead Medical Centre", "Castle Mead Diagnostics Ltd", False),
        ("Mill Lane Surgery", "Hill Lane Surgery", False),
        ("Castlemead Diagnostics Ltd", "Castle Mead Diagnostics Ltd", True),
        ("Well Bourne Medical Centre", "Wellbourne Medical Centre", True),
        ("Across Surgery", "A Cross Surgery", False),
        ("Castlemead", "Castle Mead", False),
    ],
)
def test_two_names_can_be_of_one_organisation(one: str, other: str, same: bool) -> None:
    assert same_organisation(one, other) is same
    assert organisation_in(other, f"We asked {one} for a price.") == (one.removeprefix("The ") if same else "")


def test_an_organisation_begins_with_a_capital_and_one_word_alone_is_none() -> None:
    assert organisation_in("Regional Diabetes Network", "a regional diabetes network was set up") == ""
    assert organisation_in("Marlstone Ltd", "the road to Marlstone is closed") == ""
    assert organisation_in("Marlstone Ltd", "a price from Marlstone Limited") == "Marlstone Limited"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Dr Moss is a director of Fernhill Diagnostics Ltd.", []),
        ("Dr Moss sits on the committee and will leave the room when this case is decided.", []),
        ("Dr Moss takes no part in the decision.", []),
        ("There are no conflicts.", []),
        ("The Director of Commissioning and the Director of Finance read it.", ["should-fix"]),
        ("The nurse leaves the room to fetch the dressings.", ["should-fix"]),
    ],
)
def test_an_interest_that_is_said_in_passing_is_something_said(
    tmp_path: Path, sentence: str, status: list[str]
) -> None:
    (tmp_path / "case.md").write_text(f"# Case\n\nWe propose a clinic. {sentence}\n", "utf-8")
    options = ["--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--format", "json"]
    (report,) = json.loads(pbcgov("check", tmp_path / "case.md", *options).out)["reports"]
    assert [each["severity"] for each in report["checks"] if each["rule"] == "interests"] == status


@pytest.mark.parametrize(
    "provider",
    [
        "The service will be provided by Fernhill Healthcare Ltd, a company owned by the partners.",
        "The contract will be held by Fernhill Healthcare Ltd, which was set up by our GPs.",
    ],
)
def test_a_company_of_the_proposers_is_a_proposer_who_provides(tmp_path: Path, provider: str) -> None:
    text = f"# Case\n\nAuthor: Dr Anna Moss\n\n{provider}\n\n## Interests\n\nNone.\n"
    assert ("should-fix", "proposer-provides", True) in found(tmp_path, text, register="")


@pytest.mark.parametrize(
    ("author", "provider", "interests", "expected"),
    [
        ("Author: Dr Sunil Rao", BY, "None.", ["must-fix"]),
        ("Author: Dr S. Rao", BY, "There are no conflicts of interest.", ["must-fix"]),
        ("Author: Dr Rao, Castle Mead Medical Centre", BY, "Nothing to declare.", ["must-fix"]),
        # By the surname alone it is not beyond doubt.
        ("Author: Dr Rao", BY, "Nothing to declare.", ["should-fix"]),
        ("Author: Dr Sunil Rao", BY, "To follow.", ["should-fix"]),
        # The member of the committee does not propose it: it is for the committee to know.
        ("Author: Dr Anna Pell", BY, "None.", ["should-fix"]),
        ("Author: Dr Anjali Rao", BY, "None.", ["should-fix"]),
        # Nobody's interest: another firm, or the firm today, or not the firm.
        ("Author: Dr Anna Pell", BY.replace("Diagnostics", "Imaging"), "None.", []),
        ("Author: Dr Anna Pell", "At present they are provided by Castle Mead Diagnostics Ltd.", "None.", []),
        ("Author: Dr Anna Pell", "They will not be provided by Castle Mead Diagnostics Ltd.", "None.", []),
        # Declared, in other words and spellings.
        ("Author: Dr Sunil Rao", BY, "Dr Rao owns a quarter of the company. Others: none.", []),
        ("Author: Dr Sunil Rao", BY, "I am a director of the company and left the room for the vote.", []),
        ("Dr Sunil Rao, a director of Castle Mead Diagnostics, wrote this.", BY, "No other interests.", []),
        ("Author: Dr S. Rao", "We have chosen Castle Mead Diagnostic Limited to carry out the scans.",
         "Nobody involved in putting this forward has any financial or other stake in the provider.", ["must-fix"]),
        # The practice itself.
        ("Author: Dr Anna Pell", "It will be run by our own GPwSI.", "None.", ["should-fix"]),
        ("Author: Dr Anna Pell", "It will be run by our own GPwSI.", "Dr Pell's practice would be paid for it.", []),
    ],
)  # fmt: skip
def test_an_interest_in_who_is_to_provide_has_to_be_declared(
    tmp_path: Path, author: str, provider: str, interests: str, expected: list[str]
) -> None:
    text = SCAN.format(author=author, provider=provider, interests=interests)
    severities = [each[0] for each in found(tmp_path, text) if each[1] == "proposer-provides"]
    assert severities == expected


NOT_LOOKED_UP = ("note", False, "Scan Partners Ltd is named as a provider")
PASSING = "# Case\n\nThe clinic will be provided by Scan Partners Ltd.\n\n{said}\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Dr Pell and Dr Hay of Mill Lane Surgery are directors of Scan Partners Ltd.",
         [("should-fix", True, "Dr Pell and Dr Hay have an interest in Scan Partners Ltd")]),
        ("Dr Pell owns Scan Partners Ltd.", [("should-fix", True, "Dr Pell has an interest in Scan Partners Ltd")]),
        ("Scan Partners Ltd is owned by Mrs Pell.",
         [("should-fix", True, "Mrs Pell has an interest in Scan Partners Ltd")]),
        # Declared, or kept apart, or of another firm, or no more, or nobody who is named.
        ("Dr Pell is a director of Scan Partners Ltd and has declared it.", []),
        ("Dr Pell is a director of Scan Partners Ltd and will take no part in the decision.", [NOT_LOOKED_UP]),
        ("Dr Pell is a director of Fernhill Homes Ltd.", [NOT_LOOKED_UP]),
        ("Dr Pell is no longer a director of Scan Partners Ltd.", [NOT_LOOKED_UP]),
        ("Dr Pell met a director of Scan Partners Ltd.", [NOT_LOOKED_UP]),
    ],
)  # fmt: skip
def test_whose_the_provider_is_by_the_submissions_own_words_has_to_be_declared(
    tmp_path: Path, said: str, expected: list[tuple[str, bool, str]]
) -> None:
    (tmp_path / "case.md").write_text(PASSING.format(said=said), "utf-8")
    options = ["--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--format", "json"]
    (report,) = json.loads(pbcgov("check", tmp_path / "case.md", *options).out)["reports"]
    told = [each for each in report["checks"] if each["rule"] == "proposer-provides"]
    assert [(each["severity"], each["determined"]) for each in told] == [each[:2] for each in expected]
    assert all(words in each["what"] for each, (_, _, words) in zip(told, expected, strict=True))


@pytest.mark.parametrize(
    ("said", "interests", "expected"),
    [
        ("Dr Pell owns 20% of the shares of Scan Partners Ltd, which will provide the service.", "None.", ["must-fix"]),
        ("The scans are to be done by Pell Scans, which belongs to Dr Pell.", "None.", ["must-fix"]),
        # Not in so many words, or of the family.
        ("The scans are to be done by Pell Scans, which belongs to Dr Pell.", "Nobody has declared an interest.",
         ["should-fix"]),
        ("Dr Pell's brother's company supplies the machines.", "None.", ["should-fix"]),
        ("A word.", "Dr Pell declares no interests. Her brother's company supplies the machines.", ["should-fix"]),
        # Declared, or of somebody else, or no more.
        ("A word.", "Dr Pell is a director of Scan Partners Ltd, which will provide it. Otherwise no interests.", []),
        ("A word.", "Dr Pell owns half the company that will provide it. Nobody else has an interest.", []),
        ("Dr Pell is a director of Scan Partners Ltd, which will provide it.", "Dr Hay has no interests.", []),
        ("Dr Hay of the hospital owns the firm that supplies the machines.", "None.", []),
        ("Dr Pell no longer owns the firm that supplies the machines.", "None.", []),
        ("Dr Pell owns a boat.", "None.", []),
    ],
)  # fmt: skip
def test_an_interest_that_is_stated_and_denied(tmp_path: Path, said: str, interests: str, expected: list[str]) -> None:
    text = SCAN.format(author="Author: Dr Anna Pell", provider=said, interests=interests)
    told = [each[0] for each in found(tmp_path, text) if each[1] == "proposer-provides"]
    assert told == expected


@pytest.mark.parametrize(
    ("title", "author", "interests", "expected"),
    [
        ("Diabetes clinic", "Lead: Dr R. Ashdown", "No interests to declare.", ["must-fix"]),
        ("Diabetes clinic", "Lead: Dr R. Ashdown", "To be collected.", ["should-fix"]),
        ("Diabetes clinic", "Lead: Dr R. Ashdown", "Dr Pell has no interest.", ["should-fix"]),
        ("Diabetes clinic", "Lead: Dr R. Ashdown", "Dr Ashdown advises the Diabetes Network; declared.", []),
        ("Back pain clinic", "Lead: Dr R. Ashdown", "No interests to declare.", []),
        ("Diabetes clinic", "To: Dr R. Ashdown", "No interests to declare.", []),
        ("Diabetes clinic", "Lead: Dr Anna Pell", "No interests to declare.", []),
        # Two of one surname in the submission: the lead is the one who is not in the register.
        ("Diabetes clinic", "Lead: Dr Ashdown", "Dr Peter Ashdown has no interest.", []),
        # The reverse: declared and not in the register; but not what the service itself would pay.
        ("Back pain clinic", "Lead: Dr Anna Pell", "Dr Pell is a trustee of the Mereford Hospice.", ["should-fix"]),
        ("Back pain clinic", "Lead: Dr Anna Pell", "Dr Pell would be paid for the sessions.", []),
        ("Back pain clinic", "Lead: Dr Anna Pell", "Sister Moffat told Dr Pell that the register is full.", []),
    ],
)
def test_register_and_declarations_are_compared_both_ways(
    tmp_path: Path, title: str, author: str, interests: str, expected: list[str]
) -> None:
    text = f"# {title}\n\n{author}\n\nForty patients a week are seen.\n\n## Interests\n\n{interests}\n"
    severities = [each[0] for each in found(tmp_path, text) if each[1] == "register-and-declarations"]
    assert severities == expected


def test_two_of_a_surname_in_the_register_cannot_be_told_apart(tmp_path: Path) -> None:
    two = REGISTER.replace("nil-returns:", "nil-returns:\n  - {name: Dr Peter Ashdown, role: GP, declared: 2007-03-14}")
    text = "# Diabetes clinic\n\nLead: Dr Ashdown\n\n## Interests\n\nNothing to declare.\n"
    assert found(tmp_path, text, two) == [("note", "register-and-declarations", False)]


def test_of_what_is_withheld_a_report_says_only_that_there_is_some(tmp_path: Path) -> None:
    text = "# Dermatology clinic\n\nLead: Dr Grace Oyelaran\n\nIt will be run by the Northgate Dermatology Service.\n"
    register = REGISTER.replace("\nnil-returns:", f"{WITHHELD.rstrip()}\nnil-returns:")
    assert found(tmp_path, text, register) == [("note", "register-and-declarations", False)]
    printed = pbcgov(
        "check", tmp_path / "case.md", "--framework", "hertfordshire-2007", "--document", "business-case",
        "--rules-only", "--register", str(tmp_path / "register.yaml"), "--submitted", "2007-05-14",
    ).out  # fmt: skip
    assert "1 entry of the register is withheld and not compared with this submission." in printed
    assert [words for words in ("Paid by the session", "Safety") if words in printed] == []


@pytest.mark.parametrize(
    ("text", "members", "counted"),
    [
        ("Four members, of whom one is a clinician.", 7, Quorum(4, more=True, of_all=False)),
        ("The quorum is 3 members.", None, Quorum(3, more=False, of_all=False)),
        ("Half of the members.", 7, Quorum(4, more=False, of_all=True)),
        ("Two thirds of its members, including the chair", 6, Quorum(4, more=True, of_all=True)),
        ("Half of the members.", None, None),
        ("Half of the member practices.", 5, None),
        ("All members; a member who cannot attend is replaced.", 5, None),
        ("As the Standing Orders say.", 7, None),
    ],
)
def test_a_quorum_is_counted_where_its_words_allow(text: str, members: int | None, counted: Quorum | None) -> None:
    assert quorum(text, members) == counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A GP with a special interest sees them.", ["Nothing is said of interests"]),
        ("Her husband brings her, and the PCT has declared a gap of £9m.", ["Nothing is said of interests"]),
        ("Two organisations have expressed interest.", ["Nothing is said of interests"]),
        ("Declarations of interest: forms not sent round yet.", ["Interests are spoken of and not declared"]),
        ("## Declarations of interest\n\n[insert]", ["Interests are spoken of and not declared"]),
        ("Nobody has been asked to declare an interest.", ["Interests are spoken of and not declared"]),
        ("## Governance of interests\n\nNobody who wrote this has any stake in the provider.", []),
        ("Neither partner has anything to declare.", []),
        ("Nobody has declared an interest.", []),
        ("Nobody has declared an interest yet.", ["Interests are spoken of and not declared"]),
        ("Dr Penn does a paid private mole clinic; she's declared it.", []),
        ("Dr Qadri's wife works for an inhaler firm; he left the room for the vote.", []),
        ("Dr Pellow will be paid by the clinic. Both declared this and withdrew from the vote.", []),
        ("No one has links with the maker, and there are no conflicts of interest.", []),
    ],
)  # fmt: skip
def test_what_a_submission_says_of_interests_is_told_from_other_senses(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    path = tmp_path / "case.md"
    path.write_text(f"# A clinic\n\nForty patients a week are seen.\n\n{text}\n", "utf-8")
    options = ("--framework", "hertfordshire-2007", "--document", "business-case", "--rules-only", "--format", "json")
    (report,) = json.loads(pbcgov("check", path, *options).out)["reports"]
    said = [each["what"] for each in report["checks"] if each["rule"] == "interests"]
    assert [what[: len(start)] for what, start in zip(said, expected, strict=True)] == expected
