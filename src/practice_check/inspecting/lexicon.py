"""What people call our tables and fields, and how they write our codes: ``rules/_mappings/_names.yaml``, read."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from practice_check.content.faults import Fault, MappingError, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, YamlFile, parse_yaml
from practice_check.paths import rules_folder
from practice_check.records import codes as code_lists
from practice_check.records.columns import CASES, KEYS, Column, fields_of
from practice_check.records.model import tables

#: How surely a name means a field: our template has it, people call it so, or they sometimes do.
Surety = Literal["exact", "alias", "perhaps"]
EVERY = "every"
#: The fields that say on which day an entry is, the first that a table has.
_DAYS = ("date", "start", "requested", "meeting", "noted", "offered")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


#: What the cells of a field are like: all of them different; few of them, again and again; long texts; days of long
#: ago; one and the same.
Looks = Literal["different", "repeated", "long", "long_ago", "the_same"]


class Naming(_Part):
    names: list[str] = Field(default_factory=list)
    perhaps: list[str] = Field(default_factory=list)


class EntryInARow(_Part):
    """Columns of a sheet of one row a case that make an entry of another table; ``is``: what every such entry is."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    table: str
    constants: dict[str, str] = Field(default_factory=dict, alias="is")
    ask: str | None = None
    dated_by: str
    fields: dict[str, Naming] = Field(min_length=1)


class Lexicon(_Part):
    words: dict[str, str]
    phrases: dict[str, str]
    may_be: dict[str, list[str]]
    silent: list[str]
    sheets: dict[str, list[str]]
    fields: dict[str, dict[str, Naming]]
    columns_that_make_entries: dict[str, EntryInARow]
    groups_of_the_case: list[str]
    titles_of_the_day: list[str]
    no_use: list[str]
    cells: dict[str, Looks]
    codes: dict[str, dict[str, list[str]]]
    codes_perhaps: dict[str, dict[str, list[str]]]
    yes: list[str]
    no: list[str]


@dataclass(frozen=True)
class Name:
    """One thing that a field may be called."""

    text: str
    surety: Surety


@dataclass(frozen=True)
class Target:
    """What a column of a sheet may be: a field of the table, or of an entry that each row of the sheet makes."""

    key: str
    table: str
    column: Column
    names: tuple[Name, ...]
    #: The group of ``columns_that_make_entries`` that it belongs to.
    group: str | None = None

    @property
    def field(self) -> str:
        return self.column.field


def lexicon_file() -> Path:
    return rules_folder() / "_mappings" / "_names.yaml"


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships. Raises MappingError."""
    return read_lexicon(lexicon_file())


def read_lexicon(path: Path) -> Lexicon:
    """A lexicon with all its tables, fields and codes known. Raises MappingError with every fault."""
    try:
        read = parse_yaml(path.read_bytes(), texts=True)
    except BadYamlError as error:
        raise MappingError([Fault(path, error.line, path.stem, error.message)]) from error
    try:
        found = Lexicon.model_validate(read.value)
    except ValidationError as error:
        raise MappingError(of_validation(error, read, path, path.stem, Lexicon)) from error
    faults = list(_unknown_words(found, read, path))
    if faults:
        raise MappingError(faults)
    return found


def _unknown_words(found: Lexicon, read: YamlFile, path: Path) -> Iterator[Fault]:
    known = {EVERY: list(KEYS), CASES: list(fields_of(CASES)), **{table: list(fields_of(table)) for table in tables()}}

    def unknown(where: tuple[str, ...], kind: str, words: Iterator[str] | list[str]) -> Fault:
        message = f"'{where[-1]}' is not {kind}{did_you_mean(where[-1], words)}"
        return Fault(path, read.line(where), where[0], message)

    for table in found.sheets:
        if table not in known:
            yield unknown(("sheets", table), "a table", list(known))
    for table, fields in found.fields.items():
        if table not in known:
            yield unknown(("fields", table), "a table", list(known))
            continue
        for name in fields:
            if name not in known[table]:
                yield unknown(("fields", table, name), f"a field of '{table}'", known[table])
    for group, made in found.columns_that_make_entries.items():
        where = ("columns_that_make_entries", group)
        if made.table not in tables():
            yield unknown((*where, made.table), "a table", list(known))
            continue
        for name in [*made.fields, *made.constants, made.dated_by]:
            if name not in known[made.table]:
                yield unknown((*where, name), f"a field of '{made.table}'", known[made.table])
    for key, lists in (("codes", found.codes), ("codes_perhaps", found.codes_perhaps)):
        for code_list, codes in lists.items():
            ours = get_args(getattr(code_lists, code_list, None))
            if not ours:
                yield unknown((key, code_list), "a list of codes", list(vars(code_lists)))
            for code in codes if ours else ():
                if code not in ours:
                    yield unknown((key, code_list, code), f"a code of '{code_list}'", list(ours))


def dated_by(table: str) -> str | None:
    """The field that says on which day an entry of the table is."""
    return None if table == CASES else next((name for name in _DAYS if name in fields_of(table)), None)


@cache
def targets_of(table: str) -> tuple[Target, ...]:
    """What the columns of a sheet of this table may be; a sheet of cases may hold entries of other tables too."""
    words = lexicon()
    named = {**words.fields.get(EVERY, {}), **words.fields.get(table, {})}
    found = [
        Target(name, table, column, (Name(column.name, "exact"), *_names(named.get(name, Naming()))))
        for name, column in fields_of(table).items()
    ]
    if table != CASES:
        return tuple(found)
    for group, made in words.columns_that_make_entries.items():
        columns = fields_of(made.table)
        prefix = group.replace("-", "_")
        found += [
            Target(f"{prefix}_{name}", made.table, columns[name], tuple(_names(naming)), group)
            for name, naming in made.fields.items()
        ]
    return tuple(found)


def _names(naming: Naming) -> Iterator[Name]:
    yield from (Name(text, "alias") for text in naming.names)
    yield from (Name(text, "perhaps") for text in naming.perhaps)


#: The two answers of a field that holds yes or no, as a list of codes.
YES_NO = ("yes", "no")


@cache
def code_names(ours: tuple[str, ...]) -> tuple[tuple[Name, str], ...]:
    """Every spelling that we know of the codes of this list (or of yes and no), and the code that it means."""
    words = lexicon()
    found = [(Name(code, "exact"), code) for code in ours]
    if ours == YES_NO:
        sure, perhaps = {"yes": words.yes, "no": words.no}, {}
    else:
        sure, perhaps = (_of_list(lists, ours) for lists in (words.codes, words.codes_perhaps))
    found += [(Name(text, "alias"), code) for code, texts in sure.items() for text in texts]
    return (*found, *((Name(text, "perhaps"), code) for code, texts in perhaps.items() for text in texts))


def _of_list(lists: dict[str, dict[str, list[str]]], ours: tuple[str, ...]) -> dict[str, list[str]]:
    return next((codes for name, codes in lists.items() if get_args(getattr(code_lists, name)) == ours), {})
