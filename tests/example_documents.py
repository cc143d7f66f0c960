"""The documents of the example PCTs, made once for all tests that read them."""

from __future__ import annotations

from functools import cache

from pbc_frameworks.data import data_folder
from pbc_frameworks.load import load_framework
from pbc_frameworks.profile import load_profile
from pbc_generator.compose.kinds import compose, kinds
from pbc_generator.document import Document


@cache
def documents_of(framework_id: str) -> dict[str, Document]:
    """Return every document of a framework's example PCT by its name."""
    framework = load_framework(framework_id)
    profile = load_profile(data_folder("examples") / framework_id / "profile.yaml", framework)
    return {made.name: made for made in compose(framework, profile, kinds(framework))}


def one_of_each_kind(framework_id: str) -> dict[str, Document]:
    """Return one document of each kind: the first that is made for the example PCT."""
    documents = documents_of(framework_id)
    found: dict[str, Document] = {}
    for kind in kinds(load_framework(framework_id)):
        of_kind = [made for name, made in documents.items() if name.startswith(kind)]
        found[kind] = of_kind[0]
    return found
