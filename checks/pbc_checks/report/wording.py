"""The words a report uses for verdicts and for how a submission was read, whatever the report is printed on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pbc_checks.findings import Accuracy, Received, Report, Severity, Status
from pbc_checks.paths import last_of
from pbc_generator.document import Badge, Tone

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # what Windows does not allow
_LONGEST_STEM = 120  # bytes: with folder and ending a path stays below what systems allow


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a status is printed: a symbol that reads in black and white, a label, what it means, and its tone."""

    symbol: str
    label: str
    means: str
    tone: Tone

    @property
    def badge(self) -> Badge:
        """Return the verdict as it stands in a document."""
        return Badge(self.symbol, self.label, self.tone)

    @property
    def sign(self) -> Badge:
        """Return the verdict as it stands beside a key: its symbol alone."""
        return Badge(self.symbol, self.label, self.tone, brief=True)


VERDICTS: dict[Status, Verdict] = {
    Status.MET: Verdict("✓", "Met", "Every essential part is there, and is concrete.", Tone.GOOD),
    Status.PARTIAL: Verdict("◐", "Partly met", "Something is there, but a part is missing or is vague.", Tone.FAIR),
    Status.ABSENT: Verdict("✗", "Absent", "Nothing on it was found in what could be read.", Tone.BAD),
    Status.PLACEHOLDER: Verdict(
        "✗", "Placeholder", "Words such as 'to follow', or the form's own guidance, stand where it should be.", Tone.BAD
    ),
    Status.SAID_NOT_DONE: Verdict("✗", "Said not done", "The submission itself says that it was not done.", Tone.BAD),
    Status.UNREADABLE: Verdict(
        "?", "Could not be read", "Not found, but part of the file could not be read and may hold it.", Tone.BAD
    ),
    Status.NOT_APPLICABLE: Verdict(
        "-",
        "Not applicable",
        "The submission says why it does not apply, where the framework allows that.",
        Tone.NEUTRAL,
    ),
}
"""Every status, in the order in which reports count them."""


def conclusion(report: Report) -> str:
    """Return the outcome in one sentence, such as "Of 16 requirements 9 are met, 3 partly met and 4 missing".

    Of a kind of document without requirements it is what the rules found.
    """
    if not report.findings:
        return _by_rules_alone(report)
    missing = sum(finding.status.missing for finding in report.findings)
    counts = [
        (report.count(Status.MET), "met"),
        (report.count(Status.PARTIAL), "partly met"),
        (missing, "missing"),
        (report.count(Status.UNREADABLE), "not to be judged because part of the file could not be read"),
        (report.count(Status.NOT_APPLICABLE), "not applicable"),
    ]
    return shared_out("requirements", len(report.findings), [each for each in counts if each[0] or each[1] == "met"])


def shared_out(things: str, total: int, counts: Sequence[tuple[int, str]]) -> str:
    """Return how many of some things are what, as in "Of 16 requirements 9 are met, 3 partly met and 4 missing"."""
    (first, what), *rest = counts
    words = [f"{_number(first)} {'is' if first == 1 else 'are'} {what}", *(f"{count} {what}" for count, what in rest)]
    return f"Of {total:,} {things} {listed(words)}."


def _by_rules_alone(report: Report) -> str:
    told = [
        f"{report.weighing(severity)} {words}"
        for severity, words in ((Severity.MUST_FIX, "must be fixed"), (Severity.SHOULD_FIX, "should be fixed"))
        if report.weighing(severity)
    ]
    unclear = sum(not check.determined for check in report.checks)
    if unclear:
        told.append(f"{unclear} could not be told")
    return f"Of what the rules found, {listed(told)}." if told else "The rules found nothing to put right."


UNSURE = "unsure: ask a person"


def judged_by(report: Report) -> str:
    """Return what the verdicts rest on, in one sentence."""
    scorers = report.scorers
    if not report.findings:
        return "Checked by the rules alone: this kind of document has no list of requirements."
    if scorers is None:
        return "Judged by the rules alone, without learned scorers."
    if report.submission.words and not report.learned:
        return "Judged by the rules alone: the learned scorers have learned nothing about these requirements."
    learned = f"learned scorers trained on {counted(scorers.submissions, 'assessed submission')} ({scorers.name})"
    return f"Judged by the rules and by {learned}."


WHOLE_FILE = "The whole file"
SEND_TEXT = (
    "No words of it could be read, so nothing was checked. Send the file that it was made from, in which the words can "
    "be selected, and check that; or have a person read it."
)
"""What there is to do about a submission without a word that could be read, and about what: once, for all of it."""


def nothing_read(report: Report) -> bool:
    """Return whether no word of a submission could be read, so that what holds of one requirement holds of all."""
    all_open = bool(report.findings) and all(each.status is Status.UNREADABLE for each in report.findings)
    return all_open and not report.submission.words


def unsure(report: Report) -> str:
    """Return how many verdicts are for a person to decide, as a sentence; empty where none is."""
    count = sum(finding.unsure for finding in report.findings)
    if not count:
        return ""
    return f"{counted(count, 'verdict')} {'is' if count == 1 else 'are'} unsure: ask a person."


SEVERITIES: dict[Severity, Badge] = {
    Severity.MUST_FIX: Badge("!", "Must fix", Tone.BAD),
    Severity.SHOULD_FIX: Badge("◐", "Should fix", Tone.FAIR),
    Severity.NOTE: Badge("-", "Note", Tone.NEUTRAL),
}
"""Every severity of a rule's finding, the gravest first."""


def checked(report: Report) -> str:
    """Return what the rules found, as a sentence; empty where they found nothing that has to be put right."""
    if not report.findings:
        return ""
    must, should = report.weighing(Severity.MUST_FIX), report.weighing(Severity.SHOULD_FIX)
    told = [f"{count} {words}" for count, words in ((must, "must be fixed"), (should, "should be fixed")) if count]
    return f"Beside the requirements, {listed(told)}." if told else ""


def reading(submission: Received) -> str:
    """Return how a submission was read, such as "Word, 6 pages, 2,310 words, read as a completed form"."""
    kinds = {"docx": "Word", "pdf": "PDF", "md": "Markdown", "txt": "plain text", "xlsx": "Excel", "csv": "CSV"}
    words = [kinds[submission.format]]
    if submission.pages:
        words.append(counted(submission.pages, "page"))
    comments = submission.receipt.read.get("comments", 0)
    among = f" (with those of {counted(comments, 'comment')})" if comments else ""
    words.append(counted(submission.words, "word") + among)
    if submission.form:
        words.append("read as a completed form")
    return ", ".join(words)


def shares(accuracy: Accuracy) -> tuple[str, str, str]:
    """Return how often verdicts agree, and how often what is called missing is so and what is missing is called so."""
    return (
        f"{accuracy.agreed / accuracy.items:.0%}" if accuracy.items else "not measured",
        f"{accuracy.found / accuracy.said:.0%} of {accuracy.said}" if accuracy.said else "none said",
        f"{accuracy.found / accuracy.wanted:.0%} of {accuracy.wanted}" if accuracy.wanted else "none missing",
    )


def file_name(submission: Received) -> str:
    """Return the submission's file name without its folders, whether Windows or another system wrote them."""
    return last_of(submission.name)


def stem(submission: Received) -> str:
    """Return the name that files about a submission begin with: its file's, fit to be a name on Windows too."""
    return stem_of(file_name(submission))


def stem_of(name: str) -> str:
    """Return what files made of a file begin with: its name without the ending, fit to be a name on Windows too."""
    without_ending = name.rpartition(".")[0] or name
    words = " ".join(_NOT_IN_NAMES.sub(" ", without_ending).split())
    return words.encode()[:_LONGEST_STEM].decode(errors="ignore").strip(". ") or "submission"


def shortened(words: str, most: int) -> str:
    """Return words cut between two of them to so many characters, with an ellipsis where something is left out."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:–-") + "…"


def counted(number: int, what: str, many: str = "") -> str:
    """Return a number with its noun: `1 page`, `2,310 words`; `many` is the plural, if it is not formed by an s."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"


def listed(words: list[str]) -> str:
    """Return words as a sentence lists them: `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _number(count: int) -> str:
    return "none" if count == 0 else str(count)
