"""The smallest framework there can be, written out so that a test can say in which line an error stands."""

from __future__ import annotations

from pathlib import Path

NAME = "north-2008"
FILES = {
    "framework.yaml": """\
id: north-2008
title: North framework
version: "1"
summary: A small framework.
period: 2008/09
area: North
source: {title: Our framework, short: North 2008, publisher: North PCT, published: "2008"}
offices:
  chair: Chair of the committee
parties:
  - id: pct
    title: Primary Care Trust
    source: {section: "1"}
    role:
      - {text: Decides., source: {section: "1"}}
principles:
  - {text: Care comes first., source: {section: "1"}}
""",
    "parameters.yaml": """\
parameters:
  aim: {title: Aim, value: 4, unit: weeks, at-most: limit, local: true, source: {section: "1"}}
  limit: {title: Limit, value: 8, unit: weeks, maximum: 8, local: true, source: {section: "1"}}
  share: {title: Share, value: 70, unit: percent, minimum: 70, local: true, source: {section: "2"}}
  rest: {title: Rest, value: 30, unit: percent, rest-of: share, source: {section: "2"}}
  tolerance: {title: Tolerance, value: 10, unit: percent, source: {section: "3"}}
""",
    "bodies.yaml": """\
bodies:
  - id: committee
    title: Committee
    summary: It decides.
    source: {section: "1"}
    accountable-to: the PCT Board
    membership:
      - {id: chair, title: Chair, capacity: chair, number: "1", office: chair, source: {section: "1"}}
      - {id: members, title: Members, capacity: member, source: {section: "1"}}
    sections:
      - id: purpose
        title: Purpose
        statements:
          - text: It decides within {{ parameter.limit }}.
            source: {section: "1"}
      - id: quorum
        title: Quorum
        decide: the quorum
""",
    "agreement.yaml": """\
document: agreement
title: Agreement
version: "1"
introduction: Made by {{ pct.name }}.
groups:
  - id: aims
    title: Aims
    clauses:
      - {id: purpose, text: We work together., source: {section: "1"}}
signatories:
  - {party: "{{ pct.name }}", capacity: Chair, office: chair}
""",
    "conflicts.yaml": """\
document: conflict-register
title: Register of interests
version: "1"
introduction: The register.
rules:
  - {text: Interests are declared., source: {section: "1"}}
conventions-introduction: Later practice.
conventions: [A nil return is made.]
types:
  - {id: financial, title: Financial, means: Money.}
declaration-introduction: Complete the form.
declaration-statement: This is true.
declaration-fields:
  - {id: name, label: Name}
  - {id: type, label: Type, kind: choice, choices: [Financial, Other]}
""",
    "submissions/business-case.yaml": """\
document: business-case
title: Business case
version: "1"
introduction: Use this form.
fields:
  - {id: lead, label: Lead}
groups:
  - id: criteria
    title: Criteria
    introduction: What is judged.
    requirements:
      - id: risks
        title: Risks
        criterion: The risks.
        prompt: What could go wrong?
        guidance: Name each risk.
        source: {section: "1"}
        parts:
          - {id: risks, title: the risks, concepts: [risk-assessment]}
        action: List the risks.
""",
}


def write_framework(folder: Path, **changed: str) -> Path:
    """Write the framework into a folder of its name and return it; `changed` replaces files by stem (`_` for `-`)."""
    place = folder / NAME
    place.mkdir()
    for name, text in FILES.items():
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(changed.get(path.stem.replace("-", "_"), text), encoding="utf-8")
    return place
