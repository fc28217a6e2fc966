"""Whether all that a caseload warning names is there: words, fields, parameters of the right kind, slots."""

from collections.abc import Iterable, Iterator
from string import Formatter

from practice_check.content.faults import did_you_mean
from practice_check.content.yaml_file import KeyPath
from practice_check.records.model import CaseRecord, tables
from practice_check.rulebook import caseload as c
from practice_check.rulebook import names
from practice_check.rulebook.conditions import Narrowed, Part
from practice_check.rulebook.parameters import Parameters
from practice_check.rulebook.values import Duration, ParameterName
from practice_check.vocabulary.model import Vocabulary

#: The slots that hold a length of time; all others hold numbers.
_LENGTHS = ("last", "before")


def wrong_names(
    warning: c.WarningRule, vocabulary: Vocabulary, parameters: Parameters
) -> Iterator[tuple[KeyPath, str]]:
    """Where something is named that is not there, and what."""
    ((key, form),) = ((name, getattr(warning.form, name)) for name in type(warning.form).model_fields)
    for name in type(form).model_fields:
        for message in _in_slot(name, getattr(form, name), vocabulary, parameters):
            yield ("form", key, type(form).model_fields[name].alias or name), message
    for name, message in _fields(form, vocabulary):
        yield ("form", key, name), message
    if isinstance(form, c.Missing) and form.unseen is not None:
        for message in _not_seen(form.unseen):
            yield ("form", key, "unseen"), message
    known = c.SLOTS[type(warning.form)]
    for slot in _unknown_slots(warning.message, known):
        yield ("message",), f"'{{{slot}}}' cannot be filled in; known are {', '.join(known)}"


def _in_slot(name: str, value: object, vocabulary: Vocabulary, parameters: Parameters) -> Iterator[str]:
    known: dict[names.NameKind, Iterable[str]] = {
        "entry word": vocabulary.entries,
        "period": vocabulary.periods,
        "condition": vocabulary.conditions,
        "parameter": parameters.dated,
    }
    for kind, used in dict.fromkeys(names.used(value)):
        if kind in known and used not in known[kind]:
            yield f"'{used}' is not {'an' if kind == 'entry word' else 'a'} {kind}{did_you_mean(used, known[kind])}"
    if isinstance(value, ParameterName) and value.name in parameters:
        length = name in _LENGTHS
        if any(isinstance(each.value, Duration) is not length for each in parameters.dated[value.name]):
            yield f"'{value.name}' is not {'a length of time' if length else 'a number'}"


def _fields(form: Part, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The fields that the form reads, of the case or of the rows of its words."""
    words = {key: word for key in ("among", "of") if isinstance(word := getattr(form, key, None), Narrowed)}
    for word in list(words.values())[:1]:
        for key in ("by", "field"):
            if (name := getattr(form, key, None)) is not None:
                yield from ((key, message) for message in _field(name, word.entry, vocabulary))
    for key, word in words.items():
        for name in word.where:
            alias = type(form).model_fields[key].alias or key
            yield from ((alias, message) for message in _field(name, word.entry, vocabulary))


def _not_seen(name: str) -> Iterator[str]:
    """What is wrong with the name of a table, or of a field of the case."""
    if name.startswith(c.OF_CASE):
        yield from _of_case(name)
    elif name not in tables():
        yield f"'{name}' is not a table{did_you_mean(name, tables())}"


def _of_case(name: str) -> Iterator[str]:
    of_case = name.removeprefix(c.OF_CASE)
    if of_case not in CaseRecord.model_fields:
        yield f"'{of_case}' is not a field of a case{did_you_mean(of_case, CaseRecord.model_fields)}"


def _field(name: str, word: str, vocabulary: Vocabulary) -> Iterator[str]:
    if name.startswith(c.OF_CASE):
        yield from _of_case(name)
        return
    rows = tables()
    for table in sorted(_tables(word, vocabulary)):
        if table in rows and name not in rows[table].model_fields:
            yield f"'{name}' is not a column of {table}{did_you_mean(name, rows[table].model_fields)}"


def _tables(word: str, vocabulary: Vocabulary) -> set[str]:
    found = vocabulary.entries.get(word)
    if found is None:
        return set()
    if found.any_of:
        return {table for part in found.any_of for table in _tables(part, vocabulary)}
    period = vocabulary.periods.get(found.rise_of or found.fall_of or "")
    return {period.table if period else found.table or ""}


def _unknown_slots(sentence: str, known: Iterable[str]) -> list[str]:
    try:
        return [name for _, name, _, _ in Formatter().parse(sentence) if name is not None and name not in known]
    except ValueError:
        return [sentence]
