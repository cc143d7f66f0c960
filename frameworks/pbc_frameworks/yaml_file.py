"""YAML files with the line of everything in them, so that an error can say where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml.reader import ReaderError

from pbc_frameworks.errors import DefinitionError
from pbc_frameworks.escaped import escaped
from pbc_frameworks.limits import MEGABYTE, allowed, read_at_most

KeyPath: TypeAlias = tuple[str | int, ...]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SURPRISING = (":timestamp", ":bool", ":int", ":float")


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no static type
    """The safe loader without YAML 1.1's surprises.

    Dates stay text, only true and false are booleans, and only plain decimals are numbers: `0123` is not octal and
    `12:30` is not seven hundred and fifty.
    """


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(_SURPRISING)]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"), list("-0123456789")
)

_THOUSANDS = re.compile(r"\d{3}(?:\.\d+)?")
"""What a comma leaves of a number such as 12,400 in {braces}: a key with no value."""
_IN_THOUSANDS = re.compile(r"-?£?\d{1,3}")

_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq"))
_TAG = "could not determine a constructor"

# What the parser says, or what it was doing, and what that means to somebody who writes such a file.
_IN_PLAIN_WORDS = {
    "while scanning a quoted scalar": "A quotation mark is opened here and not closed. Close it.",
    "while parsing a flow sequence": "A list in [brackets] begins here and is not closed, or a comma is missing in it.",
    "while parsing a flow mapping": "A group in {braces} begins here and is not closed, or a comma is missing in it.",
    "mapping values are not allowed": (
        "There is a colon too many here, or the line is indented too far. Put text that contains a colon in quotation "
        "marks, and begin the line under the one it belongs with."
    ),
    "while scanning an alias": "A text that begins with '*' has to be in quotation marks.",
    "while scanning an anchor": "A text that begins with '&' has to be in quotation marks.",
    "tab character": "A tab stands in this line. Indent with spaces.",
    "cannot start any token": (
        "The text begins with a character that has a meaning of its own here. Put the text in quotation marks; "
        "indent with spaces, not with tabs."
    ),
    "could not find expected ':'": "This line, or the one before, has no colon after its key. Write 'key: value'.",
    "did not find expected key": (
        "This line is not indented like the lines it belongs with, or goes on after a closing quotation mark. "
        "Begin lines that belong together one under another, and put the whole text in quotation marks."
    ),
    "did not find expected '-' indicator": (
        "This line stands where the next '- ' of a list was expected. Begin it under the lines it belongs with."
    ),
    "found another document": "A line of three hyphens begins a second document here. Remove it and what follows it.",
    "found undefined alias": "A text that begins with '*' has to be in quotation marks.",
    "exceeded maximum nesting depth": "This file is nested too deeply. Start from a file that works.",
    _TAG: "A text that begins with '!' has to be in quotation marks.",
}


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: its data, and the line (counted from 1) of each key path."""

    path: Path
    data: Any
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest thing around it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path) -> YamlFile:
    """Return a YAML file's data with line numbers.

    Raises DefinitionError for a file that is missing, too large, not UTF-8, not YAML, empty, has a key twice, or uses
    an alias or a tag.
    """
    try:
        with path.open("rb") as file:
            data = read_at_most(file, allowed().yaml_bytes)
        if len(data) > allowed().yaml_bytes:
            larger = f"This file is larger than {allowed().yaml_bytes // MEGABYTE} MB, the most that is read."
            raise DefinitionError.at(path, 1, f"{larger} Take out what does not belong in it.")
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        raise DefinitionError.at(path, 1, "This file does not exist. Check the name and the folder.") from None
    except IsADirectoryError:
        raise DefinitionError.at(path, 1, "This is a folder. Name a .yaml file in it.") from None
    except UnicodeDecodeError:
        raise DefinitionError.at(
            path, 1, "This file is not UTF-8 text. Save it as UTF-8 (in Notepad: Save as, Encoding)."
        ) from None
    except OSError as error:
        raise DefinitionError.at(path, 1, f"This file cannot be read: {error.strerror}.") from None
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> YamlFile:
    """Return YAML text as data with line numbers; `path` is only for messages. Raises DefinitionError."""
    try:
        loader = _Loader(text)
    except ReaderError as error:
        raise _unreadable_character(error, text, path) from None
    try:
        node = loader.get_single_node()
        if node is None:
            raise DefinitionError.at(path, 1, "This file is empty. Start from a file that `pbcgov init` writes.")
        builder = _Builder(loader, text, path)
        data = builder.value(node, ())
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, text, path) from None
    except ReaderError as error:
        raise _unreadable_character(error, text, path) from None
    except (yaml.YAMLError, ValueError) as error:
        raise DefinitionError.at(path, 1, f"This is not valid YAML: {error}.") from None
    except RecursionError:
        raise DefinitionError.at(path, 1, "This file is nested too deeply. Start from a file that works.") from None
    finally:
        loader.dispose()
    if builder.problems:
        raise DefinitionError(builder.problems)
    return YamlFile(path, data, builder.lines)


def without_empty(data: Any) -> Any:
    """Return data without the keys that have no value: in a profile they are what the PCT has yet to fill in."""
    if isinstance(data, dict):
        return {key: without_empty(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [without_empty(value) for value in data]
    return data


@dataclass(slots=True)
class _Builder:
    """Builds the data of a file from its nodes; notes each key's line, and each key that stands twice."""

    loader: Any
    text: str
    path: Path
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: Any, where: KeyPath) -> Any:
        """Return a node's value. Raises DefinitionError where an alias repeats another node."""
        if id(node) in self.seen:
            raise _alias(self.text, self.path)
        self.seen.add(id(node))
        self.lines.setdefault(where, node.start_mark.line + 1)
        if node.tag not in _TAGS:
            raise self._tagged(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*where, index)) for index, item in enumerate(node.value)]
        try:
            return self.loader.construct_object(node)
        except (KeyError, ValueError):  # somebody wrote !!bool before what is none, or a number of thousands of digits
            raise self._tagged(node) from None

    def _tagged(self, node: Any) -> DefinitionError:
        digits = isinstance(node.value, str) and node.value.lstrip("-").isdecimal()
        said = "This number has too many digits. Correct it." if digits else _IN_PLAIN_WORDS[_TAG]
        return DefinitionError.at(self.path, node.start_mark.line + 1, said)

    def _mapping(self, node: Any, where: KeyPath) -> dict[str, Any]:
        if node.flow_style:
            self._find_commas_in_numbers(node)
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise DefinitionError.at(
                    self.path, line, "A key has to be a word. Put text that begins with a brace in quotation marks."
                )
            key = str(key_node.value)
            if key in mapping:
                self.problems.append(
                    f"{self.path}:{line}: The key '{key}' stands here a second time. Remove or rename one of them."
                )
            self.lines[(*where, key)] = line
            mapping[key] = self.value(value_node, (*where, key))
        return mapping

    def _find_commas_in_numbers(self, node: Any) -> None:
        """Note each number in {braces} that a comma cuts in two: of `list-size: 12,400` only the 12 would be read."""
        name, digits, line = "", "", 0
        for key_node, value_node in [*node.value, (None, None)]:
            goes_on = digits and _is_empty(value_node) and _THOUSANDS.fullmatch(str(key_node.value))
            if goes_on:
                digits += f",{key_node.value}"
                continue
            if "," in digits:
                self.problems.append(
                    f"{self.path}:{line}: '{name}' is written {digits}: between braces a comma ends the number. Write "
                    f"it in digits alone: {re.sub('[£,]', '', digits)}."
                )
            digits = ""
            if isinstance(value_node, yaml.ScalarNode) and isinstance(key_node, yaml.ScalarNode):
                name, line = escaped(str(key_node.value)), key_node.start_mark.line + 1
                digits = value_node.value if _IN_THOUSANDS.fullmatch(value_node.value) else ""


def _is_empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and not node.value


def _not_yaml(error: yaml.MarkedYAMLError, text: str, path: Path) -> DefinitionError:
    said = f"{error.context}: {error.problem}"
    opened = error.context in _IN_PLAIN_WORDS
    mark = (error.context_mark if opened else error.problem_mark) or error.context_mark
    line = mark.line + 1 if mark else 1
    quoted = _quoted_up_to(line, text)
    if quoted:
        message = f"A quotation mark is opened here and closed only in line {line}. Close it where the text ends."
        return DefinitionError.at(path, quoted, message)
    for phrase, meaning in _IN_PLAIN_WORDS.items():
        if phrase in said:
            return DefinitionError.at(path, line, meaning)
    return DefinitionError.at(
        path,
        line,
        f"This is not valid YAML ({error.problem or error.context}). "
        "Check the indentation, colons and quotation marks on this line and the one before.",
    )


def _quoted_up_to(line: int, text: str) -> int:
    """Return the line in which a quotation of several lines begins that ends in the given line, or 0."""
    tokens = yaml.scan(text, _Base)
    while True:
        try:
            token = next(tokens, None)
        except yaml.YAMLError:
            return 0
        if token is None:
            return 0
        if isinstance(token, yaml.ScalarToken) and token.style in {"'", '"'}:
            begins, ends = int(token.start_mark.line) + 1, int(token.end_mark.line) + 1
            if begins < ends == line:
                return begins


def _unreadable_character(error: ReaderError, text: str, path: Path) -> DefinitionError:
    code = error.character if isinstance(error.character, int) else ord(error.character)
    line = text.count("\n", 0, text.find(chr(code))) + 1
    return DefinitionError.at(
        path, line, f"A control character (U+{code:04X}) stands in this line. Delete it, or type the line again."
    )


def _alias(text: str, path: Path) -> DefinitionError:
    """Return the error for an alias: one is never needed, and a few can stand for a file of any size."""
    marks = (event.start_mark for event in yaml.parse(text, _Base) if isinstance(event, yaml.AliasEvent))
    line = next((mark.line + 1 for mark in marks if mark), 1)
    return DefinitionError.at(path, line, "'*' refers to another place in the file. Write the text out here instead.")
