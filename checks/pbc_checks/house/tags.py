"""One placeholder by itself: what kind it is, which names it uses, and whether a template may say that."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from pbc_checks.house.outcome import Status
from pbc_generator.render.word.house import ALLOWED, TemplateEnvironment
from pbc_generator.render.word.placeholders import FILTERS, LINE_FIELDS, PLACEHOLDERS, Where

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Braces further apart than this are no placeholder; without a limit many open ones would take for ever.
TAG = re.compile(r"\{\{.{0,400}?\}\}|\{%.{0,400}?%\}|\{#.{0,400}?#\}", re.DOTALL)
BRACES = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_PARTS = re.compile(r"\{(?P<kind>[{%#])(?P<unit>tr|tc|p|r)?(?=[\s])(?P<inner>.*?)-?[}%#]\}", re.DOTALL)
_PLAIN = re.compile(r"\{(?P<kind>[{%#])-?(?P<inner>.*?)-?[}%#]\}", re.DOTALL)
_STRAIGHT = str.maketrans("“”‘’\u00a0", "\"\"'' ")  # as docxtpl reads them
_BY_NAME = {placeholder.name: placeholder for placeholder in PLACEHOLDERS}
_LINE = {field.name: field for field in LINE_FIELDS}
_ENVIRONMENT = TemplateEnvironment()
_ALIKE = 0.6  # the least likeness of two names that may have been mistaken for one another
_OPENING = ("if", "for")
_BETWEEN = ("else", "elif")
_CLOSING = {"endif": "if", "endfor": "for"}
KNOWN_NAMES = tuple(_BY_NAME)


@dataclass(frozen=True, slots=True)
class Tag:
    """A placeholder taken apart.

    `kind` is the character after the brace, `unit` docxtpl's letter (p, r, tr, tc or none), `word` the statement of a
    {% %}; `variable` is the name that a `for` gives to each line. `whole` is the name that a {{ }} consists of.
    """

    written: str
    kind: str
    unit: str
    word: str
    variable: str
    whole: str

    @property
    def opens(self) -> str:
        """Return "if" or "for" where it opens one."""
        return self.word if self.word in _OPENING else ""

    @property
    def closes(self) -> str:
        """Return "if" or "for" where it closes one."""
        return _CLOSING.get(self.word, "")

    @property
    def between(self) -> bool:
        """Return whether it stands between the two: else or elif."""
        return self.word in _BETWEEN


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a placeholder, and what to do."""

    status: Status
    said: str
    action: str


def judged(written: str, lines: Collection[str]) -> tuple[Tag, Fault | None]:
    """Return a placeholder taken apart, and the first thing that is wrong with it, wherever it stands.

    `lines` are the names that the `for`s around it give to a line.
    """
    tag, inner = _taken_apart(written)
    if tag.kind == "#":
        return tag, None
    if BRACES.search(written[2:-2]):
        return tag, Fault(
            Status.BADLY_WRITTEN,
            "its braces are not closed before the next begin",
            "Write it anew: each {{ needs its }}, each {% its %}.",
        )
    if tag.kind == "%" and tag.word not in {*_OPENING, *_BETWEEN, *_CLOSING}:
        return tag, Fault(
            Status.BADLY_WRITTEN,
            f"'{tag.word}' is nothing that a template may say" if tag.word else "it is empty",
            "Use {%p if … %}, {%p else %}, {%p endif %}, {%tr for line in control %} and {%tr endfor %} only.",
        )
    try:
        tree = _ENVIRONMENT.parse(_complete(tag, inner))
    except (TemplateSyntaxError, RecursionError, ValueError):
        return tag, _not_understood(inner)
    fault = next(_faults(tree, {*lines, *([tag.variable] if tag.variable else [])}), None)
    return tag, fault


def _taken_apart(written: str) -> tuple[Tag, str]:
    found = _PARTS.fullmatch(written) or _PLAIN.fullmatch(written)
    if found is None:
        return Tag(written, written[1:2], "", "", "", ""), ""
    groups = found.groupdict()
    inner = groups["inner"].translate(_STRAIGHT).strip()
    kind = groups["kind"]
    word = re.match(r"\w*", inner)[0] if kind == "%" else ""  # type: ignore[index]  # matches nothing, too
    loop = re.match(r"for\s+([A-Za-z_]\w*)\s+in\b", inner) if word == "for" else None
    whole = inner if kind == "{" and re.fullmatch(r"[A-Za-z_][\w.]*", inner) else ""
    return Tag(written, kind, groups.get("unit") or "", word, loop[1] if loop else "", whole), inner


def _complete(tag: Tag, inner: str) -> str:
    """Return a template that holds nothing but this placeholder."""
    if tag.kind == "{":
        return f"{{{{ {inner} }}}}"
    if tag.opens:
        return f"{{% {inner} %}}{{% end{tag.word} %}}"
    if tag.between:
        return f"{{% if 1 %}}{{% {inner} %}}{{% endif %}}"
    opening = "{% if 1 %}" if tag.closes == "if" else "{% for each in control %}"
    return f"{opening}{{% {inner} %}}"


def _not_understood(inner: str) -> Fault:
    first = next(iter(re.findall(r"\w+", inner)), "")
    if " " in inner and not inner.startswith(("if ", "for ", "elif ")):
        unit, _, rest = inner.partition(" ")
        if unit in {"p", "r", "tr"}:
            return Fault(
                Status.BADLY_WRITTEN,
                f"there is a space before its {unit}",
                f"Write the {unit} close to the braces: {{{{{unit} {rest.strip()} }}}}.",
            )
        nearest = _nearest(inner.replace(" ", "_")) or _nearest(first)
        return Fault(
            Status.UNKNOWN,
            f"'{inner}' is no name that a template may use",
            _did_you_mean(nearest),
        )
    said = "it cannot be understood" if inner else "it is empty"
    return Fault(Status.BADLY_WRITTEN, said, f"Write it anew. {_did_you_mean(_nearest(first))}")


def _faults(tree: nodes.Template, lines: Collection[str]) -> Iterator[Fault]:
    for node in tree.find_all(nodes.Node):
        match node:
            case nodes.Filter() if node.name not in FILTERS or node.args or node.kwargs:
                yield Fault(
                    Status.BADLY_WRITTEN,
                    f"'|{node.name}' cannot be used in a template",
                    f"Use one of: {', '.join(FILTERS)}; or none.",
                )
            case nodes.Getattr():
                yield from _attribute(node, lines)
            case nodes.Name() if node.ctx == "load" and node.name not in {*_BY_NAME, *lines, "loop"}:
                if node.name in _LINE or node.name == "line":
                    yield Fault(
                        Status.MISPLACED,
                        f"'{node.name}' belongs to a line of the document control table, and stands outside one",
                        f"Put it in {Where.LINE.value}.",
                    )
                else:
                    yield Fault(
                        Status.UNKNOWN,
                        f"'{node.name}' is no name that a template may use",
                        _did_you_mean(_nearest(node.name)),
                    )
            case nodes.For() if not (isinstance(node.iter, nodes.Name) and node.iter.name == "control"):
                yield Fault(
                    Status.BADLY_WRITTEN,
                    "only the lines of the document control table can be repeated",
                    "Write {%tr for line in control %}.",
                )
            case _ if not isinstance(node, ALLOWED):
                yield Fault(
                    Status.BADLY_WRITTEN,
                    "it works something out, which a template may not do",
                    "Write the name alone, as in {{ title }}.",
                )


def _attribute(node: nodes.Getattr, lines: Collection[str]) -> Iterator[Fault]:
    base = node.node.name if isinstance(node.node, nodes.Name) else ""
    if base in lines:
        if node.attr not in _LINE:
            nearest = difflib.get_close_matches(node.attr.lower(), _LINE, 1, _ALIKE)
            yield Fault(
                Status.UNKNOWN,
                f"a line of the document control table has no '{node.attr}'",
                f"Did you mean {_LINE[nearest[0]].written}?"
                if nearest
                else f"It has: {', '.join(field.written for field in LINE_FIELDS)}.",
            )
    elif base not in {"line", "loop"}:
        yield Fault(
            Status.UNKNOWN, f"'{base}.{node.attr}' is no name that a template may use", _did_you_mean(_nearest(base))
        )


def _nearest(name: str) -> str:
    return next(iter(difflib.get_close_matches(name.lower(), _BY_NAME, 1, _ALIKE)), "")


def _did_you_mean(name: str) -> str:
    if not name:
        return f"Use one of: {', '.join(KNOWN_NAMES)}."
    return f"Did you mean {_BY_NAME[name].written}?"
