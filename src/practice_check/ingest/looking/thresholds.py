"""The numbers by which an export is looked at (``rules/_mappings/reading.yaml``), each with its source."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from practice_check.content.faults import Fault, MappingError, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, read_yaml
from practice_check.paths import rules_folder
from practice_check.records.columns import Kind, columns_of
from practice_check.records.model import tables


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Sourced(_Part):
    value: Annotated[int, Field(gt=0)] | list[int]
    unit: str
    source: str


def _value_of(entry: object) -> int | list[int]:
    return _Sourced.model_validate(entry).value


_Number = Annotated[int, BeforeValidator(_value_of)]


class Limits(BaseModel):
    """Shares are in a hundred, spans in days; what each is for stands beside it in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"))

    fewest_cases: _Number
    cut_margin: _Number
    cut_expected: _Number
    cut_strays: _Number
    group_least: _Number
    group_evidence: _Number
    group_life: _Number
    nearly_every: _Number
    scattered: _Number
    many_rows: _Number
    full_files: Annotated[list[int], BeforeValidator(_value_of)]
    levels_apart: _Number
    dates_apart: _Number
    earliest_year: _Number
    furthest_ahead: _Number
    closed_with_work: _Number


class Thresholds(_Part):
    """``dated_by``: the column that dates a table's rows. The rest are names of tables."""

    dated_by: dict[str, str]
    never_empty: list[str]
    of_everybody: list[str]
    of_assessors: list[str]
    limits: Limits = Field(alias="thresholds")

    @model_validator(mode="after")
    def _columns_are_dates(self) -> "Thresholds":
        known = tables()
        for table in [*self.dated_by, *self.never_empty, *self.of_everybody, *self.of_assessors]:
            if table not in known:
                raise ValueError(f"'{table}' is not a table{did_you_mean(table, known)}")
        for table, name in self.dated_by.items():
            dates = [column for column, of in columns_of(known[table]).items() if of.kind is Kind.DATE]
            if name not in dates:
                raise ValueError(f"{table}: '{name}' is not one of its dates{did_you_mean(name, dates)}")
        return self


def read_thresholds(path: Path) -> Thresholds:
    """Raises MappingError with every fault of the file."""
    try:
        file = read_yaml(path)
    except BadYamlError as fault:
        raise MappingError([Fault(path, fault.line, path.stem, fault.message)]) from fault
    try:
        return Thresholds.model_validate(file.value)
    except ValidationError as error:
        raise MappingError(of_validation(error, file, path, path.stem, Thresholds)) from error


@cache
def thresholds() -> Thresholds:
    """Those that ship."""
    return read_thresholds(rules_folder() / "_mappings" / "reading.yaml")
