"""The values that the rules ask for by name: they are words of the rules, and stay where a record holds them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from practice_check.rulebook import Rulebook
from practice_check.rulebook import model as m

#: Of no table in particular: what is asked of an opener or of a period's value may be of several.
_ANY = ""
_CASE = "cases"
#: Parts of a rule that ask for nothing by name.
_NOT_ASKED = frozenset({"examples", "example_base", "matching"})
#: Words of the language that stand in the place of a value.
_OF_THE_LANGUAGE = frozenset({"recorded", "not_recorded"})


@dataclass
class Tested:
    """By table and field the whole values that are asked for, and the words that a text is asked to contain."""

    whole: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    within: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    #: The reasons that the rules give an assessor to choose from.
    reasons: set[str] = field(default_factory=set)

    def values(self, table: str, name: str) -> frozenset[str]:
        return frozenset(self.whole.get((table, name), set()) | self.whole.get((_ANY, name), set()))

    def contained(self, table: str, name: str) -> frozenset[str]:
        return frozenset(self.within.get((table, name), set()) | self.within.get((_ANY, name), set()))


def tested_by(book: Rulebook) -> Tested:
    """What every rule, warning and word of the vocabulary asks for, and every drawing of a case in time."""
    found = Tested()
    looked = _Looked(book, found)
    for part in (book.rules, book.vocabulary, book.warnings, book.history):
        looked.at(part)
    for rule in book.rules.values():
        found.reasons |= {reason for question in rule.judge for reason in question.reasons}
    return found


@dataclass
class _Looked:
    book: Rulebook
    found: Tested

    def at(self, part: Any) -> None:
        """Gathers the tests of a part of the rules, whatever it is made of."""
        if isinstance(part, BaseModel):
            self._tests_of(part)
            for name in type(part).model_fields:
                if name not in _NOT_ASKED:
                    self.at(getattr(part, name))
        elif isinstance(part, Mapping):
            for each in part.values():
                self.at(each)
        elif isinstance(part, Sequence) and not isinstance(part, str):
            for each in part:
                self.at(each)

    def _tests_of(self, part: BaseModel) -> None:
        tables = self._tables(part)
        for attribute in type(part).model_fields:
            value = getattr(part, attribute)
            if attribute in _NOT_ASKED:
                continue
            if attribute == "value" and isinstance(part, m.PeriodIs):
                self._add([_ANY], self._value_of(part.period), value)
            elif attribute == "among" and isinstance(part, m.Only):
                self._add([_ANY], self._value_of(part.only), value)
            elif attribute == "order":
                self._add([_ANY], getattr(part, "value", None), value)
            elif isinstance(value, dict):
                for name, test in value.items():
                    self._add([_CASE] if attribute == "case" else tables, name, test)

    def _tables(self, part: BaseModel) -> list[str]:
        table, word = getattr(part, "table", None), getattr(part, "entry", None)
        if isinstance(table, str):
            return [table]
        return sorted(self._tables_of(word)) if isinstance(word, str) else [_ANY]

    def _tables_of(self, word: str) -> set[str]:
        entry = self.book.vocabulary.entries.get(word)
        if entry is None:
            return {_ANY}
        if entry.any_of:
            return {table for part in entry.any_of for table in self._tables_of(part)}
        return {entry.table or _ANY}

    def _value_of(self, period: str) -> str | None:
        word = self.book.vocabulary.periods.get(period)
        return word.value if word else None

    def _add(self, tables: Sequence[str], name: str | None, test: Any) -> None:
        if name is None:
            return
        whole, within = set(_scalars(test)), {each for each in _contained(test) if each.isascii()}
        for table in tables:
            if whole:
                self.found.whole[table, name] |= whole
            if within:
                self.found.within[table, name] |= within


def _scalars(test: Any) -> Iterator[str]:
    """The values that a test compares with as a whole."""
    if isinstance(test, m.Compare):
        for part in (test.is_not, test.not_recorded_as):
            yield from _scalars(part)
    elif isinstance(test, list | tuple):
        for each in test:
            yield from _scalars(each)
    elif isinstance(test, str) and not test.startswith("opener.") and test not in _OF_THE_LANGUAGE:
        yield test


def _contained(test: Any) -> Iterator[str]:
    if isinstance(test, m.Compare):
        inner = m.innermost(test)
        if isinstance(inner.contains, str):
            yield inner.contains
