"""The files a PCT starts from: a profile and a register of interests, every key explained and left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pbc_frameworks.model import Framework, Parameter
from pbc_frameworks.names import spelt_out


def starter_profile(framework: Framework) -> str:
    """Return the text of a profile for a framework, valid as it stands; empty keys print as placeholders."""
    return "\n".join(_profile(framework)) + "\n"


def starter_register(framework: Framework) -> str:
    """Return the text of an empty register of interests for a framework, with an example to copy."""
    return "\n".join(_register(framework)) + "\n"


def _profile(framework: Framework) -> Iterator[str]:
    yield f"# Your PCT's own details for the {framework.title}."
    yield "# Fill in what you know after each colon. What you leave empty is marked in the documents as to complete."
    yield "# A line that starts with # is a note and is not read. Dates are written 2007-04-01."
    yield f"framework: {framework.id}"
    yield from ("", "pct:")
    yield from _keys("  ", (("name", "in full"), ("short-name", "as it stands in headers"), ("address", "")))
    yield from ("", "dates:")
    yield from _keys(
        "  ",
        (
            ("issued", "the date printed on every document"),
            ("agreement-start", ""),
            ("agreement-end", ""),
            ("next-review", ""),
        ),
    )
    yield from ("", "financial-year:  # of the practices' figures, such as 2007/08")
    yield from ("", "document-control:")
    yield from _keys(
        "  ",
        (
            ("version", 'in quotation marks: "1.0"'),
            ("status", "draft, for approval or approved"),
            ("owner", "the post, not the person"),
            ("approved-by", "who, and when"),
        ),
    )
    yield from (
        "  # The versions so far and who approved them, printed at the end of each document:",
        "#  history:",
        '#    - {version: "0.1", date: 2007-02-26, author: Head of PBC, changes: First draft}',
        "#  approvals:",
        '#    - {by: PCT Board, date: 2007-03-28, version: "1.0"}',
    )
    yield from (
        "",
        "# One entry a locality, with its practices. Take away the # at the start of the lines and copy them as often",
        "# as you need. A practice code is a capital letter and five digits; list-size is the number of patients",
        "# registered. figures, in pounds, are what budget statements and schedules are worked out from.",
        "localities:",
        "#  - id: north",
        "#    name: North PBC Locality",
        "#    practices:",
        "#      - {name: Example Surgery, code: E00001, list-size: 8000, lead: Dr A Example,",
        "#         figures: {indicative-budget: 7400000, acute-budget: 4300000, fair-share: 7100000,",
        "#                   spending: 7250000, list-size-when-set: 7900}}",
        "#      - {name: Another Practice, code: E00002, list-size: 6500, lead: Dr B Example}",
        "",
        "# Who holds each office: the name, and the position if it differs.",
        "offices:",
    )
    for office, title in framework.offices.items():
        yield f"  {office}:  # {title}"
        yield from _keys("    ", (("name", ""), ("position", "")))
    yield from ("", "# Figures that the framework lets you set yourself. Leave empty to keep the framework's own.")
    yield "local-figures:"
    yield from _keys(
        "  ", ((parameter.id, _figure(parameter)) for parameter in framework.parameters.values() if parameter.local)
    )
    yield from ("", "# What the framework leaves to you to decide, body by body.", "decisions:")
    for body in framework.bodies:
        open_sections = [
            (section.id, spelt_out(section.decide, framework)) for section in body.sections if section.decide
        ]
        open_numbers = [(member.id, f"how many: {member.title}") for member in body.membership if not member.number]
        if open_sections or open_numbers:
            yield f"  {body.id}:  # {body.title}"
            yield from _keys("    ", (*open_sections, *open_numbers))
    yield from ("", "# The register of interests, a file beside this one.", "register: register.yaml")


def _register(framework: Framework) -> Iterator[str]:
    yield "# Your PCT's register of interests. Dates are written 2007-04-01."
    yield "opened:  # when the register began; what arose before is declared in time from then"
    yield "updated:  # when the register was last brought up to date"
    yield ""
    yield "# One entry an interest. Types:"
    for kind in framework.conflicts.types if framework.conflicts else ():
        yield f"# {kind.id}: {kind.title}"
    yield from (
        "interests:",
        "#  - name: Dr A Example",
        "#    role: Member, PBC Governance Committee",
        "#    organisation: Example Diagnostics Ltd",
        "#    type: financial",
        "#    relationship:  # whose interest an indirect one is, such as Spouse",
        "#    nature: Director and shareholder",
        "#    services: [diagnostic imaging]  # what it touches; meeting sheets go by these words",
        "#    from: 2006-01-01",
        "#    declared: 2007-03-01",
        "#    action: Withdraws from any decision on diagnostic services",
        "",
        "# One entry for everybody who has declared that they have no interest.",
        "nil-returns:",
        "#  - {name: B Example, role: Director of Finance, declared: 2007-03-01}",
    )


def _keys(indent: str, keys: Iterable[tuple[str, str]]) -> Iterator[str]:
    for key, note in keys:
        yield f"{indent}{key}:{f'  # {note}' if note else ''}"


def _figure(parameter: Parameter) -> str:
    """Return what a figure is, its value in the framework and its limits."""
    limits = [
        f"at {word} {limit.normalize():f}"
        for word, limit in (("least", parameter.minimum), ("most", parameter.maximum))
        if limit is not None
    ]
    return f"{parameter.title}, in {parameter.unit}; the framework says {', '.join([str(parameter), *limits])}"
