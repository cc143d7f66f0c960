"""What a framework definition holds, typed. Nothing here reads files; `load.py` builds these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pbc_frameworks.phrasing import Phrasing
    from pbc_frameworks.register.model import RegisterTimes
    from pbc_frameworks.schedules import ScheduleDefinition

# A number that stands alone: not that of an appendix, a case study, a figure …
_SECTION_NUMBER = re.compile(r"(?:^|and |, |to )(\d+(?:\.\d+)*)")


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in the framework's source document."""

    section: str
    item: str = ""

    def __str__(self) -> str:
        """Return the place in words: `section 2.2.2, item 9`, `sections 3 and 2.2.6`, `Appendix 1`."""
        return self.words("section")

    def words(self, part: str) -> str:
        """Return the place in words; `part` is what the document calls its numbered parts (section, paragraph)."""
        numbers = _SECTION_NUMBER.findall(re.sub(r"\(.*?\)", "", self.section))
        word = f"{part}s" if len(numbers) > 1 else part
        section = f"{word} {self.section}" if self.section[:1].isdigit() else self.section
        if not self.item[:1].isdigit():
            return f"{section}, {self.item}" if self.item else section
        return f"{section}, {'item' if self.item.isdigit() else 'items'} {self.item}"


@dataclass(frozen=True, slots=True)
class Source:
    """The real document a framework is defined from; `part` is what it calls its numbered parts."""

    title: str
    short: str
    publisher: str
    published: str
    note: str = ""
    part: str = "section"

    def cite(self, citation: Citation) -> str:
        """Return a full citation: `Hertfordshire 2007, section 2.2.2, item 9`."""
        return f"{self.short}, {citation.words(self.part)}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the framework: typed, cited, and perhaps the PCT's to vary.

    `value` is in `unit` (pounds, weeks, months, percent, practices …), `of` what a percentage is taken of and `per`
    what a sum is counted by. `minimum` and `maximum` bound what a profile may set where `local` allows it. `at_most`
    names the figure that this one may not exceed, `rest_of` the percentage that it is what remains of (70% of the
    practices leave 30% to the PCT): it follows that one and is never set by itself. `national` is the id of the
    national rule that bounds it. `varied_from` is the framework's own value where a PCT has set another.
    """

    id: str
    title: str
    value: Decimal
    unit: str
    source: Citation
    of: str = ""
    per: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    local: bool = False
    at_most: str = ""
    rest_of: str = ""
    national: str = ""
    varied_from: Decimal | None = None

    def __str__(self) -> str:
        """Return the figure as printed in a document: `8 weeks`, `70%`, `£20,000`, `40p`."""
        return self.printed(self.value)

    def printed(self, value: Decimal) -> str:
        """Return a value of this figure as it is printed."""
        number = f"{value.normalize():,f}"
        if self.unit == "percent":
            return f"{number}%"
        if self.unit == "pounds":
            return _money(value)
        unit = _singular(self.unit) if value == 1 else self.unit
        return f"{number} {unit}"

    @property
    def whole(self) -> str:
        """Return the figure with what it is of or per: `70% of freed-up resources`, `£2 per head of population`."""
        of, per = f" of {self.of}" if self.of else "", f" per {self.per}" if self.per else ""
        return f"{self}{of}{per}"


def _money(pounds: Decimal) -> str:
    """Return a sum as it is printed: `£20,000`, `£2.50`, `40p`."""
    if 0 < pounds < 1:
        return f"{(pounds * 100).normalize():f}p"
    return f"£{pounds:,.0f}" if pounds == pounds.to_integral_value() else f"£{pounds:,.2f}"


def _singular(unit: str) -> str:
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit.removesuffix("s")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or paragraph of a framework with its citation; `text` is a template in Markdown."""

    text: str
    source: Citation
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Someone the framework gives a role: an organisation, a body or an office holder."""

    id: str
    title: str
    role: tuple[Statement, ...]
    source: Citation


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a body's membership; `office` names the profile's office holder for it, or is empty."""

    id: str
    title: str
    capacity: str  # chair, member, invited, in-attendance
    source: Citation
    number: str = ""
    office: str = ""
    note: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of statements of a body's terms of reference; `silent` marks what the source leaves open.

    For a silent section `statements` is empty and `decide` says what the PCT has to decide.
    """

    id: str
    title: str
    statements: tuple[Statement, ...] = ()
    decide: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A committee, group or panel; sections in the order its terms of reference print them.

    `reports_to` are ids of bodies and parties, `approves` what it decides on (business-cases, freed-up-resources …).
    """

    id: str
    title: str
    summary: str
    source: Citation
    accountable_to: str
    membership: tuple[Member, ...]
    sections: tuple[Section, ...]
    one_per_locality: bool = False
    reports_to: tuple[str, ...] = ()
    approves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the agreement; `items` print as (a), (b), (c).

    `looks_for` are groups of phrasings by which a document is known to say the clause in other words: one of each
    group, in sentences that stand together. `items_look_for` has the same for each item.
    """

    id: str
    text: str
    source: Citation
    items: tuple[str, ...] = ()
    looks_for: tuple[tuple[Phrasing, ...], ...] = ()
    items_look_for: tuple[tuple[tuple[Phrasing, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """A headed part of the agreement."""

    id: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs the agreement: `each` is empty, or "practice" for one signature a practice."""

    party: str
    capacity: str
    office: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True)
class AgreementDefinition:
    """The agreement between PCT and practices as the framework sets it out."""

    title: str
    version: str
    introduction: str
    groups: tuple[ClauseGroup, ...]
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An essential part of a requirement; any one of its concepts evidences it."""

    id: str
    title: str
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormField:
    """A short field of a form, or a column of a table: `id`, label, kind (text, date, choice, tick) and choices."""

    id: str
    label: str
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table to fill in: its columns with their relative widths, and how many rows it offers.

    `first` is what its first column already says, a row each, or empty.
    """

    columns: tuple[FormField, ...]
    rows: int
    widths: tuple[int, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing a submission has to address: the question in the form, and what the checker looks for.

    `id` is public and never renamed. `criterion` is the requirement in the framework's terms, printed in reports;
    `prompt` the question in the form; `guidance` Markdown for whoever answers. All `parts` are essential.
    `may_not_apply` says that "not applicable, because …" is an answer. `table` is filled in below the answer.
    """

    id: str
    title: str
    criterion: str
    prompt: str
    guidance: str
    action: str
    source: Citation
    parts: tuple[Part, ...]
    may_not_apply: bool = False
    table: AnswerTable | None = None


@dataclass(frozen=True, slots=True)
class RequirementGroup:
    """A headed part of a form."""

    id: str
    title: str
    introduction: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class SubmissionDefinition:
    """A kind of document that practices submit: its form, and the requirements it is judged by."""

    kind: str
    title: str
    version: str
    introduction: str
    fields: tuple[FormField, ...]
    groups: tuple[RequirementGroup, ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return every requirement, in the order of the form."""
        return tuple(requirement for group in self.groups for requirement in group.requirements)


@dataclass(frozen=True, slots=True)
class Question:
    """Something a document asks: answered in words, or in a table.

    `source` is None where the source asks for the document and leaves its contents open.
    """

    id: str
    title: str
    prompt: str
    guidance: str = ""
    source: Citation | None = None
    table: AnswerTable | None = None


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A headed part of a document, printed in the order of its fields.

    `chapters` are sections of the framework's chapters (chapter/section), `schedules` and `figures` ids of theirs,
    `content` what else of the framework is printed (levels, process …).
    """

    id: str
    title: str
    introduction: str = ""
    statements: tuple[Statement, ...] = ()
    chapters: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    schedules: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDefinition:
    """A document that is generated part by part; `each` says whether one for the pct, a locality or a practice."""

    kind: str
    title: str
    version: str
    each: str
    introduction: str
    parts: tuple[DocumentPart, ...]
    subtitle: str = ""
    fields: tuple[FormField, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class LetterRules:
    """Letters of decision: who decides (`by`, a body or party) on which kinds of document, and what the letter prints.

    `limit` is the figure in weeks by which it decides, or empty. `rules` and `disagreement` are sections of chapters.
    """

    version: str
    by: str
    decides: tuple[str, ...]
    signatory: Signatory
    source: Citation
    limit: str = ""
    rules: tuple[str, ...] = ()
    disagreement: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What goes with a submission, or is needed for a later step.

    `kind` is the kind of document of the framework that it is, or empty. A submission of one of the kinds `within`
    holds it. `called` are the names by which texts speak of it.
    """

    id: str
    title: str
    source: Citation
    called: tuple[str, ...]
    kind: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteStep:
    """A step of a route: `by` are ids of bodies and parties, `does` what they do (recommends, approves, ratifies …).

    It applies `when` the submission is of some nature (freed-up-resources, capital, tender …), always where that is
    empty; and where the freed-up resources asked for are up to, or above, the figure (pounds) of that name. `later`
    steps come once the submission is approved. `papers` and `conflicts` are ids: what it needs, and the rules on
    conflicts of interest that bind whoever takes it.
    """

    id: str
    by: tuple[str, ...]
    does: str
    text: str
    source: Citation
    when: str = ""
    up_to: str = ""
    above: str = ""
    later: bool = False
    papers: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RouteNote:
    """What the source leaves open on a route, or limits it by; it applies `when` the submission is of some nature."""

    text: str
    source: Citation
    when: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionRoute:
    """The way that some kinds of document (`of`) go until they are approved; `uses` is freed-up-resources, or empty."""

    id: str
    title: str
    of: tuple[str, ...]
    steps: tuple[RouteStep, ...]
    notes: tuple[RouteNote, ...] = ()
    uses: str = ""


@dataclass(frozen=True, slots=True)
class Routes:
    """Who approves what, in which order and with which papers.

    `names` are other names by which documents call a body or party, by its id.
    """

    routes: tuple[SubmissionRoute, ...]
    papers: tuple[Paper, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> SubmissionRoute | None:
        """Return the route of a kind of document, or None where the source has none."""
        return next((route for route in self.routes if kind in route.of), None)


@dataclass(frozen=True, slots=True)
class InterestType:
    """A type of interest a member may have."""

    id: str
    title: str
    means: str


@dataclass(frozen=True, slots=True)
class ConflictRule:
    """A rule on conflicts of interest; `effects` are what it asks of whoever has one (declare, withdraw …).

    `id` is empty where no route names the rule.
    """

    text: str
    source: Citation
    items: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRules:
    """How conflicts of interest are declared and handled.

    `rules` are the framework's own and cited; `conventions` follow later practice and are the PCT's to adopt.
    """

    title: str
    version: str
    introduction: str
    rules: tuple[ConflictRule, ...]
    conventions_introduction: str
    conventions: tuple[str, ...]
    types: tuple[InterestType, ...]
    declaration_introduction: str
    declaration_statement: str
    declaration_fields: tuple[FormField, ...]
    times: RegisterTimes


@dataclass(frozen=True, slots=True)
class Position:
    """Where a framework stands on what national guidance leaves to choose; `stands` is a choice of that rule."""

    rule: str
    stands: str
    text: str
    source: Citation


@dataclass(frozen=True, slots=True)
class ChapterTable:
    """A table of a chapter; every row is as long as `columns`."""

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: Citation


@dataclass(frozen=True, slots=True)
class ChapterSection:
    """A headed part of a chapter."""

    id: str
    title: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[ChapterTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """What the source says on one concern; `id` and `title` are those of the shared list of chapters."""

    id: str
    title: str
    introduction: str
    sections: tuple[ChapterSection, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """What the criteria of each level serve."""

    id: str
    title: str
    source: Citation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A level that groups of practices reach, with what the PCT commits at it."""

    id: str
    title: str
    commitments: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class LevelCriterion:
    """One criterion for one objective at one level."""

    id: str
    objective: str
    level: str
    text: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels with their criteria; `introduction` holds the rule by which a group passes from one to the next."""

    title: str
    introduction: tuple[Statement, ...]
    objectives: tuple[Objective, ...]
    levels: tuple[Level, ...]
    criteria: tuple[LevelCriterion, ...]
    notes: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the decision process; `by` are ids of parties and bodies, `next` of the steps that may follow."""

    id: str
    number: str
    title: str
    by: tuple[str, ...]
    text: str
    source: Citation
    items: tuple[str, ...] = ()
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A headed part of the decision process."""

    id: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DecisionProcess:
    """The way from an idea to a service."""

    title: str
    introduction: str
    stages: tuple[Stage, ...]
    notes: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation; `audiences` are ids of those it is for, `evidence` what would show that it is done."""

    number: int
    text: str
    audiences: tuple[str, ...]
    source: Citation
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationGroup:
    """A headed part of the recommendations."""

    id: str
    title: str
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class Recommendations:
    """The recommendations of a national body; `audiences` names those they are for."""

    title: str
    introduction: str
    audiences: dict[str, str]
    groups: tuple[RecommendationGroup, ...]


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part of a section of the source; `item` stands in the citations of it, `background` says why it has none."""

    item: str
    background: str = ""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section or table of the source; `background` says why nothing is defined from it, or is empty."""

    section: str
    title: str
    background: str = ""
    parts: tuple[OutlinePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework, whole: everything the documents are generated from and submissions are judged by.

    `offices` maps the ids of office holders a profile may name to the office in words; `submissions` maps kinds of
    document (business-case, commissioning-plan) to their definitions. `background` is Markdown on the source itself.
    """

    id: str
    title: str
    version: str
    summary: str
    period: str
    area: str
    source: Source
    parameters: dict[str, Parameter]
    offices: dict[str, str]
    parties: tuple[Party, ...]
    principles: tuple[Statement, ...]
    bodies: tuple[Body, ...]
    agreement: AgreementDefinition | None = None
    conflicts: ConflictRules | None = None
    submissions: dict[str, SubmissionDefinition] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    chapters: tuple[Chapter, ...] = ()
    levels: Levels | None = None
    process: DecisionProcess | None = None
    recommendations: Recommendations | None = None
    documents: dict[str, DocumentDefinition] = field(default_factory=dict)
    schedules: dict[str, ScheduleDefinition] = field(default_factory=dict)
    letters: LetterRules | None = None
    routes: Routes | None = None
    outline: tuple[OutlineSection, ...] = ()
    background: str = ""
