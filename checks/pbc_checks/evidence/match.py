"""One concept against the passages of a submission: what evidences it, what only touches on it, what denies it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from pbc_checks.evidence import why
from pbc_checks.evidence.cues import Features
from pbc_checks.evidence.index import Hit, Index, Table
from pbc_checks.evidence.passages import Passage
from pbc_checks.evidence.result import ConceptResult, Level, Match, NearMiss
from pbc_checks.evidence.specificity import Kind, weight
from pbc_frameworks.concepts import Concept, Cues

# How much a passage weighs. From EVIDENCE up it evidences the concept, from TOUCH up it touches on it.
TOUCH = 1.0
VAGUE = 1.2  # a signal without enough detail, or hedged
EVIDENCE = 2.0
SUFFICIENT = 3.0
_HEDGED_SUFFICIENT = 1.4
_DETAIL = 0.1  # each detail, up to _MOST_DETAILS
_MOST_DETAILS = 6
_MORE_SIGNALS = 0.2
_HEADING = 0.3  # it stands under a fitting heading or answers a fitting question
_HEADED_TOUCH = 0.9  # … which with enough detail makes evidence of a mere touch
_AWAY = 0.4  # it stands in another kind of section
_STRONG_ENOUGH_AWAY = 2.45
_POOLED_TOUCH = 1.1
_POOLED_EVIDENCE = 2.1
_OUTWEIGHS_DENIAL = {"touches": 1.35, "evidence": 2.3, "much": 2.6, "nothing": float("inf")}
_OUTWEIGHS_VAGUE_DENIAL = 1.35
_OUTWEIGHS_PLACEHOLDER = 1.35
_OPENING = 25  # passages
_BETWEEN_ITEMS = re.compile(r";|\),")
_ITEM_WORDS = 3
_FACTS = 3  # figures that make a fact of a passage in spite of a denial in it


class Matcher:
    """Judges concepts against one indexed submission; what is shared between concepts is worked out once."""

    def __init__(self, index: Index, features: tuple[Features, ...], cues: Cues) -> None:
        self.index = index
        self.features = features
        self.cues = cues

    @cached_property
    def _section_sizes(self) -> dict[int, int]:
        sizes: dict[int, int] = defaultdict(int)
        for passage in self.index.passages:
            if not self.features[passage.order].placeholder:
                sizes[passage.section] += 1
        return sizes

    @cached_property
    def _title(self) -> str:
        """Return the first heading where it heads the whole document rather than one section of it."""
        return next((passage.heading for passage in self.index.passages if passage.heading), "")

    @cached_property
    def _section_kinds(self) -> dict[str, frozenset[str]]:
        kinds = {name: self.index.fitting(phrasings) for name, phrasings in self.cues.sections.items()}
        texts = {"", *(text for passage in self.index.passages for text in (passage.heading, passage.label))}
        return {text: frozenset(name for name, fitting in kinds.items() if text in fitting) for text in texts}

    def away(self, concept: Concept, passage: Passage) -> bool:
        """Return whether a passage stands in a kind of section where the concept is not at home."""
        if not concept.sections:
            return False
        heading = passage.heading if len(passage.heading.split()) <= 9 and passage.heading != self._title else ""
        label = passage.label if len(passage.label.split()) <= 14 else ""
        kinds = self._section_kinds[label] or self._section_kinds[heading]
        return bool(kinds) and not kinds & concept.sections

    def judge(self, concept: Concept, requirement: str = "") -> ConceptResult:
        """Return what the submission says of a concept; answers to `requirement` count as under its heading."""
        return _Judgement(self, concept, requirement).result()


class _Judgement:
    """The work of judging one concept once."""

    def __init__(self, matcher: Matcher, concept: Concept, requirement: str) -> None:
        self.matcher = matcher
        self.concept = concept
        self.requirement = requirement
        index = matcher.index
        self.signals: Table = index.table(concept.signals)
        self.sufficient: Table = index.table(concept.sufficient)
        self.touches: Table = index.table(concept.touches)
        self.topics: Table = index.table(concept.topics)
        self.lookalikes: Table = index.table(concept.lookalikes)
        self.own_denials: Table = index.table(concept.denials)
        self.reservations: Table = index.table(concept.reservations)
        self.labelled = index.labelled(concept.headings)
        self.headed = index.headed(concept.headings)
        kinds = concept.aspects.kinds if concept.aspects else ()
        self.aspects = {kind.id: index.table(kind.phrasings) for kind in kinds}
        self.kinds = frozenset(Kind(kind) for kind in concept.specific.kinds)
        self.matches: list[Match] = []
        self.denials: list[NearMiss] = []
        self.placeholders: list[NearMiss] = []
        self.near: list[NearMiss] = []
        self.pools: dict[tuple[int, str], list[Passage]] = defaultdict(list)

    def result(self) -> ConceptResult:
        for order in self._bearing():
            self._weigh(self.matcher.index.passages[order])
        self._pool()
        matches = tuple(sorted(self.matches, key=self._rank))
        aspects = self._aspects_found(matches)
        level, lacking = self._level(matches, aspects)
        return ConceptResult(
            self.concept,
            level,
            matches,
            tuple(self.denials),
            tuple(self.placeholders),
            tuple(self.near),
            lacking,
            aspects,
            answered=bool(self.pools),
        )

    def _bearing(self) -> list[int]:
        """Return the order of each passage that may bear on the concept: by its words, heading, question or place."""
        index = self.matcher.index
        orders = {*self.signals, *self.sufficient, *self.touches, *self.topics, *self.own_denials}
        orders |= self.labelled | self.headed
        if self.requirement:
            orders.update(passage.order for passage in index.passages if self._own(passage))
        return sorted(orders)

    def _own(self, passage: Passage) -> bool:
        """Return whether a passage is the form's answer to the requirement."""
        return bool(self.requirement) and passage.requirement == self.requirement

    def _rank(self, match: Match) -> tuple[bool, bool, float, int]:
        """Return the order of matches: firm words in the form's own answer first, then under a fitting heading."""
        firm = match.weight >= EVIDENCE
        in_answer, in_place = firm and self._own(match.passage), firm and match.passage.order in self._in_place
        return not in_answer, not in_place, -match.weight, match.passage.order

    def _weigh(self, passage: Passage) -> None:
        features = self.matcher.features[passage.order]
        labelled, headed = self._headed(passage)
        opening = self._opens(passage)
        if features.set_aside or features.guidance:
            if features.guidance and (labelled or headed):
                self.near.append(NearMiss(passage, why.OWN_GUIDANCE, guidance=True))
            return
        topical = passage.order in self.topics
        if features.placeholder:
            if labelled or headed or topical:
                self.placeholders.append(NearMiss(passage, why.stands_in(features.placeholder)))
            return
        if self._denied(passage, features, topical, labelled, headed):
            return
        if passage.order in self.lookalikes:
            if passage.order in self.signals or passage.order in self.sufficient:
                words = _words(self.lookalikes[passage.order][0], passage)
                self.near.append(NearMiss(passage, why.about_something_else(words), 0.5))
            return
        if labelled or headed:
            self.pools[passage.section, passage.label if labelled else ""].append(passage)
        match = self._match(passage, features, headed=labelled or headed or opening)
        if match:
            self.matches.append(match)

    def _headed(self, passage: Passage) -> tuple[bool, bool]:
        """Return whether the passage's label, and its heading, fit the concept."""
        labelled = passage.order in self.labelled or self._own(passage)
        if self._another_answer(passage):
            return labelled, False
        return labelled, passage.order in self.headed

    def _another_answer(self, passage: Passage) -> bool:
        """Return whether a passage stands in the form's answer to another question; its heading proves nothing here."""
        return bool(self.requirement and passage.requirement) and not self._own(passage)

    def _opens(self, passage: Passage) -> bool:
        """Return whether the passage stands in the opening, where that counts as under a fitting heading."""
        opening = passage.order < _OPENING or passage.section <= 2
        return self.concept.opening_counts and opening and not self._another_answer(passage)

    def _denied(self, passage: Passage, features: Features, topical: bool, labelled: bool, headed: bool) -> bool:
        if passage.order in self.own_denials:
            words = _words(self.own_denials[passage.order][0], passage)
            self.denials.append(NearMiss(passage, why.says_not_done(words)))
            return True
        alone = labelled or (headed and self.matcher._section_sizes[passage.section] <= 2)
        if features.denial and (topical or alone):
            if features.figures < _FACTS:
                self.denials.append(NearMiss(passage, why.says_not_done(features.denial)))
            return features.figures < _FACTS
        return False

    def _match(self, passage: Passage, features: Features, *, headed: bool) -> Match | None:
        concept, specific = self.concept, self.concept.specific
        order = passage.order
        if concept.aspects and concept.aspects.in_each_passage and not self._names_aspect(order):
            return None
        details = tuple(detail for detail in features.specifics if detail.kind in self.kinds)
        concreteness = weight(details, self.kinds)
        hedged = bool(features.hedge) and features.figures <= 1
        weak = hedged and specific.hedges_weaken != "nothing"
        note = ""
        if order in self.sufficient:
            hits = self.sufficient[order]
            value = SUFFICIENT + _DETAIL * min(concreteness, _MOST_DETAILS)
            if features.hedge and not features.figures and specific.hedges_weaken == "everything":
                value, note = _HEDGED_SUFFICIENT, why.hoped(features.hedge)
        elif order in self.signals:
            hits = self.signals[order]
            distinct = len({hit.match.group().lower() for hit in hits})
            if concreteness >= specific.needed and not weak:
                value = EVIDENCE + _DETAIL * min(concreteness, _MOST_DETAILS) + _MORE_SIGNALS * (distinct - 1)
            else:
                value = VAGUE + _DETAIL * min(distinct - 1, 5)
                note = why.hoped(features.hedge) if weak else why.thin(self.kinds, concreteness)
        elif order in self.touches:
            hits = self.touches[order]
            value, note = TOUCH, why.MENTIONED
        else:
            return None
        if concept.heading_needed and not headed:
            value, note = min(value, TOUCH), why.IN_PASSING
        elif headed:
            value += _HEADING
        elif self.matcher.away(concept, passage):
            if EVIDENCE <= value < _STRONG_ENOUGH_AWAY:
                value, note = VAGUE, why.elsewhere(passage.label or passage.heading)
            elif value >= SUFFICIENT:
                value -= _AWAY
        if features.denial and value >= EVIDENCE and features.figures < 2:
            value, note = _HEDGED_SUFFICIENT, why.takes_back(features.denial)
        return Match(passage, value, tuple(_words(hit, passage) for hit in hits), details, headed, note)

    def _names_aspect(self, order: int) -> bool:
        return any(order in table for table in self.aspects.values())

    @cached_property
    def _in_place(self) -> frozenset[int]:
        """Return the order of each passage under a heading or question about the concept."""
        return frozenset(passage.order for pool in self.pools.values() for passage in pool)

    def _pool(self) -> None:
        """Let the passages under one fitting heading evidence the concept together."""
        needed = self.concept.specific.needed_under_heading
        known = {match.passage.order: number for number, match in enumerate(self.matches)}
        for passages in self.pools.values():
            features = self.matcher.features
            kept = [passage for passage in passages if not features[passage.order].denial]
            if sum(passage.words for passage in kept) < 3:
                continue
            firm = [p for p in kept if not features[p.order].hedge or features[p.order].figures >= 2]
            concrete = sum(weight(features[p.order].specifics, self.kinds) for p in firm)
            if needed is None or not kept:
                continue
            enough = bool(firm) and concrete >= needed
            value = _POOLED_EVIDENCE + 0.03 * min(concrete, 10) if enough else _POOLED_TOUCH
            for passage in firm if enough else kept:
                details = tuple(d for d in features[passage.order].specifics if d.kind in self.kinds)
                note = "" if enough else why.thin(self.kinds, concrete)
                share = value - (0.0 if details else 0.05)
                made = Match(passage, share, (), details, headed=True, note=note)
                if passage.order not in known:
                    known[passage.order] = len(self.matches)
                    self.matches.append(made)
                elif self.matches[known[passage.order]].weight < share:
                    number = known[passage.order]
                    self.matches[number] = replace(made, words=self.matches[number].words)

    def _aspects_found(self, matches: Iterable[Match]) -> tuple[str, ...]:
        if self.concept.aspects is None:
            return ()
        orders = {match.passage.order for match in matches if match.weight >= EVIDENCE or match.headed}
        orders |= self._in_place
        return tuple(name for name, table in self.aspects.items() if orders & table.keys())

    def _aspects_together(self, matches: Iterable[Match]) -> int:
        """Return the most aspects that one evidencing passage names."""
        orders = [match.passage.order for match in matches if match.weight >= EVIDENCE]
        return max((sum(order in table for table in self.aspects.values()) for order in orders), default=0)

    def _level(self, matches: tuple[Match, ...], aspects: tuple[str, ...]) -> tuple[Level, str]:
        best = max((match.weight for match in matches), default=0.0)
        if any(best < self._outweighs(denial) for denial in self._against(self.denials, matches)):
            return Level.NOTHING, ""
        blank = [miss for miss in self._against(self.placeholders, matches) if not (miss.passage.empty and self.pools)]
        if blank and best < _OUTWEIGHS_PLACEHOLDER:
            return Level.NOTHING, ""
        if best < TOUCH:
            return Level.NOTHING, ""
        if best < EVIDENCE:
            return Level.PARTIAL, matches[0].note or why.thin(self.kinds, 0)
        return self._full(matches, best, aspects)

    def _against(self, misses: list[NearMiss], matches: tuple[Match, ...]) -> list[NearMiss]:
        """Return what speaks against a concept: where the form's own answer is firm, only what stands in it."""
        firm = any(self._own(match.passage) and match.weight >= EVIDENCE for match in matches)
        return [miss for miss in misses if self._own(miss.passage)] if firm else misses

    def _outweighs(self, denial: NearMiss) -> float:
        """Return the weight of evidence that outweighs a denial; one that does not name the concept weighs less."""
        order = denial.passage.order
        named = order in self.topics or order in self.own_denials
        weight_needed = _OUTWEIGHS_DENIAL[self.concept.outweighs_denial]
        return weight_needed if named else min(weight_needed, _OUTWEIGHS_VAGUE_DENIAL)

    def _full(self, matches: tuple[Match, ...], best: float, aspects: tuple[str, ...]) -> tuple[Level, str]:
        """Return whether evidence is also full: every aspect, enough passages, no reservation."""
        wanted = self.concept.aspects
        if wanted and wanted.in_one_passage > self._aspects_together(matches):
            return Level.PARTIAL, why.not_together(wanted.in_one_passage, [_spoken(name) for name in self.aspects])
        if wanted and (len(aspects) < wanted.needed or not set(wanted.must) <= set(aspects)):
            missing = [_spoken(name) for name in self.aspects if name not in aspects]
            return Level.PARTIAL, why.not_covered(aspects, wanted.needed, missing)
        count = sum(_items(match.passage) for match in matches if match.weight >= EVIDENCE)
        if count < self.concept.passages_needed and best < SUFFICIENT:
            return Level.PARTIAL, why.too_few(count, self.concept.passages_needed)
        bearing = {match.passage.order for match in matches} | self._in_place
        reserved = bearing & self.reservations.keys()
        if reserved:
            order = min(reserved)
            words = _words(self.reservations[order][0], self.matcher.index.passages[order])
            return Level.PARTIAL, why.not_finished(words)
        return Level.MET, ""


def _words(hit: Hit, passage: Passage) -> str:
    """Return the words that a phrasing was found in, as they stand in the passage."""
    return passage.text[hit.match.start() : hit.match.end()].strip()


def _spoken(name: str) -> str:
    return name.replace("-", " ")


def _items(passage: Passage) -> int:
    """Return how many things a passage lists: "nurse ill (bank cover); low uptake (posters)" are two."""
    return max(1, sum(len(piece.split()) >= _ITEM_WORDS for piece in _BETWEEN_ITEMS.split(passage.folded)))
