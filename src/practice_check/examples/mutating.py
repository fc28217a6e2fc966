"""Mutants of a rule: the same rule with one thing changed, which its own examples should notice.

What is changed: each limit by a day, each condition dropped or negated, each comparison flipped, each key of a
``where`` dropped, the opener swapped or one of its words dropped, and what excuses, looks back, pauses or outlives
the order.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from practice_check.rulebook import model as m
from practice_check.rulebook import names
from practice_check.rulebook.parameters import Dated
from practice_check.rulebook.values import Duration, parse_duration

Raw = dict[str, Any]
Path = tuple[str | int, ...]

_TESTS = ("where", "matching", "opener", "state", "case", "is")
_SWAPS = {"start": "sentence", "sentence": "start"}
_FLIPS = {"recorded": "not_recorded", "not_recorded": "recorded"}
_DROPPED = object()


@dataclass(frozen=True)
class Mutant:
    """``name`` is stable: where the change is, and what it is. ``parameters``: dated numbers in place of the rule's."""

    name: str
    rule: m.Rule
    parameters: dict[str, list[Dated]]


def mutants(rule: m.Rule, raw: Raw, dated: dict[str, list[Dated]]) -> Iterator[Mutant]:
    """The mutants of a rule that load; ``raw`` is its YAML, ``dated`` the parameters."""
    seen: set[str] = {rule.model_dump_json(by_alias=True)}
    for name, changed in _changes(raw):
        try:
            mutant = m.Rule.model_validate(changed)
        except ValidationError:
            continue
        dump = mutant.model_dump_json(by_alias=True)
        if dump not in seen:
            seen.add(dump)
            yield Mutant(name, mutant, {})
    for name in sorted({used for kind, used in names.used(rule) if kind == "parameter" and used in dated}):
        for words, change in _of_a_limit(dated[name][0].value):
            values = [each.model_copy(update={"value": change(each.value)}) for each in dated[name]]
            yield Mutant(f"${name}: {words}", rule, {name: values})


def _of_a_limit(value: object) -> list[tuple[str, Callable[[Any], Any]]]:
    if isinstance(value, Duration):
        shorter = [("a day shorter", lambda length: length.longer(-1))] if value.number else []
        return [("a day longer", lambda length: length.longer(1)), *shorter]
    step = 0.01 if isinstance(value, float) else 1
    return [("more", lambda number: number + step), ("less", lambda number: number - step)]


def _changes(raw: Raw) -> Iterator[tuple[str, Raw]]:
    for path, value, words in _edits(raw):
        changed = copy.deepcopy({key: part for key, part in raw.items() if key not in ("examples", "example_base")})
        changed |= {key: raw[key] for key in ("examples", "example_base") if key in raw}
        _put(changed, path, value)
        yield f"{_said(path)}: {words}", changed


def _edits(raw: Raw) -> Iterator[tuple[Path, object, str]]:
    if "when" in raw:
        yield ("when",), _DROPPED, "dropped"
        yield from _condition(("when",), raw["when"])
    yield from _opens(raw["opens"])
    yield from _lengths(("closes",), raw["closes"])
    yield from _tests_below(("closes",), raw["closes"])
    yield from _expects(("expects",), raw["expects"])
    if "unless" in raw:
        yield ("unless",), _DROPPED, "dropped"
        yield from _tests_below(("unless",), raw["unless"])
    looks_back = raw.get("looks_back", "none")
    if raw["expects"] != "answer":
        yield ("looks_back",), "any" if looks_back == "none" else "none", "changed"
    if isinstance(looks_back, str):
        yield from _length(("looks_back",), looks_back)
    if "pauses_while" in raw:
        yield ("pauses_while",), _DROPPED, "dropped"
    for flag in ("survives_end", "fresh"):
        if raw.get(flag):
            yield (flag,), False, "dropped"
    if raw.get("scope") == "person":
        yield ("scope",), "order", "changed"


def _condition(path: Path, condition: Any) -> Iterator[tuple[Path, object, str]]:
    if isinstance(condition, dict) and "not" in condition and len(condition) == 1:
        yield path, condition["not"], "negated"
        yield from _inside((*path, "not"), condition["not"])
    else:
        yield path, {"not": condition}, "negated"
        yield from _inside(path, condition)


def _inside(path: Path, condition: Any) -> Iterator[tuple[Path, object, str]]:
    if not isinstance(condition, dict):
        return
    for key in ("all", "any"):
        for index, part in enumerate(condition.get(key, ())):
            where = (*path, key, index)
            if len(condition[key]) > 1:
                yield where, _DROPPED, "dropped"
            yield from _condition(where, part)
    if not {"all", "any", "not"} & condition.keys():
        yield from _lengths(path, condition)
        yield from _tests_below(path, condition)
        if condition.get("since_start"):
            yield (*path, "since_start"), False, "dropped"
        if isinstance(condition.get("is"), str | int | bool):
            yield from _test((*path, "is"), condition["is"])


def _opens(opens: Any) -> Iterator[tuple[Path, object, str]]:
    if isinstance(opens, str):
        yield ("opens",), _SWAPS.get(opens, "start"), "swapped"
        return
    yield ("opens",), "start", "swapped"
    words = opens.get("each")
    if isinstance(words, list) and len(words) > 1:
        for index in range(len(words)):
            yield ("opens", "each", index), _DROPPED, "dropped"
    for key in ("once_per", "cluster", "earlier"):
        if key in opens:
            yield ("opens", key), _DROPPED, "dropped"
    for key in ("becomes", "while"):
        if key in opens:
            yield from _condition(("opens", key), opens[key])
    if "while" not in opens:
        yield from _lengths(("opens",), opens)
    yield from _tests_below(("opens",), opens)


def _expects(path: Path, expects: Any) -> Iterator[tuple[Path, object, str]]:
    if not isinstance(expects, dict):
        return
    for key in ("any_of", "all_of"):
        for index, part in enumerate(expects.get(key, ())):
            where = (*path, key, index)
            if len(expects[key]) > 1:
                yield where, _DROPPED, "dropped"
            if isinstance(part, dict) and "when" in part:
                yield where, part["expects"], "its condition dropped"
                yield from _condition((*where, "when"), part["when"])
                yield from _expects((*where, "expects"), part["expects"])
            else:
                yield from _expects(where, part)
        if key in expects and len(expects[key]) > 1:
            other = "all_of" if key == "any_of" else "any_of"
            parts = [part["expects"] if isinstance(part, dict) and "when" in part else part for part in expects[key]]
            yield path, {other: parts}, "swapped"
    if {"any_of", "all_of"} & expects.keys():
        return
    if "later" in expects:
        yield (*path, "later"), _DROPPED, "dropped"
    if "not_before" in expects:
        yield (*path, "not_before"), _DROPPED, "dropped"
    yield from _tests_below(path, expects)
    for form in ("count", "cover", "share"):
        inner = expects.get(form)
        if isinstance(inner, dict):
            yield from _numbers((*path, form), inner)
            yield from _lengths((*path, form), inner)


def _tests_below(path: Path, part: Any) -> Iterator[tuple[Path, object, str]]:
    """Each key of each group of tests below: dropped, and its comparison flipped."""
    if isinstance(part, list):
        for index, each in enumerate(part):
            yield from _tests_below((*path, index), each)
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        where = (*path, key)
        if key in _TESTS and isinstance(value, dict):
            for field, test in value.items():
                if key in ("where", "matching") or len(value) > 1:
                    yield (*where, field), _DROPPED, "dropped"
                if key != "matching":
                    yield from _test((*where, field), test)
        elif key not in ("when", "all_of", "any_of"):
            yield from _tests_below(where, value)


def _test(path: Path, test: Any) -> Iterator[tuple[Path, object, str]]:
    if isinstance(test, dict):
        yield from _numbers(path, test)
        for key in ("not", "not_recorded_as"):
            if key in test:
                yield path, test[key], "flipped"
        by = test.get("by")
        if isinstance(by, dict):
            yield from _lengths((*path, "by"), by)
    elif isinstance(test, str) and test.startswith("opener."):
        return
    elif isinstance(test, str) and test in _FLIPS:
        yield path, _FLIPS[test], "flipped"
    else:
        yield path, (not test if isinstance(test, bool) else {"not": test}), "flipped"


def _numbers(path: Path, part: Raw) -> Iterator[tuple[Path, object, str]]:
    for key, other in (("at_least", "at_most"), ("at_most", "at_least")):
        if key in part:
            yield path, {other if name == key else name: value for name, value in part.items()}, "flipped"
            if isinstance(part[key], int | float) and not isinstance(part[key], bool):
                yield (*path, key), part[key] + 1, "one more"
                yield (*path, key), part[key] - 1, "one less"


def _lengths(path: Path, part: Any) -> Iterator[tuple[Path, object, str]]:
    if isinstance(part, dict):
        for key in ("within", "at_latest", "else", "every", "per", "in_any", "allow", "remaining", "cluster"):
            if isinstance(part.get(key), str):
                yield from _length((*path, key), part[key])


def _length(path: Path, text: str) -> Iterator[tuple[Path, object, str]]:
    try:
        length = parse_duration(text)
    except ValueError:
        return
    yield path, length.longer(1), "a day longer"
    if length.number:
        yield path, length.longer(-1), "a day shorter"


def _put(raw: Any, path: Path, value: object) -> None:
    for key in path[:-1]:
        raw = raw[key]
    if value is _DROPPED:
        del raw[path[-1]]
    else:
        raw[path[-1]] = value


def _said(path: Path) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
