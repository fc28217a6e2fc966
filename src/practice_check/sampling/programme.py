"""An inspection programme, as it stands in ``rules/_reports/inspection.yaml``: which cases it looks at."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from practice_check.content.faults import Fault, did_you_mean, of_validation
from practice_check.content.yaml_file import BadYamlError, YamlFile, read_yaml
from practice_check.paths import rules_folder
from practice_check.rulebook import Rulebook, RulebookError
from practice_check.rulebook.conditions import Condition, Part
from practice_check.rulebook.model import SourceRef
from practice_check.rulebook.names import used
from practice_check.rulebook.values import Length, Number

#: The day on which something is asked of a case: its start that counts, the day of the export, or that of fieldwork.
Day = Literal["start", "now", "fieldwork"]


class LeftOut(Part):
    """A kind of case that the programme does not look at."""

    name: str
    words: str
    when: Condition | None = None
    younger_than: Length | None = Field(None, description="whose birthday of that age is still to come on the day")
    as_at: Day
    unknown: Literal["not_placed", "stays"] = Field(
        "not_placed", description="a case of which the record cannot tell: set apart, or taken as usual with a doubt"
    )
    doubt: str | None = Field(None, description="what is not known of a case that stays")
    mend: str = Field(description="what would let the record tell")

    @model_validator(mode="after")
    def _one_thing_is_asked(self) -> Self:
        if (self.when is None) == (self.younger_than is None):
            raise ValueError("give 'when' or 'younger_than', and not both")
        return self

    @model_validator(mode="after")
    def _a_doubt_is_named(self) -> Self:
        if (self.unknown == "stays") != (self.doubt is not None):
            raise ValueError("'doubt' says what is not known where 'unknown' is 'stays', and stands nowhere else")
        return self


class Supervised(Part):
    at_least: Length
    at_most: Length


class UsualSize(Part):
    at_least: Number
    at_most: Number


class Programme(Part):
    """``also``: another programme, whose ``left_out`` come before these."""

    title: str
    announced: Length = Field(description="how long before fieldwork")
    supervised: Supervised = Field(description="how long before fieldwork the start lies")
    sample: UsualSize
    left_out: list[LeftOut]
    also: str | None = None
    sources: list[SourceRef] = Field(description="none: a local choice, which no report sets")


def read_programmes(rulebook: Rulebook, folders: Sequence[Path] = ()) -> dict[str, Programme]:
    """The programmes by name, the usual one first; those of ``folders`` replace those that ship, by name.

    Raises RulebookError with every fault.
    """
    found: dict[str, Programme] = {}
    for path in (folder / "_reports" / "inspection.yaml" for folder in (rules_folder(), *folders)):
        if path.exists():
            found |= _read(path, rulebook)
    for name, programme in found.items():
        if programme.also is not None and (programme.also not in found or found[programme.also].also):
            message = f"also: '{programme.also}' is not a programme that stands by itself"
            raise RulebookError([Fault(path, 1, name, message)])
    return {name: _whole(programme, found) for name, programme in found.items()}


def _read(path: Path, rulebook: Rulebook) -> dict[str, Programme]:
    try:
        file = read_yaml(path)
        programmes = TypeAdapter(dict[str, Programme]).validate_python(file.value)
    except BadYamlError as fault:
        raise RulebookError([Fault(path, fault.line, path.stem, fault.message)]) from fault
    except ValidationError as error:
        raise RulebookError(of_validation(error, file, path, path.stem, Programme)) from error
    wrong = [
        each for name, programme in programmes.items() for each in _wrong_names(path, file, name, programme, rulebook)
    ]
    if wrong:
        raise RulebookError(wrong)
    return programmes


def _wrong_names(path: Path, file: YamlFile, name: str, programme: Programme, rulebook: Rulebook) -> list[Fault]:
    known = {
        "entry word": list(rulebook.vocabulary.entries),
        "period": list(rulebook.vocabulary.periods),
        "condition": list(rulebook.vocabulary.conditions),
        "parameter": list(rulebook.parameters.dated),
        "rule": list(rulebook.rules),
    }
    return [
        Fault(path, file.line((name,)), name, f"'{word}' is not a {kind}{did_you_mean(word, known[kind])}")
        for kind, word in dict.fromkeys(used(programme))
        if word not in known[kind]
    ]


def _whole(programme: Programme, all_of_them: dict[str, Programme]) -> Programme:
    if programme.also is None:
        return programme
    return programme.model_copy(update={"left_out": [*all_of_them[programme.also].left_out, *programme.left_out]})
