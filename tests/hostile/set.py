"""The hostile set: every file by the command that it is handed to, with what is said of it in `expected.yaml`.

A text is the one line of error; a list is what the receipt of a file that is read says was not read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from hostile import kept, pdf_files, registers, templates, texts, word_files, workbooks, yaml_files
from hostile.case import Case

SUBMISSIONS: dict[str, tuple[Case, ...]] = {
    "word": word_files.CASES,
    "pdf": pdf_files.CASES,
    "workbooks": workbooks.CASES,
    "texts": texts.CASES,
}
"""Handed to `check`, each family in one run."""
OTHERS: dict[str, tuple[Case, ...]] = {
    "profiles": yaml_files.CASES,
    "templates": templates.CASES,
    "registers": registers.CASES,
    "reports": kept.CASES,
}
"""Handed one by one to the command that takes such a file."""

_EXPECTED = Path(__file__).with_name("expected.yaml")


def expected(family: str) -> dict[str, Any]:
    """Return what is said of each file of a family, by its name."""
    said: dict[str, Any] = yaml.safe_load(_EXPECTED.read_text(encoding="utf-8"))[family]
    return said
