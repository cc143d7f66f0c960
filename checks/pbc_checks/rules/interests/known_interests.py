"""The register beside a submission: whose interests it has, whether they bear on it, whether they are declared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.quotation import quotes
from pbc_checks.findings import Evidence
from pbc_checks.rules.interests.declarations import Declarations, Kind, Statement, declarations
from pbc_checks.rules.interests.parties import Named, passages, proposers, says_who_provides, subject
from pbc_checks.rules.matter import Matter
from pbc_checks.rules.names import Likeness, Meant, Roster, has_title, names_in, organisation_in, same_person
from pbc_frameworks.model import ConflictRule
from pbc_frameworks.register.bearing import Item, alike, bearings, telling
from pbc_frameworks.register.model import Interest, Register

_PLACE = re.compile(
    r"\b((?:[A-Z][\w’'-]+ ){1,4})(?:Surgery|Medical Centre|Health Centre|Practice|Medical Group|Locality|Cluster"
    r"|Consortium|PCT|Primary Care Trust)\b"
)
# Words for posts, holdings and health care at large, which an interest and a title have in common by chance.
_SAYS_LITTLE = {
    "adult", "adults", "adviser", "advisor", "agreement", "associate", "bids", "business", "chair", "children",
    "clinical", "clinician", "clinicians", "commissioner", "commissioning", "company", "consultant", "contract",
    "development", "diagnose", "diagnosed", "diagnosis", "director", "employed", "employee", "financial", "grant",
    "holding", "holds", "hospitals", "interest", "lead", "local", "locality", "manager", "national", "network",
    "north", "nurse", "nurses", "offers", "officer", "owner", "owns", "paid", "partner", "partners", "partnership",
    "patients", "people", "physician", "practitioner", "private", "project", "provider", "providers", "provides",
    "quarter", "referral", "referrals", "regional", "scheme", "session", "sessions", "share", "shared", "shares",
    "south", "special", "specialist", "spouse", "staff", "support", "team", "there", "third", "treat", "treated",
    "treatment", "treats", "trustee", "unpaid", "work", "works",
}  # fmt: skip
_MOST_PLACES = 400  # blocks that are read for names of places


@dataclass(frozen=True)
class KnownInterests:
    """A submission beside the register of interests. People are called by the names they have in the register."""

    matter: Matter
    register: Register

    @cached_property
    def day(self) -> date | None:
        """Return the day for which interests are looked at: that of the submission, or of the register."""
        return self.matter.submitted or self.register.updated

    @cached_property
    def lasting(self) -> tuple[Interest, ...]:
        """Return the interests of that day, without those that are withheld."""
        return tuple(entry for entry in self.register.interests if self._lasts(entry) and not entry.withheld)

    def _lasts(self, entry: Interest) -> bool:
        return not self.day or (entry.since <= self.day and not (entry.until and entry.until < self.day))

    @property
    def withheld(self) -> int:
        """Return how many entries are withheld."""
        return self.register.withheld + sum(bool(entry.withheld) for entry in self.register.interests)

    @property
    def withheld_words(self) -> str:
        """Return how many entries are withheld, in words."""
        return "1 entry" if self.withheld == 1 else f"{self.withheld:,} entries"

    @cached_property
    def roster(self) -> Roster:
        """Return everybody whom the register or the profile names."""
        profile = self.matter.profile
        names = [entry.name for entry in self.register.interests]
        names += [entry.name for entry in self.register.nil_returns]
        if profile is not None:
            names += [practice.lead for place in profile.localities for practice in place.practices if practice.lead]
            names += [holder.name for holder in profile.offices.values()]
        return Roster.of(names)

    @cached_property
    def declared(self) -> Declarations:
        """Return what the submission says of interests."""
        return declarations(self.matter)

    @cached_property
    def subject(self) -> tuple[Evidence, ...]:
        """Return the words that say what is proposed."""
        return subject(self.matter)

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Return those whom the submission names as proposing it, in the register or not."""
        return tuple(named for named in proposers(self.matter) if has_title(named.name) or self.who(named.name).names)

    @cached_property
    def proposers(self) -> dict[str, tuple[Named, Meant]]:
        """Return those who propose, by their name in the register; where it may mean several, each of them."""
        found: dict[str, tuple[Named, Meant]] = {}
        for named in self.named:
            meant = self.who(named.name)
            for name in meant.names:
                found.setdefault(name, (named, meant))
        return found

    def proposer(self, entry: Interest) -> tuple[Named, Meant] | None:
        """Return how the submission names the person of an entry, and whom that can mean; None if it does not."""
        for name, proposer in self.proposers.items():
            if name == entry.name or same_person(name, entry.name) is Likeness.SAME:
                return proposer
        return None

    def who(self, said: str) -> Meant:
        """Return who a name of the submission means; by a surname alone it goes by the fuller names beside it."""
        meant = self.roster.meant(said)
        if meant.firm or len(meant.names) != 1:
            return meant
        (known,) = meant.names
        fuller = {name: same_person(name, known) for name in self._names if same_person(name, said) is Likeness.SURNAME}
        same = any(likeness is Likeness.SAME for likeness in fuller.values())
        others = sorted(name for name, likeness in fuller.items() if likeness is Likeness.DIFFERENT)
        if others:
            return Meant((known, *others) if same else (), firm=False)
        practice = self.practice_of(known)
        here = practice and any(organisation_in(practice, block.text) for block in self.matter.submission.blocks)
        return Meant(meant.names, firm=same or bool(here))

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(name for block in self.matter.running for name in names_in(block.text))

    def practice_of(self, name: str) -> str:
        """Return the practice of somebody, as the register or the profile has it, or an empty text."""
        profile = self.matter.profile
        practices = [
            (each.lead, each.name) for place in (profile.localities if profile else ()) for each in place.practices
        ]
        known = [*((entry.name, entry.practice) for entry in self.register.interests if entry.practice), *practices]
        return next((practice for who, practice in known if same_person(who, name) is Likeness.SAME), "")

    def provider(self, organisation: str) -> tuple[Passage, str] | None:
        """Return where the submission names an organisation as one that is to provide, and how it is written there."""
        for passage in passages(self.matter):
            written = organisation_in(organisation, passage.text)
            if written and says_who_provides(passage):
                return passage, written
        return None

    def common(self, entry: Interest) -> tuple[str, ...]:
        """Return the telling words that an interest has in common with what is proposed; not names of places."""
        item = Item(" ".join(evidence.quote for evidence in self.subject))
        little = (_SAYS_LITTLE | self._places | telling(entry.name)) - telling(*entry.services)
        return tuple(word for bearing in bearings(item, [entry], self.day, little) for word in bearing.words)

    @cached_property
    def _places(self) -> frozenset[str]:
        profile = self.matter.profile
        names = [self.matter.framework.area]
        if profile is not None:
            names += [profile.pct_name, profile.pct_short_name, *(place.name for place in profile.localities)]
            names += [practice.name for place in profile.localities for practice in place.practices]
        for block in self.matter.submission.blocks[:_MOST_PLACES]:
            names += _PLACE.findall(block.text)
        return frozenset(telling(*names))

    def declares(self, entry: Interest) -> bool:
        """Return whether the submission declares an interest: it names the person or the organisation in doing so.

        What somebody declares as “I” can be the interest of any who propose.
        """
        blocks = {statement.passage.block for statement in self.declared.of(Kind.DECLARES)}
        for statement in self.declared.statements:
            if statement.kind is Kind.DENIES or statement.passage.block not in blocks:
                continue
            if self._about(statement, entry) or (statement.kind is Kind.DECLARES and statement.first_person):
                return True
        return any(self._discloses(passage, entry) for passage in self.matter.view.index.passages)

    def _about(self, statement: Statement, entry: Interest) -> bool:
        text = statement.passage.text
        return bool(organisation_in(entry.organisation, text)) or self._names_person(text, entry.name)

    def _names_person(self, text: str, name: str) -> bool:
        return any(same_person(said, name) is not Likeness.DIFFERENT for said in names_in(text))

    def _discloses(self, passage: Passage, entry: Interest) -> bool:
        """Return whether a passage says in passing what ties somebody to an organisation."""
        tied = Statement(passage, Kind.OTHER).ties and organisation_in(entry.organisation, passage.text)
        return bool(tied) and self._names_person(passage.text, entry.name)

    def denial(self, name: str, *, in_the_provider: bool = False) -> Statement | None:
        """Return where the submission says that somebody, or everybody, has no interest at all, or in the provider."""
        for statement in self.declared.of(Kind.DENIES):
            named = statement.names
            limited = statement.limited and not (in_the_provider and statement.in_the_provider)
            if limited or (named and not self._names_person(statement.passage.text, name)):
                continue
            # What one of several says of themselves is not said of the others.
            if named or statement.others or not statement.first_person or len(self.named) == 1:
                return statement
        return None

    def words_of_its_own(self, entry: Interest) -> set[str]:
        """Return the words of what is proposed that are also in an interest's services or organisation."""
        own = telling(entry.organisation, *entry.services)
        return {word for word in self.common(entry) if any(alike(word, other) for other in own)}


def quoted(matter: Matter, *passages: Passage) -> tuple[Evidence, ...]:
    """Return quotations of passages."""
    return quotes(passages, matter.submission.blocks, len(passages))


def told(entry: Interest) -> str:
    """Return an entry of the register in words, without its person: `Castle Mead Diagnostics Ltd: director`."""
    return f"{entry.organisation}: {entry.nature[:1].lower()}{entry.nature[1:]}"


def rule_with(matter: Matter, effect: str) -> ConflictRule | None:
    """Return the framework's first rule on conflicts of interest that asks for something, or None."""
    rules = matter.framework.conflicts.rules if matter.framework.conflicts else ()
    return next((rule for rule in rules if effect in rule.effects), None)


def cited(matter: Matter, rule: ConflictRule) -> str:
    """Return where the framework has a rule on conflicts of interest."""
    return matter.framework.source.cite(rule.source)
