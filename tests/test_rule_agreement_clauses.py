"""Clauses of agreements: what is found altered or absent, and what must not be, near the borders."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbc_checks.circumstances import NOTHING_KNOWN
from pbc_checks.documents import checkable
from pbc_checks.engine import Study
from pbc_checks.findings import RuleFinding, Severity
from pbc_checks.read import read
from pbc_checks.rules.clauses import agreement_clauses
from pbc_checks.rules.clauses.required import Required, required
from pbc_checks.rules.clauses.words import Language
from pbc_checks.rules.matter import Matter
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import Library, load_folder, load_framework
from small_framework import FILES, write_framework

LIBRARY = Library()
FRAMEWORKS = ("brent-2006", "county-durham-2010", "dartford-2006", "hertfordshire-2007")
SIGNATURES = "\n## Signatures\n\nChief Executive of the PCT\n\nChair\n\nPartner of the practice\n"


def clauses(framework: str) -> tuple[Required, ...]:
    definition = load_framework(framework)
    return required(definition, Language(definition))


def agreement(framework: str, without: str = "") -> str:
    """Return a framework's agreement as Markdown; what a PCT fills in is "Eastbourne"."""
    lines = ["# Agreement", ""]
    for clause in clauses(framework):
        if clause.clause.id != without:
            lines += [f"{clause.number} {clause.text.replace('…', 'Eastbourne')}", ""]
    return "\n".join(lines)


def findings(folder: Path, framework: str, text: str, kind: str = "agreement") -> list[RuleFinding]:
    path = folder / "agreement.md"
    path.write_text(text, encoding="utf-8")
    definition = load_framework(framework)
    document = checkable(definition)[kind]
    study = Study(read(str(path), path.read_bytes(), LIBRARY), LIBRARY.concepts())
    view = study.examination(definition, document).view
    return list(agreement_clauses.find(Matter(view, definition, document, NOTHING_KNOWN)))


def wrong(folder: Path, framework: str, text: str) -> list[tuple[str, str]]:
    """Return what has to be put right, without the framework's words and the citation."""
    return [
        (each.severity.value, each.what.partition(". The framework:")[0])
        for each in findings(folder, framework, text)
        if each.severity is not Severity.NOTE
    ]


def changed(framework: str, old: str, new: str) -> str:
    text = agreement(framework)
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_an_agreement_in_the_frameworks_words_is_complete(framework: str, tmp_path: Path) -> None:
    found = findings(tmp_path, framework, agreement(framework) + SIGNATURES)
    count = len(clauses(framework))
    assert [each.what for each in found] == [f"All {count} clauses of the framework's agreement are there."]


@pytest.mark.parametrize(
    ("framework", "clause"),
    [
        ("brent-2006", "clinical-governance"),  # its neighbour differs in one word
        ("brent-2006", "referral"),
        ("brent-2006", "responsibilities"),
        ("county-durham-2010", "time"),
        ("county-durham-2010", "updates"),
        ("dartford-2006", "lists"),
        ("dartford-2006", "shares"),
        ("hertfordshire-2007", "share"),
        ("hertfordshire-2007", "times"),
    ],
)
def test_a_clause_that_was_taken_out_is_absent(framework: str, clause: str, tmp_path: Path) -> None:
    (gone,) = (each for each in clauses(framework) if each.clause.id == clause)
    (absent,) = wrong(tmp_path, framework, agreement(framework, without=clause))
    assert absent[0] == "must-fix"
    assert absent[1].startswith(f"Clause {gone.number} ({gone.heading}) is not in the document: “{gone.text[:60]}")


@pytest.mark.parametrize(
    ("framework", "old", "new", "severity", "said"),
    [
        ("dartford-2006", "redirect 70%", "redirect 60%", "must-fix",
         "the document has “60%” where the framework has “70%”"),
        ("hertfordshire-2007", "within 4 weeks", "within six weeks", "must-fix",
         "the document has “6 weeks” where the framework has “4 weeks”"),
        ("hertfordshire-2007", "within 4 weeks", "within 4 months", "must-fix",
         "the document has “month” where the framework has “week”"),
        ("county-durham-2010", "threshold of £20,000", "threshold of £40k", "must-fix",
         "the document has “£40,000” where the framework has “£20,000”"),
        ("hertfordshire-2007", "entitled to at least 70%", "entitled to at most 70%", "must-fix",
         "the document has “at most” where the framework has “at least”"),
        ("dartford-2006", "meets it every month", "meets it quarterly", "must-fix",
         "the document has “every quarter” where the framework has “every month”"),
        ("dartford-2006", "The PCT discusses early", "The practices discuss early", "must-fix",
         "the document has “practices” where the framework has “PCT”"),
        ("hertfordshire-2007", "gives the PBC Governance Committee", "gives the Local Medical Committee", "must-fix",
         "the document has “Local Medical Committee” where the framework has “PBC Governance Committee”"),
        ("hertfordshire-2007", "The PCT does not withhold", "The PCT withholds", "should-fix", "“not” was left out"),
        ("hertfordshire-2007", "The PCT does not withhold", "The PCT does withhold", "must-fix", "“not” was left out"),
        ("dartford-2006", "approval of the PCT Board", "approval of the PBC Board", "must-fix",
         "the document has “PBC Board” where the framework has “PCT Board”"),
        ("dartford-2006", "in the following financial year", "in the same financial year", "must-fix",
         "the document has “same” where the framework has “following”"),
        ("dartford-2006", "The PCT supports the clinical governance of each practice",
         "Each practice supports the clinical governance of the PCT", "should-fix",
         "the parties have changed places"),
        ("brent-2006", "The PCT gives a clear vision for health improvement and service delivery, for a rolling period "
         "of at least 3 years", "The PCT has a vision of health improvement over a rolling two-year period",
         "should-fix",
         "the document has “two-year” where the framework has “3 years”"),
        ("brent-2006", "Account is taken", "Account is not taken", "must-fix", "“not” was put in"),
        ("brent-2006", "for the Chief Executive to sign", "for the Chair to sign", "must-fix",
         "the document has “Chair” where the framework has “Chief Executive”"),
        ("brent-2006", "; resolves local disputes", ".\n\nNever resolves local disputes", "must-fix",
         "“never” was put in"),
        ("county-durham-2010", "stays accountable for performance", "may stay accountable for performance",
         "should-fix", "“may” was put in"),
    ],
)  # fmt: skip
def test_what_is_altered_in_substance_is_shown_with_the_frameworks(
    framework: str, old: str, new: str, severity: str, said: str, tmp_path: Path
) -> None:
    ((found, what),) = wrong(tmp_path, framework, changed(framework, old, new))
    assert (found, what.partition(" is altered: ")[2]) == (severity, said)


@pytest.mark.parametrize(
    ("framework", "old", "new"),
    [
        ("dartford-2006", "redirect 70%", "redirect seventy per cent (70%)"),
        ("hertfordshire-2007", "within 4 weeks", "within four weeks"),
        ("hertfordshire-2007", "within 4 weeks", "within 3 weeks (varied locally from 4 weeks)"),
        ("county-durham-2010", "threshold of £20,000", "threshold of £20k"),
        ("dartford-2006", "every month, with trends", "monthly, with trends"),
        ("dartford-2006", "with the Locality Commissioning Group", "with the LCG"),
        ("hertfordshire-2007", "at most 30% is", "not more than 30 per cent is"),
        ("brent-2006", "The Professional Executive Committee sees that", "The PEC sees that"),
        ("hertfordshire-2007", "are not deducted", "may not be deducted"),
        ("hertfordshire-2007", "a sub-committee of the PCT Board chaired by a non-executive director, decides",
         "a sub-committee of the PCT Board with a non-executive chair, decides"),
        ("brent-2006", "The PCT gives the cluster an indicative", "Brent tPCT gives the cluster an indicative"),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_not_altered(framework: str, old: str, new: str, tmp_path: Path) -> None:
    text = agreement(framework).replace("At most", "at most")
    assert old in text
    assert wrong(tmp_path, framework, text.replace(old, new, 1)) == []


def test_another_name_for_a_party_throughout_is_no_other_party(tmp_path: Path) -> None:
    text = agreement("brent-2006").replace("cluster", "consortium").replace("Cluster", "Consortium")
    assert [severity for severity, _ in wrong(tmp_path, "brent-2006", text)] == []


def test_a_figure_that_stands_in_a_schedule_counts_as_there(tmp_path: Path) -> None:
    text = changed(
        "dartford-2006", "The group pays each practice 40p a head", "The group pays each practice a sum a head"
    )
    said = "Clause 3.3 (The local enhanced service) is altered: “£0.4” was left out"
    assert wrong(tmp_path, "dartford-2006", text) == [("should-fix", said)]
    schedule = "\n\n| Figure | Value |\n| --- | --- |\n| Payment to each practice | 40p per head |\n"
    assert wrong(tmp_path, "dartford-2006", text + schedule) == []


def test_a_part_of_a_clause_that_is_gone_is_named(tmp_path: Path) -> None:
    text = changed("hertfordshire-2007", "; makes no award to a practice that overspends its indicative budget", "")
    (part,) = wrong(tmp_path, "hertfordshire-2007", text)
    assert part[0] == "should-fix"
    assert (
        "a part is not in the document: “makes no award to a practice that overspends its indicative budget”" in part[1]
    )


def test_in_other_words_the_figures_are_compared(tmp_path: Path) -> None:
    own = (Path(__file__).parent / "examples" / "agreement-clauses" / "cannot-tell.md").read_text("utf-8")
    altered = own.replace("70% is ours to redirect", "55% is ours to redirect")
    assert [what for severity, what in wrong(tmp_path, "dartford-2006", altered) if severity == "must-fix"] == [
        "Clause 5.2 (Efficiency gains) is altered: the document has “55%” where the framework has “70%”"
    ]


@pytest.mark.parametrize("framework", ["brent-2006", "hertfordshire-2007"])
def test_an_agreement_in_other_words_throughout_is_not_altered(framework: str, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "agreements" / f"{framework}.md").read_text("utf-8")
    assert wrong(tmp_path, framework, text) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("This document is reviewed every year", "This document is never reviewed",
         "Clause 6.5 (Audit and evaluation) is altered: “never” was put in"),
        ("Plans go to the Chief Executive for signature, but not if another cluster would be adversely affected.",
         "The Professional Executive Committee forwards commissioning plans for the Chair to sign, but not if another "
         "cluster would suffer an adverse impact.",
         "Clause 5.7 (What the PCT will do) is altered: the document has “Chair” where the framework has “Chief "
         "Executive”"),
        ("we hold regular meetings to review progress with the PCT",
         "we take part in regular meetings of the cluster, as agreed locally, to review progress",
         "Clause 4.4 (What the cluster will do) is altered: the document has “cluster” where the framework has “PCT”"),
    ],
)  # fmt: skip
def test_in_other_words_parties_and_denials_are_compared(old: str, new: str, what: str, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "agreements" / "brent-2006.md").read_text("utf-8")
    assert old in text
    assert wrong(tmp_path, "brent-2006", text.replace(old, new)) == [("should-fix", what)]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("- it promotes collaboration between clusters\n", "5.6 “encourages partnership between clusters”"),
        ("- the risk of the system as a whole is managed by it\n", "5.6 “manages risks across its whole system”"),
        ("- the annual survey of patients shows that they are satisfied\n",
         "4.4 “ensures patient satisfaction as part of annual patient surveys”"),
    ],
)  # fmt: skip
def test_in_other_words_an_item_that_may_be_gone_is_told(line: str, part: str, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "agreements" / "brent-2006.md").read_text("utf-8")
    assert line in text
    before, after = (
        [(each.determined, each.what) for each in findings(tmp_path, "brent-2006", said) if "part of" in each.what]
        for said in (text, text.replace(line, ""))
    )
    told = (
        "Whether 1 part of clauses is there cannot be told, because some of the words are there, but not enough of them"
    )
    assert (before, after) == ([], [(False, f"{told}: {part}.")])


def test_a_sum_with_its_bound_is_compared_beside_the_same_sum_with_another(tmp_path: Path) -> None:
    old = "A proposal of £10,000 or less is made on the OGIM template and approved by"
    new = "Those on the OGIM template, of £15,000 or less, need approval as a proposal by"
    text = changed("county-durham-2010", old, new)
    assert [severity for severity, _ in wrong(tmp_path, "county-durham-2010", text)] == ["should-fix"]


def test_clauses_beside_their_numbers_in_a_table_are_running_text(tmp_path: Path) -> None:
    rows = [f"| {each.number} | {each.text.replace('…', 'Eastbourne')} |" for each in clauses("dartford-2006")]
    half = len(rows) // 2
    running = [row.strip("| ").replace(" | ", " ", 1) + "\n" for row in rows[half:]]
    text = "\n".join(["# Agreement", "", "| No. | Clause |", "| --- | --- |", *rows[:half], "", *running])
    assert wrong(tmp_path, "dartford-2006", text) == []


def test_some_other_document_is_told_at_once(tmp_path: Path) -> None:
    text = "# A second nurse\n\nThe PCT gives the practice an indicative budget. We ask for £7,900 to pay a nurse.\n"
    (found,) = findings(tmp_path, "dartford-2006", text)
    assert (found.severity, found.what) == (
        Severity.SHOULD_FIX,
        "Only 1 of the 30 clauses of the framework's agreement were found: this seems to be some other document.",
    )


def test_where_requirements_say_what_is_absent_only_what_is_altered_is_found(tmp_path: Path) -> None:
    text = agreement("brent-2006", without="referral").replace("at least 25,000 patients", "at least 15,000 patients")
    (found,) = findings(tmp_path, "brent-2006", text, kind="agreement-clauses")
    assert found.what.startswith("Clause 1.11 (Principles) is altered: the document has “15,000 patients” where")


def test_a_party_without_a_place_to_sign_is_named(tmp_path: Path) -> None:
    signed = "\n\n## Signatures\n\nChief Executive\n\nPartner of the practice\n"
    assert wrong(tmp_path, "dartford-2006", agreement("dartford-2006") + signed) == [
        ("should-fix", "The signatures have no place for the Chair (the Locality Commissioning Group).")
    ]


def test_an_items_phrasing_that_cannot_be_understood_is_refused_with_its_line(tmp_path: Path) -> None:
    clause = "text: We work together."
    items = f"{clause}, items: [{{text: on plans, looks-for: [[plans, 'a ((b']]}}]"
    with pytest.raises(DefinitionError, match=r"agreement\.yaml:9: 'a \(\(b'"):
        load_folder(write_framework(tmp_path, agreement=FILES["agreement.yaml"].replace(clause, items)))


def test_a_phrasing_that_cannot_be_understood_is_refused_with_its_line(tmp_path: Path) -> None:
    clause = "text: We work together."
    text = FILES["agreement.yaml"].replace(clause, f"{clause}, looks-for: [[work, 'a ((b']]")
    with pytest.raises(DefinitionError, match=r"agreement\.yaml:9: 'a \(\(b'"):
        load_folder(write_framework(tmp_path, agreement=text))
