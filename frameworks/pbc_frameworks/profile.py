"""The PCT's own details (`profile.yaml`) and its register of interests, validated and typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import YamlFile, read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from pbc_frameworks.model import Framework, Parameter


@dataclass(frozen=True, slots=True)
class Practice:
    """A GP practice; `list_size` is in registered patients."""

    name: str
    list_size: int
    code: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Locality:
    """A PBC locality and its practices."""

    id: str
    name: str
    practices: tuple[Practice, ...]

    @property
    def population(self) -> int:
        """Return the registered patients of all its practices."""
        return sum(practice.list_size for practice in self.practices)


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """Who holds an office."""

    name: str
    position: str = ""


@dataclass(frozen=True, slots=True)
class Interest:
    """One entry of the register; `until` is None while the interest lasts."""

    name: str
    role: str
    organisation: str
    type: str
    nature: str
    since: date
    declared: date
    action: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NilReturn:
    """Somebody's statement that they have no interest to declare."""

    name: str
    role: str
    declared: date


@dataclass(frozen=True, slots=True)
class Register:
    """A PCT's register of interests; `updated` is None until the PCT says when it was last brought up to date."""

    updated: date | None
    interests: tuple[Interest, ...]
    nil_returns: tuple[NilReturn, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A PCT's own details. Empty texts and missing dates are what the PCT has not filled in yet.

    `decisions` holds, by body and then by section or member, what the framework leaves to the PCT.
    """

    framework: str
    pct_name: str = ""
    pct_short_name: str = ""
    address: str = ""
    dates: dict[str, date] = field(default_factory=dict)
    version: str = ""
    status: str = ""
    owner: str = ""
    approved_by: str = ""
    localities: tuple[Locality, ...] = ()
    offices: dict[str, OfficeHolder] = field(default_factory=dict)
    local_figures: dict[str, Decimal] = field(default_factory=dict)
    decisions: dict[str, dict[str, str]] = field(default_factory=dict)
    register: Register | None = None


def load_profile(path: Path, framework: Framework) -> Profile:
    """Return a PCT's profile for a framework, with the register it names.

    Raises DefinitionError for a profile or register that is wrong, is for another framework, or sets a figure that
    the framework does not leave to the PCT.
    """
    file = read_yaml(path)
    file = replace(file, data=_without_empty(file.data))
    check(file, "profile")
    data = file.data
    _check_profile(file, framework)
    pct, control = data.get("pct", {}), data.get("document-control", {})
    register = data.get("register")
    return Profile(
        framework=data["framework"],
        pct_name=pct.get("name", ""),
        pct_short_name=pct.get("short-name", pct.get("name", "")),
        address=pct.get("address", ""),
        dates={name: date.fromisoformat(value) for name, value in data.get("dates", {}).items()},
        version=control.get("version", ""),
        status=control.get("status", ""),
        owner=control.get("owner", ""),
        approved_by=control.get("approved-by", ""),
        localities=tuple(_locality(locality) for locality in data.get("localities", [])),
        offices={name: OfficeHolder(**holder) for name, holder in data.get("offices", {}).items() if "name" in holder},
        local_figures={name: Decimal(str(value)) for name, value in data.get("local-figures", {}).items()},
        decisions=data.get("decisions", {}),
        register=load_register(path.parent / register) if register else None,
    )


def load_register(path: Path) -> Register:
    """Return a register of interests. Raises DefinitionError."""
    file = read_yaml(path)
    file = replace(file, data=_without_empty(file.data))
    check(file, "register")
    interests = file.data.get("interests", [])
    problems = [
        f"{path}:{file.line(('interests', n, 'to'))}: The interest ends before it begins. Correct 'from' or 'to'."
        for n, entry in enumerate(interests)
        if "to" in entry and entry["to"] < entry["from"]
    ]
    if problems:
        raise DefinitionError(problems)
    return Register(
        updated=date.fromisoformat(file.data["updated"]) if "updated" in file.data else None,
        interests=tuple(_interest(entry) for entry in interests),
        nil_returns=tuple(
            NilReturn(entry["name"], entry["role"], date.fromisoformat(entry["declared"]))
            for entry in file.data.get("nil-returns", [])
        ),
    )


def with_local_figures(framework: Framework, profile: Profile) -> Framework:
    """Return the framework with the PCT's own figures in place of its defaults."""
    parameters = {
        name: replace(parameter, value=profile.local_figures.get(name, parameter.value))
        for name, parameter in framework.parameters.items()
    }
    return replace(framework, parameters=parameters)


def _check_profile(file: YamlFile, framework: Framework) -> None:
    """Refuse what the schema cannot: another framework's profile, ids twice, offices or figures it does not have."""
    data, problems = file.data, []

    def problem(message: str, *where: str | int) -> None:
        problems.append(f"{file.path}:{file.line(where)}: {message}")

    if data["framework"] != framework.id:
        problem(
            f"This profile is for '{data['framework']}', not for '{framework.id}'. "
            "Use another profile, or change this line.",
            "framework",
        )
        raise DefinitionError(problems)
    seen: set[str] = set()
    for n, locality in enumerate(data.get("localities", [])):
        if locality["id"] in seen:
            problem(f"The locality id '{locality['id']}' stands twice. Give each its own.", "localities", n, "id")
        seen.add(locality["id"])
    for office in data.get("offices", {}):
        if office not in framework.offices:
            choices = ", ".join(sorted(framework.offices))
            problem(f"The framework has no office '{office}'. Choose one of: {choices}.", "offices", office)
    for name, value in data.get("local-figures", {}).items():
        message = _figure_problem(name, Decimal(str(value)), framework)
        if message:
            problem(message, "local-figures", name)
    for body, decisions in data.get("decisions", {}).items():
        open_ids = _left_open(framework).get(body)
        if open_ids is None:
            choices = ", ".join(_left_open(framework))
            problem(f"The framework has no body '{body}'. Choose one of: {choices}.", "decisions", body)
            continue
        for name in decisions:
            if name not in open_ids:
                message = (
                    f"The framework does not leave '{name}' of this body to the PCT. It leaves: {', '.join(open_ids)}."
                )
                problem(message, "decisions", body, name)
    dates = data.get("dates", {})
    if dates.get("agreement-end", "9999") <= dates.get("agreement-start", "0000"):
        problem("The agreement ends before it starts. Correct one of the two dates.", "dates", "agreement-end")
    if problems:
        raise DefinitionError(problems)


def _left_open(framework: Framework) -> dict[str, list[str]]:
    """Return, for each body, the sections and members of which the framework leaves something to the PCT."""
    return {
        body.id: [section.id for section in body.sections if section.decide]
        + [member.id for member in body.membership if not member.number]
        for body in framework.bodies
    }


def _without_empty(data: Any) -> Any:
    """Return data without the keys that have no value: in a profile they are what the PCT has yet to fill in."""
    if isinstance(data, dict):
        return {key: _without_empty(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_without_empty(value) for value in data]
    return data


def _figure_problem(name: str, value: Decimal, framework: Framework) -> str:
    """Return why the PCT may not set this figure, or an empty text if it may."""
    parameter: Parameter | None = framework.parameters.get(name)
    local = ", ".join(sorted(key for key, known in framework.parameters.items() if known.local))
    if parameter is None:
        return f"The framework has no figure '{name}'. Figures a PCT may set: {local}."
    cited = framework.source.cite(parameter.source)
    if not parameter.local:
        return (
            f"The figure '{name}' is fixed by the framework ({cited}). Remove the line. Figures a PCT may set: {local}."
        )
    if parameter.minimum is not None and value < parameter.minimum:
        return f"'{name}' is {value}; the framework allows no less than {parameter.minimum} ({cited}). Raise it."
    if parameter.maximum is not None and value > parameter.maximum:
        return f"'{name}' is {value}; the framework allows no more than {parameter.maximum} ({cited}). Lower it."
    return ""


def _locality(data: dict[str, Any]) -> Locality:
    return Locality(
        data["id"],
        data["name"],
        tuple(
            Practice(practice["name"], practice["list-size"], practice.get("code", ""), practice.get("lead", ""))
            for practice in data["practices"]
        ),
    )


def _interest(data: dict[str, Any]) -> Interest:
    return Interest(
        name=data["name"],
        role=data["role"],
        organisation=data["organisation"],
        type=data["type"],
        nature=data["nature"],
        since=date.fromisoformat(data["from"]),
        declared=date.fromisoformat(data["declared"]),
        action=data["action"],
        until=date.fromisoformat(data["to"]) if "to" in data else None,
    )
