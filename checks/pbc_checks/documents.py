"""The kinds of document of a framework that can be checked: by requirements, or by the rules alone."""

from __future__ import annotations

from functools import cache

from pbc_frameworks.model import Framework, SubmissionDefinition

AGREEMENT = "agreement"


def checkable(framework: Framework) -> dict[str, SubmissionDefinition]:
    """Return every kind of document that can be checked, by its name; those that the rules alone look at come last.

    They are the agreement and the framework's other documents. Their definitions have no requirements.
    """
    return framework.submissions | {
        kind: definition for kind, definition in _by_rules_alone(framework).items() if kind not in framework.submissions
    }


def _by_rules_alone(framework: Framework) -> dict[str, SubmissionDefinition]:
    found = {}
    if framework.agreement:
        found[AGREEMENT] = _without_requirements(AGREEMENT, framework.agreement.title, framework.agreement.version)
    for kind, document in framework.documents.items():
        found[kind] = _without_requirements(kind, document.title, document.version)
    return found


@cache
def _without_requirements(kind: str, title: str, version: str) -> SubmissionDefinition:
    """Return a definition without requirements; always the same object, as what is known of forms is kept by it."""
    return SubmissionDefinition(kind, title, version, introduction="", fields=(), groups=())
