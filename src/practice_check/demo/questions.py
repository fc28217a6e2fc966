"""What the shipped rules ask of an assessor, as far as an invented assessor has to know it.

The rules are read lightly, without the checks of the rulebook, so that a caseload is there in a few seconds.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from practice_check.paths import rules_folder

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule that asks. ``reasons``: those of each question for an answer below the line."""

    rule: str
    owner: str
    reasons: tuple[tuple[str, ...], ...]
    telling: bool  # an answer can decide what the record leaves open
    a_factor: bool  # it asks of each factor by itself


@dataclass(frozen=True, slots=True)
class _Pack:
    rules: tuple[str, ...]
    first: dt.date
    last: dt.date


def asked(first: dt.date, last: dt.date) -> list[Asking]:
    """The rules that ask, of the packs in force at some time between these days."""
    named = {name for pack in _packs() if pack.first <= last and first <= pack.last for name in pack.rules}
    return [asking for name, asking in _askings().items() if name in named]


@cache
def _packs() -> tuple[_Pack, ...]:
    found = []
    for path in sorted(rules_folder().glob("*/pack.yaml")):
        pack = _read(path)
        if pack.get("on", pack.get(True, True)):  # a plain YAML reader takes the key "on" for true
            home = [rule.stem for rule in path.parent.glob("*/*.yaml")]
            times = pack["in_force"]
            last = times["to"] - dt.timedelta(days=1) if times.get("to") else dt.date.max
            found.append(_Pack((*home, *pack.get("includes", [])), times.get("from") or dt.date.min, last))
    return tuple(found)


@cache
def _askings() -> dict[str, Asking]:
    found = {}
    for path in sorted(rules_folder().glob("*/*/*.yaml")):
        rule = _read(path)
        if questions := rule.get("judge"):
            opens = rule["opens"]
            found[rule["id"]] = Asking(
                rule["id"],
                rule["owner"],
                tuple(tuple(question.get("reasons", ())) for question in questions),
                rule.get("unmet") == "needs_judgement" or any(question.get("decides") for question in questions),
                isinstance(opens, dict) and opens.get("once_per") == "tag",
            )
    return found


def _read(path: Path) -> dict[Any, Any]:
    """A file up to its examples, which are most of it."""
    text, _, _ = path.read_text(encoding="utf-8").partition("\nexample")
    read: dict[Any, Any] = yaml.load(text, Loader=_LOADER)
    return read
