"""The tags by which an answer in a form is recognised when the form comes back."""

from __future__ import annotations

LONGEST_TAG = 64
"""Word refuses a content control whose tag is longer than this."""


def answer_tag(framework_id: str, document: str, name: str, version: str) -> str:
    """Return the tag of a content control: `hertfordshire-2007/business-case/risks@1`."""
    return f"{framework_id}/{document}/{name}@{version}"
