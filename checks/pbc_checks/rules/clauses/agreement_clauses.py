"""Clauses of an agreement: which of those that its framework has are there, altered or absent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pbc_checks.findings import Evidence, RuleFinding, Severity
from pbc_checks.report.wording import counted, listed
from pbc_checks.rules.clauses.differences import Difference, Document
from pbc_checks.rules.clauses.document import Sentence, read_sentences
from pbc_checks.rules.clauses.figures import counted_nouns
from pbc_checks.rules.clauses.matching import Found, Match, look_for
from pbc_checks.rules.clauses.required import Required, required, weights
from pbc_checks.rules.clauses.signing import in_words, signature_section, without_a_place
from pbc_checks.rules.clauses.words import Language
from pbc_checks.rules.matter import AGREEMENTS, Matter, Rule, evidence

_THERE = 0.6
_NOT_THERE = 0.35
_NOT_THERE_VERBATIM = 0.45  # in a document that has the framework's wording elsewhere
_SURELY_SAID = 0.85  # an item in other words than its definition looks for
_AN_AGREEMENT = 0.3  # of the clauses: with fewer it is some other document
_SHOWN = 2  # quotations
_LONGEST_CLAUSE = 40  # words shown of it


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The clauses by what became of them; `follows` says that the document has the framework's own wording."""

    there: tuple[Found, ...]
    absent: tuple[Found, ...]
    unclear: tuple[Found, ...]
    follows: bool

    @property
    def limit(self) -> float:
        """Return the likeness below which a clause or a part of one is not there."""
        return _NOT_THERE_VERBATIM if self.follows else _NOT_THERE

    @property
    def count(self) -> int:
        return len(self.there) + len(self.absent) + len(self.unclear)


def find(matter: Matter) -> Iterator[RuleFinding]:
    """Yield what is altered or absent, what cannot be told, and how many clauses are there."""
    language = Language(matter.framework)
    clauses = required(matter.framework, language)
    sentences = read_sentences(matter.view, language)
    if not clauses or not sentences:
        return
    found, follows = look_for(clauses, sentences, weights(clauses))
    nouns = counted_nouns(matter.framework)
    document = Document(sentences, found, nouns, language)
    sorted_ = _sorted(found, follows)
    altered = [(each, differences) for each in sorted_.there if (differences := list(document.differences(each)))]
    for each, differences in altered:
        yield _altered(matter, each.required, differences)
    if matter.definition.requirements:
        return  # its requirements say what is absent
    if len(sorted_.there) < _AN_AGREEMENT * sorted_.count:
        yield _no_agreement(sorted_)
        return
    yield from _incomplete(matter, sorted_)
    yield from _absent(matter, sorted_)
    yield from _unsigned(matter)
    yield from _unclear(matter, sorted_)
    yield from _unclear_parts(matter, sorted_)
    yield _count(sorted_, [each for each, _ in altered], complete=matter.submission.receipt.complete)


def _sorted(found: Sequence[Found], follows: bool) -> _Sorted:
    limit = _NOT_THERE_VERBATIM if follows else _NOT_THERE
    there = tuple(each for each in found if _is_there(each))
    rest = [each for each in found if not _is_there(each)]
    return _Sorted(
        there,
        tuple(each for each in rest if each.likeness < limit),
        tuple(each for each in rest if each.likeness >= limit),
        follows,
    )


def _is_there(found: Found) -> bool:
    return found.likeness >= _THERE or bool(found.said)


def _altered(matter: Matter, clause: Required, differences: Sequence[Difference]) -> RuleFinding:
    order = list(Severity)
    severity = min((each.severity for each in differences), key=order.index)
    told = "; ".join(dict.fromkeys(each.what for each in differences))
    sentences = tuple(dict.fromkeys(sentence for each in differences for sentence in each.sentences))
    return RuleFinding(
        RULE.id,
        severity,
        f"{clause.name[0].upper()}{clause.name[1:]} is altered: {told}. The framework: {_quoted(matter, clause)}.",
        "Restore the framework's clause, or show that the parties and the framework allow the change.",
        _evidence(sentences),
    )


def _absent(matter: Matter, sorted_: _Sorted) -> Iterator[RuleFinding]:
    if not matter.submission.receipt.complete:
        return  # told with what is unclear
    action = "Put it in, or say in the agreement why it is left out."
    if sorted_.follows:
        for each in sorted_.absent:
            clause = each.required
            yield RuleFinding(
                RULE.id,
                Severity.MUST_FIX,
                f"{clause.name[0].upper()}{clause.name[1:]} is not in the document: {_quoted(matter, clause)}.",
                action,
            )
        return
    for heading in dict.fromkeys(each.required.heading for each in sorted_.absent):
        clauses = [each.required for each in sorted_.absent if each.required.heading == heading]
        told = "; ".join(f"{clause.number} {_quoted(matter, clause)}" for clause in clauses)
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"Nothing was found of {counted(len(clauses), 'clause')} of “{heading}”: {told}.",
            action if len(clauses) == 1 else action.replace("Put it in", "Put them in").replace("it is", "they are"),
        )


def _incomplete(matter: Matter, sorted_: _Sorted) -> Iterator[RuleFinding]:
    """Yield a finding for each clause of which a sentence or an item is gone."""
    if not matter.submission.receipt.complete:
        return  # told with what is unclear
    for each, parts in _parts(sorted_):
        gone = [match.piece for match in parts if match.likeness < sorted_.limit]
        if gone:
            clause = each.required
            told = listed([f"“{_cut(piece.text)}”" for piece in gone])
            rest = max((match for match in each.matches if match.piece not in gone), key=lambda match: match.likeness)
            yield RuleFinding(
                RULE.id,
                Severity.SHOULD_FIX,
                f"Of {clause.name} a part is not in the document: {told} "
                f"({matter.framework.source.cite(clause.clause.source)}).",
                "Put it in, or show that the parties and the framework allow the change.",
                _evidence(rest.sentences),
            )


def _parts(sorted_: _Sorted) -> Iterator[tuple[Found, tuple[Match, ...]]]:
    """Yield each clause that is there, and those of its parts that are not for sure.

    Beside the framework's own wording that is any sentence or item. In other words sentences run together, and only
    the items of a list are told apart.
    """
    for each in sorted_.there:
        verbatim = any(match.verbatim for match in each.matches)
        parts = tuple(
            match
            for match in each.matches
            if (verbatim and match.likeness < _THERE if sorted_.follows else _may_be_gone(match))
        )
        if parts and len(parts) < len(each.matches) and (sorted_.follows or not _run_on(each, parts)):
            yield each, parts


def _run_on(found: Found, parts: Sequence[Match]) -> bool:
    """Return whether a document runs the items of a clause on in one sentence, where few words may say an item."""
    places = Counter(sentence.start for match in found.matches if match not in parts for sentence in match.sentences)
    return any(count > 1 for count in places.values())


def _may_be_gone(match: Match) -> bool:
    """Return whether an item in other words may be gone; one that is looked for by phrasings has to be said by them."""
    return match.piece.is_item and match.likeness < (_SURELY_SAID if match.piece.looks_for else _NOT_THERE_VERBATIM)


def _unclear_parts(matter: Matter, sorted_: _Sorted) -> Iterator[RuleFinding]:
    """Yield a note on the parts of clauses of which it cannot be told whether they are there."""
    complete = matter.submission.receipt.complete
    parts = [
        (each, match)
        for each, matches in _parts(sorted_)
        for match in matches
        if match.likeness >= sorted_.limit or not complete
    ]
    if parts:
        told = "; ".join(f"{each.required.number} “{_cut(match.piece.text)}”" for each, match in parts)
        why = (
            "some of the words are there, but not enough of them" if complete else "part of the file could not be read"
        )
        yield RuleFinding(
            RULE.id,
            Severity.NOTE,
            f"Whether {counted(len(parts), 'part')} of clauses {'is' if len(parts) == 1 else 'are'} there cannot be "
            f"told, because {why}: {told}.",
            "Compare these parts with the framework's yourself.",
            _evidence(tuple(sentence for _, match in parts for sentence in match.sentences[:1])),
            determined=False,
        )


def _unclear(matter: Matter, sorted_: _Sorted) -> Iterator[RuleFinding]:
    unread = () if matter.submission.receipt.complete else sorted_.absent
    unclear = (*sorted_.unclear, *unread)
    if not unclear:
        return
    told = "; ".join(f"{each.required.number} “{_cut(each.required.text)}”" for each in unclear)
    why = "part of the file could not be read" if unread else "some of the words are there, but not enough of them"
    nearest = [match.sentences[:1] for each in unclear for match in each.matches[:1]]
    yield RuleFinding(
        RULE.id,
        Severity.NOTE,
        f"Whether {counted(len(unclear), 'clause')} {'is' if len(unclear) == 1 else 'are'} there cannot be told, "
        f"because {why}: {told}.",
        "Compare these clauses with the framework's yourself.",
        _evidence(tuple(sentence for sentences in nearest for sentence in sentences)),
        determined=False,
    )


def _no_agreement(sorted_: _Sorted) -> RuleFinding:
    return RuleFinding(
        RULE.id,
        Severity.SHOULD_FIX,
        f"Only {len(sorted_.there)} of the {sorted_.count} clauses of the framework's agreement were found: this seems "
        "to be some other document.",
        "Check that it is the agreement, and that it is checked against its own framework.",
    )


def _count(sorted_: _Sorted, altered: Sequence[Found], *, complete: bool) -> RuleFinding:
    there = len(sorted_.there)
    if there == sorted_.count:
        words = [f"All {there} clauses of the framework's agreement are there"]
    else:
        words = [f"{there} of the {sorted_.count} clauses of the framework's agreement are there"]
    if altered:
        words.append(f"{len(altered)} of them altered")
    absent, unclear = (len(sorted_.absent), len(sorted_.unclear)) if complete else (0, sorted_.count - there)
    if absent:
        words.append(f"{absent} not found")
    if unclear:
        words.append(f"{unclear} not to be told")
    action = "See the findings on the others." if len(words) > 1 else "Nothing has to be done."
    return RuleFinding(RULE.id, Severity.NOTE, f"{', '.join(words)}.", action)


def _unsigned(matter: Matter) -> Iterator[RuleFinding]:
    section = signature_section(matter.submission.blocks)
    if not section:
        return
    missing = [in_words(each) for each in without_a_place(section, matter.framework, matter.profile)]
    if missing:
        yield RuleFinding(
            RULE.id,
            Severity.SHOULD_FIX,
            f"The signatures have no place for {listed([f'the {each}' for each in missing])}.",
            "Let every party that the framework names sign.",
            (evidence(section[0]),),
        )


def _quoted(matter: Matter, clause: Required) -> str:
    return f"“{_cut(clause.text)}” ({matter.framework.source.cite(clause.clause.source)})"


def _cut(text: str) -> str:
    """Return a clause, or what it begins with."""
    words = text.replace("\0", "…").split()
    return " ".join(words) if len(words) <= _LONGEST_CLAUSE else f"{' '.join(words[:_LONGEST_CLAUSE])} …"


def _evidence(sentences: Sequence[Sentence]) -> tuple[Evidence, ...]:
    found = (evidence(sentence.block, sentence.text) for sentence in sentences)
    return tuple(dict.fromkeys(found))[:_SHOWN]


RULE = Rule(
    id="agreement-clauses",
    title="Clauses of the agreement",
    looks_at=(
        "Looks in an agreement for each clause that the framework's own has, in its words or in others, and compares "
        "figures, shares, time limits, bounds, parties and “not” with it. Looks for a place to sign for each party."
    ),
    example="“At least 60% of freed-up resources” where the framework has 70%: must fix, with both texts shown.",
    limits=(
        "A clause in other words is known by its telling words. Of it figures are compared, how often something "
        "happens, and parties and “not” only where they stand by a word that both texts have: others are missed. "
        "Practices, clusters and localities count as one party there, and a body may decide for the PCT. Items of"
        " a list are told apart if the document has a list. What lies between found and not found is noted for a "
        "person to compare. In the form for Brent's agreement the requirements say what is absent. Figures in "
        "schedules are not compared with the clauses that name them."
    ),
    find=find,
    of=AGREEMENTS,
)
