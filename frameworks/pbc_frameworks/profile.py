"""The PCT's own details (`profile.yaml`) and its register of interests, validated and typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.model import Framework, Parameter
from pbc_frameworks.register.load import load_register
from pbc_frameworks.register.model import Register
from pbc_frameworks.validate import check
from pbc_frameworks.yaml_file import KeyPath, YamlFile, read_yaml, without_empty

_PENNY = Decimal("0.01")
_Dated = TypeVar("_Dated", "Version", "Approval")


@dataclass(frozen=True, slots=True)
class PracticeFigures:
    """A practice's figures of the year, in pounds; `list_size_when_set` in registered patients. None: not given."""

    indicative_budget: Decimal | None = None
    acute_budget: Decimal | None = None
    fair_share: Decimal | None = None
    spending: Decimal | None = None
    list_size_when_set: int | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """A GP practice; `list_size` is in registered patients."""

    name: str
    list_size: int
    code: str = ""
    lead: str = ""
    figures: PracticeFigures = PracticeFigures()


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
class Version:
    """A version of the documents: when it was made, by whom, and what changed."""

    version: str
    date: date
    changes: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the documents, when, and in which version."""

    by: str
    date: date
    version: str = ""


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
    financial_year: str = ""
    history: tuple[Version, ...] = ()
    approvals: tuple[Approval, ...] = ()


def profile_framework(path: Path) -> str:
    """Return the framework that a profile says it is for, or an empty text. Raises DefinitionError."""
    data = read_yaml(path).data
    return str(data.get("framework", "")) if isinstance(data, dict) else ""


def named_register(path: Path) -> Path | None:
    """Return the register that a profile names; None if it names none, or cannot be read."""
    try:
        data = read_yaml(path).data
    except DefinitionError:
        return None
    register = data.get("register") if isinstance(data, dict) else None
    return path.parent / register if isinstance(register, str) else None


def load_profile(path: Path, framework: Framework, *, within_limits: bool = True) -> Profile:
    """Return a PCT's profile for a framework, with the register it names.

    Raises DefinitionError for a profile or register that is wrong, is for another framework, or sets a figure that
    the framework does not leave to the PCT. Without `within_limits` figures may be set to anything: an audit reports
    what is wrong with them.
    """
    file = read_yaml(path)
    file = replace(file, data=without_empty(file.data))
    check(file, "profile")
    data = file.data
    _check_profile(file, framework, within_limits)
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
        financial_year=data.get("financial-year", ""),
        history=tuple(_dated(Version, entry) for entry in control.get("history", [])),
        approvals=tuple(_dated(Approval, entry) for entry in control.get("approvals", [])),
    )


def with_local_figures(framework: Framework, profile: Profile) -> Framework:
    """Return the framework with the PCT's own figures in place of its defaults, and those that follow from them."""
    own = profile.local_figures
    parameters = {
        name: _varied(parameter, 100 - own[parameter.rest_of])
        if parameter.rest_of in own
        else _varied(parameter, own.get(name, parameter.value))
        for name, parameter in framework.parameters.items()
    }
    return replace(framework, parameters=parameters)


def _varied(parameter: Parameter, value: Decimal) -> Parameter:
    return parameter if value == parameter.value else replace(parameter, value=value, varied_from=parameter.value)


def figure_problems(profile: Profile, framework: Framework) -> Iterator[str]:
    """Yield what is wrong with a PCT's own figures, in sentences: not the PCT's to set, or outside the limits."""
    problems = _figure_problems(profile.local_figures, framework, within_limits=True)
    yield from (message for _, message in problems)


def _check_profile(file: YamlFile, framework: Framework, within_limits: bool) -> None:
    """Refuse what the schema cannot: another framework's profile, ids twice, offices or figures it does not have."""
    data = file.data
    if data["framework"] != framework.id:
        raise DefinitionError.at(
            file.path,
            file.line(("framework",)),
            f"This profile is for '{data['framework']}', not for '{framework.id}'. "
            "Use another profile, or change this line.",
        )
    problems = [
        *_locality_problems(data.get("localities", [])),
        *_office_problems(data.get("offices", {}), framework),
        *_figure_problems(data.get("local-figures", {}), framework, within_limits),
        *_decision_problems(data.get("decisions", {}), framework),
    ]
    dates = data.get("dates", {})
    if dates.get("agreement-end", "9999") <= dates.get("agreement-start", "0000"):
        message = "The agreement ends before it starts. Correct one of the two dates."
        problems.append((("dates", "agreement-end"), message))
    if problems:
        raise DefinitionError(f"{file.path}:{file.line(where)}: {message}" for where, message in problems)


def _locality_problems(localities: list[dict[str, Any]]) -> Iterator[tuple[KeyPath, str]]:
    """Yield localities with one id, and practices that stand twice: they would sign twice and be counted twice."""
    ids: set[str] = set()
    codes: set[str] = set()
    for n, locality in enumerate(localities):
        if locality["id"] in ids:
            message = f"The locality id '{locality['id']}' stands twice. Give each its own."
            yield ("localities", n, "id"), message
        ids.add(locality["id"])
        names: set[str] = set()
        for i, practice in enumerate(locality["practices"]):
            where, code = ("localities", n, "practices", i), practice.get("code", "")
            if practice["name"] in names:
                message = f"The practice '{practice['name']}' stands twice in this locality. Remove one."
                yield (*where, "name"), message
            elif code and code in codes:
                yield (*where, "code"), f"The practice code '{code}' stands twice. Correct or remove one."
            for key, value in practice.get("figures", {}).items():
                if Decimal(str(value)) != Decimal(str(value)).quantize(_PENNY):
                    yield (
                        (*where, "figures", key),
                        f"'{key}' has part of a penny. Give pounds with two decimals at most.",
                    )
            names.add(practice["name"])
            codes.add(code)


def _office_problems(offices: dict[str, Any], framework: Framework) -> Iterator[tuple[KeyPath, str]]:
    choices = ", ".join(sorted(framework.offices))
    for office in offices:
        if office not in framework.offices:
            yield ("offices", office), f"The framework has no office '{office}'. Choose one of: {choices}."


def _figure_problems(
    figures: dict[str, Any], framework: Framework, within_limits: bool
) -> Iterator[tuple[KeyPath, str]]:
    """Yield figures that the PCT may not set, may not set so, or that contradict another once they are set."""
    own = {name: Decimal(str(value)) for name, value in figures.items()}
    for name, value in own.items():
        message = _figure_problem(name, value, framework)
        if message and (within_limits or name not in framework.parameters):
            yield ("local-figures", name), message
    if not within_limits:
        return
    for name, parameter in framework.parameters.items():
        limit = framework.parameters.get(parameter.at_most)
        if limit and (name in own or limit.id in own):
            value, most = own.get(name, parameter.value), own.get(limit.id, limit.value)
            if value > most:
                where = ("local-figures", name if name in own else limit.id)
                message = f"'{name}' would be {value} and '{limit.id}' {most}. Set them so that "
                yield where, f"{message}'{name}' is no more than '{limit.id}'."


def _decision_problems(decisions: dict[str, Any], framework: Framework) -> Iterator[tuple[KeyPath, str]]:
    left_open = _left_open(framework)
    for body, decided in decisions.items():
        if body not in left_open:
            message = f"The framework has no body '{body}'. Choose one of: {', '.join(left_open)}."
            yield ("decisions", body), message
            continue
        leaves = ", ".join(left_open[body])
        for name in decided:
            if name not in left_open[body]:
                message = f"The framework does not leave '{name}' of this body to the PCT. It leaves: {leaves}."
                yield ("decisions", body, name), message


def _left_open(framework: Framework) -> dict[str, list[str]]:
    """Return, for each body, the sections and members of which the framework leaves something to the PCT."""
    return {
        body.id: [section.id for section in body.sections if section.decide]
        + [member.id for member in body.membership if not member.number]
        for body in framework.bodies
    }


def _figure_problem(name: str, value: Decimal, framework: Framework) -> str:
    """Return why the PCT may not set this figure, or an empty text if it may."""
    parameter: Parameter | None = framework.parameters.get(name)
    local = ", ".join(sorted(key for key, known in framework.parameters.items() if known.local))
    if parameter is None:
        return f"The framework has no figure '{name}'. Figures a PCT may set: {local}."
    cited = framework.source.cite(parameter.source)
    if parameter.rest_of:
        return f"'{name}' is what '{parameter.rest_of}' leaves of 100%. Set '{parameter.rest_of}' and remove this line."
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
            Practice(
                practice["name"],
                practice["list-size"],
                practice.get("code", ""),
                practice.get("lead", ""),
                _figures(practice.get("figures", {})),
            )
            for practice in data["practices"]
        ),
    )


def _dated(kind: type[_Dated], data: dict[str, Any]) -> _Dated:
    return kind(**{**data, "date": date.fromisoformat(data["date"])})


def _figures(data: dict[str, Any]) -> PracticeFigures:
    sums = {key.replace("-", "_"): Decimal(str(data[key])) for key in data if key != "list-size-when-set"}
    return PracticeFigures(**sums, list_size_when_set=data.get("list-size-when-set"))
