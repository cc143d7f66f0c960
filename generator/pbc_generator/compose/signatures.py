"""Space for each party to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbc_generator.document import Signature, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pbc_frameworks.model import Signatory
    from pbc_generator.compose.context import Context


def signatures(context: Context, signatories: Iterable[Signatory]) -> list[Signature]:
    """Return a space to sign for each signatory; of practices one each, or the practice that the document is for."""
    found: list[Signature] = []
    for signatory in signatories:
        if signatory.each == "practice":
            practices = context.locality.practices if context.locality else ()
            if context.practice:
                practices = (context.practice,)
            found += [Signature(practice.name, signatory.capacity, practice.lead) for practice in practices]
            if not practices:
                found.append(Signature("Each practice", signatory.capacity))
        else:
            holder = context.profile.offices.get(signatory.office)
            party = plain(context.writer.runs(signatory.party))
            found.append(Signature(party, signatory.capacity, holder.name if holder else ""))
    return found
