"""What tests share: the Hertfordshire framework, the example PCT, and the documents made for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pbc_frameworks.data import data_folder
from pbc_frameworks.load import load_framework
from pbc_frameworks.model import Framework
from pbc_frameworks.profile import Profile, load_profile
from pbc_generator.compose.kinds import compose, kinds
from pbc_generator.document import Document

# Tests that open our files in a second program need LibreOffice and poppler; `.ci/run` installs both.
SECOND_PROGRAMS = ("soffice", "pdftotext", "pdfinfo")
collect_ignore = [] if all(map(shutil.which, SECOND_PROGRAMS)) else ["second_program"]


def pytest_report_header() -> str:
    if collect_ignore:
        return "second programs: not all of them installed, so tests/second_program is not run"
    return "second programs: LibreOffice and poppler found"


@pytest.fixture(scope="session")
def hertfordshire() -> Framework:
    return load_framework("hertfordshire-2007")


@pytest.fixture(scope="session")
def example() -> Path:
    return data_folder("examples") / "hertfordshire-2007"


@pytest.fixture(scope="session")
def example_profile(hertfordshire: Framework, example: Path) -> Profile:
    return load_profile(example / "profile.yaml", hertfordshire)


@pytest.fixture(scope="session")
def example_documents(hertfordshire: Framework, example_profile: Profile) -> dict[str, Document]:
    """Every document of the example PCT by its name."""
    return {made.name: made for made in compose(hertfordshire, example_profile, kinds(hertfordshire))}
