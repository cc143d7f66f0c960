"""The kinds of document there are, in one table, and how to compose those that a framework has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pbc_frameworks.errors import UnknownNameError
from pbc_frameworks.national import audit
from pbc_frameworks.shared import glossary, national_rules
from pbc_generator.compose.agreement import agreement
from pbc_generator.compose.conflict_register import conflict_register, declaration_of_interest, nil_return
from pbc_generator.compose.context import context, of_all_localities
from pbc_generator.compose.form import form
from pbc_generator.compose.handbook import handbook
from pbc_generator.compose.history import with_history
from pbc_generator.compose.letter import Decision, Letter, decision_letter
from pbc_generator.compose.meeting_sheet import meeting_sheet
from pbc_generator.compose.parts import document_of_parts
from pbc_generator.compose.terms_of_reference import terms_of_reference

if TYPE_CHECKING:
    from pbc_frameworks.model import (
        AgreementDefinition,
        Body,
        ConflictRules,
        DocumentDefinition,
        Framework,
        LetterRules,
        SubmissionDefinition,
    )
    from pbc_frameworks.profile import Locality, Profile
    from pbc_generator.compose.context import Context
    from pbc_generator.document import Document


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its title, and how all its documents are composed for a PCT (of one body, or all: "")."""

    title: str
    compose: Callable[[Profile, str], Iterator[Document]]


def kinds(framework: Framework) -> dict[str, Kind]:
    """Return the kinds of document that can be generated for a framework, by id, in the order they are listed."""
    found: dict[str, Kind] = {}
    if framework.agreement:
        found["agreement"] = Kind(framework.agreement.title, partial(_agreements, framework, framework.agreement))
    if framework.bodies:
        found["terms-of-reference"] = Kind("Terms of reference of each body", partial(_terms_of_reference, framework))
    for name, definition in framework.submissions.items():
        found[name] = Kind(f"{definition.title}, form to complete", partial(_form, framework, definition))
    if framework.conflicts:
        found["conflict-register"] = Kind(framework.conflicts.title, partial(_register, framework, framework.conflicts))
        for name, title, form_of in _FORMS_OF_INTEREST:
            found[name] = Kind(title, partial(_interest_form, framework, framework.conflicts, form_of))
        if framework.bodies:
            found["meeting-sheet"] = Kind(
                "Interests at a meeting of each body, and who withdraws",
                partial(_meeting_sheets, framework, framework.conflicts),
            )
    for name, parts in framework.documents.items():
        found[name] = Kind(parts.title, partial(_of_parts, framework, parts))
    if framework.letters:
        found["decision-letter"] = Kind(
            "Letters of decision, to complete", partial(_letters, framework, framework.letters)
        )
    found["handbook"] = Kind("Governance handbook: the whole framework in one document", partial(_handbook, framework))
    return found


def compose(framework: Framework, profile: Profile, documents: Iterable[str], body: str = "") -> Iterator[Document]:
    """Yield the documents of some kinds; `body` restricts terms of reference to one body.

    Raises UnknownNameError for a kind or body that the framework does not have.
    """
    wanted = list(documents)
    refuse_unknown(framework, wanted, body)
    for name, kind in kinds(framework).items():
        if name in wanted:
            yield from (with_history(made, profile) for made in _named_apart(kind.compose(profile, body)))


def _named_apart(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents with names of their own: those of two practices may differ in a dash alone, as files do not."""
    seen: Counter[str] = Counter()
    for document in documents:
        seen[document.name] += 1
        count = seen[document.name]
        yield document if count == 1 else replace(document, name=f"{document.name}-{count}")


def refuse_unknown(framework: Framework, documents: Iterable[str], body: str = "") -> None:
    """Raise UnknownNameError for a kind of document or a body that the framework does not have."""
    known = kinds(framework)
    for name in documents:
        if name not in known:
            raise UnknownNameError("document", name, known)
    if body and body not in {each.id for each in framework.bodies}:
        raise UnknownNameError("body", body, (each.id for each in framework.bodies))


def _agreements(
    framework: Framework, definition: AgreementDefinition, profile: Profile, _body: str
) -> Iterator[Document]:
    for locality in _localities(profile):
        yield agreement(context(framework, profile, locality), definition)


def _terms_of_reference(framework: Framework, profile: Profile, body: str) -> Iterator[Document]:
    for each in framework.bodies:
        if body in {"", each.id}:
            for locality in _places(each, profile):
                yield terms_of_reference(context(framework, profile, locality), each)


def _form(framework: Framework, definition: SubmissionDefinition, profile: Profile, _body: str) -> Iterator[Document]:
    yield form(context(framework, profile), definition)


def _of_parts(framework: Framework, definition: DocumentDefinition, profile: Profile, _body: str) -> Iterator[Document]:
    """Yield the document once for the PCT, or once for each locality or practice."""
    if definition.each == "pct":
        yield document_of_parts(context(framework, profile), definition)
        return
    for locality in _localities(profile):
        practices = locality.practices if locality and definition.each == "practice" else (None,)
        for practice in practices:
            yield document_of_parts(context(framework, profile, locality, practice), definition)


def _letters(framework: Framework, rules: LetterRules, profile: Profile, _body: str) -> Iterator[Document]:
    titles = {name: definition.title for name, definition in (framework.submissions | framework.documents).items()}
    for kind in rules.decides:
        for decision in Decision:
            yield decision_letter(context(framework, profile), rules, Letter(decision, kind, titles[kind]))


def _handbook(framework: Framework, profile: Profile, _body: str) -> Iterator[Document]:
    held = audit(framework, national_rules(), profile)
    yield handbook(of_all_localities(framework, profile), held, glossary())


def _register(framework: Framework, rules: ConflictRules, profile: Profile, _body: str) -> Iterator[Document]:
    yield conflict_register(context(framework, profile), rules)


_FORMS_OF_INTEREST = (
    ("declaration-of-interest", "Declaration of interest, form to complete", declaration_of_interest),
    ("nil-return", "Nil return, form to complete", nil_return),
)


def _interest_form(
    framework: Framework,
    rules: ConflictRules,
    form_of: Callable[[Context, ConflictRules], Document],
    profile: Profile,
    _body: str,
) -> Iterator[Document]:
    yield form_of(context(framework, profile), rules)


def _meeting_sheets(framework: Framework, rules: ConflictRules, profile: Profile, body: str) -> Iterator[Document]:
    for each in framework.bodies:
        if body in {"", each.id}:
            for locality in _places(each, profile):
                yield meeting_sheet(context(framework, profile, locality), rules, each)


def _places(body: Body, profile: Profile) -> tuple[Locality | None, ...]:
    return _localities(profile) if body.one_per_locality else (None,)


def _localities(profile: Profile) -> tuple[Locality | None, ...]:
    """Return the PCT's localities, or one unnamed one for a PCT that has not listed them yet."""
    return profile.localities or (None,)
