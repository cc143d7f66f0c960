"""Discretion: what tells who a patient is, or how to reach somebody at home, stands nowhere in what is reported."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pbc_checks.evidence.identifiers import LEFT_OUT, identifiers
from pbc_checks.findings import Evidence, Finding, RuleFinding
from pbc_checks.submission import Receipt, Submission

_WORD = re.compile(r"\w{2,}")


class Discretion:
    """Takes the personal details that stand anywhere in one submission out of findings on it."""

    def __init__(self, submission: Submission) -> None:
        unread = (each.what for each in submission.receipt.unread)  # it has the names of files and sheets
        texts = (submission.title, *unread, *(block.text for block in submission.blocks))
        pieces = {text[found.start : found.end] for text in texts for found in identifiers(text)}
        wanted = "|".join(re.escape(piece) for piece in sorted(pieces, key=lambda piece: (-len(piece), piece)))
        self._details = re.compile(rf"(?<!\w)(?:{wanted})(?!\w)") if pieces else None
        self._words = frozenset(word for piece in pieces for word in _WORD.findall(piece.casefold()))

    def text(self, text: str) -> str:
        """Return a sentence of a report, or a place, without the details."""
        return self._details.sub(LEFT_OUT, text) if self._details else text

    def receipt(self, receipt: Receipt) -> Receipt:
        """Return a reading receipt without the details."""
        unread = tuple(replace(each, what=self.text(each.what)) for each in receipt.unread)
        return replace(receipt, unread=unread)

    def hides(self, words: str) -> bool:
        """Return whether words that carried a verdict are, or are part of, such a detail."""
        return any(word in self._words for word in _WORD.findall(words.casefold()))

    def quotations(self, quotations: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """Return those quotations that give nothing away: a quotation is not changed, so it is left out."""
        if self._details is None:
            return tuple(quotations)
        safe = (each for each in quotations if not self._details.search(each.quote))
        return tuple(Evidence(each.quote, self.text(each.where)) for each in safe)

    def finding(self, finding: Finding) -> Finding:
        """Return a finding on a requirement without the details."""
        if self._details is None:
            return finding
        parts = tuple(
            replace(part, evidence=self.quotations(part.evidence), reason=self.text(part.reason))
            for part in finding.parts
        )
        return replace(
            finding,
            parts=parts,
            evidence=self.quotations(finding.evidence),
            nearest=self.quotations(finding.nearest),
            reason=self.text(finding.reason),
            action=self.text(finding.action),
        )

    def rule_finding(self, finding: RuleFinding) -> RuleFinding:
        """Return a finding of a rule without the details."""
        if self._details is None:
            return finding
        evidence = self.quotations(finding.evidence)
        return replace(finding, what=self.text(finding.what), action=self.text(finding.action), evidence=evidence)
