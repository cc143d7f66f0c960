"""The names that texts in definitions may use in {{ double braces }}, and what each stands for.

parameter.<id>   a figure of the framework, as the PCT has set it      body.<id>     the title of a body
pct.name  pct.short-name                                               office.<id>   the name of an office holder
date.issued  date.agreement-start  date.agreement-end  date.next-review
locality.name    only in documents made once a locality                framework.title  framework.period
practice.name    only in documents made once a practice                year
clause.<id>      a clause of the agreement, in agreement.yaml only: printed as a live reference to its number
schedule.practices  schedule.figures    those of the agreement, in agreement.yaml only
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.yaml_file import KeyPath, YamlFile

if TYPE_CHECKING:
    from pbc_frameworks.model import Framework

_OF_THE_REGISTER = ("conventions-introduction", "declaration-introduction", "declaration-statement")
FILLED_IN = (
    "text",
    "items",
    "rows",
    "introduction",
    "prompt",
    "guidance",
    "decide",
    "conventions",
    "party",
    *_OF_THE_REGISTER,
)
"""The keys whose texts have names filled in; every other text is printed as it stands."""

NAME_IN_TEXT = re.compile(r"\{\{\s*(.*?)\s*\}\}")
PROFILE_NAMES = (
    "pct.name",
    "pct.short-name",
    "date.issued",
    "date.agreement-start",
    "date.agreement-end",
    "date.next-review",
    "locality.name",
    "practice.name",
    "year",
    "framework.title",
    "framework.period",
)


SCHEDULES = ("schedule.practices", "schedule.figures")
"""The schedules that every agreement has, as its clauses name them."""


def check_names(
    file: YamlFile,
    parameters: Iterable[str],
    bodies: Iterable[str],
    offices: Iterable[str],
    clauses: Iterable[str] = (),
) -> None:
    """Check that every {{ name }} in a file's texts is known; raises DefinitionError with file, line and choices."""
    known = {
        *PROFILE_NAMES,
        *(f"parameter.{name}" for name in parameters),
        *(f"body.{name}" for name in bodies),
        *(f"office.{name}" for name in offices),
        *(f"clause.{name}" for name in clauses),
        *(SCHEDULES if clauses else ()),
    }
    problems = []
    for path, text in _texts(file.data, ()):
        if "{{" in text and not _filled_in(path):
            problems.append(
                f"{file.path}:{file.line(path)}: Names in double braces are not filled in here. Write the words out; "
                f"names work under: {', '.join(FILLED_IN)}."
            )
            continue
        for name in NAME_IN_TEXT.findall(text):
            if name not in known:
                family = name.split(".")[0] + "."
                choices = sorted(choice for choice in known if choice.startswith(family)) or sorted(known)
                problems.append(
                    f"{file.path}:{file.line(path)}: The text uses {{{{ {name} }}}}, which nothing defines. "
                    f"Choose one of: {', '.join(choices)}."
                )
        if "{{" in NAME_IN_TEXT.sub("", text) or "}}" in NAME_IN_TEXT.sub("", text):
            problems.append(
                f"{file.path}:{file.line(path)}: Double braces are left open. Write {{{{ name }}}} on one line."
            )
    if problems:
        raise DefinitionError(problems)


def spelt_out(text: str, framework: Framework) -> str:
    """Return a definition's text in one line, with its {{ names }} of bodies and figures in words.

    A name that only a profile can fill in is left as it is, without its braces.
    """
    titles = {f"body.{body.id}": body.title for body in framework.bodies}
    figures = {f"parameter.{name}": str(parameter) for name, parameter in framework.parameters.items()}
    named = NAME_IN_TEXT.sub(lambda name: (titles | figures).get(name[1], name[1]), text)
    return " ".join(named.split())


def _filled_in(path: KeyPath) -> bool:
    """Return whether names are filled in at a key path; an entry of a list goes by the key of the list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "") in FILLED_IN


def _texts(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text in some data with its key path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*path, index))
