"""YAML files with the line of everything in them, so that an error can say where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from pbc_frameworks.errors import DefinitionError

KeyPath: TypeAlias = tuple[str | int, ...]

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]  # the C loader has no static type
    """The safe loader without YAML 1.1's surprises: dates stay text, and only true and false are booleans."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


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

    Raises DefinitionError for a file that is missing, not UTF-8, not YAML, empty, or has a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
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
    lines: dict[KeyPath, int] = {}
    problems: list[str] = []
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise DefinitionError.at(path, 1, "This file is empty. Start from a file that `pbcgov init` writes.")
        data = _construct(loader, node, (), lines, problems, path)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DefinitionError.at(
            path,
            line,
            f"This is not valid YAML: {error.problem or error.context}. "
            "Check the indentation, colons and quotation marks on this line and the one before.",
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise DefinitionError.at(path, 1, f"This is not valid YAML: {error}.") from None
    except RecursionError:
        raise DefinitionError.at(path, 1, "This file is nested too deeply to be a definition.") from None
    finally:
        loader.dispose()
    if problems:
        raise DefinitionError(problems)
    return YamlFile(path, data, lines)


def _construct(
    loader: Any, node: Any, where: KeyPath, lines: dict[KeyPath, int], problems: list[str], path: Path
) -> Any:
    """Return a node's value; note each key's line, and each key that stands twice."""
    lines.setdefault(where, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping:
                problems.append(
                    f"{path}:{line}: The key '{key}' stands here a second time. Remove or rename one of them."
                )
            lines[(*where, key)] = line
            mapping[key] = _construct(loader, value_node, (*where, key), lines, problems, path)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _construct(loader, item, (*where, index), lines, problems, path) for index, item in enumerate(node.value)
        ]
    return loader.construct_object(node)
