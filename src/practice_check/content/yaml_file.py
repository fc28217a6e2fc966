"""YAML with line numbers: plain values beside a map from each key's path to its line. Repeated keys are faults."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]

_NULL = "tag:yaml.org,2002:null"

#: Deeper or longer files than this, or files that name one value so often, are none of ours.
MAX_DEPTH, MAX_BYTES, MAX_VALUES = 30, 1_000_000, 200_000


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
    """Only the scalars are taken from here: no tags beyond the plain ones."""


def read_yaml(path: Path) -> YamlFile:
    """Reads one file. Raises BadYamlError."""
    return parse_yaml(path.read_bytes())


def parse_yaml(data: bytes, *, texts: bool = False) -> YamlFile:
    """Reads what stands in a file; with ``texts`` each value as the text that is written there. Raises BadYamlError."""
    if len(data) > MAX_BYTES:
        raise BadYamlError(1, f"the file is larger than {MAX_BYTES} bytes")
    try:
        loader = _Loader(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadYamlError(1, f"not valid YAML: {error}") from error
    try:
        node = loader.get_single_node()
        if node is None:
            raise BadYamlError(1, "the file is empty")
        values = _Values(loader, texts)
        return YamlFile(values.of(node, ()), values.lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadYamlError(line, f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, UnicodeDecodeError) as error:
        raise BadYamlError(1, f"not valid YAML: {error}") from error
    except RecursionError as error:
        raise BadYamlError(1, "nested too deeply") from error
    finally:
        loader.dispose()


@dataclass
class _Values:
    """Turns nodes into values, with the line of each. A value that is named again (an alias) is counted again."""

    loader: yaml.SafeLoader
    texts: bool
    lines: dict[KeyPath, int] = field(default_factory=dict)
    count: int = 0

    def of(self, node: yaml.Node, path: KeyPath) -> Any:
        line = node.start_mark.line + 1
        self.count += 1
        if self.count > MAX_VALUES:
            raise BadYamlError(line, f"the file comes to more than {MAX_VALUES:,} values")
        if len(path) > MAX_DEPTH:
            raise BadYamlError(line, "nested too deeply")
        self.lines.setdefault(path, line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        if not self.texts:
            return self.loader.construct_object(node)
        return None if node.tag == _NULL else node.value

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> Any:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self.loader.construct_object(key_node)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str | int):
                raise BadYamlError(line, f"'{key}' cannot be a key")
            if isinstance(key, bool):
                key = key_node.value
            if key in found:
                raise BadYamlError(line, f"the key '{key}' stands twice")
            self.lines[(*path, key)] = line
            found[key] = self.of(value_node, (*path, key))
        return found
