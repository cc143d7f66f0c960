"""A submission indexed once, for every kind of document that it may be judged as."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pbc_checks.evidence.cues import Features, features, with_leftovers
from pbc_checks.evidence.form_wording import Folded, FormWording, folded
from pbc_checks.evidence.index import Index
from pbc_checks.evidence.match import Matcher
from pbc_checks.evidence.passages import split
from pbc_checks.evidence.result import ConceptResult
from pbc_checks.submission import Submission
from pbc_frameworks.concepts import Concept, Cues
from pbc_frameworks.errors import UnknownNameError


class Indexed:
    """A submission with its passages and where each word and wording stands. What was looked up is remembered."""

    def __init__(self, submission: Submission, concepts: Mapping[str, Concept], cues: Cues) -> None:
        self.submission = submission
        self.concepts = concepts
        self.cues = cues
        self.index = Index(split(submission))
        self._views: dict[frozenset[int], View] = {}

    @cached_property
    def features(self) -> tuple[Features, ...]:
        """Return the features of each passage, whatever form it may be filled in on."""
        return features(self.index, self.cues)

    @cached_property
    def folded(self) -> tuple[Folded, ...]:
        """Return each passage as it is looked for in blank forms."""
        return tuple(folded(passage) for passage in self.index.passages)

    def view(self, wording: FormWording) -> View:
        """Return the submission as one kind of document; kinds whose blank forms left the same behind share a view."""
        leftovers = wording.leftovers(self.folded) - self.index.furniture
        if leftovers not in self._views:
            self._views[leftovers] = View(self, leftovers)
        return self._views[leftovers]


class View:
    """A submission in which the passages `leftovers`, by their order, are the words of a blank form."""

    def __init__(self, indexed: Indexed, leftovers: frozenset[int]) -> None:
        self.submission = indexed.submission
        self.concepts = indexed.concepts
        self.index = indexed.index
        self.features = with_leftovers(indexed.features, indexed.index.passages, leftovers)
        self.matcher = Matcher(indexed.index, self.features, indexed.cues)
        self._results: dict[tuple[str, str], ConceptResult] = {}

    def concept(self, name: str, requirement: str = "") -> ConceptResult:
        """Return what the submission says of a concept; in a form, the answer to `requirement` counts as about it.

        Raises UnknownNameError for a concept that the library does not have.
        """
        if name not in self.concepts:
            raise UnknownNameError("concept", name, self.concepts)
        key = (name, requirement if self.submission.form else "")
        if key not in self._results:
            self._results[key] = self.matcher.judge(self.concepts[name], key[1])
        return self._results[key]
