"""Faults of files of rules and of mappings, in the words of whoever wrote the file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from rapidfuzz import fuzz, process

from practice_check.content.yaml_file import KeyPath, YamlFile


@dataclass(frozen=True)
class Fault:
    file: Path
    line: int
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.subject}: {self.message}"


class ContentError(Exception):
    """The files do not load. ``faults`` holds them all, as ``file:line: subject: what is wrong; did you mean …``."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = [str(fault) for fault in faults]


class RulebookError(ContentError):
    """The rules do not load."""


class MappingError(ContentError):
    """A mapping of an export does not load."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` where something known is near, else nothing."""
    near = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean '{near[0]}'?" if near else ""


def of_validation(
    error: ValidationError, file: YamlFile, path: Path, subject: str, model: type[BaseModel]
) -> list[Fault]:
    """Each thing that pydantic found, at its line."""
    return [
        Fault(path, file.line(where), subject, message) for where, message in dict.fromkeys(_flat(error, (), model))
    ]


def _flat(error: ValidationError, above: KeyPath, model: type[BaseModel]) -> list[tuple[KeyPath, str]]:
    found: list[tuple[KeyPath, str]] = []
    for each in error.errors():
        where: KeyPath = (*above, *each["loc"])
        cause = each.get("ctx", {}).get("error")
        if isinstance(cause, ValidationError):
            found.extend(_flat(cause, where, model))
            continue
        found.append((where, _words(each, where, model)))
    return found


def _words(each: Any, where: KeyPath, model: type[BaseModel]) -> str:
    key = str(where[-1]) if where else ""
    if each["type"] == "extra_forbidden":
        known = [name for part in _models_at(model, where[:-1]) for name in _keys_of(part)]
        return f"the key '{key}' is not known{did_you_mean(key, known)}"
    if each["type"] == "missing":
        return f"the key '{key}' is missing"
    message = str(each["msg"]).removeprefix("Value error, ")
    if each["type"] == "literal_error":
        expected = each["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return (
            f"{key}: '{each['input']}' is not one of {', '.join(expected)}{did_you_mean(str(each['input']), expected)}"
        )
    return f"{key}: {message}" if key else message


def _keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _models_at(model: type[BaseModel], path: KeyPath) -> list[type[BaseModel]]:
    """The models of which one stands at this place of a file; what is no key of theirs (a list's place) is passed."""
    models = [model]
    for key in path:
        below = [
            inner
            for each in models
            for name, field in each.model_fields.items()
            if key in {field.alias or name, name}
            for inner in _models_in(field.annotation)
        ]
        models = below or models
    return models


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in get_args(annotation) for found in _models_in(part)]
