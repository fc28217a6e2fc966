"""A sample as it is kept: which cases, by which seed and method, from which export, and how near it is to them all."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from practice_check.cells.fault import CellFault, SheetFault
from practice_check.files import bytes_of
from practice_check.ingest import Export, InputFile, Problem
from practice_check.ingest.formats.csv_tables import table_of
from practice_check.ingest.keys import read_crn_or_pseudonym, read_event, written
from practice_check.ingest.own.case_sheet import Key
from practice_check.ingest.problems import Place
from practice_check.ingest.sheets import open_grid
from practice_check.sampling.draw import DRAWS, draw, some_of
from practice_check.sampling.features import FEATURES
from practice_check.sampling.population import Placing, Population

SCHEMA = "practice-check-sample/1"

#: The columns of ``sample.csv``; the first two are enough for it to be read back.
COLUMNS = ("crn", "event_number", "start", *FEATURES, "officer", "limited_access", "second_assessor")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)


class SampledCase(_Part):
    crn: str
    event_number: int
    start: dt.date | None = Field(None, description="the start that counts: sentence, release or transfer in")
    features: dict[str, str] = Field(default_factory=dict)
    officer: str | None = None
    limited_access: bool | None = None
    second_assessor: bool = False

    @property
    def key(self) -> Key:
        return (self.crn, self.event_number)


class Share(_Part):
    """How many cases of a group there are in the population, and in the sample.

    Groups smaller than the minimum base stand together; ``population`` and ``sample`` are null where they are fewer
    than that even together.
    """

    by: str
    groups: list[str]
    population: int | None
    sample: int | None


class Sample(_Part):
    schema_: Literal["practice-check-sample/1"] = Field("practice-check-sample/1", alias="schema")
    programme: str
    as_of: dt.date
    fieldwork: dt.date
    first: dt.date = Field(description="the earliest start that was looked at")
    last: dt.date = Field(description="the latest")
    seed: int
    by: list[str]
    method: str
    population: int
    left_out: dict[str, int]
    not_placed: dict[str, int]
    smallest_base: int = Field(description="the fewest cases of a group that stands by itself")
    shares: list[Share]
    export: list[InputFile]
    cases: list[SampledCase]

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset(case.key for case in self.cases)


class NotASampleError(ValueError):
    """The file holds no sample of ours. ``mend``: what helps."""

    def __init__(self, message: str, mend: str) -> None:
        super().__init__(message)
        self.mend = mend


def sample_of(
    population: Population,
    export: Export,
    size: int,
    *,
    by: Sequence[str],
    smallest_base: int,
    seed: int,
    second: int = 0,
    with_not_placed: bool = False,
) -> Sample:
    """A sample of the population. ``second``: how many of its cases a second assessor judges too.

    ``with_not_placed``: cases whose start lies in the time looked at, and of which the record cannot tell whether they
    are left out, may be drawn as well.
    """
    cases = drawn_from(population, with_not_placed=with_not_placed)
    drawn = draw(cases, size, by, seed)
    twice = {case.key for case in some_of(drawn, second, seed)}
    return Sample(
        programme=population.programme,
        as_of=population.as_of,
        fieldwork=population.fieldwork,
        first=population.first,
        last=population.last,
        seed=seed,
        by=list(by),
        method=_method(by),
        population=len(cases),
        left_out=dict(Counter(each.why for each in population.of("left_out"))),
        not_placed=dict(Counter(each.why for each in population.of("not_placed"))),
        shares=shares_of(cases, drawn, by, smallest_base),
        smallest_base=smallest_base,
        export=export.inputs,
        cases=[
            SampledCase(
                crn=case.crn,
                event_number=case.event_number,
                start=case.start,
                features=case.features,
                officer=case.officer,
                limited_access=case.limited_access,
                second_assessor=case.key in twice,
            )
            for case in drawn
        ],
    )


def drawn_from(population: Population, *, with_not_placed: bool) -> list[Placing]:
    """The cases that may be drawn."""
    unplaced = [each for each in population.of("not_placed") if each.start] if with_not_placed else []
    return [*population.eligible, *unplaced]


def shares_of(
    population: Sequence[Placing], sample: Sequence[Placing], by: Sequence[str], smallest_base: int
) -> list[Share]:
    """Every group of each characteristic, the largest first, and last the small ones together."""
    found = []
    for feature in by:
        drawn = Counter(case.features[feature] for case in sample)
        groups = Counter(case.features[feature] for case in population)
        ordered = sorted(groups.items(), key=lambda item: (-item[1], item[0]))
        found += [
            Share(by=feature, groups=[name], population=size, sample=drawn[name])
            for name, size in ordered
            if size >= smallest_base
        ]
        small = [name for name, size in ordered if size < smallest_base]
        together = sum(groups[name] for name in small)
        if small:
            enough = together >= smallest_base
            found.append(
                Share(
                    by=feature,
                    groups=sorted(small),
                    population=together if enough else None,
                    sample=sum(drawn[name] for name in small) if enough else None,
                )
            )
    return found


def _method(by: Sequence[str]) -> str:
    order = ", then ".join(FEATURES[feature] for feature in by)
    return (
        f"Places shared out in proportion by {order}: each group gets the whole number below or above its exact share, "
        f"by the seed. Cases ranked by a hash of CRN and seed. Of {DRAWS} such draws the one nearest to the "
        "population's shares."
    )


def as_json(sample: Sample) -> bytes:
    """In ASCII, so that no character of it is one that a screen would obey."""
    text = json.dumps(sample.model_dump(mode="json"), indent=1).replace("\x7f", "\\u007f")
    return (text + "\n").encode()


def read_sample(path: Path) -> tuple[frozenset[Key], list[Problem]]:
    """The cases of ``sample.json``, of ``sample.csv`` or any CSV table with a CRN a row; and what could not be read.

    Raises NotASampleError where there is no case to be read at all.
    """
    file = path / "sample.json" if path.is_dir() else path
    mend = "draw one with: practice-check sample EXPORT --size N --out DIR"
    try:
        data = bytes_of(file)
    except OSError as error:
        raise NotASampleError(f"{file} cannot be read ({error.strerror})", mend) from error
    if file.suffix.lower() == ".json":
        try:
            return Sample.model_validate(json.loads(data)).keys, []
        except (ValidationError, ValueError, RecursionError) as error:
            raise NotASampleError(f"{file} holds no sample that can be read", mend) from error
    keys, problems = _from_csv(file.name, data)
    if not keys:
        raise NotASampleError(f"{file} names no case", "give a CSV table with the columns crn and event_number")
    return keys, problems


def not_in(known: Iterable[Key], keys: frozenset[Key], file: str) -> list[Problem]:
    """The cases of a sample that are not among those known to an export."""
    return [
        Place(file, None, None, crn).problem(
            f"{written(crn, event)} is in the sample and not in the export",
            "give the export that the sample was drawn from, or one with the case in it",
            value=written(crn, event),
        )
        for crn, event in sorted(keys - set(known))
    ]


def _from_csv(name: str, data: bytes) -> tuple[frozenset[Key], list[Problem]]:
    sheet = table_of(name, data)
    problems: list[Problem] = []
    found: set[Key] = set()
    try:
        grid = open_grid(sheet, COLUMNS, problems)
        for line in grid.lines if grid and "crn" in grid.headings else ():
            try:
                crn, event = read_crn_or_pseudonym(line.cells.get("crn")), read_event(line.cells.get("event_number"))
                found.add((crn, event or 1))
            except CellFault as fault:
                place = sheet.place(line.number)
                message = f"{fault.message}: the row was left out of the sample"
                problems.append(place.problem(message, fault.mend, column="crn", value=line.cells.get("crn")))
    except SheetFault as fault:
        raise NotASampleError(fault.message, fault.mend) from fault
    return frozenset(found), problems
