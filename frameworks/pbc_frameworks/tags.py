"""The tags by which an answer in a form is recognised when the form comes back."""

from __future__ import annotations

import hashlib

LONGEST_TAG = 64
"""Word refuses a content control whose tag is longer than this."""


def answer_tag(framework_id: str, document: str, name: str, version: str) -> str:
    """Return the tag of a content control: `hertfordshire-2007/business-case/risks@1`."""
    return f"{framework_id}/{document}/{name}@{version}"


def building_block_name(tag: str) -> str:
    """Return the name of the building block with the prompt of a control.

    It depends on the tag alone: LibreOffice 7 loses the tags of a form it saves, but keeps these names, so
    the tag can still be told from them.
    """
    return hashlib.sha256(tag.encode()).hexdigest()[:32].upper()
