"""YAML with line numbers: plain values beside a map from each key's path to its line. Repeated keys are faults."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]

_NULL, _TEXT = "tag:yaml.org,2002:null", "tag:yaml.org,2002:str"

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


class _Loader(yaml.CSafeLoader):
    """Only the scalars are taken from here: no tags beyond the plain ones."""


def read_yaml(path: Path) -> YamlFile:
    """Reads one file. Raises BadYamlError."""
    return parse_yaml(bytes_of(path))


def bytes_of(path: Path) -> bytes:
    """What stands in the file; where that is more than we take, enough of it to be refused."""
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def parse_yaml(data: bytes, *, texts: bool = False) -> YamlFile:
    """Reads what stands in a file; with ``texts`` each value as the text that is written there. Raises BadYamlError."""
    if len(data) > MAX_BYTES:
        raise BadYamlError(1, f"the file is larger than {MAX_BYTES} bytes")
    try:
        loader = _Loader(data)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadYamlError(1, f"not valid YAML: {error}") from error
    try:
        node = _composed(loader)
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


def _composed(loader: Any) -> yaml.Node | None:
    """The one document of a file as nodes. Built from the parser's events, since what composes nodes in C calls itself
    for every level, and a file of a hundred thousand levels would end the process.
    """
    loader.get_event()
    if loader.check_event(yaml.StreamEndEvent):
        return None
    loader.get_event()
    root: list[yaml.Node] = []
    open_nodes: list[yaml.CollectionNode] = []
    anchors: dict[str, yaml.Node] = {}
    names: list[str | None] = []
    while not loader.check_event(yaml.DocumentEndEvent):
        event = loader.get_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.CollectionStartEvent):
            if len(open_nodes) > MAX_DEPTH:
                raise BadYamlError(line, "nested too deeply")
            kind: Any = yaml.MappingNode if isinstance(event, yaml.MappingStartEvent) else yaml.SequenceNode
            open_nodes.append(kind(event.tag or loader.resolve(kind, None, event.implicit), [], event.start_mark))
            names.append(event.anchor)
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            node: yaml.Node = open_nodes.pop()
            name = names.pop()
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise BadYamlError(line, f"nothing before it is called '&{event.anchor}'")
            node, name = anchors[event.anchor], None
        else:
            tag = event.tag
            if tag is None or tag == "!":
                tag = loader.resolve(yaml.ScalarNode, event.value, event.implicit)
            node, name = yaml.ScalarNode(tag, event.value, event.start_mark), event.anchor
        if name is not None:
            anchors[name] = node
        (open_nodes[-1].value if open_nodes else root).append(node)
    loader.get_event()
    if not loader.check_event(yaml.StreamEndEvent):
        raise BadYamlError(loader.peek_event().start_mark.line + 1, "a second document begins: one file holds one")
    _pair(root[0])
    return root[0]


def _pair(node: yaml.Node) -> None:
    """Keys and values, which follow one another in the events, as pairs; once for each node, however often named."""
    waiting, seen = [node], set[int]()
    while waiting:
        each = waiting.pop()
        if not isinstance(each, yaml.CollectionNode) or id(each) in seen:
            continue
        seen.add(id(each))
        waiting.extend(each.value)
        if isinstance(each, yaml.MappingNode):
            each.value = list(zip(each.value[::2], each.value[1::2], strict=True))


@dataclass
class _Values:
    """Turns nodes into values, with the line of each. A value that is named again (an alias) is counted again."""

    loader: _Loader
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
        if node.tag == _TEXT:
            return node.value
        if not self.texts:
            return self.loader.construct_object(node)
        return None if node.tag == _NULL else node.value

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> Any:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if key_node.tag == _TEXT else self.loader.construct_object(key_node)
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
