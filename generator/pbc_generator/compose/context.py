"""What every composer is given: the framework with the PCT's figures, the profile, and the names to fill in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pbc_frameworks.profile import Profile, with_local_figures
from pbc_generator.compose.text import Writer, printed_date
from pbc_generator.document import ControlLine, Inline, Placeholder, Reference, Runs, Text

if TYPE_CHECKING:
    from pbc_frameworks.model import Citation, Framework, Parameter
    from pbc_frameworks.profile import Locality, Practice


@dataclass(frozen=True, slots=True)
class Context:
    """One document's surroundings; `locality` is None for documents of the whole PCT.

    `practice` is whom the document is for, where there is one for each practice.
    """

    framework: Framework
    profile: Profile
    locality: Locality | None
    writer: Writer
    practice: Practice | None = None

    @property
    def organisation(self) -> str:
        """Return the PCT's name as headers print it."""
        return self.profile.pct_short_name or "Primary Care Trust"

    @property
    def issued(self) -> date | None:
        """Return the date the documents carry, if the profile gives one."""
        return self.profile.dates.get("issued")

    def cite(self, citation: Citation) -> str:
        """Return a full citation: `Hertfordshire 2007, section 2.2.2, item 9`."""
        return self.framework.source.cite(citation)

    def office(self, office: str) -> Inline:
        """Return the name of an office holder, or a placeholder."""
        holder = self.profile.offices.get(office)
        return Text(holder.name) if holder else Placeholder(f"name of the {self.framework.offices[office]}", "name")

    def actors(self) -> dict[str, str]:
        """Return the titles of parties and bodies by their ids."""
        parties = {party.id: party.title for party in self.framework.parties}
        return parties | {body.id: body.title for body in self.framework.bodies}

    def practices(self) -> tuple[Practice, ...]:
        """Return the practices that the document is about: one, a locality's, or all the PCT's."""
        if self.practice:
            return (self.practice,)
        return tuple(practice for locality in self.localities() for practice in locality.practices)

    def localities(self) -> tuple[Locality, ...]:
        """Return the localities that the document is about: one, or all the PCT's."""
        return (self.locality,) if self.locality else self.profile.localities

    def control(self, title: str, version: str) -> tuple[ControlLine, ...]:
        """Return the document control table: what it is, whose, in which version, and what it is defined from."""
        profile, source = self.profile, self.framework.source
        return (
            ControlLine("Document", (Text(title),)),
            ControlLine("Owner", _or_placeholder(profile.owner, "owner of this document")),
            ControlLine("Version", _or_placeholder(profile.version, "version of this document")),
            ControlLine(
                "Status", _or_placeholder(profile.status.capitalize(), "status (draft, for approval or approved)")
            ),
            ControlLine("Date", (self.writer.values["date.issued"],)),
            ControlLine("Approved by", _or_placeholder(profile.approved_by, "who approved this document, and when")),
            ControlLine("Next review", (self.writer.values["date.next-review"],)),
            ControlLine(
                "Framework",
                (
                    Text(
                        f"{self.framework.title} "
                        f"(framework definition {self.framework.version}, document definition {version})"
                    ),
                ),
            ),
            ControlLine(
                "Source",
                (Text(", ".join((source.title, source.publisher, source.published))),),
            ),
        )


def context(
    framework: Framework, profile: Profile, locality: Locality | None = None, practice: Practice | None = None
) -> Context:
    """Return the surroundings of one document."""
    local = with_local_figures(framework, profile)
    values = _values(local, profile, locality)
    values["practice.name"] = _one(practice.name if practice else "", "name of the practice")
    return Context(local, profile, locality, Writer(values), practice)


def of_all_localities(framework: Framework, profile: Profile) -> Context:
    """Return the surroundings of a document that speaks of every locality at once."""
    local = with_local_figures(framework, profile)
    values = _values(local, profile, None) | {"locality.name": Text("each locality")}
    return Context(local, profile, None, Writer(values))


def unfilled(framework: Framework) -> Context:
    """Return surroundings in which every name stands open, so that a text shows what a PCT would fill in."""
    profile = Profile(framework.id)
    values: dict[str, Inline] = {name: Placeholder(name) for name in _values(framework, profile, None)}
    return Context(framework, profile, None, Writer(values))


def _values(framework: Framework, profile: Profile, locality: Locality | None) -> dict[str, Inline]:
    """Return what each name stands for; what the profile leaves open becomes a visible placeholder."""
    values: dict[str, Inline] = {
        "framework.title": Text(framework.title),
        "framework.period": Text(framework.period),
        "pct.name": _one(profile.pct_name, "name of the Primary Care Trust"),
        "pct.short-name": _one(profile.pct_short_name, "short name of the Primary Care Trust"),
        "locality.name": _one(locality.name if locality else "", "name of the PBC locality"),
        "practice.name": Text("each practice"),
        "year": _one(profile.financial_year, "financial year"),
    }
    for name, what in (
        ("issued", "date of issue"),
        ("agreement-start", "date on which the agreement starts"),
        ("agreement-end", "date on which the agreement ends"),
        ("next-review", "date of the next review"),
    ):
        given = profile.dates.get(name)
        values[f"date.{name}"] = Text(printed_date(given)) if given else Placeholder(what)
    for name, parameter in framework.parameters.items():
        values[f"parameter.{name}"] = Text(_figure(parameter))
    values |= {
        f"clause.{name}": Reference("clause", number, f"clause-{name}")
        for name, number in clause_numbers(framework).items()
    }
    if framework.agreement:
        values["schedule.practices"] = Reference("Schedule", "1", "schedule-practices")
        values["schedule.figures"] = Reference("Schedule", "2", "schedule-figures")
    for body in framework.bodies:
        values[f"body.{body.id}"] = Text(body.title)
    for office, title in framework.offices.items():
        holder = profile.offices.get(office)
        values[f"office.{office}"] = _one(holder.name if holder else "", f"name of the {title}")
    return values


def clause_numbers(framework: Framework) -> dict[str, str]:
    """Return the number of each clause of the agreement by its id."""
    groups = framework.agreement.groups if framework.agreement else ()
    return {
        clause.id: f"{group_number}.{number}"
        for group_number, group in enumerate(groups, start=1)
        for number, clause in enumerate(group.clauses, start=1)
    }


def _figure(parameter: Parameter) -> str:
    """Return a figure as texts print it; one that the PCT has varied says so."""
    if parameter.varied_from is None:
        return str(parameter)
    return f"{parameter} (varied locally from {parameter.printed(parameter.varied_from)})"


def _one(words: str, what: str) -> Inline:
    return Text(words) if words else Placeholder(what)


def _or_placeholder(words: str, what: str) -> Runs:
    return (_one(words, what),)
