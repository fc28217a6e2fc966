"""YAML with line numbers: plain values beside a map from each key's path to its line. Repeated keys are faults."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]

#: Deeper or longer files than this are not rules.
MAX_DEPTH, MAX_BYTES = 30, 1_000_000


class BadYamlError(Exception):
    """The file is not YAML that we take. ``line`` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass
class YamlFile:
    value: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)

    def line(self, path: KeyPath) -> int:
        """The line of the key, or of the nearest key above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class _Loader(yaml.SafeLoader):
    """Only the scalars are taken from here: no anchors' expansion, no tags beyond the plain ones."""


def read_yaml(path: Path) -> YamlFile:
    """Reads one file. Raises BadYamlError."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise BadYamlError(1, f"the file is larger than {MAX_BYTES} bytes")
    loader = _Loader(data)
    try:
        node = loader.get_single_node()
        if node is None:
            raise BadYamlError(1, "the file is empty")
        lines: dict[KeyPath, int] = {}
        return YamlFile(_value(loader, node, (), lines), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadYamlError(line, f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, UnicodeDecodeError) as error:
        raise BadYamlError(1, f"not valid YAML: {error}") from error
    finally:
        loader.dispose()


def _value(loader: yaml.SafeLoader, node: yaml.Node, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    if len(path) > MAX_DEPTH:
        raise BadYamlError(node.start_mark.line + 1, "nested too deeply")
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*path, index), lines) for index, item in enumerate(node.value)]
    return loader.construct_object(node)


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode, path: KeyPath, lines: dict[KeyPath, int]) -> Any:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str | int):
            raise BadYamlError(line, f"'{key}' cannot be a key")
        if isinstance(key, bool):
            key = key_node.value
        if key in found:
            raise BadYamlError(line, f"the key '{key}' stands twice")
        lines[(*path, key)] = line
        found[key] = _value(loader, value_node, (*path, key), lines)
    return found
