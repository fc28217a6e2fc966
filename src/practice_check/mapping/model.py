"""A mapping file as a model. ``docs/mapping.md`` says what each key means.

Every value of the file comes as the text that is written there, so that a code such as ``no`` or ``01`` stays itself.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

#: Written as a code's worth: the code says nothing that could be used.
UNKNOWN = "(unknown)"
USUAL_DATES = ("yyyy-MM-dd", "dd/MM/yyyy", "dd-MMM-yyyy", "dd-MMM-yy", "excel-number")
USUAL_NOT_RECORDED = ("none", "null", "-", "--", "nil", "not recorded")
USUAL_UNKNOWN = ("unknown", "not known", "not available", "n/a", "na", "n/k", "nk", "?", UNKNOWN, "(not in the export)")
ASK = "ask"

System = Literal["ndelius", "oasys", "victim_unit", "court", "template", "other"]
Attributes = dict[str, str | list[str] | None]
Codes = dict[str, str | Attributes | None]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _keys_as_text(value: Any) -> Any:
    return {str(key): inner for key, inner in value.items()} if isinstance(value, dict) else value


Texts = Annotated[list[str | None], BeforeValidator(_many)]
Names = Annotated[list[str], BeforeValidator(_many), Field(min_length=1)]
CodesGiven = Annotated[Codes, BeforeValidator(_keys_as_text)]


class Column(Part):
    names: Names
    needed: bool = False
    dates: list[str] | None = None
    codes: str | CodesGiven | None = None
    not_recorded: Texts | None = None
    unknown: Texts | None = None
    split: str = ";"
    guess: bool = False

    @field_validator("dates", mode="before")
    @classmethod
    def _one_or_more(cls, given: Any) -> Any:
        return _many(given)


class Value(Part):
    """What a field of an entry is worth: exactly one of the forms; a plain name is ``of`` it."""

    of: str | None = None
    codes: CodesGiven | None = None
    is_: str | list[str] | None = Field(None, alias="is")
    first_of: list[str] | None = None
    until_next: Annotated[list[str], BeforeValidator(_many)] | None = None
    recorded: str | None = None
    masked: str | None = None
    those_of: dict[str, str] | None = None
    joined: list[str] | None = None
    with_: str = Field(" ", alias="with")

    @model_validator(mode="before")
    @classmethod
    def _of_a_name(cls, given: Any) -> Any:
        return {"of": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _one_form(self) -> "Value":
        if len(self.forms) != 1:
            raise ValueError(
                "a value is one of: a column, is, of, first_of, those_of, until_next, recorded, masked, joined"
            )
        if self.codes is not None and self.of is None:
            raise ValueError("codes belong to 'of'")
        return self

    @property
    def forms(self) -> list[str]:
        forms = ("of", "is_", "first_of", "those_of", "until_next", "recorded", "masked", "joined")
        return [name for name in forms if name in self.model_fields_set]

    @property
    def form(self) -> str:
        return self.forms[0]

    @property
    def reads(self) -> list[str]:
        """The columns, or attributes of their codes, that it looks at."""
        one = self.of or self.recorded or self.masked
        if self.those_of is not None:
            return list(self.those_of.values())
        return [one] if one is not None else [*(self.first_of or self.until_next or self.joined or [])]


class When(Part):
    """Columns with the values that they must have; ``not_`` turns one such round."""

    has: dict[str, list[str | None]]
    not_: "When | None" = None

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            raise ValueError("'when' is a group of columns with their values")
        if given.keys() <= {"has", "not_"} and isinstance(given.get("has"), dict):
            return given
        has = {str(name): _many(value) for name, value in given.items() if name != "not"}
        has = {name: [None] if value is None else value for name, value in has.items()}
        return {"has": has} if "not" not in given else {"has": has, "not_": given["not"]}

    def columns(self) -> Iterator[str]:
        yield from self.has
        if self.not_ is not None:
            yield from self.not_.columns()


class Ignore(Part):
    when: When
    because: str


class Completes(Part):
    by: list[str] = Field(default_factory=list)
    after: str
    blank: str


class Entry(Part):
    table: str
    when: When | None = None
    needs: list[str] = Field(default_factory=list)
    repeat: dict[str, list[str]] = Field(default_factory=dict)
    fields: dict[str, Value] = Field(min_length=1)
    completes: Completes | None = None
    adds: bool = False
    optional: bool = Field(False, description="the table is whole without it, where its columns are absent")

    @field_validator("needs", mode="before")
    @classmethod
    def _one_or_more(cls, given: Any) -> Any:
        return _many(given)

    @field_validator("repeat")
    @classmethod
    def _one_letter(cls, given: dict[str, list[str]]) -> dict[str, list[str]]:
        if len(given) > 1:
            raise ValueError("an entry is repeated over one name, such as {n: [1, 2, 3]}")
        return given

    def columns(self) -> Iterator[str]:
        """Every column that it looks at, with what is repeated filled in once for each."""
        for entry in self.each():
            yield from entry.needs
            for value in entry.fields.values():
                yield from value.reads
            if entry.when is not None:
                yield from entry.when.columns()

    def each(self) -> list["Entry"]:
        """The entry once for every value that it is repeated over."""
        if not self.repeat:
            return [self]
        ((letter, numbers),) = self.repeat.items()
        plain = self.model_dump(by_alias=True, exclude_unset=True, exclude={"repeat"})
        return [Entry.model_validate(_filled(plain, letter, number)) for number in numbers]


class Join(Part):
    sheet: str
    by: dict[str, str] = Field(min_length=1)


class Long(Part):
    by: list[str] = Field(min_length=1)
    name: str
    value: str


class ExportDay(Part):
    title: Annotated[list[str], BeforeValidator(_many)] = Field(default_factory=list)
    column: str | None = None


class Sheet(Part):
    names: Names
    rows: Literal["one an entry", "one a case"] = "one an entry"
    columns: dict[str, Column] = Field(min_length=1)
    long: Long | None = None
    joins: dict[str, Join] = Field(default_factory=dict)
    ignore: list[Ignore] = Field(default_factory=list)
    entries: list[Entry] = Field(default_factory=list)
    exported_on: ExportDay | None = None
    dates: list[str] | None = None
    not_recorded: Texts | None = None
    unknown: Texts | None = None

    def every_column(self) -> dict[str, Column]:
        """Its columns, those with ``{n}`` in their key once for every number that an entry repeats over."""
        found: dict[str, Column] = {}
        numbers = {letter: numbers for entry in self.entries for letter, numbers in entry.repeat.items()}
        for key, column in self.columns.items():
            letters = [letter for letter in numbers if f"{{{letter}}}" in key]
            if not letters:
                found[key] = column
                continue
            for number in numbers[letters[0]]:
                names = [name.replace(f"{{{letters[0]}}}", number) for name in column.names]
                found[key.replace(f"{{{letters[0]}}}", number)] = column.model_copy(update={"names": names})
        return found


class TableCover(Part):
    of: Literal["all", "named", "nothing"]
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    by: list[str] | None = Field(None, description="the sheets that make it whole; else all that make it")
    named_by: list[str] | None = Field(None, description="the sheets whose rows name a case; else all that make it")

    @model_validator(mode="before")
    @classmethod
    def _of_a_word(cls, given: Any) -> Any:
        return {"of": given} if isinstance(given, str) else given


class Mapping(Part):
    """``id``: the file's name without its ending. ``included`` and ``code_tables`` are filled in by the loader."""

    id: str
    title: str
    system: System
    about: str
    includes: list[str] = Field(default_factory=list)
    dates: list[str] = list(USUAL_DATES)
    not_recorded: Texts = list(USUAL_NOT_RECORDED)
    unknown: Texts = list(USUAL_UNKNOWN)
    covers: dict[str, TableCover] = Field(default_factory=dict)
    sheets: dict[str, Sheet] = Field(default_factory=dict)


@dataclass(frozen=True)
class Mappings:
    """What is read together: every mapping once, those included before those that include them; SHA-256 over all."""

    each: tuple[Mapping, ...]
    hash: str

    def __bool__(self) -> bool:
        return bool(self.each)


def _filled(value: Any, letter: str, number: str) -> Any:
    if isinstance(value, str):
        return value.replace(f"{{{letter}}}", number)
    if isinstance(value, dict):
        return {_filled(key, letter, number): _filled(inner, letter, number) for key, inner in value.items()}
    return [_filled(inner, letter, number) for inner in value] if isinstance(value, list) else value


def heading_key(text: str) -> str:
    """A name of a sheet or column freed of capitals, spaces and punctuation: "C.R.N." and "crn" are one."""
    return re.sub(r"[\W_]+", "", text.lower())
