"""The routes of approval: what the frameworks say of who approves what, and which definitions are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import pbcgov
from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.load import framework_ids, load_folder, load_framework
from pbc_frameworks.model import Citation, RouteStep
from pbc_frameworks.names import spelt_out
from pbc_frameworks.schedules import ApprovalRoutes
from small_framework import FILES, write_framework

ROUTES = """\
names:
  committee: [the panel]
papers:
  - id: outline
    title: outline
    kind: business-case
    within: [business-case]
    called: [outline]
    source: {section: "1"}
routes:
  - id: business-case
    title: Business case
    of: [business-case]
    steps:
      - id: small
        by: [pct]
        does: approves
        text: The PCT approves up to {{ parameter.small }}.
        when: freed-up-resources
        up-to: small
        papers: [outline]
        source: {section: "1"}
      - id: decided
        by: [committee]
        does: approves
        text: "The {{ body.committee }} approves it."
        conflicts: [declared]
        source: {section: "1"}
    notes:
      - {text: The source says no more., when: capital, source: {section: "2"}}
"""
PARAMETERS = FILES["parameters.yaml"] + (
    '  small: {title: Small sum, value: 500, unit: pounds, source: {section: "1"}}\n'
)
CONFLICTS = FILES["conflicts.yaml"].replace("  - {text: Interests", "  - {id: declared, text: Interests")


def with_routes(folder: Path, routes: str = ROUTES) -> Path:
    place = write_framework(folder, parameters=PARAMETERS, conflicts=CONFLICTS)
    (place / "routes.yaml").write_text(routes, encoding="utf-8")
    return place


def test_a_route_is_read_with_its_steps_papers_and_names(tmp_path: Path) -> None:
    framework = load_folder(with_routes(tmp_path))
    assert framework.routes is not None
    (route,) = framework.routes.routes
    assert route.steps == (
        RouteStep(
            "small",
            ("pct",),
            "approves",
            "The PCT approves up to {{ parameter.small }}.",
            Citation("1"),
            when="freed-up-resources",
            up_to="small",
            papers=("outline",),
        ),
        RouteStep(
            "decided",
            ("committee",),
            "approves",
            "The {{ body.committee }} approves it.",
            Citation("1"),
            conflicts=("declared",),
        ),
    )
    assert [spelt_out(step.text, framework) for step in route.steps] == [
        "The PCT approves up to £500.",
        "The Committee approves it.",
    ]
    assert (framework.routes.names, framework.routes.papers[0].within) == (
        {"committee": ("the panel",)},
        ("business-case",),
    )
    assert (framework.routes.of("business-case"), framework.routes.of("agreement")) == (route, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("by: [pct]", "by: [board]"), "16: There is no party or body 'board'. Choose one of: committee, pct."),
        (("committee: [the", "panel: [the"), "2: There is no party or body 'panel'. Choose one of: committee, pct."),
        (("up-to: small", "up-to: limit"), "20: There is no figure in pounds 'limit'. Choose one of: small."),
        (("papers: [outline]", "papers: [plan]"), "21: There is no paper 'plan'. Choose one of: outline."),
        (("conflicts: [declared]", "conflicts: [kept]"),
         "27: There is no rule on conflicts with an id 'kept'. Choose one of: declared."),
        (("of: [business-case]", "of: [plan]"),
         "13: There is no document 'plan'. Choose one of: agreement, business-case."),
        (("of: [business-case]", "of: [agreement, agreement]"),
         "13: The document 'agreement' stands in line 13 already. Give each its own."),
        (("kind: business-case", "kind: plan"),
         "6: There is no document 'plan'. Choose one of: agreement, business-case."),
        (("within: [business-case]", "within: [plan]"),
         "7: There is no document 'plan'. Choose one of: agreement, business-case."),
        (("- id: decided", "- id: small"), "23: The id 'small' stands in line 15 already. Give each its own."),
        (("        when: freed-up-resources\n", ""),
         "15: The step goes by a value, which is that of freed-up resources. Add 'when: freed-up-resources' to it."),
        (("does: approves\n        text: The PCT", "does: nods\n        text: The PCT"),
         "17: 'routes 1 / steps 1 / does' is 'nods'. Choose one of: submits, considers, recommends, forwards, agrees, "
         "approves, ratifies, signs, assesses, procures."),
        (("{{ parameter.small }}", "{{ parameter.tiny }}"),
         "18: The text uses {{ parameter.tiny }}, which nothing defines. Choose one of: parameter.aim, "
         "parameter.limit, parameter.rest, parameter.share, parameter.small, parameter.tolerance."),
    ],
)  # fmt: skip
def test_a_route_that_does_not_hold_is_refused(change: tuple[str, str], said: str, tmp_path: Path) -> None:
    assert ROUTES.count(change[0]) == 1
    folder = with_routes(tmp_path, ROUTES.replace(*change))
    with pytest.raises(DefinitionError) as raised:
        load_folder(folder)
    assert raised.value.problems == (f"{folder}/routes.yaml:{said}",)


def test_routes_are_shown_with_what_they_need_and_whom_they_leave_out(tmp_path: Path) -> None:
    folder = with_routes(tmp_path)
    shown = pbcgov("frameworks", "show", folder.name, "--frameworks", tmp_path).out
    assert shown.split("Route: ")[1].split("\n\n")[0].splitlines() == [
        "Business case (business-case)",
        "   1. [if it uses freed-up resources] The PCT approves up to £500. (North 2008, section 1)",
        "      needs: outline",
        "   2. The Committee approves it. (North 2008, section 1)",
        "   -  interests in step 2: taken into account (North 2008, section 1)",
        "   -  [if it asks for capital] The source says no more. (North 2008, section 2)",
    ]


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_submission_has_a_route_on_which_somebody_decides(framework_id: str) -> None:
    framework = load_framework(framework_id)
    assert framework.routes is not None
    for kind in framework.submissions:
        route = framework.routes.of(kind)
        assert route is not None
        assert {step.does for step in route.steps} & {"agrees", "approves", "signs"}


@pytest.mark.parametrize("framework_id", framework_ids())
def test_routes_by_value_go_by_the_figures_of_the_schedule_and_by_who_approves_in_it(framework_id: str) -> None:
    framework = load_framework(framework_id)
    assert framework.routes is not None
    steps = [step for route in framework.routes.routes for step in route.steps if step.up_to or step.above]
    schedules = [each for each in framework.schedules.values() if isinstance(each, ApprovalRoutes)]
    titles = {body.id: body.title for body in framework.bodies} | {each.id: each.title for each in framework.parties}
    by_schedule = [(each.up_to, each.approver, each.source) for schedule in schedules for each in schedule.routes]
    assert [(step.up_to, titles[step.by[0]], step.source) for step in steps] == by_schedule


def test_who_approves_is_a_body_that_approves() -> None:
    """A body that its definition calls an approver stands on some route as one."""
    for framework_id in framework_ids():
        framework = load_framework(framework_id)
        assert framework.routes is not None
        deciding = {
            actor
            for route in framework.routes.routes
            for step in route.steps
            if step.does in {"approves", "ratifies", "signs"}
            for actor in step.by
        }
        assert [body.id for body in framework.bodies if body.approves and body.id not in deciding] == []
