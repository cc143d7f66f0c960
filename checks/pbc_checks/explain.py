"""Why a requirement got its verdict: the passages behind it, the words and rules that carried it, what would change it.

Nothing here judges anew by other means. What would change a verdict is found by judging a changed submission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pbc_checks.discretion import Discretion
from pbc_checks.engine import Examination, Study
from pbc_checks.evidence.match import EVIDENCE
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quote
from pbc_checks.evidence.result import ConceptResult, Level
from pbc_checks.evidence.verdict import Case
from pbc_checks.findings import Accuracy, Evidence, Finding, Report, Status
from pbc_checks.judgement.finding import finding
from pbc_checks.judgement.weigh import WORTH_QUOTING
from pbc_checks.learned.assessment import Assessment, Ranked
from pbc_checks.learned.model import CLASSES, COLUMNS, Model
from pbc_checks.learned.passage_scores import MET, NOT_DONE, RELEVANCE, contributions
from pbc_checks.learned.subject import subject
from pbc_checks.learned.terms import as_it_stands
from pbc_checks.submission import Block, BlockKind, Place, Submission
from pbc_frameworks.concepts import Concept, Example
from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.model import Framework, Requirement, SubmissionDefinition

MOST_PASSAGES = 5
_MOST_WORDS = 6
_LEAST = 0.02  # of a score, for a word to be worth a mention
_LEFT_OUT = 3  # passages that are left out in turn
_ADDED_HEADING = "Added"


@dataclass(frozen=True, slots=True)
class Carried:
    """Words of a passage, its heading or its question, and what they add to a score; below zero they speak against."""

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class PassageNote:
    """A passage that bears on the requirement, and why it counts as it does.

    `probability` is how likely an assessor would quote it, `not_done` and `met` how it reads, about 0 to 1; None where
    the rules alone judge. `relevant` are the words that make it look relevant, `reads_met` and `reads_not_done` those
    that make it read so. `rules` are sentences.
    """

    evidence: Evidence
    probability: float | None
    not_done: float | None
    met: float | None
    relevant: tuple[Carried, ...]
    reads_met: tuple[Carried, ...]
    reads_not_done: tuple[Carried, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConceptNote:
    """What the rules alone say of a concept of the requirement, and what keeps it from more."""

    part: str
    title: str
    level: Level
    passages: int
    lacking: str


@dataclass(frozen=True, slots=True)
class Change:
    """A changed submission and its verdict: `without` a passage of it, or with `added` words that it does not have."""

    without: tuple[Evidence, ...]
    added: str
    status: Status
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding with everything that led to it. `probabilities` are by met, partial and missing; empty by rules alone.

    `report` is the whole report that the finding is from; `accuracy` is None where none was measured.
    """

    report: Report
    finding: Finding
    probabilities: Mapping[str, float]
    accuracy: Accuracy | None
    passages: tuple[PassageNote, ...]
    concepts: tuple[ConceptNote, ...]
    changes: tuple[Change, ...]


def explain(study: Study, framework: Framework, definition: SubmissionDefinition, name: str) -> Explanation:
    """Return the explanation of the verdict on the requirement called `name`. Raises UnknownNameError."""
    known = {requirement.id: requirement for requirement in definition.requirements}
    if name not in known:
        raise UnknownNameError("requirement", name, known)
    requirement = known[name]
    report = study.report(framework, definition)
    examination = study.examination(framework, definition)
    case = examination.case(requirement)
    (assessment,) = examination.assessments([case])
    passages = _passages(study, examination, case, assessment)
    found = next(each for each in report.findings if each.requirement == name)
    return Explanation(
        report=report,
        finding=found,
        probabilities=dict(zip(CLASSES, assessment.probabilities, strict=True)) if assessment else {},
        accuracy=report.scorers.accuracy.get(name) if report.scorers else None,
        passages=tuple(note for note, _ in passages),
        concepts=tuple(
            _concept_note(part.part.title, result, study.discretion) for part in case.parts for result in part.concepts
        ),
        changes=tuple(_changes(study, framework, definition, requirement, found, passages)),
    )


def _passages(
    study: Study, examination: Examination, case: Case, assessment: Assessment | None
) -> list[tuple[PassageNote, Passage]]:
    """Return the passages that bear on a requirement, the likeliest to be quoted first."""
    every = examination.view.index.passages
    about = subject(case.requirement)
    noted: list[tuple[PassageNote, Passage]] = []
    for order, ranked in _order(case, assessment):
        passage = every[order]
        quoted = quote(passage, case.submission.blocks)
        evidence = next(iter(study.discretion.quotations([quoted] if quoted else [])), None)
        unlikely = ranked is not None and ranked.probability < WORTH_QUOTING and bool(noted)
        if evidence is None or unlikely or examination.view.features[order].of_the_form:
            continue
        scored = study.model if ranked else None
        note = _note(scored, case, passage, evidence, ranked, about, study.discretion)
        noted.append((_discreet(note, study.discretion), passage))
        if len(noted) == MOST_PASSAGES:
            break
    return noted


def _order(case: Case, assessment: Assessment | None) -> list[tuple[int, Ranked | None]]:
    if assessment is not None:
        return [(ranked.order, ranked) for ranked in assessment.ranked]
    results = [result for part in case.parts for result in part.concepts]
    matched = sorted(
        (match for result in results for match in result.matches),
        key=lambda match: (-match.weight, match.passage.order),
    )
    missed = [miss for result in results for miss in (*result.denials, *result.placeholders, *result.near)]
    orders = [*(match.passage.order for match in matched), *(miss.passage.order for miss in missed)]
    return [(order, None) for order in dict.fromkeys(orders)]


def _note(
    model: Model | None,
    case: Case,
    passage: Passage,
    evidence: Evidence,
    ranked: Ranked | None,
    about: str,
    discretion: Discretion,
) -> PassageNote:
    words = {
        column: _carried(passage, contributions(model, passage, about, column)) if model else ()
        for column in range(len(COLUMNS))
    }
    return PassageNote(
        evidence=evidence,
        probability=ranked.probability if ranked else None,
        not_done=ranked.not_done if ranked else None,
        met=ranked.met if ranked else None,
        relevant=words[RELEVANCE],
        reads_met=words[MET],
        reads_not_done=words[NOT_DONE],
        rules=tuple(_rules(case, passage, discretion)),
    )


def _discreet(note: PassageNote, discretion: Discretion) -> PassageNote:
    """Return a note without personal details, which may be among the words that carried a score."""

    def kept(words: Sequence[Carried]) -> tuple[Carried, ...]:
        return tuple(each for each in words if not discretion.hides(each.words))

    return replace(
        note,
        relevant=kept(note.relevant),
        reads_met=kept(note.reads_met),
        reads_not_done=kept(note.reads_not_done),
        rules=tuple(map(discretion.text, note.rules)),
    )


def _carried(passage: Passage, added: Sequence[tuple[str, float]]) -> tuple[Carried, ...]:
    """Return what carried a score most; a word and its stem count together."""
    together: dict[str, float] = {}
    for term, weight in added:
        words = as_it_stands(term, passage)
        together[words] = together.get(words, 0.0) + weight
    ranked = sorted(together.items(), key=lambda each: (-abs(each[1]), each[0]))
    return tuple(Carried(words, weight) for words, weight in ranked[:_MOST_WORDS] if abs(weight) >= _LEAST)


def _rules(case: Case, passage: Passage, discretion: Discretion) -> Iterator[str]:
    """Yield what the rules say of a passage, concept by concept, without pieces of personal details."""
    for result in (result for part in case.parts for result in part.concepts):
        title = result.concept.title
        for match in (match for match in result.matches if match.passage.order == passage.order):
            kind = "evidence of" if match.weight >= EVIDENCE else "touches on"
            words = f" by {', '.join(f'“{word}”' for word in match.words)}" if match.words else " by its heading"
            specifics = [detail.text for detail in match.specifics if not discretion.hides(detail.text)]
            details = f", with {', '.join(specifics)}" if specifics else ""
            but = f"; {match.note}" if match.note else ""
            yield f"{kind} {title}{words}{details} (weight {match.weight:.1f}){but}"
        against = (*result.denials, *result.placeholders, *result.near)
        for miss in (miss for miss in against if miss.passage.order == passage.order):
            yield f"no evidence of {title}: {miss.why}"


def _concept_note(part: str, result: ConceptResult, discretion: Discretion) -> ConceptNote:
    lacking = discretion.text(result.lacking)
    return ConceptNote(part, result.concept.title, result.level, len(result.matches), lacking)


def _changes(
    study: Study,
    framework: Framework,
    definition: SubmissionDefinition,
    requirement: Requirement,
    found: Finding,
    passages: Sequence[tuple[PassageNote, Passage]],
) -> Iterator[Change]:
    """Yield what becomes of the verdict without the first passages, each and all, and with an example added."""

    def judged(submission: Submission) -> Finding:
        changed = Study(submission, study.indexed.concepts, study.indexed.cues, study.model)
        (judgement,) = changed.examination(framework, definition).judgements([requirement])
        return finding(judgement, study.model.unsure_below if study.model else 0.0)

    submission = study.indexed.submission
    first = passages[:_LEFT_OUT]
    wanted = [[one] for one in first] + ([list(first)] if len(first) > 1 else [])
    for some in wanted:
        changed = judged(_without(submission, [passage for _, passage in some]))
        yield Change(tuple(note.evidence for note, _ in some), "", changed.status, changed.confidence)
    if found.status is not Status.MET:
        for example in _examples(study.indexed.concepts, requirement):
            changed = judged(_with(submission, requirement, example))
            yield Change((), example.text, changed.status, changed.confidence)


def _examples(concepts: Mapping[str, Concept], requirement: Requirement) -> Iterator[Example]:
    """Yield of each part's first concept an example that the concept library calls met."""
    names = dict.fromkeys(part.concepts[0] for part in requirement.parts)
    for name in names:
        met = [example for example in concepts[name].examples if example.verdict == "met"]
        yield from met[:1]


def _without(submission: Submission, passages: Sequence[Passage]) -> Submission:
    """Return a submission without some passages."""
    blocks: list[Block] = list(submission.blocks)
    answers = dict(submission.answers)
    for passage in passages:
        block = blocks[passage.block]
        cells = tuple(cell.replace(passage.text, "").strip() for cell in block.cells)
        whole = passage.text == block.text
        text = "" if whole else " | ".join(cells) if cells else block.text.replace(passage.text, "").strip()
        blocks[passage.block] = replace(block, text=text, cells=() if whole else cells)
        if block.requirement in answers:
            answers[block.requirement] = answers[block.requirement].replace(passage.text, "").strip()
    return replace(submission, blocks=tuple(blocks), answers=answers)


def _with(submission: Submission, requirement: Requirement, example: Example) -> Submission:
    """Return a submission with an example added: in the form's box if it has one, else in a section of its own."""
    place = Place(heading=example.heading or _ADDED_HEADING)
    if submission.form is not None and requirement.id in submission.answers:
        answers = {**submission.answers, requirement.id: f"{submission.answers[requirement.id]} {example.text}".strip()}
        last = max(
            (number for number, block in enumerate(submission.blocks) if block.requirement == requirement.id),
            default=len(submission.blocks) - 1,
        )
        added = Block(example.text, BlockKind.PARAGRAPH, place, requirement=requirement.id)
        blocks = (*submission.blocks[: last + 1], added, *submission.blocks[last + 1 :])
        return replace(submission, blocks=blocks, answers=answers)
    heading = Block(example.heading or requirement.title, BlockKind.HEADING, place, level=1)
    added = Block(example.text, BlockKind.PARAGRAPH, place, (heading.text,))
    return replace(submission, blocks=(*submission.blocks, heading, added))
